"""The concordance of a page: its orders, and what is done with marked lines."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Literal

from reader.app.page import ORDERS, Order, PageState, line_key, line_rows
from reader.app.screens.desk import Desk
from reader.app.screens.gathering import Gathering
from reader.app.session import Session
from reader.app.widgets.mark_list import MarkList
from reader.corpus import Occurrence
from reader.text.mention import EntityKind


class Concordance(Desk, Gathering):
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
        self.rows.show(line_rows(self._in_order, order, f"{kind}-strong", width))
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

    def passages(self) -> list[tuple[str, int]]:
        """Return document and offset of the marked lines, or else of the one that the cursor is on."""
        chosen = self.rows.marked or [self.rows.key]
        return [(self.lines[key].document.name, self.lines[key].mention.start) for key in chosen if key in self.lines]

    def unmark(self) -> None:
        """Take the marks from all lines."""
        self.rows.mark(set())

    @property
    def has_marked(self) -> bool:
        """Whether any line is marked."""
        return bool(self.rows.marked)

    def tell(self, message: str, severity: Literal["information", "warning", "error"] = "information") -> None:
        """Say something about the export."""
        self.say_decided(message, is_wrong=severity != "information")
