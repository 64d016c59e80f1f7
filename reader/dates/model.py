"""What the date finder gives."""

from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from reader.text.mention import Mention

VERSION: Final = 2
"""Raised when dates are found or resolved otherwise, so that what was indexed by then is looked through again."""

Interval = tuple[date, date]
"""First and last day, both included."""

Precision = Literal["time", "day", "week", "month", "season", "quarter", "year", "decade", "century", "none"]
"""The span of the calendar that a value names; `none` for durations, sets and vague words."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read an expression as a point or stretch of the calendar."""

    value: str
    """TIMEX3 value: ISO 8601 (`2025-01-31`, `2025-W04`, `P3D`) or a reference (`PRESENT_REF`); empty if unknown."""

    interval: Interval | None
    """The days that the value covers, or `None` where it has no place on the calendar."""

    precision: Precision
    """How exact the value is."""

    rule: str
    """Why it is read so, in words a person understands: "Friday on or before 2025-02-01"."""


@dataclass(frozen=True, slots=True)
class DateMention(Mention):
    """A date, time, duration or set of times in a text, with what it means on the calendar."""

    reading: Reading
    """The likeliest reading."""

    reckoned_from: date | None = None
    """The date that a relative expression was counted from; `None` for an explicit date."""

    alternatives: tuple[Reading, ...] = ()
    """Other readings, likeliest first."""

    @property
    def value(self) -> str:
        """TIMEX3 value of the likeliest reading."""
        return self.reading.value

    @property
    def interval(self) -> Interval | None:
        """First and last day of the likeliest reading, if it has a place on the calendar."""
        return self.reading.interval
