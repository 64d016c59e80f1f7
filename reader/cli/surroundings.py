"""What the app runs in, as `reader doctor` tells it: the terminal, the way to the clipboard, folders, and what can be added."""

import locale
import os
import shutil
import stat
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from reader.app.clipboard import find_tool, is_remote, way
from reader.app.crash import reports_folder
from reader.app.memory import data_folder
from reader.cli.extras import EXTRAS, adding, version_of
from reader.settings import settings_path
from reader.text.counting import counted

Check = tuple[str, str, bool]
"""What was looked at, what was seen, and whether it is well."""

_MOST: Final = 100_000
"""Files of a folder that are counted."""

_LONGEST: Final = 30
"""Characters of a variable that are repeated: a terminal's name is no longer."""


def terminal(environ: Mapping[str, str] = os.environ) -> list[Check]:
    """Say what the app will find in the terminal."""
    size = shutil.get_terminal_size()
    inside = [name for name, variable in (("tmux", "TMUX"), ("screen", "STY")) if environ.get(variable)]
    if is_remote(environ):
        inside.append("over SSH")
    program = _short(environ.get("TERM_PROGRAM", "")) or ("Windows Terminal" if environ.get("WT_SESSION") else "")
    known = [_short(environ.get("TERM", "")) or "TERM is not set", program, *inside, f"{size.columns}x{size.lines}"]
    kind = "a terminal" if sys.stdout.isatty() else "no terminal, so its size is a guess"
    return [
        ("terminal", ", ".join(filter(None, known)), True),
        ("colours", colours(environ), True),
        ("letters", _letters(), True),
        ("mouse", _mouse(environ), True),
        ("clipboard", _clipboard(environ), True),
        ("output", f"{sys.stdout.encoding}, {kind}", True),
    ]


def colours(environ: Mapping[str, str] = os.environ) -> str:
    """Say how many colours the app will use, and why."""
    from rich.console import Console  # noqa: PLC0415 (what Textual asks, too)

    if "NO_COLOR" in environ:
        return "none: NO_COLOR is set; underline, bold and reverse stand for them"
    wanted = environ.get("TEXTUAL_COLOR_SYSTEM", "auto")
    known = {"auto", "standard", "256", "truecolor", "windows"}
    system = Console(
        color_system=wanted if wanted in known else "auto",  # type: ignore[arg-type]
        force_terminal=True,
        legacy_windows=False,
        _environ=environ,
    ).color_system
    names = {"truecolor": "16 million", "256": "256", "standard": "16", "windows": "16"}
    if wanted != "auto":
        why = f"TEXTUAL_COLOR_SYSTEM is {_short(wanted)}"
    elif environ.get("COLORTERM", "").strip().lower() in ("truecolor", "24bit"):
        why = f"COLORTERM is {_short(environ['COLORTERM'])}"
    else:
        why = f"COLORTERM is not truecolor, and TERM is {_short(environ.get('TERM', '')) or 'not set'}"
    return f"{names.get(system or '', 'none')}: {why}"


def _letters() -> str:
    name = locale.getlocale()[0] or "C"
    encoding = locale.getencoding()
    is_well = encoding.lower().replace("-", "") in ("utf8", "cp65001")
    return f"{encoding}, locale {name}" + (
        "" if is_well or os.name == "nt" else ": a terminal without UTF-8 draws ? for é"
    )


def _mouse(environ: Mapping[str, str]) -> str:
    if environ.get("TMUX"):
        return "asked for; tmux passes it on after `set -g mouse on`"
    return "the console of Linux has none" if environ.get("TERM") == "linux" else "asked for; every key works without"


def _clipboard(environ: Mapping[str, str]) -> str:
    tool = find_tool(environ)
    if tool is not None:
        return way(environ, tool)
    programs = (
        ""
        if is_remote(environ) or sys.platform in ("darwin", "win32")
        else "wl-clipboard, xclip or xsel takes it too; "
    )
    return f"{way(environ)}; {programs}Y writes to a file instead"


def folders(cache: Path) -> Iterator[Check]:
    """Say where the program keeps what, how much that is, and who may read it."""
    kept = (("cache", "READER_CACHE_DIR", cache), ("data", "READER_DATA_DIR", data_folder()))
    for name, variable, path in (*kept, ("config", "READER_CONFIG_DIR", settings_path().parent)):
        why = f" (by {variable})" if os.environ.get(variable) else ""
        state, is_well = _folder(path)
        yield name, f"{path}{why}: {state}", is_well


def _folder(path: Path) -> tuple[str, bool]:
    if not path.exists():
        above = next((each for each in path.parents if each.exists()), path)
        if not above.is_dir():
            return "not there, and it cannot be made: a file stands where a folder above it is wanted", False
        can = os.access(above, os.W_OK)
        return "not there yet" if can else "not there, and it cannot be made: nothing can be written above it", can
    if not path.is_dir():
        return "a file stands where a folder is wanted; move it away", False
    count, size = _measured(path)
    told = [counted(count, "file"), f"{size / 2**20:.1f} MB"]
    if os.name != "nt":
        told.append(f"permissions {stat.S_IMODE(path.stat().st_mode):o}")
    if not os.access(path, os.W_OK):
        return ", ".join([*told, "nothing can be written there"]), False
    return ", ".join(told), True


def _measured(folder: Path) -> tuple[int, int]:
    """Return how many files are below a folder, and how many bytes they have."""
    count = size = 0
    for where, _folders, names in os.walk(folder):
        for name in names[: _MOST - count]:
            count += 1
            try:
                size += os.lstat(os.path.join(where, name)).st_size  # noqa: PTH118 (a Path a file is slow)
            except OSError:
                continue
    return count, size


def crashes() -> Check:
    """Say how often the program broke lately."""
    found = sorted(reports_folder().glob("*.txt"))
    state = f"{len(found)} kept beside the data, the last of {found[-1].name[:10]}" if found else "none kept"
    return "crash reports", state, True


def extras() -> Iterator[Check]:
    """Say what is installed beside the program, and what adds the rest."""
    for name, package in EXTRAS.items():
        found = version_of(package)
        yield name, f"{package} {found}" if found else f"not installed; {adding(package)}", True


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
