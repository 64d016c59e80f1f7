"""The scroll bar: a thin line that is drawn as a character, so that it is seen without colours, too."""

from typing import Any

from rich.segment import Segment, Segments
from rich.style import Style
from textual.scrollbar import ScrollBarRender

_THUMB = "▐"


class SlimBar(ScrollBarRender):
    """Draws what is in sight of the whole as half a cell of every row, in place of a block of colour."""

    @classmethod
    def render_bar(cls, *args: Any, **kwargs: Any) -> Segments:  # noqa: ANN401 (as Textual has it)
        """Return the bar as Textual reckons it, its thumb drawn thin where the bar is upright and one cell wide."""
        drawn = super().render_bar(*args, **kwargs)
        if not kwargs.get("vertical", True) or kwargs.get("thickness", 1) != 1:
            return drawn
        back, bar = kwargs["back_color"], kwargs["bar_color"]
        thin = Style(color=bar, bgcolor=back, meta={"@mouse.down": "grab"})
        segments = [Segment(_THUMB, thin) if _is_thumb(segment) else segment for segment in drawn.segments]
        return Segments(segments, new_lines=True)


def _is_thumb(segment: Segment) -> bool:
    return segment.style is not None and segment.style.meta.get("@mouse.down") == "grab"
