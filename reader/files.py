"""Files that are written whole or not at all. Every room may write with it; it knows none of them."""

import contextlib
import os
import time
from pathlib import Path
from secrets import token_hex
from typing import IO, Final

FLAGS: Final = sum(getattr(os, name, 0) for name in ("O_BINARY", "O_CLOEXEC", "O_NOFOLLOW", "O_NONBLOCK"))
"""How a file is opened that somebody else could have put there: a link could have something else read or written, a pipe
could keep the program waiting."""

_LONGEST: Final = 40
"""Characters of a name that are part of the name that its file is written under first."""

_PAUSES: Final = (0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.3)
"""Seconds between tries to replace a file that another program has open."""


def working_folder() -> Path:
    """Return the folder that the program was started in; where that is gone by now, the home folder of the person."""
    try:
        return Path.cwd()
    except OSError:
        return Path(os.path.expanduser("~"))  # noqa: PTH111 (pathlib fails where there is no home)


def whole_path(written: str) -> Path:
    """Return the whole path that is meant by what a person wrote; whoever writes there judges links."""
    path = os.path.expanduser(written.strip())  # noqa: PTH111 (as above)
    return Path(os.path.normpath(working_folder() / path))


def private_folder(folder: Path) -> None:
    """Make a folder for its owner alone, where there is none, and those above it that are missing.

    Raises:
        OSError: it cannot be made.
    """
    # with `parents=True` those above would be made for everybody to look into
    for missing in [each for each in reversed(folder.parents) if not each.exists()]:
        missing.mkdir(mode=0o700, exist_ok=True)
    folder.mkdir(mode=0o700, exist_ok=True)


def write_all(file: IO[bytes], data: bytes) -> None:
    """Write bytes to a file without a buffer, however few it takes at once."""
    while data:
        data = data[file.write(data) :]


def sync_folder(folder: Path) -> None:
    """Wait until the names in a folder are on the disk."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError:
        pass  # some file systems cannot; the file itself is safe
    finally:
        os.close(handle)


def write_new(path: Path, data: bytes, mode: int | None = None, *, waits: bool = True) -> None:
    """Write a file that is not there yet.

    Args:
        path: where it goes.
        data: what is in it.
        mode: its permissions; by default those that the person's new files have.
        waits: whether to wait until it is on the disk.

    Raises:
        FileExistsError: there is something at the path.
        OSError: it cannot be written; what was written of it is there.
    """
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | FLAGS
    with os.fdopen(os.open(path, flags, 0o666 if mode is None else mode & 0o600), "wb", buffering=0) as file:
        if mode is not None:
            path.chmod(mode)
        write_all(file, data)
        if waits:
            os.fsync(file.fileno())


def write_whole(
    path: Path, data: bytes, *, is_private: bool = False, is_alone: bool = False, waits: bool = True
) -> None:
    """Put a file in the place of another, or where there is none, so that one of the two is there at any time.

    It is written beside the other first; the folder is made where there is none.

    Args:
        path: where it goes; a link there is replaced, not followed.
        data: what is in it.
        is_private: whether it is for its owner alone; else it keeps the permissions of the other, and a new one has
            those that the person's new files have.
        is_alone: whether nobody else writes it meanwhile, as it is locked; what a crash left of an earlier try goes then.
        waits: whether to wait until it is on the disk, so that it is there even if the machine stops.

    Raises:
        OSError: it cannot be written; the other is as it was.
    """
    if is_private:
        private_folder(path.parent)
    else:
        path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(f".{path.name[:_LONGEST]}{'' if is_alone else f'.{token_hex(6)}'}.tmp")
    if is_alone:
        new.unlink(missing_ok=True)
    try:
        write_new(new, data, 0o600 if is_private else _mode_of(path), waits=waits)
        put_in_place(new, path)
    except BaseException:
        with contextlib.suppress(OSError):
            new.unlink()
        raise
    if waits:
        sync_folder(path.parent)


def put_in_place(new: Path, path: Path) -> None:
    """Give a file the name of another one, which goes.

    On Windows a file cannot be replaced while another program has it open, as those do that look for viruses or keep
    folders in step, for a moment; so it is tried again for a second.

    Raises:
        OSError: it cannot be replaced; both are as they were.
    """
    for pause in _PAUSES if os.name == "nt" else ():
        with contextlib.suppress(PermissionError):
            new.replace(path)
            return
        time.sleep(pause)
    new.replace(path)


def _mode_of(path: Path) -> int | None:
    try:
        return path.stat().st_mode & 0o777
    except FileNotFoundError:
        return None
