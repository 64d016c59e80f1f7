"""An append-only file of operations, one JSON object a line, that survives crashes and a second writer.

A line is complete on the disk before `append` returns. What cannot be read is reported and left where it is.
"""

import contextlib
import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Final

FORMAT: Final = 1
"""Version of the operations' format; a notebook with a higher one is opened read-only."""

Operation = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a notebook file holds."""

    operations: tuple[Operation, ...]
    lines: tuple[bytes, ...]
    """How each of them is written."""

    problems: tuple[str, ...]
    """Lines that are no operations, each with its number and reason."""

    newest_format: int


def load(path: Path) -> Loaded:
    """Read every operation of a notebook; a missing file is an empty notebook.

    Raises:
        OSError: the file is there but cannot be read.
    """
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return Loaded((), (), (), FORMAT)
    return parse(data)


def parse(data: bytes) -> Loaded:
    """Read every operation of a notebook's bytes."""
    operations: list[Operation] = []
    lines: list[bytes] = []
    problems: list[str] = []
    for number, line in enumerate(data.split(b"\n"), 1):
        if not line.strip():
            continue
        try:
            operation = json.loads(line)
        except (ValueError, RecursionError):
            problems.append(f"line {number} is torn or no JSON")
            continue
        if (
            isinstance(operation, dict)
            and isinstance(operation.get("op"), str)
            and isinstance(operation.get("id"), str)
        ):
            operations.append(operation)
            lines.append(line.strip())
        else:
            problems.append(f"line {number} is no operation")
    formats = (operation.get("v", FORMAT) for operation in operations)
    newest = max((version for version in formats if isinstance(version, int)), default=FORMAT)
    return Loaded(tuple(operations), tuple(lines), tuple(problems), newest)


def append(path: Path, *operations: Operation | bytes) -> None:
    """Add operations and wait until they are on the disk.

    A torn last line, left by a crash, is closed first, so that it spoils nothing after it.

    Raises:
        OSError: it could not be written; nothing of it counts then.
    """
    lines = b"".join(each if isinstance(each, bytes) else line_of(each) for each in operations)
    new = not path.exists()
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with _open_private(path) as file, _locked(file):
        size = file.seek(0, os.SEEK_END)
        if size:
            file.seek(size - 1)
            if file.read(1) != b"\n":
                lines = b"\n" + lines
        try:
            _write_all(file, lines)
            os.fsync(file.fileno())
        except OSError:
            # a half-written line must not stand before what another process writes next
            with contextlib.suppress(OSError):
                file.truncate(size)
            raise
    if new:
        _sync_folder(path.parent)


def line_of(operation: Operation) -> bytes:
    """Return an operation as it is written, its line end included."""
    written = json.dumps(operation, ensure_ascii=False, separators=(", ", ": "))
    return written.encode("utf-8", "backslashreplace") + b"\n"


def _open_private(path: Path) -> IO[bytes]:
    # a link could have been put there to have something else written to
    flags = os.O_RDWR | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)
    return os.fdopen(os.open(path, flags, 0o600), "r+b", buffering=0)


def _write_all(file: IO[bytes], data: bytes) -> None:
    while data:
        data = data[file.write(data) :]


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError:
        pass  # some file systems cannot; the file itself is safe
    finally:
        os.close(handle)


@contextlib.contextmanager
def _locked(file: IO[bytes]) -> Iterator[None]:
    """Hold the file for this process alone, as long as other writers ask too."""
    if os.name == "nt":
        import msvcrt  # noqa: PLC0415 (Windows only)

        file.seek(0x7FFF_FFFF)
        msvcrt.locking(file.fileno(), msvcrt.LK_LOCK, 1)  # type: ignore[attr-defined,unused-ignore]
        try:
            yield
        finally:
            file.seek(0x7FFF_FFFF)
            msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)  # type: ignore[attr-defined,unused-ignore]
        return
    import fcntl  # noqa: PLC0415 (not on Windows)

    fcntl.flock(file, fcntl.LOCK_EX)
    try:
        yield
    finally:
        fcntl.flock(file, fcntl.LOCK_UN)
