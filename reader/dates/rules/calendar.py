"""Days and months by name or number: "March 5, 1946", "5 March", "July 1997", "3/14/90", "late November"."""

import re
from datetime import date
from typing import Final

from reader.dates.grammar import Meaning, Phrase
from reader.dates.late import LatePattern
from reader.dates.lexicon import WEEKDAY_NAMES
from reader.dates.named import EVENTS
from reader.dates.reckoning import Reckoning, nearest_year, running_year, tense_around
from reader.dates.rule import Rule
from reader.dates.rules.common import (
    after_preposition,
    full_year,
    impossible,
    month_of,
    no_date,
    ordinal,
    others,
    spelled_number,
    weekday_of,
)
from reader.dates.values import day_value, month_value, possible_day, shift, spoken_month

_NAMES_TOO: Final = frozenset({"may", "march"})
"""Months that are other words as well, even with a capital: bare, they need a preposition."""
_NAME_FOLLOWS: Final = LatePattern(r" (?:[A-Z][a-z]|said\b|says\b|has\b|had\b|told\b)")
_YEAR_RELATION: Final = {"this": 0, "that": 0, "the same": 0, "same": 0, "last": -1, "next": 1}


def _written_year(phrase: Phrase, ctx: Reckoning) -> int | None:
    if phrase.has("year"):
        return int(phrase.word("year"))
    if phrase.has("yy"):
        return full_year(int(phrase.word("yy")[-2:]), ctx.document_date)
    return spelled_number(phrase.keys("spelled")) if phrase.has("spelled") else None


def years_of(phrase: Phrase, ctx: Reckoning, month: int, day: int) -> tuple[list[int], date | None, str]:
    """Return the possible years, likeliest first, what they were reckoned from, and why."""
    written = _written_year(phrase, ctx)
    if written is not None:
        return [written], None, "as written"
    now = ctx.last_named if ctx.narrative else ctx.written_on
    if phrase.has("relation"):
        return _related_years(phrase, ctx)
    if now is None:
        return [], None, ""
    if ctx.narrative:
        years = running_year(month, now, ctx.reference_precision)
        if ctx.told_year is not None:
            years = [ctx.told_year, *(each for each in years if each != ctx.told_year)]
            return years, now, f"of {ctx.told_year}, the year that the telling has reached"
        return years, now, f"year carried on from {now}"
    tense = tense_around(phrase)
    hint = {"past": ", told in the past tense", "future": ", told as to come", "open": ""}[tense]
    return nearest_year(month, day, now, tense), now, f"nearest to {now}{hint}"


def _related_years(phrase: Phrase, ctx: Reckoning) -> tuple[list[int], date | None, str]:
    words = phrase.word("relation").removesuffix(" year").replace("that same", "the same")
    now = ctx.now if words in {"this", "last", "next"} else ctx.last_named
    if now is None:
        return [], None, ""
    step = _YEAR_RELATION.get(words, -1 if words in {"the previous", "the preceding", "the prior"} else 1)
    step = 0 if words == "the same" or words.startswith("that") else step
    return [now.year + step], now, f"{words} year, counted from {now}"


def month_day(phrase: Phrase, ctx: Reckoning) -> Meaning | None:
    """Resolve a day of a month, choosing the year where none is written."""
    month, day = month_of(phrase), ordinal(phrase.keys("day"))
    if not 1 <= day <= 31:
        return None
    if phrase.has("before"):
        return Meaning(f"BC{int(phrase.word('bc')):04}-{month:02}-{day:02}", "as written")
    years, now, why = years_of(phrase, ctx, month, day)
    if not any(possible_day(year, month, day) for year in [*years, 2000]):
        return impossible(f"{day} {spoken_month(month)}")
    if not years:
        return no_date()
    days = [found for year in years if (found := possible_day(year, month, day))]
    if not days or (len(years) == 1 and not days):
        return impossible(f"{day} {spoken_month(month)} {years[0]}")
    if phrase.has("weekday") and len(days) > 1:
        named = weekday_of(phrase.keys("weekday")[0])
        fitting = [found for found in days if found.weekday() == named]
        if fitting and fitting[0] != days[0]:
            days.sort(key=lambda found: found.weekday() != named)
            why = f"the year in which it is a {WEEKDAY_NAMES[named]}"
    rule = why if now is None else f"{day} {spoken_month(month)} {why}"
    alternatives = others([(day_value(d), f"the same day of {d.year}") for d in days[1:]], day_value(days[0]))
    return Meaning(day_value(days[0]), rule, now, alternatives)


