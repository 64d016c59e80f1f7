"""Stretches counted from a date: "last week", "later this year", "two years ago", "six days later"."""

import re
from datetime import date
from typing import Final

from reader.dates.grammar import Meaning, Phrase
from reader.dates.lexicon import SEASONS
from reader.dates.reckoning import Reckoning, nearest_year, tense_around
from reader.dates.rule import Rule
from reader.dates.rules.common import no_date, number, others, unit_of, vague
from reader.dates.values import at_precision, shift

_BACK: Final = frozenset(
    {"last", "the last", "this past", "the past", "the previous", "the preceding", "the prior", "past"}
)
_ON: Final = frozenset(
    {"next", "the next", "the coming", "this coming", "the following", "the ensuing", "the subsequent"}
)
_WHOLE_YEARS: Final = frozenset({"decade", "century", "millennium"})
_SEASON_MONTHS: Final = {"SP": 4, "SU": 7, "FA": 10, "WI": 1}


def step_of_relation(relation: str) -> int:
    """Return how many units on a word like "next" goes."""
    return -1 if relation in _BACK else 1 if relation in _ON else 0


def _at(day: date | None, unit: str, why: str, now: date) -> Meaning:
    if day is None:
        return vague("", f"{why}: beyond the calendar")
    value = at_precision(day, "year" if unit in _WHOLE_YEARS and "ago" in why else unit)
    near = [
        (at_precision(d, unit), f"the {unit} {w}")
        for n, w in ((1, "after"), (-1, "before"))
        if (d := shift(day, n, unit))
    ]
    return Meaning(value, f"{why}, counted from {now}", now, others(near, value))


def this_unit(phrase: Phrase, ctx: Reckoning) -> Meaning | None:
    """Resolve "last week", "this year", "next month", counted from now."""
    unit, relation = unit_of(phrase.word("unit")), phrase.word("relation")
    now = ctx.today if unit in {"day", "week"} else ctx.now
    if now is None:
        return no_date()
    if ctx.before_christ and ctx.narrative:
        return _before_christ(ctx.before_christ, step_of_relation(relation), unit)
    return _at(shift(now, step_of_relation(relation), unit), unit, f"{relation} {unit}", now)


def that_unit(phrase: Phrase, ctx: Reckoning) -> Meaning | None:
    """Resolve "that year", "the same day", "the following week", counted from the date last named."""
    unit, relation = unit_of(phrase.word("unit")), phrase.word("relation")
    if ctx.before_christ:
        return _before_christ(ctx.before_christ, step_of_relation(relation), unit)
    now = ctx.last_named
    if now is None:
        return no_date()
    return _at(shift(now, step_of_relation(relation), unit), unit, f"{relation} {unit}", now)


def _before_christ(year: int, step: int, unit: str) -> Meaning:
    if unit != "year" or year - step < 1:
        return vague("", "counted from a year BC")
    return Meaning(f"BC{year - step:04}", f"counted from {year} BC")


def edge_of_unit(phrase: Phrase, ctx: Reckoning) -> Meaning | None:
    """Resolve "the end of the year", "earlier in the week", "year-end"."""
    unit = unit_of(phrase.word("unit"))
    now = ctx.now
    if now is None:
        return no_date()
    if ctx.before_christ:
        return _before_christ(ctx.before_christ, 0, unit)
    return _at(now, unit, f"that {unit}", now)


def weekend(phrase: Phrase, ctx: Reckoning) -> Meaning | None:
    """Resolve "the weekend": the one just past from Monday to Wednesday, unless it is told as to come."""
    now = ctx.today
    if now is None:
        return no_date()
    relation = phrase.word("relation")
    step = {"last": -1, "next": 1, "this past": -1, "the past": -1}.get(relation, 0)
    if not step and now.weekday() <= 2 and tense_around(phrase) != "future":
        step = -1
    if relation in {"last", "this past", "the past"} and now.weekday() == 6:
        step = -1
    return _at(shift(now, step, "week"), "weekend", f"{relation or 'the'} weekend", now)


