"""Builds or refreshes an index: only files that changed are read again."""

import contextlib
import sqlite3
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, CancelledError, Executor, Future
from dataclasses import dataclass
from itertools import islice
from typing import Final

from reader.corpus.analysis import Analysis, analyse_file
from reader.corpus.index import Index
from reader.corpus.schema import is_damage
from reader.documents import FileEntry, Folder, Scan

_AHEAD: Final = 32
"""How many files are handed to an executor before the first result is fetched."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a build has come."""

    done: int
    total: int
    """Files that are new or changed; the others need no work."""

    name: str = ""
    """The file just finished."""


@dataclass(frozen=True, slots=True)
class Report:
    """What a build did."""

    scan: Scan
    indexed: int
    unchanged: int
    removed: int
    failed: int
    """Files that are no documents, of those indexed."""


def build(
    index: Index,
    folder: Folder,
    *,
    scan: Scan | None = None,
    executor: Executor | None = None,
    on_progress: Callable[[Progress], None] = lambda _progress: None,
    stopped: Callable[[], bool] = lambda: False,
) -> Report:
    """Bring an index up to date with its folder, file by file, so that it is usable meanwhile and after a stop.

    An index that turns out to be damaged is thrown away and made anew.

    Args:
        index: what is brought up to date.
        folder: where the files are.
        scan: a look through the folder that was made already.
        executor: where files are analysed, such as a process pool; by default here, one after the other.
        on_progress: called after every file.
        stopped: asked before every file whether to end early.
    """
    scan = folder.scan() if scan is None else scan
    try:
        return _build(index, scan, executor, on_progress, stopped)
    except sqlite3.DatabaseError as error:
        if not is_damage(error):
            raise
        index.start_anew()
        return _build(index, scan, executor, on_progress, stopped)


def _build(
    index: Index,
    scan: Scan,
    executor: Executor | None,
    on_progress: Callable[[Progress], None],
    stopped: Callable[[], bool],
) -> Report:
    known = index.known_files()
    changed = [entry for entry in scan.files if known.get(entry.name) != (entry.size, entry.mtime_ns)]
    gone = known.keys() - {entry.name for entry in scan.files}
    index.forget(gone)
    failed = done = 0
    on_progress(Progress(0, len(changed)))
    for entry, future in _submitted(changed, executor):
        analysis = _result(future)
        if stopped():
            break
        if analysis is None:
            analysis = analyse_file(entry.path, entry.name)
        index.store(entry, analysis)
        failed += isinstance(analysis, str)
        done += 1
        on_progress(Progress(done, len(changed), entry.name))
    return Report(scan, done, len(scan.files) - len(changed), len(gone), failed)


_Pending = Future[Analysis | str] | None


def _submitted(entries: list[FileEntry], executor: Executor | None) -> Iterator[tuple[FileEntry, _Pending]]:
    """Hand files to the executor, a few ahead of the one that is waited for; `None` stands for work to be done here."""
    queue = iter(entries)
    pending: deque[tuple[FileEntry, _Pending]] = deque()

    def submit(entry: FileEntry) -> None:
        future = None
        if executor is not None:
            with contextlib.suppress(BrokenExecutor):
                future = executor.submit(analyse_file, entry.path, entry.name)
        pending.append((entry, future))

    for entry in islice(queue, _AHEAD):
        submit(entry)
    while pending:
        yield pending.popleft()
        for more in islice(queue, 1):
            submit(more)


def _result(future: _Pending) -> Analysis | str | None:
    """Wait for an analysis; `None` where there is no executor or it has broken down."""
    if future is not None:
        with contextlib.suppress(BrokenExecutor, CancelledError):
            return future.result()
    return None
