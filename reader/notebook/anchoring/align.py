"""A stretch of text laid beside a part of another: where it comes to stand there, and how much of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from rapidfuzz.distance import Levenshtein

from reader.notebook.anchoring.fold import UNSPACED, kinds
from reader.notebook.anchoring.windows import Sought
from reader.notebook.anchoring.words import Weights

SLACK: Final = 40
"""How many characters before and after the place where a stretch is expected are looked at."""

NEXT_TO: Final = 40
"""How many characters of a stretch are next to what follows or precedes it."""

BEYOND: Final = 64
"""How far away what is not quite near begins."""

_SAME: Final = 4
"""Fewer equal characters in a row than this are chance."""

_SAME_UNSPACED: Final = 2
"""The same in scripts whose words have one or two characters."""

_DRIFT: Final = 12
"""By how many characters words next to a passage may have moved away from it, or closer, by small changes."""

_LONGEST_WORD: Final = 40

Block = tuple[int, int, int]
"""Equal characters: their first place in what is sought and in the text, and how many they are."""


@dataclass(frozen=True, slots=True)
class Share:
    """How much of what stood on one side of a passage stands there, by rarity, 0 to 1."""

    all: float = 0.0
    next_to: float = 0.0
    """How much of the few words next to the passage."""

    beyond: float = 0.0
    """How much of what is not quite near; of which a copy of the passage with a few words around it has nothing."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Where a stretch of what is sought comes to stand."""

    start: int
    end: int
    share: float
    """How much of it stands there, by rarity, 0 to 1."""

    opening: Share
    """The same of it seen from its beginning, as what follows a passage ..."""

    closing: Share
    """... and from its end, as what precedes one."""


class Aligner:
    """What is sought, laid beside parts of a text."""

    def __init__(self, sought: Sought, worth: Weights, text: str) -> None:
        """Prepare for laying `sought`, whose characters say as much as `worth`, beside `text`."""
        self._sought = sought
        self._text = text
        self._total: Sequence[float] = [0.0, *np.cumsum(worth).tolist()]
        unspaced = int((kinds(sought.folded.codes) == UNSPACED).sum())
        self._same = _SAME_UNSPACED if unspaced > len(sought.text) // 3 else _SAME

    def blocks(self, first: int, last: int, moved: int) -> list[Block]:
        """Return what is equal when the stretch from `first` to `last` is laid where it is after it moved."""
        low = max(0, first + moved - SLACK)
        part = self._text[low : max(0, last + moved + SLACK)]
        edits = Levenshtein.editops(self._sought.text[first:last], part)
        found = [(block.a + first, block.b + low, block.size) for block in edits.as_matching_blocks() if block.size]
        return self._gathered(found)

    def _gathered(self, blocks: list[Block]) -> list[Block]:
        """Put what is equal on both sides of an insertion on the side where most of it is.

        Text that is in nothing of what is sought costs the same whatever of it is called equal, so that a few
        characters may be found in it which also stand right where the rest is.
        """
        sought, text = self._sought.text, self._text
        kept = blocks[:1]
        for a, b, n in blocks[1:]:
            before_a, before_b, before_n = kept[-1]
            apart = b - before_b - before_n
            if (
                a == before_a + before_n
                and apart > 0
                and n < before_n
                and text.startswith(sought[a : a + n], b - apart)
            ):
                kept[-1] = before_a, before_b, before_n + n
            else:
                kept.append((a, b, n))
        blocks, kept = kept[::-1], kept[-1:]
        for a, b, n in blocks[1:]:
            after_a, after_b, after_n = kept[-1]
            if a + n == after_a and b + n < after_b and n < after_n and text.startswith(sought[a : a + n], after_b - n):
                kept[-1] = a, after_b - n, n + after_n
            else:
                kept.append((a, b, n))
        return kept[::-1]

    def stretch(self, blocks: Sequence[Block], first: int, last: int) -> Stretch:
        """Return where the stretch from `first` to `last` comes to stand when these blocks are equal."""
        start = self._image(blocks, first, opening=True)
        end = max(start, self._image(blocks, last, opening=False))
        while start < end and self._text[start] == " ":
            start += 1
        while start < end and self._text[end - 1] == " ":
            end -= 1
        opening, closing = self.side(blocks, first, last, after=True), self.side(blocks, first, last, after=False)
        return Stretch(start, end, opening.all, opening, closing)

    def side(self, blocks: Sequence[Block], first: int, last: int, *, after: bool, place: int | None = None) -> Share:
        """Return how much of the stretch from `first` to `last`, before or after a passage, is in these blocks.

        Where the passage ends, or begins, at a known `place`, what something else came to stand before is not next to it.
        """
        beside = blocks
        if place is not None:
            moved = place - (first if after else last)
            beside = [block for block in blocks if abs(block[1] - block[0] - moved) <= _DRIFT]
        if after:
            near, beyond = (first, min(last, first + NEXT_TO)), (min(last, first + BEYOND), last)
        else:
            near, beyond = (max(first, last - NEXT_TO), last), (first, max(first, last - BEYOND))
        known = beyond[1] - beyond[0] >= BEYOND
        far = self.share(blocks, *beyond) if known else 1.0
        return Share(self.share(blocks, first, last), self.share(beside, *near), far)

    def share(self, blocks: Sequence[Block], first: int, last: int) -> float:
        """Return how much of the stretch from `first` to `last` is in these blocks, by rarity."""
        total = self._total
        whole = total[last] - total[first]
        if whole <= 0:
            return 0.0
        same = min(self._same, last - first)
        parts = ((max(a, first), min(a + n, last)) for a, _b, n in blocks if n >= same)
        return sum(total[end] - total[start] for start, end in parts if start < end) / whole

    def _image(self, blocks: Sequence[Block], place: int, *, opening: bool) -> int:
        """Return where a place between two characters comes to lie."""
        before: tuple[int, int] | None = None
        after: tuple[int, int] | None = None
        for a, b, n in blocks:
            if a < place < a + n:
                return b + place - a
            if a + n <= place and n >= self._same:
                before = (a + n, b + n)
            elif after is None and a >= place and n >= self._same:
                after = (a, b)
        if before is None or after is None:
            a, b = before or after or (place, 0)
            guess = min(len(self._text), max(0, b + place - a))
        else:
            left, right = place - before[0], after[0] - place
            if left == 0 or right == 0:
                return after[1] if right == 0 and (opening or left) else before[1]
            sought, text = self._sought.text, self._text
            starts_here = sought[place : after[0]] == text[after[1] - right : after[1]]
            if starts_here and (opening or sought[before[0] : place] != text[before[1] : before[1] + left]):
                return after[1] - right
            if sought[before[0] : place] == text[before[1] : before[1] + left]:
                return before[1] + left
            guess = before[1] + (after[1] - before[1]) * left // (left + right)
        return guess if _splits(self._sought.text, place) else _to_boundary(self._text, guess)


def _splits(text: str, place: int) -> bool:
    return 0 < place < len(text) and text[place - 1].isalnum() and text[place].isalnum()


def _to_boundary(text: str, place: int) -> int:
    """Return the nearest place that is not inside a word."""
    back, on = place, place
    while _splits(text, back) and place - back < _LONGEST_WORD:
        back -= 1
    while _splits(text, on) and on - place < _LONGEST_WORD:
        on += 1
    return back if place - back <= on - place else on
