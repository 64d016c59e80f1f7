"""Puts columns of prose one after the other that a page was drawn with row by row, as if it were a table."""

import re
from collections.abc import Sequence
from itertools import pairwise
from statistics import median
from typing import Final

from reader.documents.reflow import Line

_ROWS: Final = 6
"""Rows that columns have at least; what is lower may be a table as well."""

_STEP: Final = 2.2
"""How many times the size of its letters a row may stand below the one before."""

_BESIDE: Final = 0.6
"""The same for the parts of a row that were drawn as lines of their own."""

_NARROWEST: Final = 0.6
"""The same for the width of what is free between columns."""

_LETTERS: Final = 10
"""The same for the width of a column."""

_WORDS: Final = 4
"""Words that a line of a column has, where words are kept apart."""

_ALIKE: Final = 0.6
"""Share of the width of the widest column that the narrowest has."""

_FULL: Final = 0.75
"""Share of its width that a line of a column has."""

_MOSTLY: Final = 0.6
_GOES_ON: Final = 0.4
"""Share of lines that begin with no capital, as most do within sentences."""

_ENDS: Final = 0.4
"""Share of lines that may end with a sentence; rows of a table do far more often."""

_MOST: Final = 4
"""Columns are looked for in columns so many times."""

_MOST_GAPS: Final = 8
"""Gaps of a line that may stand between columns: no page has more of these."""

_FROM_THE_RIGHT: Final = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_WITHOUT_SPACES: Final = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3000-\u9fff\uac00-\ud7af]")
_CAPITAL: Final = re.compile(r"[\W_]*[^\W_]")
_ENDED: Final = re.compile(r"(?:[^\w.!?:;。؟]|_)*[.!?:;。؟]")
"""The end of a sentence, and what may stand after it, in a line that is read from its last character to its first."""


def in_columns(page: Sequence[Line], most: int = _MOST) -> list[Line]:
    """Return the lines of a page; where they hold columns of prose side by side, those of each column after each other."""
    lines: list[Line] = []
    at = 0
    while at < len(page):
        end, halves = _block(page, at) if most else (at + 1, None)
        if halves is None:
            lines += page[at:end]
        else:
            for half in halves:
                lines += in_columns(half, most - 1)
        at = end
    return lines


def _block(page: Sequence[Line], at: int) -> tuple[int, list[list[Line]] | None]:
    """Return where the lines end that leave the same place free as one does, and the columns beside it if they are prose."""
    end = at + 1
    for free in _free(page, at):
        stop, left, right = _beside(page, at, free)
        end = max(end, stop)
        if _are_columns(left, right):
            letters = "".join(line.text for line in left + right)
            from_right = len(_FROM_THE_RIGHT.findall(letters)) * 2 > len(letters.replace(" ", ""))
            return stop, [right, left] if from_right else [left, right]
    return end, None


def _free(page: Sequence[Line], at: int) -> list[tuple[float, float]]:
    """Return what is free on the page in a line, or between it and the next one if they stand beside each other."""
    line = page[at]
    if len(line.gaps) > _MOST_GAPS:
        return []
    free = [(start, end) for _at, start, end in line.gaps]
    if not free and at + 1 < len(page):
        following = page[at + 1]
        if abs(line.bottom - following.bottom) < _BESIDE * line.size and following.left > line.right:
            free = [(line.right, following.left)]
    return free


def _beside(page: Sequence[Line], at: int, free: tuple[float, float]) -> tuple[int, list[Line], list[Line]]:
    """Return where the lines end that leave a place free, and what stands on either side of it."""
    sides: tuple[list[Line], list[Line]] = [], []
    start, end = free
    for number in range(at, len(page)):
        line = page[number]
        if number > at and not -_BESIDE * line.size < page[number - 1].bottom - line.bottom < _STEP * line.size:
            return number, *sides
        parts = _parts(line, start, end)
        start = max([start, *(part.right for part in parts[0])])
        end = min([end, *(part.left for part in parts[1])])
        if end - start < _NARROWEST * line.size or not any(parts):
            return max(number, at + 1), *sides
        sides[0].extend(parts[0])
        sides[1].extend(parts[1])
    return len(page), *sides


def _parts(line: Line, start: float, end: float) -> tuple[list[Line], list[Line]]:
    """Return what of a line stands on either side of a place; nothing where it stands in it."""
    if line.right < end:
        return [line], []
    if line.left > start:
        return [], [line]
    for number, (at, low, high) in enumerate(line.gaps):
        if low < end and high > start:
            after = tuple((place - at - 1, *edges) for place, *edges in line.gaps[number + 1 :])
            first = line._replace(text=line.text[:at], right=low, gaps=line.gaps[:number])
            second = line._replace(text=line.text[at + 1 :], left=high, gaps=after)  # type: ignore[arg-type]
            return [first], [second]
    return [], []


def _are_columns(left: Sequence[Line], right: Sequence[Line]) -> bool:
    """Tell prose that is broken into lines on both sides from the cells of a table."""
    if min(len(left), len(right)) < _ROWS or not (_is_prose(left) and _is_prose(right)):
        return False
    narrower, wider = sorted(max(line.right - line.left for line in side) for side in (left, right))
    # one that holds columns itself is as wide as these together
    return narrower >= _ALIKE * wider or any(line.gaps for line in (*left, *right))


def _is_prose(lines: Sequence[Line]) -> bool:
    widths = [line.right - line.left for line in lines]
    whole = max(widths)
    full = sum(width >= _FULL * whole for width in widths)
    goes_on = sum(_goes_on(line.text) for line in lines)
    ends = sum(_ENDED.match(line.text[::-1]) is not None for line in lines)
    words = median(len(part.split()) for line in lines for part in _cells(line))
    return (
        median(widths) >= _LETTERS * median(line.size for line in lines)
        and (words >= _WORDS or _WITHOUT_SPACES.search(lines[len(lines) // 2].text) is not None)
        and full >= _MOSTLY * len(lines)
        and goes_on >= _GOES_ON * len(lines)
        and ends <= _ENDS * len(lines)
    )


def _cells(line: Line) -> list[str]:
    edges = [0, *(gap[0] for gap in line.gaps), len(line.text)]
    return [line.text[start:end] for start, end in pairwise(edges)]


def _goes_on(text: str) -> bool:
    """Tell a line that begins with a letter which is no capital."""
    first = _CAPITAL.match(text)
    return first is not None and first[0][-1].isalpha() and not first[0][-1].isupper()
