"""`reader export`: highlights as Markdown files, or in the formats of other programs."""

import argparse
import os
import sys
from collections.abc import Iterable
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Final

from reader.cli.changing import colour_called
from reader.cli.folders import add_command, indexed, notebook_of
from reader.cli.output import DONE, NOTHING, CommandError, emit, emit_json, narrate
from reader.corpus import Found, Index, directory, with_entities, with_values
from reader.documents import Document, Folder
from reader.export import How, Look, Plan, PlannedFile, Written, export_text, plan_export, plan_file, write_export
from reader.export.formats import FORMATS, written_as
from reader.export.marked import Choice, Find, MarkedDocument, chosen_of, marked_documents
from reader.export.marks_csv import RAW
from reader.notebook import Highlight, Notebook
from reader.text.safety import safe_line, safe_text

DEFAULT_TARGET: Final = "reader-export"
"""Folder, inside the current one, that exports go to unless another is named."""


def add_export(parser: argparse.ArgumentParser) -> None:
    """Describe `reader export`."""
    add_command(parser, "highlights as Markdown, one file a document, or in another format", _export)
    option = parser.add_argument
    option(
        "--to",
        metavar="DIR|FILE|-",
        help=f"folder to write to ({DEFAULT_TARGET}), or one file; - prints, as other formats do by default",
    )
    option("--format", choices=("markdown", *FORMATS), default="markdown", help="what is written")
    option(
        "--context", choices=("none", "sentence", "paragraph"), default="none", help="what is quoted around a passage"
    )
    option("--wikilinks", action="store_true", help="link sources and names as [[…]]")
    option("--single", action="store_true", help="one Markdown file, highlights.md or the file that --to names")
    option("--template", type=Path, metavar="FILE", help="write each Markdown file by a Jinja template")
    option("--tag", action="append", default=[], metavar="TAG", help="only highlights with this tag, or another --tag")
    option("--colour", action="append", default=[], metavar="COLOUR", help="only highlights of this colour")
    option(
        "--document", action="append", default=[], metavar="PATH", help="only of this document; * stands for anything"
    )
    option("--dry-run", action="store_true", help="show what would change, as a diff, and write nothing")
    option("--force", action="store_true", help="also replace what you changed; it is kept as .bak")
    option("--restore", action="store_true", help="also bring back what you deleted from the export")


def _export(options: argparse.Namespace) -> int:
    with indexed(options) as (folder, index, report):
        notebook = notebook_of(folder)
        find = _finder(index, notebook, report.scan.files.names)
        run = _export_markdown if options.format == "markdown" else _export_format
        try:
            return run(options, folder, notebook, find)
        except OSError as error:
            where = options.to or DEFAULT_TARGET
            raise CommandError(f"cannot write to {where}: {error.strerror or error}") from None


def _finder(index: Index, notebook: Notebook, names: Iterable[str]) -> Find:
    """Return what gives who and when of a document, everybody by the name that they go by in the whole folder."""
    decided, present = notebook.entity_decisions, frozenset(names)
    known = directory(index, decided)

    def find(document: Document) -> Found:
        found = with_values(index.found(document) or Found(), notebook.dates(document, present))
        return with_entities(found, document, decided, known)

    return find


def _export_format(options: argparse.Namespace, folder: Folder, notebook: Notebook, find: Find) -> int:
    unfit = [name for name in ("wikilinks", "single", "template", "restore") if getattr(options, name)]
    unfit += ["context"] if options.context != "none" else []
    if unfit:
        raise CommandError(f"--{unfit[0]} is for Markdown, not for --format {options.format}")
    documents, problems = marked_documents(folder.scan().files, notebook, find)
    for problem in problems:
        narrate(problem)
    documents = chosen_of(documents, _chosen(options))
    if not documents:
        return _nothing(folder)
    text = written_as(options.format, documents, folder.root)
    if options.format == "readwise":
        narrate(RAW)
    if options.to in (None, "-"):
        sys.stdout.write(text)
        return DONE
    return _carry_out(plan_file(notebook, folder, Path(options.to), text, force=options.force), notebook, options)


def _export_markdown(options: argparse.Namespace, folder: Folder, notebook: Notebook, find: Find) -> int:
    from reader.export.template import Template, TemplateError  # noqa: PLC0415 (templates are rare, and slow to import)

    to = Path.cwd() if options.to == "-" else Path(options.to or DEFAULT_TARGET)
    if options.template and (options.single or to.suffix.casefold() == ".md"):
        raise CommandError("a template makes a file for each document: give --to a folder, and leave --single out")
    try:
        template = Template.read(options.template) if options.template else None
        look = Look(options.context, options.wikilinks)
        how = How(look, options.single, template, options.force, options.restore, _chosen(options))
        if options.to == "-":
            return _print(*export_text(folder, notebook, to, find, how), folder, as_json=options.json)
        plan = plan_export(folder, notebook, to, find, how)
    except TemplateError as error:
        raise CommandError(str(error)) from None
    for problem in plan.problems:
        narrate(problem)
    return _carry_out(plan, notebook, options) if plan.files else _nothing(folder)


def _nothing(folder: Folder) -> int:
    narrate(f"no highlights to export in {folder.root}")
    return NOTHING


def _chosen(options: argparse.Namespace) -> Choice | None:
    """Return which highlights the options choose, or `None` if they choose all."""
    if not (options.tag or options.colour or options.document):
        return None
    tags = {tag.removeprefix("#").casefold() for tag in options.tag}
    colours = {colour_called(colour) for colour in options.colour}

    def is_chosen(marked: MarkedDocument, mark: Highlight) -> bool:
        return (
            (not tags or any(tag.casefold() in tags for tag in mark.tags))
            and (not colours or mark.colour in colours)
            and (not options.document or _is_named(marked.name, options.document))
        )

    return is_chosen


def _is_named(name: str, patterns: Iterable[str]) -> bool:
    return any(fnmatchcase(name, pattern) or name.rpartition("/")[2] == pattern for pattern in patterns)


def _print(files: dict[str, str], problems: Iterable[str], folder: Folder, *, as_json: bool) -> int:
    for problem in problems:
        narrate(problem)
    if not files:
        return _nothing(folder)
    if as_json:
        emit_json(files)
    else:
        sys.stdout.write("\n".join(safe_text(text) for text in files.values()))
    return DONE


def _carry_out(plan: Plan, notebook: Notebook, options: argparse.Namespace) -> int:
    """Write what is planned, or show it where nothing is to be written."""
    if options.dry_run:
        written = [Written(file.path, file.outcome, file.reason, file.summary()) for file in plan.files]
    else:
        written = write_export(plan, notebook)
    if options.json:
        emit_json([_json(file, each) for file, each in zip(plan.files, written, strict=True)])
    elif options.dry_run:
        sys.stdout.write(safe_text(plan.diff()))
    say = narrate if options.dry_run else emit
    for each in () if options.json else written:
        more = "; ".join(part for part in (each.summary, each.reason) if part)
        say(safe_line(f"{each.outcome:9}  {each.path}{f'  ({more})' if more else ''}"))
    if options.dry_run:
        narrate("nothing was written" if plan.diff() else "nothing would change")
    return DONE


def _json(file: PlannedFile, written: Written) -> dict[str, object]:
    merged = file.merged
    return {
        "file": os.fspath(written.path),
        "outcome": written.outcome,
        "reason": written.reason,
        "new": merged.new,
        "changed": merged.changed,
        "removed": merged.removed,
        "kept": merged.kept,
        "stay_deleted": file.absent,
    }
