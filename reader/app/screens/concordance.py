"""The concordance of a page: its orders, and what is done with marked lines."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final, Literal

from reader.app.page import ORDERS, Order, PageState, line_key, line_rows
from reader.app.screens.desk import Desk
from reader.app.screens.exporting import Exporting
from reader.app.session import Session
from reader.app.widgets.mark_list import MarkList
from reader.corpus import Occurrence
from reader.documents import DocumentError
from reader.notebook import Colour, NotebookError
from reader.text.mention import EntityKind

_MOST: Final = 500
"""Lines that are highlighted at once: each is a change of the notebook that is on the disk before the next."""


class Concordance(Desk, Exporting):
    """The part of an entity's page that lists its mentions."""

    def __init__(self, session: Session, page: PageState) -> None:
        """Start without lines."""
        super().__init__()
        self.session = session
        self.page = page
        self.lines: dict[str, Occurrence] = {}
        """The lines by the key of their row."""
        self._in_order: tuple[Occurrence, ...] = ()
        self._orders: Mapping[Order, Sequence[int]] = {"date": ()}
        self._highlighted = 0
        """How many highlights the last change made: one `u` takes them all back."""

    @property
    def rows(self) -> MarkList:
        """The list of lines."""
        return self.query_one("#lines", MarkList)

    def take_lines(self, lines: tuple[Occurrence, ...], orders: Mapping[Order, list[int]]) -> None:
        """Take other lines, given by date, and what is known of their other orders."""
        if lines is not self._in_order:
            self._in_order = lines
            self.lines = {line_key(line): line for line in lines}
        self._orders = {**orders, "date": range(len(lines))}

    def draw_lines(self, kind: EntityKind) -> None:
        """Show the lines in the order that was chosen; by date until that has been worked out."""
        width = (self.rows.size.width or self.size.width) - 3
        order = self._orders.get(self.page.order, self._orders["date"])
        self.rows.show(line_rows(self._in_order, order, kind, width))
        self.rows.point_at(self.rows.key)

    def order_changed(self) -> None:
        """Draw the lines anew."""
        raise NotImplementedError

    def action_order_left(self) -> None:
        """Sort by what stands before."""
        self._order("left")

    def action_order_right(self) -> None:
        """Sort by what stands after."""
        self._order("right")

    def action_order_next(self) -> None:
        """Take the next order."""
        self._order(ORDERS[(ORDERS.index(self.page.order) + 1) % len(ORDERS)])

    def _order(self, order: Order) -> None:
        self.page = replace(self.page, order=order)
        self.order_changed()

    # -- highlights and export

    def action_mark_lines(self, colour: Colour) -> None:
        """Highlight the sentences of the marked lines, or of the one that the cursor is on."""
        chosen = self.rows.marked or [self.rows.key]
        if len(chosen) > _MOST:
            self.say_decided(f"at most {_MOST} lines are highlighted at once", is_wrong=True)
            return
        made = 0
        try:
            for line in (self.lines[key] for key in chosen if key in self.lines):
                made += self.session.highlight_sentence(line.document.name, line.mention.start, colour)
        except (NotebookError, DocumentError) as error:
            self.say_decided(str(error), is_wrong=True)
            return
        finally:
            self._highlighted = made
        self.rows.mark(set())
        noun = "sentence" if made == 1 else "sentences"
        self.say_decided(f"{made:,} {noun} highlighted; u takes that back" if made else "highlighted already")

    def action_export_lines(self) -> None:
        """Highlight the marked lines, then export all highlights."""
        if self.rows.marked:
            self.action_mark_lines("yellow")
        self.action_export()

    def tell(self, message: str, severity: Literal["information", "warning", "error"] = "information") -> None:
        """Say something about the export."""
        self.say_decided(message, is_wrong=severity != "information")

    def show_decided(self) -> None:
        """Forget which highlights were made together."""
        self._highlighted = 0

    def undo(self) -> str:
        """Take the last change back; of highlights made together, all of them."""
        together = self._highlighted
        undone = super().undo()
        for _ in range(together - 1):
            undone = super().undo()
        return undone
