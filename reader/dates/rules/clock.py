"""Times of day: "9 a.m. Tuesday", "noon", "10:35", "the morning of 30 April"."""

import re
from typing import Final

from reader.dates.grammar import Meaning, Phrase
from reader.dates.lexicon import CLOCK_WORDS, PARTS_OF_DAY
from reader.dates.model import Reading
from reader.dates.reckoning import Reckoning
from reader.dates.rule import Rule
from reader.dates.rules.calendar import month_day
from reader.dates.rules.common import no_date
from reader.dates.rules.today import today
from reader.dates.rules.weekdays import weekday
from reader.dates.values import day_value


def _hours(phrase: Phrase) -> str | None:
    """Write the time of day that the phrase names: T09:00."""
    if phrase.has("word"):
        return CLOCK_WORDS[phrase.keys("word")[0]]
    keys = phrase.keys("clock")
    hour_text, _, minute_text = (keys[0] if keys else phrase.keys("hour")[0]).partition(":")
    hour, minute = int(hour_text), int(minute_text[:2] or 0)
    half = phrase.word("half")[:1]
    if phrase.has("part") and not half:
        half = "a" if phrase.keys("part")[-1] == "morning" else "p"
    if hour > 24 or minute > 59 or (half and not keys and not 1 <= hour <= 12):
        return None
    if half == "p" and hour < 12:
        hour += 12
    elif half == "a" and hour == 12:
        hour = 0
    return f"T{hour:02}:{minute:02}"


def _day(phrase: Phrase, ctx: Reckoning) -> Meaning | None:
    if phrase.has("month"):
        return month_day(phrase, ctx)
    if phrase.has("weekday"):
        return weekday(phrase, ctx)
    if phrase.has("day"):
        return today(phrase, ctx)
    now = ctx.now
    return Meaning(day_value(now), f"on {now}", now) if now else None


def clock_time(phrase: Phrase, ctx: Reckoning) -> Meaning | None:
    """Resolve a time of the clock, on the day named beside it, else on the day that the text is about."""
    time = _hours(phrase)
    if time is None:
        return None
    day = _day(phrase, ctx)
    if day is None or not re.fullmatch(r"\d{4}-\d\d-\d\d.*", day.value):
        return no_date()
    value = day.value[:10] + time
    swapped = tuple(
        Reading(other.value[:10] + time, other.interval, "time", other.rule)
        for other in day.alternatives
        if other.interval
    )
    return Meaning(value, f"{time[1:]}, {day.rule}", day.reckoned_from, swapped)


def part_of_day(phrase: Phrase, ctx: Reckoning) -> Meaning | None:
    """Resolve "the morning of 30 April", "April 30 at night"."""
    day = _day(phrase, ctx)
    if day is None or not day.value:
        return day
    part = PARTS_OF_DAY[phrase.keys("part")[-1]]
    return Meaning(day.value[:10] + part, day.rule, day.reckoned_from)


def _at_a_time(phrase: Phrase) -> bool:
    """Accept 10:35 after "at" or "by", not as a score or a verse."""
    return re.search(r"\b(?:at|by|until|till|from|around|about|after|before|since) $", phrase.before(9)) is not None


def _from_hour(phrase: Phrase) -> bool:
    """Accept the first hour of "between 3 and 5 p.m."."""
    return re.search(r"\b(?:between|from|at|[Oo]pen|daily) $", phrase.before(9)) is not None


def _not_a_count(phrase: Phrase) -> bool:
    return re.search(r"[\d$€£]$", phrase.before(1)) is None


_DATE: Final = (
    "(<weekday:WDAYX> (COMMA? <month:MONTHX> <day:DAYX>(COMMA? <year:YEAR>)? | COMMA? <day2:DAYX> <month2:MONTHX> <year2:YEAR>?)?"
    "| <month3:MONTHX> <day3:DAYX> (COMMA? <year3:YEAR>)?)"
)
_TODAY: Final = "<day:(today|yesterday|tomorrow|tonight)>"
_TIME: Final = "(<hour:HOUR> <half:AMPM> | <clock:CLOCK> <half2:AMPM>? | the? <word:CLOCKWORD>) ZONE?"
_DMY: Final = "(WDAYX COMMA?)? the? <day:DAYX> of? <month:MONTHX> (COMMA? <year:YEAR>)?"
_MDY: Final = "(WDAYX COMMA?)? <month:MONTHX> <day:DAYX> (COMMA? <year:YEAR>)?"

RULES: Final = (
    Rule(f"{_TIME} COMMA? (on)? {_DATE}", clock_time, "time"),
    Rule(f"{_TIME} COMMA? (on)? {_DMY}", clock_time, "time"),
    Rule(f"{_TIME} COMMA? {_TODAY}", clock_time, "time"),
    Rule(f"{_DATE} COMMA? (at)? {_TIME}", clock_time, "time"),
    Rule(f"{_DMY} COMMA? (at)? {_TIME}", clock_time, "time"),
    Rule(f"{_TODAY} at {_TIME}", clock_time, "time"),
    Rule("<hour:HOUR> <half:AMPM> ZONE?", clock_time, "time", _not_a_count),
    Rule("<hour:HOUR> (?=(TO|DASH) HOUR <half:AMPM>)", clock_time, "time", _from_hour),
    Rule("<hour:HOUR> OCLOCK ((in the|at) <part:(morning|afternoon|evening|night)>)?", clock_time, "time"),
    Rule("<clock:CLOCK> (<half:AMPM> ZONE? | ZONE)", clock_time, "time"),
    Rule("<clock:CLOCK>", clock_time, "time", _at_a_time),
    Rule("(<clock:CLOCK> | <hour:HOUR>) (in the | at) <part:(morning|afternoon|evening|night)>", clock_time, "time"),
    Rule("<word:CLOCKWORD>", clock_time, "time"),
    Rule(f"(the)? (early|late)? (in the)? <part:PART> (hours)? of {_DMY}", part_of_day, "time"),
    Rule(f"(the)? (early|late)? (in the)? <part:PART> (hours)? of {_MDY}", part_of_day, "time"),
    Rule(f"{_DMY} <part:PART>", part_of_day, "time"),
    Rule(f"{_MDY} <part:PART>", part_of_day, "time"),
)
