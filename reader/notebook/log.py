"""An append-only file of operations, one JSON object a line, that survives crashes and a second writer.

A line is complete on the disk before `append` returns. What cannot be read is reported and left where it is.

Every line has these fields:

- `v`: version of the format, 1; a file with a higher one is not changed
- `id`: `o-` and eight characters, random; a line that is there twice counts once
- `time`: when it was made, ISO 8601 in UTC; the order of times is the order in which operations count, whatever the
  order of lines, so that two files are merged by putting their lines together
- `batch`, where there are several: `b-` and eight characters, the same for all that were made together
- `op` and what belongs to it, below

What each `op` says:

- `add`: a highlight was made. `highlight`: its `id` (`h-…`), `document` (id of the document, `d-…`) and `name` (its path
  in the folder), `anchor` (`start` and `end` in code points, `exact`, `prefix`, `suffix`, `sentence`, `text_sha256`,
  `extractor`, `copies`), `colour`, `note`, `tags`; from elsewhere also `created`, `modified`, `imported`
- `edit`: `changes` to `colour`, `note` or `tags` of the highlight `target`; `delete`: it was taken away
- `reanchor`: it stands at another `anchor` of a `document` called `name`; `absent`: it is not in the text `text_sha256`,
  or is gone with its document where that is empty
- `undo`: the operation or batch `target` was taken back
- `date`: `decision` on what a date expression means; `day`: the `day` of a `document`; `entity`: `decision` on who is who
- `read`: whether a `document` was read; `search`: whether the search `typed` is kept
- `exported`: what was written to `target`: the SHA-256 of `blocks`, and those `deleted` there or `restored`

Fields and operations that this version does not know stay in the file and change nothing. Beside it may stand copies
from before a repair or the first line of a newer format (`notebook.….bak`), lines that are no operations and were put
aside (`notebook.set-aside.txt`), and copies of other programs that were merged (`….merged`).
"""

import contextlib
import errno
import io
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final

from reader.documents.folder import NOTEBOOK_FOLDER
from reader.files import private_folder, sync_folder, write_all
from reader.notebook.files import Stamp, back_up, exclusively, open_to_read, stamp_of
from reader.notebook.lines import Line, Lines, Operation, line_of

__all__ = ["FORMAT", "Appended", "Loaded", "Operation", "Place", "append", "line_of", "load", "parse"]

FORMAT: Final = 1
"""Version of the operations' format; a notebook with a higher one is opened read-only."""

_TAIL: Final = 256
"""Bytes before a place in a file that tell whether it is still the same file."""


@dataclass(frozen=True, slots=True)
class Place:
    """How far a file was read, at the end of a line."""

    stamp: Stamp | None
    """What the file was then; `None` where there was none."""

    at: int = 0
    """Bytes that were read."""

    line: int = 1
    """Number of the next line."""

    tail: bytes = b""
    """What stands before that place."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a notebook file holds, or what came since."""

    lines: tuple[Line, ...]
    """Those that are operations."""

    problems: tuple[str, ...]
    """Lines that are no operations, each with its number and reason."""

    torn: tuple[str, ...]
    """The same of a last line that has no end: another process may be writing it."""

    newest_format: int
    """0 where there is no operation."""

    place: Place
    is_whole: bool = True
    """Whether this is the whole file and not what came since."""

    @property
    def operations(self) -> tuple[Operation, ...]:
        """The operations, in the order of lines."""
        return tuple(line.operation for line in self.lines if line.operation is not None)


def load(path: Path, since: Place | None = None) -> Loaded:
    """Read every operation of a notebook, or those since a place; a missing file is an empty notebook.

    The whole file is read where it is another one, or changed before that place.

    Raises:
        OSError: the file is there but cannot be read.
    """
    try:
        file = open_to_read(path)
    except FileNotFoundError:
        return _loaded(io.BytesIO(), Place(None))
    with file:
        stamp = stamp_of(os.fstat(file.fileno()))
        if since is not None and _goes_on(file, stamp, since):
            return _loaded(file, Place(stamp, since.at, since.line, since.tail), is_whole=False)
        file.seek(0)
        return _loaded(file, Place(stamp))


