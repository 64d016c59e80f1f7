"""Decisions about entities made on the command line, and their exchange as files."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from reader.cli.naming import exactly_named, is_called
from reader.cli.output import DONE, CommandError, emit_json, narrate
from reader.cli.undoing import take_back
from reader.corpus import Directory, Index, directory
from reader.notebook import EntityDecision, EntityName, Notebook, NotebookError, SharingError
from reader.notebook.entities import record_of
from reader.text.counting import counted
from reader.text.mention import ENTITY_KINDS, EntityKind
from reader.text.safety import safe_text

OPTIONS: Final[tuple[tuple[str, tuple[str, ...], str], ...]] = (
    ("--merge", ("NAME", "NAME"), "the two are one"),
    ("--apart", ("NAME", "NAME"), "the two are not one; they are not suggested again"),
    ("--rename", ("NAME", "NEW"), "show it by another name"),
    ("--retype", ("NAME", "KIND"), "it is of another kind"),
    ("--reject", ("NAME",), "it is no entity"),
    ("--keep", ("NAME",), "take a rejection back"),
    ("--split", ("NAME", "FORM"), "what is written FORM is another entity; --in one DOCUMENT, --as another NAME"),
    ("--add", ("TEXT", "KIND"), "every occurrence of TEXT is a mention"),
    ("--undo", (), "take the last change back, if it is such a decision"),
    ("--import-decisions", ("FILE",), "take over what others decided; - reads standard input"),
    ("--export-decisions", ("FILE",), "write what was decided for others; - prints"),
)
"""Each option that decides, what it takes, and what it says."""


class _InOrder(argparse.Action):
    """Keeps decisions in the order in which they are written: a later one wins over an earlier one."""

    def __call__(
        self,
        parser: argparse.ArgumentParser,  # noqa: ARG002 (argparse's signature)
        namespace: argparse.Namespace,
        values: str | Sequence[Any] | None,
        option_string: str | None = None,
    ) -> None:
        """Note a decision."""
        given = [str(value) for value in values or ()]
        namespace.decide = [*(namespace.decide or ()), (str(option_string), given)]


def add_decisions(parser: argparse.ArgumentParser) -> None:
    """Describe the options that decide."""
    group = parser.add_argument_group("decisions", "A NAME is one that the list shows, or an alias, or its key.")
    for option, metavar, text in OPTIONS:
        group.add_argument(
            option, nargs=len(metavar), metavar=metavar or None, action=_InOrder, dest="decide", default=None, help=text
        )
    group.add_argument("--in", dest="document", default="", metavar="DOCUMENT", help="split only in this document")
    group.add_argument("--as", dest="named", default="", metavar="NAME", help="whose the mentions split off are")


def decide(options: argparse.Namespace, index: Index, notebook: Notebook, names: Sequence[str]) -> int:
    """Make the decisions asked for, one after the other, each on what those before it made of the folder.

    Raises:
        CommandError: a name is unknown or several go by it, or something cannot be read or written.
    """
    if names:
        raise CommandError(f"“{names[0]}” is no folder or file; decisions name whom they are about themselves")
    made: list[EntityDecision] = []
    exported = False
    for option, values in options.decide:
        try:
            if option == "--import-decisions":
                _import(notebook, values[0])
            elif option == "--export-decisions":
                _export(notebook, values[0])
                exported = exported or values[0] == "-"
            elif option == "--undo":
                _undo(notebook)
            else:
                known = directory(index, notebook.entity_decisions)
                made.append(_decided(option, values, options, known, notebook))
                narrate(f"{option.removeprefix('--')} {', '.join(values)}: kept in {notebook.path}")
        except (ValueError, NotebookError, SharingError) as error:
            raise CommandError(str(error)) from None
    if options.json and not exported:
        emit_json([record_of(decision) for decision in made])
    return DONE


def _undo(notebook: Notebook) -> None:
    take_back(notebook, "entities")
    narrate(f"taken back; {counted(len(notebook.entity_decisions), 'decision is', 'decisions are')} left")


def _import(notebook: Notebook, path: str) -> None:
    try:
        data = sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()
    except OSError as error:
        raise CommandError(f"{path}: {error.strerror or error}") from None
    taken = notebook.receive_entities(data)
    narrate(
        f"{counted(taken.taken, 'decision')} taken over, {taken.known:,} already there, {taken.lost:,} not understood"
    )


def _export(notebook: Notebook, path: str) -> None:
    data = notebook.share_entities()
    if path == "-":
        written = data.decode("utf-8")
        sys.stdout.write(safe_text(written) if sys.stdout.isatty() else written)
        return
    try:
        Path(path).write_bytes(data)
    except OSError as error:
        raise CommandError(f"{path}: {error.strerror or error}") from None
    narrate(f"{counted(len(notebook.entity_decisions), 'decision')} written to {path}")


def _decided(
    option: str, values: list[str], options: argparse.Namespace, known: Directory, notebook: Notebook
) -> EntityDecision:
    """Make one decision; what is missing in it is told by the notebook."""
    decide, value = notebook.decide_entities, values[0]
    match option:
        case "--merge" | "--apart":
            made = decide("same" if option == "--merge" else "apart", _two(known, values))
        case "--rename":
            made = decide("rename", exactly_named(known, value).names, to=values[1])
        case "--retype":
            made = decide("retype", exactly_named(known, value).names, kind=_kind(values[1]))
        case "--reject":
            made = decide("reject", exactly_named(known, value).names)
        case "--keep":
            made = decide("keep", _rejected(known, value))
        case "--add":
            made = decide("add", (), to=value, kind=_kind(values[1]))
        case _:
            made = _split(values, options, known, notebook)
    return made


def _two(known: Directory, values: list[str]) -> tuple[EntityName, EntityName]:
    """Return a name of each of two entities, or two names that are one entity so far."""
    first, second = (exactly_named(known, value) for value in values)
    if first.key != second.key:
        return first.names[0], second.names[0]
    one, other = (next((name for name in first.names if is_called(name, value)), None) for value in values)
    if one is None or other is None or one == other:
        raise CommandError(
            f"“{values[0]}” and “{values[1]}” are one name of {first.name}; --split takes a form of it away"
        )
    return one, other


def _split(values: list[str], options: argparse.Namespace, known: Directory, notebook: Notebook) -> EntityDecision:
    entity, form = exactly_named(known, values[0]), values[1]
    if form not in (entity.name, *entity.aliases):
        raise CommandError(f"{entity.name} is never written “{form}” but {', '.join((entity.name, *entity.aliases))}")
    if options.document and options.document not in entity.documents:
        raise CommandError(f"{entity.name} is not mentioned in {options.document}")
    return notebook.decide_entities("split", entity.names, to=options.named, form=form, document=options.document)


def _rejected(known: Directory, value: str) -> list[EntityName]:
    found = [name for name in known.settled.rejected if is_called(name, value)]
    if not found:
        raise CommandError(f"“{value}” was not rejected")
    return sorted(found)


def _kind(value: str) -> EntityKind:
    for kind in ENTITY_KINDS:
        if kind == value.casefold():
            return kind
    raise CommandError(f"“{value}” is no kind; there are {', '.join(ENTITY_KINDS)}")
