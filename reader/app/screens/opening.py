"""Opening a document by its name or title, typed as it comes to mind; what was read last comes first."""

from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from typing import Final

from rich.cells import cell_len
from textual import on, work
from textual.app import ComposeResult
from textual.widgets import Input
from textual.worker import get_current_worker

from reader.app.keys import with_keys
from reader.app.page import cut
from reader.app.screens.results import ResultsScreen
from reader.app.session import Session
from reader.app.shelf import Shelf
from reader.app.shelf_rows import Lit, head, lit_parts, nothing_lit
from reader.app.widgets.lines import KeyLine
from reader.app.widgets.parts import Part
from reader.app.widgets.row_list import LazyRows, Row, RowList
from reader.text.counting import counted

_NAMES: Final = 80
"""Cells from which on the name of the file stands beside its title."""

_NAME: Final = 36
"""Cells of that name."""


class OpenScreen(ResultsScreen[str]):
    """Gives the name of the document that was chosen, or nothing."""

    sign = "Open"
    prompt = "a document by title or name: words, ^start, end$, !not"

    def __init__(self, session: Session, here: str) -> None:
        """Prepare to list documents; `here` is the one that is being read."""
        super().__init__(session)
        self._here = here
        self._shown_for: str | None = None

    def compose(self) -> ComposeResult:
        """Put the line over the list."""
        yield from self.compose_prompt()
        yield RowList(id="results", empty="\n  looking…")
        yield KeyLine(id="results-keys")

    def on_mount(self) -> None:
        """List what was read last."""
        self.ask_again()

    def ask_again(self) -> None:
        """List anew what answers the line."""
        self._pick(self.typed)

    @on(Input.Changed, "#typed")
    def _typed(self, event: Input.Changed) -> None:
        self._pick(event.value)

    @work(thread=True, exclusive=True, group="pick")
    def _pick(self, typed: str) -> None:
        shelf, notebook = self.session.shelf, self.session.notebook
        if typed.strip():
            numbers, lit = self.session.picked(typed)
            numbers = [number for number in numbers if shelf.names[number] not in shelf.errors]
            last = 0
        else:
            names = [name for name in self.session.memory.places if name in shelf and name != self._here]
            recent = [shelf.number[name] for name in names]
            known = {*recent, shelf.number.get(self._here, -1)}
            others = [number for number in range(len(shelf.names)) if number not in known]
            numbers, lit, last = [*recent, *others], nothing_lit, len(recent)
            numbers = [number for number in numbers if shelf.names[number] not in shelf.errors]
        rows = open_rows(shelf, numbers, lambda: notebook.read_documents, lit, self.size.width)
        if not get_current_worker().is_cancelled:
            self.app.call_from_thread(self._show, typed, rows, last, len(shelf))

    def _show(self, typed: str, rows: LazyRows, last: int, total: int) -> None:
        if not self.is_attached or typed != self.typed:
            return
        results = self.results
        results.empty = "\n  No documents."
        if typed.strip():
            elsewhere = with_keys("{search} in the text searches what they say.")
            results.empty = f"\n  No document with “{typed.strip()}” in its title or name.\n\n  {elsewhere}"
        results.show(rows)
        if typed != self._shown_for:
            results.step(-len(rows))
            self._shown_for = typed
        results.point_at(results.key)
        count = f"{len(rows):,} of " * bool(typed.strip()) + counted(total, "document")
        said: list[Part] = [(count, "quiet")]
        said += [(f", the last {last:,} read first" if last > 1 else ", the last read first", "quiet")] if last else []
        self.say(said)

    def on_resize(self) -> None:
        """Fit the rows to the new width."""
        self.call_after_refresh(self.ask_again)

    def chosen(self) -> str | None:
        """Return the document that the cursor is on, if any."""
        return self.results.key or None


def open_rows(
    shelf: Shelf, numbers: Sequence[int], read: Callable[[], AbstractSet[str]], lit: Lit, width: int
) -> LazyRows:
    """Return documents as rows: unread or not, day, title, and where there is room the name of the file."""
    names = shelf.names

    def make(at: int) -> Row:
        number = numbers[at]
        title, name, day = shelf.titles[number], names[number], shelf.days[number]
        is_read = shelf.ids[number] in read()
        spans, style = lit(number), "quiet" if is_read else ""
        before: tuple[Part, ...] = ((" ", ""), *head(day, is_read), (" ", ""))
        if not title:
            return Row((*before, *lit_parts(name, spans, style)), name)
        shown = lit_parts(title, [span for span in spans if span[1] <= len(title)], style)
        if width < _NAMES:
            return Row((*before, *shown), name)
        shift = len(title) + 1
        inside = [(start - shift, end - shift) for start, end in spans if start >= shift]
        return Row((*before, *_fitted(shown, width - _NAME - 18), *lit_parts(name, inside, "quiet")), name)

    return LazyRows([names[number] for number in numbers], make)


def _fitted(parts: Sequence[Part], width: int) -> list[Part]:
    """Return parts exactly so many cells wide."""
    fitted: list[Part] = []
    left = width
    for words, style in parts:
        shown = words if cell_len(words) <= left - 2 else cut(words, max(0, left - 2))
        fitted.append((shown, style))
        left -= cell_len(shown)
        if shown != words:
            break
    return [*fitted, (" " * max(0, left), "")]
