"""Builds or refreshes an index: only files that changed are read again, and first of all their text can be searched."""

import contextlib
import hashlib
import sqlite3
from array import array
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import BrokenExecutor, CancelledError, Executor, Future
from dataclasses import dataclass, field
from itertools import islice
from types import MappingProxyType
from typing import Any, Final, Literal, TypeVar

from reader.corpus.analysis import analyse_files, finders
from reader.corpus.building import alone
from reader.corpus.index import Index, Known, given
from reader.corpus.schema import is_damage
from reader.corpus.texts import Days, Passing, read_texts
from reader.documents import FileEntry, Folder, Scan, readers, reads, until
from reader.entities import BUILT_IN

_AHEAD: Final = 3
"""How many batches are handed to an executor before the first result is fetched."""

_TEXTS: Final = (32_000, 4_000_000)
"""Bytes of text in the first batch and in the largest one: something is to be found at once, and much soon."""

_NAMES: Final = (20_000, 200_000)
_MOST_FILES: Final = 2_000

Done = TypeVar("Done")


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a build has come."""

    done: int
    total: int
    """Files that are new or changed, or whose names and dates are still to be found; the others need no work."""

    name: str = ""
    """The file just finished."""

    stage: Literal["text", "names"] = "text"
    """Text comes first: then all of it can be searched, and who and when is found after that."""


@dataclass(frozen=True, slots=True)
class Report:
    """What a build did."""

    scan: Scan
    indexed: int
    """Files whose text was read."""

    unchanged: int
    removed: int
    failed: int
    """Files that are no documents, of those indexed."""

    analysed: int = 0
    """Documents in which names and dates were found."""


def build(  # noqa: PLR0913 (each has a default that suits a script)
    index: Index,
    folder: Folder,
    *,
    scan: Scan | None = None,
    days: Days = MappingProxyType({}),
    names: bool = True,
    extractor: str = BUILT_IN,
    executor: Executor | None = None,
    on_progress: Callable[[Progress], None] = lambda _progress: None,
    stopped: Callable[[], bool] = lambda: False,
) -> Report:
    """Bring an index up to date with its folder, batch by batch, so that it is usable meanwhile and after a stop.

    Where another process is at it already, it is waited for. An index that turns out to be damaged is thrown away and
    made anew.

    Args:
        index: what is brought up to date.
        folder: where the files are.
        scan: a look through the folder that was made already.
        days: the days that a person gave to documents, by path or id.
        names: whether to find names and dates after the text has been indexed.
        extractor: name of what finds names; documents that another one read are read again.
        executor: where files are read and analysed, such as a process pool; by default here, one after the other.
        on_progress: called after every file.
        stopped: asked before every batch whether to end early.
    """
    scan = folder.scan() if scan is None else scan
    with alone(index.path, stopped), until(stopped):
        builder = _Builder(index, folder, scan, days, extractor if names else None, executor, on_progress, stopped)
        try:
            return builder.build()
        except sqlite3.DatabaseError as error:
            if not is_damage(error):
                raise
            index.start_anew()
            return builder.build()


@dataclass(slots=True)
class _Builder:
    index: Index
    folder: Folder
    scan: Scan
    days: Days
    extractor: str | None
    executor: Executor | None
    on_progress: Callable[[Progress], None]
    stopped: Callable[[], bool]
    failed: int = field(default=0, init=False)
    passing: int = field(default=0, init=False)
    removed: int = field(default=0, init=False)

    def build(self) -> Report:
        listing = self._listing()
        if listing == self.index.listing():
            self.on_progress(Progress(0, 0))
            return Report(self.scan, 0, len(self.scan.files), 0, 0)
        self.index.note_listing(None)
        report = self._build()
        if not self.stopped() and not self.passing:
            self.index.note_listing(listing)
        return report

    def _listing(self) -> bytes:
        """Return a fingerprint of everything that the outcome depends on: comparing files one by one takes far longer."""
        identity = finders(self.extractor) if self.extractor else ""
        rest = repr((identity, readers(), sorted(self.days.items(), key=str), self.scan.closed))
        return hashlib.sha256(self.scan.files.fingerprint() + rest.encode("utf-8", "surrogatepass")).digest()

    def _build(self) -> Report:
        self.failed = self.passing = 0
        changed, gone = self._changes()
        if closed := tuple(self.scan.closed):
            # a drive that is away, or a folder that may not be opened: what was in it is not known to be gone
            gone = {name: document for name, document in gone.items() if not name.startswith(closed)}
        self.removed = len(gone)
        if not changed:
            self.index.forget(gone)
        unchanged = len(self.scan.files) - len(changed)
        indexed = self._index_texts(changed, gone)
        analysed = self._find_names(self._waiting(self.extractor)) if self.extractor else 0
        if indexed or analysed or self.removed:
            self.index.settle()
        return Report(self.scan, indexed, unchanged, self.removed, self.failed, analysed)

    def _changes(self) -> tuple["array[int]", dict[str, str]]:
        """Return the places of files that are new or changed, and the documents of those that are gone, by name.

        Places, and no entries: a build takes long, and a hundred thousand of these are not held meanwhile.
        """
        files, unchanged = self.scan.files, bytearray(len(self.scan.files))
        places = {name: at for at, name in enumerate(files.names)}
        gone: dict[str, str] = {}
        for name, known in self.index.files():
            at = places.get(name)
            if at is None:
                gone[name] = known.document
            else:
                unchanged[at] = not self._is_changed(files[at], known)
        return array("L", [at for at, is_same in enumerate(unchanged) if not is_same]), gone

    def _waiting(self, extractor: str) -> "array[int]":
        """Return the places of documents whose names and dates are still to be found."""
        identity = finders(extractor)
        names = {name for name, known in self.index.files() if known.document and known.extractor != identity}
        return array("L", [at for at, name in enumerate(self.scan.files.names) if name in names])

    def _is_changed(self, entry: FileEntry, known: Known) -> bool:
        if (known.size, known.mtime_ns, known.read_by) != (entry.size, entry.mtime_ns, reads(entry.name)):
            return True
        if not self.days and known.given is None:
            return False
        return known.document != "" and given(self.days, entry.name, known.document) != known.given

    def _index_texts(self, changed: "array[int]", gone: dict[str, str]) -> int:
        """Read the text of files and forget those that are gone; return how many were read."""
        moving = {document: name for name, document in gone.items() if document}
        done = 0
        self.on_progress(Progress(0, len(changed)))
        for batch, texts in self._submitted(read_texts, self._batches(changed, *_TEXTS), self.days):
            for name in self.index.store_texts(list(zip(batch, texts, strict=True)), self.days, moving):
                moving.pop(gone.pop(name), None)
            self.failed += sum(isinstance(text, str) for text in texts)
            self.passing += sum(isinstance(text, Passing) for text in texts)
            self.index.count_terms()
            for entry in batch:
                done += 1
                self.on_progress(Progress(done, len(changed), entry.name))
        if done == len(changed):
            self.index.forget(gone)
        self.index.count_terms(at_last=True)
        return done

    def _find_names(self, waiting: "array[int]") -> int:
        """Find names and dates in documents; return in how many it was done."""
        identity = finders(self.extractor or BUILT_IN)
        done = 0
        if waiting:
            self.on_progress(Progress(0, len(waiting), stage="names"))
        batches = self._batches(waiting, *_NAMES)
        for batch, found in self._submitted(analyse_files, batches, self.days, self.extractor):
            analysed = {entry.name: what for entry, what in zip(batch, found, strict=True) if what is not None}
            self.index.store_found(analysed, identity)
            for entry in batch:
                done += 1
                self.on_progress(Progress(done, len(waiting), entry.name, "names"))
        return done

    def _batches(self, places: Iterable[int], first: int, largest: int) -> Iterator[list[FileEntry]]:
        """Cut files into batches, each twice as large as the one before, up to `largest` bytes of text."""
        batch: list[FileEntry] = []
        size = 0
        for entry in map(self.scan.files.__getitem__, places):
            if batch and (size + entry.size > first or len(batch) == _MOST_FILES):
                yield batch
                batch, size, first = [], 0, min(2 * first, largest)
            batch.append(entry)
            size += entry.size
        if batch:
            yield batch

    def _submitted(
        self, work: Callable[..., list[Done]], batches: Iterator[list[FileEntry]], days: Days, *more: object
    ) -> Iterator[tuple[list[FileEntry], list[Done]]]:
        """Hand batches to the executor, a few ahead of the one that is waited for, and yield them with what was done."""
        pending: deque[tuple[list[FileEntry], tuple[Any, ...], Future[list[Done]] | None]] = deque()

        def submit(batch: list[FileEntry]) -> None:
            asked = (self.folder.root, tuple(entry.name for entry in batch), _days_of(batch, days), *more)
            future = None
            if self.executor is not None:
                with contextlib.suppress(BrokenExecutor):
                    future = self.executor.submit(work, *asked)
            pending.append((batch, asked, future))

        for batch in islice(batches, _AHEAD if self.executor else 1):
            submit(batch)
        while pending and not self.stopped():
            batch, asked, future = pending.popleft()
            done = _result(future)
            if done is None and not self.stopped():
                done = work(*asked)
            if done is None or self.stopped():
                break
            yield batch, done
            for more_of_it in islice(batches, 1):
                submit(more_of_it)


def _days_of(batch: Iterable[FileEntry], days: Days) -> Days:
    """Return the days that may concern a batch: those by path of its files, and all by id."""
    if not days:
        return {}
    names = {entry.name for entry in batch}
    return {key: day for key, day in days.items() if key in names or key.startswith("d-")}


def _result(future: Future[list[Done]] | None) -> list[Done] | None:
    """Wait for what was handed to the executor; `None` where there is none or it has broken down."""
    if future is not None:
        with contextlib.suppress(BrokenExecutor, CancelledError):
            return future.result()
    return None
