"""Saying by hand where a mark stands now: its document, or another one, in which the passage is selected."""

from collections.abc import Callable
from typing import Any, ClassVar, Final

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import Screen
from textual.widgets import Static
from textual.worker import get_current_worker

from reader.app.actions import Scope, bindings
from reader.app.comparing import Stretch, likely_places
from reader.app.drawing import Marked
from reader.app.keys import key_for, with_keys
from reader.app.layout import Layout
from reader.app.marks import Entry
from reader.app.reading import block_spans, trimmed
from reader.app.screens.closing import Closing
from reader.app.screens.performing import perform
from reader.app.session import Session
from reader.app.widgets.lines import KeyLine, Line
from reader.app.widgets.parts import Part
from reader.app.widgets.text_view import TextView
from reader.documents import Document, DocumentError
from reader.notebook import NotebookError
from reader.text.safety import safe_line
from reader.text.sentences import sentence_at

_KEYS: Final = (
    ("v", "select", "toggle_select"),
    ("enter", "it stands here", "highlight"),
    ("n N", "likely places", "next_place"),
    ("o", "other document", "open_document"),
    ("esc", "give up", "close"),
)
_SELECT_KEYS: Final = (
    ("enter", "it stands here", "highlight"),
    ("W V P", "one more word, sentence, paragraph", ""),
    ("esc", "end", "close"),
)

Done = Callable[[str], None]
"""Is told what was done, or an empty string where the person gave up."""


def attach(screen: Screen[Any], session: Session, entry: Entry, done: Done) -> None:
    """Ask where a mark stands now, first in which document where its own is gone, and write that down."""
    if entry.is_gone:
        choose_document(screen, session, lambda name: _ask(screen, session, entry, name, done) if name else done(""))
    else:
        _ask(screen, session, entry, entry.name, done)


def choose_document(screen: Screen[Any], session: Session, then: Callable[[str | None], None]) -> None:
    """Ask for a document of the folder."""
    from reader.app.screens.opening import OpenScreen  # noqa: PLC0415 (loads when it is first needed)

    screen.app.push_screen(OpenScreen(session, ""), then)


def _ask(screen: Screen[Any], session: Session, entry: Entry, name: str, done: Done) -> None:
    screen.app.push_screen(AttachScreen(session, entry, name), lambda said: done(said or ""))


