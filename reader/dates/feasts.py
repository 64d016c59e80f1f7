"""Feasts that follow the moon, by the year of the common calendar.

The Jewish calendar is fixed by rule (molad and postponements). The Islamic one is reckoned by its tabular form (30 years
with 11 leap days); the sighting of the moon may move a day by one. Chinese New Year (second new moon after the winter
solstice, Chinese time) and Diwali (new moon of Kartika, as kept in India) are tables of the days on which they fell.
"""

from datetime import date, timedelta
from typing import Final

_ISLAMIC_EPOCH: Final = 227_015
"""Day number of 1 Muharram of the year 1: 16 July 622, Julian."""
_JEWISH_EPOCH: Final = -1_373_427
_RAMADAN: Final = 9
_TABLE_FROM: Final = 2000
_CHINESE_NEW_YEAR: Final = (
    "0205 0124 0212 0201 0122 0209 0129 0218 0207 0126 0214 0203 0123 0210 0131 0219 0208 0128 0216 0205 "
    "0125 0212 0201 0122 0210 0129 0217 0206 0126 0213 0203"
).split()
_DIWALI: Final = (
    "1026 1114 1104 1025 1112 1101 1021 1109 1028 1017 1105 1026 1113 1103 1023 1111 1030 1019 1107 1027 "
    "1114 1104 1024 1112 1031 1020 1108 1029 1017 1105 1026"
).split()


def islamic_day(year: int, month: int, day: int) -> date:
    """Return the day in a year of the common calendar on which a day of the tabular Islamic calendar first falls."""
    near = int((year - 622) * 33 / 32)
    for islamic_year in (near - 1, near, near + 1, near + 2):
        number = _islamic_number(islamic_year, month, day)
        if number > 0 and (found := date.fromordinal(number)).year == year:
            return found
    raise ValueError(f"that feast does not fall in {year}")


def _islamic_number(islamic_year: int, month: int, day: int) -> int:
    months = 29 * (month - 1) + month // 2
    return _ISLAMIC_EPOCH - 1 + (islamic_year - 1) * 354 + (3 + 11 * islamic_year) // 30 + months + day


def ramadan(year: int) -> tuple[date, date]:
    """Return the first and last day of the fast that begins in a year."""
    first = islamic_day(year, _RAMADAN, 1)
    return first, first + timedelta(days=29)


def ramadan_of_hijra(islamic_year: int) -> tuple[date, date]:
    """Return the first and last day of the fast of a year counted from the Hijra."""
    first = date.fromordinal(_islamic_number(islamic_year, _RAMADAN, 1))
    return first, first + timedelta(days=29)


def jewish_new_year(year: int) -> date:
    """Return Rosh Hashanah of a year of the common calendar."""
    return date.fromordinal(_new_year(year + 3761))


def _new_year(jewish_year: int) -> int:
    before, here, after = (_elapsed(jewish_year + step) for step in (-1, 0, 1))
    delay = 2 if after - here == 356 else 1 if here - before == 382 else 0
    return _JEWISH_EPOCH + here + delay


def _elapsed(jewish_year: int) -> int:
    months = (235 * jewish_year - 234) // 19
    days = 29 * months + (12_084 + 13_753 * months) // 25_920
    return days + ((3 * (days + 1)) % 7 < 3)


def passover(year: int) -> date:
    """Return the first day of Passover: always 163 days before the next new year."""
    return jewish_new_year(year) - timedelta(days=163)


def hanukkah(year: int) -> date:
    """Return the first day of Hanukkah, 25 Kislev; the month before it is longer in a long year."""
    length = _new_year(year + 3762) - _new_year(year + 3761)
    return jewish_new_year(year) + timedelta(days=30 + (30 if length % 10 == 5 else 29) + 24)


def chinese_new_year(year: int) -> date:
    """Return the first day of the Chinese year that begins in a year."""
    return _in_table(_CHINESE_NEW_YEAR, year)


def diwali(year: int) -> date:
    """Return the main day of Diwali."""
    return _in_table(_DIWALI, year)


def _in_table(table: list[str], year: int) -> date:
    if not 0 <= year - _TABLE_FROM < len(table):
        raise ValueError(f"no day is known for {year}")
    written = table[year - _TABLE_FROM]
    return date(year, int(written[:2]), int(written[2:]))
