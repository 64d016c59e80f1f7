"""The one table of what can be set: reading, warnings and the documented file come from it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from reader.settings.model import COLOURS, CONTEXTS, FORMATS, WIDTHS
from reader.settings.wording import nearest, shown
from reader.text.mention import KINDS

_LONGEST_NAME: Final = 20
"""Characters of a colour's name: it stands beside passages, in lists and in the lines below the text."""

_LONGEST_WORD: Final = 60
"""Characters of a theme and of a key."""

_LONGEST_PATH: Final = 1_000
"""Characters of a path, and of a finder of names, which may be a folder."""

_MOST_KEYS: Final = 8
"""Keys that one action may have."""

Checked = tuple[object, list[str]]
"""What of a value counts, `None` for nothing, and what is wrong with it: the end of a sentence that begins with its name."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One thing that can be set."""

    name: str
    """Table and key, such as `export.to`."""

    default: object
    """What counts where the file does not say; a string that is empty means that something else decides."""

    example: object
    """A value as it could stand in the file."""

    about: str
    """What it does, in a sentence or two for the documented file."""

    check: Callable[[object], Checked]
    """Tells what of a value counts."""

    @property
    def table(self) -> str:
        """The table it stands in, or an empty string."""
        return self.name.rpartition(".")[0]

    @property
    def key(self) -> str:
        """What it is called in its table."""
        return self.name.rpartition(".")[2]


def _word(example: str, longest: int = _LONGEST_WORD) -> Callable[[object], Checked]:
    def check(value: object) -> Checked:
        if not isinstance(value, str):
            return None, [f'is a word in quotes, such as "{example}"']
        word = value.strip()
        if len(word) > longest or not word.isprintable():
            return None, [f'is no such word: one is "{example}"']
        return word, [] if word else [f'is empty: leave the line out, or write one such as "{example}"']

    return check


def _finder(value: object) -> Checked:
    known = ("built-in", "rules", "spacy:PIPELINE", "gliner:MODEL")
    word, problems = _word("built-in", _LONGEST_PATH)(value)
    if not isinstance(word, str) or problems:
        return word, problems
    maker, _colon, model = word.partition(":")
    if word in known[:2] or (maker in ("spacy", "gliner") and model):
        return word, []
    return None, [f"is not “{shown(word)}”{nearest(word, known)}"]


def _path(example: str) -> Callable[[object], Checked]:
    def check(value: object) -> Checked:
        if not isinstance(value, str):
            return None, [f'is a path in quotes, such as "{example}"']
        path = value.strip()
        if not path or path == "-" or len(path) > _LONGEST_PATH or not path.isprintable():
            return None, [f'is no path: one is "{example}"']
        return path, []

    return check


def _one_of(known: Iterable[str]) -> Callable[[object], Checked]:
    def check(value: object) -> Checked:
        if isinstance(value, str) and value in known:
            return value, []
        if not isinstance(value, str):
            return None, [f"is one word in quotes: {', '.join(known)}"]
        return None, [f"is not “{shown(value)}”{nearest(value, known)}"]

    return check


def _width(value: object) -> Checked:
    if type(value) is int and value in WIDTHS:
        return value, []
    if type(value) is int:
        near = WIDTHS[0] if value < WIDTHS[0] else WIDTHS[-1]
        return near, [f"goes from {WIDTHS[0]} to {WIDTHS[-1]} cells: {near} is taken"]
    return None, [f"is a whole number of cells from {WIDTHS[0]} to {WIDTHS[-1]}, without quotes"]


def _kinds(value: object) -> Checked:
    if not isinstance(value, list):
        return None, [f"is a list of kinds in square brackets, from: {', '.join(KINDS)}"]
    problems = [
        f"holds “{shown(each)}”, which is no kind{nearest(each, KINDS)}"
        if isinstance(each, str)
        else 'is a list of words in quotes, such as ["person", "date"]'
        for each in value
        if each not in KINDS
    ]
    if len(problems) == len(value) > 0:
        return None, problems
    return tuple(kind for kind in KINDS if kind in value), problems


