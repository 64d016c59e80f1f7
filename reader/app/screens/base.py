"""What every part of the reading screen shares: the session, the document, and the widgets that show them."""

from collections.abc import Callable
from typing import Any, Final, Literal

from textual.screen import Screen

from reader.app.jumps import Jumps, Left
from reader.app.keymap import in_use
from reader.app.reading import Mentions
from reader.app.session import Session
from reader.app.widgets.lines import Line
from reader.app.widgets.row_list import RowList
from reader.app.widgets.text_view import TextView
from reader.corpus import Found
from reader.documents import Document
from reader.text.safety import safe_line

UNDONE: Final = {
    "add": "highlight taken away again",
    "edit": "change taken back",
    "delete": "highlight is back",
    "reanchor": "mark is where it was before",
    "absent": "answer taken back: it is asked again whether the mark stands there",
    "date": "reading of the date put back",
    "day": "date of the document put back",
    "entity": "decision about the name taken back",
}
"""What is said of a change that was taken back."""


def pane_head(*, has_keys: bool) -> str:
    """Return the style of the head of a pane, by whether the pane has the keys."""
    return "head" if has_keys else "heading"


class DocumentScreen(Screen[Any]):
    """A screen over one document of a session."""

    def __init__(self, session: Session) -> None:
        """Start with no document."""
        super().__init__()
        self._bindings = in_use().rebound(self._bindings)
        self.session = session
        self.document: Document | None = None
        self.mentions = Mentions(Found())
        self.stamp: tuple[int, int] | None = None
        """Size and time of its file when it was read."""
        self.news: tuple[str, int] | None = None
        """What happened to its file, said while the cursor stays where it was then."""
        self.said = ""
        """What was written where; it stands until the person goes on, whatever is drawn anew meanwhile."""
        self.jumps = Jumps()

    def on_key(self) -> None:
        """Take what was told for read."""
        self.said = ""

    def on_mouse_down(self) -> None:
        """Take what was told for read."""
        self.said = ""

    @property
    def view(self) -> TextView:
        """The text."""
        return self.query_one("#text", TextView)

    def rows(self, pane: str) -> RowList:
        """Return one of the lists."""
        return self.query_one(f"#{pane}", RowList)

    def tell(self, message: str, severity: Literal["information", "warning", "error"] = "information") -> None:
        """Say something in passing, in the line about the cursor; a warning or an error stands out of it.

        Whatever the message holds is shown as it is.
        """
        if severity == "information":
            self.query_one("#about", Line).show([(f" {message}", "said")])
        else:
            self.notify(safe_line(message), severity=severity, markup=False, timeout=8)

    def leave_here(self, offset: int | None = None, page: Left | None = None) -> None:
        """Remember this place, or an offset of this document, as where a long jump started, be it from a page over it."""
        if self.document:
            self.jumps.leave((self.document.name, self.view.cursor if offset is None else offset), page)

    def open(
        self, name: str, offset: int | None = None, *, quiet: bool = False, then: Callable[[], None] = lambda: None
    ) -> bool:
        """Show a document of the folder at an offset and then do something; return whether it can be read."""
        raise NotImplementedError

    def draw_header(self) -> None:
        """Say over the text what the document is."""
        raise NotImplementedError

    def redraw(self) -> None:
        """Draw anew what depends on the cursor and the marks."""
        raise NotImplementedError
