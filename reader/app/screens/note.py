"""A small editor for the note on a highlight."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static, TextArea


class NoteScreen(ModalScreen[str | None]):
    """Shows the passage and edits its note; leaving keeps what was written, and undo takes it back."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,ctrl+s", "keep", "Keep", priority=True, show=False),
    ]

    def __init__(self, passage: str, note: str) -> None:
        """Prepare to edit `note`."""
        super().__init__()
        self._passage = passage
        self._note = note

    def compose(self) -> ComposeResult:
        """Put the passage over the editor."""
        with Vertical(classes="dialog"):
            yield Static(self._passage, classes="passage", markup=False)
            yield TextArea(self._note, soft_wrap=True, show_line_numbers=False, id="note-text")
            yield Static("esc keeps the note and closes · u in the text takes it back", classes="hint", markup=False)

    def on_mount(self) -> None:
        """Put the cursor behind what is there."""
        area = self.query_one(TextArea)
        area.move_cursor(area.document.end)
        area.focus()

    def action_keep(self) -> None:
        """Close and give the note."""
        self.dismiss(self.query_one(TextArea).text.strip())
