"""Finds words where they stand in a text, whatever white space is between them and whatever quotes are around them."""

import re
from collections.abc import Iterator
from typing import Final

from reader.text.sentences import Span

_QUOTES: Final = ("'‘’‚‛ʼ`", '"“”„‟«»')
"""Signs that a person types for one another."""


def occurrences(text: str, quote: str) -> Iterator[Span]:
    """Yield where a quote stands in a text, not overlapping, in order; the case of its letters counts."""
    if words := quote.split():
        yield from (match.span() for match in re.finditer(r"\s+".join(map(_pattern, words)), text))


def same_words(one: str, other: str) -> bool:
    """Tell whether two texts are the same but for white space and the form of quotes."""
    return _plain(one) == _plain(other)


def _pattern(word: str) -> str:
    pattern = re.escape(word)
    for signs in _QUOTES:
        pattern = re.sub(f"[{signs}]", f"[{signs}]", pattern)
    return pattern


def _plain(text: str) -> str:
    for signs in _QUOTES:
        text = re.sub(f"[{signs}]", signs[0], text)
    return " ".join(text.split())
