"""The last door before the terminal: whatever a widget draws, nothing of it is obeyed."""

import re
from typing import Final

from rich.cells import cell_len
from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from reader.text.safety import UNSAFE, safe_line, safe_text

LONGEST_LINE: Final = 10_000
"""Characters that are pasted into one line: with a million of them the screen would stand still for seconds at each key."""

_UNSAFE: Final = re.compile(f"[\t\n{UNSAFE}]")


class Guard(LineFilter):
    """Goes over every row that is drawn.

    What comes from outside is made safe where it comes in, so there is nothing to do here, unless a widget shows what
    never came through that door.
    """

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002 (as Textual calls it)
        """Return a row in which everything is text; it keeps its width."""
        if any(_UNSAFE.search(text) or (style and style.link) for text, style, _control in segments):
            return [_safe(segment) for segment in segments]
        return segments


def _safe(segment: Segment) -> Segment:
    """Return a piece of a row without what a terminal would obey; what takes no room stays without a stand-in."""
    text = _UNSAFE.sub(lambda found: safe_line(found.group()) if cell_len(found.group()) else "", segment.text)
    style = segment.style
    return Segment(text, style.update_link(None) if style and style.link else style)


def pasted(text: str) -> str:
    """Return what was pasted as text that may be shown and kept: copied from anywhere, it may hold anything."""
    return safe_text(text.replace("\r\n", "\n").replace("\r", "\n"))
