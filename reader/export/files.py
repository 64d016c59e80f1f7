"""Writes exports to a folder without ever destroying what a person wrote."""

import contextlib
import hashlib
import itertools
import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from reader.notebook import Notebook, NotebookError

Outcome = Literal["written", "unchanged", "kept", "refused"]


@dataclass(frozen=True, slots=True)
class Written:
    """What became of one exported file."""

    path: Path
    outcome: Outcome
    """`kept`: the file was changed or made by someone else and was left as it is; `refused`: nothing may be written there."""

    reason: str = ""


def write_files(
    notebook: Notebook, root: Path, to: Path, files: Mapping[str, str], *, force: bool = False
) -> list[Written]:
    """Write files into the folder `to`, each whole or not at all.

    A file that is already as it should be is not touched. A file that differs from what was last written there was
    changed by a person, or is not ours: it is kept, unless `force` is given, which saves it beside itself as `.bak`.

    Args:
        notebook: remembers what was written.
        root: the folder that is read; targets are remembered relative to it.
        to: the folder to write into; it is made where it is missing.
        files: content by path inside `to`.
        force: whether to replace files that a person changed.

    Raises:
        OSError: the folder cannot be written.
    """
    to.mkdir(parents=True, exist_ok=True)
    return [_write(notebook, root, to, to / name, content, force=force) for name, content in files.items()]


def _write(notebook: Notebook, root: Path, to: Path, path: Path, content: str, *, force: bool) -> Written:
    if not path.resolve().is_relative_to(to.resolve()):
        return Written(path, "refused", "a link leads out of the export folder")
    data = content.encode("utf-8", "replace")
    target = _key(path, root)
    with contextlib.suppress(FileNotFoundError):
        there = path.read_bytes()
        if there == data:
            return Written(path, "unchanged")
        if _fingerprint(there) != notebook.exported(target):
            if not force:
                return Written(path, "kept", "it was changed since it was exported, or is not an export")
            _save_copy(path, there)
    path.parent.mkdir(parents=True, exist_ok=True)
    _replace(path, data)
    try:
        notebook.note_export(target, _fingerprint(data))
    except NotebookError as error:
        return Written(path, "written", f"the notebook could not remember it: {error}")
    return Written(path, "written")


def _save_copy(path: Path, data: bytes) -> None:
    """Keep what a file held beside it, under a name that is not taken, so that no earlier copy is lost."""
    for number in itertools.count(1):
        suffix = ".bak" if number == 1 else f".bak{number}"
        with contextlib.suppress(FileExistsError), path.with_name(path.name + suffix).open("xb") as copy:
            Path(copy.name).chmod(path.stat().st_mode & 0o777)
            copy.write(data)
            return


def _replace(path: Path, data: bytes) -> None:
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:40]}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).chmod(path.stat().st_mode & 0o777 if path.exists() else 0o644)
        Path(temporary).replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(temporary).unlink()
        raise


def _key(path: Path, root: Path) -> str:
    with contextlib.suppress(ValueError):  # another drive on Windows
        return Path(os.path.relpath(path.absolute(), root)).as_posix()
    return path.absolute().as_posix()


def _fingerprint(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
