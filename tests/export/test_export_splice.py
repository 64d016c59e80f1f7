"""Where blocks go that come into a file: the work grows with the file, not with its square."""

import sys
from datetime import date

import pytest

from reader.export.blocks import parse
from reader.export.merge import merge, remembered
from reader.notebook.exports import Exported


def part(number):
    return f"# Paper {number}\n\na link\n\n## Highlights\n\n> Words.\n>\n> — *a.txt* ^h-{number:08}\n\nyellow"


def single(numbers):
    parts = ['---\ntitle: "T"\nreader_doc: "all"\n---', *map(part, numbers), "# My notes"]
    return "\n\n".join(parts) + "\n"


def steps(run):
    """Return how many steps of the interpreter something takes; for loops inside of it count with each turn."""
    count = 0

    def trace(frame, event, _argument):
        nonlocal count
        frame.f_trace_opcodes = True
        count += event == "opcode"
        return trace

    before = sys.gettrace()
    # from Python 3.12 on this must be known before tracing begins
    sys._getframe().f_trace_opcodes = True
    sys.settrace(trace)
    try:
        run()
    finally:
        sys.settrace(before)
    return count


@pytest.mark.parametrize(
    "there", [lambda _n: range(3), lambda n: range(0, n, 2), lambda n: range(n - 3, n)], ids=["first", "even", "last"]
)
def test_many_documents_come_into_one_file_in_work_that_grows_with_them(there):
    taken = []
    for count in (60, 240):
        page, fresh = parse(single(there(count))), parse(single(range(count)))
        known = Exported({key: frozenset([value]) for key, value in remembered(page, Exported()).items()}, frozenset())
        out = []
        taken.append(steps(lambda: out.append(merge(page, fresh, known, date(2025, 2, 3)))))  # noqa: B023 (run at once)
        assert out[0].text == single(range(count))
    assert taken[1] < 5 * taken[0], "four times as many documents, about four times the work"
