"""`reader marks`: every mark of a folder, and changes to them, from the shell."""

import argparse
from collections.abc import Sequence
from datetime import date
from typing import Final

from reader.app.marks import Entry, entry_of
from reader.app.sifting import sift
from reader.cli.changing import mark_json
from reader.cli.folders import notebook_of
from reader.cli.marking import add_changes, change, chosen_change, paths_after_ids
from reader.cli.output import DONE, NOTHING, CommandError, emit, emit_json, emit_table, narrate
from reader.cli.places import add_words, folder_of, words_and_paths
from reader.corpus import Found
from reader.documents import Document, Folder
from reader.export.citation import place
from reader.export.marked import MarkedDocument, marked_documents
from reader.notebook import GONE, Notebook
from reader.settings import colour_name
from reader.text.safety import safe_line

_SHOWN: Final = 80
"""Characters of a passage or a note in a row of the table."""

_STATE: Final = {"certain": "", "review": "moved?", "orphan": "lost"}


def add_marks(parser: argparse.ArgumentParser) -> None:
    """Describe `reader marks`."""
    parser.description = (
        "Every mark of a folder with where it stands now; with WORDS, those that answer. Words, “phrases” and fields as "
        "in the app: tag:evidence, colour:green, in:minutes, date:2024-11.., made:today, has:note, is:moved, is:lost."
    )
    add_words(parser)
    parser.add_argument("--json", action="store_true", help="print JSON")
    chosen = parser.add_argument_group("which marks")
    chosen.add_argument("--document", default="", metavar="TEXT", help="of documents with this in their title or path")
    chosen.add_argument(
        "--since", default="", metavar="WHEN", help="made no earlier: 2024, 2024-11, 2024-11-26, monday"
    )
    chosen.add_argument("--until", default="", metavar="WHEN", help="made no later, the whole of it included")
    chosen.add_argument(
        "--status", choices=tuple(_STATE), help="certain, or review (probably moved), or orphan (no longer found)"
    )
    chosen.add_argument(
        "--review",
        action="store_true",
        help="those that a person should look at, with their old and new words; those of documents that are gone, too",
    )
    add_changes(parser)
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    words, paths = words_and_paths([*options.what, *paths_after_ids(options)])
    folder = folder_of(paths)
    notebook = notebook_of(folder)
    if chosen_change(options):
        if words:
            raise CommandError(f"“{words[0]}” is no folder or file; changes name the marks they are about themselves")
        return change(options, folder, notebook)
    marked, entries = _entries(folder, notebook)
    kept = _kept(entries, options, words)
    if not kept:
        narrate("no mark is all of that" if entries else f"no marks in {folder.root} yet")
        return NOTHING
    documents = {each.name: each.document for each in marked}
    if options.json:
        emit_json([_entry_json(entry, documents.get(entry.name)) for entry in kept])
    elif options.review:
        for entry in kept:
            _emit_both(entry, documents[entry.name])
    else:
        emit_table([_row(entry) for entry in kept])
    return DONE


def _entries(folder: Folder, notebook: Notebook) -> tuple[list[MarkedDocument], list[Entry]]:
    marked, problems = marked_documents(folder.scan().files, notebook, lambda _document: Found())
    for problem in problems:
        narrate(problem)
    entries = []
    for at, each in enumerate(marked):
        if each.document is not None:
            entries += [entry_of(each.document, mark, at) for mark in each.placed]
        else:
            title = safe_line(each.name)
            entries += [
                Entry(
                    mark.highlight,
                    each.name,
                    mark.placement,
                    title,
                    None,
                    at,
                    is_gone=True,
                    is_settled=GONE in mark.highlight.absent_from,
                )
                for mark in each.placed
            ]
    return marked, entries


def _kept(entries: Sequence[Entry], options: argparse.Namespace, words: Sequence[str]) -> list[Entry]:
    """Return the marks that are asked for; what was not understood is said."""
    fields = [("in", options.document), ("colour", options.colour), *(("tag", tag) for tag in options.tag or ())]
    if options.since or options.until:
        fields.append(("made", f"{options.since}..{options.until}"))
    asked = [f'{name}:"{value}"' for name, value in fields if value]
    today = date.today()  # noqa: DTZ011 (the day where the person is)
    for note in sift((), " ".join(asked), today).notes:
        raise CommandError(note)
    sifted = sift(entries, " ".join((*words, *asked)), today)
    for note in sifted.notes:
        narrate(note)
    return [
        entry
        for entry in sifted.entries
        if options.status in (None, entry.status) and (entry.is_to_check or not options.review)
    ]


def _row(entry: Entry) -> tuple[str, ...]:
    mark = entry.highlight
    note = f"  — {_short(mark.note)}" if mark.note else ""
    return (
        mark.id,
        f"{entry.name}:{entry.placement.start}",
        _STATE[entry.status],
        colour_name(mark.colour),
        " ".join(f"#{tag}" for tag in mark.tags),
        f"{_short(mark.anchor.exact)}{note}",
    )


def _emit_both(entry: Entry, document: Document | None) -> None:
    mark, placement = entry.highlight, entry.placement
    found = document is not None and entry.status == "review"
    emit(safe_line(f"{mark.id}  {entry.name}:{placement.start}  {_STATE[entry.status]}  {placement.reason}"))
    emit(f"    was  {_line(mark.anchor.exact)}")
    if found and document is not None:
        emit(f"    now  {_line(document.text[placement.start : placement.end])}")


def _entry_json(entry: Entry, document: Document | None) -> dict[str, object]:
    """Return a mark with where it stands as JSON data; its words are those it was made of, and those that are there now."""
    mark, placement = entry.highlight, entry.placement
    is_there = document is not None and entry.status != "orphan"
    return {
        **mark_json(mark),
        "document": safe_line(entry.name),
        "title": entry.title,
        "date": entry.day.isoformat() if entry.day else None,
        "start": placement.start,
        "end": placement.end,
        "place": place(document, placement.start) if document is not None and is_there else None,
        "status": placement.status,
        "score": round(placement.score, 3),
        "reason": placement.reason,
        "to_check": entry.is_to_check,
        "now": document.text[placement.start : placement.end] if document is not None and is_there else None,
    }


def _line(text: str) -> str:
    return " ".join(safe_line(text).split())


def _short(text: str) -> str:
    words = _line(text)
    return words if len(words) <= _SHOWN else words[: _SHOWN - 1].rstrip() + "…"
