"""The file of operations: what is in it stays readable whatever happens to it."""

import errno
import json
import os
import stat
import subprocess
import sys

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reader.notebook import log

BOM = b"\xef\xbb\xbf"
posix = pytest.mark.skipif(os.name == "nt", reason="Windows keeps permissions otherwise")


def operation(number, **more):
    return {"v": log.FORMAT, "id": f"o-{number:08}", "time": f"2025-02-01T00:00:{number:02}", "op": "add", **more}


@pytest.fixture
def path(tmp_path):
    return tmp_path / ".reader" / "notebook.jsonl"


def test_a_missing_file_is_an_empty_notebook(path):
    assert log.load(path) == log.Loaded((), (), (), 0, log.Place(None))


def test_what_was_appended_is_loaded_in_order_one_line_each(path):
    operations = [operation(1, note="two\nlines — “é” 東京"), operation(2, future={"kept": [1, None]}), operation(3)]
    for each in operations:
        log.append(path, each)
    assert log.load(path).operations == tuple(operations)
    lines = path.read_text(encoding="utf-8").split("\n")
    assert [json.loads(line) for line in lines[:-1]] == operations
    assert lines[-1] == ""
    assert "東京" in lines[0], "a person can read it"


@given(st.text(st.characters(codec=None)))
def test_any_text_survives_a_line(text):
    line = json.dumps({"op": "add", "id": "o", "note": text}, ensure_ascii=False).encode("utf-8", "backslashreplace")
    assert b"\n" not in line
    # two halves of one character, apart in memory, are one character after reading
    assert json.loads(line)["note"].encode("utf-16", "surrogatepass") == text.encode("utf-16", "surrogatepass")


def test_names_that_are_no_unicode_survive(path):
    log.append(path, operation(1, name="caf\udce9\\\udcff.txt"))
    assert log.load(path).operations[0]["name"] == "caf\udce9\\\udcff.txt"


def test_a_torn_last_line_is_reported_and_spoils_nothing_after_it(path):
    log.append(path, operation(1))
    with path.open("ab") as file:
        file.write(b'{"v": 1, "id": "o-torn", "op": "ad')
    log.append(path, operation(2))
    loaded = log.load(path)
    assert loaded.operations == (operation(1), operation(2))
    assert loaded.problems == ("line 2 is torn or no JSON",)
    assert b"o-torn" in path.read_bytes(), "nothing is thrown away"


GARBAGE = [
    b"<<<<<<< mine",
    b"\xff\xfe\x00garbage",
    b"[1, 2]",
    b'"text"',
    b"12",
    b"null",
    b"{}",
    b'{"op": "add"}',
    b'{"op": 3, "id": "o"}',
    b'{"op": "add", "id": 7}',
    b"[" * 100_000,
    b"9" * 5_000,
]


@pytest.mark.parametrize("line", GARBAGE, ids=lambda line: repr(line[:16]))
def test_a_line_of_garbage_is_reported_and_the_rest_loads(path, line):
    log.append(path, operation(1))
    with path.open("ab") as file:
        file.write(line + b"\n")
    log.append(path, operation(2))
    loaded = log.load(path)
    assert loaded.operations == (operation(1), operation(2))
    assert [problem[:9] for problem in loaded.problems] == ["line 2 is"]


def test_blank_lines_carriage_returns_and_a_byte_order_mark_are_no_problem(path):
    path.parent.mkdir()
    text = "\ufeff" + "\r\n\r\n".join(json.dumps(operation(number)) for number in (1, 2)) + "\r\n"
    path.write_bytes(text.encode())
    loaded = log.load(path)
    assert loaded.operations == (operation(1), operation(2))
    assert (loaded.problems, loaded.torn) == ((), ())


@given(st.binary(max_size=200))
@example(BOM)
@example(b" " + BOM + b"\t\n" + BOM + b"x")
def test_no_bytes_can_break_the_loading(tmp_path_factory, data):
    path = tmp_path_factory.mktemp("any") / "notebook.jsonl"
    path.write_bytes(data)
    lines = [line for line in data.split(b"\n") if b"\0" in line or line.strip().removeprefix(BOM).strip()]
    loaded = log.load(path)
    assert len(loaded.operations) + len(loaded.problems) + len(loaded.torn) == len(lines)


@posix
def test_only_the_owner_may_read_a_notebook(path):
    before = os.umask(0)
    try:
        log.append(path, operation(1))
    finally:
        os.umask(before)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_every_append_is_flushed_to_the_disk(path, monkeypatch):
    synced = []
    fsync = os.fsync
    monkeypatch.setattr(os, "fsync", lambda handle: (synced.append(os.fstat(handle).st_size), fsync(handle)))
    log.append(path, operation(1))
    assert path.stat().st_size in synced
    log.append(path, operation(2))
    assert path.stat().st_size in synced


def test_a_full_disk_leaves_no_half_line(path, monkeypatch):
    log.append(path, operation(1))
    before = path.read_bytes()

    def full(file, data):
        file.write(data[: len(data) // 2])
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(log, "write_all", full)
        with pytest.raises(OSError, match="No space left"):
            log.append(path, operation(2))
    assert path.read_bytes() == before
    log.append(path, operation(3))
    assert log.load(path).operations == (operation(1), operation(3))


def test_a_disk_that_takes_a_line_in_pieces_gets_all_of_it():
    written = bytearray()

    class Slow:
        def write(self, data):
            written.extend(data[:3])
            return len(data[:3])

    log.write_all(Slow(), b"a line\n")
    assert written == b"a line\n"


WRITER = """
import sys, time
from pathlib import Path
from reader.notebook import log
name, count = sys.argv[2], int(sys.argv[3])
# a disk that takes a line in pieces, so that only the lock keeps two lines apart
def in_pieces(file, data):
    for at in range(0, len(data), 150):
        file.write(data[at : at + 150])
        time.sleep(0.001)
log.write_all = in_pieces
print("ready", flush=True)
sys.stdin.readline()
for number in range(count):
    log.append(Path(sys.argv[1]), {"op": "add", "id": f"{name}-{number}", "filler": "x" * 500})
"""


def test_two_processes_write_at_once_and_no_line_is_lost_or_mixed(path):
    pipe = subprocess.PIPE
    writers = [
        subprocess.Popen([sys.executable, "-c", WRITER, path, name, "25"], stdin=pipe, stdout=pipe) for name in "ab"
    ]
    for writer in writers:
        assert writer.stdout.readline() == b"ready\n"
    for writer in writers:
        writer.stdin.write(b"go\n")
        writer.stdin.flush()
    for writer in writers:
        writer.communicate()
        assert writer.returncode == 0
    loaded = log.load(path)
    assert loaded.problems == ()
    ids = [each["id"] for each in loaded.operations]
    for name in "ab":
        assert [one for one in ids if one[0] == name] == [f"{name}-{number}" for number in range(25)]
