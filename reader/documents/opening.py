"""Opens files that may have become anything since they were listed: nothing is waited for, only plain files are read."""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from reader.documents.model import DocumentError, PassingError

_HOW: Final = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
"""A pipe or a device would block or never end; O_NONBLOCK keeps the opening itself from waiting."""


@contextmanager
def opened(path: Path) -> Iterator[tuple[int, os.stat_result]]:
    """Open a plain file for a while; give its descriptor, and what the system says of just this file.

    Raises:
        DocumentError: it is a folder, pipe, socket or device.
        OSError: it cannot be opened.
    """
    handle = os.open(path, _HOW)
    try:
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode):
            raise DocumentError("not a regular file")
        yield handle, status
    finally:
        os.close(handle)


def reason(error: OSError) -> DocumentError:
    """Return in words why the system would not give a file, and whether it may another time."""
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return DocumentError("no longer there")
    if isinstance(error, PermissionError):
        return PassingError("not permitted to read it")
    return PassingError(f"cannot be read: {error.strerror or error}")
