"""Cuts a document into what the network reads at once: windows of whole sentences, with what each token stands out by."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import prod
from typing import Final

from reader.entities.tagger.pieces import INITIAL, LOWER, SHAPES, TITLE, UPPER, Token
from reader.text.sentences import sentences

LONGEST: Final = 126
"""Pieces a window holds, the marks of its begin and end left out."""

# A feature is one number a token: shape, then these, mixed-radix in this order.
PARTS: Final = (SHAPES, 2, 3, 2, 2, 2)
"""Shape; glued to the token before; line or paragraph begins; written small, large inside a sentence; line in capitals."""
FEATURES: Final = prod(PARTS)

_SHOUTED: Final = 0.6
"""Share of its words in capitals from which a sentence counts as written in capitals."""


@dataclass(frozen=True, slots=True)
class Window:
    """Consecutive tokens of one document that the network reads together."""

    first: int
    """Number of the first token."""

    last: int
    """Number after the last token."""

    size: int
    """How many pieces the tokens have."""


def windows(tokens: Sequence[Token], starts: Sequence[int], longest: int = LONGEST) -> Iterator[Window]:
    """Yield windows over all tokens, cut before a sentence where one fits, else anywhere.

    Args:
        tokens: the tokens of a document.
        starts: numbers of the tokens that begin a sentence, in order; the first is 0.
        longest: how many pieces a window may hold.
    """
    first, size = 0, 0
    for start, stop in pairwise([*starts, len(tokens)]):
        sentence = sum(len(token.pieces) for token in tokens[start:stop])
        if size and size + sentence > longest:
            yield Window(first, start, size)
            first, size = start, 0
        if sentence <= longest:
            size += sentence
            continue
        for number in range(start, stop):
            pieces = len(tokens[number].pieces)
            if size + pieces > longest:
                yield Window(first, number, size)
                first, size = number, 0
            size += pieces
    if size:
        yield Window(first, len(tokens), size)


def sentence_starts(text: str, tokens: Sequence[Token]) -> list[int]:
    """Return the numbers of the tokens that begin a sentence."""
    starts = []
    number = 0
    for start, end in sentences(text):
        while number < len(tokens) and tokens[number].start < start:
            number += 1
        if number < len(tokens) and tokens[number].start < end:
            starts.append(number)
    if tokens and (not starts or starts[0] != 0):
        starts.insert(0, 0)
    return starts


def features(text: str, tokens: Sequence[Token], starts: Sequence[int]) -> list[int]:
    """Return a number below `FEATURES` for each token: its shape, its place in the line, and how the document writes it.

    A capital at the beginning of a sentence says little. Whether the same word stands elsewhere in small letters, or
    with a capital inside a sentence, says much (after "global features" in Chieu and Ng, 2002).
    """
    initial = set(starts)
    small = {token.text for token in tokens if token.shape == LOWER}
    large = {
        token.text.lower()
        for number, token in enumerate(tokens)
        if token.shape in (TITLE, UPPER) and number not in initial
    }
    shouted = _shouted(tokens, starts)
    found = []
    before = 0
    for token, loud in zip(tokens, shouted, strict=True):
        code = token.shape * 2 + (token.start == before and before > 0)
        gap = text.count("\n", before, token.start) if token.start > before else 0
        code = code * 3 + min(gap, 2)
        low = token.text.lower() if token.shape in (TITLE, UPPER, INITIAL) else ""
        code = (code * 2 + (low in small)) * 2 + (low in large)
        found.append(code * 2 + loud)
        before = token.end
    return found


def _shouted(tokens: Sequence[Token], starts: Sequence[int]) -> list[bool]:
    found: list[bool] = []
    for start, stop in pairwise([*starts, len(tokens)]):
        words = [token.shape for token in tokens[start:stop] if token.shape in (LOWER, TITLE, UPPER)]
        loud = len(words) > 1 and words.count(UPPER) >= _SHOUTED * len(words)
        found.extend([loud] * (stop - start))
    return found
