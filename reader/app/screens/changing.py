"""What is done with marks that are listed: another colour, a note, tags, deleted, taken back, copied, put elsewhere."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from textual import work

from reader.app.keys import key_for
from reader.app.marks import Entry
from reader.app.screens.base import UNDONE
from reader.app.screens.copying import Copying
from reader.app.screens.exporting import Exporting
from reader.documents import Document, DocumentError
from reader.export.citation import citation, short_day
from reader.notebook import Colour, Notebook, NotebookError
from reader.settings import colour_name
from reader.text.counting import counted
from reader.text.safety import safe_line

if TYPE_CHECKING:
    from reader.app.screens.note import Written

_COPIED: Final = 200
"""Marks that are copied at once; an export is the place for more."""


class Changing(Exporting, Copying):
    """The part of a screen that changes marks of the folder, be they of one document or of many."""

    def at_hand(self) -> list[Entry]:
        """Return the marked marks, or else the one that the cursor is on, if any."""
        raise NotImplementedError

    def marks_changed(self) -> None:
        """Draw anew what depends on the marks; those that were marked have been dealt with."""
        raise NotImplementedError

    def action_recolour(self, colour: Colour) -> None:
        """Give the marks at hand another colour."""
        entries = self.at_hand()
        self._change(entries, lambda notebook, entry: notebook.edit(entry.key, colour=colour), colour_name(colour))

    def action_delete_marks(self) -> None:
        """Take the marks at hand away."""
        self._change(self.at_hand(), lambda notebook, entry: notebook.delete(entry.key), "deleted")

    def action_write_note(self) -> None:
        """Write the note of the mark at hand, and its tags."""
        if (entry := self._one("a note is written")) is None:
            return
        from reader.app.screens.note import NoteScreen  # noqa: PLC0415 (the editor loads when it is first needed)

        def keep(written: "Written | None") -> None:
            if written is not None:
                self._change(
                    [entry],
                    lambda notebook, each: notebook.edit(each.key, note=written.note, tags=written.tags),
                    "noted",
                    lambda: self.session.drafts.drop(entry.key),
                )

        self.app.push_screen(NoteScreen(self.session, entry.highlight), keep)

    def action_write_tags(self) -> None:
        """Tag the marks at hand: the tags that all of them have are there to be changed, the others stay."""
        if not (entries := self.at_hand()):
            return
        from reader.app.screens.tagging import TagScreen  # noqa: PLC0415 (loads when it is first needed)

        first = entries[0].highlight
        common = tuple(tag for tag in first.tags if all(tag in entry.highlight.tags for entry in entries))
        passage = first.anchor.exact if len(entries) == 1 else f"{len(entries):,} marks: the tags that all of them have"

        def keep(tags: tuple[str, ...] | None) -> None:
            if tags is not None and tags != common:
                gone = set(common) - set(tags)
                self._change(
                    entries,
                    lambda notebook, entry: notebook.edit(
                        entry.key, tags=(*(tag for tag in entry.highlight.tags if tag not in gone), *tags)
                    ),
                    "tagged anew",
                )

        self.app.push_screen(TagScreen(passage, common, self.session.notebook.tags), keep)

    def action_copy_marks(self) -> None:
        """Copy the passages at hand, each with its source."""
        entries = self.at_hand()
        if len(entries) > _COPIED:
            self.tell(
                f"at most {_COPIED} passages are copied at once: {key_for('marks_export')} exports them", "warning"
            )
        elif entries:
            self._cite(tuple(entries))

    @work(thread=True, exclusive=True, group="cite")
    def _cite(self, entries: Sequence[Entry]) -> None:
        documents: dict[str, Document | None] = {}
        for name in {entry.name for entry in entries}:
            try:
                documents[name] = self.session.read(name)
            except DocumentError:
                documents[name] = None
        cited = [_cited(entry, documents[entry.name]) for entry in entries]
        self.app.call_from_thread(self.copy, "\n\n".join(cited))

    def action_attach(self) -> None:
        """Say where the mark at hand stands, in its document or in another one."""
        if (entry := self._one("a mark is put elsewhere")) is not None:
            from reader.app.screens.attaching import attach  # noqa: PLC0415 (seldom needed)

            attach(self, self.session, entry, self._attached)

    def _attached(self, message: str) -> None:
        if message:
            self.tell(message)
            self.marks_changed()

    def action_review(self) -> None:
        """Go through the marks that may have moved, and those that are no longer found."""
        from reader.app.screens.review import ReviewScreen  # noqa: PLC0415 (loads when it is first needed)

        def back(_nothing: None) -> None:
            self.marks_changed()

        self.app.push_screen(ReviewScreen(self.session), back)

    def action_undo(self) -> None:
        """Take the last change back; of marks changed together, all of it."""
        self._undo()

    @work(thread=True, exclusive=True, group="change")
    def _undo(self) -> None:
        try:
            undone = self.session.notebook.undo()
        except NotebookError as error:
            self.app.call_from_thread(self.tell, str(error), "error")
            return
        self.app.call_from_thread(self.tell, UNDONE.get(undone, "nothing to undo"))
        self.app.call_from_thread(self.marks_changed)

    def _one(self, what: str) -> Entry | None:
        entries = self.at_hand()
        if len(entries) > 1:
            self.tell(f"{what} with one mark at a time")
        return entries[0] if len(entries) == 1 else None

    def _change(
        self,
        entries: Sequence[Entry],
        change: Callable[[Notebook, Entry], object],
        said: str,
        once_written: Callable[[], object] = lambda: None,
    ) -> None:
        if entries:
            self._write(tuple(entries), change, said, once_written)

    @work(thread=True, exclusive=True, group="change")
    def _write(
        self,
        entries: Sequence[Entry],
        change: Callable[[Notebook, Entry], object],
        said: str,
        once_written: Callable[[], object],
    ) -> None:
        notebook = self.session.notebook
        try:
            with notebook.together():
                for entry in entries:
                    change(notebook, entry)
        except NotebookError as error:
            self.app.call_from_thread(self.tell, str(error), "error")
            return
        except KeyError:
            # another process took one of them away meanwhile
            self.app.call_from_thread(self.tell, "not changed: a mark was deleted meanwhile", "warning")
        else:
            once_written()
            self.app.call_from_thread(self.tell, _told(said, len(entries)))
        self.app.call_from_thread(self.marks_changed)


def _told(said: str, count: int) -> str:
    """Say what was done with so many marks."""
    which = "the mark" if count == 1 else counted(count, "mark")
    verb = "is" if count == 1 else "are"
    return f"{which} {verb} {said}; {key_for('marks_undo')} takes that back"


def _cited(entry: Entry, document: Document | None) -> str:
    """Return a passage with its source; of one that is not known to stand there, as it was marked."""
    if document is not None and entry.status == "certain":
        return citation(document, entry.placement.start, entry.placement.end)
    words = " ".join(safe_line(entry.highlight.anchor.exact).split())
    day = f", {short_day(entry.day)}" if entry.day else ""
    return f"“{words}” — {entry.title}{day}, as it was when it was marked"
