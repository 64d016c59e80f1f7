"""The queue of marks to check: is it this? yes, no, later or elsewhere, mark by mark."""

from collections.abc import Callable, Iterable
from typing import ClassVar, Final

from textual import events, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, Vertical
from textual.widgets import Static
from textual.worker import get_current_worker

from reader.app.actions import Scope, bindings
from reader.app.comparing import Compared, as_marked, compared, likeness
from reader.app.drawing import Marked
from reader.app.keys import key_for, with_keys
from reader.app.layout import Layout
from reader.app.mark_listing import colour_sign, tagged
from reader.app.marks import Entry, entry_of
from reader.app.reading import block_spans
from reader.app.screens.asking import Asking
from reader.app.screens.preview import around
from reader.app.session import Session
from reader.app.sifting import made_on
from reader.app.widgets.lines import KeyLine, Line
from reader.app.widgets.parts import Part
from reader.app.widgets.text_view import TextView
from reader.documents import Document, DocumentError
from reader.text.safety import safe_line, safe_text

_WIDE: Final = 90
"""Cells from which on what was stands beside what is, not above it."""

_TALL: Final = 22
"""Rows from which on there are empty ones between the parts."""

_KEYS: Final = (
    ("y", "it is this", "yes"),
    ("n", "it is not", "no"),
    ("space", "later", "skip"),
    ("r", "re-attach", "attach"),
    ("d", "delete", "delete_mark"),
    ("←", "before", "before"),
    ("u", "undo", "undo"),
    ("esc", "back", "close"),
)
_LOST_KEYS: Final = (
    ("r", "select where it stands", "attach"),
    ("n", "it is not there any more", "no"),
    ("space", "later", "skip"),
    ("d", "delete", "delete_mark"),
    ("←", "before", "before"),
    ("u", "undo", "undo"),
    ("esc", "back", "close"),
)
_END_KEYS: Final = (("←", "before", "before"), ("u", "undo", "undo"), ("esc", "back", "close"))
_QUESTIONS: Final = {
    "certain": "Found again for certain.",
    "review": "Is this still it?",
    "orphan": "Not found any more. Where is it?",
}
_ANSWERS: Final = ("confirmed", "re-attached", "not there any more", "deleted")
_SAID: Final = {
    "confirmed": "the mark stands there",
    "not there any more": "it is kept as lost: {marks_attach} in the list of all marks puts it elsewhere",
    "deleted": "the mark is deleted",
}
_GONE: Final = "Its document is gone. Is it in another one?"


