"""A short look at a folder that nobody named: whether it has documents, and whether it has very many."""

import os
import time
from collections import deque
from dataclasses import dataclass
from pathlib import Path

from reader.documents.kinds import is_read


@dataclass(frozen=True, slots=True)
class Glance:
    """What a short look at a folder found."""

    documents: int
    """How many files are documents by their names, or hold documents."""

    is_whole: bool
    """Whether everything was seen; else there may be more."""


def glance(root: Path, most: int, seconds: float) -> Glance:
    """Count the documents below a folder, the nearest first, until there are `most` or the time is over.

    What cannot be opened is passed over, as are hidden files and links, none of which says whether a folder is worth reading.

    Args:
        root: the folder.
        most: how many are counted.
        seconds: how long it may take; one slow folder may take longer.
    """
    end = time.monotonic() + seconds
    pending, count = deque([os.fspath(root)]), 0
    while pending:
        if count >= most or time.monotonic() >= end:
            return Glance(count, is_whole=False)
        try:
            with os.scandir(pending.popleft()) as entries:
                for entry in entries:
                    if entry.name.startswith(".") or entry.is_symlink():
                        continue
                    if entry.is_dir(follow_symlinks=False):
                        pending.append(entry.path)
                    else:
                        count += is_read(entry.name)
                    if count >= most:
                        return Glance(count, is_whole=False)
        except OSError:
            continue
    return Glance(count, is_whole=True)
