"""Days of the week: "Friday", "last Tuesday", "Sunday night", "Monday of next week"."""

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from reader.dates.grammar import Meaning, Phrase, Rule
from reader.dates.lexicon import PARTS_OF_DAY, WEEKDAY_NAMES
from reader.dates.reckoning import Reckoning, tense_before
from reader.dates.rules.common import no_date, others, weekday_of
from reader.dates.values import day_value

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
    now = ctx.last_named if told else ctx.now
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
    now = ctx.now
    if now is None:
        return no_date()
    number, relation = weekday_of(phrase.keys("weekday")[0]), phrase.keys("relation")[-1]
    step = {"last": -1, "next": 1}.get(relation, 0)
    try:
        day = now + timedelta(days=number - now.weekday(), weeks=step)
    except OverflowError:
        return no_date()
    return Meaning(day_value(day), f"{WEEKDAY_NAMES[number]} of {relation} week, counted from {now}", now)


def _is_day(phrase: Phrase) -> bool:
    """Keep out names: "Black Friday", "Bloody Sunday", "Friday the 13th", "Saturday Evening Post"."""
    if re.match(r" the \d", phrase.after(6)) or (
        phrase.has("part") and phrase.written.split()[-1][0].isupper() and re.match(r" [A-Z]", phrase.after(2))
    ):
        return False
    return re.search(r"\b(?:Bloody|Black|Man|Girl|Super|Cyber) $", phrase.before(8)) is None


_RELATION = "<relation:(last|next|this past|this coming|this|past|that same|that|the same|the previous|the following|the next|the last)>"

RULES: Final = (
    Rule(
        f"((early|late) (?=WEEKDAY PART))? {_RELATION}? <weekday:WEEKDAY> (early|late)? <part:PART>?",
        weekday,
        accept=_is_day,
    ),
    Rule("(the)? (early|late)? <part:PART> of <weekday:WEEKDAY>", weekday),
    Rule("<weekday:WEEKDAY> (of)? <relation:(last|next|this)> week", weekday_of_week),
)
