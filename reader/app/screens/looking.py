"""Looking which documents there are, bringing the index up to date, and noticing what changes: all in the background."""

import sqlite3
import time
from typing import Final

from textual import work
from textual.timer import Timer
from textual.worker import get_current_worker

from reader.app.screens.base import DocumentScreen
from reader.app.session import Session
from reader.app.widgets.parts import Part
from reader.corpus import Progress, Report
from reader.corpus.pace import STAGES
from reader.corpus.watch import changed, pause
from reader.documents import Document, DocumentError

_TRIES: Final = 20
"""Documents that are tried when the first one is to be opened: they may be gone."""


class Looking(DocumentScreen):
    """The part of the reading screen that keeps up with the folder."""

    def __init__(self, session: Session) -> None:
        """Start with nothing known."""
        super().__init__(session)
        self._summary = ""
        self._list_again_at = self._say_again_at = 0.0
        self._later: Timer | None = None
        """Looks at the folder again."""
        self._is_gone = False
        """Whether the file of the document that is shown was taken away."""
        self.waits_for_mentions = False
        """Whether the document's names are still to be found."""

    @work(thread=True, exclusive=True, group="look")
    def look(self, *, is_again: bool = False) -> None:
        """Look through the folder and bring the index up to date; `is_again` if nothing but a change is of interest."""
        worker, session, app = get_current_worker(), self.session, self.app
        try:
            if not session.shelf.names:
                session.look_up()
                app.call_from_thread(self._begin)
            before = session.scan
            started = time.monotonic()
            after = session.folder.scan()
            cost = time.monotonic() - started
            if is_again and not changed(before, after):
                app.call_from_thread(self._look_later, cost)
                return
            session.take(after)
            app.call_from_thread(self._looked)
            report = session.build(self._report_progress, lambda: worker.is_cancelled)
        except (sqlite3.Error, OSError) as error:
            if not session.is_closed:
                message = f"the index cannot be kept up: {error}. Documents can be read, search covers what it has."
                app.call_from_thread(self.tell, message, "warning")
            return
        if not worker.is_cancelled:
            app.call_from_thread(self._indexed, report, cost)

    def _look_later(self, cost: float) -> None:
        if self._later is not None:
            self._later.stop()
        self._later = self.set_timer(pause(cost), self._look_again)

    def _look_again(self) -> None:
        if self.is_attached and not self.session.is_closed:
            self.look(is_again=True)

    def _begin(self) -> None:
        """Show what was read last, or the first document, before anybody looked what there is now."""
        self.list_documents()
        if self.document is None:
            self._open_any([*self.session.memory.places])

    def _looked(self) -> None:
        self.list_documents()
        if self.document is None and not self._open_any([]):
            self.say_nothing()
        elif self.document is not None:
            self._look_at_open(self.document)

    def _open_any(self, first: list[str]) -> bool:
        names = [*first, *self.session.shelf.names[:_TRIES]]
        return any(self.open(name, quiet=True) for name in names if name in self.session.shelf)

    def _report_progress(self, progress: Progress) -> None:
        """Pass on how far indexing has come, from its thread, as often as the screen can follow."""
        self.session.pace.note(progress)
        now = time.monotonic()
        if progress.stage == "text" and now >= self._list_again_at:
            self.session.shelf.take_new(self.session.index)
            self.app.call_from_thread(self.list_documents)
            self._list_again_at = now + max(1.0, 20 * (time.monotonic() - now))
        is_open = self.document is not None and self.document.name == progress.name
        if now >= self._say_again_at or is_open or progress.done == progress.total:
            self.app.call_from_thread(self._progressed, progress)
            self._say_again_at = now + 0.1

    def _progressed(self, progress: Progress) -> None:
        if self.waits_for_mentions and self.document and progress.name == self.document.name:
            self.find_mentions(self.document)
        self.draw_status()

    def _indexed(self, report: Report, cost: float) -> None:
        self.list_documents()
        if self.document is None:
            self.say_nothing()
        self.learn_names()
        if (summary := report.scan.summary()) and summary != self._summary:
            self._summary = summary
            self.tell(summary)
        self._look_later(cost)

    def progress_parts(self, width: int) -> list[Part]:
        """Return how far indexing has come: a bar, how many documents of how many, and how long it will take."""
        pace = self.session.pace
        if pace.is_done:
            return []
        progress = pace.progress
        full, rest = pace.bar(12 if width >= 100 else 8 if width >= 60 else 4)
        bar: list[Part] = [(full, "hit"), (rest, "quiet")]
        if width < 60:
            return [*bar, (f" {pace.share:.0%}  ", "quiet")]
        stage = STAGES[progress.stage] if width >= 100 else progress.stage
        left = f", {pace.left()}" if pace.left() else ""
        done = f" {progress.done:,} of {progress.total:,}" if width >= 80 else f" {pace.share:.0%}"
        return [(f"{stage} ", "quiet"), *bar, (f"{done}{left}   ", "quiet")]

    # -- the file of the document that is shown

    def _look_at_open(self, document: Document) -> None:
        """Show the document as it is now if its file changed, without moving the reader's place; or say that it is gone."""
        stamp = self.session.stamp(document.name)
        if stamp is None:
            if not self._is_gone:
                self._is_gone = True
                self._tell_news(f"{document.name} is no longer there; what was read of it stays on the screen")
        elif stamp != self.stamp or self._is_gone:
            self._is_gone = False
            self._read_again(document)

    @work(thread=True, exclusive=True, group="changed")
    def _read_again(self, document: Document) -> None:
        stamp = self.session.stamp(document.name)
        try:
            now = self.session.read(document.name)
        except DocumentError as error:
            self.app.call_from_thread(self.tell, f"{document.name} cannot be read any more: {error}")
            return
        if not get_current_worker().is_cancelled:
            self.app.call_from_thread(self._show_again, document, now, stamp)

    def _show_again(self, before: Document, now: Document, stamp: tuple[int, int] | None) -> None:
        if before is not self.document:
            return
        self.stamp = stamp
        if now.text_sha256 != before.text_sha256:
            self.show_changed(now, place_in(before.text, now.text, self.view.cursor))
            self._tell_news("the file was changed: this is how it reads now")

    def _tell_news(self, message: str) -> None:
        self.news = message, self.view.cursor
        self.redraw()

    # -- what the other parts do

    def list_documents(self) -> None:
        """List the documents as they are known now."""
        raise NotImplementedError

    def say_nothing(self) -> None:
        """Say that there is no document, and why."""
        raise NotImplementedError

    def show_changed(self, document: Document, offset: int) -> None:
        """Show the document, whose text is another one now, at an offset."""
        raise NotImplementedError

    def find_mentions(self, document: Document) -> None:
        """Find who and when in the document."""
        raise NotImplementedError

    def learn_names(self) -> None:
        """Work out who is who in the folder."""
        raise NotImplementedError

    def draw_status(self) -> None:
        """Draw the line at the bottom."""
        raise NotImplementedError


def place_in(before: str, now: str, offset: int) -> int:
    """Return where a place of a text is in a changed one: the same number from the end where all after it stayed the same."""
    rest = before[offset:]
    if not now.startswith(before[:offset]) and rest and now.endswith(rest):
        return len(now) - len(rest)
    return min(offset, len(now))
