"""What is done with marked passages, wherever they are listed: highlighted in a colour, exported, taken back."""

from typing import ClassVar, Final

from textual import work

from reader.app.actions import Scope
from reader.app.keys import key_now
from reader.app.screens.exporting import Exporting
from reader.documents import DocumentError
from reader.notebook import Colour, NotebookError
from reader.text.counting import counted

_MOST: Final = 500
"""Passages that are highlighted at once: the document of each is read."""


class Gathering(Exporting):
    """The part of a screen whose list is of passages."""

    scopes: ClassVar[tuple[Scope, ...]]

    def passages(self) -> list[tuple[str, int]]:
        """Return document and offset of the marked passages, or else of the one that the cursor is on."""
        raise NotImplementedError

    @property
    def has_marked(self) -> bool:
        """Whether any passage is marked."""
        raise NotImplementedError

    def unmark(self) -> None:
        """Take the marks from all rows; what was marked has been dealt with."""
        raise NotImplementedError

    def action_mark_lines(self, colour: Colour) -> None:
        """Highlight the sentences of the marked passages, or of the one that the cursor is on."""
        self._mark(colour, self.passages())

    def action_export_lines(self) -> None:
        """Highlight the marked passages and export them; where none is marked, export all highlights."""
        if self.has_marked:
            self._mark("yellow", self.passages(), is_export=True)
        else:
            self.action_export()

    def _mark(self, colour: Colour, passages: list[tuple[str, int]], *, is_export: bool = False) -> None:
        if len(passages) > _MOST:
            self.tell(f"at most {_MOST} passages are highlighted at once", "warning")
        elif passages:
            self._highlight(colour, passages, is_export)

    @work(thread=True, exclusive=True, group="highlight")
    def _highlight(self, colour: Colour, passages: list[tuple[str, int]], is_export: bool) -> None:
        made, marks, wrong = 0, set[str](), ""
        try:
            with self.session.notebook.together():
                for name, offset in passages:
                    mark, is_new = self.session.highlight_sentence(name, offset, colour)
                    made += is_new
                    marks |= {mark} if mark else set()
        except (NotebookError, DocumentError) as error:
            wrong = str(error)
        self.app.call_from_thread(self._highlighted, made, marks if is_export else None, wrong)

    def _highlighted(self, made: int, exported: set[str] | None, wrong: str) -> None:
        if wrong:
            self.tell(wrong, "error")
            return
        self.unmark()
        self.tell(
            f"{counted(made, 'sentence')} highlighted; {key_now('u', 'undo', self.scopes) or 'undo'} takes that back"
            if made
            else "highlighted already"
        )
        if exported is not None:
            self.export(exported)
