"""How well letters in order, but not side by side, answer what was typed: the scores that people know from fzf.

Every letter found counts. Letters count more at the start of a word and side by side, and less the further they are
apart. The best of all ways to find them is looked for, over those places alone where the letters stand.
"""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

MATCH: Final = 16
GAP_START: Final = -3
GAP_EXTENSION: Final = -1
BOUNDARY: Final = 8
AFTER_SPACE: Final = 10
_AFTER_DELIMITER: Final = 9
_CAMEL: Final = 7
SIDE_BY_SIDE: Final = 4
FIRST_LETTER: Final = 2
"""How many times the place of the first letter counts."""

_MOST_CELLS: Final = 1_000
"""Where the letters stand in more places than this, the first way to find them has to do."""

_DELIMITERS: Final = "/,:;|"


class Found(NamedTuple):
    """Where something was found in a candidate, and how well it fits."""

    score: int
    places: tuple[int, ...]
    """Of each letter, in order."""


class _Cell(NamedTuple):
    """The best way to have found the letters up to one place."""

    score: int
    chunk_bonus: int
    """What the first of the letters side by side got for its place."""

    before: int
    """The place of the letter before; -1 for the first."""


def bonus_at(text: str, at: int) -> int:
    """Return what a letter counts for its place: the start of a word, of a part of one in CamelCase, of a number."""
    here, before = text[at], text[at - 1] if at else " "
    if here.isalnum():
        if before.isspace():
            bonus = AFTER_SPACE
        elif not before.isalnum():
            bonus = _AFTER_DELIMITER if before in _DELIMITERS else BOUNDARY
        else:
            is_part = (here.isupper() and before.islower()) or (here.isdigit() and not before.isdigit())
            bonus = _CAMEL if is_part else 0
    else:
        bonus = AFTER_SPACE if here.isspace() else BOUNDARY
    return bonus


def fuzzy(term: str, text: str, shown: str, places: Sequence[int] | None) -> Found | None:
    """Find the letters of a term in order, in the way that counts most; `None` where they are not all there.

    Args:
        term: what is looked for.
        text: where, in the same spelling.
        shown: the text as people see it, which tells where words start.
        places: where each character of `text` stands in it; `None` where they are the same.
    """
    first = first_way(term, text)
    if first is None:
        return None
    simplest = along(first, shown, places)
    if sum(map(text.count, term)) > _MOST_CELLS:
        return simplest
    rows: list[dict[int, _Cell]] = []
    end = text.rfind(term[-1]) + 1
    for letter, start in zip(term, first, strict=True):
        rows.append(_row(rows[-1] if rows else None, _all_places(letter, text, start, end), shown, places))
    at = max(rows[-1], key=lambda place: rows[-1][place].score)
    score, chain = rows[-1][at].score, []
    for row in reversed(rows):
        chain.append(at)
        at = row[at].before
    # the best way to each letter is not always part of the best way to all of them
    return Found(score, tuple(reversed(chain))) if score >= simplest.score else simplest


def first_way(term: str, text: str) -> tuple[int, ...] | None:
    """Return the first places where the letters of a term stand in order."""
    chain: list[int] = []
    at = -1
    for letter in term:
        at = text.find(letter, at + 1)
        if at < 0:
            return None
        chain.append(at)
    return tuple(chain)


def along(chain: Sequence[int], shown: str, places: Sequence[int] | None) -> Found:
    """Return the score of a term whose letters stand at these places."""
    cell: _Cell | None = None
    before = -1
    for place in chain:
        bonus = bonus_at(shown, places[place] if places else place)
        if cell is None:
            cell = _Cell(MATCH + FIRST_LETTER * bonus, bonus, -1)
        elif place == before + 1:
            cell = _beside(cell, bonus, before)
        else:
            cell = _apart(cell.score, place - before, bonus, before)
        before = place
    return Found(cell.score if cell else 0, tuple(chain))


def _all_places(letter: str, text: str, start: int, end: int) -> Iterator[int]:
    at = text.find(letter, start, end)
    while at >= 0:
        yield at
        at = text.find(letter, at + 1, end)


def _row(
    above: dict[int, _Cell] | None, at: Iterator[int], shown: str, places: Sequence[int] | None
) -> dict[int, _Cell]:
    """Return the best ways to reach each place of a letter from the places of the letter before."""
    row: dict[int, _Cell] = {}
    reached = list(above.items()) if above else []
    best, best_place, next_up = None, -1, 0
    for place in at:
        bonus = bonus_at(shown, places[place] if places else place)
        if above is None:
            row[place] = _Cell(MATCH + FIRST_LETTER * bonus, bonus, -1)
            continue
        while next_up < len(reached) and reached[next_up][0] < place - 1:
            candidate, cell = reached[next_up]
            if best is None or cell.score + candidate > best:
                best, best_place = cell.score + candidate, candidate
            next_up += 1
        ways = []
        if place - 1 in above:
            ways.append(_beside(above[place - 1], bonus, place - 1))
        if best is not None:
            ways.append(_apart(best - best_place, place - best_place, bonus, best_place))
        if ways:
            row[place] = max(ways, key=lambda way: way.score)
    return row


def _beside(before: _Cell, bonus: int, place: int) -> _Cell:
    """Return the way that puts a letter right after the one before."""
    if bonus >= BOUNDARY and bonus > before.chunk_bonus:
        return _Cell(before.score + MATCH + bonus, bonus, place)
    bonus = max(bonus, SIDE_BY_SIDE, before.chunk_bonus)
    return _Cell(before.score + MATCH + bonus, before.chunk_bonus, place)


def _apart(score: int, distance: int, bonus: int, place: int) -> _Cell:
    """Return the way that leaves a gap between a letter and the one before."""
    return _Cell(score + GAP_START + GAP_EXTENSION * (distance - 2) + MATCH + bonus, bonus, place)
