"""Puts names together and takes them apart as a person decided. What nobody spoke of stays as it was."""

from collections.abc import Iterable, Mapping
from itertools import count

from reader.corpus.settled import Pair
from reader.notebook import EntityName


def regrouped(
    groups: Iterable[Iterable[EntityName]],
    same: Iterable[Pair],
    apart: Iterable[Pair],
    mentions: Mapping[EntityName, int],
) -> list[set[EntityName]]:
    """Return the groups with every pair in `same` together and every pair in `apart` in two of them.

    Of two names that must part, the less mentioned one leaves, alone. Where two groups cannot become one, as a name of
    the one must not be with a name of the other, only the names decided on move.

    Args:
        groups: what is one entity otherwise, no name in two of them.
        same: pairs that are one, which contradict none in `apart`.
        apart: pairs that are not.
        mentions: how often each name is mentioned.
    """
    same, found = list(same), [set(group) for group in groups]
    # a name that is no longer there still ties together those that were put with it
    gone = {name for pair in same for name in pair}.difference(*found)
    state = _Groups([*found, *({name} for name in gone)], apart)
    for pair in state.apart:
        if state.of[pair[0]] == state.of[pair[1]]:
            state.leave(min(pair, key=lambda name: (mentions.get(name, 0), name)))
    for one, other in same:
        state.join(one, other)
    return [left for members in state.members.values() if (left := members - gone)]


class _Groups:
    def __init__(self, groups: Iterable[Iterable[EntityName]], apart: Iterable[Pair]) -> None:
        self._numbers = count()
        self.members = {next(self._numbers): set(group) for group in groups}
        self.of = {name: number for number, group in self.members.items() for name in group}
        self.apart = [pair for pair in apart if pair[0] in self.of and pair[1] in self.of]
        self._joined: dict[EntityName, set[EntityName]] = {}
        """What a person put together, which stays together."""
        self._foes: dict[EntityName, set[EntityName]] = {}
        for one, other in self.apart:
            self._foes.setdefault(one, set()).add(other)
            self._foes.setdefault(other, set()).add(one)

    def join(self, one: EntityName, other: EntityName) -> None:
        """Bring two names together, with their groups if these agree."""
        small, large = sorted((self._joined.get(name, {name}) for name in (one, other)), key=len)
        if self.of[one] != self.of[other]:
            fewer, more = sorted((self.of[one], self.of[other]), key=lambda number: len(self.members[number]))
            if self._at_odds(self.members[fewer], more):
                self.leave(one)
                self._move(small | large, self.of[one])
            else:
                self._move(set(self.members[fewer]), more)
        if small is not large:
            large |= small
            self._joined.update(dict.fromkeys(small, large))
            self._joined.setdefault(one, large)
            self._joined.setdefault(other, large)

    def leave(self, name: EntityName) -> None:
        """Give a name a group of its own."""
        number = next(self._numbers)
        self.members[number] = set()
        self._move({name}, number)

    def _at_odds(self, names: Iterable[EntityName], number: int) -> bool:
        return any(self.of[foe] == number for name in names for foe in self._foes.get(name, ()))

    def _move(self, names: Iterable[EntityName], number: int) -> None:
        for name in names:
            self.members[self.of[name]].discard(name)
            self.members[number].add(name)
            self.of[name] = number
