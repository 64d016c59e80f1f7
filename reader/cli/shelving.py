"""What a person says of documents on the command line: that they are read or not, and which day they are of."""

import argparse
from pathlib import Path

from reader.cli.changing import Changing
from reader.cli.folders import notebook_of
from reader.cli.output import CommandError, narrate
from reader.cli.places import is_path
from reader.cli.undoing import take_back
from reader.corpus.decisions import check_day
from reader.documents import DocumentError, Folder
from reader.documents.dating import parse_day
from reader.notebook import NotebookError
from reader.text.counting import counted
from reader.text.safety import safe_line


def add_changes(parser: argparse.ArgumentParser) -> None:
    """Describe the options that say something of documents."""
    group = parser.add_argument_group(
        "changes", "A FILE is a path in the folder, or the end of one. What is changed is kept at once."
    )
    only = group.add_mutually_exclusive_group()
    only.add_argument("--read", nargs="+", action="extend", metavar="FILE", help="they are read")
    only.add_argument("--unread", nargs="+", action="extend", metavar="FILE", help="they are not read")
    only.add_argument(
        "--day",
        nargs=2,
        action="append",
        metavar=("FILE", "DAY"),
        help="it is of this day, and “Friday” is reckoned from it; an empty one: it has no date",
    )
    only.add_argument("--undo", action="store_true", help="take the last change back, if it is the day of a document")


def chosen_change(options: argparse.Namespace) -> bool:
    """Tell whether something is to be changed."""
    return bool(options.read or options.unread or options.day or options.undo)


def paths_after_files(options: argparse.Namespace) -> list[str]:
    """Return the folder that stands behind the names of documents, and leave the names alone there."""
    paths: list[str] = []
    for name in ("read", "unread"):
        given = getattr(options, name) or []
        paths += filter(_is_folder, given)
        left = [each for each in given if not _is_folder(each)]
        if given and not left:
            raise CommandError(f"--{name} takes the names of documents; {safe_line(given[0])} is a folder")
        setattr(options, name, left)
    return paths


def _is_folder(written: str) -> bool:
    return is_path(written) and Path(written).is_dir()


def change(options: argparse.Namespace, folder: Folder) -> list[str]:
    """Keep what is said, and return the names of the documents it is said of.

    Raises:
        CommandError: a document is unknown or ambiguous, a day is none, or it cannot be written.
    """
    work = Changing(options, folder, notebook_of(folder))
    try:
        if options.undo:
            narrate(f"taken back: {take_back(work.notebook, 'documents')}")
            return []
        return _days(work) if options.day else _read(work)
    except (DocumentError, NotebookError) as error:
        raise CommandError(str(error)) from None


def _read(work: Changing) -> list[str]:
    is_read = bool(work.options.read)
    names = list(dict.fromkeys(map(work.name, work.options.read or work.options.unread)))
    documents = [work.document(name) for name in names]
    with work.notebook.together():
        for document in documents:
            work.notebook.set_read(document.id, document.name, is_read=is_read)
    narrate(f"{counted(len(names), 'document')} {'read' if is_read else 'not read'}; kept in {work.notebook.path}")
    return names


def _days(work: Changing) -> list[str]:
    for _name, written in work.options.day:
        if problem := check_day(written):
            raise CommandError(problem)
    days = {work.name(name): parse_day(written) if written else None for name, written in work.options.day}
    documents = [work.document(name) for name in days]
    with work.notebook.together():
        for document in documents:
            work.notebook.decide_day(document, days[document.name])
    for name, day in days.items():
        narrate(f"{name} {f'is of {day}' if day else 'has no date'}; kept in {work.notebook.path}")
    return list(days)
