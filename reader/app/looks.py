"""How the app looks to this person: theme and width, from `config.toml` or as they were chosen last."""

import contextlib
import json
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from textual.theme import BUILTIN_THEMES

from reader.app.keymap import keymap_of
from reader.app.memory import data_folder, record_in
from reader.app.theme import DARK, THEMES
from reader.files import write_whole
from reader.settings import WIDTHS, Settings, settings_path
from reader.settings.wording import nearest, shown
from reader.text.counting import counted

_LARGEST: Final = 10_000
"""Bytes of the file that are read; this program writes none so large."""

_TOLD: Final = 2
"""Problems with the settings that are told of when the app starts."""


def looks_path() -> Path:
    """Return where it is kept what was chosen last."""
    return data_folder() / "looks.json"


class Looks:
    """Theme and width that count: as `config.toml` says, else as chosen last, else the usual ones.

    What is chosen in the app counts until it ends, and from then on unless `config.toml` says something else. It is a
    convenience: where it cannot be read or written, nothing else is lost. It may be saved in a thread.
    """

    def __init__(self, settings: Settings) -> None:
        """Read what was chosen last; a missing or broken file is no choice."""
        self.settings = settings
        """What `config.toml` says."""
        self._path = looks_path()
        self._saving = threading.Lock()
        self.kept = _read(self._path)
        """What was chosen last, where it was."""
        known = themes()
        self.theme = next((theme for theme in (settings.theme, self.kept.get("theme")) if theme in known), DARK.name)
        """The name of a theme."""
        self.width: int = settings.width if "width" in settings.given else self.kept.get("width", settings.width)
        """Cells of the text column."""
        self._chosen: dict[str, str | int] = {}

    def choose_theme(self, theme: str) -> str:
        """Take a theme; return what `config.toml` says in its place from the next start on, or an empty string."""
        self.theme = theme
        return self._choose("theme", theme, self.settings.theme)

    def choose_width(self, width: int) -> str:
        """Take a width; return what `config.toml` says in its place from the next start on, or an empty string."""
        self.width = width
        return self._choose("width", width, self.settings.width)

    def _choose(self, name: str, value: str | int, said: str | int) -> str:
        if name not in self.settings.given:
            self._chosen[name] = value
            return ""
        return (
            ""
            if value == said
            else f"{value} for now: config.toml says {name} = {json.dumps(said, ensure_ascii=False)}"
        )

    def save(self) -> None:
        """Write down what was chosen, beside what another program did meanwhile; where that cannot be done, nothing happens."""
        with self._saving:
            chosen = {**self._chosen}
            if chosen:
                data = json.dumps(_read(self._path) | chosen).encode()
                with contextlib.suppress(OSError):
                    write_whole(self._path, data, is_private=True, waits=False)


def themes() -> list[str]:
    """Return the names of all themes."""
    return sorted({*BUILTIN_THEMES, *(theme.name for theme in THEMES)})


def problems_of(settings: Settings) -> list[str]:
    """Return everything that is wrong with the settings: in the file, with the theme, with the keys."""
    found = [*keymap_of(settings.keys).problems]
    if settings.theme and settings.theme not in themes():
        found.insert(0, f"no theme is called “{shown(settings.theme)}”{nearest(settings.theme, themes())}")
    return [*settings.warnings, *(f"{settings_path()}: {problem}" for problem in found)]


def in_short(problems: Sequence[str]) -> list[str]:
    """Return problems with the settings as the app tells of them, which has little room: the first ones, and how many more."""
    shown = [*problems] if len(problems) <= _TOLD else [*problems[: _TOLD - 1]]
    left = len(problems) - len(shown)
    return (
        [*shown, f"{settings_path()}: {counted(left, 'more problem')}; reader config tells of each"] if left else shown
    )


def _read(path: Path) -> dict[str, Any]:
    """Return theme and width of a file, as far as they make sense."""
    data = record_in(path, _LARGEST)
    theme, width = data.get("theme"), data.get("width")
    kept: dict[str, Any] = {"theme": theme} if isinstance(theme, str) else {}
    return kept | ({"width": width} if type(width) is int and width in WIDTHS else {})
