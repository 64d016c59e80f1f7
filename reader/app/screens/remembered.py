"""Searches that come back: the last ones with arrow up, the saved ones from an empty line."""

from typing import Final, Literal

from textual.widgets import Input

from reader.app.found import shown
from reader.app.screens.results import ResultsScreen
from reader.app.session import Session
from reader.notebook import NotebookError
from reader.search.model import Hit
from reader.text.safety import safe_line

_SIGNS: Final = ("type:", "saved:", "lately:")
"""What the key of a row that stands for a search begins with."""


class Remembered(ResultsScreen[Hit]):
    """The part of the search that remembers."""

    def __init__(self, session: Session) -> None:
        """Start with nothing recalled."""
        super().__init__(session)
        self.recalled = -1
        """Which of the last searches stands in the line, if it came there by arrow up."""

    def tell(self, message: str, severity: Literal["information", "warning", "error"] = "information") -> None:
        """Say what happened."""
        raise NotImplementedError

    def searches_changed(self) -> None:
        """List the searches anew where they are listed."""
        raise NotImplementedError

    def action_save_search(self) -> None:
        """Save the search that is typed, or the one of the row; or no longer."""
        typed = self.typed.strip() or self.query_of(self.results.key)
        if not typed:
            self.tell("type a search first, then save it")
            return
        is_kept = safe_line(typed) not in self.session.notebook.searches
        try:
            self.session.notebook.keep_search(typed, is_kept=is_kept)
        except (NotebookError, ValueError) as error:
            self.tell(str(error), "warning")
            return
        self.searches_changed()
        self.tell(f"“{shown(typed)}” is {'saved: an empty line lists it' if is_kept else 'saved no longer'}")

    def action_forget(self) -> None:
        """Forget the search of the row, be it kept or one of lately."""
        typed = self.query_of(self.results.key)
        if not typed:
            self.tell("nothing to forget here")
            return
        try:
            self.session.notebook.keep_search(typed, is_kept=False)
        except NotebookError as error:
            self.tell(str(error), "warning")
            return
        self.session.memory.forget_search(typed)
        self.searches_changed()
        self.tell(f"“{shown(typed)}” is forgotten")

    def query_of(self, key: str) -> str:
        """Return the search that a row stands for, or an empty string."""
        return next((key.removeprefix(sign) for sign in _SIGNS if key.startswith(sign)), "")

    def action_results_up(self) -> None:
        """Choose the row before; over the first one, the search before this one comes into the line."""
        lately = self.session.memory.searches
        is_top = self.results.key in ("", next((key for key in self.results.keys), ""))
        is_recalled = self.recalled >= 0 and lately[self.recalled : self.recalled + 1] == [self.typed]
        if is_top and (not self.typed or is_recalled) and self.recalled + 1 < len(lately):
            self.recalled += 1
            line = self.query_one(Input)
            line.value = lately[self.recalled]
            line.cursor_position = len(line.value)
        else:
            super().action_results_up()
