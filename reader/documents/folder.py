"""Which files of a folder are documents, and why the others are not."""

import os
import re
import stat
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import repeat
from pathlib import Path
from typing import Final, NamedTuple, overload

from reader.documents.collecting import collection, is_collection
from reader.documents.kinds import BY_ENDING, ending_of, is_read
from reader.documents.model import DocumentError, PassingError
from reader.text.counting import counted
from reader.text.safety import safe_line

NOTEBOOK_FOLDER: Final = ".reader"
"""Where a folder's notebook lives inside it; hidden like others, but no surprise to anyone."""

Stamp = tuple[int, int]
"""Size and time of a file, by which a change is noticed."""

_FURTHEST: Final = 2**63 - 1
_ENDINGS: Final = tuple(BY_ENDING)
_DIGITS: Final = re.compile(r"([0-9]+)")
_LONGEST: Final = 20
"""Digits of the largest number by whose value names are sorted."""


class FileEntry(NamedTuple):
    """A file that is to be read as a document."""

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


class Files(Sequence[FileEntry]):
    """The files of a folder: a column for each property, out of which entries are made when they are asked for.

    A hundred thousand objects would take more time, and the garbage collector's, than looking through the folder does.
    """

    def __init__(self, root: Path = Path()) -> None:
        """Begin with no files; `root` is the folder that is read."""
        self._root = root
        self.names: list[str] = []
        self._sizes = array("q")
        self._times = array("q")

    def add(self, names: Sequence[str], stamps: Iterable[Stamp]) -> None:
        """Add files with their sizes and times; a time further off than the index can keep counts as the furthest."""
        sizes, times = tuple(zip(*stamps, strict=True)) or ((), ())
        self.names += names
        self._sizes.extend(sizes)
        try:
            late = array("q", times)
        except OverflowError:
            late = array("q", [max(-_FURTHEST, min(time, _FURTHEST)) for time in times])
        self._times.extend(late)

    def fingerprint(self) -> bytes:
        """Return what is the same for the same files with the same sizes and times, and for no others."""
        names = "\0".join(self.names).encode("utf-8", "surrogatepass")
        return sha256(b"\0".join((names, self._sizes.tobytes(), self._times.tobytes()))).digest()

    def __len__(self) -> int:
        return len(self.names)

    @overload
    def __getitem__(self, at: int) -> FileEntry: ...
    @overload
    def __getitem__(self, at: slice) -> list[FileEntry]: ...
    def __getitem__(self, at: int | slice) -> FileEntry | list[FileEntry]:
        if isinstance(at, slice):
            columns = self.names[at], self._sizes[at], self._times[at]
            return list(map(FileEntry, repeat(self._root), *columns))
        return FileEntry(self._root, self.names[at], self._sizes[at], self._times[at])

    def __iter__(self) -> Iterator[FileEntry]:
        return map(FileEntry, repeat(self._root), self.names, self._sizes, self._times)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Files):
            return list(self) == other
        mine = (self.names, self._sizes, self._times, self._root)
        return mine == (other.names, other._sizes, other._times, other._root)

    __hash__ = None  # type: ignore[assignment]


