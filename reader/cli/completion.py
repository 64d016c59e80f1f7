"""`reader completion`: a script by which a shell completes commands, options and their values, made from the parsers."""

import argparse
import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final

from reader.cli.output import DONE, emit
from reader.cli.shells import SHELLS, Command, Option, Takes

_FOLDERS: Final = {"DIR", "FOLDER"}
_FILES: Final = {"FILE", "PATH", "DOCUMENT", *_FOLDERS}

_HOW: Final = """\
bash:  reader completion bash > ~/.local/share/bash-completion/completions/reader
zsh:   reader completion zsh > a folder of $fpath, as _reader; or source it after compinit
fish:  reader completion fish > ~/.config/fish/completions/reader.fish
A new shell completes then; run it again after an update."""


def add_completion(parser: argparse.ArgumentParser) -> None:
    """Describe `reader completion`."""
    parser.description = "Print a script that completes commands, options and their values in your shell."
    parser.epilog = _HOW
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("shell", choices=tuple(SHELLS), help="which shell it is for")
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    emit(SHELLS[options.shell](described()).rstrip("\n"))
    return DONE


def described() -> list[Command]:
    """Return what can be completed: first what holds where no command is named, then every command."""
    from reader.cli.main import COMMANDS, parser_of, parser_of_app  # noqa: PLC0415 (it calls this module)

    app = _command("", parser_of_app())
    return [app, *(_command(name, parser_of(name)) for name in COMMANDS)]


def _command(name: str, parser: argparse.ArgumentParser) -> Command:
    options: list[Option] = []
    values: list[str] = []
    takes = Takes.NOTHING
    for action in parser._actions:  # noqa: SLF001 (argparse has no other way to ask)
        if action.option_strings:
            options.append(_option(name, action))
        elif found := _values(name, action):
            values += found
        else:
            takes = max(takes, _taken(action))
    about = (parser.description or "").strip().partition("\n")[0]
    return Command(name, re.split(r"[.;:](?:\s|$)", about)[0], tuple(options), takes, tuple(values))


def _option(command: str, action: argparse.Action) -> Option:
    count = 0 if action.nargs == 0 else action.nargs if isinstance(action.nargs, int) else 1
    many = action.nargs in ("+", "*") or type(action).__name__ in ("_AppendAction", "_ExtendAction")
    # what counts as help is what is shown: the parser fills in nothing here
    about = "" if action.help in (None, argparse.SUPPRESS) else str(action.help).replace("%%", "%")
    values = tuple(_values(command, action)) if count else ()
    name = _called(action) if count else ""
    return Option(
        tuple(action.option_strings), about, count, many, name, _taken(action) if count else Takes.NOTHING, values
    )


def _called(action: argparse.Action) -> str:
    metavar = action.metavar[0] if isinstance(action.metavar, tuple) else action.metavar
    return metavar or action.dest.upper()


def _taken(action: argparse.Action) -> Takes:
    """Return what kind of path an argument is: its type or its name says so."""
    named = set(re.findall(r"[A-Z]+", str(action.metavar or "")))
    if named & _FILES:
        return Takes.FOLDERS if named & _FILES <= _FOLDERS and action.option_strings else Takes.FILES
    return Takes.FILES if action.type is Path else Takes.NOTHING


def _values(command: str, action: argparse.Action) -> Iterable[str]:
    """Return what can stand as the value of an argument, where that is a list."""
    if action.choices is not None:
        return [str(choice) for choice in action.choices]
    known = _KNOWN.get((command, action.dest)) or _KNOWN.get(("*", action.dest))
    return known() if known else []


def _themes() -> list[str]:
    from reader.app.looks import themes  # noqa: PLC0415 (loads Textual)

    return themes()


def _formats() -> list[str]:
    from reader.export.formats import FORMATS  # noqa: PLC0415

    return ["markdown", *FORMATS]


def _colours() -> list[str]:
    from reader.settings import COLOURS  # noqa: PLC0415

    return list(COLOURS)


def _extractors() -> list[str]:
    from reader.entities import BUILT_IN, RULES  # noqa: PLC0415

    return [BUILT_IN, RULES]


def _topics() -> list[str]:
    from reader.cli.help import pages  # noqa: PLC0415

    return list(pages())


_KNOWN: Final[dict[tuple[str, str], Callable[[], list[str]]]] = {
    ("", "theme"): _themes,
    ("export", "format"): _formats,
    ("*", "colour"): _colours,
    ("extract", "extractor"): _extractors,
    ("help", "topic"): _topics,
}
"""Values that a parser does not list, by command and argument: a person may write others, or they take long to load."""
