"""The grammar, one module a family of expressions: each gives a table of rows and the functions that resolve them."""

from typing import Final

from reader.dates.grammar import Rule
from reader.dates.rules import (
    calendar,
    clock,
    durations,
    named,
    quarters,
    relative,
    sets,
    today,
    vague,
    weekdays,
    years,
)

RULES: Final[tuple[Rule, ...]] = (
    *calendar.RULES,
    *named.RULES,
    *clock.RULES,
    *weekdays.RULES,
    *today.RULES,
    *relative.RULES,
    *quarters.RULES,
    *years.RULES,
    *sets.RULES,
    *durations.RULES,
    *vague.RULES,
)
"""All rows. Where two match the same words, the longer one counts, then the earlier one, then the earlier row."""
