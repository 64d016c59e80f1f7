"""The notebook of a folder: every highlight and note, as the sum of all operations ever written."""

import hashlib
import os
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from platformdirs import user_data_path

from reader.documents import Document
from reader.notebook import log
from reader.notebook.anchor import Placement, make_anchor, place
from reader.notebook.model import COLOURS, Anchor, Colour, Highlight
from reader.text.ids import random_id
from reader.text.safety import safe_line, safe_text

FOLDER: Final = ".reader"
"""Where a notebook lives inside the folder it belongs to."""

_FILE: Final = "notebook.jsonl"
_EDITABLE: Final = ("colour", "note", "tags")


class NotebookError(Exception):
    """The notebook cannot be written; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A highlight and where it stands in the text at hand."""

    highlight: Highlight
    placement: Placement


class Notebook:
    """What a person decided about a folder. Every change is on the disk before its method returns."""

    def __init__(self, path: Path) -> None:
        """Open the notebook at `path`; the file is made with the first change."""
        self.path = path
        self._operations: dict[str, log.Operation] = {}
        self._highlights: dict[str, Highlight] = {}
        self.problems: tuple[str, ...] = ()
        self.read_only_reason = ""
        self.reload()

    @classmethod
    def of_folder(cls, root: Path) -> "Notebook":
        """Open a folder's notebook: inside it, or in the user's data folder where nothing can be written there."""
        inside = root / FOLDER / _FILE
        if inside.exists() or os.access(inside.parent if inside.parent.exists() else root, os.W_OK):
            return cls(inside)
        return cls(fallback_path(root))

    def reload(self) -> None:
        """Read the file again, as another process may have added to it."""
        try:
            loaded = log.load(self.path)
        except OSError as error:
            self.read_only_reason = f"{self.path}: {error.strerror or error}"
            return
        self.problems = loaded.problems
        if loaded.newest_format > log.FORMAT:
            self.read_only_reason = (
                f"{self.path} was written by a newer version of reader; marks are shown, not changed"
            )
        self._operations = {operation["id"]: operation for operation in loaded.operations}
        self._highlights = replay(self._operations.values())

    @property
    def highlights(self) -> tuple[Highlight, ...]:
        """Every highlight that stands, in the order of documents and places."""
        return tuple(sorted(self._highlights.values(), key=lambda mark: (mark.name, mark.anchor.start, mark.id)))

    def placed(self, document: Document, present: Iterable[str] = ()) -> list[Placed]:
        """Return the highlights of a document with their places in its text, in order.

        A highlight belongs to the document at its path, or, when none of the names in `present` is that path, to
        any document with the same content: the file was moved or renamed.
        """
        names = set(present)
        mine = [
            mark
            for mark in self._highlights.values()
            if mark.name == document.name or (mark.document == document.id and mark.name not in names)
        ]
        placed = [Placed(mark, place(mark.anchor, document.text, document.text_sha256)) for mark in mine]
        return sorted(placed, key=lambda item: (item.placement.start, item.placement.end, item.highlight.id))

    def add(self, document: Document, start: int, end: int, colour: Colour, note: str = "") -> Highlight:
        """Highlight `document.text[start:end]`.

        Raises:
            ValueError: the range is empty or outside the text.
            NotebookError: it could not be written.
        """
        if not 0 <= start < end <= len(document.text):
            raise ValueError(f"no passage at {start}–{end}")
        anchor = make_anchor(document.text, start, end, document.text_sha256)
        mark = Highlight(random_id("h"), document.id, document.name, anchor, colour, note)
        record = {key: value for key, value in asdict(mark).items() if key not in ("created", "modified")}
        self._write({"op": "add", "highlight": record})
        return self._highlights[mark.id]

    def edit(self, mark_id: str, *, colour: Colour | None = None, note: str | None = None) -> Highlight:
        """Change the colour or the note of a highlight.

        Raises:
            KeyError: there is no such highlight.
            NotebookError: it could not be written.
        """
        mark = self._highlights[mark_id]
        changes: dict[str, Any] = {}
        if colour is not None and colour != mark.colour:
            changes["colour"] = colour
        if note is not None and note != mark.note:
            changes["note"] = note
        if changes:
            self._write({"op": "edit", "target": mark_id, "changes": changes})
        return self._highlights[mark_id]

    def delete(self, mark_id: str) -> None:
        """Take a highlight away; it stays in the file and `undo` brings it back.

        Raises:
            KeyError: there is no such highlight.
            NotebookError: it could not be written.
        """
        if mark_id not in self._highlights:
            raise KeyError(mark_id)
        self._write({"op": "delete", "target": mark_id})

    def undo(self) -> str:
        """Take the last change back, also one of an earlier session, and return what it was, or an empty string.

        Raises:
            NotebookError: it could not be written.
        """
        undone = {operation.get("target") for operation in self._operations.values() if operation["op"] == "undo"}
        for operation in reversed(_in_order(self._operations.values())):
            if operation["op"] in ("add", "edit", "delete") and operation["id"] not in undone:
                self._write({"op": "undo", "target": operation["id"]})
                return str(operation["op"])
        return ""

    def exported(self, target: str) -> str | None:
        """Return the fingerprint of what was last exported to a file, or `None` if nothing was."""
        found = None
        for operation in _in_order(self._operations.values()):
            if operation["op"] == "export" and operation.get("target") == target:
                found = str(operation.get("sha256"))
        return found

    def note_export(self, target: str, sha256: str) -> None:
        """Remember what was written to a file, so that a later export can tell whether a person changed it.

        Raises:
            NotebookError: it could not be written.
        """
        self._write({"op": "export", "target": target, "sha256": sha256})

    def _write(self, operation: dict[str, Any]) -> None:
        if self.read_only_reason:
            raise NotebookError(self.read_only_reason)
        record = {"v": log.FORMAT, "id": random_id("o"), "time": self._now(), **operation}
        try:
            log.append(self.path, record)
        except OSError as error:
            raise NotebookError(f"not saved: {self.path}: {error.strerror or error}") from error
        self._operations[record["id"]] = record
        self._highlights = replay(self._operations.values())

    def _now(self) -> str:
        """Return the time, later than every operation known, even when the clock was set back."""
        now = datetime.now(UTC).isoformat(timespec="microseconds")
        last = max((str(operation.get("time", "")) for operation in self._operations.values()), default="")
        return now if now > last else _just_after(last)


