"""What is open: a folder, its notebook, its index, and the document being read. Knows no widget."""

import contextlib
import os
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterable
from collections.abc import Set as AbstractSet
from concurrent.futures import Executor, ProcessPoolExecutor
from functools import cached_property
from multiprocessing import resource_tracker
from pathlib import Path
from typing import TYPE_CHECKING, Final

from reader.app.drafts import Drafts
from reader.app.found import SearchState
from reader.app.looks import Looks
from reader.app.marks import Marks
from reader.app.memory import Memory, memory_path
from reader.app.reading import trimmed
from reader.app.shelf import Shelf
from reader.app.shelf_rows import Lit
from reader.app.steady import settle
from reader.corpus import (
    Directory,
    Found,
    Index,
    IndexUnusableError,
    Progress,
    Report,
    TimelineEntry,
    build,
    decisions,
    directory,
    find_mentions,
    index_path,
    timeline,
    with_day,
    with_entities,
)
from reader.corpus.decisions import Values, next_value
from reader.corpus.pace import Pace
from reader.corpus.workers import ELSEWHERE, end, new_bytes, workers
from reader.documents import Document, Folder, Scan, read_document, stamp_of, until
from reader.entities import BUILT_IN, RULES
from reader.notebook import Colour, EntityDecision, Notebook, Placed
from reader.settings import load_settings
from reader.text.sentences import sentence_at

if TYPE_CHECKING:
    from reader.app.mark_listing import MarksState
    from reader.search import Searcher
    from reader.search.pick import Pool

_PATIENCE: Final = 10
"""While documents are being indexed, who is who is worked out anew after so many times what the last time took."""


_AT_ONCE: Final = 2_000_000
"""Characters that highlights are looked for in while the screen waits, each highlight counted."""


