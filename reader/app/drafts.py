"""What is typed into a note and not kept yet, so that it outlives a crash of the program or of the machine's session.

It is kept in the user's data folder for them alone and taken away as soon as the notebook has it. Where it cannot be
written, as on a full disk, it is kept for as long as the program runs.
"""

import contextlib
import json
import os
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any, Final

from reader.app.memory import data_folder, key_of, record_in
from reader.app.tags import tags_in
from reader.app.unmade import is_unmade
from reader.files import write_whole
from reader.notebook import Highlight
from reader.text.safety import safe_line, safe_text

_ID: Final = re.compile(r"[\w-]{1,40}")
_LARGEST: Final = 20_000_000
"""Bytes of a draft that is read."""

_MOST: Final = 200
"""Drafts that are looked at to say which notes were not kept."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A note as it was typed."""

    note: str
    tags: str = ""
    """The line of tags, as typed."""

    name: str = field(default="", compare=False)
    """Path of the document it is about, as far as that was written down."""


class Drafts:
    """The drafts of a folder's notes, by the ids of their marks."""

    def __init__(self, root: Path) -> None:
        """Know where they are; nothing is read yet."""
        self._folder = data_folder() / "drafts" / key_of(root)
        self._unwritten: dict[str, Draft] = {}
        """Those that no file could be written for."""

    def get(self, mark_id: str) -> Draft | None:
        """Return what was typed and not kept, or `None`."""
        if mark_id in self._unwritten:
            return self._unwritten[mark_id]
        data: dict[str, Any] = {}
        with contextlib.suppress(ValueError):
            data = record_in(self._path(mark_id), _LARGEST)
        if not isinstance(data.get("note"), str):
            return None
        tags, name = (safe_line(str(data.get(key, ""))) for key in ("tags", "name"))
        return Draft(safe_text(data["note"]), tags, name)

    def not_kept(self, marks: Iterable[Highlight]) -> list[str]:
        """Return the documents of notes that were typed and are not as the notebook has them, one for each note."""
        known = {mark.id: mark for mark in marks}
        names: list[str] = []
        with contextlib.suppress(OSError):
            for path in islice(self._folder.glob("*.json"), _MOST):
                mark, draft = known.get(path.stem), self.get(path.stem)
                if draft is None or (mark is None and not is_unmade(path.stem)):
                    continue
                if mark is None or (draft.note.strip(), tags_in(draft.tags)) != (mark.note, mark.tags):
                    names.append(safe_line(mark.name) if mark else draft.name)
        return sorted(names)

    def keep(self, mark_id: str, draft: Draft) -> None:
        """Write down what is typed."""
        self._unwritten[mark_id] = draft
        with contextlib.suppress(OSError, ValueError):
            data = json.dumps({"note": draft.note, "tags": draft.tags, "name": draft.name}).encode()
            write_whole(self._path(mark_id), data, is_private=True, waits=False)
            del self._unwritten[mark_id]

    def move(self, mark_id: str, other_id: str) -> None:
        """Let what was typed of one mark be of another one, such as of a passage that could not be marked before."""
        if (draft := self.get(mark_id)) is not None:
            self.keep(other_id, draft)
            self.drop(mark_id)

    def drop(self, mark_id: str) -> None:
        """Take a draft away, as the notebook has it or nobody wants it."""
        self._unwritten.pop(mark_id, None)
        with contextlib.suppress(OSError, ValueError):
            self._path(mark_id).unlink(missing_ok=True)
            os.rmdir(self._folder)  # noqa: PTH106 (it goes only where it is empty)

    def _path(self, mark_id: str) -> Path:
        if not _ID.fullmatch(mark_id):
            raise ValueError(mark_id)
        return self._folder / f"{mark_id}.json"
