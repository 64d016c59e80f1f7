"""What a change of marks from the command line works on: which document, which mark, which colour is meant."""

import argparse
import re
from collections.abc import Iterable, Sequence
from functools import cached_property
from pathlib import Path
from typing import Final

from reader.cli.output import DONE, CommandError, emit_json, narrate
from reader.corpus import with_day
from reader.documents import Document, DocumentError, Folder, read_document
from reader.notebook import Colour, Highlight, Notebook, Placement
from reader.notebook.colours import colours_called, no_colour
from reader.settings import colour_name
from reader.text.safety import safe_line

_PLACE: Final = re.compile(r"(\d{1,15})(?:[-–](\d{1,15}))?")
NAMED: Final = 12
"""How many places or names a message lists."""


class UnknownDocumentError(CommandError):
    """No document of a folder goes by that name."""


class Changing:
    """What a change works on: the options, the folder and its notebook."""

    def __init__(self, options: argparse.Namespace, folder: Folder, notebook: Notebook) -> None:
        """Begin a change as the options describe it."""
        self.options = options
        self.folder = folder
        self.notebook = notebook

    @cached_property
    def names(self) -> list[str]:
        """Paths of the documents of the folder."""
        return [entry.name for entry in self.folder.scan().files]

    @cached_property
    def present(self) -> frozenset[str]:
        """The same, to look one up."""
        return frozenset(self.names)

    def name(self, written: str) -> str:
        """Return the document that a person names: its path in the folder, the path of the file, or the end of it."""
        if not written:
            raise CommandError("which document? --in FILE says so")
        try:
            inside = Path(written).resolve().relative_to(self.folder.root).as_posix()
        except (ValueError, OSError):
            inside = ""
        ends = [name for name in self.names if f"/{name}".endswith(f"/{written}")]
        if inside != written and {inside, written} <= self.present:
            raise CommandError(f"“{written}” may be {written} or {inside} in {self.folder.root}; write its whole path")
        for found in ([written], [inside], ends):
            known = [name for name in found if name in self.present]
            if len(known) == 1:
                return known[0]
        if ends:
            raise CommandError(f"“{written}” may be {_some(ends)}; write one of these")
        held = [name for name in self.names if f"/{written.rstrip('/')}/" in f"/{name}"]
        if held:
            raise CommandError(f"“{written}” holds {_some(held)}; write one of these")
        raise UnknownDocumentError(f"there is no document {written} in {self.folder.root}")

    def document(self, name: str) -> Document:
        """Return a document with the day that a person gave it.

        Raises:
            DocumentError: it cannot be read; the message says which and why.
        """
        try:
            document = read_document(self.folder.root / name, name)
        except DocumentError as error:
            raise DocumentError(f"{safe_line(name)}: {error}") from None
        return with_day(document, self.notebook.days(self.present))

    def colour(self) -> Colour | None:
        """Return the colour that is asked for, by its own or the person's name for it."""
        return None if self.options.colour is None else colour_called(self.options.colour)

    def mark(self, mark_id: str) -> Highlight:
        """Return the mark of an id."""
        return self.marks([mark_id])[0]

    def marks(self, ids: Iterable[str]) -> list[Highlight]:
        """Return the marks of ids, each once."""
        known = {mark.id: mark for mark in self.notebook.highlights}
        wanted = dict.fromkeys(ids)
        for mark_id in wanted:
            if mark_id not in known:
                raise CommandError(f"no mark is called “{mark_id}”; reader marks lists them")
        return [known[mark_id] for mark_id in wanted]

    def placed(self, marks: Sequence[Highlight]) -> list[tuple[Highlight, Document, Placement]]:
        """Return marks, each with the document it belongs to and where it was found in it.

        Raises:
            CommandError: a document is gone.
        """
        found = self.found(marks)
        for mark in marks:
            if mark.id not in found:
                raise CommandError(
                    f"{safe_line(mark.name)}, which {mark.id} was made in, is not here; --attach puts it elsewhere"
                )
        return [(mark, *found[mark.id]) for mark in marks]

    def found(self, marks: Sequence[Highlight]) -> dict[str, tuple[Document, Placement]]:
        """Return by id the document that marks belong to, where it is here, and their place in it; each is read once."""
        found: dict[str, tuple[Document, Placement]] = {}
        own = dict.fromkeys(mark.name for mark in marks if mark.name in self.present)
        missing = {mark.id for mark in marks}
        # another one may have the content of one that is gone
        others = [name for name in self.names if name not in own] if any(m.name not in own for m in marks) else []
        for name in (*own, *others):
            if not missing:
                break
            try:
                document = self.document(name)
            except DocumentError:
                if name in own:
                    raise
                continue
            for each in self.notebook.placed(document, self.present):
                if each.highlight.id in missing:
                    missing.remove(each.highlight.id)
                    found[each.highlight.id] = document, each.placement
        return found

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


def _some(names: list[str]) -> str:
    more = f" or one of {len(names) - NAMED:,} more" if len(names) > NAMED else ""
    return ", ".join(names[:NAMED]) + more


def colour_called(written: str) -> Colour:
    """Return the colour that is called so.

    Raises:
        CommandError: there is none.
    """
    for colour in colours_called(written):
        return colour
    raise CommandError(no_colour(written))


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
