"""Every mark of a folder with where it stands now: found again document by document, as often as something changed."""

import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Final

from reader.documents import Document, DocumentError
from reader.notebook import GONE, Highlight, Placed, Placement
from reader.text.folding import fold
from reader.text.safety import safe_line

if TYPE_CHECKING:
    from reader.app.session import Session

_OFTEN: Final = 0.3
"""Seconds after which what has been found so far is shown."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A mark of the folder."""

    highlight: Highlight
    name: str
    """Path of the document it belongs to now; of one that is gone, where it was."""

    placement: Placement
    title: str
    """Title of the document, or its path where that is not known."""

    day: date | None = None
    """The day of the document."""

    place: int = 0
    """Where the document stands in the folder; those that are gone stand last."""

    is_placed: bool = True
    """Whether the document has been looked at."""

    is_gone: bool = False
    """Whether there is no such document, or it cannot be read."""

    is_settled: bool = False
    """Whether a person said that it does not stand in the text as it is now, or that they know that its document is gone."""

    folded: str = field(default="", repr=False)
    """Its words as they are filtered: of the passage, the note, the tags and the title."""

    @property
    def key(self) -> str:
        """Id of the mark."""
        return self.highlight.id

    @property
    def status(self) -> str:
        """How sure it is where it stands, as its placement says."""
        return self.placement.status

    @property
    def is_to_check(self) -> bool:
        """Whether a person should look at it: it may have moved, or is no longer found, be it with its whole document.

        These are the marks that the queue asks about; whoever counts what is to be checked counts them.
        """
        return self.is_placed and not self.is_settled and self.status != "certain"


@dataclass(frozen=True, slots=True)
class _Known:
    """What was found of the marks of one document, and for what that holds."""

    of: tuple[object, ...]
    entries: tuple[Entry, ...]


