"""The mouse in a text: a click, a double and a triple click, and dragging, also past the edge."""

from typing import Final

from textual import events
from textual.timer import Timer

from reader.app.widgets.motions import Motions

_EDGE: Final = 0.06
"""Seconds between two rows while the mouse is held past the edge."""


class Pointing(Motions):
    """The part of a text view that answers the mouse."""

    left_edge: int
    """Cells left of the text."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 (Textual's own name for it)
        """Start with no button down."""
        super().__init__(id=id)
        self._dragging = False
        self._held: tuple[int, int] = (0, 0)
        """Where the mouse was last, in cells of the view; outside of it while dragging past its edge."""
        self._past_edge: Timer | None = None

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Put the cursor where the mouse is; dragging from here selects, and with shift all from where the cursor was."""
        if event.button == 1 and event.get_content_offset(self) is not None:
            if not event.shift:
                self.selecting_from = None
            elif self.selecting_from is None:
                self.selecting_from = self.cursor
            self.goal_column = None
            self.move_to(self._offset_under(event.x, event.y))
            self._dragging = True
            self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Extend the selection while a button is down."""
        if self._dragging:
            self._held = (event.x, event.y)
            self._drag()
            if not 0 <= event.y < self.size.height and self._past_edge is None:
                self._past_edge = self.set_interval(_EDGE, self._drag_on)

    def on_mouse_up(self) -> None:
        """End the selection by mouse."""
        if self._dragging:
            self._dragging = False
            self._let_edge_go()
            self.release_mouse()

    def on_click(self, event: events.Click) -> None:
        """Select the word at a double click, the sentence at a triple one, the paragraph at one more."""
        if event.button == 1 and event.chain > 1 and event.get_content_offset(self) is not None:
            self.selecting_from = None
            self.move_to(self._offset_under(event.x, event.y))
            choose = (self.action_select_word, self.action_select_sentence, self.action_select_paragraph)
            choose[min(event.chain, 4) - 2]()

    def _drag(self) -> None:
        """Select up to where the mouse is; past the edge, up to a row more than is seen."""
        x, y = self._held
        offset = self._offset_under(x, max(-1, min(y, self.size.height)))
        if offset != self.cursor:
            if self.selecting_from is None:
                self.selecting_from = self.cursor
            self.move_to(offset)

    def _drag_on(self) -> None:
        y, height = self._held[1], self.size.height
        if not self._dragging or 0 <= y < height:
            self._let_edge_go()
            return
        past = -y if y < 0 else y - height + 1
        step = min(8, 1 + past // 2)
        self.scroll_to(y=self.scroll_offset.y + (step if y >= height else -step), animate=False)
        self._drag()

    def _let_edge_go(self) -> None:
        if self._past_edge is not None:
            self._past_edge.stop()
            self._past_edge = None

    def _offset_under(self, x: int, y: int) -> int:
        return self.rows.offset_at(self.scroll_offset.y + y, max(0, x - self.left_edge))
