"""Cuts text into tokens and word pieces, with what the letters of a token look like."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

_TOKEN: Final = re.compile(r"[^\W_]+|[^\s\w]|_")
_LONGEST_WORD: Final = 60
"""Letters a token may have and still be cut into pieces; a longer one is unknown to the network."""
_MOST_PIECES: Final = 12
_CACHED: Final = 100_000
"""How many distinct tokens are remembered with their pieces."""

UNKNOWN: Final = "[UNK]"
BEGIN: Final = "[CLS]"
END: Final = "[SEP]"

LOWER, TITLE, UPPER, INITIAL, MIXED, NUMBER, LETTERS_AND_NUMBERS, SIGN, CASELESS = range(9)
"""Shapes of a token."""
SHAPES: Final = 9

Pieces = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a number or a single sign."""

    start: int
    """Code-point offset of the first character."""

    end: int
    """Code-point offset after the last character."""

    text: str
    """As written."""

    pieces: Pieces
    """Numbers of its word pieces in the vocabulary; never empty."""

    shape: int
    """One of the shapes above."""


def shape_of(word: str) -> int:
    """Return what a token's letters look like."""
    if not word.isalpha():
        return NUMBER if word.isdecimal() else LETTERS_AND_NUMBERS if word[0].isalnum() else SIGN
    if word.islower():
        return LOWER
    if word.isupper():
        return UPPER if len(word) > 1 else INITIAL
    if word.lower() == word.upper():
        return CASELESS
    return TITLE if word[0].isupper() and word[1:].islower() else MIXED


class WordPieces:
    """Cuts words into the pieces of a vocabulary, longest first from the left (WordPiece, as BERT's uncased models do)."""

    def __init__(self, vocabulary: Sequence[str]) -> None:
        self._numbers = {piece: number for number, piece in enumerate(vocabulary)}
        self._unknown = (self._numbers[UNKNOWN],)
        self.begin = self._numbers[BEGIN]
        self.end = self._numbers[END]
        self._known: dict[str, tuple[Pieces, int]] = {}

    def tokens(self, text: str) -> list[Token]:
        """Return the tokens of a text, in order; white space and underscores between words are in none of them."""
        known = self._known
        found = []
        for match in _TOKEN.finditer(text):
            word = match.group()
            entry = known.get(word)
            if entry is None:
                if len(known) >= _CACHED:
                    known.clear()
                entry = known[word] = (self._cut(word), shape_of(word))
            found.append(Token(match.start(), match.end(), word, *entry))
        return found

    def _cut(self, word: str) -> Pieces:
        if len(word) > _LONGEST_WORD:
            return self._unknown
        bare = "".join(
            mark for mark in unicodedata.normalize("NFD", word.lower()) if unicodedata.category(mark) != "Mn"
        )
        found: list[int] = []
        at = 0
        while at < len(bare):
            for end in range(len(bare), at, -1):
                number = self._numbers.get(("##" if at else "") + bare[at:end])
                if number is not None:
                    found.append(number)
                    at = end
                    break
            else:
                return self._unknown
        return tuple(found[:_MOST_PIECES]) or self._unknown
