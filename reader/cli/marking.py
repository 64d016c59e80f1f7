"""Changes to marks from the command line: made, changed, taken away, decided on, taken over from elsewhere."""

import argparse
from collections.abc import Callable
from typing import Final

from reader.cli.changing import NAMED, Changing
from reader.cli.output import CommandError
from reader.cli.places import is_path
from reader.cli.receiving import merge_notebook, take_annotations
from reader.cli.undoing import take_back
from reader.documents import Document, DocumentError, Folder
from reader.export.foreign import ImportingError
from reader.notebook import COLOURS, Notebook, NotebookError
from reader.settings import colour_name
from reader.text.counting import counted
from reader.text.graphemes import grapheme_start, next_grapheme
from reader.text.quoting import occurrences
from reader.text.safety import safe_line

_CHANGES: Final = ("add", "edit", "delete", "accept", "reject", "attach", "undo", "import_file", "merge")


def add_changes(parser: argparse.ArgumentParser) -> None:
    """Describe the options that change marks, and those that say how."""
    group = parser.add_argument_group("changes", "An ID is one that the list shows. What is changed is kept at once.")
    only = group.add_mutually_exclusive_group()
    only.add_argument("--add", metavar="QUOTE", help="mark these words; --in says where")
    only.add_argument("--edit", metavar="ID", help="give a mark another --colour, --note or other --tag")
    only.add_argument("--delete", nargs="+", metavar="ID", help="take marks away")
    only.add_argument("--accept", nargs="+", metavar="ID", help="they stand where they were found")
    only.add_argument("--reject", nargs="+", metavar="ID", help="they do not stand where they were found")
    only.add_argument("--attach", metavar="ID", help="it stands elsewhere: --in FILE --at START-END")
    only.add_argument("--undo", action="store_true", help="take the last change of marks back")
    only.add_argument(
        "--import", dest="import_file", metavar="FILE", help="take over W3C or Hypothesis annotations; - reads them"
    )
    only.add_argument("--merge", metavar="FILE", help="take over another notebook.jsonl, all that is in it")
    group.add_argument("--in", dest="document_in", default="", metavar="FILE", help="the document that is meant")
    group.add_argument("--at", default="", metavar="PLACE", help="offset or START-END in characters, as the list shows")
    group.add_argument(
        "--colour", metavar="COLOUR", help=f"{', '.join(COLOURS)}, or as you call it; also to choose marks"
    )
    group.add_argument("--note", metavar="TEXT", help="the note; an empty one takes it away")
    group.add_argument("--tag", action="append", metavar="TAG", help="a tag, once for each; also to choose marks")


def chosen_change(options: argparse.Namespace) -> str:
    """Return which change is asked for, or an empty string for none."""
    for name in _CHANGES:
        if getattr(options, name) not in (None, False, []):
            return name
    for name, value in (("--in", options.document_in), ("--at", options.at), ("--note", options.note)):
        if value:
            raise CommandError(f"{name} says how to change a mark: choose --add, --edit, --attach or --import")
    return ""


def paths_after_ids(options: argparse.Namespace) -> list[str]:
    """Return the folder or files that stand behind the ids of marks, and leave the ids alone there."""
    paths: list[str] = []
    for name in ("delete", "accept", "reject"):
        given = getattr(options, name) or []
        paths += filter(is_path, given)
        setattr(options, name, [each for each in given if not is_path(each)])
    return paths


def change(options: argparse.Namespace, folder: Folder, notebook: Notebook) -> int:
    """Make the change that is asked for.

    Raises:
        CommandError: something is missing, unknown or ambiguous, or it cannot be written.
    """
    changes: dict[str, Callable[[Changing], int]] = {
        "add": _add,
        "edit": _edit,
        "delete": _delete,
        "accept": _accept,
        "reject": _reject,
        "attach": _attach,
        "undo": _undo,
        "import_file": take_annotations,
        "merge": merge_notebook,
    }
    try:
        return changes[chosen_change(options)](Changing(options, folder, notebook))
    except (NotebookError, ImportingError, DocumentError) as error:
        raise CommandError(str(error)) from None


