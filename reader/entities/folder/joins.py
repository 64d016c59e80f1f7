"""Joins things into groups while what a person keeps apart stays apart."""

from collections.abc import Iterable


class Joins:
    """Groups of numbers from 0 on: joined two by two, never against what is to stay apart."""

    def __init__(self, count: int, same: Iterable[tuple[int, int]], apart: Iterable[tuple[int, int]]) -> None:
        self._parent = list(range(count))
        self._members: list[list[int]] = [[number] for number in range(count)]
        self._apart: dict[int, set[int]] = {}
        for one, other in same:
            self._unite(self.find(one), self.find(other))
        for one, other in apart:
            mine, its = self.find(one), self.find(other)
            if mine != its:
                self._apart.setdefault(mine, set()).add(its)
                self._apart.setdefault(its, set()).add(mine)

    def find(self, number: int) -> int:
        """Return the number that stands for the group."""
        root = number
        while self._parent[root] != root:
            root = self._parent[root]
        while self._parent[number] != root:
            self._parent[number], number = root, self._parent[number]
        return root

    def may_join(self, one: int, other: int) -> bool:
        """Whether nobody keeps the two groups apart."""
        return self.find(other) not in self._apart.get(self.find(one), ())

    def join(self, one: int, other: int) -> bool:
        """Join two groups unless they are kept apart; say whether they are one now."""
        mine, its = self.find(one), self.find(other)
        if its in self._apart.get(mine, ()):
            return False
        self._unite(mine, its)
        return True

    def groups(self) -> list[list[int]]:
        """Return the members of every group, the smallest number of each first."""
        return [
            sorted(self._members[root]) for root in sorted({self.find(number) for number in range(len(self._parent))})
        ]

    def _unite(self, mine: int, its: int) -> None:
        if mine == its:
            return
        if len(self._members[mine]) < len(self._members[its]):
            mine, its = its, mine
        self._parent[its] = mine
        self._members[mine] += self._members[its]
        self._members[its] = []
        enemies = self._apart.pop(its, set())
        for enemy in enemies:
            self._apart[enemy].discard(its)
            self._apart[enemy].add(mine)
        if enemies:
            self._apart.setdefault(mine, set()).update(enemies)
