"""Asks where highlights are to be exported to."""

from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from reader.text.safety import safe_line


class ExportScreen(ModalScreen[str | None]):
    """Asks for a folder and gives it, or nothing."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "cancel", "Cancel", priority=True, show=False)]

    def __init__(self, count: int, target: Path) -> None:
        """Prepare to ask; `target` is the answer offered."""
        super().__init__()
        self._count = count
        self._target = target

    def compose(self) -> ComposeResult:
        """Put the question over the answer."""
        noun = "highlight" if self._count == 1 else "highlights"
        with Vertical(classes="dialog -small"):
            yield Static(f"Export {self._count} {noun} as Markdown, one file a document, to the folder", markup=False)
            yield Input(safe_line(str(self._target)), select_on_focus=False, id="export-target")
            yield Static(
                "enter exports · esc cancels · files you changed are left as they are", classes="hint", markup=False
            )

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Give the folder."""
        self.dismiss(event.value.strip() or None)

    def action_cancel(self) -> None:
        """Give nothing."""
        self.dismiss(None)
