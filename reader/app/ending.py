"""What happens where the system ends the program, as its terminal was closed or the machine goes down, or holds it for a while."""

import asyncio
import contextlib
import os
import select
import signal
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any


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


def is_gone(streams: Iterable[int] = range(3)) -> bool:
    """Tell whether nobody is at the other end of what the program draws on any more, or of what its keys come from.

    Args:
        streams: numbers of the open files in question; Windows cannot be asked.
    """
    if not hasattr(select, "poll"):
        return False
    ends = select.poll()
    for stream in streams:
        ends.register(stream, 0)  # that nobody is there is told of in any case
    return any(told & (select.POLLERR | select.POLLHUP) for _stream, told in ends.poll(0))


def go_on_when_continued(driver: Any) -> None:  # noqa: ANN401 (what of it is needed, not every system's has)
    """Have a program that was held, without being asked first, take the terminal anew when it may go on.

    Whoever had the terminal meanwhile left it in another state. Textual would begin to read the keys a second time beside
    the first: each of the two takes keys from the other, the app never ends, and the terminal stays unusable.
    """
    number = getattr(signal, "SIGCONT", None)
    if number is None or not hasattr(driver, "_sigcont_application"):
        return

    def go_on() -> None:
        if driver._auto_restart:  # noqa: SLF001 (there is no other way to know)
            if not driver._must_signal_resume:  # noqa: SLF001
                driver.suspend_application_mode()
            driver.resume_application_mode()

    # not in the handler of the signal itself: another one could come in the middle of it
    with contextlib.suppress(NotImplementedError, RuntimeError, ValueError):
        asyncio.get_running_loop().add_signal_handler(number, go_on)


def can_be_held(driver: Any) -> bool:  # noqa: ANN401 (not every system's has what is needed)
    """Tell whether the program can be held until its shell lets it go on: without such a shell nobody could.

    A shell that can do so gives each program a group of its own. Windows and browsers have nothing like it.
    """
    if not hasattr(driver, "_sigcont_application"):
        return False
    return os.getpgrp() != os.getsid(0)


def hold(driver: Any) -> None:  # noqa: ANN401
    """Give the terminal back to the shell, and stop until the program may go on.

    What it was started through is stopped with it, as the shell waits for that.
    """
    driver.suspend_application_mode()
    driver._must_signal_resume = True  # noqa: SLF001 (what goes on afterwards looks at it)
    os.killpg(os.getpgrp(), signal.SIGSTOP)
