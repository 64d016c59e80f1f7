"""Puts the lines of printed pages together to paragraphs again.

Lines that repeat at the top or foot of pages stay where they first stand; the numbers of pages go, as pages are known.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median
from typing import Final, NamedTuple

from reader.documents.building import CELLS
from reader.documents.decoding import clean
from reader.documents.model import BlockKind


class Line(NamedTuple):
    """A line of a page, in the page's own unit of length."""

    text: str
    left: float
    right: float
    bottom: float
    """Height above the foot of the page."""

    size: float
    """Of its letters."""

    height: float
    """Of its place on the page: 0 is the foot, 1 the top."""

    gaps: tuple[tuple[int, float, float], ...] = ()
    """For each wide gap in it the number of its space in the text, and where it begins and ends on the page."""

    is_loose: bool = False
    """Whether it is so wide for its letters that it may be the row of a table."""


@dataclass(slots=True)
class Paragraph:
    """Lines that belong together, and where in their text pages begin."""

    text: str
    kind: BlockKind | None = None
    is_tight: bool = False
    pages: list[tuple[int, int]] = field(default_factory=list)
    """Number of a page, from 0, and the offset at which it begins."""


_EDGE: Final = 0.12
"""Share of a page's height at its top and foot where running lines stand."""

_OUTERMOST: Final = 2
_REPEATED: Final = 3
_NUMBER: Final = re.compile(r"[\W_]*(?:(?:page|seite|p\.)\s*)?(?:\d{1,4}|[ivxlc]{1,7})(?:\s*(?:/|of|von)\s*\d{1,4})?[\W_]*", re.IGNORECASE)  # fmt: skip
_DIGITS: Final = re.compile(r"\d+")
_ITEM: Final = re.compile(r"(?:[•‣◦▪●■–*\uf0b7·]|\(?(?:\d{1,3}|[a-zA-Z])[.)])\s+\S")
_LEADER: Final = re.compile(r"(?:\. ?){4,}\s*\S{1,6}$")
"""Dots that lead to the number of a page, in a table of contents."""

_END: Final = (".", "!", "?", ":", "”", '"', ";", "。", "؟")
_WORD: Final = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_LAST_WORD: Final = re.compile(r"([^\W\d_]+)-$")
_NEXT_WORD: Final = re.compile(r"[^\W\d_]+")
_WIDE: Final = re.compile(r"[\u3000-\u9fff\uac00-\ud7af\uff00-\uffef]")
_HEADING: Final = 1.14
"""How much larger than the text a heading is."""

_SPREAD: Final = 3
"""So many gaps of one width, and no other spaces, are no table."""

_APART: Final = 2.5
"""How many times the size of its letters a line stands below another that is no longer in the same column."""

_COLUMN: Final = 6
"""Lines that a column has at least."""

_FULL: Final = 0.75
"""Share of the widest line that a line of a column has."""

_NEARLY_ALL: Final = 0.8
_GOES_ON: Final = 0.4

_LONGEST_MARK: Final = 5

_LONGEST_HEADING: Final = 200


def in_order(page: Sequence[Line]) -> list[Line]:
    """Return the lines of a page with those at its foot last and those at its top first, whenever they were drawn."""
    first, last = 0, len(page)
    while first < last and page[first].height < _EDGE:
        first += 1
    while last > first and page[last - 1].height > 1 - _EDGE:
        last -= 1
    heights = [line.height for line in page[first:last]]
    if not heights:
        return list(page)
    foot, top = page[:first], page[last:]
    is_foot = all(line.height < min(heights) for line in foot)
    is_top = all(line.height > max(heights) for line in top)
    return [
        *(top if is_top else ()),
        *(() if is_foot else foot),
        *page[first:last],
        *(() if is_top else top),
        *(foot if is_foot else ()),
    ]


