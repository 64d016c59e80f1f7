"""The documents of a folder as lists show them: a few columns, filled in a thread, read at any time. Knows no widget.

A folder may have very many documents, so nothing here is an object a document.
"""

import os
import sqlite3
from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from sys import intern
from typing import Final, Literal, get_args

from reader.corpus import Index

Sort = Literal["name", "newest", "unread", "relevance"]
SORTS: Final[tuple[Sort, ...]] = get_args(Sort)

SORT_NAMES: Final[dict[Sort, tuple[str, str]]] = {
    "name": ("by name", ""),
    "newest": ("newest first", "newest"),
    "unread": ("unread first", "unread"),
    "relevance": ("best first", "best"),
}
"""In words, and in one where there is little room."""


class Shelf:
    """What is known of every file of a folder, by its place in the order of names."""

    def __init__(self, names: Sequence[str] = (), before: "Shelf | None" = None) -> None:
        """Make place for files; what was known `before` of those that are still there is taken over."""
        self.names = names
        self.number: Mapping[str, int] = {name: number for number, name in enumerate(names)}
        """The place of each file."""
        self.titles = [""] * len(names)
        """Empty where a file is not indexed yet or no document."""
        self.days = [""] * len(names)
        """Days in ISO 8601; empty where there is none."""
        self.ids = [""] * len(names)
        """Ids of the documents."""
        self.words = array("I", bytes(4 * len(names)))
        self.errors: dict[str, str] = {}
        """Why a file is no document, by name."""
        self.version = 0
        """Another number whenever more was taken."""
        self._last = 0
        """The last row of the index that was taken."""
        if before is not None:
            self._take_over(before)

    def _take_over(self, before: "Shelf") -> None:
        for name, old in before.number.items():
            new = self.number.get(name)
            if new is not None:
                self.titles[new], self.days[new] = before.titles[old], before.days[old]
                self.ids[new], self.words[new] = before.ids[old], before.words[old]
        self.errors = {name: error for name, error in before.errors.items() if name in self.number}
        self._last = before._last  # noqa: SLF001 (its own kind)

    def __len__(self) -> int:
        """Return how many documents there are."""
        return len(self.names) - len(self.errors)

    def __contains__(self, name: object) -> bool:
        """Tell whether a document of that name is there."""
        return name in self.number and name not in self.errors

    def take_new(self, index: Index) -> None:
        """Take what was indexed since this was last called; in a thread."""
        for row in index.rows(self._last):
            self._take(*row)
        self.version += 1

    def take_all(self, index: Index) -> None:
        """Take everything that is indexed, as after files moved or changed; in a thread."""
        errors, self.errors, self._last = self.errors, {}, 0
        try:
            self.take_new(index)
        except sqlite3.Error:
            self.errors = errors
            raise

    def _take(self, row: int, path: bytes, title: str, day: str | None, words: int, error: str, document: str) -> None:
        self._last = max(self._last, row)
        name = os.fsdecode(path)
        number = self.number.get(name)
        if number is None:
            return
        self.titles[number], self.days[number], self.ids[number] = title, intern(day or ""), document
        self.words[number] = words
        if error:
            self.errors[name] = error
        else:
            self.errors.pop(name, None)

    def candidates(self) -> list[str]:
        """Return what of each file is looked through for what a person types: its title, and its name behind a space."""
        both = zip(self.titles, self.names, strict=True)
        return [f"{title} {name}" if title else name for title, name in both]

    def title(self, name: str) -> str:
        """Return the title of a document, or its name where it is not known."""
        number = self.number.get(name)
        return (self.titles[number] if number is not None else "") or name

    def id_of(self, name: str) -> str:
        """Return the id of a document, or an empty string where it is not known."""
        number = self.number.get(name)
        return self.ids[number] if number is not None else ""

    def words_of(self, name: str) -> int:
        """Return how many words a document has; 0 where that is not known."""
        number = self.number.get(name)
        return self.words[number] if number is not None else 0


def in_order(shelf: Shelf, sort: Sort, read: AbstractSet[str], best: Iterable[int] | None = None) -> list[int]:
    """Return the places of files as they are to be listed; those that are no documents stand last.

    Args:
        shelf: the files.
        sort: in which order.
        read: ids of the documents that were read.
        best: places, the best first, of those that answer a filter; without it all are listed.
    """
    numbers = list(range(len(shelf.names)) if best is None else best)
    days, ids = shelf.days, shelf.ids
    if sort != "relevance" and best is not None:
        numbers.sort()
    # sorting a hundred thousand would keep the screen waiting, from whatever thread: here others have their turn meanwhile
    if sort in ("newest", "unread"):
        by_day: dict[str, list[int]] = {}
        for number in numbers:
            by_day.setdefault(days[number], []).append(number)
        numbers = [number for day in sorted(by_day, reverse=True) for number in by_day[day]]
    if sort == "unread":
        numbers = _last(numbers, lambda number: ids[number] in read)
    if shelf.errors:
        names, errors = shelf.names, shelf.errors
        numbers = _last(numbers, lambda number: names[number] in errors)
    return numbers


def _last(numbers: Iterable[int], is_last: Callable[[int], bool]) -> list[int]:
    """Return numbers in their order, but some of them after the others."""
    before: list[int] = []
    after: list[int] = []
    for number in numbers:
        (after if is_last(number) else before).append(number)
    return before + after
