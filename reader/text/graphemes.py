"""Grapheme clusters: what a reader sees as one character, and no mark may cut in two."""

from collections.abc import Iterator
from typing import Final

import regex

_GRAPHEME: Final = regex.compile(r"\X")
_SYNC: Final = 64
"""How far back a cluster's start is looked for; longer clusters are nonsense text and may be cut."""


def graphemes(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the half-open span of each grapheme cluster of `text[start:end]`, in order."""
    for match in _GRAPHEME.finditer(text, start, end):
        yield match.span()


def grapheme_start(text: str, offset: int) -> int:
    """Return the start of the cluster that holds `offset`: the offset itself if it is a boundary already."""
    offset = max(0, min(offset, len(text)))
    if text[max(0, offset - 1) : offset + 1].isascii() and text[offset - 1 : offset + 1] != "\r\n":
        return offset
    sync = max(0, offset - _SYNC)
    newline = text.rfind("\n", sync, offset)
    for start, end in graphemes(text, newline + 1 if newline >= 0 else sync, min(len(text), offset + _SYNC)):
        if start <= offset < end:
            return start
    return offset


def next_grapheme(text: str, offset: int) -> int:
    """Return the end of the cluster that starts at `offset`, or the end of the text."""
    match = _GRAPHEME.match(text, offset)
    return match.end() if match else len(text)


def previous_grapheme(text: str, offset: int) -> int:
    """Return the start of the cluster that ends at `offset`, or 0."""
    return grapheme_start(text, offset - 1) if offset > 0 else 0
