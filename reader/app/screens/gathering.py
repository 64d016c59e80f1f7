"""What is done with marked passages, wherever they are listed: highlighted in a colour, exported, taken back."""

from typing import Final

from textual import work

from reader.app.screens.exporting import Exporting
from reader.documents import DocumentError
from reader.notebook import Colour, NotebookError

_MOST: Final = 500
"""Passages that are highlighted at once: the document of each is read."""


class Gathering(Exporting):
    """The part of a screen whose list is of passages."""

    def passages(self) -> list[tuple[str, int]]:
        """Return document and offset of the marked passages, or else of the one that the cursor is on."""
        raise NotImplementedError

    def unmark(self) -> None:
        """Take the marks from all rows; what was marked has been dealt with."""
        raise NotImplementedError

    def action_mark_lines(self, colour: Colour) -> None:
        """Highlight the sentences of the marked passages, or of the one that the cursor is on."""
        self._mark(colour, self.passages())

    def action_export_lines(self) -> None:
        """Highlight the marked passages, then export all highlights."""
        self._mark("yellow", self.passages(), is_export=True)

    def _mark(self, colour: Colour, passages: list[tuple[str, int]], *, is_export: bool = False) -> None:
        if len(passages) > _MOST:
            self.tell(f"at most {_MOST} passages are highlighted at once", "warning")
        elif passages:
            self._highlight(colour, passages, is_export)
        elif is_export:
            self.action_export()

    @work(thread=True, exclusive=True, group="highlight")
    def _highlight(self, colour: Colour, passages: list[tuple[str, int]], is_export: bool) -> None:
        made, wrong = 0, ""
        try:
            with self.session.notebook.together():
                for name, offset in passages:
                    made += self.session.highlight_sentence(name, offset, colour)
        except (NotebookError, DocumentError) as error:
            wrong = str(error)
        self.app.call_from_thread(self._highlighted, made, wrong, is_export)

    def _highlighted(self, made: int, wrong: str, is_export: bool) -> None:
        if wrong:
            self.tell(wrong, "error")
            return
        self.unmark()
        noun = "sentence" if made == 1 else "sentences"
        self.tell(f"{made:,} {noun} highlighted; u takes that back" if made else "highlighted already")
        if is_export:
            self.action_export()
