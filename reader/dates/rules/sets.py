"""Times that come again: "daily", "every Friday", "$5 a year", "each month", "Mondays"."""

import re
from typing import Final

from reader.dates.grammar import Meaning, Phrase
from reader.dates.lexicon import ADVERBS_OF_RHYTHM, PART_PLURALS, PARTS_OF_DAY, SEASONS, WEEKDAY_PLURALS
from reader.dates.reckoning import Reckoning
from reader.dates.rule import Rule
from reader.dates.rules.common import month_of, number, ordinal, unit_of, vague, weekday_of
from reader.dates.rules.durations import length

_AGAIN: Final = "comes again"


def rhythm(phrase: Phrase, _ctx: Reckoning) -> Meaning | None:
    """Resolve "daily", "weekly"."""
    return vague(ADVERBS_OF_RHYTHM[phrase.word("word")], _AGAIN)


def every_unit(phrase: Phrase, _ctx: Reckoning) -> Meaning | None:
    """Resolve "every year", "each day", "every two weeks", "$5 a month"."""
    keys = phrase.keys("count")
    count = 2 if keys == ["other"] else number(keys) if keys else 1
    if phrase.has("nth"):
        count = ordinal(phrase.keys("nth"))
    return vague(length(count, unit_of(phrase.word("unit"))), _AGAIN) if count else None


def every_weekday(phrase: Phrase, _ctx: Reckoning) -> Meaning | None:
    """Resolve "every Friday", "Mondays", "Tuesday nights"."""
    word = phrase.keys("weekday")[0]
    number_ = WEEKDAY_PLURALS[word] if word in WEEKDAY_PLURALS else weekday_of(word)
    part = (PARTS_OF_DAY | PART_PLURALS)[phrase.word("part")] if phrase.has("part") else ""
    return vague(f"XXXX-WXX-{number_ + 1}{part}", _AGAIN)


def every_season(phrase: Phrase, _ctx: Reckoning) -> Meaning | None:
    """Resolve "every July", "each summer"."""
    if phrase.has("month"):
        return vague(f"XXXX-{month_of(phrase):02}", _AGAIN)
    return vague(f"XXXX-{SEASONS[phrase.word('season')]}", _AGAIN)


def every_part(phrase: Phrase, _ctx: Reckoning) -> Meaning | None:
    """Resolve "every morning", "each night"."""
    return vague(f"XXXX-XX-XX{PARTS_OF_DAY[phrase.word('part')]}", _AGAIN)


def _after_amount(phrase: Phrase) -> bool:
    """Accept "a year" after an amount: "$5 a year", "two percent a month", "twice a day"."""
    return (
        re.search(
            r"(?:[\d%$¢]|\b(?:million|billion|thousand|hundred|cents|dollars|percent|times|once|twice|pounds|euros"
            r"|barrels|tons|tonnes|hours|days|weeks|people|shares|one|two|three|four|five|six|ten)) $",
            phrase.before(12),
        )
        is not None
    )


_EVERY: Final = "(every|each)"

RULES: Final = (
    Rule("(twice)? <word:RHYTHM>", rhythm, "set"),
    Rule(f"(almost|nearly)? {_EVERY} single? <unit:UNIT>", every_unit, "set"),
    Rule(f"{_EVERY} <count:(other|COUNT)> <unit:UNITX>", every_unit, "set"),
    Rule(f"{_EVERY} <nth:ORDX> <unit:UNIT>", every_unit, "set"),
    Rule("per <unit:UNIT>", every_unit, "set"),
    Rule("(once|twice) (a|an|each|every|per) <unit:UNIT>", every_unit, "set"),
    Rule("(a|an) <unit:UNIT>", every_unit, "set", _after_amount),
    Rule(f"{_EVERY} <weekday:WEEKDAY> <part:PART>?", every_weekday, "set"),
    Rule("every other <weekday:WEEKDAY> <part:PART>?", every_weekday, "set"),
    Rule("<weekday:WEEKDAYS> <part:(PART|PARTS)>?", every_weekday, "set"),
    Rule("<weekday:WEEKDAY> <part:PARTS>", every_weekday, "set"),
    Rule(f"{_EVERY} (<month:MONTH>|<season:SEASON>)", every_season, "set"),
    Rule(f"{_EVERY} <part:PART>", every_part, "set"),
)
