"""How likely it is that a person who means one word types another."""

from itertools import accumulate
from typing import Final

_ROWS: Final = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_VOWELS: Final = frozenset("aeiouy")
_ALIKE: Final = ("ck", "kq", "cq", "sz", "cs", "fv", "vw", "bp", "dt", "gj", "iy", "mn", "uw", "ij", "gk", "hk", "xz")
"""Letters that are taken for each other in names heard or brought over from another script."""


def _neighbours() -> frozenset[tuple[str, str]]:
    """Return every pair of keys that lie side by side or above each other."""
    pairs = set()
    for number, row in enumerate(_ROWS):
        pairs |= {(row[at], row[at + 1]) for at in range(len(row) - 1)}
        for below in _ROWS[number + 1 : number + 2]:
            pairs |= {(row[at], below[low]) for at in range(len(row)) for low in (at - 1, at) if 0 <= low < len(below)}
    return frozenset(pairs | {(second, first) for first, second in pairs})


_NEIGHBOURS: Final = _neighbours()
_SOUNDS: Final = frozenset((pair[at], pair[1 - at]) for pair in _ALIKE for at in (0, 1))

_CHANGES: Final[dict[tuple[str, str], float]] = (
    dict.fromkeys(_NEIGHBOURS, 0.9)
    | dict.fromkeys(_SOUNDS, 0.85)
    | {(typed, meant): 0.85 for typed in _VOWELS for meant in _VOWELS}
)
CHANGED: Final = 1.0
_NEIGHBOUR, _SILENT, _DOUBLED, _LEFT_OUT, _SWAPPED = 0.9, 0.85, 0.8, 0.95, 0.85
_FIRST: Final = 0.3
"""What an error costs more at the first letter, which is seldom wrong."""


def edits_allowed(word: str) -> int:
    """Return how many edits may lie between what was typed and what is meant: the shorter the word, the fewer."""
    return 0 if len(word) <= 2 or any(c.isdigit() for c in word) else 1 if len(word) <= 4 else 2


def cost(typed: str, meant: str) -> float:
    """Return what lies between two words: the sum of the edits, each the cheaper the more often it happens.

    The distance is that of optimal string alignment (Damerau 1964, with no stretch edited twice); what an edit costs
    depends on whether keys are neighbours, letters sound alike, or one is doubled.
    """
    added = [_added(typed, at) for at in range(len(typed))]
    left_out = [_left_out(meant, at) for at in range(len(meant))]
    before: list[float] = []
    above = list(accumulate(left_out, initial=0.0))
    for row, letter in enumerate(typed):
        here = [above[0] + added[row]]
        for column, wanted in enumerate(meant):
            best = above[column]
            if letter != wanted:
                best += _CHANGES.get((letter, wanted), CHANGED) + (0.0 if row and column else _FIRST)
                if row and column and letter == meant[column - 1] and typed[row - 1] == wanted:
                    best = min(best, before[column - 1] + _SWAPPED + (_FIRST / 2 if row == 1 else 0.0))
            here.append(min(best, above[column + 1] + added[row], here[column] + left_out[column]))
        before, above = above, here
    return above[-1]


def _added(typed: str, at: int) -> float:
    """Return what a letter costs that was typed and is not meant."""
    is_doubled = typed[at] in typed[max(0, at - 1) : at] + typed[at + 1 : at + 2]
    is_slip = at > 0 and (typed[at - 1], typed[at]) in _NEIGHBOURS
    return (_DOUBLED if is_doubled else _NEIGHBOUR if is_slip else CHANGED) + (0.0 if at else _FIRST)


def _left_out(meant: str, at: int) -> float:
    """Return what a letter costs that is meant and was not typed."""
    is_doubled = meant[at] in meant[max(0, at - 1) : at] + meant[at + 1 : at + 2]
    return (_DOUBLED if is_doubled else _SILENT if meant[at] == "h" else _LEFT_OUT) + (0.0 if at else _FIRST)
