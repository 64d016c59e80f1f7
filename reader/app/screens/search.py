"""Search through all documents, as a person types, with a preview of the passage."""

import sqlite3
from collections.abc import Sequence
from typing import Any, ClassVar, Final, get_args

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Input
from textual.worker import get_current_worker

from reader.app.actions import Scope, bindings
from reader.app.found import (
    ASKED,
    LINE_ORDERS,
    Order,
    SearchState,
    describe,
    describe_line,
    hit_key,
    hit_of,
    nearby_rows,
    notes,
    result_rows,
    start_rows,
)
from reader.app.keys import with_keys
from reader.app.page import line_key, line_rows
from reader.app.screens.base import UNDONE
from reader.app.screens.gathering import Gathering
from reader.app.screens.preview import Passage
from reader.app.screens.remembered import Remembered
from reader.app.screens.sides import Sides
from reader.app.session import Session
from reader.app.widgets.lines import KeyLine, Line
from reader.app.widgets.mark_list import MarkList
from reader.app.widgets.parts import Part
from reader.app.widgets.row_list import RowList
from reader.notebook import NotebookError
from reader.search.concordance import HitLine, concordance
from reader.search.model import Hit, Results

_MARKED: Final = "  {passages_yellow} to {passages_pink} highlight  {passages_export} exports  ·  "
_LIMITS: Final = (50, 200, 800, 2_000)
"""How many passages are listed; more whenever a person comes to the end."""

_ORDERS: Final[tuple[Order, ...]] = get_args(Order)

_LINE_KEYS: Final = (
    ("↑ ↓", "choose", ""),
    ("enter", "open", "open_result"),
    ("tab", "mark, export…", "other_side"),
    ("ctrl+t", "order", "order_hits"),
    ("ctrl+g", "copies", "fold_copies"),
    ("ctrl+s", "save", "save_search"),
    ("esc", "back", "close"),
)
_LIST_KEYS: Final = (
    ("space", "mark", "mark_row"),
    ("a", "all", "mark_all"),
    ("1-4", "highlight", ""),
    ("E", "export", "export_lines"),
    ("enter", "open", "open_result"),
    ("< >", "as lines", "order_right"),
    ("o", "order", "order_hits"),
    ("U", "read or not", "toggle_read"),
    ("c", "copies", "fold_copies"),
    ("s", "save", "save_search"),
    ("u", "undo", "undo"),
    ("/", "line", "filter_line"),
    ("esc", "back", "close"),
)
_START_KEYS: Final = (
    ("↑ ↓", "choose", ""),
    ("enter", "search for it", "open_result"),
    ("tab", "to the list", "other_side"),
    ("esc", "back", "close"),
)
_NO_ROWS: Final = (("esc", "back", "close"),)
_FORGET_KEYS: Final = (
    ("enter", "search for it", "open_result"),
    ("d", "forget", "forget"),
    ("s", "save or not", "save_search"),
    ("/", "line", "filter_line"),
    ("esc", "back", "close"),
)