def replay(operations: Iterable[log.Operation]) -> dict[str, Highlight]:
    """Return the highlights that stand after all operations; the order in which they are given does not matter."""
    ordered = _in_order(operations)
    undone = {operation.get("target") for operation in ordered if operation["op"] == "undo"}
    marks: dict[str, Highlight] = {}
    for operation in ordered:
        if operation["id"] in undone:
            continue
        time = str(operation.get("time", ""))
        target = str(operation.get("target", ""))
        match operation["op"]:
            case "add":
                if (mark := _highlight(operation.get("highlight"), time)) is not None:
                    marks[mark.id] = mark
            case "edit" if target in marks:
                marks[target] = _edited(marks[target], operation.get("changes"), time)
            case "delete":
                marks.pop(target, None)
            case _:
                pass  # operations of later versions are kept in the file and change nothing here
    return marks


def fallback_path(root: Path) -> Path:
    """Return where the notebook of a folder lives when nothing can be written inside it."""
    base = os.environ.get("READER_DATA_DIR")
    folder = Path(base) if base else user_data_path("reader", appauthor=False)
    key = hashlib.sha256(os.fsencode(root)).hexdigest()[:16]
    return folder / "notebooks" / key / _FILE


def _in_order(operations: Iterable[log.Operation]) -> list[log.Operation]:
    return sorted(operations, key=lambda operation: (str(operation.get("time", "")), operation["id"]))


def _just_after(time: str) -> str:
    try:
        later = datetime.fromisoformat(time).timestamp() + 0.001
        return datetime.fromtimestamp(later, UTC).isoformat(timespec="microseconds")
    except (ValueError, OverflowError, OSError):
        return time + "+"


def _highlight(record: Any, time: str) -> Highlight | None:  # noqa: ANN401 (it comes out of a file)
    try:
        anchor = record["anchor"]
        return Highlight(
            id=str(record["id"]),
            document=str(record["document"]),
            name=str(record["name"]),
            anchor=Anchor(
                start=int(anchor["start"]),
                end=int(anchor["end"]),
                exact=safe_text(str(anchor["exact"])),
                prefix=safe_text(str(anchor.get("prefix", ""))),
                suffix=safe_text(str(anchor.get("suffix", ""))),
                text_sha256=str(anchor.get("text_sha256", "")),
            ),
            colour=_colour(record.get("colour")),
            note=safe_text(str(record.get("note", ""))),
            tags=tuple(safe_line(str(tag)) for tag in record.get("tags", ())),
            created=time,
            modified=time,
        )
    except (KeyError, TypeError, ValueError):
        return None


def _edited(mark: Highlight, changes: Any, time: str) -> Highlight:  # noqa: ANN401 (it comes out of a file)
    if not isinstance(changes, dict):
        return mark
    known = {key: value for key, value in changes.items() if key in _EDITABLE}
    if "colour" in known:
        known["colour"] = _colour(known["colour"])
    if "tags" in known:
        known["tags"] = (
            tuple(safe_line(str(tag)) for tag in known["tags"]) if isinstance(known["tags"], list) else mark.tags
        )
    if "note" in known:
        known["note"] = safe_text(str(known["note"]))
    return replace(mark, **known, modified=time)


def _colour(value: object) -> Colour:
    return next((colour for colour in COLOURS if colour == value), COLOURS[0])
