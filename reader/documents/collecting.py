"""Files that hold many documents: mailboxes, tables and lines of JSON with a text in each row.

What is in `inbox.mbox` is named `inbox.mbox/0001`, `inbox.mbox/0002` and so on, as if that were a folder; rows may be named by
a column instead. A look through the file notes where each document begins; one is read without the others.
"""

import contextlib
import csv
import io
import json
import os
import re
import stat
import threading
from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path
from typing import IO, Final

from reader.documents.columns import FILE, Columns, Said, columns_of, said_in
from reader.documents.decoding import characters
from reader.documents.formats.row import cells_of, text_column
from reader.documents.kinds import COLLECTIONS, ending_of
from reader.documents.model import DocumentError, PassingError
from reader.documents.opening import opened, reason

LIMIT: Final = 2 * 1024 * 1024 * 1024
"""Largest collection that is read, in bytes."""

LONGEST: Final = 64 * 1024 * 1024
"""Bytes of one line and of one document."""

_KEPT: Final = 8
"""Collections that are remembered while nothing in them changed."""

_HEADER: Final = 64 * 1024
_SAMPLE: Final = 200
_NUMBER: Final = re.compile(r"[0-9]{4,12}")
_NAME: Final = re.compile(r"[\w-]{1,80}")
"""What may stand in a column that names documents; a row with anything else keeps its number."""

_BOM: Final = b"\xef\xbb\xbf"

csv.field_size_limit(LONGEST)

_known: dict[Path, "Collection"] = {}
_lock: Final = threading.Lock()


@dataclass(slots=True)
class Collection:
    """Where the documents of a file stand in it."""

    path: Path
    ending: str
    stamp: tuple[int, int]
    """Size and time of the file when it was looked through."""

    starts: "array[int]" = field(default_factory=lambda: array("q"))
    sizes: "array[int]" = field(default_factory=lambda: array("q"))
    prints: "array[int]" = field(default_factory=lambda: array("q"))
    """A fingerprint of each, in the place of a time: one that is added leaves the others as they were."""

    columns: tuple[str, ...] = ()
    """Names of a table's columns."""

    delimiter: str = ","
    said: Said | None = None
    """The file in which a person said what the columns hold."""

    roles: Columns = field(default_factory=Columns)
    """What a person said of the columns."""

    ids: dict[str, int] = field(default_factory=dict)
    """Its documents by name, where a column names them."""

    @property
    def names(self) -> list[str]:
        """The names of its documents, in their order."""
        return list(self.ids) or [f"{number:04}" for number in range(1, len(self.starts) + 1)]

    def place(self, name: str) -> int | None:
        """Return the place of a document in their order."""
        if self.ids:
            return self.ids.get(name)
        at = int(name) - 1 if _NUMBER.fullmatch(name) else -1
        return at if 0 <= at < len(self.starts) else None

    @property
    def stamps(self) -> Iterator[tuple[int, int]]:
        """What changes with each document, in their order."""
        return zip(self.sizes, self.prints, strict=True)

    def read(self, at: int) -> bytes:
        """Return the bytes of a document: a mail, or a row as JSON.

        Raises:
            DocumentError: it is not what it was.
        """
        with _opened(self) as file:
            return self.read_from(file, at)

    def read_from(self, file: IO[bytes], at: int) -> bytes:
        """Return the bytes of a document out of the collection that is open already."""
        file.seek(self.starts[at])
        data = file.read(self.sizes[at])
        if self.ending == ".mbox":
            return _MARKED.sub(rb"\1", data)
        if self.ending not in _TABLES:
            return data
        cells = dict(zip(self.columns, _cells(data, self.delimiter), strict=False))
        return json.dumps(cells, ensure_ascii=False).encode("utf-8", "replace")


_TABLES: Final = (".csv", ".tsv")
_MARKED: Final = re.compile(rb"^>(>*From )", re.MULTILINE)
"""How a line is kept from looking as if another mail began with it."""


def is_collection(name: str) -> bool:
    """Tell by its name whether a file holds many documents."""
    return ending_of(name) in COLLECTIONS


