"""Single lines of words in named styles: the header, the line about the cursor, the status bar."""

from collections.abc import Sequence

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.strip import Strip
from textual.widget import Widget

from reader.app.keys import key_now
from reader.app.widgets.parts import Part, style_of
from reader.text.safety import safe_line


class Line(Widget):
    """One row of words; those that do not fit are left out at the end, or at a separator if there is one."""

    ALLOW_SELECT = False
    DEFAULT_CSS = "Line { height: 1; }"

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 (Textual's own name for it)
        """Make an empty line."""
        super().__init__(id=id)
        self._left: list[Part] = []
        self._right: list[Part] = []

    def show(self, left: Sequence[Part], right: Sequence[Part] = ()) -> None:
        """Show these words, those of `right` at the right edge."""
        wanted = ([*left], [*right])
        if wanted != (self._left, self._right):
            self._left, self._right = wanted
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """Draw the line."""
        base, width = self.rich_style, self.size.width
        left_parts, right_parts = self.row(y)
        right = [Segment(safe_line(words), self._style(name, base)) for words, name in right_parts]
        if right:
            right.insert(0, Segment(" ", base))
        room = max(0, width - sum(cell_len(segment.text) for segment in right))
        left = Strip([Segment(safe_line(words), self._style(name, base)) for words, name in left_parts])
        if left.cell_length > room:
            left = Strip([*left.crop(0, max(0, room - 1)), Segment("…", base)])
        return Strip([*left.adjust_cell_length(room, base), *right]).adjust_cell_length(width, base)

    def row(self, y: int) -> tuple[Sequence[Part], Sequence[Part]]:
        """Return what is drawn in a row, at the left and at the right."""
        return ((), ()) if y else (self._left, self._right)

    def _style(self, name: str, base: Style) -> Style:
        return base + style_of(self, name) if name else base


class KeyLine(Line):
    """A line of keys and what they do; whole entries are left out where the line is too short, the last one never."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 (Textual's own name for it)
        """Make an empty line."""
        super().__init__(id=id)
        self.entries: list[tuple[str, str, str]] = []
        """Key, words and action of everything that is to be said, whether or not there is room for it."""
        self._mode = ""
        self._areas: list[tuple[int, int, str]] = []
        self._tail: list[Part] = []

    def show_keys(self, entries: Sequence[tuple[str, str, str]], *, mode: str = "", right: Sequence[Part] = ()) -> None:
        """Show entries of key, words and action; `mode` stands before them."""
        scopes = getattr(self.screen, "scopes", ())
        now = [(key_now(key, action, scopes), words, action) for key, words, action in entries]
        self.entries, self._mode, self._tail = [entry for entry in now if entry[0]], mode, [*right]
        self._arrange()

    def on_resize(self) -> None:
        """Choose again which entries fit."""
        self._arrange()

    def _arrange(self) -> None:
        parts: list[Part] = [(f" {self._mode} ", "strong"), (" ", "")] if self._mode else [(" ", "")]
        at = sum(cell_len(words) for words, _name in parts)
        room = self.size.width - sum(cell_len(words) for words, _name in self._tail) - 1
        self._areas = []
        *entries, last = self.entries or [("", "", "")]
        need = _width(last)
        chosen = []
        for entry in entries:
            if at + _width(entry) + need <= room:
                chosen.append(entry)
                at += _width(entry)
        at = sum(cell_len(words) for words, _name in parts)
        for key, words, action in [*chosen, last] if last[0] else []:
            parts += [(key, "key"), (f" {words}  ", "quiet")]
            self._areas.append((at, at + _width((key, words, action)), action))
            at += _width((key, words, action))
        self.show(parts, self._tail)

    async def on_click(self, event: events.Click) -> None:
        """Do what the entry under the mouse says."""
        for start, end, action in self._areas:
            if start <= event.x < end and action:
                await self.run_action(f"screen.perform({action!r})")


def _width(entry: tuple[str, str, str]) -> int:
    return cell_len(entry[0]) + cell_len(entry[1]) + 3
