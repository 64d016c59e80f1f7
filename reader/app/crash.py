"""What is said when the program breaks: where, but not a word of any document. Knows no widget."""

import os
import platform
import sys
import sysconfig
import traceback
from collections.abc import Iterator
from contextvars import ContextVar
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Final

from reader import __version__
from reader.files import write_whole
from reader.text.safety import safe_line

CRASHED: Final = 70
"""The exit code of a program that broke: the fault is its own."""

KEPT: Final = 5
"""Reports that are kept; older ones go."""

REPORTS: Final[ContextVar[Path | None]] = ContextVar("REPORTS", default=None)
"""Where reports are kept instead, while the folder of the person's data is one that goes at the end."""

_ERRORS: Final = 12
"""Errors of which a report tells, where one led to the other."""

_FRAMES: Final = 12
"""Places of an error that are shown of either end; one that calls itself has thousands."""

_PLACES: Final = sorted(
    {str(Path(__file__).parents[2]), *map(sysconfig.get_path, ("purelib", "platlib", "stdlib"))}, key=len, reverse=True
)
"""Folders of programs, the innermost first: only below them does the name of a file say nothing of the person."""


def is_debugging() -> bool:
    """Tell whether errors are to be shown whole, with messages and values, as `READER_DEBUG` asks for."""
    return os.environ.get("READER_DEBUG", "") not in ("", "0")


def crash_report(error: BaseException | None, kept_at: Path | None = None) -> str:
    """Return a report that can be passed on as it is: types and places of the error, no messages and no values.

    Args:
        error: what happened; nothing where that is not known.
        kept_at: the file that holds the report.
    """
    lines = [
        "reader stopped because of an error of its own. Your marks are safe: each was saved when it was made.",
        "",
        f"reader {__version__}, Python {platform.python_version()}, {sys.platform}",
        *_told(error),
        "",
        "`reader doctor` says more of the machine. This report holds no text of your documents.",
        *([f"It is kept in {safe_line(_without_home(kept_at))}"] if kept_at else []),
        "With READER_DEBUG=1 the whole error is shown instead, which may hold text of your documents.",
    ]
    return "\n".join(lines)


def _without_home(path: Path) -> str:
    """Return a path without the name of the person, as far as that is in the path of their home folder."""
    home = Path(os.path.expanduser("~"))  # noqa: PTH111 (pathlib fails where there is no home)
    is_below = home.name and path.is_relative_to(home)
    return os.path.join("~", path.relative_to(home)) if is_below else str(path)  # noqa: PTH118 (a string is wanted)


def reports_folder() -> Path:
    """Return where reports are kept."""
    from reader.app.memory import data_folder  # noqa: PLC0415 (only a program that broke needs it)

    return REPORTS.get() or data_folder() / "crashes"


def keep_report(error: BaseException | None) -> Path | None:
    """Write the report of an error into the folder of the person's data, for them alone; return where, if that went well.

    The last few reports stay; what was written before goes.
    """
    folder = reports_folder()
    try:
        path = folder / f"{datetime.now().astimezone():%Y-%m-%dT%H%M%S}-{os.getpid()}.txt"
        write_whole(path, f"{crash_report(error)}\n".encode(), is_private=True, waits=False)
        for old in sorted(folder.glob("*.txt"))[:-KEPT]:
            old.unlink()
    except OSError:
        return None
    return path


def led_to(error: BaseException | None) -> Iterator[tuple[BaseException, str]]:
    """Yield an error, those that led to it, and those that it holds together, each with what it has to do with the one before."""
    pending, seen = [(error, "")], set[int]()
    while pending and len(seen) < _ERRORS:
        each, how = pending.pop(0)
        if each is None or id(each) in seen:
            continue
        seen.add(id(each))
        yield each, how
        pending.append((getattr(each, "error", None) or each.__cause__ or each.__context__, "because of "))
        if isinstance(each, BaseExceptionGroup):
            pending += [(one, "one of them: ") for one in each.exceptions]


def _told(error: BaseException | None) -> Iterator[str]:
    for each, how in led_to(error):
        yield f"{how}{type(each).__name__}{_safe_detail(each)}"
        yield from _places(each.__traceback__)


def _safe_detail(error: BaseException) -> str:
    """Return what an error says that cannot come from a document: the system's own words, or the name of a library."""
    if isinstance(error, OSError) and error.errno is not None:
        return f" {error.errno}: {os.strerror(error.errno)}"
    if isinstance(error, ModuleNotFoundError) and error.name and error.name.replace(".", "_").isidentifier():
        return f": {error.name}"
    return ""


def _places(trace: TracebackType | None) -> list[str]:
    """Return where an error happened, outermost first; what is not part of a program is not named."""
    lines = []
    for frame, line in traceback.walk_tb(trace):
        file = _within(frame.f_code.co_filename)
        lines.append(f"  {file}:{line} in {frame.f_code.co_qualname}" if file else f"  elsewhere:{line}")
    if len(lines) > 2 * _FRAMES:
        lines[_FRAMES:-_FRAMES] = [f"  … {len(lines) - 2 * _FRAMES:,} more"]
    return lines


def _within(file: str) -> str:
    """Return the path of a program's file below the folder of programs that it is in; nothing for any other."""
    for place in _PLACES:
        if file.startswith(place.rstrip(os.sep) + os.sep) and file.endswith(".py"):
            return file[len(place) :].lstrip(os.sep).replace(os.sep, "/")
    return ""
