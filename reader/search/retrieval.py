"""What the search asks of the index. Everything that knows SQL or the database's query language is here."""

import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from reader.corpus import Index, Listed, terms
from reader.corpus.index import LISTED, listed
from reader.search.vocabulary import Vocabulary

Rows = npt.NDArray[np.int64]
"""Numbers of passages, in order."""

Spans = npt.NDArray[np.int64]
"""A row for each of some documents."""

NO_ROWS: Final[Rows] = np.zeros(0, np.int64)

_TURN: Final = 4_000
_STEPS: Final = 20_000
"""Steps of the database's machine, about a fifth of a millisecond, after which it is asked whether time is up."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage as the index has it."""

    row: int
    document: int
    start: int
    text: str


class Retrieval:
    """A connection to an index for one search at a time."""

    def __init__(self, index: Index) -> None:
        """Open a connection of its own, so that a search waits for nobody."""
        self._index = index
        self._made = index.made
        self._db = index.reader()
        self._db.execute("PRAGMA mmap_size = 1073741824")
        self._until = 0.0
        self._stopped: Callable[[], bool] = lambda: False
        self._is_asking_whole = False
        self._everything: tuple[int, Spans] | None = None
        self.is_late = False
        """Whether an answer was cut short since the last `limited`."""

    def close(self) -> None:
        """Close the connection."""
        self._db.close()

    def version(self) -> int:
        """Return a number that is another one after any change of the index."""
        if self._made != self._index.made:
            self._db.close()
            self._made, self._db = self._index.made, self._index.reader()
        return int(self._db.execute("PRAGMA data_version").fetchone()[0]) + (self._made << 40)

    @contextmanager
    def limited(self, seconds: float, stopped: Callable[[], bool]) -> Iterator[None]:
        """Cut answers short after a time, or when `stopped` says so."""
        self._until, self._stopped, self.is_late = time.monotonic() + seconds, stopped, False
        self._db.set_progress_handler(lambda: not self._is_asking_whole and self._is_over(), _STEPS)
        try:
            yield
        finally:
            self._db.set_progress_handler(None, 0)

    def has_time(self) -> bool:
        """Tell whether the time has not passed yet."""
        return not self._is_over()

    def _is_over(self) -> bool:
        if not self.is_late:
            self.is_late = time.monotonic() > self._until or self._stopped()
        return self.is_late

    # -- words

    def counting(self) -> int:
        """Return a number that is another one after the words were counted anew."""
        return terms.generation(self._db)

    def vocabulary(self) -> Vocabulary:
        """Read every word, some thousands at a time, so that other threads are not kept waiting."""
        counted = terms.counted(self._db)
        return Vocabulary((words, np.frombuffer(counts, "<i4").astype(np.int32)) for words, counts in counted)

    def changed_words(self) -> list[tuple[str, int]]:
        """Return the words whose count changed since."""
        return terms.since(self._db)

    def are_words_missing(self) -> bool:
        """Tell whether there are passages whose words have not been counted yet."""
        return terms.sizes(self._db)[1] > 0

    # -- passages

    def rows(self, expression: str, most: int) -> Rows:
        """Return at most `most` passages that answer an expression."""
        query = "SELECT rowid FROM passages_fts WHERE passages_fts MATCH ? LIMIT ?"
        return np.array(self._numbers(query, (expression, most)), np.int64)

    def ranked(self, expression: str, most: int) -> list[int]:
        """Return at most `most` passages that answer an expression, best first by BM25."""
        query = "SELECT rowid FROM passages_fts WHERE passages_fts MATCH ? ORDER BY rank LIMIT ?"
        return self._numbers(query, (expression, most))

    def passages(self, rows: Iterable[int]) -> list[Passage]:
        """Return passages by their numbers, in the order of these."""
        rows = list(rows)
        marks = ",".join("?" * len(rows))
        query = f"SELECT id, document, start, text FROM passages WHERE id IN ({marks})"  # noqa: S608 (question marks)
        found = {row[0]: Passage(*row) for row in self._whole(query, rows)} if rows else {}
        return [found[row] for row in rows if row in found]

    def all_passages(self, rows: Rows | None = None, at_once: int = 500) -> Iterator[Passage]:
        """Yield passages one by one, every one of the index if none are named."""
        if rows is None:
            for row in self._ask("SELECT id, document, start, text FROM passages", ()):
                yield Passage(*row)
            return
        for at in range(0, len(rows), at_once):
            yield from self.passages(rows[at : at + at_once].tolist())

    def documents(self, numbers: Iterable[int]) -> dict[int, tuple[Listed, int, int]]:
        """Return documents by their numbers, each with the numbers of its first and last passage."""
        numbers = list(dict.fromkeys(numbers))
        marks = ",".join("?" * len(numbers))
        query = f"SELECT {LISTED}, first, last FROM documents WHERE id IN ({marks})"  # noqa: S608 (question marks)
        return {row[0]: (listed(row[:-2]), row[-2], row[-1]) for row in self._whole(query, numbers)}

    def extents(self, rows: Sequence[int]) -> list[tuple[int, int]]:
        """Return the first and the last passage of every document that has one of some passages."""
        marks = ",".join("?" * len(rows))
        having = f"SELECT document FROM passages WHERE id IN ({marks})"  # noqa: S608 (question marks)
        query = f"SELECT first, last FROM documents WHERE id IN ({having})"  # noqa: S608 (the line above)
        return [(first, last) for first, last in self._ask(query, rows)]

    def everything(self) -> Spans:
        """Return the same as `spans` for all documents, as they were at the last change."""
        version = self.version()
        if self._everything is None or self._everything[0] != version:
            self._everything = version, self.spans()
        return self._everything[1]

    def spans(self, condition: str = "1", values: Sequence[object] = ()) -> Spans:
        """Return number, day (of the calendar, from year 1; 0 for none), first and last passage of documents, in order."""
        day = "coalesce(CAST(julianday(published) - 1721424.5 AS INTEGER), 0)"
        where = f"last >= first AND ({condition})"
        query = f"SELECT id, {day}, first, last FROM documents WHERE {where} ORDER BY first"  # noqa: S608 (written in `filters`)
        rows = self._whole(query, values)
        # a few at a time: no other thread has a turn while many are taken over
        parts = [np.array(rows[at : at + _TURN], np.int64).reshape(-1, 4) for at in range(0, len(rows), _TURN)]
        return np.concatenate(parts) if parts else np.zeros((0, 4), np.int64)

    def select(self, query: str, values: Sequence[object] = ()) -> Iterator[tuple[Any, ...]]:
        """Yield the rows of another query, cut short when time is up."""
        return self._ask(query, values)

    def _whole(self, query: str, values: Sequence[object]) -> list[tuple[Any, ...]]:
        """Return all rows, whatever time it is: there are few of them, or nothing is right without them all."""
        self._is_asking_whole = True
        try:
            return self._db.execute(query, values).fetchall()
        finally:
            self._is_asking_whole = False

    def _numbers(self, query: str, values: Sequence[object]) -> list[int]:
        """Return the only column of the rows that come before time is up."""
        numbers: list[int] = []
        try:
            numbers.extend(chain.from_iterable(self._db.execute(query, values)))
        except sqlite3.OperationalError as error:
            if "interrupt" not in str(error):
                raise
        return numbers

    def _ask(self, query: str, values: Sequence[object]) -> Iterator[tuple[Any, ...]]:
        """Yield rows as they come, and no more once time is up."""
        try:
            yield from self._db.execute(query, values)
        except sqlite3.OperationalError as error:
            if "interrupt" not in str(error):
                raise
