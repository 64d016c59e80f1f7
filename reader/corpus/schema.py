"""The index file: one SQLite database a folder, a cache that may be deleted at any time."""

import contextlib
import hashlib
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from platformdirs import user_cache_path

from reader.documents import Folder
from reader.files import private_folder

VERSION: Final = 10
"""Raised with every change of the tables or of what fills them; an index of another version is made anew."""

_SCHEMA: Final = """
CREATE TABLE documents (
    id INTEGER PRIMARY KEY AUTOINCREMENT, -- a number is never given twice: whoever holds an old one finds nothing
    path BLOB NOT NULL UNIQUE,      -- inside the folder, as the file system spells it
    size INTEGER NOT NULL,
    mtime_ns INTEGER NOT NULL,
    read_by TEXT NOT NULL DEFAULT '', -- what made text of the file, and which version: another one reads it again
    error TEXT NOT NULL DEFAULT '', -- why it is no document; the fields below are empty then
    document TEXT NOT NULL DEFAULT '',
    title TEXT NOT NULL DEFAULT '',
    published TEXT,
    published_how TEXT NOT NULL DEFAULT '',
    given TEXT,                     -- the day that a person gave it: ISO 8601, '' for none, NULL where nobody did
    text_sha256 BLOB NOT NULL DEFAULT x'',
    words INTEGER NOT NULL DEFAULT 0,
    extractor TEXT NOT NULL DEFAULT '', -- what found names and dates, and which version; '' until that is done
    first INTEGER NOT NULL DEFAULT 0, -- numbers of its first and last passage; those between are its own, in order
    last INTEGER NOT NULL DEFAULT -1
);
CREATE TABLE passages (
    id INTEGER PRIMARY KEY,
    document INTEGER NOT NULL REFERENCES documents,
    start INTEGER NOT NULL,
    text TEXT NOT NULL
);
CREATE VIRTUAL TABLE passages_fts USING fts5 ( -- of the passages' indexed form, see `reader.text.folding`
    text, content='passages', content_rowid='id', tokenize="unicode61 remove_diacritics 0 categories 'L* N* Co Mn Mc'"
);
INSERT INTO passages_fts (passages_fts, rank) VALUES ('hashsize', 16777216);
CREATE VIRTUAL TABLE vocabulary USING fts5vocab (passages_fts, row);
CREATE TABLE terms (                -- every word and how many passages have it, packed: reading `vocabulary` takes seconds
    part INTEGER PRIMARY KEY,
    words TEXT NOT NULL,            -- in order, a line each
    counts BLOB NOT NULL            -- 32-bit integers, lowest byte first
);
CREATE TABLE terms_since (          -- what came and went since the words were counted
    word TEXT PRIMARY KEY,
    change INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE names (                -- every name and kind once, however many documents have it
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    UNIQUE (kind, name)
);
CREATE TABLE written (              -- how a name is written, counted over all documents: the directory reads no mention
    name INTEGER NOT NULL REFERENCES names,
    text TEXT NOT NULL,
    mentions INTEGER NOT NULL,
    PRIMARY KEY (name, text)
) WITHOUT ROWID;
CREATE TABLE entities (
    id INTEGER PRIMARY KEY,
    document INTEGER NOT NULL REFERENCES documents,
    name INTEGER NOT NULL REFERENCES names
);
CREATE INDEX entities_document ON entities (document);
CREATE INDEX entities_name ON entities (name, document);
CREATE TABLE linked (               -- which names are one entity, as linked when `state` said so: it takes long
    name INTEGER PRIMARY KEY REFERENCES names,
    entity INTEGER NOT NULL         -- the same number for all names of one
);
CREATE TABLE state (
    changed INTEGER NOT NULL,       -- another number after every change of a document; never the same in two indexes
    linked INTEGER,                 -- what `changed` was when the names were linked
    listing BLOB,                   -- fingerprint of the folder's files when all of them were indexed; NULL in between
    counting INTEGER NOT NULL DEFAULT 0, -- another number whenever `terms` was made anew
    counted INTEGER NOT NULL DEFAULT 0,  -- the last passage that `terms` and `terms_since` know of
    counted_size INTEGER NOT NULL DEFAULT 0, -- characters in `terms`
    uncounted_size INTEGER NOT NULL DEFAULT 0 -- characters of the passages after `counted`
);
INSERT INTO state (changed) SELECT abs(random() >> 8);
CREATE TABLE mentions (
    document INTEGER NOT NULL REFERENCES documents,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    kind TEXT NOT NULL,
    text TEXT NOT NULL,
    entity INTEGER REFERENCES entities,
    paragraph INTEGER NOT NULL,     -- offset of the paragraph it stands in
    date TEXT,                      -- for dates: the readings, as JSON
    first INTEGER,                  -- for dates: the first and the last day meant, counted from the year 1
    last INTEGER
);
CREATE INDEX mentions_document ON mentions (document, paragraph);
CREATE INDEX mentions_entity ON mentions (entity) WHERE entity IS NOT NULL;
CREATE INDEX mentions_day ON mentions (first) WHERE first IS NOT NULL;
"""


