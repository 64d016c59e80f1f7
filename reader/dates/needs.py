"""Which words a pattern cannot do without, so that it is only compiled and run for texts that have them."""

from typing import Final

from reader.dates.late import LatePattern

_PART: Final = LatePattern(r"\(\?[:=!<]+|<\w+:|[()>|?*]|\{0,\d\}|[A-Za-z]+")
_OPTIONAL: Final = frozenset("?*")

Need = frozenset[str]
"""Words and classes of which a text must have one."""


def needs_of(pattern: str) -> list[Need]:
    """Return what a pattern, its macros written out, needs of a text: one word of each set."""
    parts = [match.group() for match in _PART.finditer(pattern)]
    needs, _place = _alternatives(parts, 0)
    return needs


def _alternatives(parts: list[str], place: int) -> tuple[list[Need], int]:
    """Read up to the bracket that closes; where there is a choice, what one way or the other needs."""
    ways: list[list[Need]] = [[]]
    while place < len(parts) and parts[place] not in {")", ">"}:
        part = parts[place]
        place += 1
        if part == "|":
            ways.append([])
            continue
        found, place = _one(parts, part, place)
        if place < len(parts) and (parts[place] in _OPTIONAL or parts[place].startswith("{")):
            place += 1
        else:
            ways[-1] += found
    if len(ways) == 1:
        return ways[0], place
    if all(ways):
        return [frozenset[str]().union(*(min(way, key=len) for way in ways))], place
    return [], place


def _one(parts: list[str], part: str, place: int) -> tuple[list[Need], int]:
    if part[0] not in "(<":
        return [frozenset({part})], place
    found, place = _alternatives(parts, place)
    return ([] if part.startswith("(?") else found), place + 1
