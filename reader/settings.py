"""What the user has set up, from `config.toml` in the platform's folder for settings. A bad file never stops the program."""

import difflib
import os
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from platformdirs import user_config_path

COLOURS: Final = ("yellow", "green", "blue", "pink")
"""The colours that a person may give a name of their own."""

_KNOWN: Final = {"extractors": ("names",), "colours": COLOURS}
"""Tables of the file and the keys in each."""

_LONGEST_NAME: Final = 20
"""Characters of a colour's name: it stands beside passages, in lists and in the lines below the text."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Settings as they count, with what was wrong in the file."""

    names: str = ""
    """What finds names: `built-in`, `rules`, `spacy:PIPELINE` or `gliner:MODEL`; empty where the user says nothing."""

    colours: Mapping[str, str] = field(default_factory=dict, hash=False)
    """What the person calls the colours of marks, such as `claim` for `yellow`; without those that have no such name."""

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
    colours, problems = _colours(data.get("colours"))
    return Settings(names, colours, (*warnings, *(f"{path}: {problem}" for problem in problems)))


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


def _colours(table: object) -> tuple[dict[str, str], list[str]]:
    """Return the names of colours as far as they make sense, and what is wrong with the others."""
    names: dict[str, str] = {}
    problems: list[str] = []
    for colour, given in table.items() if isinstance(table, dict) else ():
        if colour not in COLOURS:
            continue
        name = " ".join(given.split()) if isinstance(given, str) else given
        others = {names.get(other, other).casefold() for other in COLOURS if other != colour}
        if problem := _wrong_name(name, others):
            problems.append(f"colours.{colour} {problem}")
        else:
            names[colour] = name
    return names, problems


def _wrong_name(name: object, others: set[str]) -> str:
    """Say what is wrong with the name of a colour, or nothing."""
    if not isinstance(name, str):
        return 'is a name in quotes, such as "claim"'
    if not name:
        return "is empty: leave the line out to call the colour by its own name"
    if len(name) > _LONGEST_NAME:
        return f"has {len(name):,} characters; a name has at most {_LONGEST_NAME}"
    if not name.isprintable():
        return "has characters that cannot be seen"
    return f"is “{name}”, as another colour is called" if name.casefold() in others else ""


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
