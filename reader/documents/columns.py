"""Which columns of a table or of lines of JSON hold what, where a person says so: `.reader/collections.toml` in the folder.

The file stands beside the notebook and goes where the folder goes, so that everybody who reads it sees the same documents.
"""

import stat
from dataclasses import dataclass, fields
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Final

from reader.documents.model import DocumentError

FILE: Final = ".reader/collections.toml"
"""Where it is said, as seen from a folder that holds the tables, or holds folders that do."""

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


def said_in(table: Path) -> Said | None:
    """Return the nearest file that may say something of a table; `None` where there is none."""
    for folder in table.absolute().parents:
        file = folder / FILE
        try:
            status = file.stat()
        except OSError:
            continue
        if stat.S_ISREG(status.st_mode):
            return file, status.st_size, status.st_mtime_ns
    return None


def columns_of(table: Path, said: Said | None) -> Columns:
    """Return what is said of a table: under its path inside the folder, else under a pattern such as `*.csv`.

    Raises:
        DocumentError: what is said cannot be understood.
    """
    if said is None:
        return Columns()
    import tomllib  # noqa: PLC0415 (most folders say nothing)

    file, size, _time = said
    if size > _LARGEST:
        raise DocumentError(f"{FILE} is too large to be read")
    try:
        tables = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
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
