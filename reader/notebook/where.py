"""Where the notebook of a folder is, and what else of it is there: kept elsewhere for a time, or copied by other programs."""

import contextlib
import hashlib
import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from platformdirs import user_data_path

from reader.documents.folder import NOTEBOOK_FOLDER
from reader.notebook.files import oddity
from reader.text.safety import safe_line

FILE: Final = "notebook.jsonl"

_COPY: Final = re.compile(r"notebook(?:[^\w.].*|[._-].+)?\.jsonl(?:[~.].*)?", re.IGNORECASE | re.DOTALL)
"""How programs that keep folders in step name what they cannot put together."""

_NO_COPY: Final = (".merged", ".bak", ".tmp", ".lock", ".set-aside.jsonl")

_GIT: Final = b"*.jsonl merge=union -text\n"
"""Has git put the lines of two notebooks together and leave their ends alone."""


@dataclass(frozen=True, slots=True)
class Where:
    """Where a folder's notebook is written, and where else there is something of it."""

    path: Path
    also: tuple[Path, ...] = ()
    """Another notebook of the same folder, which is read too and not written."""

    reason: str = ""
    """Why it is not written inside the folder, and where it is; empty where it is inside."""

    problems: tuple[str, ...] = ()
    """What a person should look at."""


def fallback_path(root: Path) -> Path:
    """Return where the notebook of a folder lives when nothing can be written inside it."""
    base = os.environ.get("READER_DATA_DIR")
    folder = Path(base) if base else user_data_path("reader", appauthor=False)
    key = hashlib.sha256(os.fsencode(root)).hexdigest()[:16]
    return folder / "notebooks" / key / FILE


def where_of(root: Path) -> Where:
    """Find out where the notebook of a folder is: inside it, or in the user's data folder where that cannot be."""
    inside, outside = root / NOTEBOOK_FOLDER / FILE, fallback_path(root)
    for path, usual in ((inside.parent, "a folder"), (inside, "")):
        if (words := oddity(path)) and words != usual:
            problem = f"{safe_line(str(path))} is {words}, and is left alone"
            return Where(outside, (), f"{problem}; marks are kept in {safe_line(str(outside))}", (problem,))
    if inside.parent.is_file():
        problem = f"{safe_line(str(inside.parent))} is a file where a folder is wanted, and is left alone"
        return Where(outside, (), f"{problem}; marks are kept in {safe_line(str(outside))}", (problem,))
    is_there = inside.exists()
    if not _can_be_written(inside):
        reason = f"nothing can be written in {safe_line(str(root))}; new marks are kept in {safe_line(str(outside))}"
        return Where(outside, (inside,) if is_there else (), reason)
    problems = [f"{safe_line(copy.name)} beside it looks like a copy of another program" for copy in copies_of(inside)]
    if not outside.exists():
        return Where(inside, problems=tuple(problems))
    problems.append(
        f"marks from when the folder could not be written are shown, and still are in {safe_line(str(outside))}"
    )
    return Where(inside, (outside,), problems=tuple(problems))


def copies_of(path: Path) -> list[Path]:
    """Return the copies that programs which keep folders in step have left beside a notebook."""
    try:
        names = [each.name for each in path.parent.iterdir()]
    except OSError:
        return []
    named = [name for name in sorted(names) if _COPY.fullmatch(name) and not name.lower().endswith(_NO_COPY)]
    return [copy for name in named if not oddity(copy := path.parent / name) and not _is_same(copy, path)]


def _is_same(one: Path, other: Path) -> bool:
    """Tell whether two paths are one file, such as names that differ in case where case does not count."""
    try:
        return one.samefile(other)
    except OSError:
        return False


def tell_git(folder: Path) -> None:
    """Have git merge notebooks line by line, unless a person has said how; that it may fail does not matter."""
    with contextlib.suppress(OSError):
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
        with os.fdopen(os.open(folder / ".gitattributes", flags, 0o600), "wb") as file:
            file.write(_GIT)


def _can_be_written(path: Path) -> bool:
    for place in (path, path.parent, path.parent.parent):
        if place.exists():
            return os.access(place, os.W_OK)
    return False
