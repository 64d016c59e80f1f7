"""Operations on the disk and what stands after them: saved one by one or together, taken back, merged, heard of anew."""

import contextlib
import errno
import threading
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import chain
from pathlib import Path
from typing import Any, Final

from reader.documents.folder import NOTEBOOK_FOLDER
from reader.notebook import log
from reader.notebook.files import stamp
from reader.notebook.lines import LONGEST, Union
from reader.notebook.replay import (
    PARTS,
    UNDOABLE,
    State,
    after,
    in_order,
    is_id,
    is_undone,
    replay,
    time_of,
    undone_by,
)
from reader.notebook.sharing import as_received
from reader.notebook.where import tell_git
from reader.text.ids import random_id
from reader.text.safety import safe_line

_MOST_TOLD: Final = 20
"""How many problems of a file are told; a file can have a million."""

_TICK: Final = timedelta(microseconds=1)


class NotebookError(Exception):
    """The notebook cannot be written; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Merged:
    """What became of the lines of another notebook."""

    added: int
    known: int
    """Operations that were here already."""

    unreadable: int
    """Lines that are no operations."""


@dataclass(slots=True)
class _Batch:
    """Changes that have not been written yet."""

    thread: int
    before: State
    state: State
    last: datetime | None
    operations: list[dict[str, Any]] = field(default_factory=list)
    own: set[str] = field(default_factory=set)
    """Parts of the state that are this batch's alone."""


