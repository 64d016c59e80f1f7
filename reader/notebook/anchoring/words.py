"""The words of a text and where runs of one to three of them stand, so that what is rare in it is found at once."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from reader.notebook.anchoring.fold import UNSPACED, WORD, Folded, Offsets, kinds

Hashes = npt.NDArray[np.uint64]
Weights = npt.NDArray[np.float64]

LONGEST_RUN: Final = 3
"""How many words in a row are looked up together at most."""

_AT_ONCE: Final = 200_000
_FACTORS: Final = np.random.default_rng(7).integers(1, 2**63, 256, dtype=np.uint64) | np.uint64(1)
_JOIN: Final = np.uint64(0x9E3779B97F4A7C15)


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a folded text, in order."""

    starts: Offsets
    ends: Offsets
    hashes: Hashes
    """A number for each word; the same word has the same number in every text."""

    def runs(self, length: int) -> Hashes:
        """Return a number for each run of `length` words, by its first word."""
        count = max(0, len(self.hashes) - length + 1)
        found = self.hashes[:count].copy()
        for step in range(1, length):
            found = found * _JOIN + self.hashes[step : step + count]
        return found


def cut(folded: Folded) -> Words:
    """Cut a folded text into words; what is no letter, digit or sign of writing is left out."""
    kind = kinds(folded.codes)
    inside = kind == WORD
    alone = kind == UNSPACED
    opens = inside.copy()
    opens[1:] &= ~inside[:-1]
    closes = inside.copy()
    closes[:-1] &= ~inside[1:]
    starts = np.flatnonzero(opens | alone)
    ends = np.flatnonzero(closes | alone) + 1
    return Words(starts, ends, _hashes(folded, kind, starts, ends))


def _hashes(folded: Folded, kind: npt.NDArray[np.uint8], starts: Offsets, ends: Offsets) -> Hashes:
    hashes = np.zeros(len(starts), dtype=np.uint64)
    for first in range(0, len(starts), _AT_ONCE):
        some = slice(first, first + _AT_ONCE)
        low, high = int(starts[some][0]), int(ends[some][-1])
        where = np.flatnonzero(kind[low:high])
        sizes = ends[some] - starts[some]
        before = np.cumsum(sizes) - sizes
        place = where - np.repeat(starts[some] - low, sizes)
        parts = (folded.codes[low:high][where].astype(np.uint64) + np.uint64(1)) * _FACTORS[place & 255]
        hashes[some] = np.add.reduceat(parts, before)
    hashes ^= hashes >> np.uint64(29)
    return hashes * _JOIN


class Index:
    """Where runs of words stand in a text."""

    def __init__(self, words: Words) -> None:
        """Prepare for looking up; each length of run is sorted when it is first asked for."""
        self.words = words
        self.size = len(words.starts)
        """The number of words."""
        self._places = np.uint64((1 << self.size.bit_length()) - 1)
        self._sorted: dict[int, Hashes] = {}

    def counts(self, runs: Hashes, length: int) -> tuple[Offsets, Offsets]:
        """Return where the occurrences of each of some runs begin and end in the order of `places`."""
        keys = self._of(length)
        low = runs & ~self._places
        return np.searchsorted(keys, low, "left"), np.searchsorted(keys, low | self._places, "right")

    def places(self, first: int, last: int, length: int, near: int, most: int) -> Offsets:
        """Return which words some occurrences begin with: the `most` nearest to the word `near`."""
        found = self._of(length)[first:last]
        if len(found) > most:
            middle = int(np.searchsorted(found, (found[0] & ~self._places) | np.uint64(near)))
            low = max(0, min(middle - most // 2, len(found) - most))
            found = found[low : low + most]
        return (found & self._places).astype(np.int64)

    def _of(self, length: int) -> Hashes:
        """Return the numbers of all runs of a length in order, their last bits replaced by their places."""
        if length not in self._sorted:
            runs = self.words.runs(length)
            self._sorted[length] = np.sort((runs & ~self._places) | np.arange(len(runs), dtype=np.uint64))
        return self._sorted[length]
