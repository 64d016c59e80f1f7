"""What happens where the system ends the program: its terminal was closed, or the machine goes down."""

import asyncio
import contextlib
import signal
from collections.abc import Callable
from functools import partial


def leave_when_told(leave: Callable[[int], None]) -> None:
    """Have the app closed as a person closes it, so that the terminal is put right and nothing is left behind.

    Args:
        leave: closes the app with an exit code, that of shells for what was ended so.
    """
    loop = asyncio.get_running_loop()
    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        # whoever had it ignored, as `nohup` does, wants it ignored; Windows and other threads have no such handlers
        with contextlib.suppress(NotImplementedError, RuntimeError, ValueError):
            if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
                loop.add_signal_handler(number, partial(leave, 128 + number))