def parse(data: bytes) -> Loaded:
    """Read every operation of a notebook's bytes."""
    return _loaded(io.BytesIO(data), Place(None))


def _goes_on(file: IO[bytes], stamp: Stamp, since: Place) -> bool:
    """Tell whether a file is the one that was read so far, with more at its end."""
    if since.stamp is None or stamp[:2] != since.stamp[:2] or stamp[2] <= since.stamp[2]:
        return False
    file.seek(since.at - len(since.tail))
    return file.read(len(since.tail)) == since.tail


def _loaded(file: IO[bytes], place: Place, *, is_whole: bool = True) -> Loaded:
    lines: list[Line] = []
    problems: list[str] = []
    torn: list[str] = []
    newest = 0
    read = Lines(file, place.at, place.line)
    for line in read:
        if line.operation is None:
            (problems if line.is_whole else torn).append(f"line {line.number} {line.reason}")
            continue
        lines.append(line)
        version = line.operation.get("v", 1)
        if isinstance(version, int):
            newest = max(newest, version)
    file.seek(max(0, read.at - _TAIL))
    reached = Place(place.stamp, read.at, read.number, file.read(min(read.at, _TAIL)))
    return Loaded(tuple(lines), tuple(problems), tuple(torn), newest, reached, is_whole)


@dataclass(frozen=True, slots=True)
class Appended:
    """What became of a file that was added to."""

    place: Place | None
    """How far it is read now, if it was read before up to where was added."""

    is_new: bool


def append(
    path: Path,
    *operations: Operation | bytes,
    read: Place | None = None,
    lost: Callable[[], bytes] = bytes,
    older: int = 0,
) -> Appended:
    """Add operations, or lines with their ends, and wait until they are on the disk.

    A torn last line, left by a crash, is closed first, so that it spoils nothing after it.

    Args:
        path: the file; it is made where there is none.
        operations: what is added.
        read: how far the file was read.
        lost: what is written before it where the file is gone or empty although it was read.
        older: version of the format that the file has, if it is an older one: a copy of it is kept then.

    Raises:
        OSError: it could not be written, or the folder that it belongs to is gone; nothing of it counts then.
    """
    lines = b"".join(each if isinstance(each, bytes) else line_of(each) for each in operations)
    if not path.parent.exists():
        if path.parent.name == NOTEBOOK_FOLDER and not path.parent.parent.is_dir():
            raise FileNotFoundError(errno.ENOENT, f"{path.parent.parent} is gone; bring it back, and try again")
        private_folder(path.parent)
        sync_folder(path.parent.parent)
    with exclusively(path) as file:
        size = file.seek(0, os.SEEK_END)
        if older and size:
            file.seek(0)
            back_up(path, f"v{older}", file.read())
        added = lines if size else lost() + lines
        if size:
            file.seek(size - 1)
            if file.read(1) != b"\n":
                added = b"\n" + lines
        try:
            write_all(file, added)
            os.fsync(file.fileno())
        except OSError:
            # a half-written line must not stand before what another process writes next
            with contextlib.suppress(OSError):
                file.truncate(size)
            raise
        stamp = stamp_of(os.fstat(file.fileno()))
    if not size:
        sync_folder(path.parent)
    return Appended(_read_on(read, stamp, size, added), not size)


def _read_on(read: Place | None, stamp: Stamp, size: int, added: bytes) -> Place | None:
    is_known = read is not None and read.at == size and (read.stamp is None or read.stamp[:2] == stamp[:2])
    if read is None or not is_known:
        return None
    tail = (read.tail + added)[-_TAIL:]
    return Place(stamp, size + len(added), read.line + added.count(b"\n"), tail)
