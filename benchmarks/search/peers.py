"""The same questions to ripgrep and fzf, where they are installed, over one file with a line a paragraph."""

import shutil
import statistics
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from benchmarks.search.answering import Answered
from benchmarks.search.figures import heading, milliseconds, row, timed
from benchmarks.search.questions import Question, text_of, words_of
from reader.search import Searcher

_ASKED: Final = 25
"""Questions put to each."""

_PATIENCE: Final = 60.0
"""Seconds after which fzf is asked no more: in a large folder one question takes it many."""


def report_peers(searcher: Searcher, files: Sequence[Path], lines: Path, found: Sequence[Answered]) -> None:
    """Print times and right answers of each program beside the searcher's for the same questions."""
    misspelt = [answer.question for answer in found][:: max(1, len(found) // _ASKED)][:_ASKED]
    exact = [" ".join(question.meant) for question in misspelt]
    ripgrep, fzf = shutil.which("rg"), shutil.which("fzf")
    if not (ripgrep or fzf):
        print("\nripgrep and fzf are not installed: nothing to compare with")
        return
    _write_lines(files, lines)
    heading("beside others, milliseconds", "hit@10", "p50", "p95", "p99", "max", "ratio")
    ours = [timed(lambda typed=typed: searcher.search(typed, 10))[0] for typed in exact]  # type: ignore[misc]
    row("as written: the searcher", "", milliseconds(ours))
    if ripgrep:
        theirs = [timed(lambda typed=typed: _ripgrep(ripgrep, typed, lines))[0] for typed in exact]  # type: ignore[misc]
        row("as written: ripgrep", "", milliseconds(theirs), _ratio(theirs, ours))
    if fzf:
        _report_misspelt(searcher, fzf, lines, misspelt)


def _report_misspelt(searcher: Searcher, fzf: str, lines: Path, misspelt: Sequence[Question]) -> None:
    ours, theirs = [], []
    our_right = their_right = 0
    for question in misspelt:
        taken, results = timed(lambda: searcher.search(question.typed, 10))  # noqa: B023 (called at once)
        ours.append(taken)
        our_right += any(question.is_answered(hit.text) for hit in results.hits)
        taken, shown = timed(lambda: _fzf(fzf, question.typed, lines))  # noqa: B023 (called at once)
        theirs.append(taken)
        their_right += any(question.is_answered(line) for line in shown)
        if sum(theirs) > _PATIENCE:
            break
    row("misspelt: the searcher", f"{our_right / len(ours):.2f}", milliseconds(ours))
    row("misspelt: fzf", f"{their_right / len(ours):.2f}", milliseconds(theirs), _ratio(theirs, ours))


def _ratio(theirs: Sequence[float], ours: Sequence[float]) -> str:
    return f"{statistics.median(theirs) / statistics.median(ours):.1f}"


def _write_lines(files: Sequence[Path], lines: Path) -> None:
    if lines.exists():
        return
    with lines.open("w", encoding="utf-8") as out:
        for file in files:
            for paragraph in text_of(file).split("\n\n"):
                if paragraph.strip():
                    out.write(" ".join(paragraph.split()) + "\n")


def _ripgrep(program: str, typed: str, lines: Path) -> list[str]:
    pattern = r"\W+".join(words_of(typed))
    command = [program, "--ignore-case", "--max-count", "10", "--no-line-number", "-e", pattern, str(lines)]
    return _run(command, None).splitlines()


def _fzf(program: str, typed: str, lines: Path) -> list[str]:
    return _run([program, "--filter", typed], lines).split("\n", 10)[:10]


def _run(command: Sequence[str], given: Path | None) -> str:
    if given is None:
        done = subprocess.run(command, capture_output=True, stdin=subprocess.DEVNULL, check=False)  # noqa: S603 (found by which)
    else:
        with given.open("rb") as stream:
            done = subprocess.run(command, capture_output=True, stdin=stream, check=False)  # noqa: S603 (found by which)
    return done.stdout.decode("utf-8", errors="replace")
