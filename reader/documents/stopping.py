"""Whether what is being read is still wanted, for whoever reads it in another process and would wait for that."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final

_asked: Final[ContextVar[Callable[[], bool]]] = ContextVar("_asked")


@contextmanager
def until(stopped: Callable[[], bool]) -> Iterator[None]:
    """Read files in this thread only as long as they are wanted; from then on each is a `StoppedError`.

    One that is being read at that moment goes on until `apart.stop_workers` is called.

    Args:
        stopped: tells whether they are no longer wanted.
    """
    before = _asked.set(stopped)
    try:
        yield
    finally:
        _asked.reset(before)


def is_stopped() -> bool:
    """Tell whether what this thread reads is no longer wanted."""
    stopped = _asked.get(None)
    return stopped is not None and stopped()
