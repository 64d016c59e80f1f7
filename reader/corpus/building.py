"""One process at a time brings an index up to date."""

import contextlib
import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Final

_AGAIN: Final = 0.2
"""Seconds after which it is asked again whether the other process is done."""


@contextlib.contextmanager
def alone(path: Path, stopped: Callable[[], bool]) -> Iterator[None]:
    """Wait until no other process builds the index at `path`, or until `stopped`, and keep others waiting.

    The lock is the operating system's, so that nothing is left behind by a process that was killed. Where the file
    system has none, nobody waits: what two processes write at once is written twice, and no harm is done.
    """
    try:
        handle = os.open(path.with_name(path.name + "-building"), os.O_WRONLY | os.O_CREAT, 0o600)
        file = os.fdopen(handle, "wb")
    except OSError:
        yield
        return
    with file:
        while not _lock(file) and not stopped():
            time.sleep(_AGAIN)
        yield


def _lock(file: IO[bytes]) -> bool:
    """Take the lock, which is given back when the file is closed; tell whether no other process holds it."""
    try:
        if os.name == "nt":
            import msvcrt  # noqa: PLC0415 (Windows only)

            file.seek(0)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
        else:
            import fcntl  # noqa: PLC0415 (not on Windows)

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        return not isinstance(error, BlockingIOError | PermissionError)
    return True