def month_only(phrase: Phrase, ctx: Reckoning) -> Meaning | None:
    """Resolve a month, choosing the year where none is written."""
    month = month_of(phrase)
    if phrase.has("before"):
        return Meaning(f"BC{int(phrase.word('bc')):04}-{month:02}", "as written")
    if ctx.before_christ and not phrase.has("year"):
        return Meaning(f"BC{ctx.before_christ:04}-{month:02}", f"year carried on from {ctx.before_christ} BC")
    years, now, why = years_of(phrase, ctx, month, 15)
    if not years:
        return no_date()
    value = month_value(years[0], month)
    rule = why if now is None else f"{spoken_month(month)} {why}"
    return Meaning(value, rule, now, others([(month_value(y, month), f"the month of {y}") for y in years[1:]], value))


def related_month(phrase: Phrase, ctx: Reckoning) -> Meaning | None:
    """Resolve "last November", "next May", "this June", "the following March"."""
    month, relation = month_of(phrase), phrase.word("relation")
    now = ctx.last_named if relation.startswith("the ") else ctx.now
    if now is None:
        return no_date()
    year = now.year
    if relation in {"last", "this past", "the previous", "the past", "past"}:
        year -= month >= now.month
    elif relation in {"next", "the following", "this coming", "the next"}:
        year += month <= now.month
    value = month_value(year, month)
    near = [(month_value(y, month), f"the month of {y}") for y in (year + 1, year - 1)]
    return Meaning(value, f"{relation} {spoken_month(month)}, counted from {now}", now, others(near, value))


def iso_day(phrase: Phrase, _ctx: Reckoning) -> Meaning | None:
    """Resolve 2025-01-31, with a time or without."""
    day, _, time = phrase.word("iso").upper().replace(" ", "T").partition("T")
    year, month, number = (int(part) for part in day.split("-"))
    if possible_day(year, month, number) is None:
        return impossible(day) if 1 <= month <= 12 else None
    return Meaning(f"{day}T{time[:5]}" if time else day, "as written", kind="time" if time else "date")


def numeric_day(phrase: Phrase, ctx: Reckoning) -> Meaning | None:
    """Resolve 3/14/90 or 14.3.1990, in the order of day and month that the document prefers."""
    parts = re.split(r"[/.-]", phrase.word("numeric"))
    first, second = int(parts[0]), int(parts[1])
    if len(parts[0]) == 4:
        return _numeric(int(parts[0]), [(second, int(parts[2]))], "as written")
    year = int(parts[2]) if len(parts[2]) == 4 else full_year(int(parts[2]), ctx.document_date)
    orders = [(first, second), (second, first)]
    dotted = "." in phrase.word("numeric")
    day_first = ctx.day_first or dotted
    if day_first:
        orders.reverse()
    if dotted:
        orders.pop()
    order = "day before month" if day_first else "month before day"
    return _numeric(year, orders, f"as written, {order}")


def _numeric(year: int, orders: list[tuple[int, int]], rule: str) -> Meaning | None:
    days = [found for month, day in orders if (found := possible_day(year, month, day))]
    if not days:
        return None
    if len(orders) > 1 and len(set(days)) == 1:
        rule = "as written"
    swapped = others([(day_value(d), "day and month the other way round") for d in days[1:]], day_value(days[0]))
    return Meaning(day_value(days[0]), rule, None, swapped)


