"""A list of rows, of one line or two, that stays quick however long it is: only the rows in sight are drawn."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import ClassVar, overload

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import BindingType
from textual.geometry import Offset, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.selection import Selection
from textual.strip import Strip

from reader.app.actions import bindings
from reader.app.keymap import in_use
from reader.app.widgets.parts import Part, style_of
from reader.text.safety import safe_line


def wrapped(words: str, width: int) -> list[str]:
    """Return what an empty list says in lines that are no wider; what follows is as far from the edge as what begins."""
    lines = []
    for line in words.split("\n"):
        indent = line[: len(line) - len(line.lstrip())]
        lines += wrap(line, max(10, width), initial_indent="", subsequent_indent=indent) or [""]
    return lines


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a list."""

    parts: tuple[Part, ...]
    key: str = ""
    """What the row stands for; a row without key is a heading and is passed over."""

    right: Part = ("", "")
    """Drawn at the right edge."""

    below: tuple[Part, ...] = ()
    """Drawn in the second line of a row, where a list has rows of two lines."""


class LazyRows(Sequence[Row]):
    """Rows of a long list, each made when it is drawn. It is made in a thread where it is very long: shown at once."""

    def __init__(
        self, keys: Sequence[str], make: Callable[[int], Row], places: Mapping[str, int] | None = None
    ) -> None:
        """Know what the rows stand for, how to make the one at a place, and, if that is known, where each key's row is."""
        self.keys = keys
        self._make = make
        self.places = {key: at for at, key in enumerate(keys) if key} if places is None else places

    def __len__(self) -> int:
        return len(self.keys)

    @overload
    def __getitem__(self, index: int) -> Row: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Row]: ...
    def __getitem__(self, index: int | slice) -> Row | Sequence[Row]:
        if isinstance(index, slice):
            return [self._make(at) for at in range(*index.indices(len(self)))]
        return self._make(index)


