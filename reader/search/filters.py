"""Which passages a condition of a query leaves: who is named, which day, which folder, what a person marked there."""

import fnmatch
import json
import os
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np
import numpy.typing as npt
from rapidfuzz import process
from rapidfuzz.distance import OSA

from reader.corpus.settled import settle
from reader.dates.values import span_of
from reader.notebook import Colour, EntityName, Highlight, Notebook
from reader.notebook.colours import colours_called
from reader.search.marked import MarkedPlaces
from reader.search.nodes import Field, Period, State
from reader.search.retrieval import Retrieval, Rows
from reader.search.spelling import edits_allowed
from reader.text.folding import fold, tokens

Condition = Field | Period | State

_KINDS: Final = {"person": "person", "org": "organization", "place": "place"}


@dataclass(frozen=True, slots=True)
class Kept:
    """Passages that a condition leaves, as stretches of their numbers."""

    first: Rows
    last: Rows
    lit: Mapping[int, list[tuple[int, int]]] = field(default_factory=dict)
    """Places in documents that are the reason, by the number of the document."""

    taken_for: str = ""
    """What was looked for in place of what was typed."""

    def has(self, rows: Rows) -> npt.NDArray[np.bool_]:
        """Tell of each passage whether it is left."""
        if not len(self.first):
            return np.zeros(len(rows), np.bool_)
        at = np.searchsorted(self.first, rows, "right") - 1
        return (at >= 0) & (rows <= self.last[np.maximum(at, 0)])

    def rows(self) -> Rows:
        """Return the passages that are left."""
        sizes = self.last - self.first + 1
        before = np.cumsum(sizes) - sizes
        rows: Rows = np.arange(sizes.sum()) + np.repeat(self.first - before, sizes)
        return rows


class Conditions:
    """Works out conditions over one index and notebook, and remembers them until either changes."""

    def __init__(self, retrieval: Retrieval, notebook: Notebook | None) -> None:
        """Start with nothing worked out."""
        self._retrieval = retrieval
        self._notebook = notebook
        self._places = MarkedPlaces(retrieval)
        self._known: dict[Condition, Kept] = {}
        self._known_of: object = None

    def kept(self, condition: Condition, version: int) -> Kept:
        """Return what a condition leaves; `version` is another number after any change of the index."""
        now = (version, self._notebook.changes if self._notebook else 0)
        if now != self._known_of:
            self._known.clear()
            self._known_of = now
        kept = self._known.get(condition)
        if kept is None:
            kept = self._work_out(condition)
            if not self._retrieval.is_late:
                self._known[condition] = kept
        return kept

    def _work_out(self, condition: Condition) -> Kept:
        match condition:
            case Period("date"):
                return self._dated(condition)
            case Period():
                return self._mentioned(condition)
            case Field("title" | "path" as name, value):
                return self._named(name, value)
            case Field(name, value) if name in _KINDS:
                return self._who(_KINDS[name], value)
            case State("is:read" | "is:unread" as name):
                return self._read(is_read=name == "is:read")
        return self._marked(condition)

    # -- whole documents

    def _documents(self, condition: str, *values: object) -> Kept:
        """Return the passages of documents of which a condition in SQL holds."""
        spans = self._retrieval.spans(condition, values)
        return Kept(spans[:, 2], spans[:, 3])

    def _dated(self, period: Period) -> Kept:
        first, last = period.first, period.last
        return self._documents(
            "published >= ? AND published <= ?",
            first.isoformat() if first else "",
            last.isoformat() if last else "9999-12-31",
        )

    def _named(self, column: str, value: str) -> Kept:
        numbers = []
        wanted = [fold(word) for word in value.split()]
        for number, title, path in self._retrieval.select("SELECT id, title, path FROM documents WHERE last >= first"):
            name = fold(title if column == "title" else os.fsdecode(path))
            if all(_is_in(word, name) for word in wanted):
                numbers.append(number)
        return self._documents("id IN (SELECT value FROM json_each(?))", json.dumps(numbers))

    def _read(self, *, is_read: bool) -> Kept:
        read = json.dumps(sorted(self._notebook.read_documents)) if self._notebook else "[]"
        condition = "document IN (SELECT value FROM json_each(?))"
        return self._documents(condition if is_read else f"NOT {condition}", read)

    # -- passages

    def _who(self, kind: str, value: str) -> Kept:
        settled = settle(self._notebook.entity_decisions if self._notebook else ())
        numbers: dict[EntityName, int] = {
            (each, name): number
            for number, each, name in self._retrieval.select("SELECT id, kind, name FROM names")
            if settled.kind_of((each, name)) == kind and (each, name) not in settled.rejected
        }
        names = {name: _words(name[1], settled.shown_name([name])) for name in numbers}
        wanted = [word for _start, _end, word in tokens(value)]
        fit = _named_so(names, [{word} for word in wanted])
        taken_for = ""
        if not fit and wanted:
            words = list({word for some in names.values() for word in some})
            fit = _named_so(names, [_nearest(word, words) for word in wanted])
            taken_for = ", ".join(name[1] for name in fit[:3])
        same = _with_same(fit, settled.same)
        query = (
            'SELECT entities.document, mentions.start, "end" FROM entities JOIN mentions ON mentions.entity = entities.id'
            " WHERE entities.name IN (SELECT value FROM json_each(?) UNION SELECT name FROM linked WHERE entity IN"
            " (SELECT entity FROM linked WHERE name IN (SELECT value FROM json_each(?))))"
        )
        chosen = json.dumps([numbers[name] for name in same if name in numbers])
        return self._passages(self._retrieval.select(query, (chosen, chosen)), taken_for)

    def _mentioned(self, period: Period) -> Kept:
        first = period.first.toordinal() if period.first else 0
        last = period.last.toordinal() if period.last else 10**7
        query = 'SELECT document, start, "end" FROM mentions WHERE first <= ? AND last >= ? AND first IS NOT NULL'
        found = dict.fromkeys(self._retrieval.select(query, (last, first)))
        for decision in self._notebook.date_decisions if self._notebook else ():
            days = span_of(decision.value)[0]
            is_meant = days is not None and days[0].toordinal() <= last and days[1].toordinal() >= first
            for place in self._places.of(decision.name, decision.document, decision.anchor):
                found.pop(place, None)
                found |= {place: None} if is_meant else {}
        return self._passages(found)

    def _marked(self, condition: Field | State) -> Kept:
        colours = colours_called(condition.value) if isinstance(condition, Field) else []
        marks = [
            mark for mark in (self._notebook.highlights if self._notebook else ()) if _fits(mark, condition, colours)
        ]
        return self._passages(
            place
            for mark in marks
            for place in self._places.of(mark.name, mark.document, mark.anchor, mark.absent_from)
        )

    def _passages(self, places: Iterable[tuple[int, int, int]], taken_for: str = "") -> Kept:
        """Return the passages in which given places of documents lie: number of the document, start and end."""
        lit: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for document, start, end in places:
            lit[document].append((start, end))
        rows: set[int] = set()
        query = "SELECT passages.id, start FROM documents JOIN passages ON passages.id BETWEEN first AND last WHERE documents.id = ?"
        for document, spans in lit.items():
            cut = [(start, row) for row, start in self._retrieval.select(query, (document,))]
            starts = [start for start, _row in cut]
            rows |= {cut[max(0, bisect_right(starts, start) - 1)][1] for start, _end in spans if cut}
        found = np.array(sorted(rows), np.int64)
        return Kept(found, found, lit, taken_for)


