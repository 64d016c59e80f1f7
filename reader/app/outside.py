"""Opens a file in the program that the system has for its kind."""

import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from reader.app.clipboard import is_remote
from reader.documents import holder_of, is_read

_PATIENCE: Final = 3.0
"""Seconds in which a program says that it could not; one that takes longer has the file open."""


class OutsideError(Exception):
    """The file was not opened; the message says why."""


def find_opener(
    environ: Mapping[str, str] = os.environ,
    platform: str = sys.platform,
    which: Callable[[str], str | None] = shutil.which,
) -> tuple[str, ...]:
    """Return the command that opens a file whose path is added to it; on Windows nothing, as the system does it itself.

    Raises:
        OutsideError: there is none, or it would open the file on another screen.
    """
    if platform == "win32":
        return ()
    if is_remote(environ):
        raise OutsideError("over SSH there is no screen to open it on")
    if platform == "darwin":
        return ("open",)
    for command in (("wslview",), ("xdg-open",), ("gio", "open")):
        if found := which(command[0]):
            return (found, *command[1:])
    raise OutsideError("no program opens files here: xdg-open is missing")


def file_of(path: Path, root: Path) -> Path:
    """Return the whole path of the file that a document is in: itself, or the collection that holds it.

    A file of another kind may have been named by hand, to be read as text; the system might run it as a program.

    Raises:
        OutsideError: it is gone, no plain file, of a kind that is not read, or by now a link to somewhere else.
    """
    file = holder_of(path)
    if not file.is_file():
        raise OutsideError("the file is no longer there")
    if not file.resolve().is_relative_to(root.resolve()):
        raise OutsideError("it is a link that leaves the folder")
    if not is_read(file.name) or not is_read(file.resolve().name):
        raise OutsideError(
            "only files of the kinds that reader reads are opened: the system may run others as programs"
        )
    return Path(os.path.abspath(file))  # noqa: PTH100 (begins with no hyphen, and links stay as they are)


def open_outside(file: Path) -> None:
    """Open a file, given by its whole path.

    Raises:
        OutsideError: no program opens it.
    """
    command = find_opener()
    try:
        if command:
            _run([*command, str(file)])
        else:
            os.startfile(file)  # type: ignore[attr-defined,unused-ignore]  # noqa: S606 (what the person asks for)
    except OSError as error:
        raise OutsideError(f"it cannot be opened: {error.strerror or error}") from None


def _run(command: list[str]) -> None:
    """Start a program that outlives this one and has nothing of its terminal."""
    nothing = subprocess.DEVNULL
    process = subprocess.Popen(  # noqa: S603 (no shell: the path is one argument)
        command, stdin=nothing, stdout=nothing, stderr=nothing, start_new_session=True
    )
    try:
        code = process.wait(_PATIENCE)
    except subprocess.TimeoutExpired:
        # its end is waited for, whenever it comes: else the system keeps a note of it as long as this program runs
        threading.Thread(target=process.wait, daemon=True).start()
        return
    if code:
        raise OutsideError("the system has no program for this kind of file")
