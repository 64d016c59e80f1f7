"""Finds a phrase inside one text, as a person types it."""

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final

LIMIT: Final = 10_000
"""How many hits are kept at once; of a single letter in a long book those that follow are looked for when one is there."""

_STRETCH: Final = 4_096
"""Characters before an offset that are looked through at first for the hits there."""

_VARIANTS: Final = {
    "'": "['’‘ʼ]", "’": "['’‘ʼ]", "‘": "['’‘ʼ]",
    '"': '["“”„«»]', "“": '["“”„«»]', "”": '["“”„«»]',
    "-": "[-‐‑–]",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Hits:
    """Where a phrase stands in a text."""

    spans: tuple[tuple[int, int], ...]
    """In order, none overlapping another."""

    is_cut: bool = False
    """Whether there are more than are kept: before them, after them, or both."""

    def which(self, index: int) -> str:
        """Say which hit of how many one is; of very many, that it is one of them."""
        return f"one of more than {LIMIT:,}" if self.is_cut else f"{index + 1:,} of {len(self.spans):,}"

    def at_or_after(self, offset: int) -> int:
        """Return the index of the first hit that ends after `offset`, from the start again if there is none."""
        return next((index for index, (_start, end) in enumerate(self.spans) if end > offset), 0)


def find(text: str, phrase: str, near: int = 0) -> Hits:
    """Find every place of a phrase, or, where there are very many, those from the offset `near` on.

    Without a capital letter in the phrase case does not matter. White space stands for any white space, line breaks
    included, and typewriter quotes and hyphens for typographic ones.
    """
    hits = _first(_places(text, phrase, 0, len(text)))
    return hits_after(text, phrase, near) if hits.is_cut and near > hits.spans[-1][0] else hits


def hits_after(text: str, phrase: str, offset: int) -> Hits:
    """Return the next hits from an offset on, of more than are kept; where there is none, the first of all."""
    hits = _first(_places(text, phrase, offset, len(text)))
    return Hits(hits.spans, is_cut=True) if hits.spans else _first(_places(text, phrase, 0, len(text)))


def hits_before(text: str, phrase: str, offset: int) -> Hits:
    """Return the last hits before an offset, of more than are kept; where there is none, the last of all."""
    for end in (offset, len(text)):
        stretch = _STRETCH
        while True:
            start = max(0, end - stretch)
            if spans := deque(_places(text, phrase, start, end), LIMIT):
                return Hits(tuple(spans), is_cut=True)
            if not start:
                break
            stretch *= 2
    return Hits(())


def _first(places: Iterator[tuple[int, int]]) -> Hits:
    spans = tuple(islice(places, LIMIT))
    return Hits(spans, is_cut=next(places, None) is not None)


def _places(text: str, phrase: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield where a phrase stands between two offsets."""
    words = phrase.split()
    if not words:
        return
    pattern = r"\s+".join(
        "".join(_VARIANTS.get(character, re.escape(character)) for character in word) for word in words
    )
    flags = re.IGNORECASE if phrase == phrase.lower() else re.NOFLAG
    for match in re.compile(pattern, flags).finditer(text, start, end):
        yield match.span()
