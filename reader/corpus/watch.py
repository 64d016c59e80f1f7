"""Noticing what changes in a folder by looking at it again: that works on every system and file system, for any size.

Nothing here keeps time or threads; whoever watches does, in a thread of its own:

    before = folder.scan()
    while not stopped.wait(pause(cost)):
        started = monotonic()
        after = folder.scan()
        cost = monotonic() - started
        if changed(before, after):
            build(index, folder, scan=after)
        before = after
"""

from typing import Final

from reader.documents import Scan

LEAST: Final = 2.0
"""Seconds between two looks at a folder at least; a person does not notice that it is not sooner."""

SHARE: Final = 0.05
"""The part of the time that is spent on looking at most: a large or slow folder is looked at less often."""


def pause(cost: float) -> float:
    """Return how many seconds to wait before the next look through a folder, the last one having taken `cost` seconds."""
    return max(LEAST, cost * (1 / SHARE - 1))


def changed(before: Scan, after: Scan) -> bool:
    """Tell whether a document came, went, was renamed or written between two looks through a folder.

    Told from names, sizes and times alone. What is no document, hidden files among it, does not count.
    """
    return before.files != after.files
