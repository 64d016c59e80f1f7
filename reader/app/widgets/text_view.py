"""The text: rows drawn on demand, marks and hits laid over them, a cursor that is always there."""

from collections.abc import Iterable, Sequence
from typing import ClassVar, Final

from rich.segment import Segment
from rich.style import Style
from textual.binding import BindingType
from textual.color import Color
from textual.geometry import Offset, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.selection import Selection
from textual.strip import Strip

from reader.app.actions import bindings
from reader.app.drawing import OVERLAP, UNSURE, Marked, Sign, gutter_signs, mark_spans, strip_signs
from reader.app.keymap import in_use
from reader.app.layout import TAB, Layout
from reader.app.spans import FlatSpans, Span, merged
from reader.app.widgets.pointing import Pointing
from reader.notebook import COLOURS

_TAGS: Final = (
    "metadata", "heading", "subheading", "list_item", "quote", "link", "code", "strong", "emphasis", "struck",
    "nationality", "place", "organization", "person", "event", "law", "work", "money", "set", "duration", "time", "date", "decided",
    *COLOURS, "hit", "hit-fuzzy", "hit-current", "selection", "cursor",
)  # fmt: skip
"""Every tag a piece of text may carry; a later one is drawn over an earlier one."""

_GUTTER: Final = 4
"""Cells left of the text for the numbers of highlights' colours and the sign of a note."""

_BESIDE_BAR: Final = 2
"""Cells right of the text: an empty one, and one for what stands beside the scroll bar."""

_QUOTED: Final = "▏"
"""Stands beside the rows of a quote where no note's sign does."""

_SIGNS: Final = ("bar", "unsure", "sign-hit", *(f"sign-{colour}" for colour in COLOURS))
"""Styles of what stands beside the text."""


