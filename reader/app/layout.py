"""Breaks a text into rows of terminal cells. Knows no widget; a row is only ever a pair of offsets.

Lines are wrapped at spaces, between wide characters, and inside a word only where it is longer than a row. The rows of an
item of a list after the first one hang below its words. A grapheme cluster is never cut. Widths are counted in cells as Rich counts them, so that what is drawn fits what was reckoned.
"""

import re
from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Final

from rich.cells import cell_len

from reader.text.graphemes import graphemes, next_grapheme

TAB: Final = "    "
"""What a tab is drawn as."""

_ONE_CELL: Final = (
    " -~\xa0-\xac\xae-\u02ff\u0370-\u0373\u0376\u0377\u037b-\u0482\u048a-\u052f\u05d0-\u05ea\u060c\u061b\u061f"
    "\u0621-\u064a\u0660-\u0669\u1e00-\u1eff\u2010-\u2027\u2030-\u205e"
)
_TWO_CELLS: Final = "\u3000-\u3029\u3041-\u3096\u309b-\u30ff\u3105-\u312f\u4e00-\u9fff\uac00-\ud7a3\uff01-\uff60"

_Wrap = Callable[[str, int, int, int, "array[int]"], None]

_COMPLEX: Final = re.compile(f"[^{_ONE_CELL}]")
"""A character that is not one cell and one cluster by itself."""

_ODD: Final = re.compile(f"[^{_ONE_CELL}{_TWO_CELLS}]")
"""A character that is neither that nor a plain East Asian one, two cells wide and a cluster by itself."""


_ITEM: Final = re.compile(r" *(?:[•☐☑*-]|\d{1,3}[.)]) +(?=\S)")
"""How a line begins whose further rows hang: with the mark of an item of a list."""


class Layout:
    """The rows of a text at one width."""

    def __init__(self, text: str, width: int, breaks: Iterable[int] = ()) -> None:
        """Wrap `text` into rows of at most `width` cells.

        Args:
            text: the text; rows are half-open ranges of its code points.
            width: cells a row, at least 2.
            breaks: offsets at which a row starts besides those after a newline.
        """
        self.text = text
        self.width = max(2, width)
        self.breaks = tuple(breaks)
        self._starts = array("I")
        self._indents: dict[int, int] = {}
        """Empty cells before the rows that hang."""
        plain = _COMPLEX.search(text.replace("\n", " ")) is None
        at = 0
        for stop in [*sorted(offset for offset in self.breaks if 0 < offset < len(text)), len(text)]:
            self._wrap_lines(at, stop, plain=plain)
            at = stop
        if not text or text.endswith("\n"):
            self._starts.append(len(text))

    def __len__(self) -> int:
        """Return the number of rows; an empty text has one."""
        return len(self._starts)

    def row_of(self, offset: int) -> int:
        """Return the row in which the character at `offset` stands."""
        return max(0, bisect_right(self._starts, offset) - 1)

    def span(self, row: int) -> tuple[int, int]:
        """Return the offsets of a row, its line break and the spaces it was broken at included."""
        end = self._starts[row + 1] if row + 1 < len(self._starts) else len(self.text)
        return self._starts[row], end

    def visible_span(self, row: int) -> tuple[int, int]:
        """Return the offsets of what a row shows: without its line break and the spaces that hang over the edge."""
        start, end = self.span(row)
        if end > start and self.text[end - 1] == "\n":
            end -= 1
        width = self.width - self.indent(row)
        while end > start and self.text[end - 1] == " " and cell_len(self.text[start:end]) > width:
            end -= 1
        return start, end

    def drawn(self, row: int) -> str:
        """Return a row as it is drawn: with the empty cells before it, and none after it."""
        start, end = self.visible_span(row)
        return (" " * self.indent(row) + self.text[start:end].replace("\t", TAB)).rstrip()

    def indent(self, row: int) -> int:
        """Return how many cells before a row are empty."""
        return self._indents.get(row, 0)

    def column_of(self, offset: int) -> int:
        """Return the cell at which the character at `offset` begins, counted from its row's start."""
        row = self.row_of(offset)
        return self.indent(row) + cells(self.text[self._starts[row] : offset])

    def offset_at(self, row: int, column: int) -> int:
        """Return the offset of the character drawn at a cell of a row; past its end, the last place in the row."""
        row = max(0, min(row, len(self._starts) - 1))
        start, end = self.visible_span(row)
        at = self.indent(row)
        for first, last in graphemes(self.text, start, end):
            at += cells(self.text[first:last])
            if at > column:
                return first
        full_end = self.span(row)[1]
        if end < full_end or full_end == len(self.text):
            return end
        last_start = start
        for first, _last in graphemes(self.text, start, end):
            last_start = first
        return last_start

    def _wrap_lines(self, at: int, stop: int, *, plain: bool) -> None:
        text, width, starts = self.text, self.width, self._starts
        while at < stop:
            newline = text.find("\n", at, stop)
            end = stop if newline < 0 else newline
            if end - at <= width and plain:
                starts.append(at)
            else:
                wrap = _wrap_plain if plain or _COMPLEX.search(text, at, end) is None else _wrap_complex
                first = len(starts)
                wrap(text, at, end, width, starts)
                item = _ITEM.match(text, at, end) if len(starts) > first + 1 else None
                if item is not None and cells(item[0]) <= width // 3:
                    self._hang(wrap, first, end, cells(item[0]))
            at = end + 1 if newline >= 0 else stop

    def _hang(self, wrap: "_Wrap", first: int, end: int, indent: int) -> None:
        """Wrap the rows after one anew, so that they hang below its words."""
        second = self._starts[first + 1]
        del self._starts[first + 1 :]
        wrap(self.text, second, end, self.width - indent, self._starts)
        self._indents.update(dict.fromkeys(range(first + 1, len(self._starts)), indent))


