"""Correcting what a date means, and which day a document belongs to."""

from typing import Final

from textual import work
from textual.worker import get_current_worker

from reader.app.keys import with_keys
from reader.app.reading import Mentions, block_spans
from reader.app.screens.ask import AskScreen
from reader.app.screens.marking import Marking
from reader.app.session import Session
from reader.app.spans import FlatSpans
from reader.corpus import Found, with_values
from reader.corpus.decisions import as_value, check_day, check_value
from reader.dates import DateMention
from reader.documents import Document, DocumentError
from reader.documents.dating import parse_day
from reader.notebook import NotebookError

_LONG: Final = 500_000
"""Characters of a text from which on its mentions are arranged in a thread, so that the screen keeps answering."""


class Dating(Marking):
    """The part of the reading screen that corrects dates."""

    def __init__(self, session: Session) -> None:
        """Start with nothing found."""
        super().__init__(session)
        self.found = Found()
        """Who and when as the finders say, before anything a person decided."""

    def show_found(self, found: Found) -> None:
        """Show who and when, as a person decided about names and dates; of a long text as soon as it is arranged."""
        if self.document is None:
            return
        self.found = found
        if len(self.document.text) < _LONG:
            self._draw_found(self.document, *self._arranged(self.document, found))
        else:
            self._arrange_mentions(self.document, found)

    @work(thread=True, exclusive=True, group="arrange")
    def _arrange_mentions(self, document: Document, found: Found) -> None:
        arranged = self._arranged(document, found)
        if not get_current_worker().is_cancelled:
            self.app.call_from_thread(self._draw_found, document, *arranged)

    def _arranged(self, document: Document, found: Found) -> tuple[Mentions, FlatSpans]:
        named = self.session.with_names(found, document)
        mentions = Mentions(with_values(named, self.session.dates_of(document)), self.session.settings.kinds)
        return mentions, FlatSpans([*block_spans(document), *mentions.spans()])

    def _draw_found(self, document: Document, mentions: Mentions, spans: FlatSpans) -> None:
        if document is self.document:
            self.mentions = mentions
            self.view.show_mentions(spans)
            self.draw_names()
            self.rows("dates").empty = " No dates."
            self.rows("dates").show(mentions.date_rows)
            self.redraw()

    def draw_names(self) -> None:
        """Show the names of the document."""
        raise NotImplementedError

    def reread(self) -> None:
        """Read the document again with the day it has now, and find its dates anew."""
        raise NotImplementedError

    @property
    def date_here(self) -> DateMention | None:
        """The date expression under the cursor, as the finders read it."""
        cursor = self.view.cursor
        return next((mention for mention in self.found.dates if mention.start <= cursor < mention.end), None)

    def action_cycle_date(self) -> None:
        """Take the next reading of the date under the cursor."""
        mention = self.date_here
        if mention is None or self.document is None:
            self.tell(with_keys("no date under the cursor: {next_mention} goes to the next mention"))
            return
        try:
            is_other = self.session.cycle_date(self.document.name, mention.start)
        except (NotebookError, DocumentError) as error:
            self.tell(str(error), "error")
            return
        if is_other:
            self.show_found(self.found)
        else:
            self.tell(f"“{mention.text}” has one reading only; C types another")

    def action_type_date(self) -> None:
        """Type what the date under the cursor means."""
        mention = self.date_here
        if mention is None or self.document is None:
            self.tell(with_keys("no date under the cursor: {next_mention} goes to the next mention"))
            return
        current = self.session.dates_of(self.document).get((mention.start, mention.end), mention.value)

        def keep(answer: str | None) -> None:
            if answer is not None:
                self._decide(mention, as_value(answer))

        hint = "enter keeps · esc cancels · 2025-02-07, 7 Feb 2025, 2025-02, 2025-W06, 2025 · nothing: it is no date"
        self.app.push_screen(AskScreen(f"What does “{mention.text}” mean?", current, hint, check_value), keep)

    def _decide(self, mention: DateMention, value: str) -> None:
        assert self.document is not None
        try:
            self.session.notebook.decide_date(self.document, mention.start, mention.end, value)
        except NotebookError as error:
            self.tell(str(error), "error")
            return
        self.show_found(self.found)

    def action_document_day(self) -> None:
        """Type the day the document belongs to."""
        document = self.document
        if document is None:
            return

        def keep(answer: str | None) -> None:
            if answer is None:
                return
            try:
                self.session.notebook.decide_day(document, parse_day(answer) if answer else None)
            except NotebookError as error:
                self.tell(str(error), "error")
                return
            self.reread()

        day = document.published.day.isoformat() if document.published else ""
        hint = "enter keeps · esc cancels · 2025-02-01 or 1 Feb 2025 · nothing: it has no date"
        question = "Which day is this document of? “Friday” and the like are reckoned from it."
        self.app.push_screen(AskScreen(question, day, hint, check_day), keep)

    def after_undo(self, kind: str) -> None:
        """Show what came back."""
        if kind == "date":
            self.show_found(self.found)
        elif kind == "day":
            self.reread()
