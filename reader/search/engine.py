"""Ranked passages of an index: exact words first, then respelt ones, then passages with only some of the words."""

import sqlite3
import time
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from rapidfuzz import fuzz

from reader.corpus import Index, Listed
from reader.search.model import Hit, How, Match, Results
from reader.search.query import Query, Term, parse, tokens
from reader.search.vocabulary import Vocabulary

ENOUGH: Final = 20
"""With this many exact hits no respelling is tried."""

_CANDIDATES: Final = 300


@dataclass(frozen=True, slots=True)
class _Group:
    """A term and every word that may stand for it, with its distance from what was typed."""

    term: Term
    words: dict[str, int]
    """Empty for a phrase, which stands for itself alone."""

    def match_expression(self, *, exact: bool) -> str:
        """Return the group in the index's query language, or an empty string if nothing can match."""
        if not self.words:
            return '"' + " ".join(self.term.words) + '"'
        return " OR ".join(f'"{word}"' for word, distance in self.words.items() if distance == 0 or not exact)


class Searcher:
    """Answers queries over one index. It keeps the index's vocabulary in memory and follows its changes."""

    def __init__(self, index: Index) -> None:
        """Prepare to search `index`; the vocabulary is read with the first query."""
        self._index = index
        self._vocabulary = Vocabulary()
        self._listed: dict[int, Listed] = {}
        self._seen: int | None = None
        self._again_at = 0.0

    def search(self, typed: str, limit: int = 50) -> Results:
        """Return the passages that answer what was typed, best first, at most `limit`."""
        query = parse(typed)
        if not query.terms:
            return Results((), ())
        self._refresh()
        groups = [self._group(term, fuzzy=False) for term in query.terms]
        hits = self._exact(query, groups, limit)
        if len(hits) < min(limit, ENOUGH):
            groups = [self._group(term, fuzzy=True) for term in query.terms]
            hits += self._fuzzy(query, groups, {(hit.document.row, hit.start) for hit in hits}, limit)
        if not hits and len(groups) > 1:
            hits = self._partial(query, groups, limit)
        return Results(tuple(hits[:limit]), query.words, is_cut=len(hits) > limit)

    def _refresh(self) -> None:
        """Read the vocabulary again if the index changed; while it is being built, only now and then."""
        changes = self._index.changes()
        now = time.monotonic()
        if changes == self._seen or now < self._again_at:
            return
        with self._index.reading() as db:
            self._vocabulary = Vocabulary(db.execute("SELECT term, doc FROM vocabulary"))
        self._listed = {document.row: document for document in self._index.listed().values()}
        self._seen = changes
        self._again_at = time.monotonic() + 5 * (time.monotonic() - now)

    def _group(self, term: Term, *, fuzzy: bool) -> _Group:
        if len(term.words) > 1:
            return _Group(term, {})
        word = term.words[0]
        words = {word: 0}
        if term.is_unfinished:
            words |= dict.fromkeys(self._vocabulary.completions(word), 0)
        if fuzzy:
            near = self._vocabulary.near(word, unfinished=term.is_unfinished)
            words |= {other: distance for other, distance in near if other not in words}
        return _Group(term, words)

    def _candidates(self, expression: str) -> list[tuple[int, int, int, str]]:
        """Return number, document, start and text of matching passages, best first by BM25."""
        with self._index.reading() as db:
            try:
                rows = db.execute(
                    "SELECT passages.id, passages.document, passages.start, passages.text FROM"
                    " (SELECT rowid FROM passages_fts WHERE passages_fts MATCH ? ORDER BY rank LIMIT ?) AS found"
                    " JOIN passages ON passages.id = found.rowid",
                    (expression, _CANDIDATES),
                ).fetchall()
            except sqlite3.OperationalError:
                return []
        # a document indexed a moment ago is found as soon as the list of documents is read again
        return [row for row in rows if row[1] in self._listed]

    def _exact(self, query: Query, groups: list[_Group], limit: int) -> list[Hit]:
        expressions = [group.match_expression(exact=True) for group in groups]
        rows = self._candidates(" AND ".join(f"({expression})" for expression in expressions))
        wanted = " ".join(query.words)
        # a stable sort: passages that hold the words as typed, side by side, come first, each part in its own order
        rows.sort(key=lambda row: wanted not in " ".join(folded for _s, _e, folded in tokens(row[3])))
        return [self._hit(row, groups, "exact") for row in rows[: limit + 1]]

    def _fuzzy(self, query: Query, groups: list[_Group], seen: set[tuple[int, int]], limit: int) -> list[Hit]:
        expressions = [group.match_expression(exact=False) for group in groups]
        rows = self._candidates(" AND ".join(f"({expression})" for expression in expressions))
        ranked = []
        wanted = " ".join(query.words)
        for row in rows:
            if (row[1], row[2]) in seen:
                continue
            words = [folded for _start, _end, folded in tokens(row[3])]
            present = set(words)
            distance = sum(min((d for w, d in group.words.items() if w in present), default=0) for group in groups)
            ranked.append((distance, -fuzz.partial_ratio(wanted, " ".join(words)), row))
        ranked.sort(key=lambda item: item[:2])
        return [self._hit(row, groups, "fuzzy") for _distance, _ratio, row in ranked[: limit + 1]]

    def _partial(self, query: Query, groups: list[_Group], limit: int) -> list[Hit]:
        rows = self._candidates(" OR ".join(group.match_expression(exact=False) for group in groups))
        hits = [self._hit(row, groups, "partial") for row in rows]
        wanted = " ".join(query.words)
        hits.sort(
            key=lambda hit: -fuzz.token_set_ratio(wanted, " ".join(folded for _s, _e, folded in tokens(hit.text)))
        )
        return hits[: limit + 1]

    def _hit(self, row: tuple[Any, ...], groups: Iterable[_Group], how: How) -> Hit:
        _number, document, start, text = row
        found = list(tokens(text))
        matches: dict[tuple[int, int], Match] = {}
        respelt: dict[tuple[str, str], None] = {}
        for group in groups:
            best = min((group.words[folded] for _s, _e, folded in found if folded in group.words), default=0)
            for first, last, folded in _phrases(found, group.term.words) if not group.words else found:
                distance = group.words.get(folded, 0)
                if (group.words and folded not in group.words) or distance > best:
                    continue
                span = (first + start, last + start)
                matches.setdefault(span, Match(*span, is_fuzzy=distance > 0))
                if distance:
                    respelt[group.term.words[0], folded] = None
        ordered = tuple(matches[span] for span in sorted(matches))
        return Hit(self._listed[document], start, text, ordered, how, tuple(respelt))


def _phrases(found: list[tuple[int, int, str]], words: tuple[str, ...]) -> list[tuple[int, int, str]]:
    folded = [word for _start, _end, word in found]
    size = len(words)
    return [
        (found[at][0], found[at + size - 1][1], folded[at])
        for at in range(len(folded) - size + 1)
        if tuple(folded[at : at + size]) == words
    ]
