"""Reads from and writes to a folder's index. One object serves all threads of a process."""

import contextlib
import os
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from reader.corpus import terms
from reader.corpus.found import forget_found, load_found, store_found
from reader.corpus.model import Found, Listed
from reader.corpus.schema import connect, read_only, remove, transaction
from reader.corpus.texts import Days, Passing, Text
from reader.documents import Document, FileEntry, reads
from reader.text.folding import indexed_form
from reader.text.sentences import paragraphs

LISTED: Final = "id, path, title, published, published_how, words, error, document"
"""Columns of a document that make a `Listed`."""

_NO_DAYS: Final[Days] = MappingProxyType({})
_NONE_GONE: Final[Mapping[str, str]] = MappingProxyType({})
_PART: Final = 2_000
_COUNTED_AT_ONCE: Final = 200_000
"""Characters up to which the words of what is added are counted one by one."""


class Known(NamedTuple):
    """What the index remembers of a file, to tell whether it must be read again."""

    row: int
    size: int
    mtime_ns: int
    document: str
    """Id of the document; empty where the file is none."""

    given: str | None
    """The day that a person gave it, as `given` writes it."""

    extractor: str
    """What found names and dates in it, and which version; empty until that is done."""

    read_by: str
    """What made text of it, and which version."""


def given(days: Days, name: str, document: str) -> str | None:
    """Return the day that a person gave to a document: ISO 8601, an empty string for none, `None` if nobody did."""
    for key in (name, document):
        if key in days:
            day = days[key]
            return day.isoformat() if day else ""
    return None


