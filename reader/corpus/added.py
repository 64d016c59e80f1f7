"""Mentions that a person added: every occurrence of a text, and what becomes of the finders' mentions in its place."""

import re
import sqlite3
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from reader.corpus.index import Index
from reader.corpus.model import Listed
from reader.corpus.settled import Settled
from reader.notebook import EntityName
from reader.text.folding import tokens
from reader.text.sentences import paragraphs

Taken = tuple[int, int, EntityName | None]
"""Where the finders have a mention, and whose it is as decided; `None` where it is no mention any more."""


@dataclass(frozen=True, slots=True)
class Added:
    """An occurrence of a text that a person said names an entity."""

    start: int
    end: int
    text: str
    name: EntityName
    document: int = 0
    """Number of the document in the index."""

    paragraph: int = 0
    """Offset of the paragraph."""


@dataclass(frozen=True, slots=True)
class Additions:
    """What was added in a folder."""

    mentions: tuple[Added, ...] = ()
    replaced: frozenset[tuple[int, int, int]] = frozenset()
    """Document, start and end of the finders' mentions that gave way."""

    names: frozenset[EntityName] = frozenset()
    """The names that lost mentions so."""


def added_in(text: str, settled: Settled, start: int = 0) -> list[Added]:
    """Return every occurrence in a text, from `start` on, of what a person added."""
    return [
        Added(first, last, text[first:last], name)
        for name, phrase in settled.added.items()
        if name not in settled.rejected
        for first, last in _occurrences(text, phrase, start)
    ]


def without_overlaps(
    added: Iterable[Added], taken: Sequence[Taken], settled: Settled
) -> tuple[list[Added], set[tuple[int, int]]]:
    """Return the added mentions that count, and the places of those of the finders that give way to them.

    Of two added ones the longer counts. One inside a longer mention, or where a mention of that kind is already, adds
    nothing.
    """
    standing = sorted((start, end, name) for start, end, name in taken if name is not None)
    starts = [start for start, _end, _name in standing]
    longest = max((end - start for start, end, _name in standing), default=0)
    counted: list[Added] = []
    replaced: set[tuple[int, int]] = set()
    for mention in _longest(added):
        low, high = bisect_right(starts, mention.start - longest - 1), bisect_left(starts, mention.end)
        met = [each for each in standing[low:high] if each[1] > mention.start]
        kind = settled.kind_of(mention.name)
        if not any(_covers(each, mention, settled.kind_of(each[2]) == kind) for each in met):
            counted.append(mention)
            replaced.update((start, end) for start, end, _name in met)
    return sorted(counted, key=lambda mention: mention.start), replaced


def find_added(index: Index, settled: Settled, documents: Mapping[int, Listed]) -> Additions:
    """Return every occurrence in the folder of what a person added."""
    if not settled.added:
        return Additions()
    mentions: list[Added] = []
    replaced: set[tuple[int, int, int]] = set()
    names: set[EntityName] = set()
    with index.reading() as db:
        for document, added in _in_passages(db, settled).items():
            listed = documents.get(document)
            if listed is None:
                continue
            rows = db.execute(
                'SELECT mentions.start, mentions."end", mentions.text, names.kind, names.name FROM entities'
                " JOIN mentions ON mentions.entity = entities.id JOIN names ON names.id = entities.name"
                " WHERE entities.document = ?",
                (document,),
            ).fetchall()
            taken = [
                (start, end, settled.identity((kind, name), text, listed.name)) for start, end, text, kind, name in rows
            ]
            counted, given_way = without_overlaps(added, taken, settled)
            mentions += counted
            replaced |= {(document, *place) for place in given_way}
            names |= {(kind, name) for start, end, _text, kind, name in rows if (start, end) in given_way}
    return Additions(tuple(mentions), frozenset(replaced), frozenset(names))


def _in_passages(db: sqlite3.Connection, settled: Settled) -> dict[int, list[Added]]:
    """Find the occurrences by document; the full-text index knows the passages that may hold them."""
    found: dict[int, list[Added]] = defaultdict(list)
    for name, phrase in settled.added.items():
        if name in settled.rejected:
            continue
        quoted = '"' + " ".join(word for _start, _end, word in tokens(phrase)) + '"'
        rows = db.execute(
            "SELECT document, start, passages.text FROM passages_fts JOIN passages ON passages.id = passages_fts.rowid"
            " WHERE passages_fts MATCH ?",
            (quoted,),
        ).fetchall()
        for document, start, text in rows:
            for first, last in _occurrences(text, phrase):
                paragraph = next((low for low, high in paragraphs(text) if high > first), 0)
                mention = Added(first + start, last + start, text[first:last], name)
                found[document].append(replace(mention, document=document, paragraph=paragraph + start))
    return found


def _occurrences(text: str, phrase: str, start: int = 0) -> Iterator[tuple[int, int]]:
    """Yield where a phrase stands as whole words, in the case in which it is written, however its lines are broken."""
    words = phrase.split()
    if not words:
        return
    before = r"(?<!\w)" if words[0][0].isalnum() else ""
    after = r"(?!\w)" if words[-1][-1].isalnum() else ""
    pattern = re.compile(before + r"\s+".join(map(re.escape, words)) + after)
    at = text.find(words[0], start)
    while at >= 0:
        match = pattern.match(text, at)
        if match:
            yield match.span()
        at = text.find(words[0], match.end() if match else at + 1)


def _longest(added: Iterable[Added]) -> Iterator[Added]:
    """Yield added mentions, none of which overlaps another."""
    picked: list[tuple[int, int]] = []
    for mention in sorted(added, key=lambda mention: (mention.start - mention.end, mention.start)):
        at = bisect_left(picked, (mention.start, mention.end))
        if (at == 0 or picked[at - 1][1] <= mention.start) and (at == len(picked) or picked[at][0] >= mention.end):
            picked.insert(at, (mention.start, mention.end))
            yield mention


def _covers(taken: tuple[int, int, EntityName], mention: Added, is_same_kind: bool) -> bool:
    start, end, _name = taken
    if (start, end) == (mention.start, mention.end):
        return is_same_kind
    return start <= mention.start and end >= mention.end
