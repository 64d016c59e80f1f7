"""Finds dates and times in text and resolves them to the calendar. Knows nothing of files or screens."""

from reader.dates.finder import find_dates
from reader.dates.model import DateMention, Interval, Precision, Reading

__all__ = ["DateMention", "Interval", "Precision", "Reading", "find_dates"]