class Index:
    """A folder's documents, passages and mentions, as far as they have been indexed."""

    def __init__(self, path: Path) -> None:
        """Open the index at `path`, making it anew where it cannot be used.

        Raises:
            IndexUnusableError: nothing can be written there.
        """
        self.path = path
        self.made = 0
        """How often it was thrown away and made anew; who holds a connection of their own must open another one."""
        self._lock = threading.RLock()
        self._reading = threading.RLock()
        self._connection = connect(path)
        self._reader = self.reader()

    def reader(self) -> sqlite3.Connection:
        """Open a connection of one's own for reading."""
        return read_only(self.path)

    def start_anew(self) -> None:
        """Throw away what is there, as after damage, and begin with an empty index.

        Raises:
            IndexUnusableError: nothing can be written there.
        """
        with self._lock, self._reading:
            self._reader.close()
            self._connection.close()
            remove(self.path)
            self._connection = connect(self.path)
            self._reader = self.reader()
            self.made += 1

    def close(self) -> None:
        """Close the file; the object is of no use afterwards."""
        with self._lock, self._reading:
            self._reader.close()
            self._connection.close()

    @contextlib.contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Lend a connection for queries, to one thread at a time; it waits for no writer."""
        with self._reading:
            yield self._reader

    @contextlib.contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Lend the connection for changes that all happen or none."""
        with self._lock, transaction(self._connection):
            yield self._connection

    @contextlib.contextmanager
    def snapshot(self) -> Iterator[sqlite3.Connection]:
        """Lend a connection of its own for long queries: they see one moment, and nobody waits for them."""
        try:
            connection = self.reader()
        except sqlite3.OperationalError:
            # the file was taken away; what is open still holds it
            with self.reading() as db:
                yield db
            return
        with contextlib.closing(connection):
            connection.execute("BEGIN")
            yield connection

    def changes(self) -> int:
        """Return a number that is another one after any change, made by this or another process."""
        with self.reading() as db:
            return int(db.execute("PRAGMA data_version").fetchone()[0]) + (self.made << 40)

    def files(self) -> Iterator[tuple[str, Known]]:
        """Yield the name of every file and what it was like when it was indexed."""
        with self.snapshot() as db:
            for path, *others in db.execute(
                "SELECT path, id, size, mtime_ns, document, given, extractor, read_by FROM documents"
            ):
                yield os.fsdecode(path), Known._make(others)

    def rows(self, after: int = 0) -> Iterator[tuple[int, bytes, str, str | None, int, str, str]]:
        """Yield what a list shows of files as plain values, in the order in which they were indexed, after a row.

        These are number, path, title, day in ISO 8601, words, why it is no document, and id; some thousands are read at
        a time, so that no other thread waits long.
        """
        query = "SELECT id, path, title, published, words, error, document FROM documents WHERE id > ? ORDER BY id"
        with self.snapshot() as db:
            cursor = db.execute(query, (after,))
            while part := cursor.fetchmany(_PART):
                yield from part

    def listed(self) -> dict[str, Listed]:
        """Return every file of the index by name."""
        with self.snapshot() as db:
            return {document.name: document for document in documents_of(db)}

    def names_by_text(self) -> dict[str, list[str]]:
        """Return the names of all documents by the fingerprint of their text."""
        names: dict[str, list[str]] = {}
        with self.snapshot() as db:
            for path, text_sha256 in db.execute("SELECT path, text_sha256 FROM documents WHERE error = ''"):
                names.setdefault(text_sha256.hex(), []).append(os.fsdecode(path))
        return names

    def found(self, document: Document) -> Found | None:
        """Return who and when of a document, or `None` if that very text with that very day has not been read so far."""
        day = document.published.day.isoformat() if document.published else None
        with self.reading() as db:
            row = db.execute(
                "SELECT id FROM documents WHERE path = ? AND text_sha256 = ? AND published IS ? AND extractor <> ''",
                (os.fsencode(document.name), bytes.fromhex(document.text_sha256), day),
            ).fetchone()
            return load_found(db, row[0]) if row else None

    def store(
        self,
        entry: FileEntry,
        text: Text | str,
        found: Found | None = None,
        *,
        days: Days = _NO_DAYS,
        extractor: str = "?",
    ) -> None:
        """Put one file in the place of what was known of it.

        Args:
            entry: the file.
            text: its text, or why it is no document.
            found: who and when in it, where that is known already.
            days: the days that a person gave to documents when it was read.
            extractor: what found names in it, and which version.
        """
        self.store_texts([(entry, text)], days)
        if found is not None and isinstance(text, Text):
            starts = [start + low for start, piece in text.passages for low, _high in paragraphs(piece)]
            self.store_found({entry.name: (text.text_sha256, found, starts)}, extractor)

    def store_texts(
        self,
        texts: Sequence[tuple[FileEntry, Text | str]],
        days: Days = _NO_DAYS,
        gone: Mapping[str, str] = _NONE_GONE,
    ) -> list[str]:
        """Put the texts of files, or the reasons why they have none, in the place of what was known of them.

        Who and when of a text is kept where only the file changed: its time, or its name.

        Args:
            texts: files and what was read in them.
            days: the days that a person gave to documents when they were read.
            gone: names of files that are no longer there by the id of their document: a file may have moved.

        Returns:
            The names of the files that were found to have moved.
        """
        with self.writing() as db:
            return _Storing(db, days, gone).store(texts)

    def store_found(self, found: Mapping[str, tuple[str, Found, Sequence[int]]], extractor: str) -> None:
        """Put who and when of documents in the place of what was known of them, unless they changed meanwhile.

        Args:
            found: the fingerprint of the text, who and when in it and the offsets of its paragraphs, by name.
            extractor: what found names, and which version.
        """
        with self.writing() as db:
            _note_change(db)
            for name, (text_sha256, what, starts) in found.items():
                row = db.execute(
                    "SELECT id FROM documents WHERE path = ? AND text_sha256 = ?",
                    (os.fsencode(name), bytes.fromhex(text_sha256)),
                ).fetchone()
                if row is not None:
                    store_found(db, row[0], what, starts)
                    db.execute("UPDATE documents SET extractor = ? WHERE id = ?", (extractor, row[0]))

    def forget(self, names: Iterable[str]) -> None:
        """Take files that are gone out of the index."""
        names = list(names)
        if not names:
            return
        with self.writing() as db:
            _note_change(db)
            for name in names:
                _forget(db, os.fsencode(name))

    def listing(self) -> bytes | None:
        """Return the fingerprint that was noted last, or `None` if it no longer holds."""
        with self.reading() as db:
            noted: bytes | None = db.execute("SELECT listing FROM state").fetchone()[0]
        return noted

    def note_listing(self, listing: bytes | None) -> None:
        """Note the fingerprint of the files when all of them are indexed, or before that changes, that it does not hold."""
        with self.writing() as db:
            db.execute("UPDATE state SET listing = ?", (listing,))

    def count_terms(self, *, at_last: bool = False) -> None:
        """Count words anew if that is due: in a growing index now and then, `at_last` whatever has not been counted."""
        with self.reading() as db:
            counted, uncounted = terms.sizes(db)
            is_due = uncounted > max(16_000_000, 4 * counted) or (at_last and (uncounted > 0 or terms.is_worn(db)))
        if is_due:
            with self.writing() as db:
                terms.count_again(db)

    def settle(self) -> None:
        """Move what was written lately into the file itself, so that it takes no more room than it must."""
        with self._lock, contextlib.suppress(sqlite3.OperationalError):
            self._connection.execute("PRAGMA wal_checkpoint (TRUNCATE)")


def documents_of(db: sqlite3.Connection) -> Iterator[Listed]:
    """Return every file that an index knows."""
    rows = db.execute(f"SELECT {LISTED} FROM documents").fetchall()  # noqa: S608 (a constant)
    return map(listed, rows)


def listed(row: tuple[Any, ...]) -> Listed:
    """Make what a list shows of a row with the columns `LISTED`."""
    number, path, title, published, how, words, error, document = row
    day = date.fromisoformat(published) if published else None
    return Listed(number, os.fsdecode(path), title, day, how, words, error, document)


