"""Days of the week: "Friday", "last Tuesday", "Sunday night", "Monday of next week"."""

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from reader.dates.grammar import Meaning, Phrase
from reader.dates.lexicon import ORDINALS, PARTS_OF_DAY, WEEKDAY_NAMES
from reader.dates.reckoning import Reckoning, tense_before
from reader.dates.rule import Rule
from reader.dates.rules.calendar import years_of
from reader.dates.rules.common import month_of, no_date, ordinal, others, weekday_of
from reader.dates.values import day_value, possible_day, shift

LAST_MONTH: Final = (9999, 12)
"""Where the calendar of the program ends."""
_WEEK: Final = timedelta(weeks=1)


def weekday_near(weekday: int, relation: str, now: date, *, future: bool) -> tuple[date, str]:
    """Return the day that a weekday means, counted from now, and why."""
    name = WEEKDAY_NAMES[weekday]
    before = now - timedelta(days=(now.weekday() - weekday) % 7)
    if relation in {"last", "this past", "past", "the previous", "the last"}:
        return (before - _WEEK if before == now else before), f"last {name} before {now}"
    if relation in {"next", "this coming", "the following", "the next"}:
        return before + _WEEK, f"next {name} after {now}"
    if relation == "this":
        return now + timedelta(days=weekday - now.weekday()), f"{name} of the week of {now}"
    if relation in {"that", "that same", "the same"}:
        return before, f"{name} on or before {now}, the date last named"
    if future and before != now:
        return before + _WEEK, f"{name} after {now}, told as to come"
    return before, f"{name} on or before {now}"


def weekday(phrase: Phrase, ctx: Reckoning) -> Meaning | None:
    """Resolve a weekday, with a part of the day or without: the most recent one, unless it is told as to come."""
    number, relation = weekday_of(phrase.keys("weekday")[0]), phrase.word("relation")
    told = relation.startswith("th") and relation not in {"this", "this past", "this coming"}
    now = ctx.last_named if told and ctx.today else ctx.today
    if now is None:
        return replace(no_date(), kind="time" if phrase.has("part") else None)
    try:
        day, rule = weekday_near(number, relation, now, future=tense_before(phrase) == "future")
        near = [day + _WEEK, day - _WEEK] if day <= now else [day - _WEEK, day + _WEEK]
    except OverflowError:
        return no_date()
    part = PARTS_OF_DAY[phrase.keys("part")[-1]] if phrase.has("part") else ""
    name = WEEKDAY_NAMES[number]
    alternatives = others(
        [(day_value(d) + part, f"the {name} {'after' if d > day else 'before'} that") for d in near], day_value(day)
    )
    return Meaning(day_value(day) + part, rule, now, alternatives, "time" if part else None)


def weekday_of_week(phrase: Phrase, ctx: Reckoning) -> Meaning | None:
    """Resolve "Monday of last week", "Tuesday next week"."""
    now = ctx.today
    if now is None:
        return no_date()
    number, relation = weekday_of(phrase.keys("weekday")[0]), phrase.keys("relation")[-1]
    step = {"last": -1, "next": 1}.get(relation, 0)
    try:
        day = now + timedelta(days=number - now.weekday(), weeks=step)
    except OverflowError:
        return no_date()
    return Meaning(day_value(day), f"{WEEKDAY_NAMES[number]} of {relation} week, counted from {now}", now)


def weekday_the(phrase: Phrase, ctx: Reckoning) -> Meaning | None:
    """Resolve "Friday the 13th": the nearest such day, before or after as the telling has it."""
    now, number, day = ctx.today, weekday_of(phrase.keys("weekday")[0]), ordinal(phrase.keys("day"))
    if now is None:
        return no_date()
    found = [
        fit
        for ahead in range(-30, 31)
        if (month := shift(now.replace(day=1), ahead, "month"))
        and (fit := possible_day(month.year, month.month, day))
        and fit.weekday() == number
    ]
    if not found:
        return None
    future = tense_before(phrase) == "future"
    found.sort(key=lambda fit: ((fit < now) if future else (fit > now), abs((fit - now).days)))
    name = f"{WEEKDAY_NAMES[number]} the {phrase.word('day')}"
    others_near = [
        (day_value(fit), f"another {name}") for fit in sorted(found[1:], key=lambda fit: abs((fit - now).days))
    ]
    value = day_value(found[0])
    return Meaning(value, f"{name} nearest to {now}", now, others(others_near[:3], value))


def nth_of_month(phrase: Phrase, ctx: Reckoning) -> Meaning | None:
    """Resolve "the first Monday in March 2025" and "the last Friday of May"."""
    years, now, why = years_of(phrase, ctx, month_of(phrase), 15)
    if not years:
        return no_date()
    number, nth, month = weekday_of(phrase.keys("weekday")[0]), phrase.word("nth"), month_of(phrase)
    days = []
    for year in years:
        begins = possible_day(year, month, 1)
        if begins is None or (year, month) == LAST_MONTH:
            continue
        first = begins + timedelta(days=(number - begins.weekday()) % 7)
        weeks = 4 if nth == "last" else ORDINALS[nth] - 1
        fits = [day for n in range(weeks, -1, -1) if (day := first + n * _WEEK).month == month]
        if nth == "last" or len(fits) == weeks + 1:
            days.append(fits[0])
    if not days:
        return None
    rule = f"{nth} {WEEKDAY_NAMES[number]} of the month, {why}"
    near = [(day_value(day), f"that of {day.year}") for day in days[1:]]
    return Meaning(day_value(days[0]), rule, now, others(near, day_value(days[0])))


def _is_day(phrase: Phrase) -> bool:
    """Keep out names: "Black Friday", "Bloody Sunday", "Friday the 13th", "Saturday Evening Post"."""
    if re.match(r" the \d", phrase.after(6)) or (
        phrase.has("part") and phrase.written.split()[-1][0].isupper() and re.match(r" [A-Z]", phrase.after(2))
    ):
        return False
    return re.search(r"\b(?:Bloody|Black|Man|Girl|Super|Cyber) $", phrase.before(8)) is None


def _no_title(phrase: Phrase) -> bool:
    """Keep out the film and its sequels: "Friday the 13th Part 2", "in Friday the 13th"."""
    return (
        re.search(r"\b(?:of|in|watch(?:ed)?|film|movie|saw|the) [“\"]?$|[“\"‘']$", phrase.before(12)) is None
        and re.match(r" (?:Part|[IVX2-9])|[”\"’]", phrase.after(6)) is None
    )


def _abbreviated(phrase: Phrase) -> bool:
    return phrase.written.endswith(".")


_RELATION = "<relation:(last|next|this past|this coming|this|past|that same|that|the same|the previous|the following|the next|the last)>"

RULES: Final = (
    Rule(
        f"((early|late) (?=WEEKDAY PART))? {_RELATION}? <weekday:WEEKDAY> (early|late)? <part:PART>?",
        weekday,
        accept=_is_day,
    ),
    Rule("<relation:(last|next|this)> <weekday:WDAY>", weekday, accept=_abbreviated),
    Rule("(the)? (early|late)? <part:PART> of <weekday:WEEKDAY>", weekday),
    Rule("<weekday:WEEKDAY> (of)? <relation:(last|next|this)> week", weekday_of_week),
    Rule("<weekday:WEEKDAY> the <day:ORDN>", weekday_the, accept=_no_title),
    Rule(
        "the? <nth:(first|second|third|fourth|fifth|last)> <weekday:WEEKDAY> (in|of) <month:MONTHX> (COMMA? <year:YEAR>)?",
        nth_of_month,
    ),
)
