"""What the search and the list of marks share: rows that can be marked, what they stand for beside them, and what was said."""

from typing import ClassVar, Final, Generic, Literal

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widget import Widget

from reader.app.actions import Scope
from reader.app.screens.performing import perform
from reader.app.screens.preview import Preview
from reader.app.screens.results import Chosen, ResultsScreen
from reader.app.widgets.lines import Line
from reader.app.widgets.mark_list import MarkList
from reader.app.widgets.text_head import TextHead
from reader.app.widgets.text_view import TextView
from reader.text.safety import safe_line

_PREVIEW: Final = 90
"""Cells from which on the passage is shown beside the list."""

_TALL: Final = 24
"""Rows from which on there is an empty one over the list."""


class Sides(Preview, ResultsScreen[Chosen], Generic[Chosen]):
    """A list that answers a line, whose rows are marked for what is done with them, and a preview where there is room."""

    scopes: ClassVar[tuple[Scope, ...]]
    said = ""
    """What happened last, in place of what there is to say of the list."""

    def compose_sides(self, *below: Widget, empty: str = "") -> ComposeResult:
        """Put the line over the list and the preview.

        Args:
            below: what stands under the preview.
            empty: what the list says while nothing is in it.
        """
        yield from self.compose_prompt()
        yield Line(id="notes-on-query")
        with Horizontal(id="results-and-preview"):
            yield MarkList(id="results", empty=empty)
            with Vertical(id="preview-pane"):
                yield TextHead(of="preview", id="preview-title")
                yield TextView(id="preview")
                yield from below

    def on_mount(self) -> None:
        """Keep the keys from the preview."""
        self.query_one("#preview", TextView).can_focus = False

    @property
    def list_may_have_keys(self) -> bool:
        """Whether rows are to be marked."""
        return True

    @property
    def has_preview(self) -> bool:
        """Whether there is room for a passage beside the list."""
        return self.size.width >= _PREVIEW

    @property
    def row_width(self) -> int:
        """How many cells there are for a row."""
        return max(30, self.size.width // (2 if self.has_preview else 1) - 4)

    @property
    def marks(self) -> MarkList:
        """The list."""
        return self.query_one("#results", MarkList)

    def fit_rows(self) -> None:
        """Draw the rows as wide as there is room now."""
        raise NotImplementedError

    def draw_said(self) -> None:
        """Say what is listed, and what happened."""
        raise NotImplementedError

    def draw_keys(self) -> None:
        """Show the keys that work now."""
        raise NotImplementedError

    def on_resize(self, event: events.Resize) -> None:
        """Fit the rows to the new width; a narrow screen has no room for the preview."""
        self.set_class(event.size.width < _PREVIEW, "-narrow")
        self.set_class(event.size.height < _TALL, "-short")
        self.call_after_refresh(self.fit_rows)

    def on_descendant_focus(self) -> None:
        """Show the keys that work now."""
        self.draw_keys()

    def tell(self, message: str, severity: Literal["information", "warning", "error"] = "information") -> None:
        """Say what happened, below the line."""
        self.said = message
        self.draw_said()
        if severity != "information":
            self.notify(safe_line(message), severity=severity, markup=False, timeout=8)

    async def action_perform(self, action_id: str) -> None:
        """Do an action by its id, as from the footer or the palette."""
        await perform(self, self.scopes, action_id, marking=self.marks)