def without_running_lines(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """Return pages without their numbers, and with what repeats at their edges only where it first stands."""
    edges = [_edges(page) for page in pages]
    times = Counter(key for page, places in zip(pages, edges, strict=True) for key in {_key(page[at]) for at in places})
    numbered = sum(count for key, count in times.items() if _NUMBER.fullmatch(key.replace("#", "1"))) >= _REPEATED
    seen: set[str] = set()
    kept = []
    for page, places in zip(pages, edges, strict=True):
        lines = []
        for at, line in enumerate(page):
            key = _key(line) if at in places else ""
            is_number = at in places and numbered and _NUMBER.fullmatch(line.text) is not None
            if not is_number and not (key in seen and times[key] >= _REPEATED):
                lines.append(line)
            seen.add(key)
        kept.append(lines or list(page))
    return kept


def _edges(page: Sequence[Line]) -> set[int]:
    """Return which lines are the outermost of a page, at its top and foot."""
    order = sorted(range(len(page)), key=lambda at: page[at].height)
    return {
        at
        for at in (*order[:_OUTERMOST], *order[-_OUTERMOST:])
        if not _EDGE < page[at].height < 1 - _EDGE and len(page) > 1
    }


def _key(line: Line) -> str:
    return _DIGITS.sub("#", line.text.casefold())


def paragraphs(pages: Sequence[Sequence[Line]]) -> Iterator[Paragraph]:
    """Yield the paragraphs of pages, which may go on from one page to the next."""
    measures = _Measures(pages)
    current: list[tuple[int, Line, str]] = []
    before: Line | None = None
    for number, page in enumerate(pages):
        edges = _edges_of_columns(page)
        rows = _rows(page)
        for at, line in enumerate(page):
            edge = edges[at - 1] if at else 0.0
            joint = measures.joint(before, line, is_new_page=at == 0, edge=edge, item=_is_item(current))
            if at in rows:
                line = _as_row(line)  # noqa: PLW2901
                joint = "\n" if joint and at - 1 in rows else ""
            elif at - 1 in rows:
                joint = ""
            if joint == "" and current:
                yield measures.paragraph(current)
                current = []
            current.append((number, line, joint))
            before = line
    if current:
        yield measures.paragraph(current)


def _rows(page: Sequence[Line]) -> set[int]:
    """Return which lines are rows of a table: next to each other, with cells that begin or end below each other."""
    rows: set[int] = set()
    has_cells = [_has_cells(line) for line in page]
    for at, (above, line) in enumerate(pairwise(page)):
        near = 0 < above.bottom - line.bottom < 3 * line.size
        if near and has_cells[at] and has_cells[at + 1] and _are_aligned(above, line):
            rows |= {at, at + 1}
    return rows


def _has_cells(line: Line) -> bool:
    """Tell gaps between cells from the one after a bullet, and from words that are spread over the width of a column."""
    if not line.is_loose:
        return False
    widths = [end - start for _at, start, end in line.gaps]
    is_spread = len(widths) >= _SPREAD and len(widths) == line.text.count(" ") and max(widths) < 1.2 * min(widths)
    is_bullet = len(widths) == 1 and line.gaps[0][0] <= _LONGEST_MARK and _ITEM.match(line.text) is not None
    return bool(widths) and not is_spread and not is_bullet


def _are_aligned(above: Line, line: Line) -> bool:
    upper, lower = _cell_edges(above), _cell_edges(line)
    return any(
        abs(one - other) < 0.5 * line.size
        for ones, others in zip(upper, lower, strict=True)
        for one in ones
        for other in others
    )


def _cell_edges(line: Line) -> tuple[list[float], list[float]]:
    """Return where cells begin and where they end, besides the edges of the line on the side of the first cell."""
    return [end for _at, _start, end in line.gaps], [*(start for _at, start, _end in line.gaps[1:]), line.right]


def _as_row(line: Line) -> Line:
    """Return a line with its cells told apart."""
    text = line.text
    for at, _start, _end in reversed(line.gaps):
        text = text[:at] + CELLS + text[at + 1 :]
    return line._replace(text=text)


def _is_centred(above: Line, line: Line) -> bool:
    """Tell lines of a title page, which stand over the middle of each other, from those that begin at the same place."""
    middle = abs(above.left + above.right - line.left - line.right) / 2
    return middle < 0.25 * line.size and abs(above.left - line.left) > 0.7 * line.size


def _is_item(lines: Sequence[tuple[int, Line, str]]) -> bool:
    return bool(lines) and _ITEM.match(lines[0][1].text) is not None


def _edges_of_columns(page: Sequence[Line]) -> list[float]:
    """Return for each line how far those to the right reach that begin at about the same place.

    That is asked of the whole page, but of the lines right above and below it alone where these are a column of prose: other
    lines of the page may run across it.
    """
    whole = _reach(page)
    edges = [whole[_place(line)] for line in page]
    start = 0
    for at in range(1, len(page) + 1):
        if at == len(page) or not -0.5 < (page[at - 1].bottom - page[at].bottom) / page[at].size < _APART:
            column = page[start:at]
            if _is_column(column):
                reach = _reach(column)
                edges[start:at] = (reach[_place(line)] for line in column)
            start = at
    return edges


def _is_column(lines: Sequence[Line]) -> bool:
    """Tell lines of prose, nearly all of which are full and many of which begin within a sentence, from lists and code."""
    widest = max(line.right - line.left for line in lines)
    full = sum(line.right - line.left >= _FULL * widest for line in lines)
    goes_on = sum(line.text[:1].isalpha() and not line.text[:1].isupper() for line in lines)
    return len(lines) >= _COLUMN and full >= _NEARLY_ALL * len(lines) and goes_on >= _GOES_ON * len(lines)


def _reach(lines: Sequence[Line]) -> dict[int, float]:
    """Return how far lines reach to the right that begin at about the same place, by that place."""
    reach: dict[int, float] = {}
    for line in lines:
        for place in range(_place(line) - 1, _place(line) + 2):
            reach[place] = max(reach.get(place, line.right), line.right)
    return reach


def _place(line: Line) -> int:
    return int(line.left // 24)


class _Measures:
    """What is usual in a document, against which lines are measured."""

    def __init__(self, pages: Sequence[Sequence[Line]]) -> None:
        sizes: Counter[float] = Counter()
        for page in pages:
            for line in page:
                sizes[round(line.size, 1)] += len(line.text)
        self.size = sizes.most_common(1)[0][0] if sizes else 1.0
        steps = [
            (above.bottom - line.bottom) / line.size
            for page in pages
            for above, line in pairwise(page)
            if abs(above.size - line.size) < 0.1 * line.size and 0.7 < (above.bottom - line.bottom) / line.size < 2.5
        ]
        self.step = median(steps) if steps else 1.2
        self.words = {word.casefold() for page in pages for line in page for word in _WORD.findall(line.text)}

    def joint(  # noqa: PLR0911 (one rule after the other)
        self, above: Line | None, line: Line, *, is_new_page: bool, edge: float, item: bool
    ) -> str:
        """Return what stands between a line and the one above: a space, a line break, or nothing where a paragraph begins."""
        if above is None or _ITEM.match(line.text):
            return ""
        size = max(above.size, line.size)
        if abs(above.size - line.size) > 0.12 * size:
            return ""
        step = (above.bottom - line.bottom) / line.size
        if is_new_page or step < -0.5:
            goes_on = above.text.endswith("-") or (not above.text.endswith(_END) and line.text[:1].islower())
            return " " if goes_on else ""
        if step < 0.35:
            return " "
        if step > 1.25 * self.step + 0.05:
            return ""
        if _is_centred(above, line):
            return "\n"
        if line.left - above.left > 0.7 * line.size and not item:
            return ""
        if above.text.endswith("-"):
            return " "
        word = len(line.text.split(" ", 1)[0]) + 1
        letter = (line.right - line.left) / max(1, len(line.text))
        leads = _LEADER.search(above.text, max(0, len(above.text) - 64))
        return "\n" if leads or above.right + word * letter < edge - 0.5 * line.size else " "

    def paragraph(self, lines: Sequence[tuple[int, Line, str]]) -> Paragraph:
        """Put the lines of a paragraph together, words that were cut in two among them."""
        paragraph = Paragraph("")
        parts: list[str] = []
        length, last = 0, -1
        for number, line, joint in lines:
            piece = clean(line.text)
            if parts:
                length -= len(parts[-1])
                parts[-1] = self._joined(parts[-1], piece, joint)
                length += len(parts[-1])
            if number != last:
                paragraph.pages.append((number, length))
                last = number
            parts.append(piece)
            length += len(piece)
        text = paragraph.text = "".join(parts)
        first = lines[0][1]
        if first.size >= _HEADING * self.size and len(text) <= _LONGEST_HEADING and any(map(str.isalpha, text)):
            paragraph.kind = "heading"
            paragraph.text = text.replace("\n", " ")
        elif _ITEM.match(text):
            paragraph.kind = "list_item"
        return paragraph

    def _joined(self, above: str, piece: str, joint: str) -> str:
        """Return a line with what stands between it and the next one, without a hyphen that only cut a word in two."""
        cut, following = _LAST_WORD.search(above, max(0, len(above) - 64)), _NEXT_WORD.match(piece)
        if joint == " " and cut and following:
            whole, part = (cut[1] + following[0]).casefold(), f"{cut[1]}-{following[0]}".casefold()
            keeps = whole not in self.words and (part in self.words or not following[0][0].islower())
            return above if keeps else above[:-1]
        if joint == " " and _WIDE.match(above[-1:]) and _WIDE.match(piece[:1]):
            return above
        return above + joint
