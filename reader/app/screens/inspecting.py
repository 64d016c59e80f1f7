"""A close look at a passage: invisible characters in it, and letters that pass for others."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Final

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static
from textual.worker import get_current_worker

from reader.app.screens.closing import Closing
from reader.app.screens.marking import Marking
from reader.app.widgets.row_list import Row, RowList
from reader.documents import Document
from reader.text.hygiene import Oddity, oddities, spelled, word_around
from reader.text.safety import safe_line

_LETTERS: Final = 40
"""Characters of a word that are named one by one."""


@dataclass(frozen=True, slots=True)
class Looked:
    """What a close look has shown."""

    passage: Sequence[Oddity]
    names: Sequence[Oddity]
    """In the name and the title of the document."""

    elsewhere: Sequence[Oddity]
    """In the rest of the document, from the passage on and round."""

    word: str
    """The word under the cursor, where not all its letters are plain ones."""

    length: int
    """Of the document, in code points."""

    def __bool__(self) -> bool:
        """Tell whether there is anything to be told."""
        return bool(self.passage or self.names or self.elsewhere or self.word)


def look_at(document: Document, start: int, end: int, cursor: int) -> Looked:
    """Look closely at a passage, the word at the cursor, the name of the document and all the rest of it."""
    text = document.text
    word = word_around(text, cursor)
    return Looked(
        oddities(text, start, end),
        oddities(f"{safe_line(document.name)} {document.title}"),
        [*oddities(text, end), *oddities(text, 0, start)],
        "" if word.isascii() else word[:_LETTERS],
        len(text),
    )


class InspectScreen(ModalScreen[int | None], Closing[int | None]):
    """Lists what the eye does not see; gives the offset of what was chosen, or `None`."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "close", "Close", priority=True, show=False)]

    closed_by = ("quit", "inspect")

    def __init__(self, looked: Looked) -> None:
        """Prepare to list."""
        super().__init__()
        self._looked = looked

    def compose(self) -> ComposeResult:
        """Put the list under its title."""
        with Vertical(classes="dialog -tall"):
            yield Static("What the eye does not see", markup=False)
            yield RowList(id="oddities")
            yield Static("↑ ↓ move · enter goes there · esc closes", classes="hint", markup=False)

    def on_mount(self) -> None:
        """Fill the list."""
        rows = self.query_one(RowList)
        rows.show(looked_rows(self._looked))
        rows.focus()

    @on(RowList.Chosen)
    def _chosen(self, event: RowList.Chosen) -> None:
        _part, _number, place = event.key.split()
        self.dismiss(int(place) if int(place) >= 0 else None)

    def action_close(self) -> None:
        """Go back."""
        self.dismiss(None)


def looked_rows(looked: Looked) -> list[Row]:
    """Return what was seen as rows under headings; the key of a row ends with its place, -1 where it has none."""
    nothing = [] if looked.passage else ["nothing odd"]
    rows = [_heading("In the passage"), *(Row(((f"   {said}", "quiet"),)) for said in nothing)]
    rows += _rows("passage", looked.passage, looked.length)
    if looked.word:
        rows.append(_heading(f"“{safe_line(looked.word)}”, letter by letter"))
        rows += [Row(((f"   {said}", ""),), f"letter {number} -1") for number, said in enumerate(spelled(looked.word))]
    if looked.names:
        rows += [_heading("In the name or the title"), *_rows("name", looked.names, 0)]
    if looked.elsewhere:
        rows += [_heading("Elsewhere in the document"), *_rows("elsewhere", looked.elsewhere, looked.length)]
    return rows


def _heading(words: str) -> Row:
    return Row(((f" {words}", "heading"),))


def _rows(part: str, found: Sequence[Oddity], length: int) -> list[Row]:
    """Return a row for all that is told in the same words, with the place of the first."""
    times = Counter(odd.what for odd in found)
    first = {odd.what: odd.start for odd in reversed(found)}
    rows = []
    for number, (what, count) in enumerate(times.items()):
        often = f"{count:,} times  " if count > 1 else ""
        place = f"{often}{100 * first[what] // length}% " if length else often
        rows.append(Row(((f"   {what}", ""),), f"{part} {number} {first[what] if length else -1}", (place, "quiet")))
    return rows


class Inspecting(Marking):
    """The part of the reading screen that shows what the eye does not see."""

    def action_inspect(self) -> None:
        """List what in the passage, the name and the document is not what it looks like."""
        if self.document is not None:
            self._inspect(self.document, *self.passage_here(), self.view.cursor)

    @work(thread=True, exclusive=True, group="inspect")
    def _inspect(self, document: Document, start: int, end: int, cursor: int) -> None:
        worker = get_current_worker()
        looked = look_at(document, start, end, cursor)
        if worker.is_cancelled:
            return
        if looked:
            self.app.call_from_thread(self._list, document, looked)
        else:
            self.app.call_from_thread(self.tell, "nothing invisible here, and no letters that pass for others")

    def _list(self, document: Document, looked: Looked) -> None:
        def go(place: int | None) -> None:
            if place is not None and document is self.document:
                self.leave_here()
                self.view.jump(place)

        if self.app.screen is self:
            self.app.push_screen(InspectScreen(looked), go)
