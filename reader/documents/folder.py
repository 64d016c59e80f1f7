"""Which files of a folder are documents, and why the others are not."""

import os
import re
import stat
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from reader.documents.reading import EXTRACTORS
from reader.text.safety import safe_line

NOTEBOOK_FOLDER: Final = ".reader"
"""Where a folder's notebook lives inside it; hidden like others, but no surprise to anyone."""

_DIGITS: Final = re.compile(r"(\d+)")


@dataclass(frozen=True, slots=True)
class FileEntry:
    """A file that is to be read as a document."""

    path: Path
    name: str
    """Path inside the folder, with `/` between its parts."""

    size: int
    """In bytes."""

    mtime_ns: int


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
                for directory in self._directories(path, found):
                    self._scan_directory(directory, found)
            else:
                self._take(path, found)
        unique = {entry.path: entry for entry in found.files}
        found.files = sorted(unique.values(), key=lambda entry: natural_key(entry.name))
        return found

    def _directories(self, start: Path, found: Scan) -> Iterator[list[os.DirEntry[str]]]:
        pending = [start]
        while pending:
            directory = pending.pop()
            try:
                with os.scandir(directory) as scanner:
                    entries = list(scanner)
            except OSError as error:
                found.skipped.append((safe_line(self.name_of(directory)), f"cannot be opened: {error.strerror}"))
                continue
            yield entries
            pending.extend(
                Path(entry.path)
                for entry in entries
                if not entry.name.startswith(".") and entry.is_dir(follow_symlinks=False)
            )

    def _scan_directory(self, entries: list[os.DirEntry[str]], found: Scan) -> None:
        for entry in entries:
            if entry.name.startswith("."):
                found.hidden += entry.name != NOTEBOOK_FOLDER
            elif entry.is_dir(follow_symlinks=False):
                continue
            elif os.path.splitext(entry.name)[1].casefold() not in EXTRACTORS:  # noqa: PTH122 (a Path a file is slow)
                found.other_kinds[safe_line(os.path.splitext(entry.name)[1].casefold())] += 1  # noqa: PTH122
            elif entry.is_symlink() and not self._stays_inside(Path(entry.path)):
                found.skipped.append((safe_line(entry.name), "a link that leaves the folder or leads nowhere"))
            else:
                self._take(Path(entry.path), found)

    def _stays_inside(self, link: Path) -> bool:
        try:
            return link.resolve(strict=True).is_relative_to(self.root)
        except (OSError, RuntimeError):
            return False

    def _take(self, path: Path, found: Scan) -> None:
        name = self.name_of(path)
        try:
            status = path.stat()
        except OSError as error:
            found.skipped.append((safe_line(name), f"cannot be read: {error.strerror}"))
            return
        if not stat.S_ISREG(status.st_mode):
            found.skipped.append((safe_line(name), "a pipe, socket or device, not a file"))
            return
        found.files.append(FileEntry(path, name, status.st_size, status.st_mtime_ns))


def natural_key(name: str) -> list[tuple[int, str]]:
    """Return a key that sorts numbers inside names by their value and ignores case."""
    parts = _DIGITS.split(name.casefold())
    return [(int(part), "") if index % 2 and len(part) < 19 else (-1, part) for index, part in enumerate(parts)]


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
