"""`reader -`: the app on what comes through a pipe, in a folder of its own that is gone at the end, unless it is marked."""

import contextlib
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import mkdtemp
from typing import Final

from reader.cli.output import CommandError, narrate
from reader.text.safety import safe_line

_NAME: Final = "standard input"
_KEPT_BESIDE: Final = {"READER_CACHE_DIR": ".cache", "READER_DATA_DIR": ".data"}
"""Folders for what else the app keeps, so that nothing of the text stays behind."""


def open_piped(open_file: Callable[[Path], int]) -> int:
    """Read what comes through the pipe, give the keys back to the terminal, and open the app on it.

    Args:
        open_file: opens the app on a file and returns its exit code.

    Raises:
        CommandError: nothing comes, or too much, or there is no terminal.
    """
    if sys.stdin.isatty():
        raise CommandError("- stands for what comes through a pipe, as in: pdftotext file.pdf - | reader -")
    data = _data()
    if not data.strip():
        raise CommandError("nothing came through the pipe")
    _take_terminal()
    from reader.app.crash import REPORTS, reports_folder  # noqa: PLC0415 (only the app needs it)
    from reader.app.looks import looks_path  # noqa: PLC0415 (loads Textual, as the app does)

    looks, reports = looks_path(), REPORTS.set(reports_folder())  # a report holds nothing of the text
    folder = Path(mkdtemp(prefix="reader-"))
    before = {name: os.environ.get(name) for name in _KEPT_BESIDE}
    try:
        file = folder / f"{_NAME}{_ending(data)}"
        file.write_bytes(data)
        for name, inside in _KEPT_BESIDE.items():
            (folder / inside).mkdir()
            (folder / inside / _NAME).touch()  # an empty folder would make this the first start ever
            os.environ[name] = str(folder / inside)
        with contextlib.suppress(OSError):
            looks_path().write_bytes(looks.read_bytes())
        return open_file(file)
    finally:
        REPORTS.reset(reports)
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
        _clear(folder)


def _data() -> bytes:
    from reader.documents import DocumentError, bytes_of_pipe  # noqa: PLC0415 (only what comes through a pipe needs it)

    try:
        return bytes_of_pipe(sys.stdin.buffer)
    except DocumentError as error:
        raise CommandError(f"{_NAME}: {error}") from None


def _ending(data: bytes) -> str:
    from reader.documents.piped import ending_for  # noqa: PLC0415 (as above)

    return ending_for(data)


def _take_terminal() -> None:
    """Let the keys come from the terminal, as the pipe has taken the place of standard input."""
    try:
        terminal = os.open("/dev/tty", os.O_RDWR)
    except OSError:
        raise CommandError("the app needs a terminal; reader extract - reads a pipe without one") from None
    os.dup2(terminal, sys.stdin.fileno())
    os.close(terminal)


def _clear(folder: Path) -> None:
    """Take the folder away, unless there are marks in it: those are never lost without a word."""
    from reader.notebook import Notebook  # noqa: PLC0415 (as above)

    if (folder / ".reader").exists() and Notebook.of_folder(folder).highlights:
        for inside in _KEPT_BESIDE.values():
            shutil.rmtree(folder / inside, ignore_errors=True)
        narrate(f"the text is kept with your marks: reader {safe_line(str(folder))}")
    else:
        shutil.rmtree(folder, ignore_errors=True)
