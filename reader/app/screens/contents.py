"""The contents of the document that is read: its headings, filtered as a person types, to jump to one of them."""

from collections.abc import Sequence
from typing import Final

from textual import on
from textual.app import ComposeResult
from textual.widgets import Input

from reader.app.contents import Heading, heading_of
from reader.app.screens.results import ResultsScreen
from reader.app.session import Session
from reader.app.shelf_rows import lit_parts
from reader.app.widgets.lines import KeyLine
from reader.app.widgets.row_list import LazyRows, Row, RowList
from reader.search.pick import Pool
from reader.text.counting import counted
from reader.text.safety import safe_line

_STEP: Final = 2
"""Cells by which a heading is farther from the edge for each level it is below the highest."""


class ContentsScreen(ResultsScreen[int]):
    """Gives where the heading stands that was chosen, or nothing."""

    sign = "Contents"
    prompt = "a heading: words, ^start, end$, !not"
    keys = (*ResultsScreen.keys[:2], ("enter", "go there", "open_result"), ResultsScreen.keys[-1])

    def __init__(self, session: Session, headings: Sequence[Heading], offset: int) -> None:
        """Prepare to list the headings of a document, of which there is one at least; `offset` is where the person reads."""
        super().__init__(session)
        self._headings = headings
        self._pool = Pool([heading.words for heading in headings])
        self._here = heading_of(headings, offset)

    def compose(self) -> ComposeResult:
        """Put the line over the list."""
        yield from self.compose_prompt()
        yield RowList(id="results")
        yield KeyLine(id="results-keys")

    def on_mount(self) -> None:
        """List all headings, and choose the one that the person is under."""
        self._show("")
        self.results.point_at(str(self._here))

    def coverage(self) -> str:
        """Say nothing: a document has all its headings from the start."""
        return ""

    def ask_again(self) -> None:
        """Leave the list as it is: the headings of a document do not depend on the index."""

    @on(Input.Changed, "#typed")
    def _typed(self, event: Input.Changed) -> None:
        self._show(event.value)
        if event.value.strip():
            self.results.step(-len(self._headings))
            self.results.point_at(self.results.key)
        else:
            self.results.point_at(str(self._here))

    def _show(self, typed: str) -> None:
        """List in the order of the text what answers the line."""
        picks = self._pool.pick(typed)
        numbers = sorted(picks.indexes)

        def make(at: int) -> Row:
            heading = self._headings[numbers[at]]
            lit = lit_parts(heading.words, picks.spans_of(numbers[at]))
            return Row(((" " * (1 + _STEP * heading.depth), ""), *lit), str(numbers[at]))

        self.results.empty = f"\n  No heading with “{safe_line(typed.strip())}”."
        self.results.show(LazyRows([str(number) for number in numbers], make))
        of = f"{len(numbers):,} of " if typed.strip() else ""
        self.say([(of + counted(len(self._headings), "heading"), "quiet")])

    def chosen(self) -> int | None:
        """Return where the heading stands that the cursor is on, if there is one."""
        return self._headings[int(self.results.key)].start if self.results.key else None