def collection(path: Path, root: Path | None = None) -> Collection:
    """Look through a file that holds many documents, unless that was done and it did not change.

    Args:
        path: the file.
        root: the folder that is read, in which it may be said what the columns of a table hold.

    Raises:
        DocumentError: it cannot be read, or there are no documents in it.
    """
    try:
        status = path.stat()
    except OSError as error:
        raise reason(error) from None
    if not stat.S_ISREG(status.st_mode):
        raise DocumentError("a pipe, socket or device, not a file")
    stamp = status.st_size, status.st_mtime_ns
    said = None if ending_of(path.name) == ".mbox" else said_in(path, root)
    with _lock:
        known = _known.get(path)
    if known is not None and known.stamp == stamp and known.said == said:
        return known
    if status.st_size > LIMIT:
        raise DocumentError(f"too large: {status.st_size / 2**20:,.0f} MB, the limit is {LIMIT // 2**20:,} MB")
    roles = columns_of(path, said)
    found = _look_through(Collection(path, ending_of(path.name), stamp, said=said, roles=roles))
    with _lock:
        while len(_known) >= _KEPT:
            del _known[next(iter(_known))]
        _known[path] = found
    return found


def member(path: Path, root: Path | None = None) -> bytes | None:
    """Return the bytes of a document in a collection; `None` where the path is not that of one.

    `root` is the folder that is read, here and below.

    Raises:
        DocumentError: the collection cannot be read.
    """
    if (found := _place(path, root)) is None:
        return None
    within, at = found
    return within.read(at)


def stamp_of(path: Path, root: Path | None = None) -> tuple[int, int] | None:
    """Return what changes with a document, be it a file or in a collection; `None` where it is gone."""
    try:
        status = path.stat()
    except OSError:
        try:
            found = _place(path, root)
        except DocumentError:
            return None
        return (found[0].sizes[found[1]], found[0].prints[found[1]]) if found else None
    return status.st_size, status.st_mtime_ns


def holder_of(path: Path) -> Path:
    """Return the file that a document is in: itself, or the collection that holds it."""
    return path.parent if is_collection(path.parent.name) and not path.exists() else path


def roles_of(path: Path, root: Path | None = None) -> Columns:
    """Return what a person said of the columns of the table that a document is a row of.

    Raises:
        DocumentError: the table cannot be read.
    """
    found = _place(path, root)
    return found[0].roles if found else Columns()


def _place(path: Path, root: Path | None) -> tuple[Collection, int] | None:
    if not _NAME.fullmatch(path.name) or not is_collection(path.parent.name) or not path.parent.is_file():
        return None
    within = collection(path.parent, root)
    at = within.place(path.name)
    return None if at is None else (within, at)


def _look_through(found: Collection) -> Collection:
    with _opened(found) as file:
        begin = file.read(3)
        if begin[:2] in (b"\xff\xfe", b"\xfe\xff"):
            raise DocumentError("in UTF-16: save it as UTF-8 to have its rows read")
        file.seek(3 if begin == _BOM else 0)
        if found.ending in _TABLES:
            _read_columns(file, found)
            _note(found, _rows(file, found.delimiter))
        else:
            _note(found, _mails(file) if found.ending == ".mbox" else _lines(file))
        if not found.starts:
            raise DocumentError("no documents in it")
        if found.ending != ".mbox":
            _refuse_without_text(found, file)
            if found.roles.id:
                _name_rows(found, file)
    return found


@contextlib.contextmanager
def _opened(found: Collection) -> Iterator[IO[bytes]]:
    """Open the file of a collection, if it is still the one that was looked through."""
    try:
        with opened(found.path) as (handle, status), os.fdopen(handle, "rb", closefd=False) as file:
            if (status.st_size, status.st_mtime_ns) != found.stamp:
                raise PassingError("it changed while it was read")
            yield file
    except OSError as error:
        raise reason(error) from None


def _note(found: Collection, pieces: Iterator[tuple[int, bytes, bool]]) -> None:
    """Note where documents stand, given lines with their places and whether a document begins with each."""
    # what is said of the columns changes what is read of every row
    seed = repr(found.roles).encode() if found.roles != Columns() else b""
    fingerprint, size = blake2b(seed, digest_size=8), 0

    def end() -> None:
        if size:
            found.sizes.append(size)
            found.prints.append(int.from_bytes(fingerprint.digest(), "big") >> 1)

    for place, line, begins in pieces:
        if begins:
            end()
            fingerprint, size = blake2b(seed, digest_size=8), 0
            found.starts.append(place)
        fingerprint.update(line)
        size += len(line)
        if size > LONGEST:
            raise DocumentError(f"one of its documents has more than {LONGEST // 2**20} MB")
    end()