_DAMAGED: Final = ("malformed", "not a database", "corrupt")


_CHECKED: Final = 32 * 1024 * 1024
"""Bytes up to which an index is looked through when it is opened; larger ones are thrown away at the first error."""


class IndexUnusableError(Exception):
    """The index can neither be opened nor made; the message says where and why."""


def cache_folder() -> Path:
    """Return where indexes are kept: nothing there is missed for longer than it takes to build it anew."""
    base = os.environ.get("READER_CACHE_DIR")
    return Path(base) if base else user_cache_path("reader", appauthor=False)


def index_path(folder: Folder) -> Path:
    """Return where the index of a folder lives: in the user's cache folder, named by the folder's real path."""
    key = "\0".join(os.fsdecode(path) for path in (folder.root, *folder.paths))
    digest = hashlib.sha256(key.encode("utf-8", "surrogateescape")).hexdigest()[:16]
    return cache_folder() / "indexes" / f"{digest}.sqlite"


def connect(path: Path) -> sqlite3.Connection:
    """Open an index, making it anew where it is missing, damaged or of another version.

    Raises:
        IndexUnusableError: nothing can be written there.
    """
    try:
        private_folder(path.parent)
        try:
            return _open(path)
        except sqlite3.DatabaseError as error:
            if isinstance(error, sqlite3.OperationalError) and "locked" in str(error):
                raise
            remove(path)
            return _open(path)
    except (OSError, sqlite3.Error) as error:
        raise IndexUnusableError(f"no index can be kept at {path}: {error}") from error


def read_only(path: Path) -> sqlite3.Connection:
    """Open an index that is there for reading; it waits for no writer, and no writer for it."""
    uri = f"{path.absolute().as_uri()}?mode=ro"
    return sqlite3.connect(uri, uri=True, timeout=20, check_same_thread=False, isolation_level=None)


def is_damage(error: sqlite3.Error) -> bool:
    """Tell an index file that is broken from one that cannot be reached or written just now."""
    return any(word in str(error) for word in _DAMAGED)


def remove(path: Path) -> None:
    """Delete an index; it is made anew when it is next opened."""
    for suffix in ("", "-wal", "-shm"):
        with contextlib.suppress(FileNotFoundError):
            path.with_name(path.name + suffix).unlink()


def _open(path: Path) -> sqlite3.Connection:
    new = not path.exists()
    connection = sqlite3.connect(path, timeout=20, check_same_thread=False, isolation_level=None)
    try:
        connection.execute("PRAGMA page_size = 8192")  # passages fill pages of 4 kB badly
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("PRAGMA wal_autocheckpoint = 4000")  # 32 MB: what many documents change is moved once
        connection.execute("PRAGMA cache_size = -16384")
        if new:
            path.chmod(0o600)
        with transaction(connection):
            _make_tables(connection)
        if path.stat().st_size < _CHECKED and connection.execute("PRAGMA quick_check (1)").fetchone()[0] != "ok":
            raise sqlite3.DatabaseError("malformed")  # noqa: TRY301 (one place closes the connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _make_tables(connection: sqlite3.Connection) -> None:
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    tables = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
    if version == VERSION:
        return
    if version or tables:
        raise sqlite3.DatabaseError(f"index version {version}, wanted {VERSION}")
    for statement in _SCHEMA.split(";\n"):
        connection.execute(statement)
    connection.execute(f"PRAGMA user_version = {VERSION}")


@contextlib.contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Make every change inside the block, or none of them."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")