class SearchScreen(Sides[Hit], Remembered, Gathering):
    """Gives the passage that was chosen, or nothing."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("sides"), *bindings("search"), *bindings("lines")]

    scopes: ClassVar[tuple[Scope, ...]] = ("sides", "search", "lines", "marking", "app")
    sign = "Search"
    prompt = "search all documents"

    def __init__(self, session: Session) -> None:
        """Prepare to search a session's folder, from where the last search was left."""
        super().__init__(session)
        self.hits: dict[str, Hit] = {}
        left: SearchState | None = session.last_search
        self._left = left
        self._order: Order = left.order if left else "relevance"
        self._is_folded = left.is_folded if left else False
        self._limit = left.limit if left else _LIMITS[0]
        self._results = Results()
        self._lines: tuple[HitLine, ...] = ()
        """What was found as lines, where they are listed so."""
        self._line_of: dict[str, HitLine] = {}
        self._answered: str | None = None
        """The line that the list answers."""
        self._is_by_hand = False
        """Whether a person chose the row; it stays chosen while the results refine."""
        self._wants_all = False
        """Whether all that answers is to be marked as soon as it is listed."""

    def compose(self) -> ComposeResult:
        """Put the prompt over the results and the preview."""
        yield from self.compose_sides()
        yield KeyLine(id="results-keys")

    def on_mount(self) -> None:
        """Leave the keys to the line, in which the last search stands to be typed over."""
        line = self.query_one(Input)
        if self._left:
            line.value = self._left.typed
            line.action_select_all()
        self._draw_start()
        self._warm()

    @work(thread=True, group="warm")
    def _warm(self) -> None:
        try:
            self.session.searcher.warm()
        except sqlite3.Error:
            return  # the first query says it

    # -- the query

    def ask_again(self) -> None:
        """Search again for what is typed."""
        if self.typed.strip():
            self._search(self.typed, self._limit)

    @on(Input.Changed, "#typed")
    def _typed(self, event: Input.Changed) -> None:
        if self._left is None or event.value != self._left.typed:
            self._left = None
            self._limit = _LIMITS[0]
        if self.recalled >= 0 and event.value not in self.session.memory.searches:
            self.recalled = -1
        self.said = ""
        self._wants_all = False
        if event.value.strip():
            self._search(event.value, self._limit)
        else:
            self._draw_start()

    @work(thread=True, exclusive=True, group="search")
    def _search(self, typed: str, limit: int) -> None:
        from reader.search.engine import BUDGET, PATIENCE  # noqa: PLC0415 (loads with the searcher)

        worker, order = get_current_worker(), self._order
        for seconds in (BUDGET, PATIENCE):
            try:
                results = self.session.searcher.search(
                    typed,
                    _LIMITS[-1] if order in LINE_ORDERS else limit,
                    order=ASKED[order],
                    fold_copies=self._is_folded,
                    seconds=seconds,
                    stopped=lambda: worker.is_cancelled,
                )
            except sqlite3.Error as error:
                self.app.call_from_thread(self.say, [(f"the index cannot be searched: {error}", "warning")])
                return
            if worker.is_cancelled:
                return
            is_whole = not results.is_late or seconds == PATIENCE
            lines = concordance(results, order) if order in ("left", "right") else ()
            self.app.call_from_thread(self._show, typed, results, lines, is_whole=is_whole)
            if is_whole:
                return

    def _show(self, typed: str, results: Results, lines: Sequence[HitLine] = (), *, is_whole: bool = True) -> None:
        if not self.is_attached or typed != self.typed:
            return
        chosen = self.results.key if self._is_by_hand else ""
        if self._answered != typed:
            self.marks.mark(set())
        if bool(lines) != bool(self._lines):
            self.marks.mark(set())
        self._results, self._answered, self._lines = results, typed, tuple(lines)
        self.marks.has_more = results.is_cut and not lines and self._limit < _LIMITS[-1]
        self.hits = {hit_key(hit): hit for hit in results.hits}
        self._line_of = {line_key(line): line for line in lines}
        if lines:
            self.hits = {key: hit_of(line) for key, line in self._line_of.items()}
        self.session.best = tuple(dict.fromkeys(hit.document.name for hit in results.hits))
        self.fit_rows()
        if self._left:
            chosen = self._left.key
            self.marks.mark(set(self._left.marked) & self.hits.keys())
            self._is_by_hand, self._left = bool(chosen), None
        self._is_by_hand = self._is_by_hand and chosen in self.hits
        first = next(iter(self.hits), next((f"type:{query}" for query, _count in results.nearby), ""))
        self.results.point_at(chosen if chosen in self.hits else first)
        if self._wants_all and is_whole:
            self._mark_all()
        self.draw_said()
        self.preview(_passage(self.chosen()))

    @on(MarkList.AllWanted, "#results")
    def _list_all(self) -> None:
        """List all that answers, as far as so much can be listed, and mark it then."""
        wanted = self._results.total or _LIMITS[-1]
        self._limit = next((limit for limit in _LIMITS if limit >= wanted), _LIMITS[-1])
        self._wants_all = True
        self.ask_again()

    def _mark_all(self) -> None:
        self._wants_all = False
        self.marks.mark(set(self.hits))
        if self._results.is_cut:
            self.said = f"only the first {len(self.hits):,} are marked: so many can be listed; ask for less at a time"

    def _draw_start(self) -> None:
        """Show what can be typed, and what was searched for."""
        self._results, self.hits, self._answered, self._is_by_hand = Results(), {}, "", False
        self._lines, self._line_of = (), {}
        self.marks.mark(set())
        self.fit_rows()
        self.results.point_at(self.results.key)
        self.draw_said()
        self.preview(None)

    @property
    def has_preview(self) -> bool:
        """Whether there is room for a passage beside the list."""
        return super().has_preview and not self._lines

    def fit_rows(self) -> None:
        """List what was found, or what can be searched for, as wide as there is room now."""
        # where there is nothing to preview, the list has all the room; lines need it
        self.set_class(not self.hits or bool(self._lines), "-no-hits")
        width = max(30, self.size.width // (2 if self.hits and self.has_preview else 1) - 4)
        if self._lines:
            self.results.show(line_rows(self._lines, range(len(self._lines)), "hit", self.size.width - 5))
        elif self.hits:
            self.results.show(result_rows(self._results, width))
        elif self._answered:
            self.results.show(nearby_rows(self._results, self._answered))
        else:
            kept = self.session.notebook.searches
            lately = [typed for typed in self.session.memory.searches if typed not in kept]
            self.results.show(start_rows(kept, lately, width))

    @on(RowList.Moved, "#results")
    def _moved(self, event: RowList.Moved) -> None:
        self._is_by_hand = True
        self.preview(_passage(self.chosen()))
        if self._lines:
            self.said = ""
            self.draw_said()
        elif self._results.is_cut and event.key == next(reversed(self.results.keys), ""):
            self._limit = next((limit for limit in _LIMITS if limit > self._limit), self._limit)
            self.ask_again()

    @on(MarkList.Marked, "#results")
    def _marked(self) -> None:
        self.said = ""
        self.draw_said()

    # -- what is said

    def draw_said(self) -> None:
        """Say how many passages were found, and what happened."""
        marked = len(self.marks.marked)
        parts = describe(self._results, self._order, is_folded=self._is_folded, lines=self._lines)
        if marked:
            parts = [(f"{marked:,} marked", "hit"), (with_keys(_MARKED), "quiet"), *parts]
        self.say(parts)
        line = self._line_of.get(self.results.key)
        said: list[Part] = describe_line(line) if line else notes(self._results)
        said = [(self.said, "said")] if self.said else said
        self.query_one("#notes-on-query", Line).show([(" ", ""), *said])
        self.draw_keys()

    def draw_keys(self) -> None:
        """Show the keys that work now."""
        has_keys, line = self.results.has_focus, self.query_one(KeyLine)
        if self.results.is_empty:
            line.show_keys(_NO_ROWS)
        elif not self.hits:
            line.show_keys(_FORGET_KEYS if has_keys and not self._answered else _START_KEYS)
        else:
            line.show_keys(_LIST_KEYS if has_keys else _LINE_KEYS)

    def coverage(self) -> str:
        """Say over how much the search answers while the text is being indexed, or names that it was asked for."""
        progress = self.session.progress
        if progress.done >= progress.total:
            return ""
        if progress.stage == "text":
            return f"so far {progress.done:,} of {progress.total:,} new documents "
        asks = any(field in self.typed.casefold() for field in ("person:", "org:", "place:", "when:"))
        return f"names so far of {progress.done:,} of {progress.total:,} " if asks else ""

    # -- other orders, kept searches

    def action_order_hits(self) -> None:
        """Take the next order."""
        self._take_order(_ORDERS[(_ORDERS.index(self._order) + 1) % len(_ORDERS)])

    def _take_order(self, order: Order) -> None:
        self._order = order
        self._is_by_hand = False
        self.tell("")
        self.ask_again()

    def action_order_left(self) -> None:
        """List every place as a line, by what stands before it."""
        self._take_order("left")

    def action_order_right(self) -> None:
        """List every place as a line, by what stands after it."""
        self._take_order("right")

    def action_fold_copies(self) -> None:
        """Show passages that say the same as one, or each by itself."""
        self._is_folded = not self._is_folded
        self.tell("passages that say the same are shown as one" if self._is_folded else "every passage is shown")
        self.ask_again()

    def searches_changed(self) -> None:
        """List the searches anew where they are listed."""
        if not self._answered:
            self.fit_rows()

    # -- what is done with results

    def chosen(self) -> Hit | None:
        """Return the hit the cursor is on, if any."""
        return self.hits.get(self.results.key)

    def action_open_result(self) -> None:
        """Give what is chosen; a search of the list is typed into the line instead."""
        if typed := self.query_of(self.results.key):
            line = self.query_one(Input)
            line.value = typed
            line.cursor_position = len(typed)
            line.focus()
            return
        if self.typed.strip():
            self.session.memory.searched(self.typed)
        super().action_open_result()

    def dismiss(self, result: Any = None) -> Any:  # noqa: ANN401 (as Textual has it)
        """Close the screen; the search can be come back to."""
        if self.typed.strip():
            marked = frozenset(self.marks.marked)
            self.session.last_search = SearchState(
                self.typed, self._order, self._is_folded, self._limit, self.results.key, marked
            )
        return super().dismiss(result)

    def passages(self) -> list[tuple[str, int]]:
        """Return document and offset of the marked passages, or else of the one that the cursor is on."""
        hits = (self.hits.get(key) for key in self.marks.marked or [self.results.key])
        return [(hit.document.name, hit.position) for hit in hits if hit is not None]

    @property
    def has_marked(self) -> bool:
        """Whether any passage is marked."""
        return bool(self.marks.marked)

    def unmark(self) -> None:
        """Take the marks from all rows."""
        self.session.memory.searched(self.typed)
        self.marks.mark(set())

    def action_undo(self) -> None:
        """Take the last change back; of highlights made together, all of them."""
        try:
            undone = self.session.notebook.undo()
        except NotebookError as error:
            self.tell(str(error), "error")
            return
        self.tell(UNDONE.get(undone, "nothing to undo"))

    def action_toggle_read(self) -> None:
        """Say that the document of the passage is read, or that it is not."""
        hit = self.chosen()
        if hit is None:
            return
        document = hit.document
        is_read = document.document not in self.session.notebook.read_documents
        try:
            self.session.notebook.set_read(document.document, document.name, is_read=is_read)
        except NotebookError as error:
            self.tell(str(error), "error")
            return
        self.tell(f"{document.title}: {'read' if is_read else 'not read'}")
        self.ask_again()


def _passage(hit: Hit | None) -> Passage | None:
    """Return what is shown of a hit."""
    if hit is None:
        return None
    exact, fuzzy = (
        tuple((match.start, match.end) for match in hit.matches if match.is_fuzzy == is_fuzzy)
        for is_fuzzy in (False, True)
    )
    return Passage(hit.document.name, hit.position, exact, fuzzy)
