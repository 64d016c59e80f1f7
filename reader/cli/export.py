"""`reader export`: highlights as Markdown files, or in the formats of other programs."""

import argparse
import os
import sys
from importlib import import_module
from pathlib import Path
from typing import Final

from reader.cli.folders import add_command, indexed
from reader.cli.output import DONE, NOTHING, CommandError, emit, emit_json, narrate
from reader.corpus import Found, Index, with_entities, with_values
from reader.documents import Document, Folder
from reader.export import Written, folder_markdown, write_files
from reader.export.marked import Find, marked_documents
from reader.export.marks_csv import RAW
from reader.notebook import Notebook
from reader.text.safety import safe_text

DEFAULT_TARGET: Final = "reader-export"
"""Folder, inside the current one, that exports go to unless another is named."""

FORMATS: Final = {
    "jsonld": ("reader.export.jsonld", "annotations"),
    "csv": ("reader.export.marks_csv", "marks_csv"),
    "readwise": ("reader.export.marks_csv", "readwise_csv"),
}
"""Every format but Markdown: the module and the function in it that makes one text of all documents with highlights
and the folder they are in."""


def add_export(parser: argparse.ArgumentParser) -> None:
    """Describe `reader export`."""
    add_command(parser, "highlights as Markdown, one file a document, or in another format", _export)
    parser.add_argument(
        "--to",
        metavar="DIR|FILE|-",
        help=f"folder to write Markdown to ({DEFAULT_TARGET}), or file for another format; - prints",
    )
    parser.add_argument(
        "--format", choices=("markdown", *FORMATS), default="markdown", help="markdown, or a file for other programs"
    )
    parser.add_argument(
        "--force", action="store_true", help="also replace files that were changed since; they are kept as .bak"
    )


def _export(options: argparse.Namespace) -> int:
    with indexed(options) as (folder, index, _report):
        notebook = Notebook.of_folder(folder.root)
        for problem in notebook.problems:
            narrate(f"{notebook.path}: {problem}")
        if not notebook.highlights:
            narrate(f"no highlights in {folder.root} yet")
            return NOTHING

        def find(document: Document) -> Found:
            return _found(index, notebook, document)

        if options.format != "markdown":
            return _export_format(options, folder, notebook, find)
        return _export_markdown(options, folder, notebook, find)


def _export_format(options: argparse.Namespace, folder: Folder, notebook: Notebook, find: Find) -> int:
    documents, problems = marked_documents(folder.scan().files, notebook, find)
    for problem in problems:
        narrate(problem)
    module, function = FORMATS[options.format]
    text: str = getattr(import_module(module), function)(documents, folder.root)
    if options.format == "readwise":
        narrate(RAW)
    if options.to in (None, "-"):
        sys.stdout.write(text)
        return DONE
    path = Path(options.to)
    try:
        written = write_files(notebook, folder.root, path.parent, {path.name: text}, force=options.force)
    except OSError as error:
        raise CommandError(f"cannot write to {path}: {error.strerror or error}") from None
    _report_written(written, as_json=options.json)
    return DONE


def _export_markdown(options: argparse.Namespace, folder: Folder, notebook: Notebook, find: Find) -> int:
    to = Path.cwd() if options.to == "-" else Path(options.to or DEFAULT_TARGET)
    files, problems = folder_markdown(folder, notebook, to, find)
    for problem in problems:
        narrate(problem)
    if options.to == "-":
        _print(files, as_json=options.json)
        return DONE
    try:
        _report_written(write_files(notebook, folder.root, to, files, force=options.force), as_json=options.json)
    except OSError as error:
        raise CommandError(f"cannot write to {to}: {error.strerror or error}") from None
    return DONE


def _found(index: Index, notebook: Notebook, document: Document) -> Found:
    found = index.found(document)
    if found is None:
        return Found()
    found = with_values(found, notebook.dates(document, [document.name]))
    return with_entities(found, document, notebook.entity_decisions)


def _print(files: dict[str, str], *, as_json: bool) -> None:
    if as_json:
        emit_json(files)
    else:
        sys.stdout.write("\n".join(safe_text(text) for text in files.values()))


def _report_written(written: list[Written], *, as_json: bool) -> None:
    if as_json:
        emit_json([{"file": os.fspath(w.path), "outcome": w.outcome, "reason": w.reason} for w in written])
    for item in () if as_json else written:
        emit(f"{item.outcome:9}  {item.path}{f'  ({item.reason})' if item.reason else ''}")
    if any(w.outcome == "kept" for w in written):
        narrate("kept files are as you left them; --force replaces them and saves yours as .bak")
