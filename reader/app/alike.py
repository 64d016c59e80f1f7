"""Documents of one title, told apart in a list by their paths."""

from collections.abc import Iterable
from typing import Final

from rich.cells import cell_len

from reader.app.page import cut, last_cells
from reader.text.safety import safe_line

_LEAST: Final = 16
"""Cells that a title or a path has at least where both are shown."""


def of_one_title(documents: Iterable[tuple[str, str]]) -> frozenset[str]:
    """Return the titles that several documents have, of documents given by title and path."""
    first: dict[str, str] = {}
    return frozenset(title for title, name in documents if first.setdefault(title, name) != name)


def end_of(name: str, width: int) -> str:
    """Return the end of a path, in which it differs from others most, at most so many cells wide."""
    return last_cells(safe_line(name), width).strip()


def told_apart(title: str, name: str, width: int) -> tuple[str, str]:
    """Return a title and a path that fit beside each other into so many cells, each cut where it is too long."""
    path = end_of(name, max(_LEAST, width // 2))
    return cut(title, max(_LEAST, width - cell_len(path) - 2)), path
