"""What several families of rules need: reading numbers, looking at the words around, and answers without a date."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Final

from reader.dates.grammar import Meaning, Phrase
from reader.dates.late import LatePattern
from reader.dates.lexicon import (
    MONTHS,
    NUMBERS,
    ONES,
    ORDINALS,
    SHORT_MONTHS,
    SHORT_WEEKDAYS,
    TEENS,
    TENS,
    UNIT_PLURALS,
    UNITS,
    WEEKDAYS,
)
from reader.dates.model import Reading
from reader.dates.reckoning import NO_DATE
from reader.dates.values import reading

_PREPOSITION: Final = LatePattern(
    r"(?:^|[\s(“\"'’—–-])(?:in|since|by|until|till|til|through|throughout|during|from|before|after|of|for|to|between"
    r"|around|about|circa|late|early|mid|this|last|next|every|each|past|and|or|on|at|as|per|year|the|around"
    r"|spring|summer|autumn|fall|winter)[\s-]+$",
    re.IGNORECASE,
)
_LAST_SHORT_YEAR: Final = 2040
_NO_PLACE: Final = "names no place on the calendar"


def no_date() -> Meaning:
    """Answer for a relative expression in a document without a date."""
    return Meaning("", NO_DATE, anchors=False)


def impossible(what: str) -> Meaning:
    """Answer for a date that no calendar has, such as 31 February."""
    return Meaning("", f"impossible: {what} is not on the calendar", anchors=False)


def vague(value: str, rule: str = _NO_PLACE) -> Meaning:
    """Answer for a word that has no place on the calendar."""
    return Meaning(value, rule, anchors=False)


def others(pairs: Sequence[tuple[str, str]], chosen: str) -> tuple[Reading, ...]:
    """Put other readings on the calendar, without those equal to the chosen value or to each other."""
    seen = {chosen, ""}
    kept: list[Reading] = []
    for value, rule in pairs:
        if value not in seen:
            seen.add(value)
            kept.append(reading(value, rule))
    return tuple(kept)


def after_preposition(phrase: Phrase) -> bool:
    """Tell whether a word such as "in" or "since" stands before the expression."""
    return _PREPOSITION.search(phrase.before(14)) is not None


def month_of(phrase: Phrase, name: str = "month") -> int:
    """Return the number of the month that a part names."""
    key = phrase.keys(name)[-1].rstrip(".")
    return MONTHS.get(key) or SHORT_MONTHS[key]


def weekday_of(key: str) -> int:
    """Return the weekday that a word names: 0 for Monday."""
    return WEEKDAYS[key] if key in WEEKDAYS else SHORT_WEEKDAYS[key]


def unit_of(key: str) -> str:
    """Return the singular of a unit."""
    return UNITS.get(key) or UNIT_PLURALS[key]


def ordinal(keys: Sequence[str]) -> int:
    """Read "21st", "twenty-first", "first" or "5" as a number."""
    if len(keys) == 3:
        return TENS[keys[0]] + ORDINALS[keys[2]]
    key = keys[0]
    return ORDINALS[key] if key in ORDINALS else int(re.sub(r"\D", "", key))


def number(keys: Sequence[str]) -> float | None:
    """Read a count in digits or words ("2 1/2", "twenty-five", "a couple of"), or `None` if it is none."""
    if "couple" in keys:
        return 2
    if keys and keys[0] == "half":
        return 0.5
    total, group, seen = 0.0, 0.0, False
    for key in keys:
        if key in {"-", "–", "and", "of"}:
            continue
        if key in {"a", "an"}:
            group = 1
        elif key in NUMBERS and NUMBERS[key] in {12, 100} and key in {"dozen", "hundred"}:
            group = max(group, 1) * NUMBERS[key]
        elif NUMBERS.get(key, 0) >= 1000:
            total, group = total + max(group, 1) * NUMBERS[key], 0
        elif (amount := _simple(key)) is not None:
            group += amount
        else:
            return None
        seen = True
    return total + group if seen else None


def _simple(key: str) -> float | None:
    if key in NUMBERS:
        return NUMBERS[key]
    if key == "½":
        return 0.5
    top, slash, bottom = key.partition("/")
    if slash:
        return int(top) / int(bottom) if int(bottom) else None
    try:
        return float(key.replace(",", ""))
    except ValueError:
        return None


def full_year(two_digits: int, now: date | None) -> int:
    """Read a year of two digits as the one nearest to now, at most ten years ahead."""
    limit = now.year + 10 if now else _LAST_SHORT_YEAR
    return limit - (limit - two_digits) % 100


def spelled_number(keys: Sequence[str]) -> int:
    """Read a year as it is spoken: "nineteen ninety-six"."""
    values = ONES | TEENS | TENS
    return values[keys[0]] * 100 + sum(values.get(key, 0) for key in keys[1:])
