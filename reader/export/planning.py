"""Works out what an export would write."""

import os
import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from reader.documents import Folder, holder_of
from reader.export.blocks import Page, fingerprint, parse
from reader.export.files import UnfitError, content_of, is_source, real_path
from reader.export.folder import ExportFile, about, exports_in, file_names, paths
from reader.export.front import text_of
from reader.export.markdown import Look, Source, document_markdown, single_markdown
from reader.export.marked import Choice, Find, MarkedDocument, chosen_of, marked_documents
from reader.export.merge import Merged, fate, is_conflicted, is_gone, merge, remembered, turned
from reader.export.plan import SOURCE, Outcome, Plan, PlannedFile, target_of
from reader.notebook import Notebook
from reader.text.safety import safe_line

if TYPE_CHECKING:
    from reader.export.template import Template

_BOM: Final = b"\xef\xbb\xbf"
_OURS: Final = re.compile(r"(?:^|\s)\^h-[0-9a-hjkmnp-tv-z]{8}\s*$", re.MULTILINE)
"""The end of a block of any export, be it by another notebook."""
_FOREIGN: Final = "it is not an export of reader; --force replaces it and keeps it as .bak"


@dataclass(frozen=True, slots=True)
class How:
    """How highlights are exported."""

    look: Look = field(default_factory=Look)
    single: bool = False
    """One file for all documents."""

    template: "Template | None" = None
    """What files are written by instead of the usual layout."""

    force: bool = False
    """Also replace what a person changed; it is kept beside the file."""

    restore: bool = False
    """Also bring back the blocks that a person deleted from the export."""

    chosen: Choice | None = None
    """Which highlights are exported; the blocks of others are left as they are. By default all are."""


def plan_export(
    folder: Folder, notebook: Notebook, to: Path, find: Find, how: How | None = None, day: date | None = None
) -> Plan:
    """Work out what an export of the highlights of a folder as Markdown would write; nothing is written.

    Args:
        folder: the folder that is read.
        notebook: its highlights, and what was exported before.
        to: the folder to write to, or one file, whose name ends in `.md`.
        find: gives who and when of a document, as decided by the person.
        how: what is exported and how.
        day: the day of the export; by default today.

    Raises:
        OSError: the folder to write to cannot be read.
        TemplateError: the template cannot be used.
    """
    return _Planner(folder, notebook, to, find, how or How(), day or datetime.now(UTC).astimezone().date()).plan()


def export_text(folder: Folder, notebook: Notebook, to: Path, find: Find, how: How) -> tuple[dict[str, str], list[str]]:
    """Return the Markdown of all highlights as it would be written to an empty folder, by file, and what is wrong."""
    planner = _Planner(folder, notebook, to, find, how, date.min)
    documents = chosen_of(planner.documents, how.chosen)
    if how.single:
        text = planner.single(documents, to) if documents else ""
        return ({f"{safe_line(folder.root.name)}.md": text} if documents else {}), planner.problems
    named = [(planner.names[marked.name], marked) for marked in documents]
    return {name: planner.written(marked, to / name) for name, marked in named}, planner.problems


