"""Every word of a folder, to find those that a misspelt one may mean."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable
from typing import Final

from rapidfuzz import process
from rapidfuzz.distance import OSA

_KEEP: Final = {1: 12, 2: 16}
"""How many words are kept at each distance."""

_COMPLETIONS: Final = 40


def edits_allowed(word: str) -> int:
    """Return how many typing errors a word of this length may hold: none in two letters, one up to five, else two."""
    return 0 if len(word) <= 2 else 1 if len(word) <= 5 else 2


class Vocabulary:
    """The words of an index with the number of passages that hold each."""

    def __init__(self, frequencies: Iterable[tuple[str, int]] = ()) -> None:
        """Arrange words by length and alphabet."""
        self._frequency = dict(frequencies)
        self._sorted = sorted(self._frequency)
        self._by_length: dict[int, list[str]] = defaultdict(list)
        for word in self._sorted:
            self._by_length[len(word)].append(word)

    def __len__(self) -> int:
        """Return the number of words."""
        return len(self._sorted)

    def __contains__(self, word: str) -> bool:
        """Tell whether any passage holds the word."""
        return word in self._frequency

    def completions(self, start: str) -> list[str]:
        """Return the most frequent words that begin so."""
        low = bisect_left(self._sorted, start)
        high = bisect_left(self._sorted, start + "\U0010ffff")
        return sorted(self._sorted[low:high], key=lambda word: -self._frequency[word])[:_COMPLETIONS]

    def near(self, word: str, *, unfinished: bool = False) -> list[tuple[str, int]]:
        """Return the words within the allowed typing errors of `word` and their distance, likeliest first.

        The distance is that of optimal string alignment: letters left out, added, changed, or two of them swapped.
        An unfinished word is compared with the beginnings of longer ones too.
        """
        most = edits_allowed(word)
        if most == 0 or any(character.isdigit() for character in word):
            return []
        candidates = [
            w for length in range(len(word) - most, len(word) + most + 1) for w in self._by_length.get(length, ())
        ]
        found = {
            w: int(d)
            for w, d, _ in process.extract(word, candidates, scorer=OSA.distance, score_cutoff=most, limit=None)
        }
        if unfinished and len(word) >= 4:
            self._add_near_beginnings(word, found)
        found.pop(word, None)
        if any(other[0] == word[0] for other in found):
            # two errors, one of them in the first letter, are believed only where nothing nearer is at hand
            found = {other: distance for other, distance in found.items() if distance == 1 or other[0] == word[0]}
        ranked = sorted(found.items(), key=lambda item: (item[1], item[0][0] != word[0], -self._frequency[item[0]]))
        kept: list[tuple[str, int]] = []
        for distance, count in _KEEP.items():
            kept += [item for item in ranked if item[1] == distance][:count]
        return kept

    def _add_near_beginnings(self, word: str, found: dict[str, int]) -> None:
        """Add words whose beginning is one error away from an unfinished word and shares its first letter."""
        low, high = bisect_left(self._sorted, word[0]), bisect_left(self._sorted, word[0] + "\U0010ffff")
        longer = [w for w in self._sorted[low:high] if len(w) > len(word) + 1]
        near = process.extract(
            word, [w[: len(word)] for w in longer], scorer=OSA.distance, score_cutoff=1, limit=_COMPLETIONS
        )
        for _beginning, distance, index in near:
            found.setdefault(longer[index], max(1, int(distance)))