class TextView(Pointing, ScrollView, can_focus=True, inherit_bindings=False):
    """Shows one text in a centred column of rows."""

    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("text")]
    COMPONENT_CLASSES: ClassVar[set[str]] = {f"text--{tag}" for tag in (*_TAGS, *_SIGNS)}
    DEFAULT_CSS = """
    TextView { overflow-x: hidden; overflow-y: scroll; scrollbar-size-vertical: 1; }
    """

    column = reactive(80)
    """The widest the text gets, in cells."""

    class CursorMoved(Message):
        """The cursor stands somewhere else, or the selection changed."""

        def __init__(self, view: "TextView") -> None:
            """Say in which view."""
            super().__init__()
            self.view = view

        @property
        def control(self) -> "TextView":
            """The view the cursor is in."""
            return self.view

        def can_replace(self, message: Message) -> bool:
            """Only the last of many moves matters."""
            return isinstance(message, TextView.CursorMoved)

    class Entered(Message):
        """Enter was pressed in the text."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 (Textual's own name for it)
        """Make an empty view."""
        super().__init__(id=id)
        self._bindings = in_use().rebound(self._bindings)
        self.rows = Layout("", 80)
        self._mentions = FlatSpans()
        self._highlights = FlatSpans()
        self._marked: Sequence[Marked] = ()
        self._hits = FlatSpans()
        self._current_hit: tuple[int, int] | None = None
        self._hit_starts: Sequence[int] = ()
        self._strip: tuple[tuple[object, ...], Sequence[Sign | None]] = (), ()
        """What stands beside the scroll bar, row by row, and what that was worked out of."""
        self._styles: dict[frozenset[str], Style] = {}

    @property
    def text(self) -> str:
        """The text shown."""
        return self.rows.text

    @property
    def percent_seen(self) -> int:
        """How much of the text, from its start, lies above the lower edge, in percent."""
        last = min(len(self.rows), self.scroll_offset.y + self.size.height) - 1
        return 100 * self.rows.span(last)[1] // len(self.text) if last >= 0 and self.text else 0

    def laid_out(self, text: str, breaks: Iterable[int] = ()) -> Layout:
        """Return a text as it would be shown now; of a long one in a thread."""
        return Layout(text, self._text_width, tuple(breaks))

    def load(self, rows: Layout) -> None:
        """Show another text from its start, without marks."""
        self.rows = rows
        self._mentions = self._highlights = self._hits = FlatSpans()
        self._marked, self._current_hit, self._hit_starts = (), None, ()
        self.selecting_from = None
        self.goal_column = None
        self.cursor = 0
        self._rewrap()
        self._resize_to_layout()
        self.scroll_to(y=0, animate=False)
        self.refresh()

    def reload(self, rows: Layout, offset: int) -> None:
        """Show a changed text with the cursor at an offset, in the row of the screen in which it was."""
        above = self.rows.row_of(self.cursor) - self.scroll_offset.y
        self.load(rows)
        self.cursor = min(offset, len(self.text))
        self.scroll_to(y=max(0, self.rows.row_of(self.cursor) - above), animate=False)
        self.cursor_changed()

    def show_mentions(self, spans: FlatSpans | Iterable[Span]) -> None:
        """Draw these mentions and blocks instead of those before."""
        self._mentions = spans if isinstance(spans, FlatSpans) else FlatSpans(spans)
        self.refresh()

    def show_highlights(self, marked: Sequence[Marked]) -> None:
        """Draw these highlights instead of those before."""
        self._marked = sorted(marked, key=lambda mark: (mark.start, mark.end))
        self._highlights = FlatSpans(mark_spans(marked))
        self.refresh()

    def show_hits(
        self,
        hits: Iterable[tuple[int, int]],
        current: tuple[int, int] | None = None,
        fuzzy: Iterable[tuple[int, int]] = (),
    ) -> None:
        """Draw these search hits instead of those before, one as the current one, and some as spelt differently."""
        exact = [(start, end, "hit") for start, end in hits]
        self._hit_starts = [start for start, _end, _tag in exact]
        self._hits = FlatSpans([*exact, *((start, end, "hit-fuzzy") for start, end in fuzzy)])
        self._current_hit = current
        self.refresh()

    # -- geometry

    @property
    def _width(self) -> int:
        return self.scrollable_content_region.width

    def column_in(self, width: int) -> tuple[int, int]:
        """Return how many cells are left of the text, and how many it has, in a view of so many cells."""
        room = width - _GUTTER - _BESIDE_BAR
        column = max(10, min(self.column, room if room > 0 else self.column))
        return max(_GUTTER, (width - column) // 2), column

    @property
    def _text_width(self) -> int:
        return self.column_in(self._width)[1]

    @property
    def left_edge(self) -> int:  # type: ignore[override]
        """Cells left of the text."""
        return self.column_in(self._width)[0]

    def watch_column(self) -> None:
        """Wrap the text anew when the column's width was changed, and what stands over it."""
        self._rewrap()
        if self.is_attached:
            self.screen.refresh(layout=True)
            for head in self.screen.query("TextHead"):
                head.refresh(layout=True)

    def on_resize(self) -> None:
        """Wrap the text anew when the column no longer fits."""
        self._rewrap()
        self._resize_to_layout()

    def notify_style_update(self) -> None:
        """Forget the mixed styles when the theme changed."""
        super().notify_style_update()
        self._styles = {}

    def _rewrap(self) -> None:
        if self.rows.width == self._text_width:
            return
        row = self.rows.row_of(self.cursor)
        above = row - self.scroll_offset.y
        self.rows = Layout(self.text, self._text_width, self.rows.breaks)
        self.goal_column = None
        self._resize_to_layout()
        if self.size.height:
            wanted = self.rows.row_of(self.cursor) - max(0, min(above, self.size.height - 1))
            self.scroll_to(y=max(0, wanted), animate=False)
        self.refresh()

    def _resize_to_layout(self) -> None:
        self.virtual_size = Size(self._width, len(self.rows))

    def reveal(self, *, centre: bool = False) -> None:
        """Scroll so that the cursor's row is seen; `centre` puts it in the upper middle unless it is seen already."""
        row, height = self.rows.row_of(self.cursor), max(1, self.size.height)
        top = self.scroll_offset.y
        margin = min(2, height // 4)
        if centre and not top + margin <= row < top + height - margin:
            self.scroll_to(y=max(0, row - height // 3), animate=False)
        elif row < top + margin:
            self.scroll_to(y=max(0, row - margin), animate=False)
        elif row >= top + height - margin:
            self.scroll_to(y=row - height + 1 + margin, animate=False)

    def jump(self, offset: int) -> None:
        """Put the cursor at an offset far away and show what is around it."""
        self.selecting_from = None
        self.goal_column = None
        self.move_to(offset)
        self.reveal(centre=True)

    def cursor_changed(self) -> None:
        """Redraw and tell the screen; called by every movement."""
        self.refresh()
        self._show_terminal_cursor()
        self.post_message(self.CursorMoved(self))

    def on_focus(self) -> None:
        """Show where the cursor is, also to those who follow the terminal's own."""
        self._show_terminal_cursor()

    def _show_terminal_cursor(self) -> None:
        """Put the terminal's own cursor on the text's: screen readers and braille displays follow it."""
        if self.has_focus:
            column, row = self.rows.column_of(self.cursor), self.rows.row_of(self.cursor) - self.scroll_offset.y
            self.app.cursor_position = self.content_region.offset + Offset(self.left_edge + column, row)

    def action_highlight(self) -> None:
        """Leave it to the screen, which knows the notebook."""
        self.post_message(self.Entered())

    # -- drawing

    def render_line(self, y: int) -> Strip:
        """Draw one row of the view."""
        row = self.scroll_offset.y + y
        base = self.rich_style
        width = self._width
        if row >= len(self.rows):
            return Strip.blank(width, base)
        start, end = self.rows.visible_span(row)
        segments = self._gutter(row, base)
        if indent := self.rows.indent(row):
            segments.append(Segment(" " * indent, base))
        layers = (self._mentions, self._highlights, self._hits, self._overlay())
        for first, last, tags in merged(layers, start, end):
            segments.append(Segment(self.text[first:last].replace("\t", TAB), self._style(tags, base)))
        if start <= self.cursor <= end and self._cursor_is_past(end, row):
            segments.append(Segment(" ", self._style(frozenset({"cursor"}), base)))
        drawn = Strip(segments)
        sign = self._signs_beside_bar()[y] if len(self.rows) > self.size.height else None
        if sign is None or drawn.cell_length >= width:
            return drawn.adjust_cell_length(width, base)
        glyph = Segment(sign[0], base + self._partial(f"sign-{sign[1]}"))
        return Strip([*drawn.adjust_cell_length(width - 1, base), glyph])

    def _signs_beside_bar(self) -> Sequence[Sign | None]:
        """Return what stands beside the scroll bar: where in the whole text marks and hits are."""
        height = self.size.height
        of = (height, self.rows, self._marked, self._hit_starts, self._current_hit)
        if len(self._strip[0]) != len(of) or any(
            a is not b and a != b for a, b in zip(self._strip[0], of, strict=True)
        ):
            current = self._current_hit[0] if self._current_hit else None
            self._strip = (
                of,
                strip_signs(self.rows.row_of, len(self.rows), height, self._marked, self._hit_starts, current),
            )
        return self._strip[1]

    def _overlay(self) -> FlatSpans:
        spans: list[Span] = []
        if self._current_hit:
            spans.append((*self._current_hit, "hit-current"))
        if self.selecting_from is not None:
            spans.append((*self.selection_span, "selection"))
        spans.append((self.cursor, self.cursor_end, "cursor"))
        return FlatSpans(spans)

    def _cursor_is_past(self, end: int, row: int) -> bool:
        return self.cursor == end and (end < self.rows.span(row)[1] or end == len(self.text))

    def _gutter(self, row: int, base: Style) -> list[Segment]:
        start, end = self.rows.span(row)
        left = self.left_edge
        pieces = self._highlights.pieces(start, max(end, start + 1))
        covering = frozenset(tag for _start, _end, tags in pieces for tag in tags)
        is_quote = any("quote" in tags for _start, _end, tags in self._mentions.pieces(start, start + 1))
        if not covering and not is_quote:
            return [Segment(" " * left, base)]
        signs = gutter_signs(self._marked, start, end, covering) if covering else []
        drawn = [Segment(sign, base + self._partial(f"sign-{colour}")) for sign, colour in signs]
        beside = [Segment(" " * (_GUTTER - len(drawn)), base)]
        if is_quote and len(drawn) < _GUTTER - 1:
            beside = [
                Segment(" " * (_GUTTER - 2 - len(drawn)), base),
                Segment(_QUOTED, base + self._partial("bar")),
                Segment(" ", base),
            ]
        return [Segment(" " * (left - _GUTTER), base), *drawn, *beside]

    def _style(self, tags: frozenset[str], base: Style) -> Style:
        key = tags | ({"focus"} if self.has_focus else frozenset())
        if (style := self._styles.get(key)) is None:
            style = base
            for tag in _TAGS:
                if tag in tags:
                    style += self._partial(tag)
            if not tags & {"hit", "hit-current", "selection"}:
                style += self._marks_style(tags, base)
            if "cursor" in tags and not self.has_focus:
                style = self._style(tags - {"cursor"}, base) + Style(underline=True)
            self._styles[key] = style
        return style

    def _marks_style(self, tags: frozenset[str], base: Style) -> Style:
        """Return what is added where highlights overlap, or where one may have moved."""
        grounds = [self._partial(colour).bgcolor for colour in COLOURS if colour in tags]
        colours = [Color.from_rich_color(ground) for ground in grounds if ground is not None]
        unsure = [self._partial(UNSURE[tag]).bgcolor for tag in UNSURE if tag in tags]
        back, front = base.bgcolor, base.color
        if back is None or front is None:
            return Style(underline2=OVERLAP in tags or None)
        colours += [Color.from_rich_color(each).blend(Color.from_rich_color(back), 0.5) for each in unsure if each]
        style = self._partial("unsure") if unsure else Style()
        if OVERLAP in tags and colours:
            other = colours[1] if len(colours) > 1 else Color.from_rich_color(front)
            mixed = colours[0].blend(other, 0.5 if len(colours) > 1 else 0.2)
            return style + Style(bgcolor=mixed.rich_color, underline2=True)
        return style + Style(bgcolor=colours[0].rich_color) if unsure and colours else style

    def _partial(self, tag: str) -> Style:
        return self.get_component_rich_style(f"text--{tag}", partial=True)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Keep the cursor inside what is seen when the text was scrolled, by wheel or bar too."""
        super().watch_scroll_y(old_value, new_value)
        if self.size.height == 0:
            return
        row = self.rows.row_of(self.cursor)
        top = round(new_value)
        if not top <= row < top + self.size.height:
            nearest = top if row < top else top + self.size.height - 1
            self.move_to(self.rows.offset_at(nearest, 0), reveal=False)

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:  # noqa: ARG002 (the view has its own)
        """Give the view's own selection instead of Textual's, which knows rows and no offsets."""
        start, end = self.selection_span
        return (self.text[start:end], "\n") if start < end else None
