"""What a person decided about dates, laid over what the finders say."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from reader.corpus.model import Found
from reader.dates import DateMention
from reader.dates.values import reading, span_of
from reader.documents import Document, DocumentError, Folder, Published, read_document
from reader.documents.dating import parse_day
from reader.notebook import Notebook

BY_HAND: Final = "set by you"
"""The rule of a reading, and the origin of a document's date, that a person gave."""

Values = Mapping[tuple[int, int], str]
"""The value decided on for the expression at each place of a text; empty where it is no date."""


@dataclass(frozen=True, slots=True)
class Decisions:
    """Everything decided about the dates of a folder."""

    days: Mapping[str, date | None]
    """The day of a document, by its path or id; `None` for no date."""

    values: Mapping[str, Values]
    """The values of date expressions, by the path of their document."""


NONE: Final = Decisions({}, {})


def decisions(folder: Folder, notebook: Notebook, present: Iterable[str]) -> Decisions:
    """Gather what was decided about the documents of a folder; `present` are their paths."""
    names = set(present)
    values: dict[str, Values] = {}
    for name in notebook.dated_documents & names:
        try:
            values[name] = notebook.dates(read_document(folder.root / name, name), names)
        except DocumentError:
            continue  # it is listed with the reason; what was decided stays in the notebook
    return Decisions(notebook.days(names), values)


def with_day(document: Document, days: Mapping[str, date | None]) -> Document:
    """Return a document with the day that a person gave it, if one did."""
    for key in (document.name, document.id):
        if key in days:
            day = days[key]
            return replace(document, published=Published(day, BY_HAND) if day else None)
    return document


def with_values(found: Found, values: Values) -> Found:
    """Return what was found with the readings that a person gave; what was read before stays as an alternative."""
    if not values:
        return found
    return replace(
        found, dates=tuple(decided(mention, values.get((mention.start, mention.end))) for mention in found.dates)
    )


def decided(mention: DateMention, value: str | None) -> DateMention:
    """Return a mention with the reading that a person gave; `None` leaves it as it is."""
    if value is None:
        return mention
    rule = BY_HAND if value else f"no date, {BY_HAND}"
    others = (mention.reading, *mention.alternatives)
    return replace(mention, reading=reading(value, rule), alternatives=tuple(o for o in others if o.value != value))


def next_value(mention: DateMention, current: str | None) -> str:
    """Return the reading after the current one, from the last to the first, in the order the finder gave them.

    Args:
        mention: as the finder read it, before any decision.
        current: the value decided on, if any; one that a person typed is followed by the finder's first.
    """
    values = list(dict.fromkeys(reading.value for reading in (mention.reading, *mention.alternatives)))
    current = mention.value if current is None else current
    return values[(values.index(current) + 1) % len(values)] if current in values else values[0]


def as_value(answer: str) -> str:
    """Return what a person typed as a TIMEX3 value; an empty string is no date."""
    if not answer or span_of(answer)[0] is not None:
        return answer
    day = parse_day(answer)
    return day.isoformat() if day else answer


def check_value(answer: str) -> str:
    """Say what is wrong with a value that a person typed, or nothing."""
    if not answer or span_of(as_value(answer))[0] is not None:
        return ""
    return f"“{answer}” is no date: write 2025-02-07, 7 Feb 2025, 2025-02, 2025-W06 or 2025"


def check_day(answer: str) -> str:
    """Say what is wrong with a day that a person typed, or nothing."""
    day: date | None = parse_day(answer) if answer else None
    return "" if day or not answer else f"“{answer}” is no day: write 2025-02-01 or 1 Feb 2025"
