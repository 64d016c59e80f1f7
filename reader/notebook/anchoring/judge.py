"""How sure a place is, and why, in words fit to show."""

import re
from dataclasses import dataclass
from typing import Final

from reader.notebook.anchoring.places import SHORT, Candidate, Found, places
from reader.notebook.anchoring.windows import Sought, unchanged
from reader.notebook.anchoring.words import Index
from reader.notebook.model import Status

_SAME_ALL: Final = "same words, same neighbours"
_GONE: Final = "the words between its neighbours are gone"

_DIGITS: Final = re.compile(r"\d")

_LIKE: Final = 0.5
_LIKE_SHORT: Final = 0.6
"""How like a passage, and a short one, what is certain must be: a day that became another day is not the same ..."""

_LIKE_BETWEEN: Final = 0.4
"""... though one of two words may be another if all that stood on both sides still stands right there."""

_WORSE: Final = 0.35
_WORSE_SHORT: Final = 0.4
_BETTER: Final = 0.4
_BETTER_SHORT: Final = 0.5
"""How much must stand of the neighbours on the side with less of them, and on the other ..."""

_BEYOND: Final = 0.25
"""How much must stand of what was not quite near, on one side at least: a copy has nothing of that."""

_ONE_SIDE: Final = 0.9
_ONE_SIDE_SIZE: Final = 128
"""... or on one side alone, of at least so many characters, right beside the unchanged passage."""

_SAME: Final = 0.95
"""A passage that is less like what was marked has changed."""

_WHOLE: Final = 0.99
"""Where nothing but a letter or two changed."""

_SCORE: Final = 0.55
"""How like a certain place must be, neighbours included."""

_WORTH_ASKING: Final = 0.55
_WORTH_ASKING_SHORT: Final = 0.6
"""How like a place must be to be shown at all."""

_TELLING: Final = 24
"""A passage of so many characters that stood once, and stands once, is worth asking about whatever its neighbours."""

_AHEAD: Final = 0.2
_AHEAD_WHOLE: Final = 0.05
"""By how much the score of a certain place, and of one where nothing changed, must be above that of the next best ..."""

_LACKS: Final = 0.45
"""... and how much of what that one lacks it may lack."""

_TWIN: Final = 0.6
_BESIDE_TWIN: Final = 0.95
"""Where another place is as like as the first, the text repeats itself, and only what is as like as the second is certain."""

_BOTH_SIDES: Final = 1.9
_NOT_BOTH_SIDES: Final = 1.5
"""Where all the neighbours are, and those of the next best place are not, it does not matter how like the latter is."""

_EQUAL: Final = 0.02
"""Sums of shares that differ by less are equal."""

_OVER_GAP: Final = 0.5
"""By how much more of its neighbours must be there than where they stand without it."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Where a passage is, in folded offsets, and how sure that is."""

    start: int
    end: int
    status: Status
    score: float
    reason: str


def judge(sought: Sought, text: str, index: Index) -> Verdict:
    """Look for a passage with its neighbours in a folded text."""
    if sought.start >= sought.end:
        return Verdict(0, 0, "orphan", 0.0, "there are no words to look for")
    start = unchanged(sought, text, index)
    if start is not None:
        return Verdict(start, start + len(sought.exact), "certain", 1.0, _SAME_ALL)
    return decide(sought, text, places(sought, text, index))


