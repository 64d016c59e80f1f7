"""Asks one question that is answered in a line."""

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from reader.app.screens.closing import Closing
from reader.text.safety import safe_line, safe_text

Check = Callable[[str], str]
"""Says what is wrong with an answer, or nothing."""


class AskScreen(ModalScreen[str | None], Closing[str | None]):
    """Gives the answer, or `None` if the person thought better of it."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "cancel", "Cancel", priority=True, show=False)]

    def __init__(self, question: str, answer: str, hint: str, check: Check = lambda _answer: "") -> None:
        """Prepare to ask; `answer` stands in the line already."""
        super().__init__()
        self._question, self._answer, self._hint, self._check = question, answer, hint, check

    def compose(self) -> ComposeResult:
        """Put the question over the line, and what can be typed below it."""
        with Vertical(classes="dialog -small"):
            yield Static(safe_text(self._question), markup=False)
            yield Input(safe_line(self._answer), select_on_focus=False, id="answer")
            yield Static(safe_text(self._hint), classes="hint", markup=False, id="hint")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Give the answer, or say what is wrong with it."""
        answer = event.value.strip()
        if wrong := self._check(answer):
            hint = self.query_one("#hint", Static)
            hint.update(safe_text(wrong))
            hint.add_class("-wrong")
        else:
            self.dismiss(answer)

    def action_cancel(self) -> None:
        """Give nothing."""
        self.dismiss(None)