class _Storing:
    """Puts texts into the index, within a transaction."""

    def __init__(self, db: sqlite3.Connection, days: Days, gone: Mapping[str, str]) -> None:
        self.db = db
        self.days = days
        self.gone = gone
        self.moved: list[str] = []
        self.passages: list[tuple[int, int, int, str]] = []
        self.next_passage = db.execute("SELECT coalesce(max(id), 0) + 1 FROM passages").fetchone()[0]

    def store(self, texts: Iterable[tuple[FileEntry, Text | str]]) -> list[str]:
        for entry, text in texts:
            if isinstance(text, str):
                if _forget(self.db, os.fsencode(entry.name)):
                    _note_change(self.db)
                self.db.execute(
                    "INSERT INTO documents (path, size, mtime_ns, read_by, error) VALUES (?, ?, ?, ?, ?)",
                    (
                        os.fsencode(entry.name),
                        entry.size,
                        -1 if isinstance(text, Passing) else entry.mtime_ns,
                        reads(entry.name),
                        text,
                    ),
                )
            elif not self._keeps(entry, text):
                self._put(entry, text)
        self._flush()
        return self.moved

    def _keeps(self, entry: FileEntry, text: Text) -> bool:
        """Note that a file changed in its time or name alone, and tell whether that is so."""
        told = bytes.fromhex(text.text_sha256), text.title, text.published, text.published_how
        before = self.gone.get(text.document)
        for name in (entry.name,) if before is None else (entry.name, before):
            row = self.db.execute(
                "SELECT id, text_sha256, title, published, published_how, given FROM documents WHERE path = ?",
                (os.fsencode(name),),
            ).fetchone()
            if row and row[1:] == (*told, given(self.days, entry.name, text.document)):
                self.db.execute(
                    "UPDATE documents SET path = ?, size = ?, mtime_ns = ?, read_by = ?, document = ? WHERE id = ?",
                    (os.fsencode(entry.name), entry.size, entry.mtime_ns, reads(entry.name), text.document, row[0]),
                )
                if name != entry.name:
                    self.moved.append(name)
                    _note_change(self.db)
                return True
        return False

    def _put(self, entry: FileEntry, text: Text) -> None:
        path = os.fsencode(entry.name)
        if _forget(self.db, path):
            _note_change(self.db)
        first = self.next_passage + len(self.passages)
        row = self.db.execute(
            "INSERT INTO documents (path, size, mtime_ns, read_by, document, title, published, published_how, given, text_sha256,"
            " words, first, last) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                path,
                entry.size,
                entry.mtime_ns,
                reads(entry.name),
                text.document,
                text.title,
                text.published,
                text.published_how,
                given(self.days, entry.name, text.document) if self.days else None,
                bytes.fromhex(text.text_sha256),
                text.words,
                first,
                first + len(text.passages) - 1,
            ),
        ).lastrowid
        assert row is not None
        self.passages += [(first + at, row, start, piece) for at, (start, piece) in enumerate(text.passages)]

    def _flush(self) -> None:
        self.db.executemany("INSERT INTO passages (id, document, start, text) VALUES (?, ?, ?, ?)", self.passages)
        self.db.executemany(
            "INSERT INTO passages_fts (rowid, text) VALUES (?, ?)",
            ((number, indexed_form(piece)) for number, _row, _start, piece in self.passages),
        )
        size = sum(len(piece) for _number, _row, _start, piece in self.passages)
        if size > _COUNTED_AT_ONCE or terms.sizes(self.db)[1]:
            terms.note_uncounted(self.db, size)
        elif self.passages:
            terms.note(self.db, [piece for _number, _row, _start, piece in self.passages], 1)
            self.db.execute("UPDATE state SET counted = ?", (self.passages[-1][0],))


def _note_change(db: sqlite3.Connection) -> None:
    db.execute("UPDATE state SET changed = changed + 1")


def _forget(db: sqlite3.Connection, path: bytes) -> bool:
    """Take a file out of the index, and tell whether it was a document."""
    known = db.execute("SELECT id, first, last FROM documents WHERE path = ?", (path,)).fetchone()
    if known is None:
        return False
    row, first, last = known
    passages = db.execute("SELECT id, text FROM passages WHERE id BETWEEN ? AND ?", (first, last)).fetchall()
    # the full-text index keeps no text of its own, so it must be told what to take out
    db.executemany(
        "INSERT INTO passages_fts (passages_fts, rowid, text) VALUES ('delete', ?, ?)",
        ((number, indexed_form(text)) for number, text in passages),
    )
    if passages and first <= db.execute("SELECT counted FROM state").fetchone()[0]:
        terms.note(db, [text for _number, text in passages], -1)
    db.execute("DELETE FROM passages WHERE id BETWEEN ? AND ?", (first, last))
    forget_found(db, row)
    db.execute("DELETE FROM documents WHERE id = ?", (row,))
    return bool(last >= first)
