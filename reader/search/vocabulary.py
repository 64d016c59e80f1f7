"""Every word of a folder, to find those that a misspelt or unfinished one may mean."""

from bisect import bisect_left
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
from rapidfuzz import process
from rapidfuzz.distance import OSA

_LAST: Final = "\U0010ffff"
"""Sorts after everything that a word may go on with."""

_REMEMBERED: Final = 256
_BITS: Final = np.array([1 << bit for bit in range(64)], dtype=np.uint64)


@dataclass(frozen=True, slots=True)
class Near:
    """A word of the folder that may be meant."""

    word: str
    distance: int
    """Letters left out, added, changed, or two of them swapped: optimal string alignment."""

    passages: int
    """How many passages have it."""


class _Part:
    """Some words in order, with their counts and the letters each is made of."""

    def __init__(self, words: Sequence[str], counts: npt.NDArray[np.int32]) -> None:
        self.words = words
        self.counts = counts
        self.lengths, self.letters = _letters(words)

    def like(self, word: str, most: int) -> Iterator[str]:
        """Yield the words within `most` edits of another and a few more: those with nearly the same letters."""
        lengths, letters = self.lengths, self.letters
        _length, (wanted,) = _letters([word])
        near = np.flatnonzero(
            (np.abs(lengths - len(word)) <= most)
            & (np.bitwise_count(letters & ~wanted) <= most)
            & (np.bitwise_count(~letters & wanted) <= most)
            & (self.counts > 0)
        )
        words = self.words
        return (words[at] for at in near.tolist())

    def beginning(self, start: str, end: str) -> tuple[int, int]:
        """Return between which places the words stand that sort from `start` to `end`."""
        return bisect_left(self.words, start), bisect_left(self.words, end)


class Vocabulary:
    """The words of an index with the number of passages that hold each.

    Words are kept in the parts in which they are read; a bit for each letter of a word rules out, in one sweep over
    whole arrays, most of those that are no few edits away, wherever the edits are.
    """

    def __init__(self, parts: Iterable[tuple[Sequence[str], npt.NDArray[np.int32]]] = ()) -> None:
        """Take words in parts, each in order, and their counts."""
        self._parts = [_Part(words, counts) for words, counts in parts if words]
        self._since = _Part([], np.zeros(0, np.int32))
        self._near: OrderedDict[tuple[str, int], list[Near]] = OrderedDict()

    def change(self, since: Sequence[tuple[str, int]]) -> None:
        """Take over, in the place of the last ones, the changes of counts since the parts were read, in order."""
        changed = [(word, self._counted(word) + change) for word, change in since]
        counts = np.array([count for _word, count in changed], np.int32)
        self._since = _Part([word for word, _count in changed], counts)
        self._near.clear()

    def __len__(self) -> int:
        """Return the number of words, those that are gone since they were counted included."""
        return sum(len(part.words) for part in self._parts) + len(self._since.words)

    def __getitem__(self, word: str) -> int:
        """Return how many passages have a word."""
        at = bisect_left(self._since.words, word)
        if at < len(self._since.words) and self._since.words[at] == word:
            return max(0, int(self._since.counts[at]))
        return self._counted(word)

    def _counted(self, word: str) -> int:
        for part in self._parts:
            if part.words[0] <= word <= part.words[-1]:
                at = bisect_left(part.words, word)
                return int(part.counts[at]) if part.words[at] == word else 0
        return 0

    def passages_beginning(self, start: str) -> int:
        """Return how many passages the words that begin so have, counted once for each word."""
        total = 0
        for part in (*self._parts, self._since):
            low, high = part.beginning(start, start + _LAST)
            total += int(part.counts[low:high].sum())
        return total

    def completions(self, start: str, most: int) -> list[str]:
        """Return the words that begin so, in most passages first."""
        found: dict[str, int] = {}
        for part in (*self._parts, self._since):
            low, high = part.beginning(start, start + _LAST)
            counts = part.counts[low:high]
            best = np.argpartition(-counts, most)[:most] if len(counts) > most else np.arange(len(counts))
            found |= {part.words[low + at]: int(counts[at]) for at in best.tolist()}
        ranked = sorted((word for word, count in found.items() if count > 0), key=lambda word: (-found[word], word))
        return ranked[:most]

    def near(self, word: str, most: int) -> list[Near]:
        """Return the words within `most` edits of another, itself left out, in no special order."""
        return self._remembered((word, most), self._like(word, most), most)

    def near_beginnings(self, start: str, most: int) -> list[Near]:
        """Return longer words that begin within an edit of `start`; its first two letters must be right."""
        known: dict[str, list[str]] = {}
        for part in (*self._parts, self._since):
            low, high = part.beginning(start[:2], start[:2] + _LAST)
            for word, count in zip(part.words[low:high], part.counts[low:high].tolist(), strict=True):
                if count > 0 and len(word) > len(start) + 1:
                    known.setdefault(word[: len(start)], []).append(word)
        close = process.extract(start, list(known), scorer=OSA.distance, score_cutoff=1, limit=None)
        found = {word: int(distance) for beginning, distance, _at in close for word in known[beginning]}
        nearest = [Near(word, distance, self[word]) for word, distance in found.items() if distance]
        return sorted(nearest, key=lambda near: (-near.passages, near.word))[:most]

    def _like(self, word: str, most: int) -> Iterator[str]:
        for part in (*self._parts, self._since):
            yield from part.like(word, most)

    def _remembered(self, key: tuple[str, int], words: Iterator[str], most: int) -> list[Near]:
        """Compare words, unless that was done lately: every key a person types asks for the words before it again."""
        known = self._near.get(key)
        if known is None:
            close = process.extract(key[0], list(words), scorer=OSA.distance, score_cutoff=most, limit=None)
            found = {word: int(distance) for word, distance, _at in close if distance}
            known = [Near(word, distance, self[word]) for word, distance in found.items()]
            self._near[key] = known = [near for near in known if near.passages]
            if len(self._near) > _REMEMBERED:
                self._near.popitem(last=False)
        return known


def _letters(words: Sequence[str]) -> tuple[npt.NDArray[np.int16], npt.NDArray[np.uint64]]:
    """Return the length of each word, and 64 bits that tell which letters it has; rare ones share bits."""
    lengths = np.fromiter((len(word) for word in words), np.int16, len(words))
    if not len(words):
        return lengths, np.zeros(0, np.uint64)
    codes = np.frombuffer("".join(words).encode("utf-32-le"), np.uint32)
    starts = np.zeros(len(words), np.intp)
    np.cumsum(lengths[:-1], out=starts[1:])
    return lengths, np.bitwise_or.reduceat(_BITS[codes & 63], starts)
