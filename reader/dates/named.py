"""Days that have a name instead of a date. A new one is a new row."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Final

from dateutil.easter import easter
from dateutil.relativedelta import MO, SU, TH, relativedelta, weekday

YearlyDay = Callable[[int], date]


def _fixed(month: int, day: int) -> YearlyDay:
    return lambda year: date(year, month, day)


def _nth(month: int, which: weekday) -> YearlyDay:
    last = (which.n or 1) < 0
    return lambda year: date(year, month, 1) + relativedelta(day=31 if last else 1, weekday=which)


def _from_easter(days: int) -> YearlyDay:
    return lambda year: easter(year) + timedelta(days=days)


HOLIDAYS: Final[dict[str, YearlyDay]] = {
    "christmas": _fixed(12, 25),
    "christmas day": _fixed(12, 25),
    "christmas eve": _fixed(12, 24),
    "boxing day": _fixed(12, 26),
    "new year's eve": _fixed(12, 31),
    "new year's day": _fixed(1, 1),
    "valentine's day": _fixed(2, 14),
    "st patrick's day": _fixed(3, 17),
    "april fools' day": _fixed(4, 1),
    "may day": _fixed(5, 1),
    "bastille day": _fixed(7, 14),
    "fourth of july": _fixed(7, 4),
    "independence day": _fixed(7, 4),
    "halloween": _fixed(10, 31),
    "all saints' day": _fixed(11, 1),
    "armistice day": _fixed(11, 11),
    "remembrance day": _fixed(11, 11),
    "veterans day": _fixed(11, 11),
    "thanksgiving": _nth(11, TH(4)),
    "thanksgiving day": _nth(11, TH(4)),
    "black friday": lambda year: _nth(11, TH(4))(year) + timedelta(days=1),
    "labor day": _nth(9, MO(1)),
    "memorial day": _nth(5, MO(-1)),
    "columbus day": _nth(10, MO(2)),
    "presidents day": _nth(2, MO(3)),
    "martin luther king day": _nth(1, MO(3)),
    "mother's day": _nth(5, SU(2)),
    "father's day": _nth(6, SU(3)),
    "election day": lambda year: _nth(11, MO(1))(year) + timedelta(days=1),
    "good friday": _from_easter(-2),
    "holy saturday": _from_easter(-1),
    "easter": _from_easter(0),
    "easter sunday": _from_easter(0),
    "easter monday": _from_easter(1),
    "palm sunday": _from_easter(-7),
    "ash wednesday": _from_easter(-46),
    "mardi gras": _from_easter(-47),
    "ascension day": _from_easter(39),
    "pentecost": _from_easter(49),
}
"""Days that come every year. Where countries differ, the most widely known."""

EVENTS: Final[dict[str, tuple[date, str]]] = {
    "d-day": (date(1944, 6, 6), "the landing in Normandy"),
    "v-e day": (date(1945, 5, 8), "the end of the war in Europe"),
    "ve day": (date(1945, 5, 8), "the end of the war in Europe"),
    "v-j day": (date(1945, 8, 15), "the surrender of Japan"),
    "vj day": (date(1945, 8, 15), "the surrender of Japan"),
    "9/11": (date(2001, 9, 11), "the attacks in the United States"),
    "26/11": (date(2008, 11, 26), "the attacks in Mumbai"),
    "7/7": (date(2005, 7, 7), "the bombings in London"),
}
"""Days of one year only, and what happened then."""

CAPITAL_NAMES: Final = frozenset(HOLIDAYS) | {name for name in EVENTS if name[0].isalpha()}


def holiday_on(name: str, year: int) -> date | None:
    """Return the day of a holiday in a year, or `None` for a year beyond the calendar."""
    try:
        return HOLIDAYS[name](year)
    except (ValueError, OverflowError):
        return None