class RowList(ScrollView, can_focus=True, inherit_bindings=False):
    """A list with one row chosen by the cursor."""

    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("list")]
    COMPONENT_CLASSES: ClassVar[set[str]] = {"rows--cursor", "rows--cursor-quiet"}
    DEFAULT_CSS = """
    RowList { overflow-x: hidden; overflow-y: auto; scrollbar-size-vertical: 1; scrollbar-gutter: stable; }
    """

    class About(Message):
        """Something happened to a row."""

        def __init__(self, rows: "RowList", key: str) -> None:
            """Say which list and row."""
            super().__init__()
            self.rows = rows
            self.key = key

        @property
        def control(self) -> "RowList":
            """The list the row is in."""
            return self.rows

    class Chosen(About):
        """A row was chosen by enter or a click."""

    class Moved(About):
        """The cursor went to another row by hand."""

    def __init__(self, *, empty: str = "", id: str | None = None) -> None:  # noqa: A002 (Textual's own name for it)
        """Make an empty list; `empty` is what it says then."""
        super().__init__(id=id)
        self._bindings = in_use().rebound(self._bindings)
        self._rows: Sequence[Row] = ()
        self._keys: Sequence[str] = ()
        self._index: Mapping[str, int] = {}
        self.empty = empty
        self.cursor = -1
        self.lines = 1
        """How many lines a row has, one or two."""
        self.is_here = False
        """Whether the cursor's row is what is being read; it is drawn as such where the list has not the keys."""

    @property
    def key(self) -> str:
        """What the cursor's row stands for, or an empty string."""
        return self._keys[self.cursor] if 0 <= self.cursor < len(self._keys) else ""

    @property
    def is_empty(self) -> bool:
        """Whether no row can be chosen."""
        return not self._index

    @property
    def keys(self) -> list[str]:
        """What the rows stand for, from top to bottom."""
        return list(self._index)

    def place_of(self, key: str) -> int:
        """Return the place of a row, from 0, or -1."""
        return self._index.get(key, -1)

    def beside(self, key: str, step: int) -> str:
        """Return what stands so many rows after another one, headings left out; an empty string at the end."""
        at = self._index.get(key, -1 if step > 0 else len(self._keys)) + step
        while 0 <= at < len(self._keys):
            if self._keys[at]:
                return self._keys[at]
            at += 1 if step > 0 else -1
        return ""

    def show(self, rows: Sequence[Row]) -> None:
        """Show other rows; the cursor stays on the row with the same key, if there is one."""
        key, old = self.key, self.cursor
        lazy = rows if isinstance(rows, LazyRows) else LazyRows([row.key for row in rows], rows.__getitem__)
        self._rows, self._keys, self._index = rows, lazy.keys, lazy.places
        self.cursor = self._index.get(key, -1)
        if self.cursor < 0 and self._index:
            self.cursor = self._nearest(max(0, min(old, len(rows) - 1)), 1)
        self._measure()
        self.refresh()

    def set_lines(self, lines: int) -> None:
        """Draw every row in one line, or in two."""
        if lines != self.lines:
            self.lines = lines
            self._measure()
            self.refresh()

    def _measure(self) -> None:
        self.virtual_size = Size(self.scrollable_content_region.width, len(self._rows) * self.lines)
        self._reveal()

    def point_at(self, key: str) -> None:
        """Put the cursor on the row of what is being read, without telling anyone; an unknown key means none is."""
        is_here = key in self._index
        if is_here and self._index[key] != self.cursor:
            self.cursor = self._index[key]
            self._reveal()
            self.refresh()
        if is_here != self.is_here:
            self.is_here = is_here
            self.refresh()

    def step(self, count: int) -> None:
        """Move the cursor by rows, over headings, and tell of it."""
        if not self._index:
            return
        target = max(0, min(self.cursor + count, len(self._rows) - 1))
        target = self._nearest(target, 1 if count > 0 else -1)
        if target == self.cursor and count < 0:
            self.scroll_to(y=0, animate=False)
        if target != self.cursor:
            self.cursor = target
            self._reveal()
            self.refresh()
            self.post_message(self.Moved(self, self.key))

    def _nearest(self, index: int, direction: int) -> int:
        for step in (direction, -direction):
            at = index
            while 0 <= at < len(self._rows):
                if self._keys[at]:
                    return at
                at += step
        return -1

    def _reveal(self) -> None:
        height = self.size.height
        top = self.scroll_offset.y
        if self.cursor < 0 or height == 0:
            return
        first = self.cursor * self.lines
        last = first + self.lines - 1
        if first <= top:
            above = first - self.lines if self.cursor > 0 and not self._keys[self.cursor - 1] else first
            self.scroll_to(y=above, animate=False)
        elif last >= top + height:
            self.scroll_to(y=last - height + 1, animate=False)
        self._show_terminal_cursor()

    def _show_terminal_cursor(self) -> None:
        """Put the terminal's own cursor on the row: screen readers and braille displays follow it."""
        if self.has_focus and self.cursor >= 0:
            row = self.cursor * self.lines - self.scroll_offset.y
            self.app.cursor_position = self.content_region.offset + Offset(0, row)

    def on_focus(self) -> None:
        """Show where the cursor is, also to those who follow the terminal's own."""
        self._show_terminal_cursor()

    def on_resize(self) -> None:
        """Keep the cursor in sight."""
        self._measure()

    def render_line(self, y: int) -> Strip:
        """Draw one row."""
        base, width = self.rich_style, self.scrollable_content_region.width
        index, line = divmod(self.scroll_offset.y + y, self.lines)
        if not self._rows and self.empty:
            lines = wrapped(self.empty, width - 1)
            text = lines[y] if y < len(lines) else ""
            return Strip([Segment(text, base + style_of(self, "quiet"))]).adjust_cell_length(width, base)
        if index >= len(self._rows):
            return Strip.blank(width, base)
        row = self._rows[index]
        if index == self.cursor and (self.has_focus or self.is_here):
            base += self._partial("cursor" if self.has_focus else "cursor-quiet")
        if line:
            return Strip(self._below(row, width, base)).adjust_cell_length(width, base)
        right = safe_line(row.right[0])
        room = width - (cell_len(right) + 1 if right else 0)
        segments = self._parts(row, room, base)
        if right:
            style = base + style_of(self, row.right[1]) if row.right[1] else base
            segments += [Segment(" ", base), Segment(right, style)]
        return Strip(segments).adjust_cell_length(width, base)

    def _parts(self, row: Row, room: int, base: Style) -> list[Segment]:
        return self._fitted(row.parts, room, base)

    def _below(self, row: Row, room: int, base: Style) -> list[Segment]:
        return self._fitted(row.below, room, base)

    def _fitted(self, parts: Sequence[Part], room: int, base: Style) -> list[Segment]:
        segments = []
        left = room
        for words, name in parts:
            text = safe_line(words)
            style = base + style_of(self, name) if name else base
            size = cell_len(text)
            is_cut = size > left
            if is_cut:
                text = (set_cell_size(text, left - 1).rstrip() + "…") if left > 1 else ""
                size = cell_len(text)
            if text:
                segments.append(Segment(text, style))
            left -= size
            if left <= 0 or is_cut:
                break
        segments.append(Segment(" " * max(0, left), base))
        return segments

    def _partial(self, name: str) -> Style:
        return self.get_component_rich_style(f"rows--{name}", partial=True)

    def on_click(self, event: events.Click) -> None:
        """Choose the row under the mouse."""
        index = (self.scroll_offset.y + event.y) // self.lines
        if 0 <= index < len(self._keys) and self._keys[index]:
            self.cursor = index
            self.refresh()
            self.action_choose()

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:  # noqa: ARG002 (rows are not selected by mouse)
        """Give nothing: rows are chosen, not selected."""
        return None

    def action_list_up(self) -> None:
        """Go one row up."""
        self.step(-1)

    def action_list_down(self) -> None:
        """Go one row down."""
        self.step(1)

    def action_list_page_up(self) -> None:
        """Go one page up."""
        self.step(-max(1, self.size.height // self.lines - 1))

    def action_list_page_down(self) -> None:
        """Go one page down."""
        self.step(max(1, self.size.height // self.lines - 1))

    def action_list_top(self) -> None:
        """Go to the first row."""
        self.step(-len(self._rows))

    def action_list_end(self) -> None:
        """Go to the last row."""
        self.step(len(self._rows))

    def action_choose(self) -> None:
        """Choose the cursor's row."""
        if self.key:
            self.post_message(self.Chosen(self, self.key))
