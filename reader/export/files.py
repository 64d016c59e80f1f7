"""Files that are written whole or not at all, and that never leave the folder they belong to."""

import contextlib
import itertools
import os
import stat
from pathlib import Path
from secrets import token_hex

from reader.documents import Folder
from reader.documents.folder import NOTEBOOK_FOLDER
from reader.export.folder import LARGEST
from reader.notebook.files import sync_folder


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
        if path.stat().st_size > LARGEST:
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
            _write_new(copy, data, path.stat().st_mode & 0o777)
            return copy
    raise AssertionError


def _write_new(path: Path, data: bytes, mode: int | None) -> None:
    """Write a file that is not there yet, with the permissions given or those that the person's files have by default."""
    with path.open("xb") as file:
        if mode is not None:
            path.chmod(mode)
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def replace_file(path: Path, data: bytes) -> None:
    """Put content in the place of a file's, which is there whole until the new one is on the disk.

    Raises:
        OSError: it cannot be written; the file is as it was.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name[:40]}.{token_hex(6)}")
    try:
        _write_new(temporary, data, path.stat().st_mode & 0o777 if path.exists() else None)
        temporary.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    sync_folder(path.parent)
