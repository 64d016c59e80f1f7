"""Carries what authors set apart, such as strong words and links, along with a text that is put together."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from typing import Final

from reader.documents.model import Style, StyleKind
from reader.text.graphemes import grapheme_start, next_grapheme
from reader.text.safety import safe_line

TARGET_LIMIT: Final = 2000
"""Characters of a link's target that are kept."""

_LONGEST: Final = 1_000_000
"""Characters of a paragraph from which on what is set apart in it is not worth the memory that finding it again takes."""

_KEPT: Final = re.compile(r"[^\s\xad]+")
"""Characters that stay when white space is put in order and soft hyphens go."""


class StyledWords:
    """The words of a paragraph as they come, with what of them is set apart."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._styles: list[Style] = []
        self._last: dict[tuple[StyleKind, str], int] = {}
        """The last style of each kind, and of each target of links, which may go on."""

    @property
    def is_empty(self) -> bool:
        """Whether no words came."""
        return not self._parts

    def add(self, text: str, kinds: Iterable[StyleKind] = (), target: str = "") -> None:
        """Add words that are set apart in these ways, and lead to a target if there is one."""
        start, self._length = self._length, self._length + len(text)
        self._parts.append(text)
        for kind in kinds:
            self._set_apart(kind, start)
        if target:
            self._set_apart("link", start, safe_line(target.strip()[:TARGET_LIMIT]))

    def put_in_order(self, order: Callable[[str], str]) -> tuple[str, list[Style]]:
        """Return the text with its white space put in order, and what is set apart in it."""
        before = "".join(self._parts)
        after = order(before)
        return after, list(carried(before, after, self._styles))

    def _set_apart(self, kind: StyleKind, start: int, target: str = "") -> None:
        at = self._last.get((kind, target))
        if at is not None and self._styles[at].end == start:
            self._styles[at] = Style(kind, self._styles[at].start, self._length, target)
        else:
            self._last[kind, target] = len(self._styles)
            self._styles.append(Style(kind, start, self._length, target))


def link(start: int, end: int, target: str) -> Style:
    """Return a link to a target as a file names it, made safe to print."""
    return Style("link", start, end, safe_line(target.strip()[:TARGET_LIMIT]))


def moved(styles: Iterable[Style], by: int) -> Iterator[Style]:
    """Yield styles that stand so many characters further on."""
    return (Style(style.kind, style.start + by, style.end + by, style.target) for style in styles)


def within(styles: Iterable[Style], start: int, end: int) -> Iterator[Style]:
    """Yield what of styles lies in a part of a text, with offsets into that part."""
    for style in styles:
        low, high = max(style.start, start), min(style.end, end)
        if low < high:
            yield Style(style.kind, low - start, high - start, style.target)


def carried(before: str, after: str, styles: Iterable[Style]) -> Iterator[Style]:
    """Yield the styles of a text as they stand after its white space was put in order and nothing else was changed."""
    styles = list(styles)
    if not styles or before == after:
        yield from styles
        return
    if len(before) > _LONGEST:
        return
    old, new = _Kept(before), _Kept(after)
    for style in styles:
        first, last = old.count(style.start), old.count(style.end) - 1
        if first <= last < new.total:
            yield Style(style.kind, new.place(first), new.place(last) + 1, style.target)


class _Kept:
    """The characters of a text but white space and soft hyphens, by their number."""

    def __init__(self, text: str) -> None:
        self._starts: list[int] = []
        self._counts: list[int] = []
        """How many stand before each stretch of them."""
        self.total = 0
        for match in _KEPT.finditer(text):
            start, end = match.span()
            self._starts.append(start)
            self._counts.append(self.total)
            self.total += end - start

    def count(self, offset: int) -> int:
        """Return how many stand before an offset."""
        at = bisect_right(self._starts, offset) - 1
        if at < 0:
            return 0
        after = self._counts[at + 1] if at + 1 < len(self._counts) else self.total
        return min(self._counts[at] + offset - self._starts[at], after)

    def place(self, number: int) -> int:
        """Return where the one of a number stands."""
        at = bisect_right(self._counts, number) - 1
        return self._starts[at] + number - self._counts[at]


def fitted(text: str, styles: Iterable[Style]) -> Iterator[Style]:
    """Yield styles in the order of a text without white space at their ends, none of which cuts a character in two."""
    for style in sorted(styles, key=lambda style: (style.start, -style.end)):
        start, end = max(0, style.start), min(style.end, len(text))
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        if start >= end:
            continue
        start, last = grapheme_start(text, start), grapheme_start(text, end)
        end = end if last == end else next_grapheme(text, last)
        yield Style(style.kind, start, end, style.target)