@dataclass(slots=True)
class Scan:
    """What a look through the folder found."""

    files: Files = field(default_factory=Files)
    """In natural order of their names: `part 2` before `part 10`."""

    skipped: list[tuple[str, str]] = field(default_factory=list)
    """Names and reasons of what a user may have expected to see, safe to print."""

    other_kinds: Counter[str] = field(default_factory=Counter)
    """How many files of kinds that are not read, by extension."""

    closed: list[str] = field(default_factory=list)
    """Folders and collections that could not be opened, each with `/` after it, the root an empty string: what is in them
    is unknown."""

    hidden: int = 0
    """How many hidden files and folders were passed over."""

    def summary(self) -> str:
        """Say in one line what was passed over, or nothing if nothing was."""
        parts = []
        if self.other_kinds:
            kinds = ", ".join(
                f"{count} {kind or 'without extension'}" for kind, count in self.other_kinds.most_common(4)
            )
            parts.append(f"{counted(self.other_kinds.total(), 'file')} of other kinds ({kinds})")
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
            OSError: they are on several drives of Windows, which no folder holds.
        """
        resolved = []
        for path in paths:
            if not path.exists():
                raise FileNotFoundError(2, "no such file or folder", str(path))
            resolved.append(path.resolve())
        homes = [path if path.is_dir() else path.parent for path in resolved]
        try:
            root = Path(os.path.commonpath(homes))
        except ValueError:
            raise OSError(22, "no folder holds this and what stands before it", str(homes[-1])) from None
        return cls(root, tuple(dict.fromkeys(resolved)))

    @property
    def is_whole(self) -> bool:
        """Whether everything under the root is read, not only some files of it."""
        return self.paths == (self.root,)

    def name_of(self, path: Path) -> str:
        """Return the path of a file inside the folder, with `/` between its parts."""
        return path.relative_to(self.root).as_posix()

    def scan(self) -> Scan:
        """Look through the folder. A file that was asked for by name is taken whatever its kind."""
        found = Scan(Files(self.root))
        for path in self.paths:
            if path == self.root or path.is_dir():
                self._walk("" if path == self.root else f"{self.name_of(path)}/", found)
            elif is_collection(path.name):
                self._take_apart(self.name_of(path), found)
            elif stamp := _stamp(path, self.name_of(path), found):
                found.files.add([self.name_of(path)], [stamp])
        if len(self.paths) > 1:
            unique = {entry.name: entry[2:] for entry in found.files}
            found.files = Files(self.root)
            names = in_natural_order(unique)
            found.files.add(names, map(unique.__getitem__, names))
        return found

    def _walk(self, start: str, found: Scan) -> None:
        """Take the documents below a folder of that name, what is in a folder at the place of the folder."""
        pending = [self._look(start, found)]
        while pending:
            below = next(pending[-1], None)
            if below is None:
                pending.pop()
            else:
                pending.append(self._look(below, found))

    def _look(self, folder: str, found: Scan) -> Iterator[str]:
        """Take the documents in a folder in their order; where a folder in it has its place, give its name with `/` after it."""
        try:
            stamps, others = _listed(os.path.join(self.root, folder))  # noqa: PTH118 (a Path a folder is slow)
        except OSError as error:
            found.skipped.append((safe_line(folder[:-1] or "."), f"cannot be opened: {error.strerror}"))
            found.closed.append(folder)
            return
        folders, within = self._sort_out(others, folder, stamps, found)
        names = in_natural_order((*stamps, *folders, *within))
        if not folders and not within:
            found.files.add([folder + name for name in names], map(stamps.__getitem__, names))
            return
        for name in names:
            if name in folders:
                yield folder + name
            elif name in within:
                self._take_apart(folder + name, found)
            else:
                found.files.add([folder + name], [stamps[name]])

    def _sort_out(
        self, others: Iterable[os.DirEntry[str]], folder: str, stamps: dict[str, Stamp], found: Scan
    ) -> tuple[set[str], set[str]]:
        """Return the names of folders, each with `/` after it, and of collections; documents join those with stamps."""
        folders, within = set(), set()
        for entry in others:
            name = entry.name
            if name[0] == ".":
                found.hidden += name != NOTEBOOK_FOLDER
            elif entry.is_dir(follow_symlinks=False):
                folders.add(f"{name}/")
            elif not self._is_wanted(entry, found):
                continue
            elif is_collection(name):
                within.add(name)
            elif stamp := _stamp(entry, folder + name, found):
                stamps[name] = stamp
        return folders, within

    def _is_wanted(self, entry: os.DirEntry[str], found: Scan) -> bool:
        """Tell whether an entry that is no folder is to be read, and note why if not."""
        if not is_read(entry.name):
            found.other_kinds[safe_line(ending_of(entry.name))] += 1
            return False
        if entry.is_symlink() and not self._stays_inside(Path(entry.path)):
            found.skipped.append((safe_line(entry.name), "a link that leaves the folder or leads nowhere"))
            return False
        return True

    def _take_apart(self, name: str, found: Scan) -> None:
        """Take the documents in a collection, or note why there are none."""
        try:
            parts = collection(self.root / name, self.root)
        except DocumentError as error:
            found.skipped.append((safe_line(name), safe_line(str(error))))
            if isinstance(error, PassingError):
                found.closed.append(f"{name}/")
            return
        found.files.add([f"{name}/{part}" for part in parts.names], parts.stamps)

    def _stays_inside(self, link: Path) -> bool:
        try:
            return link.resolve(strict=True).is_relative_to(self.root)
        except (OSError, RuntimeError):
            return False


def _listed(folder: str) -> tuple[dict[str, Stamp], list[os.DirEntry[str]]]:
    """Return the usual documents of a folder with their sizes and times, and whatever takes a closer look."""
    stamps: dict[str, Stamp] = {}
    others: list[os.DirEntry[str]] = []
    with os.scandir(folder) as scanner:
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
            stamps[name] = status.st_size, status.st_mtime_ns
    return stamps, others


def _stamp(file: os.DirEntry[str] | Path, name: str, found: Scan) -> Stamp | None:
    """Return the size and time of a file, or note why it cannot be read."""
    try:
        status = file.stat()
    except OSError as error:
        found.skipped.append((safe_line(name), f"cannot be read: {error.strerror}"))
        return None
    if not stat.S_ISREG(status.st_mode):
        found.skipped.append((safe_line(name), "a pipe, socket or device, not a file"))
        return None
    return status.st_size, status.st_mtime_ns


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
