"""Finds dates and times in text and resolves them to the calendar. Knows nothing of files or screens."""

from typing import TYPE_CHECKING

from reader.dates.model import VERSION, DateMention, Interval, Precision, Reading
from reader.text import lazily

if TYPE_CHECKING:
    from reader.dates.finder import find_dates
    from reader.dates.saying import said, said_briefly

__all__ = ["VERSION", "DateMention", "Interval", "Precision", "Reading", "find_dates", "said", "said_briefly"]

__getattr__ = lazily.exports(__name__, {"find_dates": "finder", "said": "saying", "said_briefly": "saying"})
