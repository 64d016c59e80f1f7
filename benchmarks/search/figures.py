"""Times and shares as lines of a table."""

import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar

Given = TypeVar("Given")


def timed(work: Callable[[], Given]) -> tuple[float, Given]:
    """Return the seconds that something took, and what it gave."""
    start = time.perf_counter()
    given = work()
    return time.perf_counter() - start, given


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value that this share of all values does not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def milliseconds(seconds: Sequence[float]) -> str:
    """Say how long something took at the middle, near the end and at worst."""
    shown = [statistics.median(seconds), percentile(seconds, 0.95), percentile(seconds, 0.99), max(seconds)]
    return "".join(f"{value * 1000:9.1f}" for value in shown)


def heading(title: str, *columns: str) -> None:
    """Print the head of a table."""
    print(f"\n{title:<34}" + "".join(f"{column:>9}" for column in columns))


def row(what: str, *shown: str) -> None:
    """Print a line of a table."""
    print(f"  {what:<32}" + "".join(f"{value:>9}" for value in shown), flush=True)


@contextmanager
def told(what: str) -> Iterator[None]:
    """Say what is being done where it takes a while, and how long it took."""
    start = time.perf_counter()
    yield
    print(f"{time.perf_counter() - start:8.1f} s  {what}", flush=True)