def _flag(value: object) -> Checked:
    return (value, []) if isinstance(value, bool) else (None, ["is true or false, without quotes"])


SETTINGS: Final[tuple[Setting, ...]] = (
    Setting(
        "theme",
        "",
        "reader-light",
        "The colours of the app: reader-dark, reader-light, reader-contrast, or one of Textual's such as nord or gruvbox. "
        "Without it, the theme that was chosen last.",
        _word("reader-dark"),
    ),
    Setting(
        "width",
        80,
        72,
        f"Cells of the text column, from {WIDTHS[0]} to {WIDTHS[-1]}. Without it, the width that was chosen last.",
        _width,
    ),
    Setting(
        "kinds",
        KINDS,
        ("person", "organization", "place", "date"),
        "The kinds that are marked in the text, listed beside it and gone through; an empty list marks none.",
        _kinds,
    ),
    Setting(
        "extractors.names",
        "",
        "rules",
        "What finds names: built-in, rules, spacy:PIPELINE or gliner:MODEL.",
        _finder,
    ),
    Setting(
        "export.to",
        "",
        "~/notes/sources",
        "Where highlights are written: a folder, or a file where all go into one. A path that begins with neither "
        "/ nor ~ starts from the folder in which reader was started.",
        _path("~/notes/sources"),
    ),
    Setting(
        "export.format",
        "markdown",
        "markdown",
        f"What they are written as: {', '.join(FORMATS)} (single is one Markdown file).",
        _one_of(FORMATS),
    ),
    Setting(
        "export.context",
        "none",
        "sentence",
        f"What is quoted around a passage in Markdown: {', '.join(CONTEXTS)}.",
        _one_of(CONTEXTS),
    ),
    Setting("export.wikilinks", False, True, "Whether Markdown links sources and names as [[…]].", _flag),  # noqa: FBT003 (a value)
    Setting(
        "export.template",
        "",
        "note.md.j2",
        "A Jinja template by which each Markdown file is written. A path that begins with neither / nor ~ "
        "starts from the folder of this file.",
        _path("note.md.j2"),
    ),
)
"""What can be set but for the names of colours and the keys."""

TABLES: Final[Mapping[str, tuple[str, ...]]] = {
    "colours": COLOURS,
    "extractors": ("names",),
    "export": tuple(setting.key for setting in SETTINGS if setting.table == "export"),
    "keys": (),
}
"""Tables of the file and what can stand in each; what can in `keys`, the app knows."""


def colour_names(table: Mapping[str, object]) -> tuple[dict[str, str], list[str]]:
    """Return the names of colours as far as they make sense, and what is wrong with the others."""
    names: dict[str, str] = {}
    problems: list[str] = []
    for colour, given in table.items():
        if colour not in COLOURS:
            continue
        name = " ".join(given.split()) if isinstance(given, str) else given
        others = {names.get(other, other).casefold() for other in COLOURS if other != colour}
        problem = _wrong_name(name, others)
        if problem:
            problems.append(f"colours.{colour} {problem}")
        elif isinstance(name, str):
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


def keys_by_action(table: Mapping[str, object]) -> tuple[dict[str, tuple[str, ...]], list[str]]:
    """Return keys by action as far as they are keys in quotes, and what is wrong with the others."""
    keys: dict[str, tuple[str, ...]] = {}
    problems: list[str] = []
    for action, given in table.items():
        listed = [given] if isinstance(given, str) else given
        if not isinstance(listed, list) or not all(isinstance(key, str) for key in listed):
            problems.append(f'keys.{shown(action)} is a list of keys in quotes, such as ["s", "ctrl+f"]')
        elif len(listed) > _MOST_KEYS:
            problems.append(f"keys.{shown(action)} has {len(listed):,} keys; an action has at most {_MOST_KEYS}")
        else:
            keys[action] = tuple(dict.fromkeys(key[:_LONGEST_WORD] for key in listed))
    return keys, problems