class Session:
    """A folder that is being read."""

    def __init__(self, folder: Folder, looks: Looks | None = None) -> None:
        """Open the folder's notebook and index; nothing is read yet."""
        self.folder = folder
        self.notebook = Notebook.of_folder(folder.root)
        self.warnings: list[str] = [f"notebook: {problem}" for problem in self.notebook.problems]
        self.warnings += filter(None, (self.notebook.where_reason, self.notebook.read_only_reason))
        self.looks = Looks(load_settings()) if looks is None else looks
        """Theme and width."""
        self.settings = settings = self.looks.settings
        self.extractor = settings.names or BUILT_IN
        """Name of what finds names in documents."""
        self.extractor_problem = ""
        """Why another one does, if so; known once the index has been built."""
        self.index = self._open_index()
        self.scan = Scan()
        self.shelf = Shelf()
        """The documents, as far as they are known."""
        self.best: tuple[str, ...] = ()
        """Documents that answered the last search, the best first."""
        self.last_search: SearchState | None = None
        """The search as it was left."""
        self.marks = Marks(self)
        """Every mark of the folder, with where it stands."""
        self.last_marks: MarksState | None = None
        """The list of all marks as it was left."""
        self.quotes: Path | None = None
        """The file that quotes are added to, once the person said which."""
        self.memory = Memory(memory_path(folder.root))
        self.drafts = Drafts(folder.root)
        self.pace = Pace()
        self.is_building = True
        """Whether the index is still being brought up to date; so from the start, until it has been once."""
        self.is_busy = True
        """Whether it is being brought up to date now."""
        self.is_closed = False
        self._pool_of: tuple[Shelf, int, Pool] | None = None
        """The documents' titles and names prepared for what is typed, and of which shelf they are."""
        self._pool: ProcessPoolExecutor | None = None
        self.known: Directory | None = None
        """Who is who, as last worked out; it may be older than the index and the notebook."""
        self._known_of: tuple[int, tuple[EntityDecision, ...]] | None = None
        self._know_again_at = 0.0
        self._knowing = threading.Lock()

    @cached_property
    def searcher(self) -> "Searcher":
        """What searches the folder; it loads when it is first needed."""
        from reader.search import Searcher  # noqa: PLC0415

        return Searcher(self.index, self.notebook)

    def _open_index(self) -> Index:
        try:
            return Index(index_path(self.folder))
        except IndexUnusableError as error:
            self.warnings.append(f"{error}; using a temporary one")
            return Index(Path(tempfile.mkdtemp(prefix="reader-")) / "index.sqlite")

    def look_up(self) -> None:
        """Take what the index knows of the folder's documents, before anybody looked whether that is still so; in a thread."""
        shelf = Shelf([os.fsdecode(path) for _row, path, *_others in self.index.rows()])
        shelf.take_new(self.index)
        self.shelf = shelf
        settle()

    def take(self, scan: Scan) -> None:
        """Take what a look through the folder found; in a thread."""
        names = scan.files.names
        if names != self.shelf.names:
            self.shelf = Shelf(names, self.shelf)
        self.scan = scan
        settle()

    def picked(self, typed: str) -> tuple[list[int], Lit]:
        """Return the places of documents whose title or name answers what was typed, the best first; in a thread."""
        from reader.search.pick import Pool  # noqa: PLC0415 (loads when something is typed)

        shelf, version = self.shelf, self.shelf.version
        if self._pool_of is None or self._pool_of[:2] != (shelf, version):
            self._pool_of = shelf, version, Pool(shelf.candidates())
        picks = self._pool_of[2].pick(typed)
        return picks.indexes, picks.spans_of

    def stamp(self, name: str) -> tuple[int, int] | None:
        """Return size and time of a file, which tell whether it changed; `None` where it is gone."""
        return stamp_of(self.folder.root / name, self.folder.root)

    @property
    def _names(self) -> AbstractSet[str]:
        return self.shelf.number.keys()

    @property
    def progress(self) -> Progress:
        """How far indexing has come."""
        return self.pace.progress

    def read(self, name: str) -> Document:
        """Read a document of the folder.

        Raises:
            DocumentError: it is gone or no document.
        """
        with until(lambda: self.is_closed):
            document = read_document(self.folder.root / name, name)
        return with_day(document, self.notebook.days(self._names))

    def placed(self, document: Document) -> list[Placed]:
        """Return the highlights of a document with their places."""
        return self.notebook.placed(document, self._names)

    def placed_at_once(self, document: Document) -> tuple[list[Placed], bool]:
        """Return the highlights of a document with their places, and whether all; others take a while to be looked for."""
        work = self.notebook.to_be_found(document, self._names) * len(document.text)
        if work <= _AT_ONCE:
            return self.placed(document), True
        return self.notebook.placed(document, self._names, at_once=True), False

    def write_note(self, mark_id: str, note: str, tags: Iterable[str]) -> None:
        """Keep the note and the tags of a highlight, and no longer what was typed of them.

        Raises:
            KeyError: there is no such highlight.
            NotebookError: it could not be written.
        """
        self.notebook.edit(mark_id, note=note, tags=tags)
        self.drafts.drop(mark_id)

    def dates_of(self, document: Document) -> Values:
        """Return what a person decided about date expressions of a document, by their places."""
        return self.notebook.dates(document, self._names)

    def who_is_who(self) -> Directory:
        """Work out who is who in what is indexed, as decided by the person, unless nothing changed; in a thread."""
        with self._knowing:
            decided = self.notebook.entity_decisions
            now = (self.index.changes(), decided)
            is_early = self.is_building and time.monotonic() < self._know_again_at
            known_decided = self._known_of[1] if self._known_of else None
            if self.known is None or (now != self._known_of and not (is_early and decided == known_decided)):
                started = time.monotonic()
                self.known = directory(self.index, decided)
                settle()
                self._known_of = now
                finished = time.monotonic()
                self._know_again_at = finished + _PATIENCE * (finished - started)
            return self.known

    def with_names(self, found: Found, document: Document) -> Found:
        """Return who and when of a document by the names of the folder, as far as they are worked out."""
        return with_entities(found, document, self.notebook.entity_decisions, self.known)

    def timeline(self) -> list[TimelineEntry]:
        """Return every dated mention of what is indexed, in calendar order, as decided by the person."""
        return timeline(self.index, decisions(self.folder, self.notebook, self._names), self.known)

    def cycle_date(self, name: str, start: int) -> bool:
        """Take the next reading of the date expression at an offset of a document; tell whether there is another.

        Raises:
            DocumentError: the document is gone or no document.
            NotebookError: the decision could not be written.
        """
        document = self.read(name)
        found = self.found(document) or Found()
        mention = next((mention for mention in found.dates if mention.start == start), None)
        if mention is None:
            return False
        current = self.dates_of(document).get((mention.start, mention.end))
        following = next_value(mention, current)
        if following == (mention.value if current is None else current):
            return False
        self.notebook.decide_date(document, mention.start, mention.end, following)
        return True

    def highlight_sentence(self, name: str, offset: int, colour: Colour) -> tuple[str, bool]:
        """Highlight the sentence at an offset of a document, unless it is.

        Returns:
            The id of its highlight, empty where there is no sentence, and whether that is new.

        Raises:
            DocumentError: the document is gone or no document.
            NotebookError: the highlight could not be written.
        """
        document = self.read(name)
        start, end = trimmed(document, *sentence_at(document.text, offset))
        if start >= end:
            return "", False
        for item in self.placed(document):
            if (item.placement.start, item.placement.end) == (start, end):
                return item.highlight.id, False
        return self.notebook.add(document, start, end, colour).id, True

    def found(self, document: Document) -> Found | None:
        """Return who and when of a document, or `None` if it is long and still waits to be indexed."""
        known = self.index.found(document)
        if known is not None:
            return known
        if len(document.text) < ELSEWHERE:
            return find_mentions(document, self.extractor)
        return None if self.is_building else self._executor().submit(find_mentions, document, self.extractor).result()

    def build(self, on_progress: Callable[[Progress], None], stopped: Callable[[], bool]) -> Report:
        """Bring the index up to date, and the shelf with it; in a thread."""
        try:
            self.is_busy = True
            report = self._build(on_progress, stopped)
            self.shelf.take_all(self.index)
            return report
        finally:
            self.is_building = self.is_busy = False
            settle()

    def _build(self, on_progress: Callable[[Progress], None], stopped: Callable[[], bool]) -> Report:
        from reader.entities import best_extractor, identity_of  # noqa: PLC0415 (the finders load when they are needed)

        is_missing = self.extractor != RULES and identity_of(self.extractor) == identity_of(RULES)
        if self.extractor not in (BUILT_IN, RULES) or is_missing:
            self.extractor_problem = best_extractor(self.extractor)[1]
        big = new_bytes(self.index, self.scan, self.extractor) >= ELSEWHERE
        executor: Executor | None = self._executor() if big else None
        return build(
            self.index,
            self.folder,
            scan=self.scan,
            days=self.notebook.days(self._names),
            extractor=self.extractor,
            executor=executor,
            on_progress=on_progress,
            stopped=lambda: self.is_closed or stopped(),
        )

    def _executor(self) -> Executor:
        if self._pool is None:
            if os.name == "posix":
                # its helper process inherits standard error, which the running app has replaced by one without a file
                with contextlib.redirect_stderr(sys.__stderr__):
                    resource_tracker.ensure_running()
            self._pool = workers()
        return self._pool

    def close(self) -> None:
        """Stop all work, remember where the person was and close the index; the notebook has nothing left to save."""
        from reader.documents.apart import stop_workers  # noqa: PLC0415 (folders of plain text need no other process)

        self.is_closed = True
        # a file that takes long to be read would hold up the end of the program
        stop_workers()
        self.memory.save()
        if "searcher" in self.__dict__:
            self.searcher.close()
        if self._pool is not None:
            # a worker in the middle of a long text would hold up the end of the program
            end(self._pool)
        self.index.close()
