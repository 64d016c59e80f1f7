"""`reader show`: the text of a document as the app shows it, with marks, names and dates below its paragraphs if wanted."""

import argparse
import shutil
import sys
from collections import deque
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from reader.app.layout import Layout
from reader.cli.changing import Changing, UnknownDocumentError
from reader.cli.folders import indexed, notebook_of
from reader.cli.output import DONE, NOTHING, CommandError, emit, emit_json, narrate
from reader.cli.places import folder_of, folder_with
from reader.cli.remarks import Remark, below_paragraphs, date_remarks, mark_remarks, name_remarks
from reader.corpus import Found, directory, with_entities, with_values
from reader.documents import Document, DocumentError, bytes_of_pipe, is_collection, read_piped
from reader.settings import load_settings
from reader.text.counting import counted
from reader.text.safety import safe_line

_INDENT: Final = "    "


def add_show(parser: argparse.ArgumentParser) -> None:
    """Describe `reader show`."""
    parser.description = (
        "The text of a document as the app shows it, of every format that is read. On a terminal its lines are wrapped; "
        "in a pipe they are left as they are, so that places count from 0 in what is printed."
    )
    parser.add_argument("file", metavar="FILE", help="path of a document, in the folder or on the disk; - reads a pipe")
    parser.add_argument(
        "folder", nargs="*", type=Path, metavar="FOLDER", help="folder or files; by default as the app does"
    )
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--width", type=int, metavar="N", help="wrap lines to N cells; 0 leaves them as they are")
    parser.add_argument(
        "--marks", action="store_true", help="say below each paragraph what is marked in it, with notes and tags"
    )
    parser.add_argument("--mentions", action="store_true", help="say below each paragraph who and when is named in it")
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    try:
        if options.file == "-":
            return _piped(options)
        work, name = _located(options)
        document = work.document(name)
    except DocumentError as error:
        raise CommandError(str(error)) from None
    remarks = [*_marks(work, document)] if options.marks else []
    if options.mentions:
        remarks += _mentions(options, work, document)
    return _print(document, options, remarks)


def _piped(options: argparse.Namespace) -> int:
    if options.marks or options.mentions or options.folder:
        raise CommandError("what comes through a pipe lies in no folder; reader extract - prints who and when is in it")
    codes = [_print(each, options, ()) for each in read_piped(bytes_of_pipe(sys.stdin.buffer), "standard input")]
    return DONE if DONE in codes else NOTHING


def _located(options: argparse.Namespace) -> tuple[Changing, str]:
    """Return the folder that a document is read in, and its name there; a file on the disk is read whatever its kind."""
    file = Path(options.file)
    folder = folder_of(options.folder) if options.folder else folder_with(file)
    work = Changing(options, folder, notebook_of(folder))
    try:
        return work, work.name(options.file)
    except UnknownDocumentError:
        if options.folder or not file.is_file() or is_collection(file.name):
            raise
    work = Changing(options, folder_of([file]), work.notebook)
    return work, work.name(str(file.resolve()))


def _marks(work: Changing, document: Document) -> Iterable[Remark]:
    placed = work.notebook.placed(document, work.present)
    lost = sum(each.placement.status == "orphan" for each in placed)
    if lost:
        narrate(f"{counted(lost, 'mark')} not found in it any more: reader marks --review")
    return mark_remarks(document, placed)


def _mentions(options: argparse.Namespace, work: Changing, document: Document) -> list[Remark]:
    """Return who and when, by the names of the folder and as a person decided, of the kinds that the app marks."""
    options.folder = work.folder.paths
    with indexed(options) as (_folder, index, _report):
        decided = work.notebook.entity_decisions
        found = with_entities(index.found(document) or Found(), document, decided, directory(index, decided))
    found = with_values(found, work.notebook.dates(document, work.present))
    kinds = load_settings().kinds
    return [each for each in (*name_remarks(found), *date_remarks(found)) if each.kind in kinds]


def _print(document: Document, options: argparse.Namespace, remarks: Sequence[Remark]) -> int:
    published = document.published
    if options.json:
        emit_json(
            {
                "document": safe_line(document.name),
                "title": document.title,
                "date": published.day.isoformat() if published else None,
                "found": published.how if published else None,
                "pages": list(document.pages),
                "text": document.text,
                **({"marks": [each.data for each in remarks if each.kind == "mark"]} if options.marks else {}),
                **({"mentions": [each.data for each in remarks if each.kind != "mark"]} if options.mentions else {}),
            }
        )
    else:
        when = f"{published.day} ({published.how})" if published else "no date"
        narrate(f"{document.title} · {when} · {document.name}")
        for line in _lines(document, remarks, _width(options.width)):
            emit(line)
    return DONE if document.text.strip() else NOTHING


def _width(wanted: int | None) -> int:
    """Return how many cells a line may have; 0 leaves lines as they are."""
    if wanted is not None:
        if wanted < 0:
            raise CommandError("--width takes a number of cells, or 0")
        return wanted
    return min(load_settings().width, shutil.get_terminal_size().columns) if sys.stdout.isatty() else 0


def _lines(document: Document, remarks: Sequence[Remark], width: int) -> Iterable[str]:
    """Yield the lines of a text, those with remarks below the paragraph that they are about."""
    waiting = deque(below_paragraphs(document.text, remarks))
    for end, line in _rows(document, width):
        yield line
        while waiting and waiting[0][0] <= end:
            yield from _wrapped(waiting.popleft()[1], width)


def _rows(document: Document, width: int) -> Iterable[tuple[int, str]]:
    """Yield where each line of a text ends, and the line."""
    text = document.text.removesuffix("\n")
    if width:
        layout = Layout(text, width, (document.body_start,))
        yield from ((layout.span(row)[1], layout.drawn(row)) for row in range(len(layout)))
        return
    end = 0
    for line in text.split("\n"):
        end += len(line) + 1
        yield end, line


def _wrapped(remark: Remark, width: int) -> list[str]:
    layout = Layout(remark.line, max(width - len(_INDENT), 2)) if width else None
    rows = [layout.drawn(row) for row in range(len(layout))] if layout else [remark.line]
    return [f"{_INDENT}{row}" for row in rows]