def bare_pair(phrase: Phrase, ctx: Reckoning) -> Meaning | None:
    """Resolve "on 3/14": a day and a month without a year."""
    now = ctx.now
    first, second = (int(part) for part in phrase.word("pair").split("/"))
    orders = [(second, first), (first, second)] if ctx.day_first else [(first, second), (second, first)]
    months = [(month, day) for month, day in orders if possible_day(2000, month, day)]
    if not months:
        return None
    if now is None:
        return no_date()
    days = [
        found
        for month, day in months
        if (found := possible_day(nearest_year(month, day, now, tense_around(phrase))[0], month, day))
    ]
    if not days:
        return None
    swapped = others([(day_value(d), "day and month the other way round") for d in days[1:]], day_value(days[0]))
    return Meaning(day_value(days[0]), f"the year nearest to {now}", now, swapped)


def day_of_reference_month(phrase: Phrase, ctx: Reckoning) -> Meaning | None:
    """Resolve "the 24th" in a narrative as a day of the month last named."""
    now = ctx.last_named
    if now is None:
        return no_date()
    found = possible_day(now.year, now.month, ordinal(phrase.keys("day")))
    if found is None:
        return None
    following = shift(found, 1, "month")
    later = others([(day_value(following), "the same day of the next month")] if following else [], day_value(found))
    return Meaning(
        day_value(found), f"that day of {spoken_month(now.month)} {now.year}, the month last named", now, later
    )


def _bare_month(phrase: Phrase) -> bool:
    key = phrase.keys("month")[-1]
    written = phrase.written.split()[-1]
    if after_preposition(phrase) or phrase.has("edge"):
        return not (key in _NAMES_TOO and _NAME_FOLLOWS.match(phrase.after(8)))
    return key not in _NAMES_TOO and not written.endswith(".") and not _NAME_FOLLOWS.match(phrase.after(8))


def _no_version(phrase: Phrase) -> bool:
    return (
        re.search(
            r"(?:\b(?:version|section|chapter|release|v|paragraph)|[vV§])\.? ?$", phrase.before(11), re.IGNORECASE
        )
        is None
    )


def _no_unit(phrase: Phrase) -> bool:
    """Keep out the five of "five to 6 March" after another number or a sign of money."""
    return re.search(r"[\d$€£#.,:/-] ?$", phrase.before(2)) is None


def _second_day(phrase: Phrase) -> bool:
    """Accept the second day of "May 4 and 5", not the count of "May 4 and 5 soldiers" nor the 9 of "May 4 to 9 June"."""
    after = phrase.after(14)
    if phrase.has("year") or re.match(r"\s*(?:[,.;:)”\"]|$)", after):
        return True
    if re.match(r" (?:of )?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)|[-–/%:]| (?:p|a)\.?m\b", after):
        return False
    return re.match(r" [a-z]+s\b(?<! was)(?<! is)|[a-z]| (?:million|billion|per)\b", after) is None


def _short_month(phrase: Phrase) -> bool:
    return not phrase.written[-2:].isupper() and after_preposition(phrase)


def _on_a_pair(phrase: Phrase) -> bool:
    """Tell a day by the word before it: "since 9/11" is meant as the name of a day, "on 9/11" as the day and month."""
    words = "on|dated|by" if phrase.word("pair") in EVENTS else "on|dated|since|until|by|from"
    return re.search(rf"\b(?:{words}) $", phrase.before(8)) is not None


def _the_ordinal(phrase: Phrase) -> bool:
    return re.search(r"\b(?:on|until|by|from|of|since) $", phrase.before(8)) is not None and not re.match(
        r" ?[A-Za-z]", phrase.after(2)
    )


_WEEKDAY = "((this|last|next)? coming? <weekday:WDAYX> COMMA? the?)?"
_RELATED = (
    "(COMMA? (of|in)? <relation:(this|last|next|that same|that|the same|the following|the next|the previous) year>)"
)
_RIGHT_YEAR = "(?= TO (EDGE)? (DAYX (of)?)? MONTHX (DAYX)? COMMA? <year:YEAR>)"
"""The year that the end of a range gives to its beginning."""

