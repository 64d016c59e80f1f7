"""The documents of a folder that have highlights, with all that an export may say about them."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from reader.corpus import Found, with_day
from reader.documents import Document, DocumentError, FileEntry, read_document
from reader.notebook import Highlight, Notebook, Placed, Placement
from reader.text.safety import safe_line

Find = Callable[[Document], Found]
"""Gives who and when of a document, as decided by the person."""


@dataclass(frozen=True, slots=True)
class MarkedDocument:
    """A document with its highlights, in the order of the text; the orphans among them last."""

    name: str
    """Path inside the folder; may hold characters unsafe to print."""

    document: Document | None
    """`None` where it is gone or cannot be read: its highlights are all orphans then."""

    placed: tuple[Placed, ...]
    found: Found = field(default_factory=Found)

    def narrowed(self, is_wanted: Callable[[Highlight], bool]) -> "MarkedDocument":
        """Return it with those of its highlights alone that are wanted."""
        return replace(self, placed=tuple(mark for mark in self.placed if is_wanted(mark.highlight)))


Choice = Callable[[MarkedDocument, Highlight], bool]
"""Tells whether a highlight of a document is exported."""


def chosen_of(documents: Iterable[MarkedDocument], is_chosen: Choice | None) -> list[MarkedDocument]:
    """Return the documents with those of their highlights that are chosen, all by default, and none without any."""
    narrowed = [each.narrowed(partial(is_chosen, each)) if is_chosen else each for each in documents]
    return [each for each in narrowed if each.placed]


def marked_documents(
    entries: Sequence[FileEntry], notebook: Notebook, find: Find
) -> tuple[list[MarkedDocument], list[str]]:
    """Return every document with highlights, in the order of the folder and those that are gone last, and what is wrong."""
    present = {entry.name for entry in entries}
    wanted = {mark.name for mark in notebook.highlights}
    moved = any(name not in present for name in wanted)
    days = notebook.days(present)
    documents: list[MarkedDocument] = []
    problems: list[str] = []
    shown: set[str] = set()
    for entry in entries:
        if entry.name not in wanted and not moved:
            continue
        try:
            document = with_day(read_document(entry.path, entry.name), days)
        except DocumentError as error:
            if entry.name in wanted:
                problems.append(f"{safe_line(entry.name)}: {error}")
            continue
        if placed := notebook.placed(document, present):
            shown.update(mark.highlight.id for mark in placed)
            ordered = sorted(placed, key=lambda mark: mark.placement.status == "orphan")
            documents.append(MarkedDocument(entry.name, document, tuple(ordered), find(document)))
    return documents + _gone([mark for mark in notebook.highlights if mark.id not in shown]), problems


def _gone(marks: list[Highlight]) -> list[MarkedDocument]:
    by_name: dict[str, list[Placed]] = defaultdict(list)
    for mark in marks:
        where = Placement(mark.anchor.start, mark.anchor.end, "orphan", 0.0, "its document is not here")
        by_name[mark.name].append(Placed(mark, where))
    return [MarkedDocument(name, None, tuple(placed)) for name, placed in by_name.items()]
