"""What a search gives."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from reader.corpus import Listed

How = Literal["exact", "fuzzy", "apart", "partial"]
"""All words as typed, in one passage; all words, some of them respelt; all words as typed, but apart, in one passage or
in several of one document; most of the words."""

Order = Literal["relevance", "newest", "oldest"]
"""Best first, or by the day of the document."""


@dataclass(frozen=True, slots=True)
class Match:
    """A word of a passage that answers a word of the query."""

    start: int
    end: int
    is_fuzzy: bool


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that answers a query."""

    document: Listed
    start: int
    """Offset of the passage in its document."""

    text: str
    matches: tuple[Match, ...]
    """Offsets inside the document, in order."""

    how: How
    respelt: tuple[tuple[str, str], ...] = ()
    """Words of the query and the words taken for them."""

    copies: tuple["Hit", ...] = ()
    """Passages that say the same in nearly the same words, where such were to be folded."""

    @property
    def position(self) -> int:
        """Offset in the document to open it at: the densest matches of the passage."""
        return densest(self.matches) if self.matches else self.start


@dataclass(frozen=True, slots=True)
class Results:
    """What was found: exact hits, the best first, then the others. Where nothing is close there are none."""

    hits: tuple[Hit, ...] = ()
    words: tuple[str, ...] = ()
    """The words that were searched for, folded."""

    is_cut: bool = False
    """Whether there are more than are given."""

    reading: str = ""
    """How the query was read, where that is not plain."""

    problems: tuple[str, ...] = ()
    """What could not be taken as it was typed, or not looked through in time."""

    total: int | None = None
    """How many passages answer exactly; `None` where they were not all counted."""

    counts: Mapping[int, int] = field(default_factory=dict)
    """How many passages of a document answer exactly, by the number of the document, for those among the hits."""

    nearby: tuple[tuple[str, int], ...] = ()
    """Where nothing is close: the query without one of its words, and how many passages answer that."""

    is_late: bool = False
    """Whether the time was up before everything was looked through."""


def densest(matches: tuple[Match, ...], reach: int = 160) -> int:
    """Return the offset where most matches stand close together; the first of equals."""
    counts = [(sum(m.start <= other.start < m.start + reach for other in matches), -m.start) for m in matches]
    return -max(counts)[1]


def excerpt(hit: Hit, width: int) -> tuple[str, tuple[Match, ...]]:
    """Return about `width` code points of a hit around its matches, on one line, and the matches inside them."""
    text, offset = hit.text, hit.position - hit.start
    low = max(0, min(offset - width // 3, len(text) - width))
    if low:
        low = text.find(" ", low, offset) + 1 or low
    high = min(len(text), low + width)
    if high < len(text):
        space = text.rfind(" ", low, high)
        high = space if space > low + width // 2 else high
    head, tail = "…" if low else "", "…" if high < len(text) else ""
    piece = head + text[low:high].replace("\n", " ").replace("\t", " ") + tail
    shift = len(head) - low - hit.start
    inside = [m for m in hit.matches if m.start >= hit.start + low and m.end <= hit.start + high]
    return piece, tuple(Match(m.start + shift, m.end + shift, m.is_fuzzy) for m in inside)
