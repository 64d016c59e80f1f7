"""All keys, from the table of actions."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from reader.app.keys import by_group, keys_of
from reader.app.widgets.row_list import Row, RowList


class HelpScreen(ModalScreen[None]):
    """Lists every action with its keys."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q,question_mark,f1", "close", "Close", show=False)]

    def compose(self) -> ComposeResult:
        """Put the list into a dialog."""
        with Vertical(classes="dialog -tall"):
            yield RowList(id="help-rows")
            yield Static("↑ ↓ move · esc closes · : runs any of them by name", classes="hint", markup=False)

    def on_mount(self) -> None:
        """Fill the list."""
        rows: list[Row] = []
        for group, actions in by_group():
            rows += [Row((("", ""),))] if rows else []
            rows.append(Row(((group, "heading"),)))
            for action in actions:
                rows.append(
                    Row(((f"  {keys_of(action):<20} ", "strong"), (action.help, "")), f"{action.scope}.{action.id}")
                )
        self.query_one(RowList).show(rows)
        self.query_one(RowList).focus()

    def action_close(self) -> None:
        """Close the help."""
        self.dismiss()
