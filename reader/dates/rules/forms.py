"""Short written forms: "Q3", "H1 2024", "FY24/25", "2023/24", "2024-W12", "20250131T1405Z", "Ramadan 2024"."""

import re
from datetime import date
from typing import Final

from reader.dates.feasts import ramadan, ramadan_of_hijra
from reader.dates.grammar import Meaning, Phrase
from reader.dates.reckoning import Reckoning, nearest_year, tense_around
from reader.dates.rule import Rule
from reader.dates.rules.common import full_year, impossible, no_date, others
from reader.dates.values import day_value, possible_day, week_value


def _year_of(digits: str, now: date | None) -> int:
    return int(digits) if len(digits) == 4 else full_year(int(digits), now)


def period(phrase: Phrase, ctx: Reckoning) -> Meaning | None:
    """Resolve "Q3 2024", "1H24", "Q4 FY24", and "Q3" of no year as the one that ended nearest to now."""
    written = phrase.written.upper()
    kind, number = ("Q" if "Q" in written[:2] else "H"), int(re.sub(r"\D", "", written[:2]))
    digits = re.sub(r"\D", "", written[2:])
    if digits:
        why = "as written, of a fiscal year" if "FY" in written else "as written"
        return Meaning(f"{_year_of(digits, ctx.document_date):04}-{kind}{number}", why)
    now = ctx.now
    if now is None:
        return no_date()
    last_month = number * (3 if kind == "Q" else 6)
    year = now.year if (last_month - now.month) * 1.25 <= 12 - last_month + now.month else now.year - 1
    near = [(f"{y:04}-{kind}{number}", f"that of {y}") for y in (year + 1, year - 1)]
    value = f"{year:04}-{kind}{number}"
    return Meaning(value, f"the {written} that ended nearest to {now}", now, others(near, value))


def fiscal(phrase: Phrase, ctx: Reckoning) -> Meaning | None:
    """Resolve "FY24" and "FY24/25"."""
    first, *rest = re.findall(r"\d+", phrase.written)
    year = _year_of(first, ctx.document_date)
    if rest and (end := year // 100 * 100 + int(rest[0][-2:])) != year:
        end += 100 * (end < year)
        return Meaning(f"{year:04}/{end:04}", f"the fiscal year from {year} to {end}", anchors=False)
    near = [(f"{year - 1:04}", "the fiscal year may begin in the year before")]
    return Meaning(f"{year:04}", "the fiscal year as written", None, others(near, f"{year:04}"))


def two_years(phrase: Phrase, _ctx: Reckoning) -> Meaning | None:
    """Resolve "2023/24", a season or school year."""
    first, last = phrase.written.split("/")
    year = int(first)
    end = int(last) if len(last) == 4 else year // 100 * 100 + int(last)
    end += 100 * (end < year)
    return (
        Meaning(f"{year:04}/{end:04}", f"from {year} to {end}, as written", anchors=False) if end == year + 1 else None
    )


def year_month(phrase: Phrase, _ctx: Reckoning) -> Meaning | None:
    """Resolve "2024-03", which no range of years can be."""
    return Meaning(f"{phrase.word('year')}-{phrase.word('yy')}", "as written, year and month")


def iso_week(phrase: Phrase, _ctx: Reckoning) -> Meaning | None:
    """Resolve "2024-W12" and "2024-W12-3"."""
    year, week, *day = re.findall(r"\d+", phrase.written)
    try:
        found = date.fromisocalendar(int(year), int(week), int(day[0]) if day else 1)
    except ValueError:
        return impossible(phrase.written)
    return Meaning(day_value(found) if day else week_value(found), "as written, week of the year")


def stamp(phrase: Phrase, _ctx: Reckoning) -> Meaning | None:
    """Resolve "20250131T140509Z"."""
    digits = phrase.written.replace("T", "")
    found = possible_day(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    if found is None:
        return impossible(phrase.written)
    return Meaning(f"{day_value(found)}T{digits[8:10]}:{digits[10:12]}", "as written")


_TABULAR: Final = "by the tabular Islamic calendar; the moon may move it by a day"
_HIJRI: Final = range(1300, 1500)
"""Years that beside an Islamic month are rather counted from the Hijra."""


def _fast_of(year: int) -> tuple[date, date] | None:
    try:
        return ramadan(year)
    except (ValueError, OverflowError):
        return None


def _fast_of_hijra(year: int) -> Meaning:
    span = "/".join(day_value(day) for day in ramadan_of_hijra(year))
    common = [
        ("/".join(day_value(day) for day in found), f"Ramadan in the common year {year}")
        for found in [_fast_of(year)]
        if found
    ]
    return Meaning(span, f"in the year {year} of the Hijra, {_TABULAR}", None, others(common, span))


def fast(phrase: Phrase, ctx: Reckoning) -> Meaning | None:
    """Resolve "Ramadan", with its year or the nearest one."""
    if phrase.has("year") and int(phrase.word("year")) in _HIJRI:
        return _fast_of_hijra(int(phrase.word("year")))
    if phrase.has("year"):
        years, now = [int(phrase.word("year"))], None
    elif ctx.now is None:
        return no_date()
    else:
        now = ctx.now
        first = next((found[0] for found in [_fast_of(now.year)] if found), now)
        years = nearest_year(first.month, first.day, now, tense_around(phrase))
    fasts = {year: "/".join(day_value(day) for day in found) for year in years if (found := _fast_of(year))}
    if not fasts:
        return Meaning("", "no day is known for Ramadan then", now, anchors=False)
    years, spans = list(fasts), list(fasts.values())
    rule = _TABULAR
    near = [(span, f"Ramadan of {year}") for year, span in zip(years[1:], spans[1:], strict=True)]
    return Meaning(spans[0], rule if now is None else f"Ramadan nearest to {now}, {rule}", now, others(near, spans[0]))


def _is_period(phrase: Phrase) -> bool:
    """Accept a bare Q3 or H1 after "in" and the like, or before results; H1 is much else besides."""
    before = re.search(r"\b(?:[Ii]n|for|during|since|by|of|from|last|[Tt]he) $", phrase.before(8)) is not None
    return before and re.match(r"[-\w]| (?:visa|tag|heading)", phrase.after(8)) is None


def _is_fast(phrase: Phrase) -> bool:
    return phrase.written[0] == "R" and re.search(r"\bOperation $", phrase.before(10)) is None


def _is_year_month(phrase: Phrase) -> bool:
    year, month = phrase.word("year"), phrase.word("yy")
    return (
        len(month) == 2
        and 1 <= int(month) <= 12
        and int(month) <= int(year[2:])
        and re.search(r"[\w/.-]$", phrase.before(1)) is None
        and re.match(r"[-/\w]|\.\d", phrase.after(2)) is None
    )


RULES: Final = (
    Rule("<period:PERIOD>", period),
    Rule("<period:QUARTER>", period, accept=_is_period),
    Rule("the? (fiscal year)? <fiscal:FISCAL>", fiscal),
    Rule("<years:TWOYEARS>", two_years),
    Rule("<year:YEAR> HYPHEN <yy:(DAY|TWO)>", year_month, accept=_is_year_month),
    Rule("<week:ISOWEEK>", iso_week),
    Rule("<stamp:STAMP>", stamp, "time"),
    Rule("<name:ramadan> ((COMMA|of|in)? <year:YEAR>)?", fast, accept=_is_fast),
)