class _Planner:
    """Plans the files of one export."""

    def __init__(self, folder: Folder, notebook: Notebook, to: Path, find: Find, how: How, day: date) -> None:
        self.folder, self.notebook, self.how, self.day = folder, notebook, how, day
        self.is_single = how.single or to.suffix.casefold() == ".md"
        self.file = to if to.suffix.casefold() == ".md" else to / "highlights.md"
        self.to = (self.file.parent if self.is_single else to).absolute()
        self.target = target_of(self.file if self.is_single else to, folder.root)
        entries = folder.scan().files
        self.documents, self.problems = marked_documents(entries, notebook, find)
        present = [entry.name for entry in entries]
        gone = [marked.name for marked in self.documents if marked.document is None]
        self.names = file_names(present, [name for name in gone if name not in set(present)])
        self.living = {mark.id for mark in notebook.highlights}
        self.known = notebook.exported_blocks(self.target)
        self.seen: set[str] = set()
        """Ids of highlights in the files that are there."""

    def plan(self) -> Plan:
        if self.is_single:
            path = self.to / self.file.name
            files = [self._file(path, self.documents, lambda kept: self.single(kept, path))]
        else:
            files = list(self._files())
        planned = tuple(file for file in files if file is not None)
        return Plan(self.to, self.target, planned, tuple(self.problems), self._vanished())

    def _vanished(self) -> dict[str, str]:
        """Return what the notebook has to know of blocks that went with their highlights: they come back with them."""
        dead = {each for each in self.known.blocks if ":" not in each} - self.living - self.seen - self.known.deleted
        if self.how.chosen is not None or "file" in self.known.blocks:
            return {}
        return {
            key: value
            for each in dead
            if not is_gone(each, self.known)
            for key, value in turned(each, self.known).items()
        }

    def _files(self) -> Iterable[PlannedFile | None]:
        exports = exports_in(self.to)
        holders: dict[str, set[Path]] = defaultdict(set)
        for export in exports:
            for each in export.ids:
                holders[each].add(export.path)
        self.seen.update(holders)
        where = paths(self.documents, self.names, self.to, exports, self.known.blocks)
        for marked in self.documents:
            path = where[marked.name]
            ids = {mark.highlight.id for mark in marked.placed}
            elsewhere = {each for each in ids if holders.get(each, set()) - {path}}

            def render(kept: Sequence[MarkedDocument], path: Path = path) -> str:
                return self.written(kept[0], path)

            yield self._file(path, [marked], render, elsewhere)
        if self.how.chosen is None:
            used = set(where.values())
            yield from (self._without_marks(export) for export in exports if export.path not in used)

    def _without_marks(self, export: ExportFile) -> PlannedFile | None:
        """Plan a file of which no highlight is left."""
        if not any(each in self.known.blocks and each not in self.living for each in export.ids):
            return None
        return self._file(export.path, [], lambda _kept: "")

    def written(self, marked: MarkedDocument, path: Path) -> str:
        """Return the file of a document as it would be written anew."""
        source = Source(marked, self._link(marked, path), self.how.look)
        return self.how.template.render(source) if self.how.template else document_markdown(source)

    def single(self, documents: Sequence[MarkedDocument], path: Path) -> str:
        """Return the one file of all documents as it would be written anew."""
        sources = [Source(marked, self._link(marked, path), self.how.look) for marked in documents]
        return single_markdown(sources, safe_line(self.folder.root.name))

    def _link(self, marked: MarkedDocument, path: Path) -> str:
        if marked.document is None:
            return ""
        try:
            return Path(os.path.relpath(holder_of(marked.document.path), path.absolute().parent)).as_posix()
        except ValueError:  # another drive on Windows
            return holder_of(marked.document.path).name

    def _file(
        self,
        path: Path,
        documents: Sequence[MarkedDocument],
        render: Callable[[Sequence[MarkedDocument]], str],
        elsewhere: Collection[str] = (),
    ) -> PlannedFile | None:
        """Plan one file; `render` writes it anew with the highlights it is given."""
        chosen = {mark.highlight.id for marked in chosen_of(documents, self.how.chosen) for mark in marked.placed}
        if documents and not chosen:
            return None
        before: bytes | None = None
        page, is_replaced = None, False
        try:
            before = content_of(real_path(path, self.to))
            page = self._page(before)
        except (UnfitError, PermissionError) as error:
            reason = f"it cannot be read: {error.strerror}" if isinstance(error, PermissionError) else str(error)
            return PlannedFile(path, "refused", reason)
        except UnreadableError as error:
            if not error.is_export and is_source(path, self.folder):
                return PlannedFile(path, "refused", SOURCE, before)
            if not self.how.force:
                return PlannedFile(path, "kept", str(error), before)
            is_replaced = True
        what = fate(page, sorted(chosen), self.known, elsewhere, restore=self.how.restore)
        others = page.blocks.keys() - chosen if page else set()
        wanted = (chosen | others) - what.absent
        kept = chosen_of(documents, lambda _marked, mark: mark.id in wanted)
        if page is None and not kept:
            return None
        # of a file whose highlights were all deleted nothing is brought up to date but their blocks
        fresh = parse(render(kept) if kept else "", self._is_block)
        if all(marked.document is None for marked in kept):
            # of a document that is gone the file knows more than can be said now
            fresh.front = fresh.front if page is None else None
        merged = self._merged(page, fresh, others)
        merged.remembered |= {
            about(m.name): fingerprint(m.document.id) for m in documents if m.document and not self.is_single
        }
        data = merged.text.encode("utf-8", "replace")
        if page is not None and before is not None and before.startswith(_BOM):
            data = _BOM + data
        outcome: Outcome = "new" if before is None else "unchanged" if data == before else "changed"
        absent = len(what.absent & (self.known.deleted | what.deleted))
        backup = is_replaced or (self.how.force and outcome == "changed" and page is not None and self._is_edited(page))
        return PlannedFile(path, outcome, "", before, data, backup, merged, what.deleted, absent, what.restored)

    def _merged(self, page: Page | None, fresh: Page, others: Collection[str]) -> Merged:
        """Bring a file up to date, or write it anew; `others` are blocks in it that this export is not about."""
        if page is None:
            return Merged("".join(fresh.lines), remembered(fresh, self.known), new=list(fresh.blocks))
        ours = [each for each in page.blocks if each in self.known.blocks and each not in self.living]
        deleted = [] if self.how.chosen else ours
        leave = self.living.intersection(others)
        return merge(page, fresh, self.known, self.day, deleted=deleted, leave=leave, force=self.how.force)

    def _is_block(self, mark_id: str) -> bool:
        return mark_id in self.living or mark_id in self.known.blocks

    def _page(self, before: bytes | None) -> Page | None:
        """Read a file; `None` where there is none, or nothing in it.

        Raises:
            UnreadableError: it is no export, or one that nothing can be done with.
        """
        if before is None or not before.removeprefix(_BOM).strip():
            return None
        try:
            text = before.removeprefix(_BOM).decode("utf-8")
        except UnicodeDecodeError:
            raise UnreadableError(
                "it is not UTF-8; save it as UTF-8, or --force replaces it and keeps it as .bak"
            ) from None
        page = parse(text, self._is_block)
        self.seen |= page.named
        if not (text_of(page.front, "reader_doc") or page.blocks or _OURS.search(text)):
            raise UnreadableError(_FOREIGN)
        if is_conflicted(page, self.known):
            raise UnreadableError(
                "two versions stand in it side by side, from a merge that failed; settle that first", is_export=True
            )
        return page

    def _is_edited(self, page: Page) -> bool:
        return any(
            page.known_end(block, self.known.blocks.get(block.id, frozenset())) != block.end
            for block in page.blocks.values()
        )


class UnreadableError(Exception):
    """A file is no export, or one that nothing can be done with; the message says why."""

    def __init__(self, message: str, *, is_export: bool = False) -> None:
        """Say why, and whether it is an export nevertheless."""
        super().__init__(message)
        self.is_export = is_export
