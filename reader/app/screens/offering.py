"""What help and palette share: a line to type in over a list of what can be done, and doing what was chosen."""

from collections.abc import Callable, Sequence
from difflib import get_close_matches
from typing import ClassVar, Final

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input

from reader.app.actions import bindings
from reader.app.offering import Offer, is_key_of
from reader.app.screens.closing import Closing
from reader.app.widgets.lines import Line
from reader.app.widgets.row_list import Row, RowList

_TALL: Final = 24
"""Rows from which on the dialog has room for empty ones."""


class OfferLine(Input):
    """The line; the key that opened the list closes it again while nothing is typed."""

    def __init__(self, placeholder: str, is_closing: Callable[[events.Key], bool]) -> None:
        """Make an empty line; `is_closing` tells whether a key is one that opened the list."""
        super().__init__(placeholder=placeholder, id="typed")
        self._is_closing = is_closing

    def on_key(self, event: events.Key) -> None:
        """Close the list."""
        if not self.value and self._is_closing(event):
            event.stop()
            event.prevent_default()
            self.screen.dismiss(None)


class OfferScreen(ModalScreen[Offer | None], Closing[Offer | None]):
    """Gives what was chosen to be done, or nothing."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("results")]
    AUTO_FOCUS: ClassVar[str | None] = "#typed"

    opener: ClassVar[str] = ""
    """The action that opens the list."""

    prompt: ClassVar[str] = ""
    """What can be typed."""

    def __init__(self, offered: Sequence[Offer]) -> None:
        """Prepare to list what was on offer."""
        super().__init__()
        self.offered = offered
        self._shown_for: str | None = None

    def compose(self) -> ComposeResult:
        """Put the line over the list."""
        with Vertical(classes="dialog -tall -wide"):
            yield Line(id="offers-title")
            yield OfferLine(self.prompt, self._is_opener)
            yield RowList(id="offers")
            yield from self.compose_below()

    def compose_below(self) -> ComposeResult:
        """Put more below the list."""
        yield from ()

    def on_mount(self) -> None:
        """Leave the keys to the line."""
        self.results.can_focus = False

    def on_resize(self, event: events.Resize) -> None:
        """List as wide as there is room now."""
        self.set_class(event.size.height < _TALL, "-short")
        self.call_after_refresh(self.draw)

    @property
    def results(self) -> RowList:
        """The list."""
        return self.query_one("#offers", RowList)

    @property
    def typed(self) -> str:
        """The line as it is now."""
        return self.query_one(OfferLine).value

    def _is_opener(self, event: events.Key) -> bool:
        return is_key_of(self.opener, event)

    @on(Input.Changed, "#typed")
    def draw(self) -> None:
        """List what answers the line; the best of it is chosen."""
        answers = answering(self.offered, self.typed)
        width = self.results.size.width
        if not width:
            return
        rows = self.rows_of(
            [offer for offer in self.offered if offer in answers] if self.keeps_order else answers, width
        )
        self.results.empty = f"\n  Nothing with “{self.typed.strip()}”."
        self.results.show(rows)
        if self.typed != self._shown_for:
            self._shown_for = self.typed
            self.results.step(-len(rows))
            self.results.scroll_to(y=0, animate=False)
        best = next((self.key_of(offer) for offer in answers), "") if self.typed.strip() else self.results.key
        self.results.point_at(best)

    keeps_order: ClassVar[bool] = False
    """Whether what answers stays where it stands, rather than the best first."""

    def key_of(self, offer: Offer) -> str:
        """Return what the row of an offer stands for."""
        return str(self.offered.index(offer))

    def rows_of(self, listed: Sequence[Offer], width: int) -> list[Row]:
        """Return the rows of offers, as wide as that."""
        raise NotImplementedError

    # -- the list is moved while the line has the keys

    def action_results_down(self) -> None:
        """Choose the next row."""
        self.results.step(1)
        self.results.point_at(self.results.key)

    def action_results_up(self) -> None:
        """Choose the row before."""
        self.results.step(-1)
        self.results.point_at(self.results.key)

    def action_results_page_down(self) -> None:
        """Go one page on."""
        self.results.action_list_page_down()
        self.results.point_at(self.results.key)

    def action_results_page_up(self) -> None:
        """Go one page back."""
        self.results.action_list_page_up()
        self.results.point_at(self.results.key)

    @on(RowList.Chosen, "#offers")
    @on(Input.Submitted, "#typed")
    def action_open_result(self) -> None:
        """Give what is chosen, if it can be done from where the person was."""
        if self.results.key:
            offer = self.offered[int(self.results.key)]
            if offer.action:
                self.dismiss(offer)
            else:
                self.say_elsewhere(offer)

    def say_elsewhere(self, offer: Offer) -> None:
        """Say that something cannot be done from here."""

    def action_close(self) -> None:
        """Close and do nothing."""
        self.dismiss(None)


def answering(offered: Sequence[Offer], typed: str) -> list[Offer]:
    """Return the offers that have every word in key, name, group or help; where none has, those with a name like it.

    The best come first: those that a key typed as it is written does, then those whose name begins so.
    """
    wanted = typed.strip()
    words = wanted.casefold().split()
    if not words:
        return [*offered]
    ranked = []
    for offer in offered:
        label = offer.label.casefold()
        text = f"{label} {offer.help} {offer.group} {offer.keys}".casefold()
        if wanted in offer.keys.split():
            ranked.append((0, offer))
        elif all(word in text for word in words):
            ranked.append((1 if label.startswith(words[0]) else 2 if words[0] in label else 3, offer))
    if not ranked:
        labels = {offer.label.casefold(): offer for offer in reversed(offered)}  # of one name the nearest
        return [labels[label] for label in get_close_matches(wanted.casefold(), labels, 5, 0.6)]
    return [offer for _rank, offer in sorted(ranked, key=lambda item: item[0])]
