"""How far a build has come and how long it will still take, in words; the app and the command line say the same."""

import time
from collections.abc import Callable
from typing import Final, Literal

from reader.corpus.build import Progress

_SURE: Final = 2.0
"""Seconds of a stage after which a guess at its end is worth telling."""

STAGES: Final[dict[str, str]] = {"text": "text", "names": "names and dates"}
"""What each stage of a build is called."""


class Pace:
    """Watches a build."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Start to watch; `clock` gives seconds."""
        self._clock = clock
        self._stage: Literal["text", "names"] | None = None
        self._started = 0.0
        self.progress = Progress(0, 0)
        self.seconds_left: float | None = None
        """How long the stage will still take; `None` while nobody can say."""

    def note(self, progress: Progress) -> None:
        """Take note of how far it has come."""
        now = self._clock()
        if progress.stage != self._stage or progress.done < self.progress.done:
            self._stage, self._started = progress.stage, now
        self.progress = progress
        spent, left = now - self._started, progress.total - progress.done
        is_sure = progress.done > 0 and spent >= _SURE and left > 0
        self.seconds_left = spent / progress.done * left if is_sure else None

    @property
    def is_done(self) -> bool:
        """Whether nothing is left to do in this stage."""
        return self.progress.done >= self.progress.total

    @property
    def share(self) -> float:
        """How much of the stage is done, from 0 to 1."""
        return self.progress.done / self.progress.total if self.progress.total else 1.0

    def left(self) -> str:
        """Return in words how long it will still take, or an empty string while nobody can say."""
        return "" if self.seconds_left is None else f"{duration(self.seconds_left)} left"

    def bar(self, width: int) -> tuple[str, str]:
        """Return what is done and what is left of a bar so many cells wide."""
        full = min(width, int(self.share * width))
        return "█" * full, "░" * (width - full)


def duration(seconds: float) -> str:
    """Return a stretch of time as people say it: 40 s, 3 min, 2 h 5 min."""
    if seconds < 60:
        return f"{max(1, round(seconds))} s"
    minutes = round(seconds / 60)
    if minutes < 60:
        return f"{minutes} min"
    return f"{minutes // 60} h {minutes % 60} min" if minutes % 60 else f"{minutes // 60} h"
