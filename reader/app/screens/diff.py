"""What an export would change, line by line."""

from typing import ClassVar, Final

from rich.cells import chop_cells
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from reader.app.screens.closing import Closing
from reader.app.widgets.row_list import Row, RowList
from reader.text.safety import safe_line, safe_text

_STYLES: Final = {"+": "decided", "-": "warning", "@": "guess"}


class DiffScreen(ModalScreen[None], Closing[None]):
    """Shows a unified diff."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,enter", "close", "Close", priority=True, show=False)]

    closed_by = ("quit", "export_diff")

    def __init__(self, title: str, diff: str) -> None:
        """Prepare to show a diff under a title."""
        super().__init__()
        self._title, self._diff = title, diff

    def compose(self) -> ComposeResult:
        """Put the lines under the title."""
        with Vertical(classes="dialog -tall -wide"):
            yield Static(safe_text(self._title), markup=False)
            yield RowList(id="diff", empty="\n  Nothing would change.")
            yield Static("↑ ↓ PgUp PgDn · esc closes", classes="hint", markup=False)

    def on_mount(self) -> None:
        """Give the lines the keys."""
        self.query_one(RowList).focus()

    def on_resize(self, event: events.Resize) -> None:  # noqa: ARG002 (the list's own size counts)
        """Wrap the lines at the new width."""
        self.call_after_refresh(self._draw)

    def _draw(self) -> None:
        rows = self.query_one(RowList)
        rows.show(diff_rows(self._diff, max(20, rows.scrollable_content_region.width)))

    def action_close(self) -> None:
        """Go back."""
        self.dismiss(None)


def diff_rows(diff: str, width: int) -> list[Row]:
    """Return a unified diff as rows, long lines wrapped."""
    rows: list[Row] = []
    for line in diff.splitlines():
        is_name = line.startswith(("+++", "---"))
        style = "strong" if is_name else _STYLES.get(line[:1], "")
        pieces = chop_cells(safe_line(line), width - 2) or [""]
        rows += [
            Row(((("  " if number else "") + piece, style),), str(len(rows) + number))
            for number, piece in enumerate(pieces)
        ]
    return rows
