"""Takes over annotations that were made elsewhere: which document each is about, where it stands, what is here already."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import islice
from typing import Final

from reader.documents import Document
from reader.export.foreign import MOST, Foreign, ImportingError, parsed
from reader.export.hypothesis import hypothesis_annotation, rows_of
from reader.export.jsonld import iri_of
from reader.export.shelf import Shelf
from reader.export.webannotation import web_annotations
from reader.notebook import Anchor, Highlight, Notebook
from reader.notebook.anchor import CONTEXT, Target, make_anchor
from reader.text.ids import random_id
from reader.text.quoting import occurrences
from reader.text.safety import safe_line

_Key = tuple[int, int, str, str]
_NO_QUOTE: Final = (
    "it says where the passage stands but not how it reads, so that nobody can tell whether it is the same"
)


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of the annotations of a file."""

    marks: tuple[Highlight, ...]
    """Highlights that were added, as they are in the notebook."""

    sure: int
    """How many of them stand certainly where they were made; the others are to be looked at."""

    duplicates: int
    """Annotations that are here already."""

    failed: tuple[tuple[str, str], ...]
    """What each of the others is called, and why it was not taken over."""

    problems: tuple[str, ...] = ()
    """What else is to be said of the file."""


def import_annotations(data: bytes, shelf: Shelf, notebook: Notebook, about: str = "") -> Imported:
    """Add the annotations of a file to a notebook; those that are there already are not added again.

    Args:
        data: the file: Web Annotations, or annotations of Hypothesis, as JSON.
        shelf: the documents that they may be about.
        notebook: takes them, all together.
        about: the document that all of them are about, whatever they say; empty to believe them.

    Raises:
        ImportingError: it holds no annotations.
        NotebookError: they could not be written; none was taken over.
    """
    annotations, problems = _annotations(data)
    if len(annotations) > MOST:
        raise ImportingError(f"it holds more than {MOST:,} annotations")
    named = [(about or shelf.name_of(each) if not each.problem else "", each) for each in annotations]
    taking = _Taking(shelf, notebook)
    # by document, so that each is read once
    for name, each in sorted(named, key=lambda item: item[0]):
        taking.take(each, name)
    marks = taking.receive()
    if taking.cut:
        problems.append(f"of {taking.cut:,} not all is kept that other programs know of them: it is a lot")
    return Imported(tuple(marks), taking.sure, taking.duplicates, tuple(taking.failed), tuple(problems))


def _annotations(data: bytes) -> tuple[list[Foreign], list[str]]:
    content, now = parsed(data), datetime.now(UTC)
    rows = rows_of(content)
    if rows is None:
        return web_annotations(content, now)
    problems = []
    rows = rows[: MOST + 1]
    total = content.get("total")
    if isinstance(total, int) and total > len(rows):
        problems.append(f"it holds {len(rows):,} of {total:,} annotations")
    return [hypothesis_annotation(row, now) for row in rows], problems


