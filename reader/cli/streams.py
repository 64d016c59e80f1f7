"""The three streams that a program is started with, where whoever started it closed them or led them elsewhere."""

import contextlib
import errno
import os
import sys
from typing import Final

_STREAMS: Final = {"stdin": "r", "stdout": "w", "stderr": "w"}
_FULL: Final = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)}


def open_missing() -> None:
    """Put nothing in the place of streams that are closed, so that no file gets their numbers and is written into by mistake."""
    for name, mode in _STREAMS.items():
        if getattr(sys, name) is None:
            handle = os.open(os.devnull, os.O_RDWR)
            with contextlib.suppress(OSError):
                os.set_inheritable(handle, True)  # noqa: FBT003 (takes no name)
            stream = open(handle, mode, encoding="utf-8")  # noqa: SIM115, PTH123 (open until the end)
            setattr(sys, name, stream)
            setattr(sys, f"__{name}__", stream)


def draw_here() -> None:
    """Let the app be seen, which is drawn on standard error, although that was led elsewhere: the terminal is standard output."""
    if not sys.stderr.isatty():
        os.dup2(sys.stdout.fileno(), sys.stderr.fileno())


def give_up_output() -> None:
    """Keep the interpreter from complaining at its end that what is left cannot be written."""
    with contextlib.suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def is_full(error: Exception) -> bool:
    """Tell whether there is no room left to write to, which is no fault of the program."""
    return isinstance(error, OSError) and error.errno in _FULL
