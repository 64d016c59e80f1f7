"""Reading `config.toml`: whatever it holds, what can be understood of it counts, and the rest is told of."""

import os
import stat
import tomllib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from platformdirs import user_config_path

from reader.settings.model import ExportSettings, Settings
from reader.settings.table import SETTINGS, TABLES, colour_names, keys_by_action
from reader.settings.wording import nearest, shown
from reader.text.counting import counted

_LARGEST: Final = 100_000
"""Bytes of a file that is read; the documented one has a tenth of them."""

_LONGEST_LINE: Final = 2_000
"""Characters of a line; reading a key of very many parts would hold up the start."""

_MOST: Final = 12
"""Problems that are told of one by one."""

_FLAGS: Final = sum(getattr(os, name, 0) for name in ("O_BINARY", "O_CLOEXEC", "O_NONBLOCK"))
"""How the file is opened: a link is followed, as people keep their settings elsewhere; a pipe is not waited for."""


class _UnreadableError(Exception):
    """The file cannot be read; the message says why, as the end of a sentence that begins with its path."""


def settings_path() -> Path:
    """Return where the settings are."""
    base = os.environ.get("READER_CONFIG_DIR")
    return (Path(base) if base else user_config_path("reader", appauthor=False)) / "config.toml"


def load_settings(path: Path | None = None) -> Settings:
    """Read the settings; a missing file sets nothing, a bad one sets what can be read of it and warns."""
    path = path or settings_path()
    try:
        data = _parsed(path)
    except FileNotFoundError:
        return Settings()
    except (OSError, ValueError, RecursionError, _UnreadableError) as error:
        return Settings(warnings=(f"{path}: {_reason(error)}; the program goes on without it",))
    settings, problems = _understood(data, path.parent)
    warnings = [f"{path}: {problem}" for problem in problems[:_MOST]]
    if len(problems) > _MOST:
        warnings.append(
            f"{path}: {counted(len(problems) - _MOST, 'more line of it makes', 'more lines of it make')} no sense"
        )
    return Settings(**settings, warnings=tuple(warnings))


def colour_name(colour: str) -> str:
    """Return what the person calls a colour of marks, or the colour itself where they gave it no name."""
    path = settings_path()
    try:
        known = path.stat()
    except OSError:
        return colour
    return _names_of_colours(path, known.st_mtime_ns, known.st_size).get(colour, colour)


@lru_cache(maxsize=2)
def _names_of_colours(path: Path, _changed: int, _size: int) -> Mapping[str, str]:
    return load_settings(path).colours


def _parsed(path: Path) -> dict[str, Any]:
    """Return what the file holds.

    Raises:
        OSError: there is none, or it cannot be read.
        _UnreadableError: it is no file, or too large, or no text, or a line of it is too long.
        tomllib.TOMLDecodeError: it is no TOML.
    """
    with os.fdopen(os.open(path, os.O_RDONLY | _FLAGS), "rb", buffering=0) as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise _UnreadableError("it is no file")
        data = file.read(_LARGEST + 1)
    if len(data) > _LARGEST:
        raise _UnreadableError(f"it has more than {_LARGEST:,} bytes")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise _UnreadableError("it is no UTF-8: save it in that encoding") from None
    for number, line in enumerate(text.splitlines(), 1):
        if len(line) > _LONGEST_LINE:
            raise _UnreadableError(f"line {number} has more than {_LONGEST_LINE:,} characters")
    return tomllib.loads(text)


def _reason(error: Exception) -> str:
    if isinstance(error, OSError):
        return f"it cannot be read ({error.strerror or error})"
    if isinstance(error, tomllib.TOMLDecodeError):
        return f"it cannot be understood: {error}"
    return "its brackets are nested too deep" if isinstance(error, RecursionError) else str(error)


def _understood(data: dict[str, Any], folder: Path) -> tuple[dict[str, Any], list[str]]:
    """Return the settings that count, by the names of fields, and what is wrong with the others."""
    problems = _unknown(data)
    values: dict[str, Any] = {}
    for setting in SETTINGS:
        table = _table(data, setting.table) if setting.table else data
        if setting.key in table:
            value, wrong = setting.check(table[setting.key])
            problems += [f"{setting.name} {problem}" for problem in wrong]
            if value not in (None, ""):
                values[setting.name] = value
    colours, wrong_colours = colour_names(_table(data, "colours"))
    keys, wrong_keys = keys_by_action(_table(data, "keys"))
    export = {name.removeprefix("export."): value for name, value in values.items() if name.startswith("export.")}
    if "template" in export:
        export["template"] = folder / os.path.expanduser(export["template"])  # noqa: PTH111 (pathlib fails where there is no home)
    settings: dict[str, Any] = {name: values[name] for name in ("theme", "width", "kinds") if name in values}
    settings |= {
        "names": values.get("extractors.names", ""),
        "export": ExportSettings(**export),
        "colours": colours,
        "keys": keys,
        "given": frozenset([*values, *(f"colours.{each}" for each in colours), *(f"keys.{each}" for each in keys)]),
    }
    return settings, [*problems, *wrong_colours, *wrong_keys]


def _table(data: Mapping[str, Any], name: str) -> dict[str, Any]:
    table = data.get(name)
    return table if isinstance(table, dict) else {}


def _unknown(data: dict[str, Any]) -> list[str]:
    problems = []
    single = [setting.key for setting in SETTINGS if not setting.table]
    for name, content in data.items():
        if name in single:
            continue
        if name not in TABLES:
            problems.append(f"nothing is called “{shown(name)}”{_elsewhere(name) or nearest(name, (*single, *TABLES))}")
        elif not isinstance(content, dict):
            problems.append(f"“{name}” is a table: [{name}]")
        elif name != "keys":
            problems += [
                f"nothing in [{name}] is called “{shown(key)}”"
                f"{_above(key, single) or _elsewhere(key) or nearest(key, TABLES[name])}"
                for key in content
                if key not in TABLES[name]
            ]
    return problems


def _above(key: str, single: list[str]) -> str:
    """Say that a key belongs above all tables, where it does."""
    return f": {key} belongs at the top, before the first [table]" if key in single else ""


def _elsewhere(key: str) -> str:
    """Say in which table a key belongs, if that is another."""
    table = next((table for table, keys in TABLES.items() if key in keys), "")
    return f": {key} belongs below [{table}]" if table else ""