class Marks:
    """The marks of a session's folder. Threads gather them one after the other, any thread reads them."""

    def __init__(self, session: "Session") -> None:
        """Know none yet."""
        self._session = session
        self._known: dict[str, _Known] = {}
        self._gathering = threading.Lock()
        self.entries: tuple[Entry, ...] = ()
        """All marks as last gathered, in the order of the folder and of each text."""
        self.is_whole = False
        """Whether every document with marks has been looked at."""

    @property
    def to_check(self) -> int:
        """How many marks a person should look at, as far as that is known."""
        return sum(1 for entry in self.entries if entry.is_to_check)

    def gather(
        self,
        stopped: Callable[[], bool] = lambda: False,
        on_part: Callable[[tuple[Entry, ...]], None] = lambda _entries: None,
    ) -> tuple[Entry, ...]:
        """Find every mark again; only documents that changed, or whose marks did, are read. In a thread.

        Args:
            stopped: tells whether the answer is still wanted; if not, what was known stays.
            on_part: is given all marks now and then, those not looked for yet as they were made.
        """
        with self._gathering:
            return self._gather(stopped, on_part)

    def _gather(self, stopped: Callable[[], bool], on_part: Callable[[tuple[Entry, ...]], None]) -> tuple[Entry, ...]:
        shelf = self._session.shelf
        by_name = self._by_document()
        order = sorted(by_name, key=lambda name: (shelf.number.get(name, len(shelf.names)), name))
        found: dict[str, tuple[Entry, ...]] = {}
        said_at = time.monotonic()
        for place, name in enumerate(order):
            if stopped():
                return self.entries
            found[name] = self._of_document(name, place, by_name[name])
            if time.monotonic() - said_at > _OFTEN:
                rest = [
                    self._unplaced(other, at, by_name[other]) for at, other in enumerate(order) if other not in found
                ]
                on_part(tuple(entry for part in (*found.values(), *rest) for entry in part))
                said_at = time.monotonic()
        self._known = {name: known for name, known in self._known.items() if name in found}
        self.entries, self.is_whole = tuple(entry for part in found.values() for entry in part), True
        return self.entries

    def at_first(self) -> tuple[Entry, ...]:
        """Return all marks as far as they are known without reading any document."""
        if self.is_whole:
            return self.entries
        shelf, by_name = self._session.shelf, self._by_document()
        order = sorted(by_name, key=lambda name: (shelf.number.get(name, len(shelf.names)), name))
        return tuple(entry for at, name in enumerate(order) for entry in self._unplaced(name, at, by_name[name]))

    def _by_document(self) -> dict[str, list[Highlight]]:
        """Gather marks by the path of the document they belong to: of a file that was renamed, by its new one."""
        shelf = self._session.shelf
        marks = self._session.notebook.highlights
        wanted = {mark.document for mark in marks if mark.name not in shelf.number}
        moved = (
            {number: name for name, number in zip(shelf.names, shelf.ids, strict=False) if number in wanted}
            if wanted
            else {}
        )
        by_name: dict[str, list[Highlight]] = defaultdict(list)
        for mark in marks:
            by_name[mark.name if mark.name in shelf.number else moved.get(mark.document, mark.name)].append(mark)
        return by_name

    def _of_document(self, name: str, place: int, marks: Sequence[Highlight]) -> tuple[Entry, ...]:
        session = self._session
        number, stamp = session.shelf.number.get(name), session.stamp(name)
        if number is None and stamp is None:
            return tuple(_gone(marks, name, place, "its document is not here"))
        # while the folder is looked through for the first time, a document may be there and not be known
        listed = (session.shelf.titles[number], session.shelf.days[number]) if number is not None else None
        of = (stamp, listed, place, *marks)
        known = self._known.get(name)
        if known is None or known.of != of:
            known = self._known[name] = _Known(of, self._read(name, place, marks))
        return known.entries

    def _read(self, name: str, place: int, marks: Sequence[Highlight]) -> tuple[Entry, ...]:
        try:
            document = self._session.read(name)
        except DocumentError as error:
            return tuple(_gone(marks, name, place, f"its document cannot be read: {error}"))
        placed = self._session.placed(document)
        shown = {item.highlight.id for item in placed}
        others = [mark for mark in marks if mark.id not in shown]
        return (
            *(entry_of(document, item, place) for item in placed),
            *_gone(others, name, place, "its document is not here"),
        )

    def _unplaced(self, name: str, place: int, marks: Iterable[Highlight]) -> tuple[Entry, ...]:
        shelf = self._session.shelf
        number = shelf.number.get(name)
        title = (shelf.titles[number] if number is not None else "") or safe_line(name)
        day = date.fromisoformat(shelf.days[number]) if number is not None and shelf.days[number] else None
        return tuple(
            Entry(
                mark, name, _as_made(mark, "certain"), title, day, place, is_placed=False, folded=_folded(mark, title)
            )
            for mark in marks
        )


def entry_of(document: Document, placed: Placed, place: int = 0) -> Entry:
    """Return a mark that was looked for in a document as an entry."""
    mark = placed.highlight
    return Entry(
        mark,
        document.name,
        placed.placement,
        document.title,
        document.published.day if document.published else None,
        place,
        is_settled=document.text_sha256 in mark.absent_from,
        folded=_folded(mark, document.title),
    )


def _gone(marks: Iterable[Highlight], name: str, place: int, reason: str) -> Iterable[Entry]:
    title = safe_line(name)
    for mark in marks:
        placement = _as_made(mark, "orphan", reason)
        yield Entry(
            mark,
            name,
            placement,
            title,
            None,
            place,
            is_gone=True,
            is_settled=GONE in mark.absent_from,
            folded=_folded(mark, title),
        )


def _as_made(mark: Highlight, status: str, reason: str = "") -> Placement:
    start, end = mark.anchor.start, mark.anchor.end
    return Placement(start, end, "certain") if status == "certain" else Placement(start, end, "orphan", 0.0, reason)


def _folded(mark: Highlight, title: str) -> str:
    return fold("\n".join((" ".join(mark.anchor.exact.split()), mark.note, " ".join(mark.tags), title)))
