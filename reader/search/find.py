"""Finds a phrase inside one text, as a person types it."""

import re
from dataclasses import dataclass
from typing import Final

LIMIT: Final = 10_000
"""How many hits are kept; a search for a single letter in a long book is cut short here."""

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
    """Whether there were more than are kept."""

    def at_or_after(self, offset: int) -> int:
        """Return the index of the first hit that ends after `offset`, from the start again if there is none."""
        return next((index for index, (_start, end) in enumerate(self.spans) if end > offset), 0)


def find(text: str, phrase: str) -> Hits:
    """Find every place of a phrase.

    Without a capital letter in the phrase case does not matter. White space stands for any white space, line breaks
    included, and typewriter quotes and hyphens for typographic ones.
    """
    words = phrase.split()
    if not words:
        return Hits(())
    pattern = r"\s+".join(
        "".join(_VARIANTS.get(character, re.escape(character)) for character in word) for word in words
    )
    flags = re.IGNORECASE if phrase == phrase.lower() else re.NOFLAG
    spans: list[tuple[int, int]] = []
    for match in re.finditer(pattern, text, flags):
        if len(spans) == LIMIT:
            return Hits(tuple(spans), is_cut=True)
        spans.append(match.span())
    return Hits(tuple(spans))
