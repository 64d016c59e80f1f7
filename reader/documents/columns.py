"""Which columns of a table or of lines of JSON hold what, where a person says so: `.reader/collections.toml` in the folder.

The file stands beside the notebook and goes where the folder goes, so that everybody who reads it sees the same documents.
"""

import os
import stat
from dataclasses import dataclass, fields
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Final

from reader.documents.model import DocumentError, PassingError
from reader.documents.opening import opened

FILE: Final = ".reader/collections.toml"
"""Where it is said, as seen from a folder that holds the tables, or holds folders that do; never above the one that is read."""

_LARGEST: Final = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Columns:
    """Names of columns; an empty one is guessed by the usual names."""

    text: str = ""
    title: str = ""
    date: str = ""
    author: str = ""
    language: str = ""
    id: str = ""
    """What stands in it names a document instead of the number of its row; without it, rows are numbered."""


_KEYS: Final = tuple(field.name for field in fields(Columns))

Said = tuple[Path, int, int]
"""A file that says it, with its size and time."""


def root_of(path: Path, name: str) -> Path | None:
    """Return the folder that is read, given a file and its name in there; `None` where the path does not end with the name."""
    parts = Path(name).parts
    is_within = path.is_absolute() and path.parts[-len(parts) :] == parts and len(parts) < len(path.parts)
    return path.parents[len(parts) - 1] if parts and is_within else None


def said_in(table: Path, root: Path | None = None) -> Said | None:
    """Return the nearest file that may say something of a table; `None` where there is none.

    Args:
        table: the file with the table.
        root: the folder that is read. It is looked for from the folder of the table up to this one; only in the folder of
            the table where none is known, as for a file by itself. A link to outside of that does not count.
    """
    home = table.absolute().parent
    top = root if root is not None and home.is_relative_to(root) else home
    for folder in (home, *home.parents):
        if found := _said(folder / FILE, top):
            return found
        if folder == top:
            break
    return None


def _said(file: Path, top: Path) -> Said | None:
    try:
        status = file.stat()
        if stat.S_ISREG(status.st_mode) and file.resolve().is_relative_to(top.resolve()):
            return file, status.st_size, status.st_mtime_ns
    except (OSError, RuntimeError):  # a link that leads in circles
        pass
    return None


def columns_of(table: Path, said: Said | None) -> Columns:
    """Return what is said of a table: under its path inside the folder, else under a pattern such as `*.csv`.

    Raises:
        DocumentError: what is said cannot be understood.
    """
    if said is None:
        return Columns()
    import tomllib  # noqa: PLC0415 (most folders say nothing)

    file = said[0]
    try:
        with opened(file) as (handle, _status), os.fdopen(handle, "rb", closefd=False) as reading:
            data = reading.read(_LARGEST + 1)
        if len(data) > _LARGEST:
            raise DocumentError(f"{FILE} is too large to be read")
        tables = tomllib.loads(data.decode("utf-8"))
    except OSError as error:
        raise PassingError(f"{FILE} cannot be read: {error.strerror or error}") from None
    except (ValueError, RecursionError) as error:
        raise DocumentError(f"{FILE} cannot be read: {error}") from None
    name = table.absolute().relative_to(file.parent.parent).as_posix()
    for pattern, keys in sorted(tables.items(), key=lambda entry: entry[0] != name):
        if name == pattern or fnmatchcase(name, pattern):
            return _columns(pattern, keys)
    return Columns()


def _columns(pattern: str, keys: object) -> Columns:
    if not isinstance(keys, dict):
        raise DocumentError(f'{FILE}: “{pattern}” is a table: ["{pattern}"], and below it lines like text = "body"')
    for key, column in keys.items():
        if key not in _KEYS:
            from difflib import get_close_matches  # noqa: PLC0415 (only for what is wrong)

            near = get_close_matches(key, _KEYS, 1)
            known = f"“{near[0]}” is meant?" if near else f"there is {', '.join(_KEYS)}"
            raise DocumentError(f"{FILE}: nothing of “{pattern}” is called “{key}”: {known}")
        if not isinstance(column, str) or not column.strip():
            raise DocumentError(f'{FILE}: “{key}” of “{pattern}” is the name of a column in quotes, such as "body"')
    return Columns(**{key: column.strip() for key, column in keys.items()})
