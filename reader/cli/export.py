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
from reader.export.formats import FILES, FORMATS, written_as
from reader.export.marked import Choice, Find, MarkedDocument, chosen_of, marked_documents
from reader.export.marks_csv import RAW
from reader.notebook import Highlight, Notebook
from reader.settings import CONTEXTS, load_settings
from reader.text.safety import safe_line, safe_text

DEFAULT_TARGET: Final = "reader-export"
"""Folder, inside the current one, that exports go to unless another is named."""

_ALL: Final = ("markdown", *FORMATS)


def add_export(parser: argparse.ArgumentParser) -> None:
    """Describe `reader export`."""
    add_command(parser, "highlights as Markdown, one file a document, or in another format", _export)
    option = parser.add_argument
    option(
        "--to",
        metavar="DIR|FILE|-",
        help=f"folder to write to ({DEFAULT_TARGET}), or one file; - prints, as other formats do by default",
    )
    option(
        "--format",
        type=_formats,
        action="extend",
        default=[],
        metavar="FORMAT[,FORMAT…]",
        help=f"what is written: {', '.join(_ALL)}; several go into the folder of --to, as {', '.join(FILES.values())}",
    )
    option("--context", choices=CONTEXTS, help="what is quoted around a passage")
    option("--wikilinks", action=argparse.BooleanOptionalAction, help="link sources and names as [[…]], or not")
    option("--single", action="store_true", help="one Markdown file, highlights.md or the file that --to names")
    option("--template", type=Path, metavar="FILE", help="write each Markdown file by a Jinja template")
    option("--no-template", action="store_true", help="write them without the template of config.toml")
    option("--tag", action="append", default=[], metavar="TAG", help="only highlights with this tag, or another --tag")
    option("--colour", action="append", default=[], metavar="COLOUR", help="only highlights of this colour")
    option(
        "--document", action="append", default=[], metavar="PATH", help="only of this document; * stands for anything"
    )
    option("--dry-run", action="store_true", help="show what would change, as a diff, and write nothing")
    option("--force", action="store_true", help="also replace what you changed; it is kept as .bak")
    option("--restore", action="store_true", help="also bring back what you deleted from the export")


def _formats(written: str) -> list[str]:
    names = [name.strip() for name in written.split(",") if name.strip()]
    for name in names:
        if name not in _ALL:
            raise argparse.ArgumentTypeError(f"no format “{safe_line(name)}”; there are {', '.join(_ALL)}")
    return names


def _take_settings(options: argparse.Namespace) -> list[str]:
    """Complete what the command line says by what `config.toml` says of exports, and return the formats.

    Raises:
        CommandError: what the command line says does not go together.
    """
    usual = load_settings().export
    for_markdown = ("wikilinks", "single", "template", "restore", "context")
    said = [name for name in for_markdown if getattr(options, name) not in (None, False, "none")]
    names = list(dict.fromkeys(options.format))
    if said and names and "markdown" not in names:
        raise CommandError(f"--{said[0]} is for Markdown, not for --format {','.join(names)}")
    if not names:
        options.single = options.single or (not said and usual.format == "single")
        names = ["markdown" if said or usual.format == "single" else usual.format]
    if options.to is None and usual.to and (not options.format or names == ["markdown"]):
        options.to = _usual_place(usual.to, names[0])
    if options.context is None:
        options.context = usual.context
    if options.wikilinks is None:
        options.wikilinks = usual.wikilinks
    if options.template is None and not options.no_template and not options.single and not _is_page(options.to):
        options.template = usual.template
    return names


def _usual_place(to: str, name: str) -> str | None:
    """Return where `config.toml` says that a format goes, or `None` where what it names is a file of another format."""
    path = Path(os.path.expanduser(to))  # noqa: PTH111 (pathlib fails where there is no home)
    if not _is_file(path):
        return str(path / FILES[name] if name in FILES else path)
    return str(path) if (name in FILES) != _is_page(to) else None


def _is_page(to: str | None) -> bool:
    return Path(to or "").suffix.casefold() == ".md"


def _export(options: argparse.Namespace) -> int:
    names = _take_settings(options)
    if len(names) > 1 and (options.to in (None, "-") or _is_file(Path(options.to))):
        raise CommandError("several formats are written into one folder: --to DIR says which")
    with indexed(options) as (folder, index, report):
        notebook = notebook_of(folder)
        find = _finder(index, notebook, report.scan.files.names)
        prints = options.to == "-" or (options.to is None and names != ["markdown"])
        try:
            if prints and names == ["markdown"]:
                return _print_markdown(options, folder, notebook, find)
            if prints:
                return _print_format(options, names[0], folder, notebook, find)
            plans = [
                _plan_markdown(options, folder, notebook, find)
                if name == "markdown"
                else _plan_format(options, name, folder, notebook, find, is_one=len(names) == 1)
                for name in names
            ]
            kept = [plan for plan in plans if plan is not None and plan.files]
            return _carry_out(kept, notebook, options) if kept else _nothing(folder)
        except OSError as error:
            where = options.to or DEFAULT_TARGET
            raise CommandError(f"cannot write to {where}: {error.strerror or error}") from None


