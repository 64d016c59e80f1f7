"""Operations on the disk and what stands after them: saved one by one or together, taken back, merged, heard of anew."""

import contextlib
import threading
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from reader.notebook import log
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
from reader.text.ids import random_id

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
    state: State
    last: datetime | None
    operations: list[dict[str, Any]] = field(default_factory=list)
    own: set[str] = field(default_factory=set)
    """Parts of the state that are this batch's alone."""


class Journal:
    """A file of operations and their sum. Every change is on the disk before its method returns."""

    def __init__(self, path: Path) -> None:
        """Open the file at `path`; it is made with the first change."""
        self.path = path
        self._operations: dict[str, log.Operation] = {}
        self._standing = State()
        self._last: datetime | None = None
        """When the last operation was made."""
        self._batch: _Batch | None = None
        self._writing = threading.RLock()
        self.read_documents: frozenset[str] = frozenset()
        """Ids of the documents that were read: the same text under another name is read, a changed one is not."""
        self.problems: tuple[str, ...] = ()
        self.read_only_reason = ""
        self.reload()

    def reload(self) -> None:
        """Read the file again, as another process may have added to it."""
        with self._writing:
            try:
                loaded = log.load(self.path)
            except OSError as error:
                self.read_only_reason = f"{self.path}: {error.strerror or error}"
                return
            if loaded.newest_format > log.FORMAT:
                self.read_only_reason = (
                    f"{self.path} was written by a newer version of reader; marks are shown, not changed"
                )
            self._operations = {operation["id"]: operation for operation in loaded.operations}
            self._replay()
            self.problems = (*loaded.problems, *self._standing.problems)

    @contextlib.contextmanager
    def together(self) -> Iterator[None]:
        """Make all changes inside one: written at once, taken back by one `undo`; of one that fails nothing stands.

        Whoever makes the changes sees each at once; other threads see them, and can make theirs, when all are written.
        A batch inside another is part of it.

        Raises:
            NotebookError: it could not be written.
        """
        with self._writing:
            if self._batch is not None:
                yield
                return
            batch = self._batch = _Batch(threading.get_ident(), self._standing, self._last)
            try:
                yield
            finally:
                self._batch = None
            self._save(batch)

    def merge(self, data: bytes) -> Merged:
        """Take over every operation of another notebook's file that is not here, as it is written there.

        Which of two notebooks takes over the other does not matter, nor how often: the same stands after it.

        Raises:
            NotebookError: the other is of a newer version, or it could not be written.
        """
        loaded = log.parse(data)
        if loaded.newest_format > log.FORMAT:
            raise NotebookError("not merged: it was written by a newer version of reader")
        with self._writing:
            self.reload()
            new = {
                operation["id"]: (operation, line)
                for operation, line in zip(loaded.operations, loaded.lines, strict=True)
                if operation["id"] not in self._operations
            }
            if new:
                self._append([line + b"\n" for _operation, line in new.values()])
                self._operations |= {name: operation for name, (operation, _line) in new.items()}
                self._replay()
        return Merged(len(new), len(loaded.operations) - len(new), len(loaded.problems))

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
        return len(self._operations)

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
        return [*list(self._operations.values()), *mine]

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
            self._operations |= {operation["id"]: operation for operation in operations}
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
        self._operations |= {operation["id"]: operation for operation in batch.operations}
        self._stands(batch.state, batch.last)

    def _append(self, lines: list[bytes]) -> None:
        if self.read_only_reason:
            raise NotebookError(self.read_only_reason)
        try:
            log.append(self.path, *lines)
        except OSError as error:
            raise NotebookError(f"not saved: {self.path}: {error.strerror or error}") from error

    def _replay(self) -> None:
        moments = (time_of(operation) for operation in self._operations.values())
        last = max((moment for moment in moments if moment is not None), default=None)
        self._stands(replay(self._operations.values()), last)

    def _stands(self, state: State, last: datetime | None) -> None:
        self._standing, self._last = state, last
        if state.read != self.read_documents:
            self.read_documents = frozenset(state.read)


def _later_than(last: datetime | None) -> datetime:
    """Return the time, later than another, even when the clock was set back."""
    now = datetime.now(UTC)
    if last is not None and last >= now:
        with contextlib.suppress(OverflowError):
            return last + _TICK
        return last
    return now