class Journal:
    """A file of operations and their sum. Every change is on the disk before its method returns."""

    def __init__(self, path: Path, also: Iterable[Path] = (), notices: Iterable[str] = ()) -> None:
        """Open the file at `path`; it is made with the first change.

        Args:
            path: where it is read and written.
            also: other files of which the operations count too; they are not written.
            notices: problems that are known of already.
        """
        self.path = path
        self._files = (path, *also)
        self._notices = tuple(notices)
        self._places: dict[Path, log.Place] = {}
        """How far each file was read."""
        self._format = 0
        """Newest format in the file that is written; 0 while nothing is in it."""
        self._union = Union()
        self._standing = State()
        self._last: datetime | None = None
        """When the last operation was made."""
        self.taken_in = 0
        """How often something was read that other processes wrote."""
        self._batch: _Batch | None = None
        self._writing = threading.RLock()
        self.read_documents: frozenset[str] = frozenset()
        """Ids of the documents that were read: the same text under another name is read, a changed one is not."""
        self.problems: tuple[str, ...] = ()
        self._bad: list[str] = []
        self._torn: dict[Path, list[str]] = {}
        self.read_only_reason = ""
        self.reload()

    def reload(self) -> None:
        """Read the file again, as another process may have changed it."""
        with self._writing:
            loaded: dict[Path, log.Loaded] = {}
            bad: list[str] = []
            for path in self._files:
                try:
                    loaded[path] = log.load(path)
                except OSError as error:
                    bad.append(f"{path}: {error.strerror or error}")
            if self.path not in loaded:
                self.read_only_reason = bad[0]
                return
            self._union, self._bad, self._torn, self._format, self.read_only_reason = Union(), bad, {}, 0, ""
            self._take_in(loaded)

    def refresh(self) -> bool:
        """Read what other processes wrote since, and tell whether there was anything; that costs next to nothing if not.

        What was read of a file that is gone stays, and is written with the next change.
        """
        if not self._changed() or self._batch is not None:
            return False
        with self._writing:
            before, changes = self._union, self._union.changes
            try:
                loaded = {path: log.load(path, self._places.get(path)) for path in self._changed()}
            except OSError:
                return False
            if any(part.is_whole for part in loaded.values()):
                self.reload()
                is_new = before.by_id != self._union.by_id
            else:
                self._take_in(loaded)
                is_new = self._union.changes != changes
            self.taken_in += is_new
            return is_new

    def _changed(self) -> list[Path]:
        """Return the files that are not as they were when they were read, but for those that are gone or empty."""
        changed = []
        for path in self._files:
            now, place = stamp(path), self._places.get(path)
            if now is not None and (place is None or (place.stamp != now and (now[2] or not place.at))):
                changed.append(path)
        return changed

    def _take_in(self, loaded: Mapping[Path, log.Loaded]) -> None:
        new = 0
        for path, part in loaded.items():
            self._places[path] = part.place
            new += self._union.add_all(part.operations)
            where = "" if path == self.path else f"{path}: "
            self._bad += [where + problem for problem in part.problems]
            self._torn[path] = [where + problem for problem in part.torn]
            if path == self.path:
                self._format = max(self._format, part.newest_format)
            if part.newest_format > log.FORMAT:
                self.read_only_reason = f"{path} was written by a newer version of reader; marks are shown, not changed"
        if new or not self._union.by_id:
            self._replay()
        twins = [f"different operations go by the id {safe_line(name)}; one counts" for name in self._union.twins]
        found = [*self._bad, *chain(*self._torn.values()), *twins, *self._standing.problems]
        more = [f"and {len(found) - _MOST_TOLD:,} more like these"] if len(found) > _MOST_TOLD else []
        self.problems = (*self._notices, *found[:_MOST_TOLD], *more)

    @contextlib.contextmanager
    def together(self) -> Iterator[None]:
        """Make all changes inside one: written at once, taken back by one `undo`; of one that fails nothing stands.

        Whoever makes the changes sees each at once; other threads see them, and can make theirs, when all are written.
        A batch inside another is part of it. What other processes wrote before it is known in it.

        Raises:
            NotebookError: it could not be written.
        """
        with self._writing:
            if self._batch is not None:
                yield
                return
            self.refresh()
            batch = self._batch = _Batch(threading.get_ident(), self._standing, self._standing, self._last)
            try:
                yield
            finally:
                self._batch = None
            self._save(batch)

    def merge(self, data: bytes) -> Merged:
        """Take over every operation of another notebook's file that is not here, as it is written there.

        Which of two notebooks takes over the other does not matter, nor how often: the same stands after it. Times stay
        as they are, also those of a clock that was ahead; whatever is changed here later counts later.

        Raises:
            NotebookError: the other is of a newer version, or it could not be written.
        """
        loaded = log.parse(data)
        if loaded.newest_format > log.FORMAT:
            raise NotebookError("not merged: it was written by a newer version of reader")
        with self._writing:
            self.refresh()
            union = self._union.copy()
            new = [line.data + b"\n" for line in loaded.lines if line.operation and union.add(line.operation)]
            if new:
                self._append(new)
                self._union = union
                self._replay()
        return Merged(len(new), len(loaded.lines) - len(new), len(loaded.problems) + len(loaded.torn))

    def undo(self) -> str:
        """Take the last change back, also one of an earlier session, and return what it was, or an empty string.

        Raises:
            NotebookError: it could not be written.
        """
        with self._writing:
            last = self._last_change()
            if last is None:
                return ""
            self._write({"op": "undo", "target": last["batch"] if is_id(last.get("batch")) else last["id"]})
            return str(last["op"])

    @property
    def changes(self) -> int:
        """A number that is another one after any change, made by this or another process and reloaded."""
        return self._union.changes

    @property
    def last_change(self) -> str:
        """What `undo` would take back, as it returns it."""
        return str((self._last_change() or {"op": ""})["op"])

    @property
    def _state(self) -> State:
        batch = self._batch
        return batch.state if batch is not None and batch.thread == threading.get_ident() else self._standing

    def _known(self) -> list[log.Operation]:
        """Return every operation, those of this thread's batch included."""
        batch = self._batch
        mine = batch.operations if batch is not None and batch.thread == threading.get_ident() else []
        return [*list(self._union.by_id.values()), *mine]

    def _last_change(self) -> log.Operation | None:
        known = self._known()
        undone = undone_by(known)
        standing = (each for each in known if each["op"] in UNDOABLE and not is_undone(each, undone))
        return next(reversed(in_order(map(as_received, standing))), None)

    def _write(self, operation: dict[str, Any]) -> None:
        with self.together():
            batch = self._batch
            assert batch is not None
            if self.read_only_reason:
                raise NotebookError(self.read_only_reason)
            now = _later_than(batch.last)
            whole = {"v": log.FORMAT, "id": random_id("o"), "time": now.isoformat(timespec="microseconds"), **operation}
            is_last = batch.last is None or now > batch.last
            batch.operations.append(whole)
            if operation["op"] != "undo" and is_last:
                batch.state = after(batch.state, whole, batch.own)
            else:
                batch.state, batch.own = replay(self._known()), set(PARTS)
            batch.last = now

    def _take_over(self, operations: Iterable[log.Operation]) -> None:
        """Add operations that were made elsewhere or before, as they are."""
        with self._writing:
            operations = list(operations)
            self._append([log.line_of(operation) for operation in operations])
            self._union.add_all(operations)
            self._replay()

    def _save(self, batch: _Batch) -> None:
        """Write a batch; it stands when it is on the disk."""
        if not batch.operations:
            return
        if len(batch.operations) > 1:
            name = random_id("b")
            for operation in batch.operations:
                operation["batch"] = name
        self._append([log.line_of(operation) for operation in batch.operations])
        self._union.add_all(batch.operations)
        if self._standing is batch.before:
            self._stands(batch.state, batch.last)
        else:
            self._replay()

    def _append(self, lines: list[bytes]) -> None:
        if self.read_only_reason:
            raise NotebookError(self.read_only_reason)
        if any(len(line) > LONGEST for line in lines):
            raise NotebookError(f"not saved: that is longer than {LONGEST // 2**20} MB")
        place, older = self._places.get(self.path), self._format if self._format < log.FORMAT else 0
        try:
            appended = log.append(self.path, *lines, read=place, lost=self._all_lines, older=older)
        except OSError as error:
            raise NotebookError(f"not saved: {self.path}: {_reason(error)}") from error
        self._format = log.FORMAT
        if appended.place is not None:
            self._places[self.path] = appended.place
        if appended.is_new and self.path.parent.name == NOTEBOOK_FOLDER:
            tell_git(self.path.parent)

    def _all_lines(self) -> bytes:
        """Return what is known, for a file that is gone although it was read."""
        return b"".join(map(log.line_of, list(self._union.by_id.values())))

    def _replay(self) -> None:
        known = self._union.by_id.values()
        last = max((moment for moment in map(time_of, known) if moment is not None), default=None)
        self._stands(replay(known), last)

    def _stands(self, state: State, last: datetime | None) -> None:
        self._standing, self._last = state, last
        if state.read != self.read_documents:
            self.read_documents = frozenset(state.read)


def _reason(error: OSError) -> str:
    """Return what went wrong, and what to do."""
    if error.errno in (errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", None)):
        return f"{error.strerror}; what was saved before is safe; make room on the disk, and try again"
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return f"{error.strerror}; allow writing there, or open the folder again to keep new marks elsewhere"
    return error.strerror or str(error)


def _later_than(last: datetime | None) -> datetime:
    """Return the time, later than another, even when the clock was set back."""
    now = datetime.now(UTC)
    if last is not None and last >= now:
        with contextlib.suppress(OverflowError):
            return last + _TICK
        return last
    return now
