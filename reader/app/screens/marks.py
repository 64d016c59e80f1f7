"""All marks of the folder, filtered as a person types, with a preview of each in its text."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, Final

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Input, Static
from textual.worker import get_current_worker

from reader.app.actions import Scope, bindings
from reader.app.drawing import Marked
from reader.app.keys import key_for
from reader.app.mark_listing import MarksState, describe, marks_list, nothing_listed, tagged
from reader.app.marks import Entry
from reader.app.screens.changing import Changing
from reader.app.screens.preview import Passage
from reader.app.screens.sides import Sides
from reader.app.session import Session
from reader.app.sifting import ORDERS, Sifted, arranged, made_on, sift
from reader.app.widgets.lines import KeyLine, Line
from reader.app.widgets.mark_list import MarkList
from reader.app.widgets.parts import Part
from reader.app.widgets.row_list import LazyRows, RowList
from reader.settings import colour_name
from reader.text.safety import safe_line, safe_text

_LINE_KEYS: Final = (
    ("↑ ↓", "choose", ""),
    ("enter", "open", "open_result"),
    ("tab", "change, export…", "other_side"),
    ("ctrl+t", "order", "order_marks"),
    ("esc", "back", "close"),
)
_LIST_KEYS: Final = (
    ("enter", "open", "open_result"),
    ("1-4", "colour", ""),
    ("n", "note", "write_note"),
    ("#", "tags", "write_tags"),
    ("d", "delete", "delete_marks"),
    ("space", "mark", "mark_row"),
    ("a", "all", "mark_all"),
    ("E", "export", "export"),
    ("y", "copy", "copy_marks"),
    ("o", "order", "order_marks"),
    ("Q", "check", "review"),
    ("r", "re-attach", "attach"),
    ("u", "undo", "undo"),
    ("/", "line", "filter_line"),
    ("esc", "back", "close"),
)
_NO_ROWS: Final = (("esc", "back", "close"),)


@dataclass(frozen=True, slots=True)
class OpenedMark:
    """A mark that was chosen, and the list as it was left."""

    name: str
    """Path of its document."""

    offset: int
    state: MarksState


class MarksScreen(Sides[OpenedMark], Changing):
    """Gives the mark that was chosen, or nothing."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("sides"), *bindings("marks")]

    scopes: ClassVar[tuple[Scope, ...]] = ("sides", "marks", "marking", "app")
    sign = "Marks"
    prompt = "filter all marks by words, tag: colour: in: date: made: has:note is:moved"
    keys = _LINE_KEYS

    def __init__(self, session: Session, state: MarksState | None = None) -> None:
        """Prepare to list the marks of a session's folder; as a list was left, if that is given."""
        super().__init__(session)
        self._left = state
        state = state or MarksState()
        self._order = state.order
        self._entries: tuple[Entry, ...] = ()
        self._sifted = Sifted()
        self._shown: dict[str, Entry] = {}
        """The marks by the key of their row."""
        self._by_document: Mapping[str, tuple[Entry, ...]] = {}
        self._shown_for: str | None = None
        self._is_whole = False

    def compose(self) -> ComposeResult:
        """Put the line over the list and the preview."""
        yield from self.compose_sides(Static(id="preview-note", markup=False), empty="\n  reading…")
        yield Static(id="marks-about", markup=False)
        yield KeyLine(id="results-keys")

    def on_mount(self) -> None:
        """Find the marks; a list that is come back to has what was typed."""
        if self._left:
            line = self.query_one(Input)
            line.value = self._left.typed
            line.action_select_all()
        self.ask_again()

    # -- the list

    def ask_again(self) -> None:
        """Find the marks again."""
        self._gather()

    def marks_changed(self) -> None:
        """List the marks as they are now."""
        self.marks.mark(set())
        self._gather()

    def notebook_changed(self) -> None:
        """List the marks as another program changed them; what is marked stays so."""
        self._gather()

    @work(thread=True, exclusive=True, group="gather")
    def _gather(self) -> None:
        worker, marks, app = get_current_worker(), self.session.marks, self.app

        def show(entries: tuple[Entry, ...], *, is_whole: bool = False) -> None:
            if not worker.is_cancelled:
                app.call_from_thread(self._gathered, entries, is_whole)

        if not marks.is_whole:
            show(marks.at_first())
        show(marks.gather(lambda: worker.is_cancelled, show), is_whole=True)

    def _gathered(self, entries: tuple[Entry, ...], is_whole: bool) -> None:
        if self.is_attached:
            self._entries, self._is_whole = entries, is_whole
            self._list(self.typed)

    @on(Input.Changed, "#typed")
    def _typed(self, event: Input.Changed) -> None:
        self.said = ""
        if self._shown_for is not None:
            self._list(event.value)

    def fit_rows(self) -> None:
        """List the marks anew, as wide as there is room now."""
        if self._shown_for is not None:
            self._list(self.typed)

    @work(thread=True, exclusive=True, group="sift")
    def _list(self, typed: str) -> None:
        sifted = sift(self._entries, typed, date.today())  # noqa: DTZ011 (a person's own day)
        groups = arranged(sifted.entries, self._order)
        rows = marks_list(groups, self._order, sifted.words, self.row_width)
        shown = {key: entry for _name, group in groups for key, entry in group}
        by_document: dict[str, list[Entry]] = {}
        for entry in self._entries:
            by_document.setdefault(entry.name, []).append(entry)
        if not get_current_worker().is_cancelled:
            self.app.call_from_thread(
                self._show, typed, sifted, rows, shown, {name: tuple(of) for name, of in by_document.items()}
            )

    def _show(
        self,
        typed: str,
        sifted: Sifted,
        rows: LazyRows,
        shown: dict[str, Entry],
        by_document: Mapping[str, tuple[Entry, ...]],
    ) -> None:
        if not self.is_attached or typed != self.typed:
            return
        is_other, self._shown_for = typed != self._shown_for, typed
        self._sifted, self._shown, self._by_document = sifted, shown, by_document
        results = self.results
        results.empty = nothing_listed(sifted.total)
        results.show(rows)
        if self._left:
            results.point_at(self._left.key)
            self.marks.mark(set(self._left.marked) & shown.keys())
            self._left = None
        elif is_other and not results.has_focus:
            results.step(-len(rows))
        results.point_at(results.key)
        self.set_class(not shown, "-no-hits")
        self.draw_said()
        self._preview()

    @on(RowList.Moved, "#results")
    @on(MarkList.Marked, "#results")
    def _moved(self) -> None:
        self.said = ""
        self.draw_said()
        self._preview()

    # -- what is said

    def draw_said(self) -> None:
        """Say how many marks are listed, and what happened."""
        self.say(describe(self._sifted, self._order, len(self.marks.marked), is_whole=self._is_whole))
        notes: list[Part] = (
            [(self.said, "said")] if self.said else [(f"{note}  ", "guess") for note in self._sifted.notes]
        )
        self.query_one("#notes-on-query", Line).show([(" ", ""), *notes])
        self.draw_keys()

    def draw_keys(self) -> None:
        """Show the keys that work now."""
        has_keys = self.results.has_focus
        self.query_one(KeyLine).show_keys(_NO_ROWS if self.results.is_empty else _LIST_KEYS if has_keys else _LINE_KEYS)

    def _preview(self) -> None:
        entry = self.chosen_mark()
        note, about = self.query_one("#preview-note", Static), self.query_one("#marks-about", Static)
        told = "\n".join(_told(entry)) if entry else ""
        note.update(told)
        note.set_class(bool(told), "-has-note")
        passage = f"{safe_line(' '.join(entry.highlight.anchor.exact.split()))}\n{told}" if entry else ""
        about.update(passage)
        if entry is None or entry.is_gone:
            self.preview(None)
            if entry is not None:
                self.query_one("#preview-title", Line).show([(entry.title, "strong"), ("  gone", "warning")])
            return
        marks = tuple(
            Marked(
                each.placement.start,
                each.placement.end,
                each.highlight.colour,
                bool(each.highlight.note),
                is_certain=each.status == "certain",
            )
            for each in self._by_document.get(entry.name, ())
            if each.status != "orphan"
        )
        self.preview(Passage(entry.name, entry.placement.start, marks=marks))

    # -- what is done

    def chosen_mark(self) -> Entry | None:
        """Return the mark that the cursor is on, if any."""
        return self._shown.get(self.results.key)

    def at_hand(self) -> list[Entry]:
        """Return the marked marks, or else the one that the cursor is on, if any."""
        found = (self._shown.get(key) for key in self.marks.marked or [self.results.key])
        return list({entry.key: entry for entry in found if entry is not None}.values())

    @property
    def state(self) -> MarksState:
        """The list as it is now."""
        return MarksState(self.typed, self._order, self.results.key, frozenset(self.marks.marked))

    def chosen(self) -> OpenedMark | None:
        """Return where the mark that the cursor is on stands, if its document is there."""
        entry = self.chosen_mark()
        if entry is not None and entry.is_gone:
            self.tell(
                f"{safe_line(entry.name)} is not here: {key_for('marks_attach')} puts the mark in another document"
            )
            return None
        return OpenedMark(entry.name, entry.placement.start, self.state) if entry else None

    def dismiss(self, result: Any = None) -> Any:  # noqa: ANN401 (as Textual has it)
        """Close the screen; the list can be come back to."""
        self.session.last_marks = self.state
        return super().dismiss(result)

    def action_export(self) -> None:
        """Export the marked marks, or all that are listed."""
        listed = {entry.key for entry in (self.at_hand() if self.marks.marked else self._sifted.entries)}
        self.export(listed if len(listed) < self._sifted.total else None)

    def action_order_marks(self) -> None:
        """Take the next order."""
        self._order = ORDERS[(ORDERS.index(self._order) + 1) % len(ORDERS)]
        self.said = ""
        self._list(self.typed)


def _told(entry: Entry) -> list[str]:
    """Return what is known of a mark, a line each."""
    mark = entry.highlight
    lines = []
    if entry.is_placed and entry.status != "certain":
        sign = "Moved?" if entry.status == "review" else "Lost"
        lines.append(safe_line(f"{sign} {entry.placement.reason}".strip()))
    if mark.note:
        lines.append(safe_text(mark.note))
    day = made_on(entry)
    made = f"{day.day} {day:%B %Y}" if day else ""
    lines.append("  ".join(part for part in (tagged(entry), colour_name(mark.colour), made) if part))
    return lines
