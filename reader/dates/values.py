"""Writes values of the calendar in TIMEX3 (ISO 8601 with a few additions) and reads which days they cover."""

import re
from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

from reader.dates.late import LatePattern
from reader.dates.lexicon import MONTH_NAMES
from reader.dates.model import Interval, Precision, Reading

_SEASON_STARTS: Final = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
_SHAPE: Final = LatePattern(
    r"(?P<day>\d{4}-\d\d-\d\d)(?P<time>T.+)?"
    r"|(?P<weekyear>\d{4})-W(?P<week>\d\d)(?P<weekend>-WE)?"
    r"|(?P<monthyear>\d{4})-(?P<month>\d\d)"
    r"|(?P<seasonyear>\d{4})-(?P<season>SP|SU|FA|WI)"
    r"|(?P<partyear>\d{4})-(?P<part>[QH])(?P<number>[1-4])"
    r"|(?P<digits>\d{2,4})"
    r"|(?P<before>BC\d{2,4}).*"
)
_YEARS: Final[dict[int, tuple[int, Precision]]] = {4: (1, "year"), 3: (10, "decade"), 2: (100, "century")}
_WIDTH: Final = {"year": 4, "decade": 3, "century": 2, "millennium": 1}
_IN_MONTHS: Final = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1_200, "millennium": 12_000}
_IN_DAYS: Final = {"day": 1, "night": 1, "week": 7, "weekend": 7, "fortnight": 14}


@lru_cache(maxsize=4096)
def reading(value: str, rule: str) -> Reading:
    """Put a value on the calendar."""
    interval, precision = span_of(value)
    return Reading(value, interval, precision, rule)


def span_of(value: str) -> tuple[Interval | None, Precision]:
    """Return the first and last day that a value covers, and how exact it is; none for durations, sets, references."""
    if "/" in value:
        return _range_span(value)
    match = _SHAPE.fullmatch(value)
    if match is None:
        return None, "none"
    try:
        return _span(match)
    except (ValueError, OverflowError):
        return None, "none"


def _range_span(value: str) -> tuple[Interval | None, Precision]:
    """Return the span of "2023/2024" or "2024-03-11/2024-04-09"; days make up something like a month."""
    first, _, last = value.partition("/")
    (begins, precision), (ends, _precision) = span_of(first), span_of(last)
    if begins is None or ends is None:
        return None, "none"
    return (begins[0], ends[1]), "month" if precision == "day" else precision


def _span(match: re.Match[str]) -> tuple[Interval | None, Precision]:
    if match["day"]:
        day = date.fromisoformat(match["day"])
        return (day, day), "time" if match["time"] else "day"
    if match["week"]:
        monday = date.fromisocalendar(int(match["weekyear"]), int(match["week"]), 1)
        first = monday + timedelta(days=5) if match["weekend"] else monday
        return (first, monday + timedelta(days=6)), "week"
    if match["month"]:
        return _months(int(match["monthyear"]), int(match["month"]), 1), "month"
    return _long_span(match)


def _long_span(match: re.Match[str]) -> tuple[Interval | None, Precision]:
    if match["season"]:
        return _months(int(match["seasonyear"]), _SEASON_STARTS[match["season"]], 3), "season"
    if match["part"]:
        length = 3 if match["part"] == "Q" else 6
        first_month = (int(match["number"]) - 1) * length + 1
        return _months(int(match["partyear"]), first_month, length), "quarter"
    if match["before"]:
        return None, _YEARS[len(match["before"]) - 2][1]
    width, precision = _YEARS[len(match["digits"])]
    year = int(match["digits"]) * width
    return (date(max(year, 1), 1, 1), date(year + width - 1, 12, 31)), precision


def _months(year: int, month: int, count: int) -> Interval:
    first = date(year, month, 1)
    return first, later_by_months(first, count) - timedelta(days=1)


def later_by_months(day: date, months: int) -> date:
    """Return the same day some months later, or the last of that month where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def day_value(day: date) -> str:
    """Write a day: 2025-01-31."""
    return day.isoformat()


def month_value(year: int, month: int) -> str:
    """Write a month: 2024-11."""
    return f"{year:04}-{month:02}"


def week_value(day: date) -> str:
    """Write the ISO week of a day: 2025-W04."""
    year, week, _weekday = day.isocalendar()
    return f"{year:04}-W{week:02}"


def at_precision(day: date, unit: str) -> str:
    """Write the year, month, week … that a day falls in."""
    year = f"{day.year:04}"
    match unit:
        case "week" | "fortnight":
            value = week_value(day)
        case "weekend":
            value = f"{week_value(day)}-WE"
        case "month":
            value = month_value(day.year, day.month)
        case "quarter":
            value = f"{year}-Q{(day.month + 2) // 3}"
        case "year" | "decade" | "century" | "millennium":
            value = year[: _WIDTH[unit]]
        case _:
            value = day_value(day)
    return value


def shift(day: date, count: float, unit: str) -> date | None:
    """Return the day some units of the calendar later (earlier if negative), or `None` beyond the calendar."""
    if unit not in _IN_MONTHS and unit not in _IN_DAYS:
        return day
    try:
        if count != int(count):
            return day + timedelta(days=round(count * _DAYS.get(unit, 1)))
        if unit in _IN_MONTHS:
            return later_by_months(day, int(count) * _IN_MONTHS[unit])
        return day + timedelta(days=int(count) * _IN_DAYS[unit])
    except (ValueError, OverflowError):
        return None


_DAYS: Final = {"week": 7, "month": 30.44, "quarter": 91.3, "year": 365.25, "decade": 3652.5, "century": 36525}


def possible_day(year: int, month: int, day: int) -> date | None:
    """Return the day, or `None` where the calendar has none such (31 February)."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def spoken_month(month: int) -> str:
    """Name a month."""
    return MONTH_NAMES[month - 1]
