"""What the search and the timeline share: a line to type in over a list that follows, and the keys that work there."""

from typing import ClassVar, Generic, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.widgets import Input, Label

from reader.app.actions import bindings
from reader.app.screens.closing import Closing
from reader.app.session import Session
from reader.app.widgets.lines import KeyLine, Line
from reader.app.widgets.parts import Part
from reader.app.widgets.row_list import RowList

Chosen = TypeVar("Chosen")
"""What the screen gives when something was chosen."""


class ResultsScreen(Closing[Chosen | None], Generic[Chosen]):
    """Lists what answers the line that a person types, and gives what they choose, or nothing."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("results")]

    sign: ClassVar[str] = ""
    """What the screen is, in a word before the line."""

    prompt: ClassVar[str] = ""
    """What can be typed."""

    keys: ClassVar[tuple[tuple[str, str, str], ...]] = (
        ("↑ ↓", "choose", ""),
        ("PgUp PgDn", "page", ""),
        ("enter", "open", "open_result"),
        ("esc", "back", "close"),
    )
    """What the footer shows: key, words and action."""

    def __init__(self, session: Session) -> None:
        """Prepare to list something of a session's folder."""
        super().__init__()
        self.session = session
        self._seen = session.progress

    def compose_prompt(self) -> ComposeResult:
        """Put the line to type in over a line that says what was found."""
        with Horizontal(id="prompt"):
            yield Label(self.sign, markup=False)
            yield Input(placeholder=self.prompt, id="typed")
        yield Line(id="reading-of-query")

    def on_mount(self) -> None:
        """Give the keys to the line; the list is moved by those that are no letters."""
        self.results.can_focus = self.list_may_have_keys
        self.query_one(Input).focus()
        self.set_interval(1.0, self._look_again)
        self.query_one(KeyLine).show_keys(self.keys)

    @property
    def results(self) -> RowList:
        """The list."""
        return self.query_one("#results", RowList)

    @property
    def list_may_have_keys(self) -> bool:
        """Whether the list may have the keys, for what is done with its rows."""
        return False

    @property
    def typed(self) -> str:
        """The line as it is now."""
        return self.query_one(Input).value

    def say(self, parts: list[Part]) -> None:
        """Say what was found, and while documents are still being indexed, how many have been."""
        self.query_one("#reading-of-query", Line).show([(" ", ""), *parts], [(self.coverage(), "guess")])

    def coverage(self) -> str:
        """Say over how much the list answers while documents are still being indexed."""
        progress = self.session.progress
        return f"still indexing, {progress.done:,} of {progress.total:,} " if progress.done < progress.total else ""

    def _look_again(self) -> None:
        """While documents are still being indexed, ask again for what has come."""
        if self._seen != self.session.progress:
            self._seen = self.session.progress
            self.ask_again()

    def ask_again(self) -> None:
        """List anew what answers the line; what was chosen stays chosen."""
        raise NotImplementedError

    def chosen(self) -> Chosen | None:
        """Return what the cursor is on, if anything."""
        raise NotImplementedError

    def action_results_down(self) -> None:
        """Choose the next row."""
        self.results.step(1)

    def action_other_side(self) -> None:
        """Give the keys to the list, or back to the line."""
        if self.results.has_focus or not self.list_may_have_keys:
            self.query_one(Input).focus()
        else:
            self.results.focus()

    def action_filter_line(self) -> None:
        """Give the keys to the line."""
        self.query_one(Input).focus()

    def action_results_up(self) -> None:
        """Choose the row before."""
        self.results.step(-1)

    def action_results_page_down(self) -> None:
        """Go one page on."""
        self.results.action_list_page_down()

    def action_results_page_up(self) -> None:
        """Go one page back."""
        self.results.action_list_page_up()

    @on(RowList.Chosen, "#results")
    @on(Input.Submitted, "#typed")
    def _open(self) -> None:
        self.action_open_result()

    def action_open_result(self) -> None:
        """Give what is chosen."""
        if (chosen := self.chosen()) is not None:
            self.dismiss(chosen)

    def action_close(self) -> None:
        """Go back to where the person was."""
        self.dismiss(None)

    async def action_perform(self, action_id: str) -> None:
        """Do an action by its id, as from the footer."""
        await self.run_action(action_id)
