"""The queue of names that may be one: yes, no, or later, pair by pair."""

import sqlite3
from typing import ClassVar, Final

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.worker import get_current_worker

from reader.app.actions import Scope, bindings
from reader.app.keys import key_for, with_keys
from reader.app.page import facts, last_cells
from reader.app.reading import DECIDED
from reader.app.screens.asking import Asking
from reader.app.widgets.lines import KeyLine, Line
from reader.app.widgets.parts import Part
from reader.app.widgets.row_list import Row, RowList
from reader.corpus import FolderEntity, Occurrence, Suggestion
from reader.notebook import EntityAction
from reader.text.safety import safe_line

_KEYS: Final = (
    ("y", "they are one", "yes"),
    ("n", "they are two", "no"),
    ("space", "later", "skip"),
    ("←", "before", "before"),
    ("u", "undo", "undo"),
    ("esc", "back", "close"),
)
_ANSWERS: Final = {"same": "one", "apart": "two"}


class LikelyScreen(Asking[Suggestion]):
    """Asks about one pair after the other; every answer is kept at once."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("likely")]

    scopes: ClassVar[tuple[Scope, ...]] = ("likely", "app")

    def compose(self) -> ComposeResult:
        """Put the pair under the question."""
        yield Line(id="likely-title")
        yield RowList(id="pair", empty="\n  looking for names that may be one…")
        yield Line(id="likely-about")
        yield KeyLine(id="likely-keys")

    def on_mount(self) -> None:
        """Look for pairs."""
        self.query_one("#pair").can_focus = False
        self.query_one(KeyLine).show_keys(_KEYS)
        self._look()

    @work(thread=True, exclusive=True, group="likely")
    def _look(self) -> None:
        try:
            pairs = self.session.who_is_who().suggestions()
        except sqlite3.Error as error:
            self.app.call_from_thread(self.say, f"the index cannot be read: {error}")
            return
        if not get_current_worker().is_cancelled:
            self.app.call_from_thread(self._found, pairs)

    def _found(self, pairs: list[Suggestion]) -> None:
        if self.is_attached:
            self.queue = pairs
            self.ask()

    def on_resize(self) -> None:
        """Fit the lines to the new width."""
        self.call_after_refresh(self.ask)

    def ask(self) -> None:
        """Show the pair that is asked about, or that there is none."""
        if self.queue is None:
            return
        pair, rows = self.asked, self.query_one("#pair", RowList)
        title = self.query_one("#likely-title", Line)
        rows.empty = self._ending()
        self.query_one(KeyLine).show_keys(_KEYS if pair else _KEYS[-3:])
        if pair is None:
            title.show([("Are these one?", "heading")])
            rows.show([])
        else:
            answer = _ANSWERS.get(self.answers.get(self.at, ""), "")
            said: list[Part] = [("   ", ""), DECIDED, (f"{answer}, by you", "decided")] if answer else []
            title.show(
                [("Are these one?", "heading"), ("   ", ""), (pair.why, "guess"), *said],
                [(f"{self.at + 1:,} of {len(self.queue):,}", "quiet")],
            )
            first, second = pair.examples
            width = self.size.width - 2
            rows.show(
                [
                    *_entity_rows(pair.first, first, width),
                    *_entity_rows(pair.second, second, width),
                ]
            )
        self.query_one("#likely-about", Line).show([(f" {self.said}", "said")] if self.said else [])

    def _ending(self) -> str:
        if not self.queue:
            return with_keys(
                "\n  No names look as if they were one.\n\n  In who is who, {merge} says of any two that they are."
            )
        ones = sum(1 for answer in self.answers.values() if answer == "same")
        later = len(self.queue) - len(self.answers)
        twos = len(self.answers) - ones
        return f"\n  That was the last pair: {ones:,} one, {twos:,} two, {later:,} left for later.\n  {key_for('likely_undo')} takes the last answer back; {key_for('likely_before')} shows the pair before."

    # -- answers

    def action_yes(self) -> None:
        """Keep that they are one."""
        self._answer("same")

    def action_no(self) -> None:
        """Keep that they are not."""
        self._answer("apart")

    def _answer(self, action: EntityAction) -> None:
        pair = self.asked
        if pair is None:
            return
        both = (*pair.first.names, *pair.second.names)
        names = both if action == "same" else (pair.first.names[0], pair.second.names[0])
        if not self.keep(lambda: self.session.notebook.decide_entities(action, names)):
            return
        self.note_answer(action)
        while self._is_settled():
            self.at += 1
        self.say(
            f"“{pair.first.name}” and “{pair.second.name}” are {_ANSWERS[action]}; {key_for('likely_undo')} takes it back"
        )

    def _is_settled(self) -> bool:
        """Tell whether the pair need not be asked about: other answers made both one already."""
        if self.asked is None or self.queue is None:
            return False
        group = {self.asked.first.key}
        ones = [self.queue[at] for at, answer in self.answers.items() if answer == "same"]
        for _ in ones:
            for one in ones:
                keys = {one.first.key, one.second.key}
                group |= keys if keys & group else set()
        return self.asked.second.key in group


def _entity_rows(entity: FolderEntity, example: Occurrence, width: int) -> list[Row]:
    sign = DECIDED if entity.by_hand else ("  ", "")
    left = width * 2 // 5
    before = last_cells(safe_line(example.before), left)
    others = " · ".join(entity.aliases[:6])
    also: list[Part] = [("  also ", "quiet"), (others, "")] if others else []
    day = f"{example.document.published}  " if example.document.published else ""
    return [
        Row((sign, (entity.name, f"{entity.kind}-strong"), (f"  {entity.kind}", "quiet"), *also)),
        Row((("  ", ""), (facts(entity, width), "quiet"))),
        Row((("  ", ""), (before, "quiet"), (example.mention.text, f"{entity.kind}-strong"), (example.after, ""))),
        Row((("  — ", "quiet"), (f"{day}{example.document.title}", "quiet"))),
        Row((("", ""),)),
    ]
