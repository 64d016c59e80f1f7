"""What a search found as a concordance: a line for every place, its words in the middle of what stands around them."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from reader.corpus import Listed
from reader.corpus.kwic import REACH, by_left, by_right
from reader.search.model import Hit, Match, Results
from reader.text.safety import safe_line

_SPACE: Final = re.compile(r"\s+")
_WORD: Final = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class HitLine:
    """A place that answers a query, with what stands around it in its passage, on one line."""

    hit: Hit
    start: int
    """Offset in the document."""

    end: int
    text: str
    before: str
    after: str
    is_fuzzy: bool

    @property
    def document(self) -> Listed:
        """The document that the place is in."""
        return self.hit.document


def concordance(results: Results, by: Literal["left", "right"]) -> list[HitLine]:
    """Return a line for every place that was found, by what stands before or after it, then by date.

    Words side by side, as those of a phrase, are one place. Where anything is as it was typed, what is spelt differently
    is left out.
    """
    exact = [hit for hit in results.hits if hit.how == "exact"]
    lines = _lines(exact or results.hits)
    lines.sort(key=lambda line: (line.document.published or date.max, line.document.name, line.start))
    words = [by_left(line.before) if by == "left" else by_right(line.after) for line in lines]
    # where a paragraph begins or ends there is no word to sort by: those come last
    return [lines[at] for at in sorted(range(len(lines)), key=lambda at: (not words[at], words[at]))]


def _lines(hits: Iterable[Hit]) -> list[HitLine]:
    return [
        HitLine(
            hit,
            match.start,
            match.end,
            _line(hit.text[match.start - hit.start : match.end - hit.start]),
            _line(hit.text[max(0, match.start - hit.start - REACH) : match.start - hit.start]),
            _line(hit.text[match.end - hit.start : match.end - hit.start + REACH]),
            match.is_fuzzy,
        )
        for hit in hits
        for match in _places(hit)
    ]


def _places(hit: Hit) -> Iterator[Match]:
    """Yield what answers the query, words with no other word between them as one."""
    last: Match | None = None
    for match in hit.matches:
        if last is not None and not _WORD.search(
            hit.text[last.end - hit.start : max(last.end, match.start) - hit.start]
        ):
            last = Match(last.start, max(last.end, match.end), last.is_fuzzy or match.is_fuzzy)
            continue
        if last is not None:
            yield last
        last = match
    if last is not None:
        yield last


def _line(text: str) -> str:
    return _SPACE.sub(" ", safe_line(text))