class _Side(TextView):
    """One of the two texts; the passage stays in sight whatever room there is."""

    passage: tuple[int, int] = (0, 0)

    def keep_in_sight(self, start: int, end: int) -> None:
        """Show a passage as a whole, in the middle, or from its start where it is long."""
        self.passage = start, end
        self.call_after_refresh(self._show_passage)

    def on_resize(self) -> None:
        """Show the passage in the new room."""
        self.call_after_refresh(self._show_passage)

    def _show_passage(self) -> None:
        start, end = self.passage
        first, last = self.rows.row_of(start), self.rows.row_of(max(start, end - 1))
        top, height = self.scroll_offset.y, max(1, self.size.height)
        if first < top or last >= top + height:
            self.scroll_to(y=max(0, first - max(0, (height - (last - first + 1)) // 2)), animate=False)


class ReviewScreen(Asking[Entry]):
    """Asks about one mark after the other; every answer is kept at once."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("review")]

    AUTO_FOCUS: ClassVar[str | None] = ""

    scopes: ClassVar[tuple[Scope, ...]] = ("review", "app")

    def __init__(self, session: Session) -> None:
        """Prepare to ask about the marks of a session's folder."""
        super().__init__(session)
        self._document: Document | None = None

    def compose(self) -> ComposeResult:
        """Put what was beside what is, under the question."""
        yield Line(id="review-title")
        yield Line(id="review-where")
        with Container(id="review-sides"):
            with Vertical(id="review-old", classes="review-side"):
                yield Line(id="old-title")
                yield _Side(id="old-text")
            with Vertical(id="review-new", classes="review-side"):
                yield Line(id="new-title")
                yield _Side(id="new-text")
        yield Static(id="review-end", markup=False)
        yield Static(id="review-note", markup=False)
        yield Line(id="review-about")
        yield KeyLine(id="review-keys")

    def on_mount(self) -> None:
        """Find the marks."""
        for view in self.query(TextView):
            view.can_focus = False
        self._end("\n  looking where the marks stand…")
        self._gather()

    @work(thread=True, exclusive=True, group="gather")
    def _gather(self) -> None:
        worker = get_current_worker()
        entries = self.session.marks.gather(lambda: worker.is_cancelled)
        if not worker.is_cancelled:
            self.app.call_from_thread(self._gathered, in_queue(entries))

    def _gathered(self, entries: list[Entry]) -> None:
        if self.is_attached and self.queue is None:
            self.queue = entries
            self.ask()

    def on_resize(self, event: events.Resize) -> None:
        """Put both sides where there is room."""
        self.set_class(event.size.width < _WIDE, "-narrow")
        self.set_class(event.size.height < _TALL, "-short")
        self.call_after_refresh(self.ask)

    # -- what is shown

    def ask(self) -> None:
        """Show the mark that is asked about, or that there is none."""
        if self.queue is None:
            return
        entry = self.asked
        keys = self.query_one(KeyLine)
        self._draw_said()
        self.query_one("#review-where", Line).show([])
        if entry is None:
            self.query_one("#review-title", Line).show([("Marks to check", "heading")])
            keys.show_keys(_END_KEYS if self.queue else _END_KEYS[-1:])
            self._end(self._ending())
            return
        self._end("")
        keys.show_keys(_LOST_KEYS if entry.status == "orphan" else _KEYS)
        question = _GONE if entry.is_gone else _QUESTIONS[entry.status]
        answer = self.answers.get(self.at, "")
        answered: list[Part] = [("   ✓ ", "decided"), (answer, "decided")] if answer else []
        self.query_one("#review-title", Line).show(
            [(question, "heading"), *answered], [(f"{self.at + 1:,} of {len(self.queue):,}", "quiet")]
        )
        alike = likeness(entry.placement)
        self.query_one("#review-where", Line).show(
            [(alike, "guess"), ("  ·  " if alike else "", "quiet"), (safe_line(entry.placement.reason), "")]
        )
        self._show_old(entry, as_marked(entry.highlight.anchor))
        note = "  ".join(part for part in (safe_text(entry.highlight.note), tagged(entry)) if part)
        about = self.query_one("#review-note", Static)
        about.update(note)
        about.display = bool(note)
        self._document = None
        self._read(entry)

    def _end(self, words: str) -> None:
        """Show words in place of the two sides, or the sides."""
        end = self.query_one("#review-end", Static)
        end.update(words)
        end.display, self.query_one("#review-sides").display = bool(words), not words
        if words:
            self.query_one("#review-note").display = False

    def _ending(self) -> str:
        if not self.queue:
            return "\n  Nothing to check: every mark stands where it was made, or was found again for certain."
        counts = {answer: list(self.answers.values()).count(answer) for answer in _ANSWERS}
        told = [f"{count:,} {answer}" for answer, count in counts.items() if count]
        later = len(self.queue) - len(self.answers)
        told += [f"{later:,} left for later"] if later else []
        return f"\n  That was the last one: {', '.join(told)}.\n  {key_for('review_undo')} takes the last answer back; {key_for('review_before')} shows the mark before."

    def _show_old(self, entry: Entry, pair: Compared) -> None:
        mark = entry.highlight
        day = made_on(entry)
        marked: Part = (f"  as you marked it{f' on {day.day} {day:%B %Y}' if day else ''}", "strong")
        self.query_one("#old-title", Line).show([colour_sign(mark.colour, has_note=bool(mark.note)), marked])
        view = self.query_one("#old-text", _Side)
        view.load(view.laid_out(pair.old))
        view.show_highlights([Marked(*pair.passage, mark.colour, bool(mark.note))])
        view.show_hits(pair.gone)
        view.jump(pair.passage[0])
        view.keep_in_sight(*pair.passage)

    @work(thread=True, exclusive=True, group="read")
    def _read(self, entry: Entry) -> None:
        view = self.query_one("#new-text", TextView)
        try:
            document = None if entry.is_gone else self.session.read(entry.name)
        except DocumentError as error:
            self.app.call_from_thread(self._show_new, entry, None, view.laid_out(str(error)), 0, None)
            return
        if document is None:
            told = f"{safe_line(entry.name)} is not here.\n\n{key_for('review_attach')} lets you choose another document and select the passage there."
            self.app.call_from_thread(self._show_new, entry, None, view.laid_out(told), 0, None)
            return
        placed = next((item for item in self.session.placed(document) if item.highlight.id == entry.key), None)
        if placed is not None and placed.placement != entry.placement:
            # the file was changed since the marks were looked for
            self.app.call_from_thread(self._renew, entry, entry_of(document, placed, entry.place))
            return
        pair = compared(entry.highlight.anchor, document.text, entry.placement)
        start, end = around(document.text, entry.placement.start)
        rows = view.laid_out(document.text[start:end], (document.body_start - start,))
        if not get_current_worker().is_cancelled:
            self.app.call_from_thread(self._show_new, entry, document, rows, start, pair)

    def _renew(self, entry: Entry, now: Entry) -> None:
        """Ask about a mark as it is placed now."""
        if self.queue is not None and entry is self.asked and self.is_attached:
            self.queue[self.at] = now
            self.ask()

    def _show_new(
        self, entry: Entry, document: Document | None, rows: Layout, start: int, pair: Compared | None
    ) -> None:
        if entry is not self.asked or not self.is_attached:
            return
        self._document = document
        view, title = self.query_one("#new-text", _Side), self.query_one("#new-title", Line)
        view.load(rows)
        if document is None or pair is None:
            title.show([(f" {entry.title}", "strong"), ("  gone", "warning")])
            return
        self._show_old(entry, pair)
        placement, end = entry.placement, start + len(view.text)
        is_lost = placement.status == "orphan"
        title.show([(f" {document.title}", "strong"), ("  where it stood" if is_lost else "  as it is now", "quiet")])
        view.show_mentions(
            [(max(0, low - start), high - start, kind) for low, high, kind in block_spans(document) if high > start]
        )
        if not is_lost:
            mark = entry.highlight
            view.show_highlights(
                [Marked(placement.start - start, placement.end - start, mark.colour, bool(mark.note), is_certain=False)]
            )
            view.show_hits([(low - start, high - start) for low, high in pair.new if start <= low < high <= end])
        view.jump(min(len(view.text), max(0, placement.start - start)))
        view.keep_in_sight(view.cursor, min(len(view.text), max(0, placement.end - start)))

    def _draw_said(self) -> None:
        self.query_one("#review-about", Line).show([(f" {self.said}", "said")] if self.said else [])

    # -- answers

    def action_yes(self) -> None:
        """Keep that the mark stands where it was found."""
        entry, document = self.asked, self._document
        if entry is None or document is None:
            return
        if entry.status == "orphan":
            self.said = with_keys("it was not found: {review_attach} lets you select where it stands")
            self._draw_said()
            return
        where = entry.placement
        self._answer(lambda: self.session.notebook.reanchor(entry.key, document, where.start, where.end), "confirmed")

    def action_no(self) -> None:
        """Keep that the mark does not stand in the text as it is now, or that it is known that its document is gone."""
        entry, document = self.asked, self._document
        if entry is not None and (document is not None or entry.is_gone):
            self._answer(lambda: self.session.notebook.say_absent(entry.key, document), "not there any more")

    def action_delete_mark(self) -> None:
        """Delete the mark."""
        if (entry := self.asked) is not None:
            self._answer(lambda: self.session.notebook.delete(entry.key), "deleted")

    def action_attach(self) -> None:
        """Say by hand where the mark stands."""
        if (entry := self.asked) is None:
            return
        from reader.app.screens.attaching import attach  # noqa: PLC0415 (seldom needed)

        def done(said: str) -> None:
            if said:
                self.note_answer("re-attached")
                self.say(said)

        attach(self, self.session, entry, done)

    def _answer(self, change: Callable[[], object], answer: str) -> None:
        try:
            is_kept = self.keep(change)
        except KeyError:
            self.say("the mark was deleted meanwhile, by another program")
            return
        if is_kept:
            self.note_answer(answer)
            self.say(with_keys(f"{_SAID[answer]}; {{review_undo}} takes that back"))

    def action_scroll_sides(self, rows: int) -> None:
        """Show more of both texts."""
        for view in self.query(TextView):
            view.scroll_relative(y=rows, animate=False)


def in_queue(entries: Iterable[Entry]) -> list[Entry]:
    """Return the marks that a person is asked about: those that may have moved, those that are lost, those without document."""
    wanted = [entry for entry in entries if entry.is_to_check]
    return sorted(wanted, key=lambda entry: (entry.is_gone, entry.status == "orphan"))
