"""What an entity's page shows, arranged for reading: concordance lines in every order, months as a sparkline."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Literal, get_args

from rich.cells import cell_len

from reader.app.reading import DECIDED
from reader.app.widgets.parts import Part
from reader.app.widgets.row_list import LazyRows, Row
from reader.corpus import Beside, FolderEntity
from reader.corpus.kwic import InContext, by_left, by_right
from reader.text.counting import counted
from reader.text.folding import fold
from reader.text.safety import safe_line

Order = Literal["date", "left", "right", "document"]
ORDERS: Final[tuple[Order, ...]] = get_args(Order)

ORDER_NAMES: Final[dict[Order, str]] = {
    "date": "by date",
    "left": "by what stands before",
    "right": "by what stands after",
    "document": "by document",
}

_BARS: Final = "▁▂▃▄▅▆▇█"
_DAY, _TITLE = 12, 26
"""Cells for the day and the title of a document beside its lines."""


@dataclass(frozen=True, slots=True)
class PageState:
    """A page as it was left: what a person comes back to."""

    key: str
    """Key of the entity."""

    order: Order = "date"
    line: str = ""
    marked: frozenset[str] = frozenset()


def line_key(occurrence: InContext) -> str:
    """Return what a concordance line stands for in a list."""
    return f"{occurrence.document.row}:{occurrence.start}"


def orders(lines: Sequence[InContext]) -> dict[Order, list[int]]:
    """Return the lines, given by date, in every other order, as indexes."""
    keys: dict[Order, Callable[[int], Any]] = {
        "left": lambda at: by_left(lines[at].before),
        "right": lambda at: by_right(lines[at].after),
        "document": lambda at: (fold(lines[at].document.title), lines[at].document.name, lines[at].start),
    }
    return {order: sorted(range(len(lines)), key=key) for order, key in keys.items()}


def line_rows(lines: Sequence[InContext], order: Sequence[int], style: str, width: int) -> LazyRows:
    """Return concordance lines as rows, the mentions below each other in the middle.

    Args:
        lines: all of them.
        order: their indexes from top to bottom.
        style: of what stands in the middle.
        width: cells that a row has.
    """
    beside = _DAY + _TITLE if width >= 110 else _DAY if width >= 64 else 0
    left = max(6, (width - beside) * 2 // 5)

    def make(at: int) -> Row:
        line = lines[order[at]]
        before = last_cells(safe_line(line.before), left)
        day = str(line.document.published or "no date") if beside else ""
        title = f"  {padded(line.document.title, _TITLE - 2)}" if beside > _DAY else ""
        right = f" {day:<10}{title}"
        parts: tuple[Part, ...] = ((before, "quiet"), (line.text, style), (line.after, ""))
        return Row(parts, line_key(line), (right if beside else "", "quiet"))

    return LazyRows([line_key(lines[at]) for at in order], make)


def last_cells(text: str, width: int) -> str:
    """Return the end of a text, exactly so many cells wide."""
    size = cell_len(text)
    if size <= width:
        return " " * (width - size) + text
    if width < 1:
        return ""
    while cell_len(text) > width - 1:
        text = text[max(1, len(text) - width) :]
    return " " * (width - 1 - cell_len(text)) + "…" + text


def cut(text: str, width: int) -> str:
    """Return the start of a text, at most so many cells wide."""
    text = safe_line(text)
    if cell_len(text) <= width:
        return text
    if width < 1:
        return ""
    while cell_len(text) > width - 1:
        text = text[: min(len(text) - 1, width)]
    return text.rstrip() + "…"


def padded(text: str, width: int) -> str:
    """Return the start of a text, exactly so many cells wide, the last of them free."""
    start = cut(text, width - 1)
    return start + " " * (width - cell_len(start))


def beside_rows(beside: Sequence[Beside]) -> list[Row]:
    """Return who and what stands beside an entity as rows, with the number of paragraphs they share."""
    return [
        Row(
            (DECIDED if other.entity.by_hand else ("  ", ""), (other.entity.name, other.entity.kind)),
            other.entity.key,
            (str(other.together), "quiet"),
        )
        for other in beside
    ]


def facts(entity: FolderEntity, width: int = 80) -> str:
    """Return in words how often, where and when an entity is mentioned; in fewer where there is little room."""
    mentions = counted(entity.mentions, "mention")
    where = counted(len(entity.documents), "document")
    if entity.first is None or entity.last is None:
        when = "no dated document"
    elif entity.first == entity.last:
        when = f"seen {entity.first}" if width >= 70 else str(entity.first)
    elif width < 70:
        when = f"{entity.first} to {entity.last}"
    else:
        when = f"first seen {entity.first}, last {entity.last}"
    return f"{mentions} in {where} · {when}"


def bar_of(count: int, highest: int) -> str:
    """Return a cell of a sparkline: a bar as high as a count is beside the highest one, a dot for none."""
    return _BARS[(len(_BARS) * count - 1) // highest] if count else "·"


def sparkline(counts: Sequence[tuple[date, int]], width: int, style: str = "date") -> list[Part]:
    """Draw how often a name is mentioned, month by month, in at most so many cells; none where there is one month."""
    if len(counts) < 2:
        return []
    first, last = f"{counts[0][0]:%b %Y} ", f" {counts[-1][0]:%b %Y}"
    fullest = max(counts, key=lambda month: month[1])
    most = f"  most in {fullest[0]:%B %Y}: {fullest[1]:,}"
    room = max(8, width - len(first) - len(last))
    together = -(-len(counts) // room)
    bars = [sum(count for _month, count in counts[at : at + together]) for at in range(0, len(counts), together)]
    highest = max(bars)
    drawn = "".join(bar_of(bar, highest) for bar in bars)
    parts = [(first, "quiet"), (drawn, style), (last, "quiet")]
    used = len(first) + len(drawn) + len(last)
    return [*parts, (most, "quiet")] if used + len(most) <= width else parts
