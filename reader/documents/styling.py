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
