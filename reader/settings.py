"""What the user has set up, from `config.toml` in the platform's folder for settings. A bad file never stops the program."""

import difflib
import os
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from platformdirs import user_config_path

_KNOWN: Final = {"extractors": ("names",)}
"""Tables of the file and the keys in each."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Settings as they count, with what was wrong in the file."""

    names: str = ""
    """What finds names: `built-in`, `rules`, `spacy:PIPELINE` or `gliner:MODEL`; empty where the user says nothing."""

    warnings: tuple[str, ...] = ()
    """What could not be understood, a sentence each."""


def settings_path() -> Path:
    """Return where the settings are."""
    base = os.environ.get("READER_CONFIG_DIR")
    return (Path(base) if base else user_config_path("reader", appauthor=False)) / "config.toml"


def load_settings(path: Path | None = None) -> Settings:
    """Read the settings; a missing file sets nothing, a bad one sets what can be read of it and warns."""
    path = path or settings_path()
    try:
        with path.open("rb") as file:
            data = tomllib.load(file)
    except FileNotFoundError:
        return Settings()
    except (OSError, ValueError) as error:
        return Settings(warnings=(f"{path}: {error}",))
    warnings = [f"{path}: {problem}" for problem in _unknown(data)]
    extractors = data.get("extractors")
    names = extractors.get("names", "") if isinstance(extractors, dict) else ""
    if not isinstance(names, str):
        warnings.append(f'{path}: extractors.names is a word in quotes, such as "built-in"')
        names = ""
    return Settings(names, tuple(warnings))


def _unknown(data: dict[str, Any]) -> list[str]:
    problems = []
    for table, content in data.items():
        if table not in _KNOWN:
            problems.append(f"nothing is called “{table}”{_nearest(table, _KNOWN)}")
        elif not isinstance(content, dict):
            problems.append(f"“{table}” is a table: [{table}]")
        else:
            problems += [
                f"nothing in [{table}] is called “{key}”{_nearest(key, _KNOWN[table])}"
                for key in content
                if key not in _KNOWN[table]
            ]
    return problems


def _nearest(word: str, known: Iterable[str]) -> str:
    near = difflib.get_close_matches(word, list(known), 1)
    return f": “{near[0]}” is meant?" if near else f": there is {', '.join(known)}"
