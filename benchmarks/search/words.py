"""Words and names that look English, as often as words are in newspapers: a few everywhere, most of them once or twice."""

import random
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

import numpy as np
from numpy.typing import NDArray

from reader.entities.lexicon import lexicon

_MOST_FREQUENT: Final = (
    "the of to and a in that is was for it with as on be at by he i this are or his from which but have an had they you "
    "were their one all we can her has there been if more when will would who so no said what its about than into them "
    "only other time new some could these two may first then do any like my now over such our even most made after also"
).split()

_ENDINGS: Final = "s s s ed ed ing ing er ers ly al ness ment ation able y ism ist".split()
_BEGINNINGS: Final = "un re in de non over anti inter".split()
_HEAD: Final = 10_000
_STEEP: Final = 1.8
"""Words are as frequent as their rank is low, and from `_HEAD` on rarer than that; so a text of 65 MB has some 200,000
different ones and one of 500 MB 450,000."""


class Letters:
    """Makes words up that look like those it has seen."""

    def __init__(self, words: Iterable[str], after: int = 3) -> None:
        """Remember which letters come `after` so many others."""
        self._after = after
        self._following: defaultdict[str, list[str]] = defaultdict(list)
        for word in words:
            padded = "^" * after + word + "$"
            for at in range(after, len(padded)):
                self._following[padded[at - after : at]].append(padded[at])

    def word(self, chance: random.Random, shortest: int = 3, longest: int = 11) -> str:
        """Make up one word; it may be one of those seen."""
        while True:
            made = "^" * self._after
            while made[-1] != "$":
                made += chance.choice(self._following[made[-self._after :]])
            if shortest <= len(made) - self._after - 1 <= longest:
                return made[self._after : -1]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Words, the most frequent first, and how often they are."""

    words: NDArray[np.object_]
    shares: NDArray[np.float64]
    """Of all words of a text, those up to this one."""

    def drawn(self, chance: np.random.Generator, count: int) -> NDArray[np.int64]:
        """Draw so many words; some come again soon after they were said, as the subject of a text does."""
        numbers = np.searchsorted(self.shares, chance.random(count)).astype(np.int64)
        earlier = np.arange(count) - chance.integers(1, 200, count)
        is_said_again = (chance.random(count) < 0.3) & (earlier >= 0)
        is_said_again &= numbers[earlier] > 1_000
        numbers[is_said_again] = numbers[earlier[is_said_again]]
        return numbers


def vocabulary(chance: random.Random, size: int = 700_000) -> Vocabulary:
    """Make a vocabulary up; of real words only the most frequent ones."""
    ordinary = sorted(word for word in lexicon().common if word.isalpha() and word not in _MOST_FREQUENT)
    chance.shuffle(ordinary)
    known = [*_MOST_FREQUENT, *ordinary]
    made = dict.fromkeys(known)
    families = _families(chance, Letters(known), len(known))
    ranked: list[tuple[float, str]] = []
    while len(made) < size:
        for rank, word in next(families):
            if word not in made:
                made[word] = None
                ranked.append((rank, word))
    ranked.sort()
    words = [*known, *(word for _, word in ranked)][:size]
    ranks = np.arange(3, len(words) + 3)
    weights = np.where(ranks < _HEAD, 1 / ranks, (_HEAD / ranks) ** _STEEP / _HEAD)
    return Vocabulary(np.array(words, dtype=object), np.cumsum(weights) / weights.sum())


def _families(chance: random.Random, letters: Letters, first: int) -> Iterator[list[tuple[float, str]]]:
    """Yield made-up words with what is derived from them and the ways they are misprinted, each with its rank."""
    rank = float(first)
    while True:
        rank += 3.5
        word = letters.word(chance)
        family = [(rank, word)]
        family += [
            (rank * chance.uniform(1, 6), word + ending) for ending in chance.sample(_ENDINGS, chance.randint(0, 3))
        ]
        if chance.random() < 0.15:
            family.append((rank * chance.uniform(2, 9), chance.choice(_BEGINNINGS) + word))
        if chance.random() < 0.3:
            family.append((rank * chance.uniform(5, 50), _misprinted(word, chance)))
        yield family


def _misprinted(word: str, chance: random.Random) -> str:
    at = chance.randrange(1, len(word))
    return chance.choice((word[:at] + word[at + 1 :], word[:at] + word[at - 1] + word[at:]))


class Names:
    """People and bodies: a few of them in many documents, most of them in few."""

    def __init__(self, chance: random.Random, count: int) -> None:
        """Make up so many of each; people share given names and surnames."""
        known = lexicon()
        given = _with_more(sorted(known.given), chance, count // 40)
        surnames = _with_more(sorted(known.family), chance, count // 3)
        rare_first = list(accumulate(1 / (at + 20) for at in range(len(given))))
        rare_last = list(accumulate((at + 50) ** -0.7 for at in range(len(surnames))))
        firsts = chance.choices(given, cum_weights=rare_first, k=count)
        lasts = chance.choices(surnames, cum_weights=rare_last, k=count)
        self.people = [
            f"{first} {chance.choice('ABCDEFGHJKLMPRSTW')}. {last}" if chance.random() < 0.05 else f"{first} {last}"
            for first, last in zip(firsts, lasts, strict=True)
        ]
        letters = Letters((name.lower() for name in surnames), 2)
        places = [letters.word(chance, 4).capitalize() for _ in range(max(40, count // 30))]
        self.bodies = [f"{chance.choice(places)} {chance.choice(_BODIES)}" for _ in range(count // 4)]
        self.places = places
        self._people = list(accumulate((at + 10) ** -0.85 for at in range(len(self.people))))

    def person(self, chance: random.Random) -> str:
        """Return somebody."""
        return chance.choices(self.people, cum_weights=self._people)[0]

    def body(self, chance: random.Random) -> str:
        """Return a company, an authority, a place."""
        among = self.bodies if chance.random() < 0.6 else self.places
        return among[int(len(among) * chance.random() ** 2.5)]


_BODIES: Final = (
    "Council;Water Board;University;Police;High Court;Bank;Steel Company;Port Authority;Teachers' Union;Times;Museum;Hospital"
).split(";")


def _with_more(names: list[str], chance: random.Random, more: int) -> list[str]:
    """Shuffle names and add made-up ones that look like them, rarer than all others."""
    chance.shuffle(names)
    letters = Letters((name.lower() for name in names), 2)
    return [*names, *(letters.word(chance, 4).capitalize() for _ in range(more))]
