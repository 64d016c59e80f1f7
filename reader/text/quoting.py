"""Finds words where they stand in a text, whatever white space is between them and whatever quotes are around them."""

import re
from collections.abc import Iterator
from typing import Final

from reader.text.sentences import Span

_QUOTES: Final = ("'‘’‚‛ʼ`", '"“”„‟«»')
"""Signs that a person types for one another."""


def occurrences(text: str, quote: str, before: str = "", after: str = "") -> Iterator[Span]:
    """Yield every place where a quote stands in a text between two others, in order; the case of letters counts."""
    if quote.strip():
        sides = (f"{_pattern(before)}\\s*" if before.strip() else "", f"\\s*{_pattern(after)}" if after.strip() else "")
        pattern = re.compile(f"{sides[0]}({_pattern(quote)}){sides[1]}")
        match = pattern.search(text)
        while match is not None:
            yield match.span(1)
            match = pattern.search(text, match.start() + 1)


def _pattern(quote: str) -> str:
    pattern = r"\s+".join(map(re.escape, quote.split()))
    for signs in _QUOTES:
        pattern = re.sub(f"[{signs}]", f"[{signs}]", pattern)
    return pattern
