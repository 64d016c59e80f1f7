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


def report_first_frame(folder: Path, environment: Mapping[str, str]) -> None:
    """Start both by turns in a terminal of their own; print the seconds until the heading of the documents is drawn."""
    try:
        import pty  # noqa: F401, PLC0415 (there is none on Windows)
    except ImportError:
        print("\nfirst frame: not measured, there are no pseudo-terminals here")
        return
    empty, ours, whole = [], [], []
    for _ in range(_TURNS):
        empty.append(_seconds(["-c", _EMPTY], environment))
        ours.append(_seconds(["-m", "reader", str(folder)], environment))
        whole.append(_seconds(["-m", "reader", str(folder)], environment, b"Who and when"))
    heading("first frame, seconds", "p50", "least")
    row("an empty Textual app", f"{statistics.median(empty):.2f}", f"{min(empty):.2f}")
    row("the reader on a ready index", f"{statistics.median(ours):.2f}", f"{min(ours):.2f}")
    row("and until all panes are there", f"{statistics.median(whole):.2f}", f"{min(whole):.2f}")
    row(
        "ratio of the first frames",
        f"{statistics.median(ours) / statistics.median(empty):.2f}",
        f"{min(ours) / min(empty):.2f}",
    )


def _seconds(arguments: Sequence[str], environment: Mapping[str, str], awaited: bytes = b"Documents") -> float:
    """Return how long a program takes until it has written something to its terminal, and end it."""
    import fcntl  # noqa: PLC0415
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
    while awaited not in written and time.perf_counter() - start < _PATIENCE:
        if select.select([terminal], [], [], 0.05)[0]:
            try:
                written += os.read(terminal, 65_536)
            except OSError:
                break
    taken = time.perf_counter() - start
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process, signal.SIGKILL)
    os.waitpid(process, 0)
    os.close(terminal)
    if awaited not in written:
        raise RuntimeError(f"nothing was drawn in {taken:.0f} s: {written[-500:]!r}")
    return taken
