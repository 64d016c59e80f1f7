"""The documents beside the text: sorted, filtered as a person types, read and unread; and opening one by its name."""

from collections.abc import Sequence
from typing import Final

from textual import on, work
from textual.timer import Timer
from textual.widgets import Input
from textual.worker import get_current_worker

from reader.app.screens.base import DocumentScreen, pane_head
from reader.app.session import Session
from reader.app.shelf import SORT_NAMES, SORTS, Sort, in_order
from reader.app.shelf_rows import Lit, nothing_lit, shelf_rows
from reader.app.widgets.lines import Line
from reader.app.widgets.pane_filter import PaneFilter
from reader.app.widgets.row_list import LazyRows
from reader.notebook import NotebookError
from reader.text.safety import safe_line

DWELL: Final = 1.0
"""Seconds that the end of a document is on the screen before it counts as read."""


class Shelving(DocumentScreen):
    """The part of the reading screen that has to do with the list of documents."""

    def __init__(self, session: Session) -> None:
        """Start by name."""
        super().__init__(session)
        self.sort: Sort = "name"
        """How documents are sorted while there is no filter."""
        self._filter_sort: Sort = "relevance"
        self._shown_for: tuple[str, Sort] = "", "name"
        """The filter that the list answers, and how it is sorted."""
        self._listed = 0, 0
        """How many documents are listed, and how many there are."""
        self._left_unread: set[str] = set()
        """Ids of documents that a person said were not read: their end may be on the screen again."""
        self._dwelling: Timer | None = None

    # -- the list

    @property
    def _filter(self) -> PaneFilter:
        return self.query_one("#documents-filter", PaneFilter)

    def list_documents(self) -> None:
        """List the documents as they are known now, filtered and sorted, as soon as that is worked out."""
        typed = self._filter.value
        self._arrange_documents(typed, self._filter_sort if typed.strip() else self.sort)

    @work(thread=True, exclusive=True, group="documents")
    def _arrange_documents(self, typed: str, sort: Sort) -> None:
        shelf, notebook = self.session.shelf, self.session.notebook
        best: Sequence[int] | None = None
        lit: Lit = nothing_lit
        if typed.strip():
            best, lit = self.session.picked(typed)
        elif sort == "relevance":
            best = [shelf.number[name] for name in self.session.best if name in shelf]
        numbers = in_order(shelf, sort, notebook.read_documents, best)
        documents = self.rows("documents")
        rows = shelf_rows(
            shelf,
            numbers,
            lambda: notebook.read_documents,
            lit,
            self.session.memory.read_of,
            lambda: documents.lines > 1,
        )
        if not get_current_worker().is_cancelled:
            self.app.call_from_thread(self._show_documents, typed, sort, rows, len(shelf))

    def _show_documents(self, typed: str, sort: Sort, rows: LazyRows, total: int) -> None:
        documents = self.rows("documents")
        is_filtered = bool(typed.strip())
        documents.empty = f" No document with “{safe_line(typed.strip())}”." if is_filtered else " None."
        is_other = (typed, sort) != self._shown_for
        self._shown_for = typed, sort
        documents.show(rows)
        if is_filtered and is_other:
            documents.step(-len(rows))
        elif self.document and not documents.has_focus:
            documents.point_at(self.document.name)
        if is_other and not is_filtered:
            documents.scroll_to(y=0, animate=False)
        self._listed = len(rows.places), total
        self.draw_documents_head()
        self.draw_status()

    def draw_documents_head(self) -> None:
        """Say over the documents how they are sorted, and how many of them are listed."""
        documents, line = self.rows("documents"), self.query_one("#documents-title", Line)
        is_filtered, sort, (listed, total) = bool(self._shown_for[0].strip()), self._shown_for[1], self._listed
        count = f"{listed:,}" if is_filtered or sort == "relevance" else f"{total:,}"
        whole = f"{count} of {total:,} "
        is_part = count != f"{total:,}" and line.size.width > len(whole) + 20
        how = (f"  {SORT_NAMES[sort][1]}", "quiet")
        head = pane_head(has_keys=documents.has_focus)
        line.show([(" Documents", head), how], [(whole if is_part else f"{count} ", "quiet")])

    def action_sort_documents(self) -> None:
        """Sort the documents in the next way; best first only where there is something they can be good for."""
        is_filtered = bool(self._filter.value.strip())
        possible = [sort for sort in SORTS if sort != "relevance" or is_filtered or self.session.best]
        now = self._filter_sort if is_filtered else self.sort
        following = possible[(possible.index(now) + 1) % len(possible)] if now in possible else possible[0]
        if is_filtered:
            self._filter_sort = following
        else:
            self.sort = following
        self.list_documents()
        self.tell(f"documents {SORT_NAMES[following][0]}")

    @on(Input.Changed, "#documents-filter")
    def _filter_changed(self) -> None:
        self._filter_sort = "relevance"
        self.list_documents()

    def filter_documents(self) -> None:
        """Show a line over the documents; what is typed there filters them."""
        self._filter.open()

    def action_open_document(self) -> None:
        """Open a document by its name or title."""
        from reader.app.screens.opening import OpenScreen  # noqa: PLC0415 (loads when it is first needed)

        here = self.document.name if self.document else ""
        self.app.push_screen(OpenScreen(self.session, here), self._opened_by_name)

    def _opened_by_name(self, name: str | None) -> None:
        if name is not None:
            self.leave_here()
            self.open(name)

    # -- read and unread

    def action_toggle_read(self) -> None:
        """Say that the document is read, or that it is not: the one whose row has the keys, else the one shown."""
        documents = self.rows("documents")
        name = documents.key if documents.has_focus else self.document.name if self.document else ""
        number = self.session.shelf.id_of(name)
        if self.document and name == self.document.name:
            number = self.document.id
        if not number:
            self.tell("no document here" if not name else "not indexed yet: try again in a moment")
            return
        is_read = number not in self.session.notebook.read_documents
        try:
            self.session.notebook.set_read(number, name, is_read=is_read)
        except NotebookError as error:
            self.tell(str(error), "error")
            return
        (self._left_unread.discard if is_read else self._left_unread.add)(number)
        documents.refresh()
        self.draw_header()
        self.tell(f"{self.session.shelf.title(name)}: {'read' if is_read else 'not read'}")

    def notice_end(self) -> None:
        """Take the document for read once its end has been on the screen for a moment."""
        document = self.document
        if document is None or self._dwelling is not None or not self._sees_end():
            return
        if document.id not in self.session.notebook.read_documents and document.id not in self._left_unread:
            self._dwelling = self.set_timer(DWELL, lambda: self._was_read(document.id, document.name))

    def _sees_end(self) -> bool:
        view = self.view
        return bool(view.size.height) and view.scroll_offset.y + view.size.height >= len(view.rows)

    def _was_read(self, number: str, name: str) -> None:
        self._dwelling = None
        if self.document is not None and self.document.id == number and self._sees_end():
            self._note_read(number, name)
        else:
            self.notice_end()

    @work(thread=True, group="read")
    def _note_read(self, number: str, name: str) -> None:
        try:
            self.session.notebook.set_read(number, name, is_read=True)
        except NotebookError:
            return  # nothing a person asked for; marks, which they do ask for, say why
        self.app.call_from_thread(self._show_read)

    def _show_read(self) -> None:
        self.rows("documents").refresh()
        self.draw_header()

    # -- what the other parts do

    def draw_status(self) -> None:
        """Draw the line at the bottom."""
        raise NotImplementedError
