"""`reader export`: highlights as Markdown files."""

import argparse
import os
import sys
from pathlib import Path
from typing import Final

from reader.cli.folders import add_command, indexed
from reader.cli.output import DONE, NOTHING, CommandError, emit, emit_json, narrate
from reader.corpus import Found, Index, with_entities, with_values
from reader.documents import Document
from reader.export import Written, folder_markdown, write_files
from reader.notebook import Notebook
from reader.text.safety import safe_text

DEFAULT_TARGET: Final = "reader-export"
"""Folder, inside the current one, that exports go to unless another is named."""


def add_export(parser: argparse.ArgumentParser) -> None:
    """Describe `reader export`."""
    add_command(parser, "highlights as Markdown, one file a document", _export)
    parser.add_argument(
        "--to", default=DEFAULT_TARGET, metavar="DIR", help=f"folder to write to ({DEFAULT_TARGET}); - prints"
    )
    parser.add_argument(
        "--force", action="store_true", help="also replace files that were changed since; they are kept as .bak"
    )


def _export(options: argparse.Namespace) -> int:
    with indexed(options) as (folder, index, _report):
        notebook = Notebook.of_folder(folder.root)
        for problem in notebook.problems:
            narrate(f"{notebook.path}: {problem}")
        to = Path.cwd() if options.to == "-" else Path(options.to)
        files, problems = folder_markdown(folder, notebook, to, lambda document: _found(index, notebook, document))
        for problem in problems:
            narrate(problem)
        if not files:
            narrate(f"no highlights in {folder.root} yet")
            return NOTHING
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
