"""The timeline: every dated mention of the folder in calendar order, filtered as a person types."""

import sqlite3
from collections import Counter
from collections.abc import Sequence
from typing import ClassVar, Final

from rich.cells import cell_len
from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Input
from textual.worker import get_current_worker

from reader.app.actions import bindings
from reader.app.alike import end_of, of_one_title
from reader.app.keys import with_keys
from reader.app.page import bar_of, cut, last_cells, padded
from reader.app.reading import DECIDED, is_by_hand
from reader.app.screens.results import ResultsScreen
from reader.app.session import Session
from reader.app.widgets.lines import KeyLine, Line
from reader.app.widgets.parts import Part
from reader.app.widgets.row_list import Row, RowList
from reader.corpus import TimelineEntry, matching, period
from reader.dates import Interval, said, said_briefly
from reader.documents import DocumentError
from reader.notebook import NotebookError
from reader.text.counting import counted
from reader.text.safety import safe_line

_EMPTY: Final = (
    "\n  No date of these documents is on the calendar.\n\n"
    "  Where a text says “Friday” and the day of its document is not known, {document_day} in the text types that day."
)
_NO_MATCH: Final = "\n  Nothing matches. Words must stand in the sentence or be names near it; 2012, 2024-11 or 2008..2012 is a period."
_WIDE: Final = 100
"""Cells from which on there is room for the documents' titles."""

_TITLE: Final = 22
"""Characters of a document's title beside its dates."""

_BEFORE: Final = 15
"""Cells of a row before its sentence."""

_AFTER: Final = 12
"""Cells that are to be seen of a sentence after the words of a date."""

_TREND: Final = 3
"""Years from which on there is a sparkline."""

_BARS: Final = 40
"""Cells that it has at most."""

_BAR: Final = 24
"""Cells of the bar of the fullest year or month."""


class TimelineScreen(ResultsScreen[tuple[str, int]]):
    """Gives the document and the offset of the mention that was chosen, or nothing."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("timeline")]

    sign = "Timeline"
    keys = (
        *ResultsScreen.keys[:-1],
        ("ctrl+s", "export", "export_dates"),
        ("ctrl+r", "next reading", "cycle_chosen"),
        ResultsScreen.keys[-1],
    )
    prompt = "filter by words, names, or a period such as 2008..2012"

    def __init__(self, session: Session, typed: str = "") -> None:
        """Prepare to show the timeline of a session's folder, filtered by what stands in the line from the start."""
        super().__init__(session)
        self._typed_first = typed
        self.entries: list[TimelineEntry] = []
        """Every date of the folder, as far as it is indexed."""
        self.shown: dict[str, TimelineEntry] = {}
        """Those that the filter lets through, by the key of their row."""
        self._twins: frozenset[str] = frozenset()
        """Titles that several of their documents have."""

    def compose(self) -> ComposeResult:
        """Put the filter over the list, and what the chosen date means below it."""
        yield from self.compose_prompt()
        yield RowList(id="results", empty="\n  reading…")
        yield Line(id="timeline-about")
        yield KeyLine(id="results-keys")

    def on_mount(self) -> None:
        """Read the timeline."""
        if self._typed_first:
            self.query_one(Input).value = self._typed_first
        self.ask_again()

    def chosen(self) -> tuple[str, int] | None:
        """Return document and offset of the date the cursor is on, if any."""
        entry = self.shown.get(self.results.key)
        return (entry.document.name, entry.mention.start) if entry else None

    def action_cycle_chosen(self) -> None:
        """Take the next reading of the chosen date; it may move to another place of the calendar."""
        chosen = self.chosen()
        if chosen is None:
            return
        try:
            is_other = self.session.cycle_date(*chosen)
        except (NotebookError, DocumentError) as error:
            self.say([(str(error), "warning")])
            return
        if is_other:
            self.ask_again()
        else:
            self.say(
                [(with_keys("it has one reading only; {open_result} opens it, and {type_date} types another"), "said")]
            )

    def action_export_dates(self) -> None:
        """Export the dates that are listed, for TimelineJS, calendars and spreadsheets."""
        if not self.shown:
            self.say([("no date is listed", "warning")])
            return
        from reader.app.screens.dates_exporting import DatesExportScreen  # noqa: PLC0415 (loads when it is first needed)

        def done(said: str | None) -> None:
            if said:
                self.say([(said, "said")])

        title = safe_line(" · ".join(part for part in (self.session.folder.root.name, self.typed.strip()) if part))
        self.app.push_screen(DatesExportScreen(self.session, [*self.shown.values()], title), done)

    def ask_again(self) -> None:
        """Read the timeline."""
        self._read()

    @work(thread=True, exclusive=True, group="timeline")
    def _read(self) -> None:
        try:
            entries = self.session.timeline()
        except sqlite3.Error as error:
            self.app.call_from_thread(self.say, [(f"the index cannot be read: {error}", "warning")])
            return
        if not get_current_worker().is_cancelled:
            self.app.call_from_thread(self._show, entries)

    def on_resize(self) -> None:
        """Fit the rows to the new width."""
        self.call_after_refresh(self._filter)

    def _show(self, entries: list[TimelineEntry]) -> None:
        if self.is_attached:
            self.entries = entries
            self._filter()

    @on(Input.Changed, "#typed")
    def _filter(self) -> None:
        words, within = split_filter(self.typed)
        entries = matching(self.entries, words=words, within=within)
        self.shown = {f"{entry.document.row}:{entry.mention.start}": entry for entry in entries}
        self._twins = of_one_title((entry.document.title, entry.document.name) for entry in entries)
        rows = self.results
        rows.empty = _NO_MATCH if self.entries else with_keys(_EMPTY)
        rows.show(timeline_rows(entries, self.size.width))
        rows.point_at(rows.key)
        documents = len({entry.document.row for entry in entries})
        count = f"{len(entries):,} of {counted(len(self.entries), 'date')}, in {counted(documents, 'document')}"
        parts: list[Part] = [(count, "quiet"), *trend(entries)]
        if within:
            parts.append((f"  between {within[0]} and {within[1]}", "date"))
        self.say(parts)
        self._draw_about()

    @on(RowList.Moved, "#results")
    def _draw_about(self) -> None:
        entry = self.shown.get(self.results.key)
        parts: list[Part] = []
        if entry is not None:
            mention = entry.mention
            parts = [
                (f" “{mention.text}” → ", ""),
                (said(mention.value), "date"),
                (f"  {mention.reading.rule}", "quiet"),
            ]
            path = f"  {end_of(entry.document.name, _TITLE)}" if entry.document.title in self._twins else ""
            parts += [
                (f"  ·  {cut(entry.document.title, _TITLE) if path else entry.document.title}", ""),
                (path, "quiet"),
            ]
        self.query_one("#timeline-about", Line).show(parts)


