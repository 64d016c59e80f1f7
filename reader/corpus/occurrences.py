"""Where an entity is mentioned, and when."""

from collections import Counter
from collections.abc import Iterable
from datetime import date

from reader.corpus.directory import Directory
from reader.corpus.index import Index
from reader.corpus.kwic import in_context
from reader.corpus.model import FolderEntity, Occurrence


def occurrences(index: Index, directory: Directory, entity: FolderEntity) -> list[Occurrence]:
    """Return every mention of an entity with its context, by the day of the document, then by document and place."""
    found = in_context(index, directory.documents, directory.places(entity))
    return sorted(found, key=_by_day)


def _by_day(occurrence: Occurrence) -> tuple[bool, date, str, int]:
    day = occurrence.document.published
    return day is None, day or date.max, occurrence.document.name, occurrence.mention.start


def months(occurrences: Iterable[Occurrence]) -> list[tuple[date, int]]:
    """Return how many mentions stand in documents of each month, from the first to the last, by its first day."""
    counts = Counter(
        occurrence.document.published.replace(day=1) for occurrence in occurrences if occurrence.document.published
    )
    if not counts:
        return []
    first, last = min(counts), max(counts)
    numbers = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    days = [date(number // 12, number % 12 + 1, 1) for number in numbers]
    return [(day, counts[day]) for day in days]