def _year_of_season(code: str, relation: str, now: date, phrase: Phrase) -> int:
    """Return the year in which the season meant begins; a winter goes on into the next."""
    middle = _SEASON_MONTHS[code]
    begun = now.year if now.month >= (middle - 1 or 12) else now.year - 1
    if relation in _ON:
        # whoever says "next spring" in a spring that has begun means another one
        return begun + 1
    if relation in _BACK:
        is_going_on = (now.month - middle) % 12 in {0, 1, 11}
        return begun - is_going_on
    if relation:
        return begun if code == "WI" and now.month <= 2 else now.year
    year = nearest_year(middle, 15, now, tense_around(phrase))[0]
    return year - 1 if code == "WI" else year


def season(phrase: Phrase, ctx: Reckoning) -> Meaning | None:
    """Resolve a season, with its year or by the date it is counted from."""
    code = SEASONS[phrase.word("season")]
    if phrase.has("bc"):
        return Meaning(f"BC{int(phrase.word('bc')):04}-{code}", "as written")
    if phrase.has("year"):
        return Meaning(f"{int(phrase.word('year')):04}-{code}", "as written")
    if ctx.before_christ:
        return Meaning(f"BC{ctx.before_christ:04}-{code}", f"year carried on from {ctx.before_christ} BC")
    now = ctx.now
    if now is None:
        return no_date()
    relation = phrase.word("relation")
    if ctx.told_year is not None and not relation:
        year = ctx.told_year
    elif ctx.narrative and not relation:
        year = now.year
    else:
        year = _year_of_season(code, relation, now, phrase)
    value = f"{year:04}-{code}"
    near = [(f"{y:04}-{code}", f"the season of {y}") for y in (year - 1, year + 1)]
    return Meaning(
        value,
        f"{phrase.word('season')} nearest to {now}"
        if not relation
        else f"{relation} {phrase.word('season')}, counted from {now}",
        now,
        others(near, value),
    )


def ago(phrase: Phrase, ctx: Reckoning) -> Meaning | None:
    """Resolve "two years ago", counted back from now at the precision of its unit.

    A report on a quarter compares it with the same quarter of a year ago.
    """
    if ctx.quarter and not ctx.narrative and phrase.word("unit") == "year" and phrase.word("count") in {"a", "one"}:
        return _year_before_quarter(*ctx.quarter, ctx.document_date)
    now = ctx.written_on if ctx.written_on and not ctx.narrative else ctx.now
    return _counted(phrase, now, -1, "ago")


def told_later(phrase: Phrase, ctx: Reckoning) -> Meaning | None:
    """Resolve "six days later" and "a year earlier", counted from the date last named."""
    word = phrase.keys("way")[-1]
    sign = 1 if word in {"later", "after", "afterwards", "on"} else -1
    if ctx.before_christ:
        count = number(phrase.keys("count")) or 1
        return _before_christ(ctx.before_christ, sign * int(count), unit_of(phrase.word("unit")))
    if (
        sign < 0
        and ctx.quarter
        and not ctx.narrative
        and phrase.word("unit") == "year"
        and phrase.word("count") in {"a", "one"}
    ):
        return _year_before_quarter(*ctx.quarter, ctx.document_date)
    return _counted(phrase, ctx.last_named, sign, word)


def _year_before_quarter(year: int, quarter: int, now: date | None) -> Meaning:
    value = f"{year - 1:04}-Q{quarter}"
    whole = [(f"{year - 1:04}", "that whole year")]
    return Meaning(value, f"a year before quarter {quarter} of {year}", now, others(whole, value), anchors=False)


def _counted(phrase: Phrase, now: date | None, sign: int, way: str) -> Meaning | None:
    unit = unit_of(phrase.word("unit"))
    if phrase.has("vague"):
        return vague("PAST_REF" if sign < 0 else "FUTURE_REF", "an unnamed number of them")
    if now is None:
        return no_date()
    count = number(phrase.keys("count"))
    if count is None:
        return None
    if phrase.has("half"):
        count += 0.5
    if unit == "hour" and count >= 24:
        count, unit = count // 24, "day"
    if unit in {"hour", "minute", "second"}:
        return Meaning(
            at_precision(now, "day"),
            f"{phrase.word('count')} {unit}s {way}, counted from {now}",
            now,
            kind="time",
            anchors=False,
        )
    plural = "" if count == 1 else "s"
    return _at(shift(now, sign * count, unit), unit, f"{count:,.12g} {unit}{plural} {way}", now)


