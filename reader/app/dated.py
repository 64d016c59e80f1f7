"""Exporting the dates that a timeline lists: the formats, and what would be written."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from reader.app.exports import Format, Wanted
from reader.app.session import Session
from reader.corpus import TimelineEntry
from reader.export.plan import Plan, plan_file
from reader.export.timeline import timeline_csv, timeline_ics, timeline_js, timeline_markdown

DATE_FORMATS: Final[tuple[Format, ...]] = (
    Format("timelinejs", "TimelineJS", "a page with a timeline", "timeline.json"),
    Format("ics", "iCalendar", "for calendars", "timeline.ics"),
    Format("timeline-csv", "CSV", "a table for spreadsheets", "timeline.csv", "csv"),
    Format("timeline-markdown", "Markdown", "a heading for each year", "timeline.md", "markdown"),
)

_WRITERS: Final[Mapping[str, Callable[[Sequence[TimelineEntry], str, str], str]]] = {
    "timelinejs": lambda entries, title, _before: timeline_js(entries, title),
    "ics": lambda entries, _title, before: timeline_ics(entries, before=before),
    "timeline-csv": lambda entries, _title, _before: timeline_csv(entries),
    "timeline-markdown": lambda entries, title, _before: timeline_markdown(entries, title),
}
"""What makes a file of dates, a title, and what the file holds now, by the format's id."""


def planned_dates(session: Session, wanted: Wanted, entries: Sequence[TimelineEntry], title: str) -> Plan:
    """Work out what an export of dates would write; in a thread.

    Raises:
        OSError: it cannot be read what is there.
    """
    write = _WRITERS[wanted.format.id]
    return plan_file(
        session.notebook,
        session.folder,
        wanted.path,
        lambda before: write(entries, title, before),
        force=wanted.force,
    )