def _words(*names: str) -> frozenset[str]:
    return frozenset(word for name in names for _start, _end, word in tokens(name))


def _named_so(names: Mapping[EntityName, frozenset[str]], wanted: Sequence[set[str]]) -> list[EntityName]:
    """Return the names that have one of each of some sets of words."""
    return [name for name, words in names.items() if all(some & words for some in wanted)]


def _with_same(names: Iterable[EntityName], same: Iterable[tuple[EntityName, EntityName]]) -> set[EntityName]:
    """Return names with all that a person said to be the same."""
    found, pairs = set(names), list(same)
    while more := {name for pair in pairs if found & set(pair) for name in pair} - found:
        found |= more
    return found


def _nearest(word: str, words: Sequence[str]) -> set[str]:
    """Return the words that are fewest edits away from a misspelt one, but not many."""
    near = process.extract(word, words, scorer=OSA.distance, score_cutoff=edits_allowed(word), limit=None)
    least = min((distance for _word, distance, _at in near), default=0)
    return {other for other, distance, _at in near if distance == least}


def _is_in(word: str, name: str) -> bool:
    """Tell whether a word, or a pattern with `*` and `?`, stands in a title or path."""
    return fnmatch.fnmatchcase(name, f"*{word}*") if {"*", "?"} & set(word) else word in name


def _fits(mark: Highlight, condition: Field | State, colours: Collection[Colour]) -> bool:
    match condition:
        case Field("tag", value):
            return fold(value) in map(fold, mark.tags)
        case Field("note", value):
            note = {word for _start, _end, word in tokens(mark.note)}
            return all(word in note for _start, _end, word in tokens(value))
        case Field():
            return mark.colour in colours
    return {"has:note": bool(mark.note), "has:tag": bool(mark.tags)}.get(condition.name, True)