def _is_file(to: Path) -> bool:
    return to.is_file() or (bool(to.suffix) and not to.is_dir())


def _finder(index: Index, notebook: Notebook, names: Iterable[str]) -> Find:
    """Return what gives who and when of a document, everybody by the name that they go by in the whole folder."""
    decided, present = notebook.entity_decisions, frozenset(names)
    known = directory(index, decided)

    def find(document: Document) -> Found:
        found = with_values(index.found(document) or Found(), notebook.dates(document, present))
        return with_entities(found, document, decided, known)

    return find


def _print_format(options: argparse.Namespace, name: str, folder: Folder, notebook: Notebook, find: Find) -> int:
    text = _text(options, name, folder, notebook, find)
    if text is None:
        return _nothing(folder)
    sys.stdout.write(text)
    return DONE


def _plan_format(
    options: argparse.Namespace, name: str, folder: Folder, notebook: Notebook, find: Find, *, is_one: bool
) -> Plan | None:
    text = _text(options, name, folder, notebook, find)
    path = Path(options.to) if is_one else Path(options.to) / FILES[name]
    return None if text is None else plan_file(notebook, folder, path, text, force=options.force)


def _text(options: argparse.Namespace, name: str, folder: Folder, notebook: Notebook, find: Find) -> str | None:
    """Return the highlights in one of the other formats, or `None` if there are none."""
    documents, problems = marked_documents(folder.scan().files, notebook, find)
    _tell_once(problems, options)
    documents = chosen_of(documents, _chosen(options))
    if documents and name == "readwise":
        narrate(RAW)
    return written_as(name, documents, folder.root) if documents else None


def _tell_once(problems: Iterable[str], options: argparse.Namespace) -> None:
    """Tell what could not be read; several formats come upon the same."""
    told: set[str] = vars(options).setdefault("told", set())
    for problem in problems:
        if problem not in told:
            narrate(problem)
    told.update(problems)


def _how(options: argparse.Namespace, to: Path) -> How:
    from reader.export.template import Template, TemplateError  # noqa: PLC0415 (templates are rare, and slow to import)

    if options.template and (options.single or _is_page(str(to))):
        raise CommandError("a template makes a file for each document: give --to a folder, and leave --single out")
    try:
        template = Template.read(options.template) if options.template else None
    except TemplateError as error:
        raise CommandError(str(error)) from None
    look = Look(options.context, options.wikilinks)
    return How(look, options.single, template, options.force, options.restore, _chosen(options))


def _print_markdown(options: argparse.Namespace, folder: Folder, notebook: Notebook, find: Find) -> int:
    from reader.export.template import TemplateError  # noqa: PLC0415 (templates are rare, and slow to import)

    to = Path.cwd()
    try:
        files, problems = export_text(folder, notebook, to, find, _how(options, to))
    except TemplateError as error:
        raise CommandError(str(error)) from None
    return _print(files, problems, folder, as_json=options.json)


def _plan_markdown(options: argparse.Namespace, folder: Folder, notebook: Notebook, find: Find) -> Plan:
    from reader.export.template import TemplateError  # noqa: PLC0415 (templates are rare, and slow to import)

    to = Path(options.to or DEFAULT_TARGET)
    try:
        plan = plan_export(folder, notebook, to, find, _how(options, to))
    except TemplateError as error:
        raise CommandError(str(error)) from None
    _tell_once(plan.problems, options)
    return plan


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


def _carry_out(plans: list[Plan], notebook: Notebook, options: argparse.Namespace) -> int:
    """Write what is planned, or show it where nothing is to be written."""
    files = [file for plan in plans for file in plan.files]
    diff = "".join(plan.diff() for plan in plans) if options.dry_run else ""
    if options.dry_run:
        written = [Written(file.path, file.outcome, file.reason, file.summary()) for file in files]
    else:
        written = [each for plan in plans for each in write_export(plan, notebook)]
    if options.json:
        emit_json([_json(file, each) for file, each in zip(files, written, strict=True)])
    elif options.dry_run:
        sys.stdout.write(safe_text(diff))
    say = narrate if options.dry_run else emit
    for each in () if options.json else written:
        more = "; ".join(part for part in (each.summary, each.reason) if part)
        say(safe_line(f"{each.outcome:9}  {each.path}{f'  ({more})' if more else ''}"))
    if options.dry_run:
        narrate("nothing was written" if diff else "nothing would change")
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