def _every_line(file: IO[bytes]) -> Iterator[tuple[int, bytes]]:
    place = file.tell()
    while line := file.readline(LONGEST + 1):
        if len(line) > LONGEST:
            raise DocumentError(f"one of its lines has more than {LONGEST // 2**20} MB")
        yield place, line
        place += len(line)


def _mails(file: IO[bytes]) -> Iterator[tuple[int, bytes, bool]]:
    is_after_blank, is_within = True, False
    for place, line in _every_line(file):
        begins = is_after_blank and line.startswith(b"From ")
        is_within = is_within or begins
        if is_within:
            yield place, line, begins
        is_after_blank = line in (b"\n", b"\r\n")


def _lines(file: IO[bytes]) -> Iterator[tuple[int, bytes, bool]]:
    return ((place, line, True) for place, line in _every_line(file) if not line.isspace())


def _rows(file: IO[bytes], delimiter: str) -> Iterator[tuple[int, bytes, bool]]:
    """Yield the lines of rows; one goes on over lines as long as a cell in quotes is open."""
    blank = b" \t\r\n" + delimiter.encode()
    apart = re.escape(delimiter.encode())
    closed = re.compile(rb'(?:^|(?<=%b))"(?:[^"]++|"")*+"(?=%b|\r?\n|$)' % (apart, apart))
    opening = re.compile(rb'(?:^|%b)"' % apart)
    is_open = False
    for place, line in _every_line(file):
        if is_open or line.strip(blank):
            yield place, line, not is_open
        if is_open or b'"' in line:
            is_open = opening.search(closed.sub(b"", b'"' + line if is_open else line)) is not None


def _read_columns(file: IO[bytes], found: Collection) -> None:
    """Read the first row, which names the columns, and leave the file after it."""
    header = file.readline(_HEADER)
    if len(header) == _HEADER:
        raise DocumentError("no table: its first line, which should name the columns, does not end")
    found.delimiter = "\t" if found.ending == ".tsv" else max(",;\t|", key=_text(header).count)
    found.columns = tuple(name.strip() for name in _cells(header, found.delimiter))


def _refuse_without_text(found: Collection, file: IO[bytes]) -> None:
    """Refuse a table of figures, or a log: there is nothing to read in its rows."""
    columns, named = found.columns, found.roles.text
    if named and columns and named not in columns:
        raise DocumentError(f"no column “{named}”, which {FILE} names (its columns: {', '.join(columns)[:120]})")
    for at in range(min(_SAMPLE, len(found.starts))):
        with contextlib.suppress(DocumentError):
            cells = cells_of(found.read_from(file, at))[0]
            if text_column(cells, found.roles):
                return
            columns = columns or tuple(cells)
    kind = f"nothing in the column “{named}”, which {FILE} names" if named else "no column of text in it"
    raise DocumentError(f"{kind} (its columns: {', '.join(columns)[:120]})")


def _name_rows(found: Collection, file: IO[bytes]) -> None:
    """Name rows by what stands in a column, each by its number where that is no name or that of another row."""
    for at in range(len(found.starts)):
        name = ""
        with contextlib.suppress(DocumentError):
            name = cells_of(found.read_from(file, at))[0].get(found.roles.id, "").strip()
        if not _NAME.fullmatch(name) or name in found.ids:
            name = f"{at + 1:04}"
        while name in found.ids:
            name += "-row"
        found.ids[name] = at


def _cells(row: bytes, delimiter: str) -> list[str]:
    try:
        return next(csv.reader(io.StringIO(_text(row), newline=""), delimiter=delimiter), [])
    except csv.Error as error:
        raise DocumentError(f"damaged: no row of a table ({error})") from None


def _text(data: bytes) -> str:
    if b"\0" in data:
        raise DocumentError("binary data, not text")
    return characters(data)[0]
