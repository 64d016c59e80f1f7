"""Reads from and writes to a folder's index. One object serves all threads of a process."""

import contextlib
import json
import os
import sqlite3
import threading
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from reader.corpus.analysis import Analysis
from reader.corpus.model import EntityMentions, Found, Listed
from reader.corpus.schema import connect, read_only, remove, transaction
from reader.dates import DateMention, Reading
from reader.documents import Document, FileEntry
from reader.text.mention import Mention
from reader.text.sentences import paragraphs

_LISTED = "id, path, title, published, published_how, words, error, document"


@dataclass(frozen=True, slots=True)
class Known:
    """What the index remembers of a file, to tell whether it must be read again."""

    size: int
    mtime_ns: int
    document: str
    """Id of the document."""

    given: str | None
    """The day that a person gave it, as `given` writes it."""

    extractor: str
    """What found the names in it, and which version."""


def given(days: Mapping[str, date | None], name: str, document: str) -> str | None:
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
        self._connection = connect(path)
        self._lock = threading.RLock()

    def start_anew(self) -> None:
        """Throw away what is there, as after damage, and begin with an empty index.

        Raises:
            IndexUnusableError: nothing can be written there.
        """
        with self._lock:
            self._connection.close()
            remove(self.path)
            self._connection = connect(self.path)

    def close(self) -> None:
        """Close the file; the object is of no use afterwards."""
        with self._lock:
            self._connection.close()

    @contextlib.contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Lend the connection for queries, to one thread at a time."""
        with self._lock:
            yield self._connection

    @contextlib.contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Lend the connection for changes that all happen or none."""
        with self._lock, transaction(self._connection):
            yield self._connection

    @contextlib.contextmanager
    def snapshot(self) -> Iterator[sqlite3.Connection]:
        """Lend a connection of its own for long queries: they see one moment, and nobody waits for them."""
        try:
            connection = read_only(self.path)
        except sqlite3.OperationalError:
            # the file was taken away; what is open still holds it
            with self.reading() as db:
                yield db
            return
        with contextlib.closing(connection):
            yield connection

    def changes(self) -> int:
        """Return a number that is another one after any change, made by this or another process."""
        with self.reading() as db:
            return int(db.execute("PRAGMA data_version").fetchone()[0]) * 1_000_003 + db.total_changes

    def known_files(self) -> dict[str, Known]:
        """Return every file as it was when it was indexed, by name."""
        with self.reading() as db:
            rows = db.execute("SELECT path, size, mtime_ns, document, given, extractor FROM documents").fetchall()
        return {os.fsdecode(path): Known(*others) for path, *others in rows}

    def listed(self) -> dict[str, Listed]:
        """Return every file of the index by name."""
        with self.reading() as db:
            return {document.name: document for document in documents_of(db)}

    def found(self, document: Document) -> Found | None:
        """Return who and when of a document, or `None` if that very text with that very day has not been indexed."""
        day = document.published.day.isoformat() if document.published else None
        with self.reading() as db:
            row = db.execute(
                "SELECT id FROM documents WHERE path = ? AND text_sha256 = ? AND published IS ?",
                (os.fsencode(document.name), document.text_sha256, day),
            ).fetchone()
            return _found(db, row[0]) if row else None

    def store(
        self, entry: FileEntry, analysis: Analysis | str, days: Mapping[str, date | None], extractor: str = ""
    ) -> None:
        """Put a file's analysis, or the reason why it has none, in the place of what was known of it.

        Args:
            entry: the file.
            analysis: what was found in it, or why it is no document.
            days: the days that a person gave to documents when it was analysed, by path or id.
            extractor: what found the names in it, and which version.
        """
        with self.writing() as db:
            _note_change(db)
            _forget(db, [entry.name])
            path = os.fsencode(entry.name)
            if isinstance(analysis, str):
                db.execute(
                    "INSERT INTO documents (path, size, mtime_ns, error) VALUES (?, ?, ?, ?)",
                    (path, entry.size, entry.mtime_ns, analysis),
                )
                return
            document, published = analysis.document, analysis.document.published
            row = db.execute(
                "INSERT INTO documents (path, size, mtime_ns, document, title, published, published_how, given, text_sha256, words,"
                " extractor) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    path,
                    entry.size,
                    entry.mtime_ns,
                    document.id,
                    document.title,
                    published.day.isoformat() if published else None,
                    published.how if published else "",
                    given(days, entry.name, document.id),
                    document.text_sha256,
                    analysis.words,
                    extractor,
                ),
            ).lastrowid
            assert row is not None
            _store_passages(db, row, analysis)
            _store_mentions(db, row, analysis)

    def forget(self, names: Iterable[str]) -> None:
        """Take files that are gone out of the index."""
        names = list(names)
        if not names:
            return
        with self.writing() as db:
            _note_change(db)
            _forget(db, names)


def documents_of(db: sqlite3.Connection) -> Iterator[Listed]:
    """Return every file that an index knows."""
    rows = db.execute(f"SELECT {_LISTED} FROM documents").fetchall()  # noqa: S608 (a constant)
    return map(_listed, rows)


def _listed(row: tuple[Any, ...]) -> Listed:
    number, path, title, published, how, words, error, document = row
    day = date.fromisoformat(published) if published else None
    return Listed(number, os.fsdecode(path), title, day, how, words, error, document)


