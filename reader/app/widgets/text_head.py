"""Lines over a text that begin where its words begin: its title, and what is known of it."""

from collections.abc import Sequence
from typing import Final

from rich.cells import cell_len
from textual.geometry import Size

from reader.app.page import cut, last_cells
from reader.app.widgets.lines import Line
from reader.app.widgets.parts import Part
from reader.app.widgets.text_view import TextView
from reader.text.safety import safe_line

SEPARATOR: Final[Part] = (" · ", "quiet")
"""Stands between two facts; a row may end before it."""

_LEAST: Final = 12
"""Cells that the last fact, a path, has at least where it is cut."""


class TextHead(Line):
    """Words above the text view with a certain id, as wide as its column, in as many rows as are needed and allowed."""

    DEFAULT_CSS = "TextHead { height: auto; }"

    def __init__(self, *, of: str, id: str) -> None:  # noqa: A002 (Textual's own name for it)
        """Make an empty head of the text view with the id `of`."""
        super().__init__(id=id)
        self._of = of
        self.most = 2
        """How many rows it may have."""

    def show(self, left: Sequence[Part], right: Sequence[Part] = ()) -> None:
        """Show these words; the rows may now be more or fewer."""
        super().show(left, right)
        self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002 (as Textual calls it)
        """Return how many rows the words take."""
        return max(1, len(self._rows(width)))

    def _column(self, width: int) -> tuple[int, int]:
        return self.screen.query_one(f"#{self._of}", TextView).column_in(width - 1)

    def _rows(self, width: int) -> list[list[Part]]:
        room = self._column(width)[1]
        parts = [(safe_line(words), name) for words, name in self._left]
        return facts_in_rows(parts, room, self.most) if SEPARATOR in parts else words_in_rows(parts, room, self.most)

    def row(self, y: int) -> tuple[Sequence[Part], Sequence[Part]]:
        """Return one of the rows, behind what is empty beside the text."""
        rows = self._rows(self.size.width)
        left = " " * self._column(self.size.width)[0]
        return ([(left, ""), *rows[y]] if y < len(rows) else ()), ()


def words_in_rows(parts: Sequence[Part], room: int, most: int) -> list[list[Part]]:
    """Break words into rows of at most so many cells; what no longer fits into the last one is cut."""
    if _cells(parts) <= room:
        return [[*parts]] if parts else []
    text, name = "".join(words for words, _name in parts), parts[0][1] if parts else ""
    rows: list[str] = []
    rest = text.strip()
    while rest:
        if cell_len(rest) <= room or len(rows) == most - 1:
            rows.append(cut(rest, room))
            break
        at = _break(rest, room)
        rows.append(rest[:at].rstrip())
        rest = rest[at:].lstrip()
    return [[(row, name)] for row in rows]


def _break(text: str, room: int) -> int:
    """Return where to break a text: after the last space that fits, else where the room ends."""
    cells, last = 0, 0
    for at, character in enumerate(text):
        if character == " ":
            last = at
        cells += cell_len(character)
        if cells > room:
            return last or max(1, at)
    return len(text)


def facts_in_rows(parts: Sequence[Part], room: int, most: int) -> list[list[Part]]:
    """Put facts into rows of at most so many cells.

    Where all of them do not fit, those in the middle are left out; the last one, a path, is cut at its start.
    """
    facts: list[list[Part]] = [[]]
    for part in parts:
        if part == SEPARATOR:
            facts.append([])
        else:
            facts[-1].append(part)
    while True:
        rows = _laid(facts, room)
        if len(rows) <= most:
            return rows
        cut_to = _room_for_last(facts[:-1], room, most)
        if cut_to >= _LEAST:
            words, name = facts[-1][-1]
            return _laid([*facts[:-1], [(last_cells(words, cut_to).strip(), name)]], room)[:most]
        if len(facts) <= 2:
            return rows[:most]
        del facts[-2]


def _room_for_last(facts: Sequence[list[Part]], room: int, most: int) -> int:
    rows = _laid(facts, room)
    if len(rows) < most:
        return room
    return room - _cells(rows[-1]) - cell_len(SEPARATOR[0]) if len(rows) == most else 0


def _laid(facts: Sequence[list[Part]], room: int) -> list[list[Part]]:
    rows: list[list[Part]] = []
    for fact in facts:
        if rows and _cells(rows[-1]) + cell_len(SEPARATOR[0]) + _cells(fact) <= room:
            rows[-1] += [SEPARATOR, *fact]
        else:
            rows.append([*fact])
    return rows


def _cells(parts: Sequence[Part]) -> int:
    return sum(cell_len(words) for words, _name in parts)