def cells(piece: str) -> int:
    """Return how many terminal cells a piece of one row takes."""
    return cell_len(piece.replace("\t", TAB)) if "\t" in piece else cell_len(piece)


def _wrap_plain(text: str, at: int, end: int, width: int, starts: "array[int]") -> None:
    starts.append(at)
    while end - at > width:
        at = _plain_cut(text, at, end, width)
        if at < end:
            starts.append(at)


def _wrap_complex(text: str, at: int, end: int, width: int, starts: "array[int]") -> None:
    starts.append(at)
    while at < end:
        if _COMPLEX.search(text, at, min(end, at + width + 1)) is None:
            at = _plain_cut(text, at, end, width) if end - at > width else end
        elif _ODD.search(text, at, min(end, at + width + 1)) is None:
            at = _wide_cut(text, at, end, width)
        else:
            at = _complex_cut(text, at, end, width)
        if at < end:
            starts.append(at)


def _plain_cut(text: str, at: int, end: int, width: int) -> int:
    """Return where the row after the one that starts at `at` starts, all characters being one cell wide."""
    cut = text.rfind(" ", at, at + width + 1) + 1
    cut = cut if cut > at else at + width
    while cut < end and text[cut] == " ":
        cut += 1
    return cut


def _wide_cut(text: str, at: int, end: int, width: int) -> int:
    """Return where the row after the one that starts at `at` starts, all characters being one or two cells wide."""
    column, cut = 0, at
    for offset in range(at, end):
        character = text[offset]
        size = 2 if character >= "\u3000" else 1
        if column + size > width and character != " ":
            return cut if cut > at else offset
        column += size
        if size == 2 or character == " ":
            cut = offset + 1
    return end


def _complex_cut(text: str, at: int, end: int, width: int) -> int:
    """Return where the row after the one that starts at `at` starts, measuring every grapheme cluster."""
    column, cut = 0, at
    for first, last in graphemes(text, at, end):
        size = _cluster_cells(text[first:last])
        space = text[first].isspace()
        if column + size > width and not space:
            return cut if cut > at else max(first, next_grapheme(text, at))
        column += size
        if space or size == 2:
            cut = last
    return end


@lru_cache(maxsize=8192)
def _cluster_cells(cluster: str) -> int:
    return cells(cluster)
