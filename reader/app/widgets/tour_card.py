"""The card that says what to try next. It takes rows of its own, so that it never lies over the text and its cursor."""

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Vertical
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
    TourCard Static { height: auto; padding: 0 1; background: $panel; }
    """

    def compose(self) -> ComposeResult:
        """Put what the step is about over what it says."""
        yield Line(id="tour-head")
        yield Static(id="tour-says", markup=False)

    def show(self, head: str, says: Sequence[Part]) -> None:
        """Show a step."""
        keys = [
            (key_for("tour_next"), "key"),
            (" next  ", "quiet"),
            (key_for("tour_end"), "key"),
            (" end ", "quiet"),
        ]
        self.query_one(Line).show([(f" {head}", "heading")], keys)
        words = [(safe_line(text), Style.from_rich_style(style_of(self, name))) for text, name in says]
        self.query_one(Static).update(Content.assemble(*words))
