"""How highlights are drawn over a text and beside it: which overlap, which may have moved. Knows no widget."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from reader.app.spans import Span
from reader.notebook import COLOURS, Colour

OVERLAP: Final = "overlap"
"""Tag of what more than one highlight covers."""

UNSURE: Final[dict[str, Colour]] = {f"{colour}?": colour for colour in COLOURS}
"""Tags of highlights that may have moved, with their colours."""


@dataclass(frozen=True, slots=True)
class Marked:
    """A highlight as the text shows it."""

    start: int
    end: int
    colour: Colour
    has_note: bool
    is_certain: bool = True
    """Whether it is known to stand there; one that only may is drawn as such."""

    @property
    def tag(self) -> str:
        """What it is drawn in."""
        return self.colour if self.is_certain else f"{self.colour}?"


def mark_spans(marked: Iterable[Marked]) -> Iterator[Span]:
    """Yield highlights as spans to draw, and where they overlap."""
    reached = 0
    for mark in sorted(marked, key=lambda mark: (mark.start, mark.end)):
        yield mark.start, mark.end, mark.tag
        if mark.start < min(reached, mark.end):
            yield mark.start, min(reached, mark.end), OVERLAP
        reached = max(reached, mark.end)


def gutter_signs(marked: Sequence[Marked], start: int, end: int, covering: frozenset[str]) -> list[tuple[str, Colour]]:
    """Return what stands beside a row from `start` to `end`: two signs for highlights at most, and one for a note.

    Args:
        marked: all highlights, by their start.
        start: where the row starts.
        end: where it ends.
        covering: tags of what is drawn in the row.

    Returns:
        The number of the colour of a highlight that begins in the row, or `?` where it may have moved; a line where one
        goes on; `*` where one that begins has a note.
    """
    first = bisect_left(marked, start, key=lambda mark: mark.start)
    last = bisect_left(marked, max(end, start + 1), key=lambda mark: mark.start)
    begun = marked[first:last]
    signs: list[tuple[str, Colour]] = [
        (str(COLOURS.index(mark.colour) + 1) if mark.is_certain else "?", mark.colour) for mark in begun[:2]
    ]
    told = {mark.colour for mark in begun}
    going_on = [colour for colour in COLOURS if covering & {colour, f"{colour}?"} and colour not in told]
    signs += [("│", colour) for colour in going_on[: 2 - len(signs)]]
    noted = next((mark.colour for mark in begun if mark.has_note), None)
    return [*signs, ("*", noted)] if noted else signs
