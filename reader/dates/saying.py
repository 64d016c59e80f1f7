"""Says values of the calendar as people write them: "1980s" for 198, "2024-03-07 evening" for 2024-03-07TEV, "1 hour" for PT1H."""

import re
from typing import Final

from reader.dates.late import LatePattern
from reader.dates.lexicon import MONTH_NAMES, WEEKDAY_NAMES
from reader.dates.values import span_of

_PARTS: Final = {
    "MO": "morning", "MI": "midday", "AF": "afternoon", "EV": "evening", "NI": "night", "DT": "daytime",
}  # fmt: skip
_SEASONS: Final = {"SP": "spring", "SU": "summer", "FA": "autumn", "WI": "winter"}
_WORDS: Final = {"PRESENT_REF": "now", "PAST_REF": "the past", "FUTURE_REF": "the future"}
_UNITS: Final = {
    "Y": "year", "M": "month", "W": "week", "D": "day", "DE": "decade", "CE": "century",
    "TH": "hour", "TM": "minute", "TS": "second",
}  # fmt: skip
_SHAPE: Final = LatePattern(
    r"(?P<day>\d{4}-\d\d-\d\d)?T(?:(?P<part>MO|MI|AF|EV|NI|DT)|(?P<clock>\d\d(?::\d\d){0,2}.{0,8}))"
    r"|(?P<weekyear>\d{4})-W(?P<week>\d\d)(?P<weekend>-WE)?"
    r"|(?P<seasonyear>\d{4})-(?P<season>SP|SU|FA|WI)"
    r"|(?P<partyear>\d{4})-(?P<half>[QH][1-4])"
    r"|(?P<decade>\d{3})|(?P<century>\d\d)"
    r"|BC(?P<before>\d{4})(?:-(?:(?P<season_before>SP|SU|FA|WI)|(?P<month>\d\d)(?:-(?P<monthday>\d\d))?))?"
    r"|BC(?P<decade_before>\d{3})|BC(?P<century_before>\d\d)"
)
_EVERY: Final = LatePattern(
    r"XXXX-(?:(?P<season>SP|SU|FA|WI)|(?P<month>0[1-9]|1[0-2])|WXX-(?P<weekday>[1-7])|XX-XX|WXX-(?P<weekend>WE))"
    r"(?:T(?P<part>MO|MI|AF|EV|NI|DT))?"
)
_LENGTH: Final = LatePattern(r"P(?=.)((?:(?:[\d.]+|X)(?:DE|CE|Y|M|W|D))*)(?:T((?:(?:[\d.]+|X)[HMS])+))?")
_PIECE: Final = r"([\d.]+|X)(DE|CE|[A-Z])"


def said(value: str) -> str:
    """Return a value in words and figures that need no key; one of a form that has none is returned as it is."""
    if value in _WORDS:
        return _WORDS[value]
    if value.count("/") == 1:
        return "–".join(said(each) for each in value.split("/"))
    if match := _SHAPE.fullmatch(value):
        return _time(match) or _stretch(match, value) or _before_christ(match)
    if match := _EVERY.fullmatch(value):
        return _every(match) or value
    return _length(match) if (match := _LENGTH.fullmatch(value)) else value


def said_briefly(value: str) -> str:
    """Return a value in words for a column beside the words of the text, to which the time of the day is left."""
    match = _SHAPE.fullmatch(value)
    return match["day"] if match and match["day"] else said(value).replace(" week ", " wk ")


def _time(match: re.Match[str]) -> str:
    told = _PARTS[match["part"]] if match["part"] else match["clock"] or ""
    if re.fullmatch(r"\d\d", told):
        told += ":00"
    return f"{match['day']} {told}" if match["day"] and told else told


def _stretch(match: re.Match[str], value: str) -> str:
    if match["weekend"]:
        interval, _precision = span_of(value)
        return f"weekend of {interval[0]}" if interval else value
    if match["week"]:
        return f"{match['weekyear']} week {int(match['week'])}"
    if match["season"]:
        return f"{_SEASONS[match['season']]} {match['seasonyear']}"
    if match["half"]:
        return f"{match['partyear']} {match['half']}"
    if match["decade"]:
        return f"{int(match['decade'])}0s"
    return _century(match["century"]) if match["century"] else ""


def _before_christ(match: re.Match[str]) -> str:
    if match["decade_before"]:
        return f"{int(match['decade_before'])}0s BC"
    if match["century_before"]:
        return f"{_century(match['century_before'])} BC"
    if match["season_before"]:
        return f"{_SEASONS[match['season_before']]} {int(match['before'])} BC"
    day = f"{int(match['monthday'])} " if match["monthday"] else ""
    month = f"{MONTH_NAMES[int(match['month']) - 1]} " if match["month"] and 1 <= int(match["month"]) <= 12 else ""
    return f"{day}{month}{int(match['before'])} BC"


def _century(digits: str) -> str:
    """Name the century whose years begin with these digits: 19 is the 20th."""
    number = int(digits) + 1
    ending = "th" if number // 10 == 1 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending} century"


def _every(match: re.Match[str]) -> str:
    """Say what comes again and again: "every Friday evening"."""
    month = MONTH_NAMES[int(match["month"]) - 1] if match["month"] else ""
    weekday = WEEKDAY_NAMES[int(match["weekday"]) - 1] if match["weekday"] else "weekend" if match["weekend"] else ""
    words = (weekday, month, _SEASONS.get(match["season"] or "", ""), _PARTS.get(match["part"] or "", ""))
    told = " ".join(word for word in words if word)
    return f"every {told}" if told else ""


def _length(match: re.Match[str]) -> str:
    days = [(count, _UNITS[unit]) for count, unit in re.findall(_PIECE, match[1] or "")]
    hours = [(count, _UNITS[f"T{unit}"]) for count, unit in re.findall(_PIECE, match[2] or "")]
    return " ".join(
        f"{'some' if count == 'X' else count} {unit if count == '1' else _plural(unit)}"
        for count, unit in (*days, *hours)
    )


def _plural(unit: str) -> str:
    return "centuries" if unit == "century" else f"{unit}s"
