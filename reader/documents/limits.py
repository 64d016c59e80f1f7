"""How much a file may cost that is read in a process of its own."""

from typing import Final

CPU_SECONDS: Final = 8
"""Processor time for a small file."""

MOST_CPU_SECONDS: Final = 60
"""Processor time for the largest one."""

WALL_FACTOR: Final = 3
"""How many times its processor time a file may take by the clock, on a machine that has other things to do."""

MEMORY: Final = 1_536 * 1024 * 1024
"""Bytes of address space."""

ANSWER: Final = 512 * 1024 * 1024
"""Bytes that an answer may have."""

_PER_MEGABYTE: Final = 1.5


def cpu_seconds(size: int) -> int:
    """Return how many seconds of processor time a file of that many bytes may take."""
    return min(MOST_CPU_SECONDS, CPU_SECONDS + int(size / 2**20 * _PER_MEGABYTE))
