"""A file that other programs write too: locked, never followed through a link, copied before it changes."""

import contextlib
import errno
import itertools
import os
import stat
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Final

from reader.files import FLAGS, put_in_place, write_whole

PATIENCE: Final = 10.0
"""Seconds that are waited for another program to be done with a file."""

_TRIES: Final = 3
"""How often a file that seems to be another one than that at its path is opened again before other signs count."""

_COPIES: Final = 5
"""Copies of a kind that are kept."""

_NO_LOCKS: Final = {getattr(errno, name, None) for name in ("ENOLCK", "ENOTSUP", "EOPNOTSUPP", "ENOSYS", "EINVAL")}

_KINDS: Final = (
    (stat.S_ISLNK, "a link, which may lead anywhere"),
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a pipe"),
    (stat.S_ISSOCK, "a socket"),
)

Stamp = tuple[int, int, int, int]
"""What tells whether a file is another one or was changed: device, inode, size, time of the last change."""


def oddity(path: Path) -> str:
    """Return what stands at a path in place of a file, in words, or an empty string."""
    try:
        return _oddity(path.lstat().st_mode)
    except OSError:
        return ""


def _oddity(mode: int) -> str:
    if stat.S_ISREG(mode):
        return ""
    return next((words for test, words in _KINDS if test(mode)), "no ordinary file")


def _check(path: Path, mode: int) -> None:
    if words := _oddity(mode):
        raise OSError(f"{path.name} is {words}, and is left alone")


def stamp_of(status: os.stat_result) -> Stamp:
    """Return the stamp of a file."""
    return status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns


def stamp(path: Path) -> Stamp | None:
    """Return the stamp of the file at a path, or `None` where there is none."""
    try:
        return stamp_of(path.lstat())
    except OSError:
        return None


def open_to_read(path: Path) -> IO[bytes]:
    """Open a file to read it.

    Raises:
        OSError: there is none, it cannot be read, or it is no ordinary file.
    """
    _check(path, path.lstat().st_mode)
    file = os.fdopen(os.open(path, os.O_RDONLY | FLAGS), "rb")
    try:
        _check(path, os.fstat(file.fileno()).st_mode)
    except OSError:
        file.close()
        raise
    return file


@contextlib.contextmanager
def exclusively(path: Path) -> Iterator[IO[bytes]]:
    """Hold a file, made where there is none, for this process alone, as long as other writers ask too.

    What was written is at the path: a file that is replaced while one waits for it is opened again.

    Raises:
        OSError: it cannot be opened, is no ordinary file, or another program does not let go of it.
    """
    until = time.monotonic() + PATIENCE
    for tried in itertools.count():
        with _open_private(path) as file, _locked(file, until):
            if _is_at(path, file, is_lenient=tried >= _TRIES):
                yield file
                return
        if time.monotonic() >= until:
            raise TimeoutError(f"{path.name} is replaced by another program again and again")


def _is_at(path: Path, file: IO[bytes], *, is_lenient: bool) -> bool:
    """Tell whether an open file is still the one at a path.

    Some file systems of a network number a file anew whenever they are asked; a lenient look goes by other signs.
    """
    current, status = stamp(path), os.fstat(file.fileno())
    mine = stamp_of(status)
    if current is None:
        return False
    return current[:2] == mine[:2] or (is_lenient and status.st_nlink > 0 and current[2:] == mine[2:])


def back_up(path: Path, why: str, data: bytes) -> Path:
    """Keep a copy of a file beside it: `notebook.WHY.1.bak`, older ones with higher numbers, the oldest given up.

    Raises:
        OSError: it could not be written.
    """
    copies = [path.with_name(f"{path.stem}.{why}.{number}.bak") for number in range(1, _COPIES + 1)]
    with contextlib.suppress(OSError), open_to_read(copies[0]) as last:
        if last.read() == data:
            return copies[0]
    for older, newer in zip(reversed(copies), reversed(copies[:-1]), strict=False):
        with contextlib.suppress(FileNotFoundError):
            put_in_place(newer, older)
    write_whole(copies[0], data, is_private=True, is_alone=True)
    return copies[0]


def _open_private(path: Path) -> IO[bytes]:
    with contextlib.suppress(FileNotFoundError):
        _check(path, path.lstat().st_mode)
    file = os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND | FLAGS, 0o600), "r+b", buffering=0)
    try:
        _check(path, os.fstat(file.fileno()).st_mode)
    except OSError:
        file.close()
        raise
    return file


@contextlib.contextmanager
def _locked(file: IO[bytes], until: float) -> Iterator[None]:
    pause = 0.0002
    while not _lock(file):
        if time.monotonic() >= until:
            raise TimeoutError(f"another program has held it for {PATIENCE:g} seconds; close that one, and try again")
        time.sleep(pause)
        pause = min(2 * pause, 0.002)
    try:
        yield
    finally:
        _unlock(file)


def _lock(file: IO[bytes]) -> bool:
    """Try to lock a file, and tell whether it is this process's; where nothing can be locked, it is."""
    try:
        if os.name == "nt":
            import msvcrt  # noqa: PLC0415 (Windows only)

            file.seek(0x7FFF_FFFF)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
        else:
            import fcntl  # noqa: PLC0415 (not on Windows)

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        return os.name != "nt" and error.errno in _NO_LOCKS
    except ImportError:
        pass
    return True


def _unlock(file: IO[bytes]) -> None:
    with contextlib.suppress(OSError, ImportError):
        if os.name == "nt":
            import msvcrt  # noqa: PLC0415 (Windows only)

            file.seek(0x7FFF_FFFF)
            msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)  # type: ignore[attr-defined,unused-ignore]
        else:
            import fcntl  # noqa: PLC0415 (not on Windows)

            fcntl.flock(file, fcntl.LOCK_UN)
