"""Periods as people write them in a query: `2024-11..2025-02`, `november..`, `last year`."""

from datetime import date, timedelta
from functools import lru_cache
from typing import Final

import regex

from reader.corpus import period
from reader.dates import Interval, find_dates
from reader.dates.lexicon import MONTHS, SHORT_MONTHS, WEEKDAYS
from reader.dates.values import later_by_months, shift

LONGEST: Final = 48
"""Longer than this nobody writes a period; the finder of dates is not asked about it."""

Days = tuple[date | None, date | None]
"""First and last day, both included; `None` where it is open."""

_BETWEEN: Final = regex.compile(r"\s*(?:\.\.+|…|(?<=\d)\s*[–—]\s*(?=\d)|(?<=^\d{4})\s*-\s*(?=\d{4}$))\s*")
_BACK: Final = regex.compile(r"(?:the )?(?:last|past) (?:(\d{1,4}) )?(day|week|month|year)s?", regex.IGNORECASE)
_AHEAD: Final = regex.compile(r"(?:the )?(?:next|this|coming)\b|tomorrow|the day after", regex.IGNORECASE)
_YEAR: Final = regex.compile(r"\d{4}")
_WORD: Final = regex.compile(r"[^\W\d_]+")


def read_period(written: str, today: date) -> Days | None:
    """Return the days that a person means, or `None` where that is no period.

    A month, season or weekday without a year is the last one that has begun. In a range that would run backwards, a
    month or weekday at its end is the next one instead; else the ends change places.
    """
    if not written or len(written) > LONGEST:
        return None
    return _read(" ".join(written.split()), today)


@lru_cache(maxsize=256)
def _read(written: str, today: date) -> Days | None:
    ends = _BETWEEN.split(written, maxsplit=1)
    if len(ends) == 1:
        return _days(written, today)
    first, last = (_days(end, today) if end else None for end in ends)
    if (ends[0] and not first) or (ends[1] and not last) or not (first or last):
        return None
    if first and last and last[1] < first[0]:
        later = _next(last, ends[1])
        first, last = (first, later) if later[0] >= first[0] else (last, first)
    return first[0] if first else None, last[1] if last else None


def is_calendar(written: str) -> bool:
    """Tell whether a period is written in figures only, so that everybody reads it alike."""
    return period(written) is not None


def _days(written: str, today: date) -> Interval | None:
    """Read one date or stretch: in figures, or in words by the finder that reads the documents."""
    if (found := period(written)) is not None:
        return found
    if (back := _BACK.fullmatch(written)) and (back[1] or "past" in written.lower()):
        first = shift(today, -int(back[1] or 1), back[2].lower())
        return (first + timedelta(days=1), today) if first else None
    before = "in "
    text = before + _WORD.sub(_capital, written)
    for mention in find_dates(text, today):
        if mention.start <= len(before) and mention.end == len(text) and mention.interval:
            readings = (mention.interval, *(other.interval for other in mention.alternatives if other.interval))
            if mention.interval[0] <= today or not mention.reckoned_from or _AHEAD.match(written):
                return mention.interval
            return next((days for days in readings if days[0] <= today), mention.interval)
    return None


def _capital(match: "regex.Match[str]") -> str:
    """Write the name of a month as a text would: "may" is more often no month."""
    word = match.group().lower()
    return word.capitalize() if word in MONTHS or word in SHORT_MONTHS else word


def _next(days: Interval, written: str) -> Interval:
    """Move a month without a year, or a weekday, on to the next of its name."""
    words = [word.lower() for word in _WORD.findall(written)]
    try:
        if words and words[-1] in WEEKDAYS:
            return days[0] + timedelta(weeks=1), days[1] + timedelta(weeks=1)
        if not _YEAR.search(written) and any(word in MONTHS or word in SHORT_MONTHS for word in words):
            return later_by_months(days[0], 12), later_by_months(days[1], 12)
    except (ValueError, OverflowError):
        pass
    return days