def split_filter(typed: str) -> tuple[str, Interval | None]:
    """Take what was typed apart: the words, and the last period among them."""
    words, within = [], None
    for word in typed.split():
        if (found := period(word)) is not None:
            within = found
        else:
            words.append(word)
    return " ".join(words), within


def trend(entries: Sequence[TimelineEntry]) -> list[Part]:
    """Return how many dates there are year by year as a sparkline; nothing where there are few years."""
    years = Counter(entry.interval[0].year for entry in entries)
    if len(years) < _TREND:
        return []
    first, last = min(years), max(years)
    together = -(-(last - first + 1) // _BARS)
    counts = [sum(years[year + more] for more in range(together)) for year in range(first, last + 1, together)]
    drawn = "".join(bar_of(count, max(counts)) for count in counts)
    return [(f"  {first} ", "quiet"), (drawn, "date"), (f" {last}", "quiet")]


def timeline_rows(entries: Sequence[TimelineEntry], width: int = _WIDE) -> list[Row]:
    """Return entries as rows: a heading with a bar for every year, and for every month of a year that has several.

    Args:
        entries: in calendar order.
        width: cells there are; from some width on the documents' titles are shown, too.
    """
    titles = width >= _WIDE
    room = width - _BEFORE - (_TITLE + 4 if titles else 2)
    years = Counter(entry.interval[0].year for entry in entries)
    months = Counter((entry.interval[0].year, entry.interval[0].month) for entry in entries)
    several = Counter(year for year, _month in months)
    fullest_year, fullest_month = max(years.values(), default=1), max(months.values(), default=1)
    twins = of_one_title((entry.document.title, entry.document.name) for entry in entries)
    rows: list[Row] = []
    year = month = 0
    for entry in entries:
        first = entry.interval[0]
        if first.year != year:
            year, month = first.year, 0
            rows.append(Row(((f" {year}  ", "heading"), *_bar(years[year], fullest_year))))
        if several[year] > 1 and first.month != month:
            month = first.month
            rows.append(Row(((f"   {first:%B %Y}".ljust(18), "strong"), *_bar(months[year, month], fullest_month))))
        rows.append(_row(entry, _named(entry, is_twin=entry.document.title in twins) if titles else "", room))
    return rows


def _bar(count: int, fullest: int) -> tuple[Part, ...]:
    return (("━" * max(1, _BAR * count // fullest), "date"), (f" {count:,}", "quiet"))


def _named(entry: TimelineEntry, *, is_twin: bool) -> str:
    """Return the title of an entry's document, or its path where another one has that title."""
    return end_of(entry.document.name, _TITLE) if is_twin else cut(entry.document.title, _TITLE)


def _row(entry: TimelineEntry, named: str, room: int) -> Row:
    mention = entry.mention
    sign = DECIDED if is_by_hand(mention) else ("  ", "")
    parts: tuple[Part, ...] = (
        (" ", ""),
        sign,
        (f"{said_briefly(mention.value):<12}", "date"),
        *_sentence(entry, room),
    )
    return Row(parts, f"{entry.document.row}:{mention.start}", (f"  {padded(named, _TITLE)}" if named else "", "quiet"))


def _sentence(entry: TimelineEntry, room: int) -> list[Part]:
    """Return the sentence of a date with its words lit, from a little before them where they would not be seen."""
    context, phrase = entry.context, safe_line(entry.mention.text)
    at = context.find(phrase)
    if at < 0:
        return [(f"“{phrase}”  ", "date"), (context, "")]
    before, after = context[:at], context[at + len(phrase) :]
    if cell_len(before) + cell_len(phrase) > room - _AFTER:
        begun = last_cells(before, max(8, room * 2 // 5)).lstrip()
        # a word that was cut through is left out
        before = f"…{begun.partition(' ')[2]}" if " " in begun.rstrip() else begun
    return [(before, ""), (phrase, "date"), (after, "")]
