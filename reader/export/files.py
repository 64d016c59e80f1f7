"""Files of an export, which never leave the folder they belong to."""

import contextlib
import itertools
import stat
from pathlib import Path

from reader.documents import Folder
from reader.documents.folder import NOTEBOOK_FOLDER
from reader.export.folder import LARGEST_EXPORT
from reader.files import write_new


class UnfitError(Exception):
    """A file cannot be written or read as an export; the message says why."""


def real_path(path: Path, to: Path) -> Path:
    """Return where a file of an export really is, links inside the folder followed.

    Raises:
        UnfitError: it is outside the folder `to`, where notebooks are, or no file.
    """
    real = path.resolve()
    if NOTEBOOK_FOLDER in real.parent.parts:
        raise UnfitError("notebooks are kept there; export to another folder")
    if not real.is_relative_to(to.resolve()):
        raise UnfitError("a link leads out of the export folder")
    with contextlib.suppress(FileNotFoundError, NotADirectoryError):
        if not stat.S_ISREG(real.stat().st_mode):
            raise UnfitError("there is something of that name that is no file")
    return real


def is_source(path: Path, folder: Folder) -> bool:
    """Tell whether a file is one of those that are read as documents: what is read is never written."""
    real, root = path.resolve(), folder.root.resolve()
    return real.is_relative_to(root) and real.relative_to(root).as_posix() in folder.scan().files.names


def content_of(path: Path) -> bytes | None:
    """Return what is in a file, or `None` if there is none.

    Raises:
        UnfitError: it is larger than any export.
        OSError: it cannot be read.
    """
    try:
        if path.stat().st_size > LARGEST_EXPORT:
            raise UnfitError("it is too large for an export")
        return path.read_bytes()
    except FileNotFoundError:
        return None


def save_copy(path: Path, data: bytes) -> Path:
    """Keep what a file held beside it, under a name that is not taken, so that no earlier copy is lost."""
    for number in itertools.count(1):
        suffix = ".bak" if number == 1 else f".bak{number}"
        copy = path.with_name(path.name + suffix)
        with contextlib.suppress(FileExistsError):
            write_new(copy, data, path.stat().st_mode & 0o777)
            return copy
    raise AssertionError