class AttachScreen(Closing[str]):
    """Shows a document to select a passage in; gives what was done, or nothing."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("attaching")]

    scopes: ClassVar[tuple[Scope, ...]] = ("text", "attaching", "app")

    def __init__(self, session: Session, entry: Entry, name: str) -> None:
        """Prepare to ask where `entry` stands in the document at a path."""
        super().__init__()
        self.session = session
        self._entry = entry
        self._name = name
        self._document: Document | None = None
        self._likely: list[Stretch] = []
        self._at = -1
        """Which of the likely places is shown."""
        self._said = ""

    def compose(self) -> ComposeResult:
        """Put the lost passage over the text."""
        yield Line(id="attach-title")
        yield Static(id="attach-passage", markup=False)
        yield TextView(id="text")
        yield Line(id="attach-about")
        yield KeyLine(id="attach-keys")

    def on_mount(self) -> None:
        """Read the document."""
        anchor = self._entry.highlight.anchor
        self.query_one("#attach-passage", Static).update(f"“{safe_line(' '.join(anchor.exact.split()))}”")
        self.view.focus()
        self.view.column = self.session.looks.width
        self._draw()
        self._read(self._name)

    @property
    def view(self) -> TextView:
        """The text."""
        return self.query_one("#text", TextView)

    @work(thread=True, exclusive=True, group="attach")
    def _read(self, name: str) -> None:
        worker = get_current_worker()
        try:
            document = self.session.read(name)
        except DocumentError as error:
            self.app.call_from_thread(self._say, f"{safe_line(name)}: {error}")
            return
        rows = self.view.laid_out(document.text, (document.body_start,))
        marks = [
            Marked(item.placement.start, item.placement.end, item.highlight.colour, bool(item.highlight.note))
            for item in self.session.placed(document)
            if item.placement.status == "certain"
        ]
        if not worker.is_cancelled:
            self.app.call_from_thread(self._show, document, rows, marks)
        places = likely_places(self._entry.highlight.anchor, document)
        if not worker.is_cancelled:
            self.app.call_from_thread(self._offer, document, places)

    def _show(self, document: Document, rows: Layout, marks: list[Marked]) -> None:
        if not self.is_attached:
            return
        self._document, self._name, self._likely, self._at = document, document.name, [], -1
        view, entry = self.view, self._entry
        view.load(rows)
        view.show_mentions(block_spans(document))
        view.show_highlights(marks)
        view.jump(entry.placement.start if document.name == entry.name else document.body_start)
        self._say("")

    def _offer(self, document: Document, places: list[Stretch]) -> None:
        if self.is_attached and document is self._document:
            self._likely = places
            is_lost = self._entry.status == "orphan" or document.name != self._entry.name
            if places and is_lost and self.view.selecting_from is None:
                self.action_next_place()
            self._draw()

    # -- what is said

    def _say(self, message: str) -> None:
        self._said = message
        self._draw()

    @on(TextView.CursorMoved)
    def _draw(self) -> None:
        document = self._document
        title: list[Part] = [(" Where does it stand now?", "heading")]
        if document is not None:
            title.append((f"   {document.title}", "quiet"))
        self.query_one("#attach-title", Line).show(title)
        about: list[Part] = [(f" {self._said}", "said")]
        if not self._said:
            about = [(with_keys(" select the passage and press {highlight}; esc gives up"), "")]
            if self._likely and self._at >= 0:
                about = [(f" likely place {self._at + 1} of {len(self._likely)}", "guess"), ("   ", ""), *about[0:1]]
        self.query_one("#attach-about", Line).show(about)
        keys = self.query_one("#attach-keys", KeyLine)
        if self.view.selecting_from is not None:
            keys.show_keys(_SELECT_KEYS, mode="SELECT")
        else:
            keys.show_keys(_KEYS)

    # -- what is done

    def action_next_place(self) -> None:
        """Show the next of the places that are most like the passage."""
        self._step(1)

    def action_previous_place(self) -> None:
        """Show the one before."""
        self._step(-1)

    def _step(self, step: int) -> None:
        if not self._likely:
            self._say("no sentence here is like the passage")
            return
        self._at = (self._at + step) % len(self._likely) if self._at >= 0 else 0
        self._said = ""
        self.view.show_hits(self._likely, self._likely[self._at])
        self.view.jump(self._likely[self._at][0])
        self._draw()

    def action_open_document(self) -> None:
        """Choose another document."""

        def read(name: str | None) -> None:
            if name:
                self._read(name)

        choose_document(self, self.session, read)

    @on(TextView.Entered)
    def action_highlight(self) -> None:
        """Say that the mark stands where the selection is, or the sentence under the cursor."""
        document, view = self._document, self.view
        if document is None:
            return
        span = view.selection_span if view.selecting_from is not None else sentence_at(view.text, view.cursor)
        start, end = trimmed(document, *span)
        if start >= end:
            self._say("nothing to select here")
            return
        try:
            self.session.notebook.reanchor(self._entry.key, document, start, end)
        except (NotebookError, KeyError) as error:
            problem = "the mark was deleted meanwhile" if isinstance(error, KeyError) else str(error)
            self.notify(safe_line(problem), severity="error", markup=False, timeout=8)
            return
        self.dismiss(f"it stands in {document.title} now; {key_for('review_undo')} takes that back")

    def action_close(self) -> None:
        """End the selection, or give up."""
        if self.view.selecting_from is not None:
            self.view.action_toggle_select()
        else:
            self.dismiss(None)

    async def action_perform(self, action_id: str) -> None:
        """Do an action by its id, as from the footer or the palette."""
        await perform(self, self.scopes, action_id, text=self.view)
