"""How fast what is typed is answered, and whether rightly: through `Searcher.search` alone, as the search screen asks."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from benchmarks.search.figures import heading, milliseconds, row
from benchmarks.search.questions import Question
from reader.search import Results, Searcher

_SHOWN: Final = 10
"""A right answer further down does not count."""


@dataclass(frozen=True, slots=True)
class Answered:
    """A question, how long its answer took and which hit was the first right one."""

    question: Question
    seconds: float
    place: int | None
    """From 1 on; `None` where none of those shown is right."""

    results: Results


def answered(searcher: Searcher, questions: Sequence[Question]) -> list[Answered]:
    """Ask all questions."""
    found = []
    for question in questions:
        start = time.perf_counter()
        results = searcher.search(question.typed, _SHOWN)
        seconds = time.perf_counter() - start
        right = [number for number, hit in enumerate(results.hits[:_SHOWN], 1) if question.is_answered(hit.text)]
        found.append(Answered(question, seconds, right[0] if right else None, results))
    return found


def report_misspelt(found: Sequence[Answered]) -> None:
    """Print how often the right passage was first and among the first ten, by kind of question and of error."""
    heading("misspelt, milliseconds", "asked", "hit@1", "hit@10", "p50", "p95", "p99", "max")
    kinds = dict.fromkeys(answer.question.kind for answer in found)
    for kind in kinds:
        _report(kind, [answer for answer in found if answer.question.kind == kind])
    _report("one edit", [answer for answer in found if answer.question.edits == 1])
    _report("two edits", [answer for answer in found if answer.question.edits == 2])
    _report("the first letter is wrong", [answer for answer in found if answer.question.is_first])
    _report("all", found)


def _report(what: str, found: Sequence[Answered]) -> None:
    if found:
        first = sum(answer.place == 1 for answer in found) / len(found)
        shown = sum(answer.place is not None for answer in found) / len(found)
        times = milliseconds([answer.seconds for answer in found])
        row(what, f"{len(found)}", f"{first:.3f}", f"{shown:.3f}", times)


def report_absent(found: Sequence[Answered]) -> None:
    """Print for how many names that are nowhere nothing was found, or only part of what was asked and labelled so."""
    heading("names that are not there", "asked", "nothing", "or part", "p50", "p95", "p99", "max")
    for kind in dict.fromkeys(answer.question.kind for answer in found):
        those = [answer for answer in found if answer.question.kind == kind]
        nothing = sum(not answer.results.hits for answer in those) / len(those)
        in_part = sum(all(hit.how == "partial" for hit in answer.results.hits) for answer in those) / len(those)
        row(kind, f"{len(those)}", f"{nothing:.3f}", f"{in_part:.3f}", milliseconds([one.seconds for one in those]))


def report_times(searcher: Searcher, typings: Sequence[str], exact: Sequence[str]) -> None:
    """Print how long a keystroke takes, and a query that is as it stands in the folder."""
    heading("milliseconds", "asked", "p50", "p95", "p99", "max")
    keystrokes = [typed[:length] for typed in typings for length in range(1, len(typed) + 1)]
    row("a keystroke of 12", f"{len(keystrokes)}", milliseconds(_times(searcher, keystrokes, 50)))
    row("exact words and phrases", f"{len(exact)}", milliseconds(_times(searcher, exact, _SHOWN)))


def _times(searcher: Searcher, queries: Sequence[str], limit: int) -> list[float]:
    times = []
    for typed in queries:
        start = time.perf_counter()
        searcher.search(typed, limit)
        times.append(time.perf_counter() - start)
    return times
