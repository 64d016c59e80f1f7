"""Help: what every key does, those of where the person is first, and what colours and signs mean."""

import textwrap
from collections.abc import Sequence
from typing import ClassVar, Final

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static

from reader.app.found import start_rows
from reader.app.keys import with_keys
from reader.app.legend import legend
from reader.app.offering import Offer
from reader.app.screens.offering import OfferScreen
from reader.app.widgets.lines import Line
from reader.app.widgets.row_list import Row
from reader.app.widgets.text_view import TextView

_WIDE: Final = 44
"""Cells from which on what a key does stands beside it; else it stands below."""

_KEYS: Final = {70: 20, 0: 12}
"""Cells of the keys, by the cells from which on there is so much room for them."""

_HINT: Final = "{results_up} {results_down} choose · {open_result} does it · tab colours and signs · esc closes"
_SIGNS_HINT: Final = "{cursor_up} {cursor_down} move · tab keys · esc closes"
_ELSEWHERE: Final = "not from here: it belongs to “{group}”"
_BESIDE: Final = "In other parts of this screen"
_MORE: Final = (
    ("reader help", "in a shell: all topics, such as searches, dates, files and settings"),
    ("reader help search", "one of them, as text"),
    ("reader --help", "the commands, for shells and scripts"),
)


class HelpScreen(OfferScreen):
    """Lists every action with its keys, and shows what colours and signs mean."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("tab,shift+tab", "other_page", "Other page", show=False)]

    opener = "help"
    prompt = "type a key, or what you want to do"
    keeps_order = True

    def __init__(self, offered: Sequence[Offer], place: str) -> None:
        """Prepare to list what was on offer; `place` is what had the keys."""
        super().__init__([offer for offer in offered if offer.keys])
        self._place = place

    def compose_below(self) -> ComposeResult:
        """Put the other page in the place of the list, and what can be done below both."""
        yield TextView(id="signs")
        yield Static(with_keys(_HINT), classes="hint", markup=False, id="hint")

    def on_mount(self) -> None:
        """Show the keys first."""
        signs = self.query_one(TextView)
        signs.display = False
        shown = legend()
        signs.load(signs.laid_out(shown.text))
        signs.show_mentions(shown.spans)
        signs.show_highlights(shown.marked)
        signs.show_hits(shown.hits, shown.current, shown.fuzzy)
        self._draw_title()

    def _draw_title(self) -> None:
        is_signs = self.query_one(TextView).display
        names = ("quiet", "heading") if is_signs else ("heading", "quiet")
        self.query_one("#offers-title", Line).show([("Keys", names[0]), ("   ", ""), ("Colours and signs", names[1])])
        self.query_one("#hint", Static).update(with_keys(_SIGNS_HINT if is_signs else _HINT))

    def action_other_page(self) -> None:
        """Show what colours and signs mean, or the keys again."""
        signs, line = self.query_one(TextView), self.query_one("#typed")
        signs.display = not signs.display
        self.results.display = line.display = not signs.display
        (signs if signs.display else line).focus()
        self._draw_title()

    def say_elsewhere(self, offer: Offer) -> None:
        """Say where the action belongs."""
        self.query_one("#hint", Static).update(_ELSEWHERE.format(group=offer.group))

    def rows_of(self, listed: Sequence[Offer], width: int) -> list[Row]:
        """Return a heading for each place and group, and below it the keys with what they do."""
        rows: list[Row] = []
        heading = ""
        for offer in listed:
            now = self._heading(offer)
            if now != heading:
                heading = now
                rows += [Row((("", ""),))] if rows else []
                rows.append(Row(((now, "heading"),)))
            rows += self._rows(offer, width)
        if not self.typed.strip():
            rows += [Row((("", ""),)), Row((("What a search may hold", "heading"),)), *start_rows((), (), width)[1:]]
            rows += [Row((("", ""),)), Row((("More to read", "heading"),))]
            rows += [row for keys, what in _MORE for row in _row(keys, what, width, "", is_quiet=False)]
        return rows

    def _heading(self, offer: Offer) -> str:
        named = {
            "here": f"Here: {self._place}",
            "screen": "Also on this screen",
            "beside": _BESIDE,
            "everywhere": "Everywhere",
        }
        return named.get(offer.where, offer.group)

    def _rows(self, offer: Offer, width: int) -> list[Row]:
        return _row(offer.keys, offer.help, width, self.key_of(offer), is_quiet=not offer.action)


def _row(keys: str, what: str, width: int, key: str, *, is_quiet: bool) -> list[Row]:
    """Return keys and what they do as rows; what does not fit stands below."""
    style = ("quiet", "quiet") if is_quiet else ("key", "")
    if width < _WIDE:
        below = textwrap.wrap(what, max(10, width - 4))
        return [Row(((f"  {keys}", style[0]),), key), *(Row(((f"    {line}", style[1]),)) for line in below)]
    room = next(cells for least, cells in _KEYS.items() if width >= least)
    first, *more = textwrap.wrap(what, max(10, width - room - 4)) or [""]
    if cell_len(keys) > room:
        first, more = "", [first, *more]
    head = Row(((f"  {keys:<{room}} ", style[0]), (first, style[1])), key)
    return [head, *(Row(((" " * (room + 3) + line, style[1]),)) for line in more)]
