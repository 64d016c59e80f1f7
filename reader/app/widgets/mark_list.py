"""A list whose rows can be marked, to do one thing with all of them."""

from dataclasses import replace
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.binding import BindingType

from reader.app.actions import bindings
from reader.app.widgets.row_list import Row, RowList


class MarkList(RowList):
    """Draws a sign before every marked row."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("marking")]

    class Marked(RowList.About):
        """Other rows were marked by hand."""

    class AllWanted(RowList.About):
        """All rows are to be marked, and there are more than the list has."""

    def __init__(self, *, empty: str = "", id: str | None = None) -> None:  # noqa: A002 (Textual's own name for it)
        """Make an empty list."""
        super().__init__(empty=empty, id=id)
        self._marked: set[str] = set()
        self.has_more = False
        """Whether more rows can be had than the list has."""

    @property
    def marked(self) -> list[str]:
        """What the marked rows stand for, from top to bottom."""
        return [key for key in self.keys if key in self._marked] if self._marked else []

    def mark(self, keys: set[str]) -> None:
        """Mark these rows and no others, without telling anyone."""
        self._marked = set(keys)
        self.refresh()

    def _parts(self, row: Row, room: int, base: Style) -> list[Segment]:
        if row.key:
            sign = ("● ", "hit") if row.key in self._marked else ("  ", "")
            row = replace(row, parts=(sign, *row.parts))
        return super()._parts(row, room, base)

    def action_mark_row(self) -> None:
        """Mark the cursor's row, or take its mark away, and go to the next."""
        if self.key:
            self.mark(self._marked ^ {self.key})
            self.post_message(self.Marked(self, self.key))
            self.step(1)

    def action_mark_all(self) -> None:
        """Mark all rows, or none where all are marked; those that the list does not have yet are asked for first."""
        if self.has_more:
            self.post_message(self.AllWanted(self, self.key))
            return
        self.mark(set() if len(self.marked) == len(self.keys) else set(self.keys))
        self.post_message(self.Marked(self, self.key))
