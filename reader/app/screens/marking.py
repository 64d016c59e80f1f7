"""Highlighting, noting, tagging, copying, deleting, undoing: what changes the notebook, or leaves with a passage."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from textual import on, work
from textual.worker import get_current_worker

from reader.app.drafts import Draft
from reader.app.drawing import Marked
from reader.app.keys import key_for, with_keys
from reader.app.reading import mark_rows, trimmed
from reader.app.screens.base import UNDONE, DocumentScreen
from reader.app.screens.copying import Copying
from reader.app.screens.exporting import Exporting
from reader.app.session import Session
from reader.app.tags import line_of, tags_in
from reader.app.unmade import is_unmade, unmade
from reader.app.widgets.text_view import TextView
from reader.documents import Document
from reader.notebook import Colour, Highlight, NotebookError, Placed
from reader.settings import colour_name
from reader.text.sentences import sentence_at

if TYPE_CHECKING:
    from reader.app.screens.note import Written

_INSTEAD: Final = "{highlight_yellow} to {highlight_pink} change the colour, {note} writes a note, {delete_highlight} deletes; {toggle_select} selects"


class Marking(DocumentScreen, Exporting, Copying):
    """The part of the reading screen that marks."""

    def __init__(self, session: Session) -> None:
        """Start without marks."""
        super().__init__(session)
        self.placed: list[Placed] = []
        """The document's highlights with their places."""
        self.last_colour: Colour = "yellow"
        self._made: tuple[str, int] | None = None
        """The highlight made last and where the cursor was then: it is meant while the cursor stays there."""

    @property
    def shown(self) -> list[Placed]:
        """The highlights that have a place in the text, be it one to be checked."""
        return [item for item in self.placed if item.placement.status != "orphan"]

    @property
    def mark_here(self) -> Placed | None:
        """The highlight of the list where that has the keys, else the one just made, else the shortest under the cursor."""
        marks = self.rows("marks")
        if marks.has_focus and marks.key:
            return next((item for item in self.placed if item.highlight.id == marks.key), None)
        cursor = self.view.cursor
        here = [item for item in self.shown if item.placement.start <= cursor < item.placement.end]
        if self._made is not None and self._made[1] == cursor:
            here = [item for item in here if item.highlight.id == self._made[0]] or here
        return min(here, key=lambda item: item.placement.end - item.placement.start, default=None)

    # -- drawing

    def draw_marks(self) -> None:
        """Show the notebook as it is now; where many places must be looked for, the text is there first."""
        document = self.document
        if document is None:
            return
        placed, are_all = self.session.placed_at_once(document)
        self._show_marks(document, placed)
        if not are_all:
            self._place(document)

    @work(thread=True, exclusive=True, group="place")
    def _place(self, document: Document) -> None:
        placed = self.session.placed(document)
        if not get_current_worker().is_cancelled:
            self.app.call_from_thread(self._show_marks, document, placed)

    def _show_marks(self, document: Document, placed: Sequence[Placed]) -> None:
        if document is not self.document:
            return
        self.placed = list(placed)
        self.view.show_highlights(
            [
                Marked(
                    item.placement.start,
                    item.placement.end,
                    item.highlight.colour,
                    bool(item.highlight.note),
                    item.placement.status == "certain",
                )
                for item in self.shown
            ]
        )
        self.rows("marks").show(mark_rows(self.placed))
        self.redraw()

    # -- making and changing

    @on(TextView.Entered)
    def action_highlight(self) -> None:
        """Highlight the selection, or the sentence, in the last colour."""
        if self.view.selecting_from is None and (mark := self.mark_here) is not None:
            name = colour_name(mark.highlight.colour)
            self.tell(f"already {name}: {with_keys(_INSTEAD)}")
            return
        self._add(self.last_colour)

    def action_colour(self, colour: Colour) -> None:
        """Highlight in a colour, or give the highlight under the cursor that colour."""
        self.last_colour = colour
        mark = self.mark_here
        if self.view.selecting_from is None and mark is not None:
            self._change(lambda: self.session.notebook.edit(mark.highlight.id, colour=colour))
        else:
            self._add(colour)

    def passage_here(self) -> tuple[int, int]:
        """Return the selection, else the sentence under the cursor, as far as it is worth a highlight."""
        document, view = self.document, self.view
        if document is None:
            return 0, 0
        chosen = view.selection_span if view.selecting_from is not None else sentence_at(view.text, view.cursor)
        return trimmed(document, *chosen)

    def _add(self, colour: Colour) -> str | None:
        """Highlight the selection or the sentence and return the id, or `None` if nothing could be marked.

        What is highlighted to the letter already gets the colour instead of a second highlight.
        """
        document, view = self.document, self.view
        start, end = self.passage_here()
        if document is None or start >= end:
            self.tell("nothing to highlight here")
            return None
        same = next((item for item in self.shown if (item.placement.start, item.placement.end) == (start, end)), None)
        made: list[str] = [same.highlight.id] if same else []
        notebook = self.session.notebook
        if same:
            is_done = self._change(lambda: notebook.edit(same.highlight.id, colour=colour))
        else:
            is_done = self._change(lambda: made.append(notebook.add(document, start, end, colour).id))
        if is_done:
            view.selecting_from = None
            if not start <= view.cursor < end:
                view.move_to(end - 1)
            self._made = made[0], view.cursor
        self.redraw()
        return made[0] if is_done else None

    def _change(self, change: Callable[[], object]) -> bool:
        """Change the notebook and draw it; if it cannot be written, say so and change nothing."""
        try:
            change()
        except NotebookError as error:
            self.tell(str(error), severity="error")
            return False
        except KeyError:
            self.tell("not changed: the highlight was deleted meanwhile", severity="warning")
            return False
        finally:
            self.draw_marks()
        return True

    def _mark_or_new(self) -> Highlight | None:
        """Return the highlight under the cursor, or one that is made of the selection or the sentence.

        Where it cannot be written, it is one that is in no notebook: whoever begins to type must find an editor there.
        """
        mark = self.mark_here if self.view.selecting_from is None else None
        if mark is not None:
            return mark.highlight
        document, (start, end) = self.document, self.passage_here()
        mark_id = self._add(self.last_colour)
        if document is None or start >= end:
            return None
        new = unmade(document, start, end, self.last_colour)
        made = next((each for each in self.session.notebook.highlights if each.id == mark_id), None)
        if made is not None:
            self.session.drafts.move(new.id, made.id)
        return made or new

    def _write(self, document: Document, mark: Highlight, note: str | None, tags: Sequence[str]) -> None:
        """Keep a note, unless it is `None`, and tags of a highlight; one that could not be made before is made.

        Where that is in vain once more, they stay as a draft.
        """
        session, anchor = self.session, mark.anchor
        if not is_unmade(mark.id):
            if note is None:
                self._change(lambda: session.notebook.edit(mark.id, tags=tags))
            else:
                self._change(lambda: session.write_note(mark.id, note, tags))
            return
        draft = session.drafts.get(mark.id)
        words = note if note is not None else draft.note if draft else ""
        session.drafts.keep(mark.id, Draft(words, line_of(tags), mark.name))
        if self._change(
            lambda: session.notebook.add(document, anchor.start, anchor.end, mark.colour, words.strip(), tags)
        ):
            session.drafts.drop(mark.id)
            self.end_selection()
        elif words or tags:
            self.tell(with_keys("not kept, but not lost: {note} on this passage shows again what you typed"))
        else:
            session.drafts.drop(mark.id)

    def action_note(self) -> None:
        """Write a note on the highlight under the cursor, made first if there is none."""
        from reader.app.screens.note import NoteScreen  # noqa: PLC0415 (the editor loads when it is first needed)

        if (mark := self._mark_or_new()) is None or (document := self.document) is None:
            return

        def keep(written: "Written | None") -> None:
            if written is not None:
                self._write(document, mark, written.note, written.tags)

        self.app.push_screen(NoteScreen(self.session, mark), keep)

    def action_tags(self) -> None:
        """Tag the highlight under the cursor, made first if there is none."""
        from reader.app.screens.tagging import TagScreen  # noqa: PLC0415 (loads when it is first needed)

        if (mark := self._mark_or_new()) is None or (document := self.document) is None:
            return

        def keep(tags: tuple[str, ...] | None) -> None:
            if tags is not None:
                self._write(document, mark, None, tags)

        draft = self.session.drafts.get(mark.id) if is_unmade(mark.id) else None
        tags = tags_in(draft.tags) if draft else mark.tags
        self.app.push_screen(TagScreen(mark.anchor.exact, tags, self.session.notebook.tags), keep)

    def action_delete(self) -> None:
        """Take the highlight under the cursor away."""
        mark = self.mark_here
        if mark is None:
            self.tell("no highlight under the cursor")
        elif self._change(lambda: self.session.notebook.delete(mark.highlight.id)):
            self.tell(f"deleted{', with its note' if mark.highlight.note else ''}; {key_for('undo')} brings it back")

    def action_undo(self) -> None:
        """Take back the last change of a highlight."""
        undone: list[str] = []
        if self._change(lambda: undone.append(self.session.notebook.undo())):
            self.after_undo(undone[0])
            self.tell(UNDONE.get(undone[0], "nothing to undo"))

    def after_undo(self, kind: str) -> None:
        """Show what came back; highlights are drawn already."""

    # -- copying

    def _passage_to_cite(self) -> tuple[int, int]:
        """Return the selection, else the highlight under the cursor, else the sentence."""
        mark = self.mark_here if self.view.selecting_from is None else None
        mark = None if mark is not None and mark.placement.status == "orphan" else mark
        return (mark.placement.start, mark.placement.end) if mark else self.passage_here()

    def action_copy_passage(self) -> None:
        """Copy the passage with its source."""
        start, end = self._passage_to_cite()
        if self.document is None or start >= end:
            self.tell("nothing to copy here")
            return
        self.end_selection()
        self._cite(self.document, start, end)

    @work(thread=True, exclusive=True, group="cite")
    def _cite(self, document: Document, start: int, end: int) -> None:
        from reader.export.citation import citation  # noqa: PLC0415 (loads when it is first needed)

        self.app.call_from_thread(self.copy, citation(document, start, end))

    def action_quote_passage(self) -> None:
        """Add the passage with its source to the file of quotes."""
        from reader.export.citation import citation_markdown  # noqa: PLC0415 (loads when it is first needed)

        document = self.document
        start, end = self._passage_to_cite()
        if document is None or start >= end:
            self.tell("nothing to quote here")
            return
        self.end_selection()
        self.add_to_quotes(lambda path: citation_markdown(document, start, end, self.link_from(path, document.name)))

    def end_selection(self) -> None:
        """Select nothing any more."""
        if self.view.selecting_from is not None:
            self.view.selecting_from = None
            self.view.refresh()
            self.redraw()

    # -- from one to the next

    def action_next_highlight(self) -> None:
        """Go to the next highlight."""
        self._step_highlight(1)

    def action_previous_highlight(self) -> None:
        """Go to the highlight before."""
        self._step_highlight(-1)

    def _step_highlight(self, direction: int) -> None:
        cursor = self.view.cursor
        starts = sorted({item.placement.start for item in self.shown}, reverse=direction < 0)
        target = next((start for start in starts if (start > cursor if direction > 0 else start < cursor)), None)
        if target is None:
            self.tell("no further highlight" if direction > 0 else "no highlight before")
        else:
            self.leave_here()
            self.view.jump(target)
