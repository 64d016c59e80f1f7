"""Which expressions carry a telling on, and where to: a year, a month, "the following year", "two years later"."""

import re
from typing import Final

from reader.dates.grammar import Phrase
from reader.dates.late import LatePattern
from reader.dates.lexicon import SEASONS
from reader.dates.rule import Resolver
from reader.dates.rules.calendar import month_day, month_only
from reader.dates.rules.common import month_of, number, unit_of
from reader.dates.rules.relative import day_before, season, step_of_relation, that_unit, told_later
from reader.dates.rules.years import range_end, year
from reader.dates.telling import Step

_POINTED_AT: Final = LatePattern(
    r"\b(?:by|until|till|before|after|since|than|for) (?:\w+ ){0,2}$|\d ?[–—-] ?$", re.IGNORECASE
)
"""Before a year that the telling only points to and does not move to: "planned for 1976"."""
_SEASON_MONTHS: Final = {"SP": 4, "SU": 7, "FA": 10, "WI": 12}


def step_of(resolve: Resolver, phrase: Phrase) -> Step | None:
    """Return how an expression carries a telling on, or `None` if it does not."""
    if (
        phrase.has("before")
        or phrase.has("bc")
        or (phrase.has("relation") and resolve in {month_day, month_only, season})
    ):
        return None
    written = phrase.word("year") if resolve is not range_end else ""
    named = int(written) if written.isdigit() else None
    if resolve in {month_day, month_only}:
        return None if phrase.has("yy") or phrase.has("spelled") else Step(named, month_of(phrase))
    if resolve is season:
        return Step(named, _SEASON_MONTHS[SEASONS[phrase.word("season")]])
    if resolve is year and named:
        return Step(named, pointed=_POINTED_AT.search(phrase.before(24)) is not None)
    later = _later(resolve, phrase)
    return None if later is None else Step(later=later)


def _later(resolve: Resolver, phrase: Phrase) -> int | None:
    if resolve not in {that_unit, told_later, day_before} or unit_of(phrase.keys("unit")[-1]) != "year":
        return None
    if resolve is that_unit:
        return step_of_relation(phrase.word("relation"))
    sign = 1 if phrase.keys("way")[-1] in {"later", "after", "afterwards", "on", "following"} else -1
    count = number(phrase.keys("count")) if resolve is told_later else 1
    return None if count is None or phrase.has("vague") else sign * int(count)
