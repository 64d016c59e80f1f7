"""Builds or refreshes an index: only files that changed are read again."""

import contextlib
import sqlite3
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import BrokenExecutor, CancelledError, Executor, Future
from dataclasses import dataclass
from datetime import date
from itertools import islice
from types import MappingProxyType
from typing import Final

from reader.corpus.analysis import Analysis, analyse_file
from reader.corpus.index import Index, Known, given
from reader.corpus.schema import is_damage
from reader.documents import FileEntry, Folder, Scan
from reader.entities import BUILT_IN, identity_of

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


def build(  # noqa: PLR0913 (each has a default that suits a script)
    index: Index,
    folder: Folder,
    *,
    scan: Scan | None = None,
    days: Mapping[str, date | None] = MappingProxyType({}),
    extractor: str = BUILT_IN,
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
        days: the days that a person gave to documents, by path or id.
        extractor: name of what finds names; documents that another one read are read again.
        executor: where files are analysed, such as a process pool; by default here, one after the other.
        on_progress: called after every file.
        stopped: asked before every file whether to end early.
    """
    scan = folder.scan() if scan is None else scan
    try:
        return _build(index, scan, days, extractor, executor, on_progress, stopped)
    except sqlite3.DatabaseError as error:
        if not is_damage(error):
            raise
        index.start_anew()
        return _build(index, scan, days, extractor, executor, on_progress, stopped)


def _build(
    index: Index,
    scan: Scan,
    days: Mapping[str, date | None],
    extractor: str,
    executor: Executor | None,
    on_progress: Callable[[Progress], None],
    stopped: Callable[[], bool],
) -> Report:
    known, identity = index.known_files(), identity_of(extractor)
    changed = [entry for entry in scan.files if _is_changed(entry, known.get(entry.name), days, identity)]
    gone = known.keys() - {entry.name for entry in scan.files}
    index.forget(gone)
    failed = done = 0
    on_progress(Progress(0, len(changed)))
    for entry, future in _submitted(changed, executor, days, extractor):
        analysis = _result(future)
        if stopped():
            break
        if analysis is None:
            analysis = analyse_file(entry.path, entry.name, days, extractor)
        index.store(entry, analysis, days, identity)
        failed += isinstance(analysis, str)
        done += 1
        on_progress(Progress(done, len(changed), entry.name))
    return Report(scan, done, len(scan.files) - len(changed), len(gone), failed)


def _is_changed(entry: FileEntry, known: Known | None, days: Mapping[str, date | None], extractor: str) -> bool:
    if known is None or (known.size, known.mtime_ns) != (entry.size, entry.mtime_ns):
        return True
    if known.document == "":
        return False
    return known.extractor != extractor or given(days, entry.name, known.document) != known.given


_Pending = Future[Analysis | str] | None


def _submitted(
    entries: list[FileEntry], executor: Executor | None, days: Mapping[str, date | None], extractor: str
) -> Iterator[tuple[FileEntry, _Pending]]:
    """Hand files to the executor, a few ahead of the one that is waited for; `None` stands for work to be done here."""
    queue = iter(entries)
    pending: deque[tuple[FileEntry, _Pending]] = deque()

    def submit(entry: FileEntry) -> None:
        future = None
        if executor is not None:
            with contextlib.suppress(BrokenExecutor):
                future = executor.submit(analyse_file, entry.path, entry.name, dict(days), extractor)
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
