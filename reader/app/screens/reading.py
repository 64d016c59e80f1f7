"""The reading screen: documents, the text, and who and when in it."""

import sqlite3
import time
from concurrent.futures import BrokenExecutor
from typing import ClassVar, Final

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Static
from textual.worker import get_current_worker

from reader.app.actions import ACTIONS, Scope, bindings
from reader.app.reading import Mentions, block_spans
from reader.app.screens.finding import Finding
from reader.app.screens.footer import FILTER_KEYS, NAME_KEYS, SELECT_KEYS, desk_hint, usual_keys
from reader.app.screens.naming import NamesFilter, Naming
from reader.app.screens.panes import Panes
from reader.app.session import Session
from reader.app.widgets.find_bar import FindBar
from reader.app.widgets.lines import KeyLine, Line
from reader.app.widgets.row_list import Part, Row, RowList
from reader.app.widgets.text_view import TextView
from reader.corpus import Found, Progress, Report
from reader.documents import Document, DocumentError
from reader.text.safety import safe_line

_WIDTHS: Final = range(40, 161, 8)
"""The widths that the text column may have, in cells."""


class ReadingScreen(Panes, Finding, Naming):
    """Where a person reads."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("reading"), *bindings("desk")]

    scopes: ClassVar[tuple[Scope, ...]] = ("text", "reading", "desk", "app")

    def __init__(self, session: Session) -> None:
        """Prepare to show a session."""
        super().__init__(session)
        self._progress = self._summary = ""
        self._list_again_at = self._say_again_at = 0.0
        self._order: dict[str, int] = {}
        self._waits_for_mentions = False

    def compose(self) -> ComposeResult:
        """Put the three panes side by side, and the lines below them."""
        with Horizontal(id="panes"):
            with Vertical(id="left", classes="pane"):
                yield Line(id="documents-title")
                yield RowList(id="documents", empty=" looking…")
            with Vertical(id="middle"):
                yield Line(id="title")
                yield Line(id="facts")
                yield TextView(id="text")
                yield Static(id="nothing", markup=False)
            with Vertical(id="right", classes="pane"):
                yield Line(id="tabs")
                yield NamesFilter(placeholder="filter names", id="names-filter")
                yield RowList(id="entities", empty=" reading…")
                yield RowList(id="dates")
                yield RowList(id="marks", empty=" No marks yet.\n enter in the text\n highlights the\n sentence.")
        yield FindBar(id="find")
        yield Line(id="about")
        yield KeyLine(id="status")

    def on_mount(self) -> None:
        """Start reading."""
        self.view.focus()
        self.query_one("#marks").display = False
        self.redraw()
        for warning in self.session.warnings:
            self.tell(warning, severity="warning")
        self._look()

    # -- looking and indexing, in the background

    @work(thread=True, exclusive=True, group="look")
    def _look(self) -> None:
        worker = get_current_worker()
        try:
            self.session.look()
            self.app.call_from_thread(self._looked)
            report = self.session.build(self._report_progress, lambda: worker.is_cancelled)
            self.session.listed = self.session.index.listed()
        except (sqlite3.Error, OSError) as error:
            if not self.session.is_closed:
                message = f"the index cannot be kept up: {error}. Documents can be read, search covers what it has."
                self.app.call_from_thread(self.tell, message, "warning")
            return
        if not worker.is_cancelled:
            self.app.call_from_thread(self._indexed, report)
            if problem := self.session.extractor_problem:
                self.app.call_from_thread(self.tell, f"{problem}. Names are found as without it.", "warning")

    def _report_progress(self, progress: Progress) -> None:
        """Pass on how far indexing has come, from its thread, as often as the screen can follow."""
        self.session.progress = progress
        now = time.monotonic()
        if now >= self._list_again_at:
            self.session.listed = self.session.index.listed()
            self.app.call_from_thread(self._list_documents)
            self._list_again_at = now + max(1.0, 20 * (time.monotonic() - now))
        is_open = self.document is not None and self.document.name == progress.name
        if now >= self._say_again_at or is_open or progress.done == progress.total:
            self.app.call_from_thread(self._progressed, progress)
            self._say_again_at = now + 0.1

    def _looked(self) -> None:
        self._list_documents()
        if self.document is None and not any(self.open(entry.name, quiet=True) for entry in self.session.entries):
            self._say_nothing()

    def _progressed(self, progress: Progress) -> None:
        self._progress = f"indexing {progress.done:,}/{progress.total:,}  " if progress.done < progress.total else ""
        if self._waits_for_mentions and self.document and progress.name == self.document.name:
            self._find_mentions(self.document)
        self._draw_status()

    def _indexed(self, report: Report) -> None:
        self._list_documents()
        if self.document is None:
            self._say_nothing()
        self.learn_names()
        if (summary := report.scan.summary()) and summary != self._summary:
            self._summary = summary
            self.tell(summary)

    def _say_nothing(self) -> None:
        root = safe_line(str(self.session.folder.root))
        reasons = [f"{safe_line(e.name)}: {self.session.error_of(e.name)}" for e in self.session.scan.files[:5]]
        summary = self.session.scan.summary()
        self.query_one("#nothing", Static).update(
            "\n\n".join(
                [
                    f"No documents in {root}",
                    *(["\n".join(reasons)] if reasons else []),
                    *([f"{summary[0].upper()}{summary[1:]}."] if summary else []),
                    "reader shows .txt and .md files. Put some there, or open another place:\n\n    reader PATH",
                ]
            )
        )
        self.add_class("-nothing")
        self._draw_status()

    def _list_documents(self) -> None:
        rows = []
        for entry in self.session.scan.files:
            listed = self.session.listed.get(entry.name)
            if listed and listed.error:
                rows.append(Row(((" ✗ ", "warning"), (f"{entry.name}: {listed.error}", "quiet"))))
            elif listed:
                day = listed.published.isoformat() if listed.published else "    –     "
                rows.append(Row(((f" {day} ", "quiet"), (listed.title, "")), entry.name))
            else:
                rows.append(Row((("            ", "quiet"), (entry.name, "")), entry.name))
        documents = self.rows("documents")
        documents.empty = " none"
        documents.show(rows)
        if self.document:
            documents.point_at(self.document.name)
        self._order = {entry.name: number for number, entry in enumerate(self.session.entries, 1)}
        self.query_one("#documents-title", Line).show(
            [(" Documents", "heading")], [(f"{len(self._order):,} ", "quiet")]
        )
        self._draw_status()

    # -- one document

    def open(self, name: str, offset: int | None = None, *, quiet: bool = False) -> bool:
        """Show a document, where it was left or at an offset; unless `quiet`, tell why if it cannot be read."""
        if self.document:
            self.session.places[self.document.name] = self.view.cursor
        if self.document is None or self.document.name != name:
            try:
                document = self.session.read(name)
            except DocumentError as error:
                if not quiet:
                    self.tell(f"{name}: {error}", severity="error")
                return False
            self._show(document)
            offset = self.session.places.get(name, document.body_start) if offset is None else offset
        if offset is not None:
            self.view.jump(offset)
        self.rows("documents").point_at(name)
        return True

    def _show(self, document: Document) -> None:
        self.remove_class("-nothing")
        self.document = document
        self.mentions, self.found = Mentions(Found()), Found()
        self.end_find()
        self.view.load(document.text, (document.body_start,))
        self.view.show_mentions(block_spans(document))
        for pane in ("entities", "dates"):
            self.rows(pane).empty = " reading…" if pane == "entities" else ""
            self.rows(pane).show(())
        self.draw_marks()
        self._draw_header()
        for warning in document.warnings:
            self.tell(f"{document.name}: {warning}", severity="warning")
        self._waits_for_mentions = True
        self._find_mentions(document)

    @work(thread=True, exclusive=True, group="mentions")
    def _find_mentions(self, document: Document) -> None:
        try:
            found = self.session.found(document)
        except (sqlite3.Error, BrokenExecutor):
            return  # the program is being closed, or the index has said already that it is broken
        if found is not None and not get_current_worker().is_cancelled:
            self.app.call_from_thread(self._show_mentions, document, found)

    def _show_mentions(self, document: Document, found: Found) -> None:
        if document is self.document:
            self._waits_for_mentions = False
            self.show_found(found)

    def reread(self) -> None:
        """Read the document again with the day it has now, find its dates anew, and bring the index up to date."""
        if self.document is None:
            return
        try:
            self.document = self.session.read(self.document.name)
        except DocumentError as error:
            self.tell(f"{self.document.name}: {error}", "error")
            return
        self._draw_header()
        self._find_mentions(self.document)
        self._look()

    # -- drawing

    def _draw_header(self) -> None:
        if self.document is None:
            return
        document = self.document
        listed = self.session.listed.get(document.name)
        day = str(document.published.day) if document.published else "no date"
        how = f" ({document.published.how})" if document.published else ""
        words = f" · {listed.words:,} words" if listed and listed.words else ""
        self.query_one("#title", Line).show([(document.title, "strong")])
        self.query_one("#facts", Line).show([(day, "date"), (f"{how} · {document.name}{words}", "quiet")])

    def _draw_about(self) -> None:
        parts: list[Part] = [(" ", ""), *self.describe_hit()]
        mark = self.mark_here
        if mark is not None:
            parts += [("▌", mark.highlight.colour), (f"{mark.highlight.colour} ", "")]
            parts += [(f"“{mark.highlight.note}” ", "")] if mark.highlight.note else []
        items = self.mentions.at(self.view.cursor)
        for number, item in enumerate(items):
            parts += [("  ·  ", "quiet")] if number or mark else []
            parts += self.mentions.describe(item)
        is_name = any(item.pane == "entities" for item in items)
        self.query_one("#about", Line).show(parts, desk_hint(self.size.width) if is_name else [])

    def _draw_status(self) -> None:
        at = self._order.get(self.document.name, 0) if self.document else 0
        length = len(self.view.text)
        percent = 100 * self.view.cursor // max(1, length - 1) if self.document else 0
        right: list[Part] = [(f"{self._progress}{at:,}/{len(self._order):,}  {min(100, percent)}% ", "quiet")]
        status = self.query_one("#status", KeyLine)
        if self.view.selecting_from is not None:
            status.show_keys(SELECT_KEYS, mode="SELECT", right=right)
        elif self.rows("entities").has_focus:
            status.show_keys(NAME_KEYS, right=right)
        elif self.query_one(NamesFilter).has_focus:
            status.show_keys(FILTER_KEYS, mode="FILTER", right=right)
        else:
            status.show_keys(usual_keys(), right=right)

    def on_descendant_focus(self) -> None:
        """Show the keys that work now."""
        self._draw_status()

    @on(TextView.CursorMoved)
    def redraw(self) -> None:
        """Draw anew what depends on the cursor and the marks."""
        here = {item.pane: item.key for item in reversed(self.mentions.at(self.view.cursor))}
        here["marks"] = self.mark_here.highlight.id if self.mark_here else ""
        for pane in ("entities", "dates", "marks"):
            if not self.rows(pane).has_focus:
                self.rows(pane).point_at(here.get(pane, ""))
        self.draw_tabs(len(self.placed))
        self._draw_about()
        self._draw_status()

    # -- lists

    @on(RowList.Chosen)
    def _chosen(self, event: RowList.Chosen) -> None:
        if event.rows.id == "documents":
            self.leave_here()
            if self.open(event.key):
                self.close_overlays()
                self.view.focus()
        elif event.rows.id == "marks":
            self._go_to_mark(event.key)
            self.view.focus()
        elif mention := self.mentions.next_of(event.key, self.view.cursor):
            self.leave_here()
            self.view.jump(mention.start)
            if self.close_overlays():
                self.view.focus()

    @on(RowList.Moved, "#marks")
    def _mark_pointed_at(self, event: RowList.Moved) -> None:
        self._go_to_mark(event.key)

    def _go_to_mark(self, key: str) -> None:
        for item in self.placed:
            if item.highlight.id == key and item.placement.status == "certain":
                self.view.jump(item.placement.start)

    # -- documents and places

    def action_escape(self) -> None:
        """End the selection, else a pane that lies over the text, else the find; and come back to the text."""
        if self.view.selecting_from is not None:
            self.view.action_toggle_select()
        elif self.focused is not self.view:
            self.end_filter()
            self.close_overlays()
        elif not self.end_filter():
            self.end_find()
        self.view.focus()

    def action_next_document(self) -> None:
        """Open the next document of the list."""
        self._step_document(1)

    def action_previous_document(self) -> None:
        """Open the document before."""
        self._step_document(-1)

    def _step_document(self, step: int) -> None:
        names = list(self._order)
        here = self._order.get(self.document.name, 0) - 1 if self.document else -1
        if 0 <= here + step < len(names):
            self.leave_here()
            self.open(names[here + step])
        elif names:
            self.tell("this is the last document" if step > 0 else "this is the first document")

    def action_back(self) -> None:
        """Go back to where the last long jump started."""
        if self.document and (place := self.jumps.back((self.document.name, self.view.cursor))):
            self.back_to(place, self.jumps.page)

    def action_forward(self) -> None:
        """Go forward again."""
        if place := self.jumps.forward():
            self.open(*place)

    def action_next_mention(self) -> None:
        """Go to the next mention of anyone or anything."""
        self._step_mention(1)

    def action_previous_mention(self) -> None:
        """Go to the mention before."""
        self._step_mention(-1)

    def _step_mention(self, direction: int) -> None:
        mention = self.mentions.step(self.view.cursor, direction)
        if mention is None:
            self.tell("no further mention" if direction > 0 else "no mention before")
        else:
            self.view.jump(mention.start)

    def action_wider(self) -> None:
        """Make the text column wider."""
        self.view.column = next((width for width in _WIDTHS if width > self.view.column), _WIDTHS[-1])

    def action_narrower(self) -> None:
        """Make the text column narrower."""
        self.view.column = next((width for width in reversed(_WIDTHS) if width < self.view.column), _WIDTHS[0])

    def action_search(self) -> None:
        """Search all documents."""
        from reader.app.screens.search import SearchScreen  # noqa: PLC0415 (loads rapidfuzz when it is first needed)

        self.app.push_screen(SearchScreen(self.session), self.opened_from_search)

    def action_timeline(self) -> None:
        """Show every dated mention of the folder in calendar order."""
        from reader.app.screens.timeline import TimelineScreen  # noqa: PLC0415 (loads when it is first needed)

        self.app.push_screen(TimelineScreen(self.session), self._opened_from_timeline)

    def _opened_from_timeline(self, place: tuple[str, int] | None) -> None:
        self.show_found(self.found)  # a reading may have been changed there
        if place is not None:
            self.leave_here()
            self.open(*place)

    async def action_perform(self, action_id: str) -> None:
        """Do an action by its id, as from the footer or the palette."""
        action = next((action for action in ACTIONS if action.id == action_id), None)
        if action is None:
            return
        if action.scope == "text":
            self.view.focus()
        target = {"text": self.view, "list": self.focused, "reading": self, "desk": self}.get(action.scope, self.app)
        await self.app.run_action(action.id, default_namespace=target)
