"""Corrections of what a date means, from the command line."""

import argparse

from reader.cli.changing import NAMED, Changing
from reader.cli.output import DONE, CommandError, date_json, emit_json, narrate
from reader.cli.undoing import take_back
from reader.corpus import Index
from reader.corpus.decisions import as_value, check_value, decided
from reader.dates import DateMention
from reader.documents import Document, DocumentError, Folder
from reader.notebook import Notebook, NotebookError
from reader.text.safety import safe_line


def add_corrections(parser: argparse.ArgumentParser) -> None:
    """Describe the options that correct dates."""
    group = parser.add_argument_group(
        "corrections", "A PLACE is FILE:START, as the list shows it. What is corrected is kept at once."
    )
    only = group.add_mutually_exclusive_group()
    only.add_argument(
        "--correct",
        nargs=2,
        action="append",
        metavar=("PLACE", "DATE"),
        help="the date there means this: 2025-02-07, 7 Feb 2025, 2025-02, 2025-W06, 2025; an empty one: it is no date",
    )
    only.add_argument("--undo", action="store_true", help="take the last change back, if it is such a correction")


def correct(options: argparse.Namespace, folder: Folder, index: Index, notebook: Notebook) -> int:
    """Keep what dates mean, or take the last correction back.

    Raises:
        CommandError: a place or a date is none, nothing that is read as a date stands there, or it cannot be written.
    """
    work = Changing(options, folder, notebook)
    try:
        if options.undo:
            narrate(f"taken back: {take_back(notebook, 'timeline')}")
            made = []
        else:
            made = [_corrected(work, index, place, written) for place, written in options.correct]
            with notebook.together():
                for document, mention, value in made:
                    notebook.decide_date(document, mention.start, mention.end, value)
    except (DocumentError, NotebookError) as error:
        raise CommandError(str(error)) from None
    for document, mention, value in made:
        where, means = f"{document.name}:{mention.start}", f"means {value}" if value else "is no date"
        narrate(f"“{mention.text}” at {where} {means}; kept in {notebook.path}")
    if options.json:
        emit_json([_json(*each) for each in made])
    return DONE


def _corrected(work: Changing, index: Index, place: str, written: str) -> tuple[Document, DateMention, str]:
    """Return the date at a place, the document it stands in, and what it is to mean."""
    if problem := check_value(written):
        raise CommandError(problem)
    name, _colon, start = place.rpartition(":")
    if not name or not start.isdecimal():
        raise CommandError(f"“{safe_line(place)}” is no place: write FILE:START, as the list shows it")
    document = work.document(work.name(name))
    found = index.found(document)
    if found is None:
        raise CommandError(f"{document.name} changes right now: try again")
    at, dates = int(start), found.dates
    mention = next((each for each in dates if each.start <= at < each.end), None)
    if mention is None:
        near = sorted(sorted(dates, key=lambda each: abs(each.start - at))[:NAMED], key=lambda each: each.start)
        there = ", ".join(f"“{each.text}” at {each.start}" for each in near) or "none at all"
        raise CommandError(f"no date stands at {at} in {document.name}; there is {there}")
    return document, mention, as_value(written)


def _json(document: Document, mention: DateMention, value: str) -> dict[str, object]:
    return {
        "document": safe_line(document.name),
        "title": document.title,
        **date_json(decided(mention, value)),
    }
