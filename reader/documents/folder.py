"""Which files of a folder are documents, and why the others are not."""

import os
import re
import stat
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, NamedTuple

from reader.documents.reading import EXTRACTORS
from reader.text.safety import safe_line

NOTEBOOK_FOLDER: Final = ".reader"
"""Where a folder's notebook lives inside it; hidden like others, but no surprise to anyone."""

_ENDINGS: Final = tuple(EXTRACTORS)
_DIGITS: Final = re.compile(r"([0-9]+)")
_LONGEST: Final = 20
"""Digits of the largest number by whose value names are sorted."""


class FileEntry(NamedTuple):
    """A file that is to be read as a document; a tuple, since an archive has a hundred thousand of them."""

    root: Path
    """The folder that is read."""

    name: str
    """Path inside the folder, with `/` between its parts."""

    size: int
    """In bytes."""

    mtime_ns: int

    @property
    def path(self) -> Path:
        """The file itself; made when it is asked for, as a path takes half a kilobyte."""
        return self.root / self.name


@dataclass(slots=True)
class Scan:
    """What a look through the folder found."""

    files: list[FileEntry] = field(default_factory=list)
    """In natural order of their names: `part 2` before `part 10`."""

    skipped: list[tuple[str, str]] = field(default_factory=list)
    """Names and reasons of what a user may have expected to see, safe to print."""

    other_kinds: Counter[str] = field(default_factory=Counter)
    """How many files of kinds that are not read, by extension."""

    hidden: int = 0
    """How many hidden files and folders were passed over."""

    def summary(self) -> str:
        """Say in one line what was passed over, or nothing if nothing was."""
        parts = []
        if self.other_kinds:
            kinds = ", ".join(
                f"{count} {kind or 'without extension'}" for kind, count in self.other_kinds.most_common(4)
            )
            parts.append(f"{_count(self.other_kinds.total(), 'file')} of other kinds ({kinds})")
        if self.hidden:
            parts.append(f"{self.hidden} hidden")
        parts += [f"{name}: {reason}" for name, reason in self.skipped[:2]]
        if len(self.skipped) > 2:
            parts.append(f"{len(self.skipped) - 2} more unreadable")
        return "passed over: " + "; ".join(parts) if parts else ""


