"""Opening a document and showing it: a short one at once, a long one as soon as it is read and laid out."""

import sqlite3
from collections.abc import Callable
from concurrent.futures import BrokenExecutor
from dataclasses import dataclass
from typing import Final

from textual import work
from textual.timer import Timer
from textual.worker import get_current_worker

from reader.app.layout import Layout
from reader.app.memory import place_at
from reader.app.reading import Mentions, block_spans
from reader.app.screens.base import DocumentScreen
from reader.app.session import Session
from reader.app.spans import FlatSpans
from reader.app.widgets.lines import Line
from reader.app.widgets.parts import Part
from reader.app.widgets.text_head import SEPARATOR
from reader.corpus import Found
from reader.documents import Document, DocumentError
from reader.text.counting import counted

_AT_ONCE: Final = 200_000
"""Bytes up to which a document is opened at once; a longer one is read and laid out while the screen keeps answering."""


_PAUSE: Final = 2.0
"""Seconds after which a new place is written down, with all places up to then."""


@dataclass(frozen=True, slots=True)
class _Ready:
    """A document with everything that takes long to work out."""

    document: Document
    rows: Layout
    blocks: FlatSpans


def _nothing() -> None:
    """Do nothing."""


class Showing(DocumentScreen):
    """The part of the reading screen that opens documents."""

    def __init__(self, session: Session) -> None:
        """Start with no document."""
        super().__init__(session)
        self.found = Found()
        self._opening = ""
        """The document that is being read to be shown."""
        self._is_arriving = False
        """Whether a document is shown already, but not yet at its place."""
        self._saving: Timer | None = None
        """Writes down where documents were left."""

    def open(
        self, name: str, offset: int | None = None, *, quiet: bool = False, then: Callable[[], None] = _nothing
    ) -> bool:
        """Show a document, where it was left or at an offset, and then do something.

        Returns:
            Whether it can be read; unless `quiet`, the person is told why not. A long one is shown a little later.
        """
        self._opening = ""
        self.remember_place()
        if self.document is not None and self.document.name == name:
            self._go(name, offset, then)
            return True
        stamp = self.session.stamp(name)
        if stamp is not None and stamp[0] > _AT_ONCE:
            self._opening = name
            self.tell(f"opening {name}…")
            self._read(name, offset, then)
            return True
        try:
            ready = self._ready(self.session.read(name))
        except DocumentError as error:
            if not quiet:
                self.tell(f"{name}: {error}", severity="error")
            return False
        self._show(ready)
        self._go(name, self._place_in(ready.document) if offset is None else offset, then)
        return True

    def _place_in(self, document: Document) -> int:
        """Return where a document was left, or where its text begins."""
        place = self.session.memory.places.get(document.name)
        return place.find_in(document.text) if place else document.body_start

    def remember_place(self) -> None:
        """Remember where the document is left; it is written down a moment later, and so outlasts a crash."""
        if self.document is None or self._is_arriving:
            return
        name, view = self.document.name, self.view
        before = self.session.memory.read_of(name)
        if not self.session.memory.left(name, place_at(view.text, view.cursor, view.percent_seen)):
            return
        if self.session.memory.read_of(name) != before:
            self.draw_header()
            self.rows("documents").refresh()
        if self._saving is None:
            self._saving = self.set_timer(_PAUSE, self._save_places)

    @work(thread=True, group="save")
    def _save_in_thread(self) -> None:
        self.session.memory.save()

    def _save_places(self) -> None:
        self._saving = None
        self._save_in_thread()

    @work(thread=True, exclusive=True, group="open")
    def _read(self, name: str, offset: int | None, then: Callable[[], None]) -> None:
        try:
            ready = self._ready(self.session.read(name))
        except DocumentError as error:
            self.app.call_from_thread(self.tell, f"{name}: {error}", "error")
            return
        if not get_current_worker().is_cancelled:
            self.app.call_from_thread(self._read_at_last, ready, offset, then)

    def _read_at_last(self, ready: _Ready, offset: int | None, then: Callable[[], None]) -> None:
        name = ready.document.name
        if name == self._opening:
            self._opening = ""
            self._show(ready)
            self._go(name, self._place_in(ready.document) if offset is None else offset, then)

    def _ready(self, document: Document) -> _Ready:
        return _Ready(
            document, self.view.laid_out(document.text, (document.body_start,)), FlatSpans(block_spans(document))
        )

    def _go(self, name: str, offset: int | None, then: Callable[[], None]) -> None:
        self._is_arriving = False
        if offset is not None:
            self.view.jump(min(offset, len(self.view.text)))
        self.remember_place()
        self.rows("documents").point_at(name)
        then()

    def _show(self, ready: _Ready) -> None:
        document = ready.document
        self._is_arriving = True
        self.remove_class("-nothing")
        self.document = document
        self.stamp = self.session.stamp(document.name)
        self.mentions, self.found, self.news = Mentions(Found()), Found(), None
        self.end_find()
        self.view.load(ready.rows)
        self.view.show_mentions(ready.blocks)
        for pane in ("entities", "dates"):
            self.rows(pane).empty = " reading…" if pane == "entities" else ""
            self.rows(pane).show(())
        self._shown(document)

    def show_changed(self, document: Document, offset: int) -> None:
        """Show the document, whose text is another one now, at an offset."""
        self.document = document
        self.end_find()
        self.view.reload(self.view.laid_out(document.text, (document.body_start,)), offset)
        self.view.show_mentions(block_spans(document))
        self._shown(document)

    def _shown(self, document: Document) -> None:
        self.draw_marks()
        self.draw_header()
        for warning in document.warnings:
            self.tell(f"{document.name}: {warning}", severity="warning")
        self.waits_for_mentions = True
        self.find_mentions(document)

    def find_mentions(self, document: Document) -> None:
        """Find who and when in the document, unless it is long and its turn in the index is yet to come."""
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
            self.waits_for_mentions = False
            self.show_found(found)

    def draw_header(self) -> None:
        """Say what the document is."""
        if self.document is None:
            return
        document = self.document
        words = self.session.shelf.words_of(document.name)
        day = str(document.published.day) if document.published else "no date"
        how = f" ({document.published.how})" if document.published else ""
        share = self.session.memory.read_of(document.name)
        is_read = document.id in self.session.notebook.read_documents
        how_far = "read" if is_read else f"{share}% read" if share else ""
        facts: list[Part] = [(day, "date"), (how, "quiet")]
        for fact in (counted(words, "word") if words else "", how_far, document.name):
            facts += [SEPARATOR, (fact, "quiet")] if fact else []
        self.query_one("#title", Line).show([(document.title, "strong")])
        self.query_one("#facts", Line).show(facts)

    # -- what the other parts do

    def draw_marks(self) -> None:
        """Show the notebook as it is now."""
        raise NotImplementedError

    def end_find(self) -> None:
        """Forget the hits."""
        raise NotImplementedError

    def show_found(self, found: Found) -> None:
        """Show who and when."""
        raise NotImplementedError
