"""Where words begin and end."""

import re
from typing import Final

Span = tuple[int, int]

_WORD: Final = re.compile(r"\w+(?:['’-]\w+)*")
_REACH: Final = 128
"""How far back the start of a word is looked for."""


def next_word(text: str, offset: int) -> int:
    """Return the start of the first word after the one at `offset`, or the end of the text."""
    for match in _WORD.finditer(text, _sync(text, offset)):
        if match.start() > offset:
            return match.start()
    return len(text)


def word_end(text: str, offset: int) -> int:
    """Return the offset of the last character of the word after or around `offset`, or the end of the text."""
    for match in _WORD.finditer(text, _sync(text, offset)):
        if match.end() - 1 > offset:
            return match.end() - 1
    return len(text)


def previous_word(text: str, offset: int) -> int:
    """Return the start of the last word that begins before `offset`, or 0."""
    reach = _REACH
    while True:
        low = _sync(text, max(0, offset - reach))
        starts = [match.start() for match in _WORD.finditer(text, low, offset)]
        if starts or low == 0:
            return starts[-1] if starts else 0
        reach *= 8


def word_at(text: str, offset: int) -> Span:
    """Return the span of the word that holds `offset`, or an empty span there."""
    for match in _WORD.finditer(text, _sync(text, offset)):
        if match.start() > offset:
            break
        if offset < match.end():
            return match.span()
    return (offset, offset)


def _sync(text: str, offset: int) -> int:
    low = max(0, offset - _REACH)
    while offset > low and not text[offset - 1].isspace():
        offset -= 1
    return offset


def count_words(text: str) -> int:
    """Return the number of words in a text."""
    return sum(1 for _ in _WORD.finditer(text))