@dataclass(frozen=True, slots=True)
class Folder:
    """The folder that is read: its root, and the paths under it that were asked for."""

    root: Path
    paths: tuple[Path, ...]

    @classmethod
    def of(cls, paths: Iterable[Path]) -> "Folder":
        """Make the folder that holds all given files and folders.

        Raises:
            FileNotFoundError: a path does not exist; `filename` says which.
        """
        resolved = []
        for path in paths:
            if not path.exists():
                raise FileNotFoundError(2, "no such file or folder", str(path))
            resolved.append(path.resolve())
        homes = [path if path.is_dir() else path.parent for path in resolved]
        return cls(Path(os.path.commonpath(homes)), tuple(dict.fromkeys(resolved)))

    @property
    def is_whole(self) -> bool:
        """Whether everything under the root is read, not only some files of it."""
        return self.paths == (self.root,)

    def name_of(self, path: Path) -> str:
        """Return the path of a file inside the folder, with `/` between its parts."""
        return path.relative_to(self.root).as_posix()

    def scan(self) -> Scan:
        """Look through the folder. A file that was asked for by name is taken whatever its kind."""
        found = Scan()
        for path in self.paths:
            if path.is_dir():
                self._walk("" if path == self.root else f"{self.name_of(path)}/", found)
            elif taken := _entry(self.root, self.name_of(path), path, found):
                found.files.append(taken)
        if len(self.paths) > 1:
            unique = {entry.name: entry for entry in found.files}
            found.files = [unique[name] for name in in_natural_order(unique)]
        return found

    def _walk(self, start: str, found: Scan) -> None:
        """Take the documents below a folder of that name, what is in a folder at the place of the folder."""
        pending = [iter(self._look(start, found))]
        while pending:
            for part in pending[-1]:
                if isinstance(part, str):
                    pending.append(iter(self._look(part, found)))
                    break
                found.files += part
            else:
                pending.pop()

    def _look(self, folder: str, found: Scan) -> Iterable[list[FileEntry] | str]:
        """Return the documents in a folder and the folders in it, in their order; folders by name, with `/` at the end."""
        root, files, others = self.root, dict[str, FileEntry](), list[os.DirEntry[str]]()
        try:
            with os.scandir(os.path.join(root, folder)) as scanner:  # noqa: PTH118 (a Path a folder is slow)
                for entry in scanner:
                    name = entry.name
                    if not name.endswith(_ENDINGS) or name[0] == "." or not entry.is_file(follow_symlinks=False):
                        others.append(entry)
                        continue
                    try:
                        status = entry.stat()
                    except OSError:
                        others.append(entry)
                        continue
                    files[name] = FileEntry(root, folder + name, status.st_size, status.st_mtime_ns)
        except OSError as error:
            found.skipped.append((safe_line(folder[:-1] or "."), f"cannot be opened: {error.strerror}"))
            return ()
        folders = {}
        for entry in others:
            name = entry.name
            if name[0] == ".":
                found.hidden += name != NOTEBOOK_FOLDER
            elif entry.is_dir(follow_symlinks=False):
                folders[f"{name}/"] = f"{folder}{name}/"
            elif self._is_wanted(entry, found) and (taken := _entry(root, folder + name, entry, found)):
                files[name] = taken
        if not folders:
            return ([files[name] for name in in_natural_order(files)],)
        return [folders[name] if name in folders else [files[name]] for name in in_natural_order((*files, *folders))]

    def _is_wanted(self, entry: os.DirEntry[str], found: Scan) -> bool:
        """Tell whether an entry that is no folder is to be read, and note why if not."""
        _name, dot, ending = entry.name.rpartition(".")
        kind = f".{ending.casefold()}" if dot else ""
        if kind not in EXTRACTORS:
            found.other_kinds[safe_line(kind)] += 1
            return False
        if entry.is_symlink() and not self._stays_inside(Path(entry.path)):
            found.skipped.append((safe_line(entry.name), "a link that leaves the folder or leads nowhere"))
            return False
        return True

    def _stays_inside(self, link: Path) -> bool:
        try:
            return link.resolve(strict=True).is_relative_to(self.root)
        except (OSError, RuntimeError):
            return False


def _entry(root: Path, name: str, file: os.DirEntry[str] | Path, found: Scan) -> FileEntry | None:
    """Return a file with its size and time, or note why it cannot be read."""
    try:
        status = file.stat()
    except OSError as error:
        found.skipped.append((safe_line(name), f"cannot be read: {error.strerror}"))
        return None
    if not stat.S_ISREG(status.st_mode):
        found.skipped.append((safe_line(name), "a pipe, socket or device, not a file"))
        return None
    return FileEntry(root, name, status.st_size, status.st_mtime_ns)


def in_natural_order(names: Iterable[str]) -> list[str]:
    """Sort names by the value of the numbers in them, whatever their case: `Part 2` before `part 10`."""
    ordered = sorted(names)
    if _are_numbered_alike(ordered):
        return ordered
    # all names at once: one by one it would take longer than looking into the folder; no name holds a NUL
    parts = _DIGITS.split("\0".join(ordered).casefold())
    parts[1::2] = [number.zfill(_LONGEST) for number in parts[1::2]]
    keys = "\1".join(parts).split("\0")
    return [name for _key, name in sorted(zip(keys, ordered, strict=True))]


def _are_numbered_alike(names: list[str]) -> bool:
    """Tell whether names differ in their digits alone, as `0001.txt` and `0002.txt`, so that any order is the natural one."""
    joined, length = "".join(names), max(map(len, names), default=1)
    if len(joined) != length * len(names) or not joined.isascii():
        return False
    columns = (joined[at::length] for at in range(length))
    return all(column.isdecimal() or column == column[:1] * len(names) for column in columns)


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
