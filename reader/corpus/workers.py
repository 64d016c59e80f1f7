"""Processes that read and analyse documents side by side, where there is enough to do for them to pay."""

import os
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import Final

from reader.corpus.analysis import finders
from reader.corpus.index import Index
from reader.documents import Scan, reads

ELSEWHERE: Final = 200_000
"""Bytes of text from which on it is analysed in other processes: starting them and loading the network takes a second."""

_MOST: Final = 4
"""Processes that are started at most: each holds the network, some 60 MB."""


def new_bytes(index: Index, scan: Scan, extractor: str) -> int:
    """Return how much text the index has not seen yet, or not as the extractor of this name and the rules for dates read it."""
    found_by = finders(extractor)
    new = {entry.name: (entry.size, entry.mtime_ns) for entry in scan.files}
    for name, known in index.files():
        is_same = new.get(name) == (known.size, known.mtime_ns) and known.read_by == reads(name)
        if is_same and (not known.document or known.extractor == found_by):
            del new[name]
    return sum(size for size, _time in new.values())


def workers() -> ProcessPoolExecutor:
    """Start processes; they begin anew, so that no lock or thread of this one is copied, and give way to it."""
    return ProcessPoolExecutor(min(_MOST, os.cpu_count() or 1), mp_context=get_context("spawn"), initializer=_give_way)


def end(pool: ProcessPoolExecutor) -> None:
    """End the processes in the middle of what they do; whoever waits for that is told that they broke down."""
    answers = getattr(pool, "_result_queue", None)
    for process in [*(getattr(pool, "_processes", None) or {}).values()]:
        process.terminate()
    pool.shutdown(wait=False, cancel_futures=True)
    # of an answer that was being given half may be there: the rest would be waited for as long as anybody could write it
    if answers is not None:
        answers._writer.close()  # noqa: SLF001 (there is no public way)


def _give_way() -> None:
    """Leave the processor to whoever waits for an answer: the screen is drawn by another process."""
    if hasattr(os, "nice"):
        os.nice(10)