def day_before(phrase: Phrase, ctx: Reckoning) -> Meaning | None:
    """Resolve "the day before", "the year after", counted from the date last named."""
    now = ctx.last_named
    unit = unit_of(phrase.word("unit"))
    sign = -1 if phrase.keys("way")[-1] in {"before", "earlier"} else 1
    if ctx.before_christ:
        return _before_christ(ctx.before_christ, sign, unit)
    if now is None:
        return no_date()
    return _at(shift(now, sign, unit), unit, f"the {unit} {phrase.keys('way')[-1]}", now)


def from_now(phrase: Phrase, ctx: Reckoning) -> Meaning | None:
    """Resolve "two years from now"."""
    return _counted(phrase, ctx.now, 1, "from now")


def _ends_clause(phrase: Phrase) -> bool:
    return re.match(r"\s*(?:[,.;:)]|$)", phrase.after(3)) is not None


def _the_year(phrase: Phrase) -> bool:
    """Accept "the year" as the present one at the end of a clause or after "for" and the like."""
    return _ends_clause(phrase) or (
        re.search(r"\b(?:for|during|so far|throughout|rest of) $", phrase.before(12), re.IGNORECASE) is not None
        and re.match(r" (?:of|that|when|in which|to)\b", phrase.after(9)) is None
    )


def _season_named(phrase: Phrase) -> bool:
    """Accept a bare season after "the" or a preposition; "fall" and "spring" are verbs and more."""
    word = phrase.word("season")
    if re.match(r" of\b|-", phrase.after(4)) or re.match(
        r"[A-Z].* [A-Z]", phrase.written.split()[-1] + phrase.after(2)
    ):
        return False
    if word in {"fall", "spring"}:
        return phrase.has("the") and re.match(r"\s*(?:[,.;:)]|in\b|when\b|and\b|$)", phrase.after(5)) is not None
    return (
        phrase.has("the")
        or re.search(r"\b(?:in|by|during|until|since|through|before|after|of) $", phrase.before(9)) is not None
    )


_CALENDAR: Final = "(day|week|fortnight|month|year|decade|century)"
_COUNTED: Final = "(MORE|about|around|some|roughly)? (<vague:(VAGUE)> | <count:COUNT>) (more)? HYPHEN? <unit:UNITX>"
_HALF: Final = "<half:(and a half)>?"

RULES: Final = (
    Rule("EDGE? <relation:THISREL> <unit:(week|month|year|quarter|decade|century)>", this_unit),
    Rule(f"EDGE? <relation:THATREL> <unit:{_CALENDAR}>", that_unit),
    Rule("EDGE? <relation:(this|the current|the present)> fiscal <unit:year>", this_unit),
    Rule("the (full|fiscal)? <unit:year> (?=(ended|ending))", lambda _phrase, _ctx: vague("P1Y"), "duration"),
    Rule("the full? <unit:year>", edge_of_unit, accept=_the_year),
    Rule("EDGE <unit:(week|month|year|decade|century|day)>", edge_of_unit),
    Rule("<unit:(week|month|year)> (POSS)? HYPHEN? end", edge_of_unit),
    Rule("EDGE? (<relation:(last|next|this past|this coming|this|the past|that)>|the) <unit:weekend>", weekend),
    Rule("EDGE? the? <season:SEASON> (COMMA|of)? <year:YEAR>", season),
    Rule("EDGE? the? <season:SEASON> (COMMA|of)? <bc:INT> BC", season),
    Rule("EDGE? <relation:(THISREL|THATREL)> <season:SEASON>", season),
    Rule("EDGE? <the:the>? <season:SEASON>", season, accept=_season_named),
    Rule(f"{_COUNTED} {_HALF} ago", ago),
    Rule(f"<count:(a|an|one)> <unit:UNIT> {_HALF} ago", ago),
    Rule(f"{_COUNTED} {_HALF} <way:(later|earlier|previously|afterwards)>", told_later),
    Rule(f"{_COUNTED} {_HALF} <way:(on|after|before)>", told_later, accept=_ends_clause),
    Rule(f"{_COUNTED} {_HALF} from (now|today)", from_now),
    Rule("<vague:UNITS> ago", lambda _phrase, _ctx: vague("PAST_REF")),
    Rule(f"the <unit:{_CALENDAR}> <way:(before|after|earlier|later)>", day_before, accept=_ends_clause),
    Rule(f"the <unit:{_CALENDAR}> <way:following>", day_before, accept=_ends_clause),
)