def _add(work: Changing) -> int:
    document = work.document(work.name(work.options.document_in))
    start, end = _passage(document, work.options.add, work.place())
    options, colour = work.options, work.colour() or COLOURS[0]
    mark = work.notebook.add(document, start, end, colour, options.note or "", options.tag or ())
    return work.tell([mark], f"{mark.id} marks {safe_line(document.name)} at {start}–{end}")


def _passage(document: Document, quote: str, at: tuple[int, int | None] | None) -> tuple[int, int]:
    """Return where words stand in a document, no sign of it cut in two."""
    found = list(occurrences(document.text, quote))
    name, shown = safe_line(document.name), f"“{' '.join(quote.split())[:60]}”"
    if not found:
        raise CommandError(f"{shown} does not stand in {name}")
    if at is not None:
        found = [span for span in found if span[0] == at[0] and at[1] in (None, span[1])]
        if not found:
            raise CommandError(f"{shown} does not stand at {at[0]} in {name}")
    if len(found) > 1:
        places = ", ".join(str(start) for start, _end in found[:NAMED])
        more = f" and {counted(len(found) - NAMED, 'more place')}" if len(found) > NAMED else ""
        raise CommandError(f"{shown} stands in {name} {len(found):,} times, at {places}{more}; choose one with --at")
    start, end = found[0]
    last = grapheme_start(document.text, end)
    return grapheme_start(document.text, start), end if last == end else next_grapheme(document.text, last)


def _edit(work: Changing) -> int:
    options, mark = work.options, work.mark(work.options.edit)
    colour = work.colour()
    if colour is None and options.note is None and options.tag is None:
        raise CommandError("change what? --colour, --note or --tag says so")
    mark = work.notebook.edit(mark.id, colour=colour, note=options.note, tags=options.tag)
    return work.tell([mark], f"{mark.id} is {colour_name(mark.colour)}{', with a note' if mark.note else ''}")


def _delete(work: Changing) -> int:
    marks = work.marks(work.options.delete)
    with work.notebook.together():
        for mark in marks:
            work.notebook.delete(mark.id)
    return work.tell(marks, f"{counted(len(marks), 'mark')} deleted; --undo brings back")


def _accept(work: Changing) -> int:
    found = work.placed(work.marks(work.options.accept))
    for mark, document, placement in found:
        if placement.status == "orphan":
            raise CommandError(f"{mark.id} is not found in {safe_line(document.name)}; --attach says where it stands")
    with work.notebook.together():
        marks = [work.notebook.reanchor(mark.id, document, at.start, at.end) for mark, document, at in found]
    return work.tell(marks, f"{counted(len(marks), 'mark')} said to stand where found")


def _reject(work: Changing) -> int:
    marks = work.marks(work.options.reject)
    here = {mark_id: document for mark_id, (document, _at) in work.found(marks).items()}
    with work.notebook.together():
        marks = [work.notebook.say_absent(mark.id, here.get(mark.id)) for mark in marks]
    return work.tell(marks, f"{counted(len(marks), 'mark')} said not to stand there; kept without a place")


def _attach(work: Changing) -> int:
    mark, at = work.mark(work.options.attach), work.place()
    document = work.document(work.name(work.options.document_in))
    if at is None or at[1] is None or not at[0] < at[1] <= len(document.text):
        raise CommandError(f"--at START-END says where it stands, within the {len(document.text):,} characters of it")
    mark = work.notebook.reanchor(mark.id, document, at[0], at[1])
    return work.tell([mark], f"{mark.id} stands in {safe_line(document.name)} at {at[0]}–{at[1]}")


def _undo(work: Changing) -> int:
    return work.tell([], f"taken back: {take_back(work.notebook, 'marks')}")
