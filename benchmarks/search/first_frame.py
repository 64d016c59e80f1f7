"""How soon the app is on the screen when its index is ready, beside a Textual app that shows one word."""

import contextlib
import os
import select
import signal
import statistics
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from benchmarks.search.figures import heading, row

_EMPTY: Final = (
    "from textual.app import App\n"
    "from textual.widgets import Static\n"
    "class Empty(App):\n"
    "    def compose(self):\n"
    "        yield Static('Documents')\n"
    "Empty().run()\n"
)
_TURNS: Final = 7
_PATIENCE: Final = 60.0


def report_first_frame(folder: Path, documents: int, environment: Mapping[str, str]) -> None:
    """Start both by turns in a terminal of their own; print the seconds until anything is drawn, and until all is.

    The first frame may be a frame alone. What a reader waits for is the second figure: the list of the documents, which
    says how many there are.
    """
    if sys.platform == "win32":
        print("\nfirst frame: not measured, there are no pseudo-terminals here")
        return
    empty, first, whole = [], [], []
    for _ in range(_TURNS):
        empty += _seconds(["-c", _EMPTY], environment, [b"Documents"])
        drawn = _seconds(["-m", "reader", str(folder)], environment, [b"Documents", f"{documents:,}".encode()])
        first.append(drawn[0])
        whole.append(drawn[1])
    heading("on the screen, seconds", "p50", "least", "ratio")
    for what, times in (
        ("an empty Textual app", empty),
        ("the reader, its first frame", first),
        ("the reader, documents listed", whole),
    ):
        ratio = statistics.median(times) / statistics.median(empty)
        row(what, f"{statistics.median(times):.2f}", f"{min(times):.2f}", f"{ratio:.2f}")


def _seconds(arguments: Sequence[str], environment: Mapping[str, str], awaited: Sequence[bytes]) -> list[float]:
    """Return how long a program takes until each of these stands in what it wrote to its terminal, and end it."""
    import fcntl  # noqa: PLC0415 (not on Windows)
    import pty  # noqa: PLC0415
    import struct  # noqa: PLC0415
    import termios  # noqa: PLC0415

    start = time.perf_counter()
    process, terminal = pty.fork()
    if process == 0:
        os.chdir(Path(__file__).parents[2])
        os.execve(sys.executable, [sys.executable, *arguments], {**os.environ, **environment, "TERM": "xterm-256color"})  # noqa: S606
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 36, 120, 0, 0))
    written = b""
    seen: dict[bytes, float] = {}
    while len(seen) < len(awaited) and time.perf_counter() - start < _PATIENCE:
        if select.select([terminal], [], [], 0.05)[0]:
            try:
                written += os.read(terminal, 65_536)
            except OSError:
                break  # the program has ended
            for text in awaited:
                if text in written:
                    seen.setdefault(text, time.perf_counter() - start)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process, signal.SIGKILL)
    os.waitpid(process, 0)
    os.close(terminal)
    if len(seen) < len(awaited) or b"Traceback" in written:
        raise RuntimeError(f"not all was drawn: {written[-2_000:]!r}")
    return [seen[text] for text in awaited]
