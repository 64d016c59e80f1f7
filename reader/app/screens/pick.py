"""Asks one question that is answered by one key."""

from collections.abc import Sequence
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from reader.app.screens.closing import Closing
from reader.app.widgets.parts import Part
from reader.app.widgets.row_list import Row, RowList
from reader.text.mention import ENTITY_KINDS, EntityKind
from reader.text.safety import safe_text

_MOST = 9
"""Answers that have a key of their own; the others are chosen with the arrows."""


class PickScreen(ModalScreen[int | None], Closing[int | None]):
    """Gives the number of the answer, from 0, or `None` if the person thought better of it."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "close", "Cancel", priority=True, show=False)]

    closed_by = ("quit",)

    def __init__(self, question: str, answers: Sequence[Sequence[Part]], current: int = -1) -> None:
        """Prepare to ask; the answer that holds now is pointed out."""
        super().__init__()
        self._question, self._answers, self._current = question, answers, current

    def compose(self) -> ComposeResult:
        """Put the question over the answers."""
        with Vertical(classes="dialog -small"):
            yield Static(safe_text(self._question), markup=False)
            yield RowList(id="answers")
            keys = f"1–{min(_MOST, len(self._answers))}"
            yield Static(f"{keys} answers · ↑ ↓ enter too · esc cancels", classes="hint", markup=False)

    def on_mount(self) -> None:
        """List the answers, each with its key."""
        rows = self.query_one(RowList)
        rows.styles.height = len(self._answers)
        rows.show([self._row(number, answer) for number, answer in enumerate(self._answers)])
        rows.point_at(str(self._current))
        rows.focus()

    def _row(self, number: int, answer: Sequence[Part]) -> Row:
        key = str(number + 1) if number < _MOST else " "
        now = ("now", "quiet") if number == self._current else ("", "")
        return Row(((f" {key}  ", "hit"), *answer), str(number), now)

    def on_key(self, event: events.Key) -> None:
        """Take the answer whose key it is."""
        if (event.character or "").isdecimal() and 1 <= int(event.character or 0) <= min(_MOST, len(self._answers)):
            event.stop()
            self.dismiss(int(event.character or 0) - 1)

    @on(RowList.Chosen)
    def _chosen(self, event: RowList.Chosen) -> None:
        self.dismiss(int(event.key))

    def action_close(self) -> None:
        """Give nothing."""
        self.dismiss(None)


def pick_kind(question: str, current: EntityKind | None = None) -> PickScreen:
    """Return a screen that asks for a kind; its answer is a place in `ENTITY_KINDS`."""
    answers = [[(kind, kind)] for kind in ENTITY_KINDS]
    return PickScreen(question, answers, ENTITY_KINDS.index(current) if current else -1)
