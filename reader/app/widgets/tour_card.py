"""The card that says what to try next. It takes rows of its own, so that it never lies over the text and its cursor."""

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.style import Style
from textual.widgets import Static

from reader.app.keys import key_for
from reader.app.widgets.lines import Line
from reader.app.widgets.parts import Part, style_of
from reader.text.safety import safe_line


class TourCard(Vertical):
    """Shows one step."""

    DEFAULT_CSS = """
    TourCard { height: auto; background: $panel; }
    TourCard Horizontal { height: 1; }
    TourCard Line { width: 1fr; }
    TourCard Static { height: auto; padding: 0 1; background: $panel; link-style: none; link-style-hover: bold; }
    TourCard #tour-keys { width: auto; link-color: $foreground; link-background-hover: $panel; link-color-hover: $foreground; }
    """

    def __init__(self) -> None:
        """Make a card that says nothing yet."""
        super().__init__()
        self._shown: tuple[list[tuple[str, Style]], list[tuple[str, Style]]] | None = None

    def compose(self) -> ComposeResult:
        """Put what the step is about over what it says."""
        with Horizontal():
            yield Line(id="tour-head")
            yield Static(id="tour-keys", markup=False)
        yield Static(id="tour-says", markup=False)

    @property
    def is_whole(self) -> bool:
        """Whether all its parts are there: they come a moment after the card."""
        return len(self.query("#tour-head, #tour-keys, #tour-says")) == 3

    def show(self, head: str, says: Sequence[Part], *, is_last: bool = False) -> None:
        """Show a step; after the last one the same key closes the card. What stands there already is not drawn again."""
        self.query_one(Line).show([(f" {head}", "heading")])
        keys = self._key("tour_next", "close" if is_last else "next")
        keys += [] if is_last else [("  ", Style()), *self._key("tour_end", "end")]
        words = [(safe_line(text), self._style(name)) for text, name in says]
        if self._shown != (keys, words):
            self._shown = keys, words
            self.query_one("#tour-keys", Static).update(Content.assemble(*keys))
            self.query_one("#tour-says", Static).update(Content.assemble(*words))

    def _key(self, action: str, words: str) -> list[tuple[str, Style]]:
        """Return a key and what it does; a click does it, too."""
        click = Style.from_meta({"@click": f"app.{action}"})
        return [(key_for(action), self._style("key") + click), (f" {words}", self._style("quiet") + click)]

    def _style(self, name: str) -> Style:
        return Style.from_rich_style(style_of(self, name))
