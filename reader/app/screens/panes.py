"""Which panes are shown, beside the text or over it, and which of them has the keys."""

from typing import Final

from textual import events

from reader.app.keys import first_key
from reader.app.screens.base import DocumentScreen, pane_head
from reader.app.session import Session
from reader.app.widgets.lines import Line
from reader.app.widgets.text_head import TextHead

_LIMITS: Final = {"left": 70, "right": 100}
"""Cells from which on a pane stands beside the text; on a narrower screen it lies over it when it is asked for."""

_ROOMY: Final = 150
"""Cells from which on the panes are wider: the text has its full width already."""

_TALL: Final = 24
"""Rows of the screen from which on a title may take two, and the list of documents has two for each."""

_PANES: Final = ("documents", "text", "entities", "dates", "marks")


class Panes(DocumentScreen):
    """The part of the reading screen that arranges its panes."""

    def __init__(self, session: Session) -> None:
        """Show what fits."""
        super().__init__(session)
        self._wanted: dict[str, bool | None] = {"left": None, "right": None}

    def draw_tabs(self, marks: int) -> None:
        """Say which of mentions and marks the right pane shows, and how many marks there are."""
        shows_marks = self.query_one("#marks").display
        own, other = " Who and when", f"marks {marks:,}" if marks else "marks"
        if shows_marks:
            own, other = f" {other.capitalize()}", "who and when"
        has_keys = any(self.rows(pane).has_focus for pane in ("entities", "dates", "marks"))
        self.query_one("#tabs", Line).show(
            [(own, pane_head(has_keys=has_keys))], [(first_key("marks_pane"), "key"), (f" {other} ", "quiet")]
        )

    def on_resize(self, event: events.Resize) -> None:
        """Show beside the text what fits."""
        self.set_class(event.size.width >= _ROOMY, "-roomy")
        self.set_class(event.size.height < _TALL, "-short")
        for head in self.query(TextHead):
            head.most = 1 if event.size.height < _TALL else 2
        self._arrange(event.size.width)
        is_over, is_short = self._lies_over("left"), event.size.height < _TALL
        self.rows("documents").set_lines(1 if is_over or is_short else 2)

    def _lies_over(self, side: str) -> bool:
        return self.size.width < _LIMITS[side]

    def _arrange(self, width: int | None = None) -> None:
        width = self.size.width if width is None else width
        for side, limit in _LIMITS.items():
            pane, wanted = self.query_one(f"#{side}"), self._wanted[side]
            pane.display = width >= limit if wanted is None else wanted
            pane.set_class(width < limit, "-over")
        if self.focused is not None and not self._is_shown(str(self.focused.id)):
            self.view.focus()
        self.redraw()

    def close_overlays(self) -> bool:
        """Hide the panes that lie over the text, and return whether there were any."""
        over = [side for side in _LIMITS if self._lies_over(side) and self.query_one(f"#{side}").display]
        for side in over:
            self._wanted[side] = None
        self._arrange()
        return bool(over)

    def action_toggle_documents(self) -> None:
        """Show or hide the left pane."""
        self._toggle("left", "documents")

    def action_toggle_sidebar(self) -> None:
        """Show or hide the right pane."""
        self._toggle("right", "marks" if self.query_one("#marks").display else "entities")

    def _toggle(self, side: str, pane: str) -> None:
        """Show or hide a pane; one that lies over the text takes the keys."""
        self._wanted[side] = not self.query_one(f"#{side}").display
        self._arrange()
        if self._wanted[side] and self._lies_over(side):
            self.rows(pane).focus()

    def action_text_only(self) -> None:
        """Hide both panes, or bring back what fits."""
        shown = any(self.query_one(f"#{side}").display for side in _LIMITS)
        self._wanted = dict.fromkeys(_LIMITS, False if shown else None)
        self._arrange()
        self.view.focus()

    def action_marks(self) -> None:
        """Show marks instead of mentions in the right pane, or mentions again."""
        shown = self.query_one("#right").display
        marks = not (shown and self.query_one("#marks").display)
        self.query_one("#marks").display = marks
        for pane in ("entities", "dates"):
            self.rows(pane).display = not marks
        if not shown:
            self._wanted["right"] = True
        self._arrange()
        self.rows("marks" if marks else "entities").focus()

    def show_pane(self, pane: str) -> None:
        """Show a list of the sidebar."""
        if self.query_one("#marks").display != (pane == "marks"):
            self.action_marks()
        if not self.query_one("#right").display:
            self._wanted["right"] = True
            self._arrange()

    def action_next_pane(self) -> None:
        """Go to the next pane that is shown."""
        self._step_pane(1)

    def action_previous_pane(self) -> None:
        """Go to the pane before."""
        self._step_pane(-1)

    def _step_pane(self, step: int) -> None:
        shown = [pane for pane in _PANES if self._is_shown(pane)]
        here = shown.index(str(self.focused.id)) if self.focused is not None and self.focused.id in shown else 0
        self.query_one(f"#{shown[(here + step) % len(shown)]}").focus()

    def _is_shown(self, pane: str) -> bool:
        if pane not in _PANES or pane == "text":
            return True
        side = "left" if pane == "documents" else "right"
        return self.query_one(f"#{pane}").display and self.query_one(f"#{side}").display
