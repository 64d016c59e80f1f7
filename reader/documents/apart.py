"""Has files read by a process of its own, so that one which crashes or hangs its parser costs that file alone.

A process is kept for the next file; where several threads read, each has one. Only JSON and bytes come back.
"""

import atexit
import contextlib
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any, Final, get_args

from reader.documents.frames import receive, send
from reader.documents.kinds import Kind
from reader.documents.limits import ANSWER, WALL_FACTOR, cpu_seconds
from reader.documents.model import (
    LEVELS,
    Block,
    BlockKind,
    DocumentError,
    Parsed,
    PassingError,
    StoppedError,
    Style,
    StyleKind,
)
from reader.documents.stopping import is_stopped
from reader.text.safety import safe_line, safe_text

_KEPT: Final = 2
"""Processes that wait for another file at most."""

_ROOT: Final = str(Path(__file__).parents[2])
_BEGIN: Final = (
    "import sys\nif sys.argv[1] not in sys.path: sys.path.insert(0, sys.argv[1])\n"
    "from reader.documents.child import serve\nserve()"
)
_BLOCK_KINDS: Final = frozenset(get_args(BlockKind))
_STYLE_KINDS: Final = frozenset(get_args(StyleKind))

_waiting: dict[int, list["_Worker"]] = {}
"""Idle workers by the process that started them: a copy of it must not talk to those of another."""

_busy: dict[int, set["_Worker"]] = {}
"""Those that read a file, likewise."""


def parse_apart(kind: Kind, data: bytes) -> Parsed:
    """Return what is in a file, read by another process.

    Raises:
        DocumentError: it cannot be read, its parser crashed, or it took too long.
        StoppedError: it was stopped.
    """
    worker = _take()
    try:
        said, text = _asked(worker or _Worker(), kind, data)
    except _LostError:
        if worker is None:
            raise
        # what was read before may have harmed it: only a new one tells that this file does
        said, text = _asked(_Worker(), kind, data)
    if "error" in said:
        raise DocumentError(safe_line(str(said["error"]))[:300])
    return _parsed(said, text)


class _LostError(DocumentError):
    """The process ended instead of answering."""


def _asked(worker: "_Worker", kind: Kind, data: bytes) -> tuple[dict[str, Any], bytes]:
    """Have a file read, and keep the process for the next one unless it is spent."""
    seconds = cpu_seconds(len(data))
    busy = _busy.setdefault(os.getpid(), set())
    busy.add(worker)
    try:
        # asked after it counts as busy: whoever stops it comes before this question, or finds it among the busy ones
        if is_stopped():
            worker.stop()
        said, text = worker.ask({"kind": kind.name, "seconds": seconds}, data, seconds * WALL_FACTOR)
    except BaseException as error:
        late = worker.end()
        if not isinstance(error, OSError | ValueError | EOFError | RecursionError):
            raise
        if worker.is_stopped:
            raise StoppedError("its reading was stopped") from None
        if late:
            raise DocumentError(f"reading it took longer than {seconds} seconds") from None
        raise _LostError("damaged: it crashes what reads it") from None
    finally:
        busy.discard(worker)
    if said.get("last") or worker.is_killed:
        worker.end()
    else:
        _give_back(worker)
    return said, text


def stop_workers() -> None:
    """End the processes that read files for this one, and those that wait for one.

    Whoever waits for what is being read is told that it was stopped.
    """
    for worker in _waiting.pop(os.getpid(), []):
        worker.end()
    for worker in tuple(_busy.get(os.getpid(), ())):
        worker.stop()


atexit.register(stop_workers)


class _Worker:
    """A process that reads files, one after the other."""

    def __init__(self) -> None:
        try:
            # -P: a folder in which the program is started holds no modules of it
            self._process = subprocess.Popen(  # noqa: S603 (this very program)
                [sys.executable, "-P", "-c", _BEGIN, _ROOT],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        except (OSError, TypeError) as error:
            raise PassingError(f"no process can be started to read it: {error}") from None
        self._is_late = False
        self.is_stopped = False
        """Whether it was ended because nobody wants its answer any more."""

    @property
    def is_killed(self) -> bool:
        return self._is_late or self.is_stopped

    @property
    def is_alive(self) -> bool:
        return not self.is_killed and self._process.poll() is None

    def ask(self, asked: dict[str, Any], data: bytes, seconds: float) -> tuple[dict[str, Any], bytes]:
        """Have a file read.

        Raises:
            OSError: the process ended.
            ValueError: it talks nonsense.
            EOFError: it ended before it had answered.
        """
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        watch = threading.Timer(seconds, self._give_up)
        watch.daemon = True
        watch.start()
        try:
            send(self._process.stdin, asked, data)
            answer = receive(self._process.stdout, ANSWER)
        finally:
            watch.cancel()
        if answer is None:
            raise EOFError
        return answer

    def end(self) -> bool:
        """End the process; tell whether it was ended before for taking too long."""
        process = self._process
        with contextlib.suppress(OSError):
            process.stdin.close()  # type: ignore[union-attr]
        if not self.is_killed:
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(0.5)
        late = self._is_late or process.returncode == -getattr(signal, "SIGXCPU", 0x7FFF)
        process.kill()
        process.wait()
        process.stdout.close()  # type: ignore[union-attr]
        return late

    def stop(self) -> None:
        """End the process, whatever it does; whoever waits for its answer is told."""
        self.is_stopped = True
        self._process.kill()

    def _give_up(self) -> None:
        self._is_late = True
        self._process.kill()


def _take() -> _Worker | None:
    """Return a process that waits, if there is one."""
    waiting = _waiting.get(os.getpid(), [])
    while waiting:
        with contextlib.suppress(IndexError):
            worker = waiting.pop()
            if worker.is_alive:
                return worker
            worker.end()
    return None


def _give_back(worker: _Worker) -> None:
    waiting = _waiting.setdefault(os.getpid(), [])
    if len(waiting) < _KEPT:
        waiting.append(worker)
    else:
        worker.end()


def _parsed(said: dict[str, Any], data: bytes) -> Parsed:
    """Return an answer as a document's content; as it comes from a process that may have been taken over, it is looked at."""
    try:
        text = safe_text(data.decode("utf-8"))
        blocks = tuple(
            Block(kind, int(start), int(end), int(level))
            for kind, start, end, level in said["blocks"]
            if kind in _BLOCK_KINDS and 0 <= int(start) <= int(end) <= len(text) and 0 <= int(level) <= LEVELS
        )
        metadata = {str(key): safe_line(str(value)) for key, value in said["metadata"].items()}
        pages = tuple(sorted(int(page) for page in said["pages"] if 0 <= int(page) <= len(text)))
        warnings = tuple(safe_line(str(warning)) for warning in said["warnings"])
        styles = tuple(
            Style(kind, int(start), int(end), safe_line(str(target)))
            for kind, start, end, target in said["styles"]
            if kind in _STYLE_KINDS and 0 <= int(start) < int(end) <= len(text)
        )
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError):
        raise DocumentError("damaged: it crashes what reads it") from None
    return Parsed(text, blocks, metadata, pages, warnings, styles)
