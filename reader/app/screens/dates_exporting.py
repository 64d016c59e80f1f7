"""Exporting the dates that a timeline lists."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType

from reader.app.actions import Scope, bindings
from reader.app.dated import DATE_FORMATS, planned_dates
from reader.app.exports import LastExport, Wanted
from reader.app.screens.exporting import ExportScreen
from reader.app.session import Session
from reader.corpus import TimelineEntry
from reader.text.counting import counted

if TYPE_CHECKING:
    from reader.app.exports import Format
    from reader.export.plan import Plan


class DatesExportScreen(ExportScreen):
    """Exports dates for TimelineJS, calendars and spreadsheets."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("exporting_dates")]

    scopes: ClassVar[tuple[Scope, ...]] = ("exporting_dates", "exporting", "app")

    keys = (
        ("enter", "write", "write"),
        ("1-4", "format", ""),
        ("d", "what changes", "show_diff"),
        ("tab", "where to", "other_side"),
        ("f", "replace", "force"),
        ("esc", "cancel", "close"),
    )
    nothing = "\n  Nothing to write: no date to export."

    def __init__(self, session: Session, entries: Sequence[TimelineEntry], title: str) -> None:
        """Prepare to export dates; `title` says of what they are."""
        last = LastExport(session.folder.root, session.settings.export, DATE_FORMATS, kept_as="format of dates")
        super().__init__(session, last, Wanted(last.format, last.target(last.format)))
        self._entries, self._heading = entries, title

    @property
    def formats(self) -> "Sequence[Format]":
        """In which they can be exported."""
        return DATE_FORMATS

    def describe(self) -> str:
        """Say how many, and of what."""
        return f"{counted(len(self._entries), 'date')}: {self._heading}"

    def planned(self, wanted: "Wanted") -> "Plan":
        """Work out what would be written; in a thread."""
        return planned_dates(self.session, wanted, self._entries, self._heading)
