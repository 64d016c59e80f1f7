"""The styles that words of lists and lines are drawn in.

Each is a component class of the app and of it alone: Textual works every class of every widget out anew whenever a screen
is put together, and with some forty styles in a dozen widgets that alone kept a key waiting.
"""

from typing import Final

from rich.style import Style
from textual.widget import Widget

from reader.app.theme import KINDS
from reader.settings.model import COLOURS
from reader.text.mention import ENTITY_KINDS

STRONG: Final = tuple(f"{kind}-strong" for kind in ENTITY_KINDS)
"""Styles of mentions among other words."""

SIGNS: Final = tuple(f"{colour}-sign" for colour in COLOURS)
"""Styles of the numbers that stand for the colours of marks."""

STYLES: Final = (
    "head", "heading", "quiet", "strong", "warning", "hit", "guess", "said", "decided", "key", "tag", *KINDS, *STRONG, *COLOURS, *SIGNS
)  # fmt: skip
"""Names that a part of a row or line may be drawn in."""

CLASSES: Final = frozenset(f"part--{name}" for name in STYLES)
"""What they are called in the style sheet."""

Part = tuple[str, str]
"""Words and the name of their style; an empty name is plain."""

_NOTHING: Final = Style()


def style_of(widget: Widget, name: str) -> Style:
    """Return what a style says, to be laid over the style of the widget; without our app it says nothing."""
    styles = widget.app._component_styles.get(f"part--{name}")  # noqa: SLF001 (the public way merges them at every call)
    return _NOTHING if styles is None else styles.partial_rich_style
