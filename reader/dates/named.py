"""Days that have a name instead of a date. A new one is a new row."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Final

from reader.dates.feasts import chinese_new_year, diwali, hanukkah, islamic_day, jewish_new_year, passover

YearlyDay = Callable[[int], date]
_MONDAY: Final = 0
_THURSDAY: Final = 3
_SUNDAY: Final = 6


def easter(year: int) -> date:
    """Return Easter Sunday of the Gregorian calendar, by the rule of Meeus, Jones and Butcher."""
    century = year // 100
    moon = (19 * (year % 19) + century - century // 4 - (8 * century + 13) // 25 + 15) % 30
    moon -= moon == 29 or (moon == 28 and year % 19 > 10)
    weekday = (year + year // 4 + moon + 2 - century + century // 4) % 7
    return date(year, 3, 28) + timedelta(days=moon - weekday)


def _fixed(month: int, day: int) -> YearlyDay:
    return lambda year: date(year, month, day)


def _nth(month: int, weekday: int, which: int) -> YearlyDay:
    """Return the first (1), second … or last (-1) such weekday of a month."""

    def of(year: int) -> date:
        if which < 0:
            last = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
            return last - timedelta(days=(last.weekday() - weekday) % 7)
        first = date(year, month, 1)
        return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (which - 1))

    return of


def _from_easter(days: int) -> YearlyDay:
    return lambda year: easter(year) + timedelta(days=days)


def _islamic(month: int, day: int) -> YearlyDay:
    return lambda year: islamic_day(year, month, day)


def _after_new_year(days: int) -> YearlyDay:
    return lambda year: jewish_new_year(year) + timedelta(days=days)


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
    "thanksgiving": _nth(11, _THURSDAY, 4),
    "thanksgiving day": _nth(11, _THURSDAY, 4),
    "black friday": lambda year: _nth(11, _THURSDAY, 4)(year) + timedelta(days=1),
    "labor day": _nth(9, _MONDAY, 1),
    "memorial day": _nth(5, _MONDAY, -1),
    "columbus day": _nth(10, _MONDAY, 2),
    "presidents day": _nth(2, _MONDAY, 3),
    "martin luther king day": _nth(1, _MONDAY, 3),
    "mother's day": _nth(5, _SUNDAY, 2),
    "father's day": _nth(6, _SUNDAY, 3),
    "election day": lambda year: _nth(11, _MONDAY, 1)(year) + timedelta(days=1),
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
    "shrove tuesday": _from_easter(-47),
    "maundy thursday": _from_easter(-3),
    "whit monday": _from_easter(50),
    "epiphany": _fixed(1, 6),
    "candlemas": _fixed(2, 2),
    "st george's day": _fixed(4, 23),
    "cinco de mayo": _fixed(5, 5),
    "juneteenth": _fixed(6, 19),
    "midsummer day": _fixed(6, 24),
    "canada day": _fixed(7, 1),
    "michaelmas": _fixed(9, 29),
    "guy fawkes night": _fixed(11, 5),
    "anzac day": _fixed(4, 25),
    "republic day": _fixed(1, 26),
    "chinese new year": chinese_new_year,
    "lunar new year": chinese_new_year,
    "diwali": diwali,
    "deepavali": diwali,
    "rosh hashanah": _after_new_year(0),
    "yom kippur": _after_new_year(9),
    "hanukkah": hanukkah,
    "passover": passover,
    "eid al-fitr": _islamic(10, 1),
    "eid al-adha": _islamic(12, 10),
    "eid": _islamic(10, 1),
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

BY_THE_MOON: Final = frozenset({"eid", "eid al-fitr", "eid al-adha"})
"""Days that the sighting of the moon may move by one."""

CAPITAL_NAMES: Final = frozenset(HOLIDAYS) | {name for name in EVENTS if name[0].isalpha()}


def holiday_on(name: str, year: int) -> date | None:
    """Return the day of a holiday in a year, or `None` for a year beyond the calendar."""
    try:
        return HOLIDAYS[name](year)
    except (ValueError, OverflowError):
        return None
