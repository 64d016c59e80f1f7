"""Mentions in the middle of the text around them (KWIC: key word in context)."""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Final, Protocol

from reader.corpus.index import Index
from reader.corpus.model import Listed, Occurrence
from reader.text.folding import fold
from reader.text.mention import Mention
from reader.text.safety import safe_line
from reader.text.sentences import sentence_at

REACH: Final = 80
"""Code points of text before and after a mention."""

_LONGEST_PASSAGE: Final = 2_000
_SPACE: Final = re.compile(r"\s+")
_WORD: Final = re.compile(r"\w+")


class InContext(Protocol):
    """A stretch of a document in the middle of what stands around it."""

    @property
    def document(self) -> Listed:
        """The document."""

    @property
    def start(self) -> int:
        """Offset of the stretch in it."""

    @property
    def end(self) -> int:
        """Offset after it."""

    @property
    def text(self) -> str:
        """The stretch."""

    @property
    def before(self) -> str:
        """What stands before it."""

    @property
    def after(self) -> str:
        """What stands after it."""


def by_left(before: str) -> list[str]:
    """Return what lines are sorted by for what stands before: the nearest word first."""
    return _WORD.findall(fold(before))[::-1]


def by_right(after: str) -> list[str]:
    """Return what lines are sorted by for what stands after."""
    return _WORD.findall(fold(after))


class Placed(Protocol):
    """A mention and the document it is in."""

    @property
    def document(self) -> int:
        """Number of the document."""

    @property
    def mention(self) -> Mention:
        """The mention."""


def in_context(index: Index, documents: Mapping[int, Listed], places: Iterable[Placed]) -> list[Occurrence]:
    """Return mentions with what stands around them, in the order given; those of documents that are gone are left out."""
    wanted: dict[int, list[Mention]] = defaultdict(list)
    given = list(places)
    for place in given:
        wanted[place.document].append(place.mention)
    texts = {number: _Passages(index, number, mentions) for number, mentions in wanted.items() if number in documents}
    return [
        Occurrence(documents[place.document], place.mention, *texts[place.document].around(place.mention))
        for place in given
        if place.document in texts
    ]


def sentence_around(index: Index, place: Placed) -> str:
    """Return the sentence that a mention stands in, on one line, or an empty string if its document is gone."""
    passages = _Passages(index, place.document, [place.mention])
    return _line(passages.sentence(place.mention)).strip()


class _Passages:
    """The passages of a document from its first mention to its last."""

    def __init__(self, index: Index, document: int, mentions: list[Mention]) -> None:
        first = min(mention.start for mention in mentions) - _LONGEST_PASSAGE - REACH
        last = max(mention.end for mention in mentions) + REACH
        with index.reading() as db:
            rows = db.execute(
                "SELECT start, text FROM documents JOIN passages ON passages.id BETWEEN first AND last"
                " WHERE documents.id = ? AND start BETWEEN ? AND ? ORDER BY passages.id",
                (document, first, last),
            ).fetchall()
        self._starts: list[int] = [start for start, _text in rows]
        self._texts: list[str] = [text for _start, text in rows]

    def around(self, mention: Mention) -> tuple[str, str]:
        """Return what stands before and after a mention, each on one line."""
        return (
            _line(self._cut(mention.start - REACH, mention.start)),
            _line(self._cut(mention.end, mention.end + REACH)),
        )

    def sentence(self, mention: Mention) -> str:
        """Return the sentence that a mention begins in."""
        at = bisect_right(self._starts, mention.start) - 1
        if at < 0:
            return ""
        start, end = sentence_at(self._texts[at], mention.start - self._starts[at])
        return self._texts[at][start:end]

    def _cut(self, start: int, end: int) -> str:
        """Return a stretch of the document; between passages there is white space, which the index does not keep."""
        at = max(0, bisect_right(self._starts, start) - 1)
        pieces, reached = [], max([start, *self._starts[at : at + 1]])
        while at < len(self._starts) and self._starts[at] < end:
            offset, text = self._starts[at], self._texts[at]
            pieces += [" " if offset > reached else "", text[max(0, start - offset) : end - offset]]
            reached = max(reached, offset + len(text))
            at += 1
        return "".join(pieces) + (" " if reached < end and at < len(self._starts) else "")


def _line(text: str) -> str:
    return _SPACE.sub(" ", safe_line(text))
