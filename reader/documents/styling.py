"""Carries what authors set apart, such as strong words and links, along with a text that is put together."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from typing import Final

from reader.documents.model import Style
from reader.text.graphemes import grapheme_start, next_grapheme
from reader.text.safety import safe_line

TARGET_LIMIT: Final = 2000
"""Characters of a link's target that are kept."""

_KEPT: Final = re.compile(r"[^\s\xad]")
"""A character that stays when white space is put in order and soft hyphens go."""


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
        if start == end:
            continue
        start, last = grapheme_start(text, start), grapheme_start(text, end)
        end = end if last == end else next_grapheme(text, last)
        yield Style(style.kind, start, end, style.target)