RULES: Final = (
    Rule("<month:MONTHX> <day:DAYX> (?=TO MONTHX DAYX COMMA? <year:YEAR>)", month_day),
    Rule("<month:MONTHX> <day:DAYX> (?=TO DAYX COMMA? <year:YEAR>)", month_day),
    Rule(f"the? <day:DAYX> (of)? <month:MONTHX> {_RIGHT_YEAR}", month_day),
    Rule(
        "the? <day:(DAY|ORDN)> (?=TO the? (DAY|ORDN) of? <month:MONTHX> (COMMA? <year:YEAR>)?)",
        month_day,
        accept=_no_unit,
    ),
    Rule(
        "the? <day:(DAY|ORDN)> (?=COMMA (DAY|ORDN) COMMA? TO the? (DAY|ORDN) of? <month:MONTHX> (COMMA? <year:YEAR>)?)",
        month_day,
    ),
    Rule("(?<= <month:MONTHX> (DAY|ORDN) TO)<day:(DAY|ORDN)> (COMMA? <year:YEAR>)?", month_day, accept=_second_day),
    Rule(f"EDGE? <month:MONTHX> {_RIGHT_YEAR}", month_only),
    Rule(
        f"EDGE? {_WEEKDAY} <month:MONTHX> the? <day:DAYX> ((COMMA|COMMA? of)? <year:YEAR> | COMMA? <yy:YY>)", month_day
    ),
    Rule(f"EDGE? {_WEEKDAY} <month:MONTHX> the? <day:DAYX> {_RELATED}", month_day),
    Rule(f"EDGE? {_WEEKDAY} <month:MONTHX> the? <day:DAYX>", month_day),
    Rule(
        f"EDGE? {_WEEKDAY} the? <day:DAYX> of? <month:MONTHX> ((COMMA|of)? <year:(YEAR|THREE)> | COMMA? <yy:YY>)",
        month_day,
    ),
    Rule(f"EDGE? {_WEEKDAY} the? <day:DAYX> of? <month:MONTHX> COMMA? <bc:INT> <before:BC>", month_day),
    Rule(f"EDGE? {_WEEKDAY} the? <day:DAYX> of? <month:MONTHX> {_RELATED}", month_day),
    Rule(f"EDGE? {_WEEKDAY} the? <day:DAYX> of? <month:MONTHX>", month_day),
    Rule("EDGE? <month:MONTHX> (COMMA|of|in)? <year:(YEAR|(?<=of)THREE)>", month_only),
    Rule("EDGE? <month:MONTHX> (COMMA|of)? <yy:YY>", month_only),
    Rule("EDGE? <month:MONTHX> (COMMA|of)? <spelled:SPELLED>", month_only),
    Rule("EDGE? <month:MONTHX> (COMMA|of)? <bc:INT> <before:BC>", month_only),
    Rule(f"EDGE? <month:MONTHX> {_RELATED}", month_only),
    Rule(
        "EDGE? <relation:(this past|this coming|last|next|this|the following|the previous)> <month:MONTHX>",
        related_month,
    ),
    Rule("<edge:EDGE>? <month:MONTH>", month_only, accept=_bare_month),
    Rule("<edge:EDGE>? <month:MON>", month_only, accept=_short_month),
    Rule("<day:DAY> HYPHEN <month:MONTHX> HYPHEN <year:YEAR>", month_day),
    Rule("<iso:ISO>", iso_day),
    Rule("(WDAYX COMMA?)? <numeric:NUMDATE>", numeric_day, accept=_no_version),
    Rule("<pair:PAIR>", bare_pair, accept=_on_a_pair),
    Rule("the <day:ORDN>", day_of_reference_month, accept=_the_ordinal),
)
