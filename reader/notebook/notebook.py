"""The notebook of a folder: every highlight and note, as the sum of all operations ever written.

How an operation is written is told in `reader.notebook.log`: a person can read the file, compare it, merge it.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import asdict, replace
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from reader.documents import Document
from reader.notebook import log
from reader.notebook.anchor import Target, make_anchor
from reader.notebook.belonging import ByDocument
from reader.notebook.entities import LONGEST, decision_of, problem_of, record_of
from reader.notebook.exports import Exported, in_parts, news
from reader.notebook.journal import Journal, NotebookError
from reader.notebook.model import (
    GONE,
    Anchor,
    DateDecision,
    EntityAction,
    EntityDecision,
    EntityName,
    Highlight,
    Placed,
    Placement,
)
from reader.notebook.replay import State, highlight_of, in_order, tags_of, undone_by
from reader.notebook.sharing import Taken, received, shared
from reader.notebook.where import where_of
from reader.settings.model import Colour
from reader.text.ids import random_id
from reader.text.mention import EntityKind
from reader.text.safety import safe_line

__all__ = ["Notebook", "NotebookError"]

_MARK_ID: Final = re.compile(r"h-[0-9a-hjkmnp-tv-z]{8}")

_PLACEMENTS: Final = 20_000
"""Places that are remembered at a time."""

_LONGEST_SEARCH: Final = 2_000
"""Characters of a search that is kept."""


class Notebook(Journal):
    """What a person decided about a folder. Every change is on the disk before its method returns."""

    where_reason = ""
    """Why it is not kept inside the folder, and where it is; empty where it is inside."""

    _sorted: tuple[State | None, tuple[Highlight, ...]] = (None, ())
    """The highlights in order, and of which state they are."""

    _marks_by_document: tuple[State | None, ByDocument[Highlight]] = (None, ByDocument(()))
    _dates_by_document: tuple[State | None, ByDocument[DateDecision]] = (None, ByDocument(()))

    @cached_property
    def _placements(self) -> dict[tuple[str, Anchor], Placement]:
        """Where passages stand in texts, by the fingerprints of those: finding them again takes long."""
        return {}

    @classmethod
    def of_folder(cls, root: Path) -> "Notebook":
        """Open a folder's notebook: inside it, or in the user's data folder where nothing can be written there."""
        where = where_of(root)
        notebook = cls(where.path, where.also, where.problems)
        notebook.where_reason = where.reason
        return notebook

    @property
    def highlights(self) -> tuple[Highlight, ...]:
        """Every highlight that stands, in the order of documents and places."""
        state, (known, marks) = self._state, self._sorted
        if known is not state:
            ordered = sorted(state.highlights.values(), key=lambda mark: (mark.name, mark.anchor.start, mark.id))
            marks = tuple(ordered)
            self._sorted = state, marks
        return marks

    def placed(self, document: Document, present: Iterable[str] = (), *, at_once: bool = False) -> list[Placed]:
        """Return the highlights of a document with their places in its text, in order.

        A highlight belongs to the document at its path, or, when none of the names in `present` is that path, to
        any document with the same content: the file was moved or renamed.

        Args:
            document: the document.
            present: paths of all documents.
            at_once: leave those out that must be looked for in the text, which may take long.
        """
        target: Target | None = None
        placed: list[Placed] = []
        for mark in self._marks_of(document, present):
            placement = self._placements.get((document.text_sha256, mark.anchor))
            if placement is None and at_once and mark.anchor.text_sha256 != document.text_sha256:
                continue
            if placement is None:
                target = target or Target(document.text, document.text_sha256)
                placement = target.place(mark.anchor)
                if len(self._placements) >= _PLACEMENTS:
                    self._placements.clear()
                self._placements[document.text_sha256, mark.anchor] = placement
            placed.append(Placed(mark, _unless_absent(mark, placement, document.text_sha256)))
        return sorted(placed, key=lambda item: (item.placement.start, item.placement.end, item.highlight.id))

    def to_be_found(self, document: Document, present: Iterable[str] = ()) -> int:
        """Return how many highlights of a document must be looked for in its text, which may take long; `placed` does it."""
        sha = document.text_sha256
        marks = self._marks_of(document, present)
        return sum(mark.anchor.text_sha256 != sha and (sha, mark.anchor) not in self._placements for mark in marks)

    def _marks_of(self, document: Document, present: Iterable[str]) -> list[Highlight]:
        state, (known, marks) = self._state, self._marks_by_document
        if known is not state:
            marks = ByDocument(state.highlights.values())
            self._marks_by_document = state, marks
        return marks.of(document, _as_set(present))

    def add(
        self, document: Document, start: int, end: int, colour: Colour, note: str = "", tags: Iterable[str] = ()
    ) -> Highlight:
        """Highlight `document.text[start:end]`.

        Raises:
            ValueError: the range is empty or outside the text.
            NotebookError: it could not be written.
        """
        if not 0 <= start < end <= len(document.text):
            raise ValueError(f"no passage at {start}–{end}")
        anchor = _anchor(document, start, end)
        mark_id = random_id("h")
        where = {"id": mark_id, "document": document.id, "name": document.name, "anchor": asdict(anchor)}
        self._write({"op": "add", "highlight": {**where, "colour": colour, "note": note, "tags": list(tags_of(tags))}})
        return self._state.highlights[mark_id]

    def edit(
        self,
        mark_id: str,
        *,
        colour: Colour | None = None,
        note: str | None = None,
        tags: Iterable[str] | None = None,
    ) -> Highlight:
        """Change the colour, the note or the tags of a highlight.

        Raises:
            KeyError: there is no such highlight.
            NotebookError: it could not be written.
        """
        with self.together():
            mark = self._state.highlights[mark_id]
            changes: dict[str, Any] = {}
            if colour is not None and colour != mark.colour:
                changes["colour"] = colour
            if note is not None and note != mark.note:
                changes["note"] = note
            if tags is not None and (clean := tags_of(tags)) != mark.tags:
                changes["tags"] = list(clean)
            if changes:
                self._write({"op": "edit", "target": mark_id, "changes": changes})
            return self._state.highlights[mark_id]

    def delete(self, mark_id: str) -> None:
        """Take a highlight away; it stays in the file and `undo` brings it back.

        Raises:
            KeyError: there is no such highlight.
            NotebookError: it could not be written.
        """
        if mark_id not in self._state.highlights:
            raise KeyError(mark_id)
        self._write({"op": "delete", "target": mark_id})

    def reanchor(self, mark_id: str, document: Document, start: int, end: int) -> Highlight:
        """Say that a highlight stands at `document.text[start:end]`, be it where it was found or elsewhere.

        Raises:
            KeyError: there is no such highlight.
            ValueError: the range is empty or outside the text.
            NotebookError: it could not be written.
        """
        if mark_id not in self._state.highlights:
            raise KeyError(mark_id)
        if not 0 <= start < end <= len(document.text):
            raise ValueError(f"no passage at {start}–{end}")
        where = {"document": document.id, "name": document.name, "anchor": asdict(_anchor(document, start, end))}
        self._write({"op": "reanchor", "target": mark_id, **where})
        return self._state.highlights[mark_id]

    def say_absent(self, mark_id: str, document: Document | None) -> Highlight:
        """Say that a highlight does not stand where it was found in a document: it is an orphan until the text changes.

        Without a document: it is known that the one it was in is gone. Where that comes back, nothing was said of it.

        Raises:
            KeyError: there is no such highlight.
            NotebookError: it could not be written.
        """
        if mark_id not in self._state.highlights:
            raise KeyError(mark_id)
        text = document.text_sha256 if document is not None else GONE
        self._write({"op": "absent", "target": mark_id, "text_sha256": text})
        return self._state.highlights[mark_id]

    def receive(self, marks: Iterable[Highlight]) -> list[Highlight]:
        """Add highlights that were made elsewhere, all together, and return them as they are here, in that order.

        They keep their times, and their ids unless these are taken or of another form. None is skipped.

        Raises:
            ValueError: one makes no sense; none is added then.
            NotebookError: it could not be written; none is added then.
        """
        received: list[str] = []
        with self.together():
            used = {str(each["highlight"].get("id")) for each in self._known() if _is_addition(each)}
            for mark in marks:
                mark_id = mark.id if _MARK_ID.fullmatch(mark.id) and mark.id not in used else random_id("h")
                used.add(mark_id)
                record = _record(replace(mark, id=mark_id))
                if highlight_of(record, mark.created) is None:
                    raise ValueError(f"the highlight {mark.id} makes no sense")
                self._write({"op": "add", "highlight": record})
                received.append(mark_id)
            return [self._state.highlights[mark_id] for mark_id in received]

    @property
    def tags(self) -> tuple[str, ...]:
        """Every tag in use, the most used first."""
        counts = Counter(tag for mark in self._state.highlights.values() for tag in mark.tags)
        return tuple(sorted(counts, key=lambda tag: (-counts[tag], tag.casefold(), tag)))

    def decide_date(self, document: Document, start: int, end: int, value: str) -> None:
        """Say what the date expression `document.text[start:end]` means; an empty value says that it is no date.

        Raises:
            NotebookError: it could not be written.
        """
        anchor = _anchor(document, start, end)
        decision = DateDecision(random_id("c"), document.id, document.name, anchor, value)
        record = {key: value for key, value in asdict(decision).items() if key != "created"}
        self._write({"op": "date", "decision": record})

    def decide_day(self, document: Document, day: date | None) -> None:
        """Say which day a document belongs to; its relative dates are reckoned from it.

        Raises:
            NotebookError: it could not be written.
        """
        written = day.isoformat() if day else None
        self._write({"op": "day", "document": document.id, "name": document.name, "day": written})

    def dates(self, document: Document, present: Iterable[str] = ()) -> dict[tuple[int, int], str]:
        """Return the values that a person gave to date expressions of a document, by their place in its text."""
        state, (known, dates) = self._state, self._dates_by_document
        if known is not state:
            dates = ByDocument(state.dates.values())
            self._dates_by_document = state, dates
        decided: dict[tuple[int, int], str] = {}
        target = Target(document.text, document.text_sha256)
        for decision in sorted(dates.of(document, _as_set(present)), key=lambda decision: decision.created):
            placement, exact = target.place(decision.anchor), decision.anchor.exact
            there = document.text[placement.start : placement.end]
            if placement.status == "certain" and there.casefold().split() == exact.casefold().split():
                decided[placement.start, placement.end] = decision.value
        return decided

    def days(self, present: Iterable[str] = ()) -> dict[str, date | None]:
        """Return the days that a person gave to documents, by their paths and, where one is gone, by their ids."""
        names = _as_set(present)
        return {day.name if day.name in names else day.document: day.day for day in self._state.days.values()}

    @property
    def date_decisions(self) -> tuple[DateDecision, ...]:
        """What a person decided about date expressions, the last one last."""
        return tuple(sorted(self._state.dates.values(), key=lambda decision: decision.created))

    @property
    def dated_documents(self) -> frozenset[str]:
        """Paths of the documents with a date expression that a person decided on."""
        return frozenset(decision.name for decision in self._state.dates.values())

    def decide_entities(
        self,
        action: EntityAction,
        names: Iterable[EntityName],
        *,
        to: str = "",
        kind: EntityKind | None = None,
        form: str = "",
        document: str = "",
    ) -> EntityDecision:
        """Say who is who; what each action takes is told at `EntityDecision`.

        Raises:
            ValueError: something is missing; the message says what.
            NotebookError: it could not be written.
        """
        different = tuple(dict.fromkeys(names))
        decision = EntityDecision(random_id("e"), action, different, to.strip(), kind, form, document)
        record = record_of(decision)
        if decision_of(record, "") is None:
            raise ValueError(
                problem_of(decision) or f"a name has at most {LONGEST} characters, and a kind that is known"
            )
        self._write({"op": "entity", "decision": record})
        return self._state.entities[decision.id]

    @property
    def entity_decisions(self) -> tuple[EntityDecision, ...]:
        """What was decided about entities, in order; a later decision wins over one that it contradicts."""
        return tuple(self._state.entities.values())

    def share_entities(self) -> bytes:
        """Return what was decided about entities as a file for others."""
        undone = undone_by(self._union.by_id.values())
        ordered = in_order(self._union.by_id.values())
        return shared(each for each in ordered if each["op"] == "entity" and each["id"] not in undone)

    def receive_entities(self, data: bytes) -> Taken:
        """Take over what others decided about entities, as far as it is not here already.

        Raises:
            SharingError: it is no file of decisions.
            NotebookError: it could not be written.
        """
        operations, taken = received(data, self._union.by_id.keys() | self._state.entities.keys(), datetime.now(UTC))
        if operations:
            self._take_over(operations)
        return taken

    def set_read(self, document: str, name: str, *, is_read: bool) -> None:
        """Say that a document, given by its id and its path, was read or not; `undo` does not take that back.

        Raises:
            NotebookError: it could not be written.
        """
        if (document in self.read_documents) != is_read:
            self._write({"op": "read", "document": document, "name": name, "read": is_read})

    @property
    def searches(self) -> tuple[str, ...]:
        """The searches that are kept, as they were typed, the last one first."""
        return tuple(reversed(self._state.searches))

    def keep_search(self, typed: str, *, is_kept: bool = True) -> None:
        """Keep a search, or no longer; the file remembers it.

        Raises:
            ValueError: it is very long; the message says so.
            NotebookError: it could not be written.
        """
        typed = safe_line(typed)
        if len(typed) > _LONGEST_SEARCH:
            raise ValueError(f"a search of more than {_LONGEST_SEARCH:,} characters is not kept")
        if (typed in self._state.searches) != is_kept:
            self._write({"op": "search", "typed": typed, "kept": is_kept})

    def exported_blocks(self, target: str) -> Exported:
        """Return what was ever exported to a target."""
        return self._state.exports.get(target, Exported())

    def note_exported_blocks(
        self, target: str, blocks: Mapping[str, str], deleted: Iterable[str] = (), restored: Iterable[str] = ()
    ) -> None:
        """Remember what was exported to a target; nothing is written of what is known already.

        Args:
            target: name of the folder or file, as the export made it up.
            blocks: SHA-256, in hex, of what was written for each block, by its id.
            deleted: ids of blocks that the person deleted there.
            restored: ids of deleted blocks that the person wants back.

        Raises:
            ValueError: an id or a fingerprint is none.
            NotebookError: it could not be written.
        """
        with self._writing:
            said = news(self.exported_blocks(target), blocks, deleted, restored)
            if said is not None:
                with self.together():
                    for part in in_parts(said):
                        self._write({"op": "exported", "target": target, **part})


def _is_addition(operation: log.Operation) -> bool:
    return operation["op"] == "add" and isinstance(operation.get("highlight"), dict)


def _record(mark: Highlight) -> dict[str, Any]:
    """Return a highlight as it is written; what is empty is left out."""
    record = {"id": mark.id, "document": mark.document, "name": mark.name, "anchor": asdict(mark.anchor)}
    more = {
        "tags": list(mark.tags),
        "created": mark.created,
        "modified": mark.modified,
        "imported": dict(mark.imported),
    }
    return {**record, "colour": mark.colour, "note": mark.note} | {key: value for key, value in more.items() if value}


def _anchor(document: Document, start: int, end: int) -> Anchor:
    return make_anchor(document.text, start, end, document.text_sha256, document.extractor)


def _unless_absent(mark: Highlight, placement: Placement, text_sha256: str) -> Placement:
    if text_sha256 in mark.absent_from and placement.status != "orphan":
        return replace(placement, status="orphan", reason="you said that it is not there")
    return placement


def _as_set(names: Iterable[str]) -> AbstractSet[str]:
    return names if isinstance(names, AbstractSet) else set(names)
