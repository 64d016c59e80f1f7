"""Days that have a name: "Christmas Eve", "Good Friday 1998", "26/11"."""

import re
from datetime import timedelta
from typing import Final

from reader.dates.grammar import Meaning, Phrase
from reader.dates.late import LatePattern
from reader.dates.named import BY_THE_MOON, EVENTS, HOLIDAYS, holiday_on
from reader.dates.reckoning import Reckoning, nearest_year, running_year, tense_around
from reader.dates.rule import Rule
from reader.dates.rules.common import no_date, others
from reader.dates.values import day_value, possible_day


def _pattern(name: str) -> str:
    return re.sub(r"['’]s?", " POSS ", name).replace("-", " HYPHEN ")


def _plain(name: str) -> str:
    return re.sub(r"\W", "", name)


_BY_KEY: Final = {_plain(name): name for name in (*HOLIDAYS, *EVENTS)}
_STEP: Final = {"last": -1, "next": 1}


def holiday(phrase: Phrase, ctx: Reckoning) -> Meaning | None:
    """Resolve a day that comes every year, choosing the year where none is written."""
    name = _BY_KEY[_plain(phrase.word("name"))]
    spoken = name.title().replace("'S", "'s")
    if phrase.has("year"):
        found = holiday_on(name, int(phrase.word("year")))
        if found is None:
            return Meaning(phrase.word("year"), f"no day is known for {spoken} of that year")
        near = [(day_value(found + timedelta(days=n)), "if the moon was sighted on another day") for n in (-1, 1)]
        sighted = others(near, day_value(found)) if name in BY_THE_MOON else ()
        return Meaning(day_value(found), f"{spoken} of that year", None, sighted)
    now = ctx.now
    if now is None:
        return no_date()
    this_year = holiday_on(name, now.year) or now
    if ctx.narrative:
        years = running_year(this_year.month, now, ctx.reference_precision)
    else:
        years = nearest_year(this_year.month, this_year.day, now, tense_around(phrase))
    relation = phrase.word("relation")
    days = [found for year in years if (found := holiday_on(name, year))]
    if relation == "last":
        days.sort(key=lambda day: (day >= now, -day.toordinal()))
    elif relation == "next":
        days.sort(key=lambda day: (day <= now, day.toordinal()))
    rule = f"{relation} {spoken}, counted from {now}" if relation else f"{spoken}, nearest to {now}"
    if not days:
        return Meaning("", f"no day is known for {spoken} of {years[0]}", now, anchors=False)
    value = day_value(days[0])
    return Meaning(value, rule, now, others([(day_value(d), f"{spoken} of {d.year}") for d in days[1:]], value))


def event(phrase: Phrase, _ctx: Reckoning) -> Meaning | None:
    """Resolve a day that happened once."""
    day, what = EVENTS[_BY_KEY[_plain(phrase.word("name"))]]
    return Meaning(day_value(day), what, anchors=False)


def named_pair(phrase: Phrase, ctx: Reckoning) -> Meaning | None:
    """Resolve 9/11, 26/11 or 7/7 as the day known by that name, else as a day and a month."""
    day, what = EVENTS[phrase.word("pair")]
    near = []
    now = ctx.document_date
    if now is not None:
        year = nearest_year(day.month, day.day, now, "open")[0]
        if found := possible_day(year, day.month, day.day):
            near.append((day_value(found), f"that day of the year nearest to {now}"))
        if day.day <= 12 and (found := possible_day(year, day.day, day.month)):
            near.append((day_value(found), "day and month the other way round"))
    return Meaning(day_value(day), what, None, others(near, day_value(day)), anchors=False)


_ADJECTIVE: Final = LatePattern(
    r" (?:trees?|cards?|bunny|eggs?|carols?|presents?|gifts?|part(?:y|ies)|shopping|songs?|lights?|[A-Z][a-z])|,? (?:the )?13th"
)
_GREETING: Final = LatePattern(r"\b(?:Merry|Happy|[Mm]erry|[Hh]appy) $")


def _capital(phrase: Phrase) -> bool:
    if _ADJECTIVE.match(phrase.after(10)) or _GREETING.search(phrase.before(7)):
        return False
    name = phrase.written[-len(phrase.word("name")) :] if not phrase.has("year") else phrase.written
    return any(character.isupper() for character in name)


def _is_named_pair(phrase: Phrase) -> bool:
    return (
        phrase.word("pair") in EVENTS
        and not re.match(r" (?:of|inch|majority|cup|share|stake)", phrase.after(10))
        and re.search(r"\b(?:\d|on|dated|score[ds]?|rated|by) $", phrase.before(8)) is None
    )


_HOLIDAY = "|".join(_pattern(name) for name in sorted(HOLIDAYS, key=len, reverse=True))
_EVENT = "|".join(_pattern(name) for name in EVENTS if name[0].isalpha())

RULES: Final = (
    Rule(
        f"(WEEKDAY COMMA)? <relation:(last|next|this|this past)>? <name:({_HOLIDAY})> ((COMMA|of|in)? <year:YEAR>)?",
        holiday,
        accept=_capital,
    ),
    Rule(f"<name:({_EVENT})>", event, accept=_capital),
    Rule("<pair:PAIR>", named_pair, accept=_is_named_pair),
)
