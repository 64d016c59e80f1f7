"""Changes to marks from the command line: made, changed, taken away, decided on, taken over from elsewhere."""

import argparse
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import IO, Final

from reader.cli.folders import indexed
from reader.cli.output import DONE, NOTHING, CommandError, emit_json, narrate
from reader.cli.places import is_path
from reader.corpus import with_day
from reader.documents import Document, DocumentError, Folder, read_document
from reader.export.foreign import LARGEST, ImportingError
from reader.export.importing import import_annotations
from reader.export.shelf import Shelf
from reader.notebook import COLOURS, Colour, Highlight, Notebook, NotebookError, Placement
from reader.settings import colour_name
from reader.text.graphemes import grapheme_start, next_grapheme
from reader.text.quoting import occurrences
from reader.text.safety import safe_line

_UNDONE: Final = {
    "add": "a new mark",
    "edit": "a change of a mark",
    "delete": "a mark that was deleted",
    "reanchor": "where a mark stands",
    "absent": "that a mark is not there",
}
"""What `--undo` takes back, by the operation of the notebook, and in words."""

_CHANGES: Final = ("add", "edit", "delete", "accept", "reject", "attach", "undo", "import_file", "merge")
_PLACE: Final = re.compile(r"(\d{1,15})(?:[-–](\d{1,15}))?")
_TOLD: Final = 50
"""How many annotations that were not taken over are told one by one."""

_NAMED: Final = 12
"""How many places or names a message lists."""


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
    changes: dict[str, Callable[[_Changing], int]] = {
        "add": _add,
        "edit": _edit,
        "delete": _delete,
        "accept": _accept,
        "reject": _reject,
        "attach": _attach,
        "undo": _undo,
        "import_file": _import,
        "merge": _merge,
    }
    try:
        return changes[chosen_change(options)](_Changing(options, folder, notebook))
    except (NotebookError, ImportingError, DocumentError) as error:
        raise CommandError(str(error)) from None


class _Changing:
    """What a change works on: the options, the folder and its notebook."""

    def __init__(self, options: argparse.Namespace, folder: Folder, notebook: Notebook) -> None:
        self.options = options
        self.folder = folder
        self.notebook = notebook
        self._names: list[str] | None = None

    @property
    def names(self) -> list[str]:
        """Paths of the documents of the folder."""
        if self._names is None:
            self._names = [entry.name for entry in self.folder.scan().files]
        return self._names

    def name(self, written: str) -> str:
        """Return the document that a person names: its path in the folder, the path of the file, or the end of it."""
        if not written:
            raise CommandError("which document? --in FILE says so")
        try:
            inside = Path(written).resolve().relative_to(self.folder.root).as_posix()
        except (ValueError, OSError):
            inside = ""
        ends = [name for name in self.names if f"/{name}".endswith(f"/{written}")]
        for found in ([written], [inside], ends):
            known = [name for name in found if name in self.names]
            if len(known) == 1:
                return known[0]
        if ends:
            raise CommandError(f"“{written}” may be {', '.join(ends[:_NAMED])}; write one of these")
        raise CommandError(f"there is no document {written} in {self.folder.root}")

    def document(self, name: str) -> Document:
        """Return a document with the day that a person gave it."""
        return with_day(read_document(self.folder.root / name, name), self.notebook.days(self.names))

    def colour(self) -> Colour | None:
        """Return the colour that is asked for, by its own or the person's name for it."""
        written = self.options.colour
        for colour in COLOURS:
            if written is not None and written.casefold() in (colour, colour_name(colour).casefold()):
                return colour
        if written is not None:
            raise CommandError(f"no colour is called “{written}”: there are {', '.join(map(colour_name, COLOURS))}")
        return None

    def mark(self, mark_id: str) -> Highlight:
        """Return the mark of an id."""
        for mark in self.notebook.highlights:
            if mark.id == mark_id:
                return mark
        raise CommandError(f"no mark is called “{mark_id}”; reader marks lists them")

    def placed(self, mark: Highlight) -> tuple[Document, Placement]:
        """Return the document that a mark belongs to, and where it was found in it."""
        same = (mark.name,) if mark.name in self.names else self.names
        for name in same:
            document = self.document(name)
            for each in self.notebook.placed(document, self.names):
                if each.highlight.id == mark.id:
                    return document, each.placement
        raise CommandError(
            f"{safe_line(mark.name)}, which {mark.id} was made in, is not here; --attach puts it elsewhere"
        )

    def place(self) -> tuple[int, int | None] | None:
        """Return what `--at` says: an offset, or a start and an end."""
        if not self.options.at:
            return None
        match = _PLACE.fullmatch(self.options.at.strip())
        if match is None:
            raise CommandError("--at takes an offset or START-END in characters, such as 120 or 120-164")
        return int(match[1]), int(match[2]) if match[2] else None

    def tell(self, marks: list[Highlight], said: str) -> int:
        """Say what was done, and print the marks it was done to as JSON if that is asked for."""
        if self.options.json:
            emit_json([mark_json(mark) for mark in marks])
        narrate(f"{said}; kept in {self.notebook.path}")
        return DONE


def _add(work: _Changing) -> int:
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
        places = ", ".join(str(start) for start, _end in found[:_NAMED])
        more = f" and {len(found) - _NAMED:,} more places" if len(found) > _NAMED else ""
        raise CommandError(f"{shown} stands in {name} {len(found):,} times, at {places}{more}; choose one with --at")
    start, end = found[0]
    last = grapheme_start(document.text, end)
    return grapheme_start(document.text, start), end if last == end else next_grapheme(document.text, last)