def decide(sought: Sought, text: str, found: Found) -> Verdict:
    """Say what the places that were found amount to."""
    gap = max((gap.before + gap.after for gap in found.gaps), default=0.0)
    if found.candidates:
        best = found.candidates[0]
        doubt = _doubt(sought, text, found, gap)
        if not doubt:
            return Verdict(best.start, best.end, "certain", best.score, _change(best))
        worth = _WORTH_ASKING_SHORT if len(sought.exact) < SHORT else _WORTH_ASKING
        if best.score >= worth and best.sides > gap - _EQUAL:
            return Verdict(best.start, best.end, "review", best.score, doubt)
        same = [candidate for candidate in found.candidates if candidate.quote >= _SAME]
        if sought.alone and len(same) == 1 and len(sought.exact) >= _TELLING:
            return Verdict(same[0].start, same[0].end, "review", same[0].score, "same words, in another place")
    instead = max(found.gaps, key=lambda gap: gap.before + gap.after, default=None)
    if instead and len(sought.exact) < SHORT and instead.is_filled(sought):
        return Verdict(instead.start, instead.end, "review", 0.3 * gap, "other words stand between its neighbours")
    score = found.candidates[0].score if found.candidates else 0.0
    absent = "what is like it has other neighbours" if found.candidates else "nothing like it is there"
    return Verdict(0, 0, "orphan", score, _GONE if gap else absent)


def _doubt(sought: Sought, text: str, found: Found, gap: float) -> str:
    """Return why a place is not certain, or nothing where it is."""
    best = found.candidates[0]
    second = found.candidates[1] if len(found.candidates) > 1 else None
    rival = second.score if second else 0.0
    between = best.sides >= _BOTH_SIDES and (second is None or second.sides <= _NOT_BOTH_SIDES)
    short = len(sought.exact) < SHORT
    same = best.quote >= _SAME
    ahead = best.score - rival
    worse, better = sorted((best.before.all, best.after.all))
    little = worse < _WORSE or better < _BETTER or best.score < _SCORE
    if short:
        little = worse < _WORSE_SHORT or better < _BETTER_SHORT
    little |= sought.one_sided or max(best.before.beyond, best.after.beyond) < _BEYOND
    one_side = (same or sought.one_sided) and _stands_on_one_side(sought, best)
    apart = short and max(best.before.next_to, best.after.next_to) < _BETTER_SHORT
    number = short and _DIGITS.findall(sought.exact) != _DIGITS.findall(text[best.start : best.end])
    lacks = rival > 0 and 1 - best.score > _LACKS * (1 - rival)
    twin = rival >= _TWIN and best.score < _BESIDE_TWIN
    needed = _AHEAD_WHOLE if best.score >= _WHOLE else _AHEAD
    doubts = {
        "two places fit equally": found.crowded or ahead < _AHEAD_WHOLE / 2,
        "another place fits nearly as well": not between and (ahead < needed or lacks or twin),
        "its neighbours also stand without it": best.sides < gap + _OVER_GAP,
        "a number in it changed": number,
        "its words changed": best.quote < _likeness_needed(sought, best),
        "its neighbours are not known": len(sought.exact) == len(sought.text),
        "same words, other neighbours": little and same and not one_side,
        "words and neighbours changed": (little and not one_side) or 1 - best.score > _LACKS,
        "its neighbours are not next to it": apart,
    }
    return next((reason for reason, holds in doubts.items() if holds), "")


def _likeness_needed(sought: Sought, best: Candidate) -> float:
    """Return how like the passage what stands at a place must be."""
    if len(sought.exact) >= SHORT:
        return _LIKE
    sides = (best.before.all, best.before.next_to, best.after.all, best.after.next_to)
    return _LIKE_BETWEEN if " " in sought.exact and min(sides) >= _ONE_SIDE else _LIKE_SHORT


def _stands_on_one_side(sought: Sought, best: Candidate) -> bool:
    """Tell whether all that stood on one side stands right there, and is enough."""
    before = sought.start >= _ONE_SIDE_SIZE and min(best.before.all, best.before.next_to) >= _ONE_SIDE
    after = len(sought.text) - sought.end >= _ONE_SIDE_SIZE and min(best.after.all, best.after.next_to) >= _ONE_SIDE
    return before or after


def _change(best: Candidate) -> str:
    """Say in what a place that is certain differs from what was marked."""
    same = best.quote == 1
    if min(best.before.all, best.after.all) > 0.9:
        return _SAME_ALL if same else "words changed, same neighbours"
    return "same words, neighbours changed" if same else "words and neighbours changed"
