"""What a search gives."""

from dataclasses import dataclass
from typing import Literal

from reader.corpus import Listed

How = Literal["exact", "fuzzy", "partial"]
"""All words as typed; all words, some of them respelt; only some of the words."""


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

    @property
    def position(self) -> int:
        """Offset in the document to open it at: the densest matches of the passage."""
        return densest(self.matches) if self.matches else self.start


@dataclass(frozen=True, slots=True)
class Results:
    """What was found, best first."""

    hits: tuple[Hit, ...]
    words: tuple[str, ...]
    """The words that were searched for, folded."""

    is_cut: bool = False
    """Whether there are more than are given."""


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
