"""Quarters and halves of a year, as reports speak of them: "the third quarter", "the year-ago quarter"."""

from datetime import date
from typing import Final

from reader.dates.grammar import Meaning, Phrase
from reader.dates.reckoning import Reckoning, nearest_year
from reader.dates.rule import Rule
from reader.dates.rules.common import month_of, no_date, ordinal, others
from reader.dates.values import spoken_month

_STEP: Final = {"last": -1, "next": 1, "this": 0, "the previous": -1, "the following": 1}


def _nearest(number: int, now: date) -> int:
    """Return the year of the quarter of that number whose end is nearest; one to come counts as further away."""
    months = number * 3 - now.month
    return now.year if months * 1.25 <= 12 - months else now.year - 1


def quarter(phrase: Phrase, ctx: Reckoning) -> Meaning | None:
    """Resolve "the third quarter": with its year, else the latest that is over; a year before it if so said."""
    word = phrase.word("number")
    number = int(word.strip("q")) if "q" in word else ordinal(phrase.keys("number"))
    if not 1 <= number <= 4:
        return None
    if phrase.has("year"):
        return Meaning(f"{int(phrase.word('year')):04}-Q{number}", "as written")
    now = ctx.now
    if now is None:
        return no_date()
    if phrase.has("relation"):
        year, why = now.year + _STEP[phrase.word("relation")], f"{phrase.word('relation')} year, counted from {now}"
    else:
        year, why = _nearest(number, now), f"quarter {number} that ended nearest to {now}"
    if phrase.has("ago"):
        year, why = year - 1, f"a year before the {why}"
    value = f"{year:04}-Q{number}"
    near = [(f"{y:04}-Q{number}", f"the quarter of {y}") for y in (year + 1, year - 1)]
    return Meaning(value, why, now, others(near, value), anchors=not phrase.has("ago"))


def reported_quarter(phrase: Phrase, ctx: Reckoning) -> Meaning | None:
    """Resolve "the quarter", "the latest quarter", "the year-ago period" by the first quarter that the text names."""
    if ctx.quarter is None:
        return _last_quarter(ctx.now) if phrase.has("latest") and not ctx.narrative else None
    year, number = ctx.quarter
    if phrase.has("year"):
        return Meaning(
            f"{int(phrase.word('year')):04}-Q{number}", f"quarter {number}, as first named, of that year", anchors=False
        )
    why = f"quarter {number} of {year}, the first quarter named"
    if phrase.has("ago"):
        return Meaning(f"{year - 1:04}-Q{number}", f"a year before {why}", anchors=False)
    return Meaning(f"{year:04}-Q{number}", why, anchors=False)


def _last_quarter(now: date | None) -> Meaning:
    if now is None:
        return no_date()
    year, number = (now.year, (now.month - 1) // 3) if now.month > 3 else (now.year - 1, 4)
    return Meaning(f"{year:04}-Q{number}", f"the last quarter over before {now}", now)


def ended_quarter(phrase: Phrase, ctx: Reckoning) -> Meaning | None:
    """Resolve "the quarter ended Sept. 29": the quarter of the year in which that day lies."""
    now = ctx.now
    if phrase.has("year"):
        year = int(phrase.word("year"))
    elif now is None:
        return no_date()
    else:
        year = nearest_year(month_of(phrase), 15, now, "past")[0]
    number = (month_of(phrase) + 2) // 3
    return Meaning(f"{year:04}-Q{number}", f"the quarter in which {spoken_month(month_of(phrase))} {year} lies", now)


def half(phrase: Phrase, ctx: Reckoning) -> Meaning | None:
    """Resolve "the first half of 1989"."""
    number = 1 if phrase.word("number") in {"first", "early"} else 2
    if phrase.has("year"):
        return Meaning(f"{int(phrase.word('year')):04}-H{number}", "as written")
    now = ctx.now
    if now is None:
        return no_date()
    year = now.year + _STEP.get(phrase.word("relation"), 0)
    return Meaning(f"{year:04}-H{number}", f"half of the year, counted from {now}", now)


_FISCAL: Final = "(fiscal)? HYPHEN?"
_ORD: Final = "<number:(first|second|third|fourth|ORDN)>"
_AGO: Final = "<ago:year HYPHEN? (ago|earlier)>"

RULES: Final = (
    Rule(f"EDGE? the? {_FISCAL} {_ORD} HYPHEN? quarter ((of|in|COMMA)? (the)? fiscal? <year:YEAR>)", quarter),
    Rule(f"the? fiscal? <year:YEAR> POSS? {_FISCAL} {_ORD} HYPHEN? quarter", quarter),
    Rule(f"EDGE? the? {_FISCAL} {_ORD} HYPHEN? quarter", quarter),
    Rule(
        f"EDGE? the? {_FISCAL} {_ORD} HYPHEN? quarter (of)? <relation:(this|last|next|the previous|the following)> year",
        quarter,
    ),
    Rule(f"<relation:(this|last|next)> year POSS {_FISCAL} {_ORD} HYPHEN? quarter", quarter),
    Rule(f"the? comparable? {_AGO} {_FISCAL} {_ORD} HYPHEN? quarter", quarter),
    Rule("<number:QUARTER> (of|in|COMMA)? <year:YEAR>", quarter),
    Rule("the? comparable? <ago:year HYPHEN? (ago|earlier)> (quarter|period)", reported_quarter),
    Rule(
        "the quarter (?=(ended|ending|that ended|to) (the? DAYX of? <month:MONTHX> | <month2:MONTHX> DAYX?)"
        " (COMMA? <year:YEAR>)?)",
        ended_quarter,
    ),
    Rule("the <latest:(latest|most recent)>? quarter", reported_quarter),
    Rule("the latest period", reported_quarter),
    Rule("the <year:YEAR> (quarter|period)", reported_quarter),
    Rule("<ago:year HYPHEN (ago|earlier)>", reported_quarter),
    Rule("the? <number:(first|second|last|latter)> half of (fiscal)? <year:YEAR>", half),
    Rule("the <number:(first|second|last|latter)> half of (the | <relation:(this|last|next)>) year", half),
)
