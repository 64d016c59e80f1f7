"""How well a passage answers a query whose words may stand for others, and where."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from reader.search.groups import Group, Reading
from reader.text.folding import Words

MISSING: Final = 2.0
"""What it costs a passage to lack a part of the query."""

_GAPS: Final = ((1, 0.0), (4, 0.15), (12, 0.4))
"""How far from one part of a query the next one stands, in words, and what it costs."""

_FAR: Final = 0.8
_BACKWARD: Final = 0.1
_NO_NAME: Final = 0.7
"""What it costs that a word was typed with a capital letter and is written without."""

_MOST: Final = 24
"""Places of one part of a query in one passage that are compared with those of the next."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a part of a query stands in a text: numbers of words, and what it was taken for."""

    first: int
    last: int
    reading: Reading
    is_no_name: bool = False
    """Whether it was typed as a name is, and is not written so."""

    @property
    def cost(self) -> float:
        """What lies between this place and what was typed."""
        return self.reading.cost + (_NO_NAME if self.is_no_name else 0.0)


@dataclass(frozen=True, slots=True)
class Weighed:
    """How well a passage answers."""

    cost: float
    places: tuple[Place | None, ...]
    """The best place of each part; `None` where it has none."""

    @property
    def missing(self) -> int:
        """How many parts have no place."""
        return sum(place is None for place in self.places)


def weigh(words: Words, groups: Sequence[Group], capitals: Mapping[str, bool]) -> Weighed:
    """Weigh a passage: what its words cost as readings of the query, and how far apart they stand.

    The cheapest chain of places, one for each part of the query that has any, is found by dynamic programming.

    Args:
        words: those of the passage.
        groups: the parts of the query, in the order in which they were typed.
        capitals: whether a part was typed with a capital letter.
    """
    chains: list[tuple[float, tuple[Place | None, ...], int]] = [(0.0, (), -1)]
    for group in groups:
        is_name = capitals.get(group.typed, False)
        places = [
            Place(first, last, reading, is_name and words.cased[first][0].islower())
            for first, last, reading in group.found_in(words.folded)
        ]
        if len(places) > _MOST:
            places = sorted(places, key=lambda place: place.reading.cost)[:_MOST]
        if not places:
            chains = [(cost + MISSING, (*chain, None), last) for cost, chain, last in chains]
            continue
        following = []
        for place in places:
            cost, chain, _last = min(
                ((cost + _gap(last, place), chain, last) for cost, chain, last in chains), key=lambda item: item[0]
            )
            following.append((cost + place.cost, (*chain, place), place.last))
        chains = following
    cost, chain, _last = min(chains, key=lambda item: item[0])
    return Weighed(cost, chain)


def _gap(last: int, place: Place) -> float:
    if last < 0:
        return 0.0
    distance = place.first - last
    if distance <= 0:
        return min(_FAR, _BACKWARD + _gap(0, Place(1 - distance, 0, place.reading)))
    return next((cost for reach, cost in _GAPS if distance <= reach), _FAR)
