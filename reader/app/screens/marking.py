"""Highlighting, noting, deleting, undoing: what changes the notebook."""

from collections.abc import Callable

from textual import on

from reader.app.drawing import Marked
from reader.app.reading import mark_rows, trimmed
from reader.app.screens.base import UNDONE, DocumentScreen
from reader.app.screens.exporting import Exporting
from reader.app.session import Session
from reader.app.widgets.text_view import TextView
from reader.notebook import Colour, NotebookError, Placed
from reader.text.sentences import sentence_at


class Marking(DocumentScreen, Exporting):
    """The part of the reading screen that marks."""

    def __init__(self, session: Session) -> None:
        """Start without marks."""
        super().__init__(session)
        self.placed: list[Placed] = []
        """The document's highlights with their places."""
        self.last_colour: Colour = "yellow"

    @property
    def certain(self) -> list[Placed]:
        """The highlights that have a place in the text."""
        return [item for item in self.placed if item.placement.status == "certain"]

    @property
    def mark_here(self) -> Placed | None:
        """The shortest highlight under the cursor."""
        cursor = self.view.cursor
        here = [item for item in self.certain if item.placement.start <= cursor < item.placement.end]
        return min(here, key=lambda item: item.placement.end - item.placement.start, default=None)

    def draw_marks(self) -> None:
        """Show the notebook as it is now."""
        if self.document is None:
            return
        self.placed = self.session.placed(self.document)
        self.view.show_highlights(
            [
                Marked(item.placement.start, item.placement.end, item.highlight.colour, bool(item.highlight.note))
                for item in self.certain
            ]
        )
        self.rows("marks").show(mark_rows(self.placed))
        self.redraw()

    @on(TextView.Entered)
    def action_highlight(self) -> None:
        """Highlight the selection, or the sentence, in the last colour."""
        if self.view.selecting_from is None and (mark := self.mark_here) is not None:
            self.tell(f"already {mark.highlight.colour}: 1-4 change the colour, a writes a note, d deletes; v selects")
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

    def _add(self, colour: Colour) -> str | None:
        """Highlight the selection or the sentence and return the id, or `None` if nothing could be marked."""
        if self.document is None:
            return None
        document, view = self.document, self.view
        start, end = view.selection_span if view.selecting_from is not None else sentence_at(view.text, view.cursor)
        start, end = trimmed(document, start, end)
        if start >= end:
            self.tell("nothing to highlight here")
            return None
        made: list[str] = []
        self._change(lambda: made.append(self.session.notebook.add(document, start, end, colour).id))
        view.selecting_from = None
        self.redraw()
        return made[0] if made else None

    def _change(self, change: Callable[[], object]) -> bool:
        """Change the notebook and draw it; if it cannot be written, say so and change nothing."""
        try:
            change()
        except NotebookError as error:
            self.tell(str(error), severity="error")
            return False
        self.draw_marks()
        return True

    def action_note(self) -> None:
        """Write a note on the highlight under the cursor, made first if there is none."""
        from reader.app.screens.note import NoteScreen  # noqa: PLC0415 (the editor loads when it is first needed)

        mark = self.mark_here if self.view.selecting_from is None else None
        mark_id = mark.highlight.id if mark else self._add(self.last_colour)
        if mark_id is None:
            return
        current = next(item.highlight for item in self.placed if item.highlight.id == mark_id)

        def keep(note: str | None) -> None:
            if note is not None and note != current.note:
                self._change(lambda: self.session.notebook.edit(mark_id, note=note))

        self.app.push_screen(NoteScreen(current.anchor.exact, current.note), keep)

    def action_delete(self) -> None:
        """Take the highlight under the cursor away."""
        mark = self.mark_here
        if mark is None:
            self.tell("no highlight under the cursor")
        elif self._change(lambda: self.session.notebook.delete(mark.highlight.id)):
            self.tell("deleted; u brings it back")

    def action_undo(self) -> None:
        """Take back the last change of a highlight."""
        undone: list[str] = []
        if self._change(lambda: undone.append(self.session.notebook.undo())):
            self.after_undo(undone[0])
            self.tell(UNDONE.get(undone[0], "nothing to undo"))

    def after_undo(self, kind: str) -> None:
        """Show what came back; highlights are drawn already."""

    def action_next_highlight(self) -> None:
        """Go to the next highlight."""
        self._step_highlight(1)

    def action_previous_highlight(self) -> None:
        """Go to the highlight before."""
        self._step_highlight(-1)

    def _step_highlight(self, direction: int) -> None:
        cursor = self.view.cursor
        starts = sorted({item.placement.start for item in self.certain}, reverse=direction < 0)
        target = next((start for start in starts if (start > cursor if direction > 0 else start < cursor)), None)
        if target is None:
            self.tell("no further highlight" if direction > 0 else "no highlight before")
        else:
            self.leave_here()
            self.view.jump(target)