def _store_passages(db: sqlite3.Connection, row: int, analysis: Analysis) -> None:
    text = analysis.document.text
    for start, end in analysis.passages:
        piece = text[start:end]
        passage = db.execute(
            "INSERT INTO passages (document, start, text) VALUES (?, ?, ?)", (row, start, piece)
        ).lastrowid
        db.execute("INSERT INTO passages_fts (rowid, text) VALUES (?, ?)", (passage, piece))


def _store_mentions(db: sqlite3.Connection, row: int, analysis: Analysis) -> None:
    text, found = analysis.document.text, analysis.found
    starts = [start for passage in analysis.passages for start, _end in paragraphs(text, *passage)]

    def record(mention: Mention, entity: int | None, packed: str | None) -> tuple[object, ...]:
        at = bisect_right(starts, mention.start) - 1
        paragraph = starts[at] if at >= 0 else 0
        return row, mention.start, mention.end, mention.kind, mention.text, entity, paragraph, packed

    records = [record(mention, None, _pack(mention)) for mention in found.dates]
    for entity in found.entities:
        name = _number_of(db, entity)
        number = db.execute("INSERT INTO entities (document, name) VALUES (?, ?)", (row, name)).lastrowid
        records += [record(mention, number, None) for mention in entity.mentions]
        written = Counter(mention.text for mention in entity.mentions)
        db.executemany(
            "INSERT INTO written VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET mentions = mentions + excluded.mentions",
            [(name, form, count) for form, count in written.items()],
        )
    db.executemany("INSERT INTO mentions VALUES (?, ?, ?, ?, ?, ?, ?, ?)", records)


def _number_of(db: sqlite3.Connection, entity: EntityMentions) -> int:
    key = (entity.kind, entity.name)
    db.execute("INSERT INTO names (kind, name) VALUES (?, ?) ON CONFLICT DO NOTHING", key)
    return int(db.execute("SELECT id FROM names WHERE kind = ? AND name = ?", key).fetchone()[0])


def _note_change(db: sqlite3.Connection) -> None:
    db.execute("UPDATE state SET changed = changed + 1")


def _forget(db: sqlite3.Connection, names: Iterable[str]) -> None:
    for name in names:
        row = db.execute("SELECT id FROM documents WHERE path = ?", (os.fsencode(name),)).fetchone()
        if row is None:
            continue
        # the full-text index keeps no text of its own, so it must be told what to take out
        db.execute(
            "INSERT INTO passages_fts (passages_fts, rowid, text) SELECT 'delete', id, text FROM passages WHERE document = ?",
            row,
        )
        db.execute(
            "UPDATE written SET mentions = mentions - gone FROM (SELECT entities.name AS its, mentions.text AS form,"
            " count(*) AS gone FROM entities JOIN mentions ON mentions.entity = entities.id"
            " WHERE entities.document = ? GROUP BY entities.name, mentions.text) WHERE name = its AND text = form",
            row,
        )
        db.execute(
            "DELETE FROM written WHERE mentions <= 0 AND name IN (SELECT name FROM entities WHERE document = ?)", row
        )
        for table in ("passages", "mentions", "entities"):
            db.execute(f"DELETE FROM {table} WHERE document = ?", row)  # noqa: S608 (names from the line above)
        db.execute("DELETE FROM documents WHERE id = ?", row)


def _found(db: sqlite3.Connection, row: int) -> Found:
    entities = db.execute(
        "SELECT entities.id, names.name, names.kind FROM entities JOIN names ON names.id = entities.name"
        " WHERE document = ? ORDER BY entities.id",
        (row,),
    ).fetchall()
    mentions: dict[int | None, list[Mention]] = {number: [] for number, _name, _kind in entities}
    dates: list[DateMention] = []
    query = 'SELECT start, "end", kind, text, entity, date FROM mentions WHERE document = ? ORDER BY start, "end"'
    for start, end, kind, text, entity, packed in db.execute(query, (row,)):
        if packed is not None:
            dates.append(unpack_date(start, end, kind, text, packed))
        else:
            mentions[entity].append(Mention(start, end, kind, text))
    gathered = tuple(EntityMentions(name, kind, tuple(mentions[number])) for number, name, kind in entities)
    return Found(gathered, tuple(dates))


def _pack(mention: DateMention) -> str:
    readings = [mention.reading, *mention.alternatives]
    return json.dumps(
        {
            "from": mention.reckoned_from.isoformat() if mention.reckoned_from else None,
            "readings": [
                [r.value, [day.isoformat() for day in r.interval] if r.interval else None, r.precision, r.rule]
                for r in readings
            ],
        }
    )


def unpack_date(start: int, end: int, kind: Any, text: str, packed: str) -> DateMention:  # noqa: ANN401 (out of the index)
    """Make a date mention of a row of the index."""
    data = json.loads(packed)
    first, *others = (
        Reading(value, (date.fromisoformat(days[0]), date.fromisoformat(days[1])) if days else None, precision, rule)
        for value, days, precision, rule in data["readings"]
    )
    reckoned = date.fromisoformat(data["from"]) if data["from"] else None
    return DateMention(start, end, kind, text, first, reckoned, tuple(others))
