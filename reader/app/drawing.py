"""How highlights are drawn over a text and beside it: which overlap, which may have moved. Knows no widget."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from reader.app.spans import Span
from reader.notebook import COLOURS, Colour

OVERLAP: Final = "overlap"
"""Tag of what more than one highlight covers."""

UNSURE: Final[dict[str, Colour]] = {f"{colour}?": colour for colour in COLOURS}
"""Tags of highlights that may have moved, with their colours."""


Sign = tuple[str, Colour | Literal["hit"]]
"""A character beside a text, and what it stands for."""

HERE, MARK, MAY_BE, HIT = "◆", "■", "?", "•"
"""What stands beside the scroll bar: the hit that is looked at, a highlight, one that may have moved, another hit."""


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


def strip_signs(
    row_of: Callable[[int], int],
    rows: int,
    height: int,
    marked: Iterable[Marked],
    hits: Iterable[int],
    current: int | None,
) -> list[Sign | None]:
    """Return what stands beside the scroll bar of a text, from top to bottom: where in the whole of it marks and hits are.

    Args:
        row_of: gives the row in which an offset stands.
        rows: how many rows the text has.
        height: how many rows the bar has.
        marked: all highlights.
        hits: where hits of a search begin.
        current: where the hit begins that is looked at.

    Returns:
        For each row of the bar the sign of the hit that is looked at, else of a highlight, one that may have moved before
        others, else of a hit.
    """
    signs: list[Sign | None] = [None] * height

    def put(offset: int, sign: Sign) -> None:
        signs[min(height - 1, row_of(offset) * height // max(1, rows))] = sign

    for hit in hits:
        put(hit, (HIT, "hit"))
    for mark in sorted(marked, key=lambda mark: not mark.is_certain):
        put(mark.start, (MARK if mark.is_certain else MAY_BE, mark.colour))
    if current is not None:
        put(current, (HERE, "hit"))
    return signs
