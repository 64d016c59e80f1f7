"""When a document was published, from what it says of itself.

The modification time of a file is never taken: it tells when the copy was made.
"""

import re
from collections.abc import Mapping
from datetime import date, datetime
from itertools import islice
from typing import Final

from reader.documents.model import Published
from reader.text.safety import safe_line

_DATE_KEYS: Final = ("date", "published", "publication_date", "publication-date", "pubdate", "created")
_IN_NAME: Final = re.compile(r"(?<!\d)((?:19|20)\d\d)([-_.]?)(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])(?!\d)")
_MONTH: Final = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sep(?:t(?:ember)?)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_COMPLETE: Final = re.compile(
    rf"(?<!\d)(?:(?:19|20)\d\d-\d\d-\d\d|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? (?:19|20)\d\d"
    rf"|\d{{1,2}}(?:st|nd|rd|th)? {_MONTH},? (?:19|20)\d\d)(?!\d)",
    re.IGNORECASE,
)
_YEARS: Final = (re.compile(r"19\d\d"), re.compile(r"20\d\d"))
"""Apart, since what begins with fixed characters is found at once."""

_BEFORE_YEAR: Final = 24
"""More characters than a complete date has before its year."""

_AFTER_YEAR: Final = 7
"""One more than it has after it."""

_TIME: Final = (
    r"(?:[T ](?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,6})?)?"
    r"(?:Z| GMT| UTC| ?[+-](?:0\d|1[0-4]):?[0-5]\d(?: \([A-Z]{3}\))?)?)?"
)
_NUMERIC: Final = re.compile(rf"((?:19|20)\d\d-\d\d-\d\d){_TIME}", re.ASCII)
_WORDED: Final = re.compile(
    rf"(?:(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), )?(\d\d?) ((?i:{_MONTH})) |((?i:{_MONTH})) (\d\d?),? )((?:19|20)\d\d){_TIME}",
    re.ASCII,
)
_MONTHS: Final = "jan feb mar apr may jun jul aug sep oct nov dec".split()

_PLACE_IN_CAPITALS: Final = re.compile(r"[^\W\d_a-z][^a-z\n]{2,60}[,(—–-]\s*")
_PLACE: Final = re.compile(r"(?:[^\W\d_a-z][^\W\d_]*[.'’-]?[, ]\s*){1,5}")
_END_OF_PLACE: Final = re.compile(r"\s*(?:[—–:-](?!\s*\d)|$)")
_DATELINE_WORDS: Final = frozenset(
    "published updated posted modified last first on at date dated issued am pm a m p ist gmt utc est edt pst pdt cet bst "
    "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun".split()
)
_DATELINE_LINES: Final = 6
_DATELINE_LENGTH: Final = 90


def published(metadata: Mapping[str, str], name: str, body: str) -> Published | None:
    """Return the document's date from its metadata, its file name or its dateline, in that order."""
    for key in _DATE_KEYS if metadata else ():
        if day := parse_day(metadata.get(key, "")):
            return Published(day, safe_line(metadata.get("date_how") or f"“{key}” in the header"))
    match = _IN_NAME.search(name.rpartition("/")[2])
    if match and (day := _day(int(match[1]), int(match[3]), int(match[4]))):
        return Published(day, "file name")
    return _dateline(body)


def parse_day(written: str) -> date | None:
    """Return the day that a complete date names, or `None` if it is incomplete, ambiguous or no date."""
    written = written.strip().strip("\"'")
    if not any(character.isdigit() for character in written) or len(written) > 80:
        return None
    if day := _usual_day(written):
        return day
    from dateutil import parser  # noqa: PLC0415 (46 ms that only unusual dates pay)

    try:
        first = parser.parse(written, ignoretz=True, default=datetime(2000, 1, 1))  # noqa: DTZ001 (only the day is used)
        second = parser.parse(written, ignoretz=True, default=datetime(2001, 2, 2))  # noqa: DTZ001
    except (ValueError, OverflowError):
        return None
    return first.date() if first.date() == second.date() else None


def _usual_day(written: str) -> date | None:
    """Read the ways in which nearly all dates are written, a hundred times as fast as a parser of every way there is."""
    if match := _NUMERIC.fullmatch(written):
        return _day(*map(int, match[1].split("-")))
    if match := _WORDED.fullmatch(written):
        month = _MONTHS.index((match[2] or match[3])[:3].casefold()) + 1
        return _day(int(match[5]), month, int(match[1] or match[4]))
    return None


def _dateline(body: str) -> Published | None:
    lines = filter(None, map(str.strip, body[:2000].split("\n")))
    for line in islice(lines, _DATELINE_LINES):
        match = _complete_date(line)
        if match is None:
            continue
        if _is_dateline(line[: match.start()], line[match.end() :]) and (day := parse_day(match.group())):
            return Published(day, f"dateline “{match.group()}”")
    return None


def _complete_date(line: str) -> re.Match[str] | None:
    """Return the first complete date of a line, looked for around years alone."""
    for start in sorted(year.start() for years in _YEARS for year in years.finditer(line)):
        match = _COMPLETE.search(line, max(0, start - _BEFORE_YEAR), start + 4 + _AFTER_YEAR)
        if match and match.start() <= start and start + 4 <= match.end():
            return match
    return None


def _is_dateline(before: str, after: str) -> bool:
    """Tell a dateline from a date in a sentence: only a place, or words about publishing, stand beside it."""
    if _PLACE_IN_CAPITALS.fullmatch(before):
        return True
    if _PLACE.fullmatch(before) and _END_OF_PLACE.match(after):
        return True
    return len(after) < _DATELINE_LENGTH and all(
        word.casefold() in _DATELINE_WORDS for word in re.findall(r"[^\W\d_]+", before + " " + after)
    )


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