def _edit(work: _Changing) -> int:
    options, mark = work.options, work.mark(work.options.edit)
    colour = work.colour()
    if colour is None and options.note is None and options.tag is None:
        raise CommandError("change what? --colour, --note or --tag says so")
    mark = work.notebook.edit(mark.id, colour=colour, note=options.note, tags=options.tag)
    return work.tell([mark], f"{mark.id} is {colour_name(mark.colour)}{', with a note' if mark.note else ''}")


def _delete(work: _Changing) -> int:
    marks = [work.mark(mark_id) for mark_id in dict.fromkeys(work.options.delete)]
    with work.notebook.together():
        for mark in marks:
            work.notebook.delete(mark.id)
    return work.tell(marks, f"{_count(len(marks))} deleted; --undo brings back")


def _accept(work: _Changing) -> int:
    marks = [work.mark(mark_id) for mark_id in dict.fromkeys(work.options.accept)]
    found = [(mark, *work.placed(mark)) for mark in marks]
    for mark, document, placement in found:
        if placement.status == "orphan":
            raise CommandError(f"{mark.id} is not found in {safe_line(document.name)}; --attach says where it stands")
    with work.notebook.together():
        marks = [work.notebook.reanchor(mark.id, document, at.start, at.end) for mark, document, at in found]
    return work.tell(marks, f"{_count(len(marks))} said to stand where found")


def _reject(work: _Changing) -> int:
    marks = [work.mark(mark_id) for mark_id in dict.fromkeys(work.options.reject)]
    found = [(mark, work.placed(mark)[0]) for mark in marks]
    with work.notebook.together():
        marks = [work.notebook.say_absent(mark.id, document) for mark, document in found]
    return work.tell(marks, f"{_count(len(marks))} said not to stand there; kept without a place")


def _attach(work: _Changing) -> int:
    mark, at = work.mark(work.options.attach), work.place()
    document = work.document(work.name(work.options.document_in))
    if at is None or at[1] is None or not at[0] < at[1] <= len(document.text):
        raise CommandError(f"--at START-END says where it stands, within the {len(document.text):,} characters of it")
    mark = work.notebook.reanchor(mark.id, document, at[0], at[1])
    return work.tell([mark], f"{mark.id} stands in {safe_line(document.name)} at {at[0]}–{at[1]}")


def _undo(work: _Changing) -> int:
    last = work.notebook.last_change
    if last not in _UNDONE:
        raise CommandError("the last change was none of a mark; undo it in the app" if last else "nothing to undo")
    work.notebook.undo()
    return work.tell([], f"taken back: {_UNDONE[last]}")


def _import(work: _Changing) -> int:
    data = _read(work.options.import_file, LARGEST + 1)
    about = work.name(work.options.document_in) if work.options.document_in else ""
    work.options.folder = work.folder.paths
    with indexed(work.options) as (_folder, index, _report):
        shelf = Shelf(index.listed().values(), work.document, index.names_by_text)
        done = import_annotations(data, shelf, work.notebook, about)
    for problem in done.problems:
        narrate(problem)
    for label, why in done.failed[:_TOLD]:
        narrate(f"not taken over: {label}: {why}")
    if len(done.failed) > _TOLD:
        narrate(f"not taken over: {len(done.failed) - _TOLD:,} more; --json tells all")
    if work.options.json:
        emit_json(
            {
                "imported": [mark_json(mark) for mark in done.marks],
                "certain": done.sure,
                "duplicates": done.duplicates,
                "failed": [{"annotation": label, "reason": why} for label, why in done.failed],
            }
        )
    unsure = len(done.marks) - done.sure
    parts = [f"{_count(len(done.marks))} taken over", f"{done.duplicates:,} already there", f"{len(done.failed):,} not"]
    if unsure:
        parts.insert(1, f"{unsure:,} of them without a certain place: --review")
    narrate(", ".join(parts))
    return DONE if done.marks or done.duplicates else NOTHING


def _merge(work: _Changing) -> int:
    done = work.notebook.merge(_read(work.options.merge))
    if work.options.json:
        emit_json({"added": done.added, "known": done.known, "unreadable": done.unreadable})
    added = f"{done.added:,} {'operation' if done.added == 1 else 'operations'}"
    narrate(f"{added} taken over, {done.known:,} already there, {done.unreadable:,} lines not understood")
    return DONE if done.added or done.known else NOTHING


def _read(path: str, most: int = -1) -> bytes:
    """Return what a file holds, or standard input, no more of it than is looked at."""

    def read(file: IO[bytes]) -> bytes:
        return file.read(most)

    try:
        if path == "-":
            return read(sys.stdin.buffer)
        with Path(path).open("rb") as file:
            return read(file)
    except OSError as error:
        raise CommandError(f"{path}: {error.strerror or error}") from None


def _count(number: int) -> str:
    return f"{number:,} {'mark' if number == 1 else 'marks'}"


def mark_json(mark: Highlight) -> dict[str, object]:
    """Return a mark as JSON data, as it is in the notebook."""
    return {
        "id": mark.id,
        "document": safe_line(mark.name),
        "start": mark.anchor.start,
        "end": mark.anchor.end,
        "colour": mark.colour,
        "colour_name": colour_name(mark.colour),
        "tags": list(mark.tags),
        "note": mark.note,
        "quote": mark.anchor.exact,
        "created": mark.created,
        "modified": mark.modified,
    }
