"""The palette: everything that can be done from where the person is, by name, with its keys."""

from collections.abc import Sequence
from typing import Final

from rich.cells import cell_len

from reader.app.keys import key_for
from reader.app.offering import Offer
from reader.app.screens.offering import OfferScreen
from reader.app.widgets.lines import Line
from reader.app.widgets.row_list import Row

_HEADINGS: Final = {
    "here": "",
    "screen": "On this screen",
    "beside": "In other parts of this screen",
    "everywhere": "Everywhere",
}
_HELP: Final = 60
"""Cells from which on it is said beside a name what it does."""

_MOVING: Final = frozenset(("Move", "Lists"))
"""Groups that nobody looks for by name; they come last."""


class PaletteScreen(OfferScreen):
    """Lists what can be done here by name."""

    opener = "command_palette"
    prompt = "type what you want to do"

    def __init__(self, offered: Sequence[Offer], place: str) -> None:
        """Prepare to list what was on offer; `place` is what had the keys."""
        ranked = sorted((offer for offer in offered if offer.action), key=_last)
        seen: dict[tuple[str, str], Offer] = {}
        for offer in ranked:
            seen.setdefault((offer.label, offer.action), offer)
        super().__init__([*seen.values()])
        self._place = place

    def rows_of(self, listed: Sequence[Offer], width: int) -> list[Row]:
        """Return a row a name, with what it does and its keys."""
        rows: list[Row] = []
        labels = min(24, max((cell_len(offer.label) for offer in listed), default=0)) + 2
        heading = None
        for offer in listed:
            now = "" if self.typed.strip() else self._heading(offer)
            if now != heading and now:
                rows += [Row((("", ""),))] if rows else []
                rows.append(Row(((f" {now}", "heading"),)))
            heading = now
            name = f" {offer.label:<{labels}}" if width >= _HELP else f" {offer.label} "
            what = offer.help if width >= _HELP else ""
            rows.append(Row(((name, "strong"), (what, "quiet")), self.key_of(offer), (f"{offer.keys} ", "key")))
        return rows

    def _heading(self, offer: Offer) -> str:
        if offer.group in _MOVING:
            return "Moving"
        return f"Here: {self._place}" if offer.where == "here" else _HEADINGS[offer.where]

    def on_mount(self) -> None:
        """Say what is listed."""
        self.query_one("#offers-title", Line).show(
            [("Commands", "heading")],
            [(f"{key_for('open_result')} ", "key"), ("does it  ", "quiet"), ("esc ", "key"), ("closes", "quiet")],
        )


def _last(offer: Offer) -> tuple[bool, int]:
    is_moving = offer.group in _MOVING
    return is_moving, [*_HEADINGS].index(offer.where)