class _Taking:
    """Turns annotations into highlights of a notebook that has some already."""

    def __init__(self, shelf: Shelf, notebook: Notebook) -> None:
        self._shelf = shelf
        self._notebook = notebook
        highlights = notebook.highlights
        self._ids = {mark.id for mark in highlights}
        self._origins = {str(mark.imported["id"]) for mark in highlights if "id" in mark.imported}
        self._origins |= {iri_of(mark.id) for mark in highlights}
        self._passages: dict[str, set[_Key]] = {}
        self._target: tuple[str, Target] | None = None
        self.marks: list[Highlight] = []
        self._absent: dict[int, Document] = {}
        """Documents in which a person said that a mark, given by its number, does not stand."""
        self.sure = 0
        self.cut = 0
        self.duplicates = 0
        self.failed: list[tuple[str, str]] = []

    def take(self, each: Foreign, name: str) -> None:
        """Take one annotation over, or count why not."""
        document = self._shelf.document(name) if name else ""
        if each.problem or not name:
            self.failed.append((each.label, each.problem or f"no document here is what it is about{_where(each)}"))
        elif isinstance(document, str):
            self.failed.append((each.label, f"{safe_line(name)}: {document}"))
        elif (selector := _selector(each, document)) is None:
            self.failed.append((each.label, _NO_QUOTE))
        else:
            self._place(each, document, selector)

    def receive(self) -> list[Highlight]:
        """Add what was taken to the notebook, as one change."""
        if not self.marks:
            return []
        with self._notebook.together():
            marks = self._notebook.receive(self.marks)
            for number, document in self._absent.items():
                marks[number] = self._notebook.say_absent(marks[number].id, document)
        return marks

    def _place(self, each: Foreign, document: Document, selector: Anchor) -> None:
        anchor = _anchored(selector, document, self._target_of(document))
        origin = str(each.imported.get("id", ""))
        passage = _key(anchor, each.note)
        known = self._passages_of(document)
        if each.id in self._ids or origin in self._origins or passage in known:
            self.duplicates += 1
            return
        is_absent = document.text_sha256 in each.absent_from
        is_sure = anchor.text_sha256 == document.text_sha256 and not is_absent
        if is_absent:
            self._absent[len(self.marks)] = document
        made_in = document.id if anchor.text_sha256 == document.text_sha256 else each.document or document.id
        mark = Highlight(
            id=each.id or random_id("h"),
            document=made_in,
            name=document.name,
            anchor=anchor,
            colour=each.colour,
            note=each.note,
            tags=each.tags,
            created=each.created,
            modified=each.modified or each.created,
            imported=each.imported,
        )
        self.marks.append(mark)
        self.sure += is_sure
        self.cut += each.is_cut
        self._ids.add(mark.id)
        self._origins.update(filter(None, (origin, iri_of(mark.id))))
        known.add(passage)

    def _target_of(self, document: Document) -> Target:
        if self._target is None or self._target[0] != document.name:
            self._target = document.name, Target(document.text, document.text_sha256)
        return self._target[1]

    def _passages_of(self, document: Document) -> set[_Key]:
        """Return the passages of a document that are marked, with their notes."""
        if document.name not in self._passages:
            found = set()
            for placed in self._notebook.placed(document, self._shelf.names):
                mark, placement = placed.highlight, placed.placement
                found.add(_key(mark.anchor, mark.note))
                if placement.status == "certain":
                    start, end = placement.start, placement.end
                    found.add((start, end, document.text[start:end], mark.note.strip()))
            self._passages[document.name] = found
        return self._passages[document.name]


def _selector(each: Foreign, document: Document) -> Anchor | None:
    """Return what an annotation says of its passage as this program says it, or `None` if that is not enough."""
    text = document.text
    start, end = each.start or 0, each.end
    if each.is_utf16:
        start, end = _code_points(text, start), None if end is None else _code_points(text, end)
    end = start + len(each.exact) if end is None or end <= start else end
    exact = each.exact
    if not exact:
        if each.text_sha256 != document.text_sha256 or not 0 <= start < end <= len(text):
            return None
        exact = text[start:end]
    prefix, suffix = each.prefix[-CONTEXT:], each.suffix[:CONTEXT]
    return Anchor(start, end, exact, prefix, suffix, each.text_sha256, each.sentence, each.extractor, each.copies)


def _anchored(selector: Anchor, document: Document, target: Target) -> Anchor:
    """Return where a passage stands in a document if that is certain, else what was said of it."""
    text, sha = document.text, document.text_sha256
    if _stands_there(selector, text):
        return make_anchor(text, selector.start, selector.end, sha, document.extractor)
    placement = target.place(selector)
    if placement.status == "certain":
        return make_anchor(text, placement.start, placement.end, sha, document.extractor)
    # other programs keep fewer neighbours or none: what stands once to the letter, they included, is what is meant
    found = list(islice(occurrences(text, selector.exact, selector.prefix, selector.suffix), 2))
    if len(found) == 1:
        return make_anchor(text, *found[0], sha, document.extractor)
    return replace(selector, text_sha256="") if selector.text_sha256 == sha else selector


def _stands_there(selector: Anchor, text: str) -> bool:
    """Tell whether a passage and its neighbours stand, to the letter, where they are said to: nothing need be searched."""
    start, end = selector.start, selector.end
    return (
        text[start:end] == selector.exact
        and (selector.prefix or selector.suffix) != ""
        and text[max(0, start - len(selector.prefix)) : start] == selector.prefix
        and text[end : end + len(selector.suffix)] == selector.suffix
    )


def _key(anchor: Anchor, note: str) -> _Key:
    """Return what two highlights share that say the same of the same passage."""
    place = (anchor.start, anchor.end) if anchor.text_sha256 else (-1, -1)
    return *place, anchor.exact, note.strip()


def _code_points(text: str, units: int) -> int:
    """Return how many code points a number of UTF-16 units are at the beginning of a text."""
    low, high = units // 2, min(units, len(text))
    piece = text[:high]
    if piece.isascii():
        return high
    while low < high:
        middle = (low + high + 1) // 2
        if len(text[:middle].encode("utf-16-le", "surrogatepass")) // 2 <= units:
            low = middle
        else:
            high = middle - 1
    return min(low, len(text))


def _where(each: Foreign) -> str:
    told = next(filter(None, (*each.sources, *each.titles)), "")
    return f": {safe_line(told[:200])}" if told else ""
