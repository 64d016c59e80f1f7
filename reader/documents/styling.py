"""Carries what authors set apart, such as strong words and links, along with a text that is put together."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from typing import Final

from reader.documents.model import Style, StyleKind
from reader.text.graphemes import grapheme_start, next_grapheme
from reader.text.safety import safe_line

TARGET_LIMIT: Final = 2000
"""Characters of a link's target that are kept."""

_LONGEST: Final = 1_000_000
"""Characters of a paragraph from which on what is set apart in it is not worth the memory that finding it again takes."""

_KEPT: Final = re.compile(r"[^\s\xad]")
"""A character that stays when white space is put in order and soft hyphens go."""


class StyledWords:
    """The words of a paragraph as they come, with what of them is set apart."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._styles: list[Style] = []
        self._last: dict[StyleKind, int] = {}
        """The last style of each kind, which may go on."""
        self._links: list[tuple[int, str]] = []

    def add(self, text: str, kinds: Iterable[StyleKind] = ()) -> None:
        """Add words that are set apart in these ways."""
        start, self._length = self._length, self._length + len(text)
        self._parts.append(text)
        for kind in kinds:
            before = self._styles[self._last[kind]] if kind in self._last else None
            if before is not None and before.end == start:
                self._styles[self._last[kind]] = Style(kind, before.start, self._length)
            else:
                self._last[kind] = len(self._styles)
                self._styles.append(Style(kind, start, self._length))

    def begin_link(self, target: str) -> None:
        """Let what follows be a link."""
        self._links.append((self._length, target))

    def end_link(self) -> None:
        """Let the link end that began last, if there is one."""
        if self._links:
            start, target = self._links.pop()
            self._styles.append(link(start, self._length, target))

    def put_in_order(self, order: Callable[[str], str]) -> tuple[str, list[Style]]:
        """Return the text with its white space put in order, and what is set apart in it."""
        while self._links:
            self.end_link()
        before = "".join(self._parts)
        after = order(before)
        return after, list(carried(before, after, self._styles))


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
    old = [match.start() for match in _KEPT.finditer(before)]
    new = [match.start() for match in _KEPT.finditer(after)]
    for style in styles:
        first, last = bisect_left(old, style.start), bisect_left(old, style.end) - 1
        if first <= last < len(new):
            yield Style(style.kind, new[first], new[last] + 1, style.target)


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
