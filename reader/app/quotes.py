"""The file that quotes are added to, one after another; what stands in it is never changed. Knows no widget."""

import os
import stat
from pathlib import Path
from typing import Final

from reader.files import FLAGS

DEFAULT: Final = "reader-quotes.md"

_BEGINNING: Final = b"---\nreader_quotes: true\n---\n\n"
"""Tells such a file from a document, so that what was read is not read again where it was quoted."""


class QuotesError(Exception):
    """A quote was not written; the message says why and what to do."""


def problem_of(path: Path) -> str:
    """Say why quotes cannot be added to a path, or nothing."""
    if path.is_dir():
        return f"{path} is a folder: name a file in it"
    if not path.parent.is_dir():
        return f"there is no folder {path.parent}"
    if path.is_symlink() or (path.exists() and not path.is_file()):
        return f"{path} is no regular file: choose another name"
    return ""


def add_quote(path: Path, quote: str) -> None:
    """Add a block of Markdown to the end of a file after an empty line; one that is new says first what it is.

    Raises:
        QuotesError: it could not be written, or the path is a folder, a link or a device.
    """
    if problem := problem_of(path):
        raise QuotesError(problem)
    # a link or a pipe that was put there since is not followed, and not waited for
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND | FLAGS, 0o666)
        with os.fdopen(handle, "r+b") as file:
            if not stat.S_ISREG(os.fstat(handle).st_mode):
                raise QuotesError(f"{path} is no regular file: choose another name")
            size = file.seek(0, os.SEEK_END)
            file.seek(max(0, size - 2))
            ending = file.read()
            file.seek(0, os.SEEK_END)
            gap = b"" if ending == b"\n\n" else b"\n" if ending.endswith(b"\n") else b"\n\n"
            gap = gap if size else _BEGINNING
            file.write(gap + quote.strip("\n").encode("utf-8", "replace") + b"\n")
    except OSError as error:
        raise QuotesError(f"not written: {path}: {error.strerror or error}") from error
