"""The file of settings with everything that can be set, each explained: written from the table that reading goes by."""

import json
import textwrap
from collections.abc import Iterable, Iterator
from typing import Final

from reader.settings.model import COLOURS
from reader.settings.table import SETTINGS, Setting

_WIDE: Final = 98
"""Characters of a line of explanation."""

_HEAD: Final = (
    "Settings of reader. What begins with # is left out: take the # away before a line without a space to set "
    "something. As it is, this file changes nothing; without a line, what it shows is what counts, or an example "
    "where something else decides. `reader config` prints what counts and what could not be understood."
)
_TABLES: Final = {
    "colours": "What you call the colours of highlights. The names stand in lists, searches and exports; the notebook "
    "keeps the colours.",
    "extractors": "",
    "export": "How highlights leave where nothing else is said: `reader export` and E in the app. Options of the "
    "command win; in the app, the place and format of a folder's last export do.",
}
"""Tables in the order in which they are written, with what stands over each."""


def documented() -> Iterator[str]:
    """Yield the lines of the file, but for those of the keys."""
    yield from explained(_HEAD)
    yield from _settings(setting for setting in SETTINGS if not setting.table)
    for table, about in _TABLES.items():
        yield from ("", "", f"[{table}]", *explained(about))
        if table == "colours":
            yield from (set_line(colour, colour) for colour in COLOURS)
        else:
            yield from _settings(setting for setting in SETTINGS if setting.table == table)


def _settings(settings: Iterable[Setting]) -> Iterator[str]:
    for setting in settings:
        yield from ("", *explained(setting.about))
        yield set_line(setting.key, setting.example if setting.default == "" else setting.default)


def explained(words: str) -> list[str]:
    """Return an explanation as lines that are left out."""
    return [f"# {line}" for line in textwrap.wrap(words, _WIDE, break_on_hyphens=False)]


def set_line(key: str, value: object, about: str = "") -> str:
    """Return a line that would set something if the sign before it were taken away."""
    line = f"#{key} = {as_toml(value)}"
    return f"{line:<48} # {about}" if about else line


def as_toml(value: object) -> str:
    """Return a value as the file writes it."""
    if isinstance(value, tuple | list):
        return f"[{', '.join(map(as_toml, value))}]"
    return json.dumps(value, ensure_ascii=False)
