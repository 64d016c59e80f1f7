"""Who is who: everyone and everything the folder names, filtered as a person types; names are marked and merged here."""

import sqlite3
from typing import ClassVar, Final

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Input, Label
from textual.worker import get_current_worker

from reader.app.actions import Scope, bindings
from reader.app.keys import with_keys
from reader.app.screens.desk import Desk, Named, named_of
from reader.app.screens.results import ResultsScreen
from reader.app.session import Session
from reader.app.who import Answer, answer_to, describe, who_rows
from reader.app.widgets.lines import KeyLine, Line
from reader.app.widgets.mark_list import MarkList
from reader.app.widgets.parts import Part
from reader.app.widgets.row_list import RowList
from reader.corpus import FolderEntity
from reader.text.counting import counted
from reader.text.safety import safe_line

_EMPTY: Final = (
    "\n  No names were found.\n\n  {always_mark} in the text makes the selection or the word a name in every document."
)
_NO_MATCH: Final = "\n  Nobody and nothing of that name. A kind, such as person or place, lists all of it."


class WhoScreen(ResultsScreen[object], Desk):
    """Opens pages; gives the passage that was chosen on one, or the entity that another one is one with."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("sides"), *bindings("desk")]

    scopes: ClassVar[tuple[Scope, ...]] = ("sides", "desk", "marking", "app")
    sign = "Who"
    prompt = "everyone and everything in the folder: type a name or a kind"

    keys = (
        ("↑ ↓", "choose", ""),
        ("tab", "mark, merge, rename…", "other_side"),
        ("enter", "open", "open_result"),
        ("esc", "back", "close"),
    )

    def __init__(self, session: Session, one_with: Named | None = None) -> None:
        """Prepare to list who is who, or, where `one_with` is given, to choose with whom that is one."""
        super().__init__(session)
        self._one_with = one_with
        self._answer = Answer()
        self._entities: dict[str, FolderEntity] = {}
        self._said = ""
        """What was just done."""
        self._shown_for: str | None = None
        """The line that the list answers."""

    def compose(self) -> ComposeResult:
        """Put the line over the list, and what is known of the chosen name below it."""
        yield from self.compose_prompt()
        yield MarkList(id="results", empty="\n  reading…")
        yield Line(id="who-about")
        yield KeyLine(id="results-keys")

    def on_mount(self) -> None:
        """Read who is who; to merge, start with those who share a word with the name."""
        if self._one_with:
            self.query_one(Label).update("Merge")
            line = self.query_one(Input)
            line.placeholder = f"{self._one_with.name} is one with…"
            line.value = self._one_with.name.split()[-1]
            line.action_select_all()
        self.ask_again()

    # -- the list

    def ask_again(self) -> None:
        """List anew what answers the line."""
        self._read(self.typed)

    @on(Input.Changed, "#typed")
    def _typed(self, event: Input.Changed) -> None:
        self._said = ""
        self._read(event.value)

    @work(thread=True, exclusive=True, group="who")
    def _read(self, typed: str) -> None:
        try:
            answer = answer_to(typed, self.session.who_is_who(), self._one_with.names if self._one_with else ())
        except sqlite3.Error as error:
            self.app.call_from_thread(self.say, [(f"the index cannot be read: {error}", "warning")])
            return
        if not get_current_worker().is_cancelled:
            self.app.call_from_thread(self._show, typed, answer)

    def _show(self, typed: str, answer: Answer) -> None:
        if not self.is_attached or typed != self.typed:
            return
        is_other, self._shown_for = typed != self._shown_for, typed
        self._answer = answer
        self._entities = {entity.key: entity for entity in answer.entities}
        rows = self.results
        rows.empty = _NO_MATCH if answer.total else with_keys(_EMPTY)
        self._draw_rows()
        if is_other and not rows.has_focus:
            rows.step(-len(rows.keys) - 1)
        rows.point_at(rows.key)
        self._draw_said()

    def _draw_rows(self) -> None:
        self.results.show(who_rows(self._answer, self.size.width))

    def on_resize(self) -> None:
        """Fit the rows to the new width."""
        self.call_after_refresh(self._draw_rows)

    @on(RowList.Moved, "#results")
    @on(MarkList.Marked, "#results")
    def _moved(self) -> None:
        """What was said has been read."""
        self._said = ""
        self._draw_said()

    def _draw_said(self) -> None:
        answer, marked = self._answer, len(self.marks.marked)
        count = f"{len(answer.entities):,} of {counted(answer.total, 'name')}"
        parts: list[Part] = [(count, "quiet")]
        if self._said:
            parts = [(self._said, "said")]
        elif self._one_with:
            parts = [("“", ""), (self._one_with.name, self._one_with.kind), ("” is one with the name you choose", "")]
        elif marked:
            them, other = ("it", " with this") if marked == 1 else ("them", "")
            parts = [
                (f"{marked:,} marked", "hit"),
                (with_keys(f"  {{merge}} makes {them} one{other}  {{reject}} takes {them} out  "), "quiet"),
                *parts,
            ]
        self.say(parts)
        entity = self._entities.get(self.results.key)
        twin = answer.twins.get(self.results.key, "")
        self.query_one("#who-about", Line).show(describe(entity, self.size.width, twin) if entity else [])

    # -- line and list

    @property
    def marks(self) -> MarkList:
        """The list."""
        return self.query_one("#results", MarkList)

    def on_descendant_focus(self) -> None:
        """Show the keys that work now."""
        keys = _MERGE_KEYS if self._one_with else _LIST_KEYS if self.results.has_focus else self.keys
        self.query_one(KeyLine).show_keys(keys)

    @property
    def list_may_have_keys(self) -> bool:
        """Whether rows are to be marked: not while one name is chosen."""
        return self._one_with is None

    def action_results_down(self) -> None:
        """Choose the next row; from here on the list takes the keys."""
        super().action_results_down()
        if not self._one_with:
            self.results.focus()

    # -- what was chosen

    def chosen(self) -> object | None:
        """Return the entity that the cursor is on, if any."""
        return self._named(self.results.key)

    def action_open_result(self) -> None:
        """Open the page of what is chosen, or give it to whoever asked with whom something is one."""
        named = self._named(self.results.key)
        if named is None:
            return
        if self._one_with:
            self.dismiss(named)
        elif not named.is_rejected:
            from reader.app.screens.entity import EntityScreen  # noqa: PLC0415 (loads when it is first needed)

            self.app.push_screen(EntityScreen(self.session, self.results.key), self._left_page)

    action_who = action_open_result

    def _left_page(self, opened: object | None) -> None:
        if opened is None:
            self.ask_again()
        else:
            self.dismiss(opened)

    # -- the desk

    def _named(self, key: str) -> Named | None:
        entity = self._entities.get(key)
        if entity is not None:
            return named_of(entity)
        gone = next((each for each in self._answer.rejected if each.key == key), None)
        return Named(gone.shown, gone.name[0], (gone.name,), is_rejected=True) if gone else None

    def at_hand(self) -> list[Named]:
        """Return the marked entities, or else the one that the cursor is on."""
        keys = self.marks.marked or [self.results.key]
        return [named for key in keys if (named := self._named(key)) is not None]

    def action_merge(self) -> None:
        """Make one of the marked names; where one is marked, it is one with the name that the cursor is on."""
        marked, here = self.marks.marked, self.results.key
        if len(marked) == 1 and here not in ("", *marked):
            self.marks.mark({*marked, here})
        super().action_merge()

    def say_decided(self, message: str, *, is_wrong: bool = False) -> None:
        """Say what happened."""
        self._said = message
        self._draw_said()
        if is_wrong:
            self.notify(safe_line(message), severity="warning", markup=False, timeout=8)

    def show_decided(self) -> None:
        """List anew; what was marked has been dealt with."""
        self.marks.mark(set())
        self.ask_again()


_MERGE_KEYS: Final = (("↑ ↓", "choose", ""), ("enter", "they are one", "open_result"), ("esc", "back", "close"))
_LIST_KEYS: Final = (
    ("space", "mark", "mark_row"),
    ("M", "merge", "merge"),
    ("x", "not an entity", "reject"),
    ("enter", "page", "open_result"),
    ("r", "rename", "rename"),
    ("R", "kind", "retype"),
    ("S", "split", "split"),
    ("L", "likely merges", "likely"),
    ("u", "undo", "undo"),
    ("/", "filter", "filter_line"),
    ("esc", "back", "close"),
)
