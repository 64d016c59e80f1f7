"""The grammar, one module a family of expressions: each gives a table of rows and the functions that resolve them."""

from typing import Final

from reader.dates.rule import Rule
from reader.dates.rules import (
    calendar,
    clock,
    durations,
    forms,
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
    *forms.RULES,
    *clock.RULES,
    *weekdays.RULES,
    *today.RULES,
    *quarters.RULES,
    *relative.RULES,
    *years.RULES,
    *sets.RULES,
    *durations.RULES,
    *vague.RULES,
)
"""All rows. Where two match the same words, the longer one counts, then the earlier one, then the earlier row."""
