"""One row of the grammar: a pattern, what it means, and in which surroundings it counts."""

from collections.abc import Callable
from dataclasses import dataclass

from reader.dates.grammar import Meaning, Phrase
from reader.dates.reckoning import Reckoning
from reader.text.mention import DateKind

Resolver = Callable[[Phrase, Reckoning], Meaning | None]
"""Says what a phrase means where it stands; `None` where it is no date after all."""

Guard = Callable[[Phrase], bool]
"""Looks at what stands around a phrase and says whether it may be a date at all."""


def always(_phrase: Phrase) -> bool:
    """Accept every match of a pattern."""
    return True


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of the grammar: a pattern, what it means, and in which surroundings it counts."""

    pattern: str
    resolve: Resolver
    kind: DateKind = "date"
    accept: Guard = always
