"""Which parts of a text may hold a passage: those that share the rarest runs of words with it and its neighbours."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from reader.notebook.anchoring.fold import Folded, Offsets
from reader.notebook.anchoring.words import LONGEST_RUN, Index, Weights, cut

MOST_PLACES: Final = 48
"""How many places of a run of words are looked at; of more, those nearest to where the passage stood."""

_MOST_PLACES_OF_ONE: Final = 12
"""The same for a single word, which says less."""

_TOO_LITTLE: Final = 24
"""Fewer characters on one side of a passage say nothing."""

_BAND: Final = 32
"""Runs that moved by nearly as much, in characters, speak for the same place."""


@dataclass(frozen=True, slots=True)
class Sought:
    """A passage with its neighbours, folded as one text."""

    folded: Folded
    start: int
    end: int
    """Where the passage is in it."""

    near: int
    """Where in the folded text it is expected."""

    alone: bool = False
    """Whether its words are known to have stood once only in the text in which it was marked."""

    @property
    def text(self) -> str:
        """The passage with its neighbours."""
        return self.folded.text

    @property
    def exact(self) -> str:
        """The passage alone."""
        return self.folded.text[self.start : self.end]

    @property
    def one_sided(self) -> bool:
        """Tell whether hardly anything is known of what stood on one of its sides, as at the ends of a text."""
        return min(self.start, len(self.text) - self.end) < _TOO_LITTLE


def weights(sought: Sought, index: Index) -> Weights:
    """Return for each character of a passage and its neighbours how much it says: that of its word by its rarity."""
    words = cut(sought.folded)
    first, last = index.counts(words.hashes, 1)
    rarity = np.log((index.size + 2) / (last - first + 1)) + 0.5
    found = np.full(len(sought.text), 0.2)
    sizes = words.ends - words.starts
    where = np.repeat(words.starts, sizes) + np.arange(int(sizes.sum())) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    found[where] = np.repeat(rarity / np.sqrt(np.maximum(sizes, 1)), sizes)
    return found


Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Votes:
    """The runs of words that a text shares with a passage and its neighbours."""

    first: Offsets
    last: Offsets
    """Which characters of the passage and its neighbours each run covers."""

    moved: Offsets
    """By how much it moved."""

    worth: Weights
    """What it says, by its rarity."""

    all_seen: Bools
    """Whether all of its places are among these, and not only the nearest."""

    def tells_apart(self, moved: int, within: int) -> bool:
        """Tell whether anything that moved by about `moved` is known to be nowhere else."""
        return bool((self.all_seen & (np.abs(self.moved - moved) <= within)).any())

    def best(self, first: int, last: int, most: int) -> list[int]:
        """Return by how much the part from `first` to `last` moved, at most `most` answers, the likeliest first."""
        inside = (self.first < last) & (self.last > first)
        if not inside.any():
            return []
        bands, which = np.unique(self.moved[inside] // _BAND, return_inverse=True)
        worth = np.bincount(which, self.worth[inside])
        middle = np.bincount(which, self.worth[inside] * self.moved[inside]) / worth
        joined = worth.copy()
        joined[:-1] += np.where(bands[1:] == bands[:-1] + 1, worth[1:], 0)
        found: list[int] = []
        taken: set[int] = set()
        for place in np.argsort(-joined, kind="stable").tolist():
            if len(found) == most:
                break
            band = int(bands[place])
            if band not in taken:
                next_to = place + 1 < len(bands) and bands[place + 1] == band + 1
                total = worth[place] + (worth[place + 1] if next_to else 0)
                sum_ = worth[place] * middle[place] + (worth[place + 1] * middle[place + 1] if next_to else 0)
                found.append(round(sum_ / total))
                taken |= {band - 1, band, band + 1}
        return found


def unchanged(sought: Sought, text: str, index: Index) -> int | None:
    """Return where a passage stands between all of its neighbours as it did, if nothing like them is anywhere else.

    That is so where some runs of words on each side of it are in the text once only.
    """
    words = cut(sought.folded)
    first, last = index.counts(words.runs(LONGEST_RUN), LONGEST_RUN)
    once = np.flatnonzero(last - first == 1)
    before = once[words.ends[once + LONGEST_RUN - 1] <= sought.start]
    if not len(before) or not (words.starts[once] >= sought.end).any():
        return None
    word = index.places(int(first[before[0]]), int(last[before[0]]), LONGEST_RUN, 0, 1)[0]
    low = int(index.words.starts[word] - words.starts[before[0]])
    return low + sought.start if low >= 0 and text.startswith(sought.text, low) else None


def votes(sought: Sought, index: Index) -> Votes:
    """Look up where the runs of words of a passage and its neighbours stand in a text."""
    words = cut(sought.folded)
    near = int(np.searchsorted(index.words.starts, sought.near))
    found: list[tuple[int, int, Offsets, float, bool]] = []
    for length in range(1, LONGEST_RUN + 1):
        first, last = index.counts(words.runs(length), length)
        most = MOST_PLACES if length > 1 else _MOST_PLACES_OF_ONE
        for run in np.flatnonzero(last > first).tolist():
            start, end = int(words.starts[run]), int(words.ends[run + length - 1])
            count = int(last[run] - first[run])
            if length == 1 and count > most and (end <= sought.start or start >= sought.end):
                continue
            places = index.places(int(first[run]), int(last[run]), length, near, most)
            worth = float(np.log(1 + index.size / count))
            found.append((start, end, index.words.starts[places] - start, worth, count == len(places)))
    if not found:
        none = np.zeros(0, dtype=np.int64)
        return Votes(none, none, none, np.zeros(0), np.zeros(0, dtype=np.bool_))
    starts, ends, moves, worths, seen = zip(*found, strict=True)
    sizes = [len(moved) for moved in moves]
    return Votes(
        np.repeat(starts, sizes),
        np.repeat(ends, sizes),
        np.concatenate(moves),
        np.repeat(worths, sizes),
        np.repeat(seen, sizes),
    )
