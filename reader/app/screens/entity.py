"""The page of an entity: what is known of it, who and what stands beside it, and every mention as a concordance line."""

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, ClassVar, Final

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.widgets import Static
from textual.worker import get_current_worker

from reader.app.actions import Scope, bindings
from reader.app.keys import key_for, with_keys
from reader.app.page import (
    ORDER_NAMES,
    Order,
    PageState,
    beside_rows,
    orders,
)
from reader.app.screens.closing import Closing
from reader.app.screens.concordance import Concordance
from reader.app.screens.desk import Named, named_of
from reader.app.session import Session
from reader.app.widgets.lines import KeyLine, Line
from reader.app.widgets.mark_list import MarkList
from reader.app.widgets.page_head import PageHead
from reader.app.widgets.parts import Part
from reader.app.widgets.row_list import RowList
from reader.corpus import Beside, FolderEntity, Occurrence, beside, months, occurrences
from reader.text.counting import counted
from reader.text.safety import safe_line

_BESIDE: Final = 100
"""Cells from which on who and what stands beside is shown beside the lines, not in their place."""

_TALL: Final = 18
"""Rows from which on everything that is known of the entity stands over its lines."""

_FEW: Final = 2_000
"""Lines that are shown in any order at once; of more, the first ones by date are seen before the others are sorted."""

_KEYS: Final = (
    ("enter", "open", ""),
    ("< >", "sort", "order_next"),
    ("space", "mark", ""),
    ("1-4", "highlight", ""),
    ("tab", "beside", "other_pane"),
    ("T", "timeline", "timeline"),
    ("x", "not an entity", "reject"),
    ("M", "merge", "merge"),
    ("r", "rename", "rename"),
    ("R", "kind", "retype"),
    ("S", "split", "split"),
    ("u", "undo", "undo"),
    ("E", "export", "export_lines"),
    ("esc", "back", "close"),
)
_BESIDE_KEYS: Final = (
    ("enter", "its page", ""),
    ("p", "open the passage", "together"),
    ("x", "not an entity", "reject"),
    ("M", "merge", "merge"),
    ("r", "rename", "rename"),
    ("R", "kind", "retype"),
    ("tab", "lines", "other_pane"),
    ("esc", "back", "close"),
)


@dataclass(frozen=True, slots=True)
class Opened:
    """A passage that was chosen on a page, and the page as it was left."""

    document: str
    offset: int
    page: PageState


class EntityScreen(Closing[Any], Concordance):
    """Gives the passage that was chosen, or nothing."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("entity"), *bindings("lines"), *bindings("desk")]

    scopes: ClassVar[tuple[Scope, ...]] = ("entity", "lines", "desk", "marking", "app")

    def __init__(self, session: Session, page: PageState | str) -> None:
        """Prepare to show the page of the entity with a key, or a page as it was left."""
        self._is_restored = isinstance(page, PageState)
        super().__init__(session, page if isinstance(page, PageState) else PageState(page))
        self._entity: FolderEntity | None = None
        self._last: FolderEntity | None = None
        """What the page is of, also when it was said to be no entity."""
        self._months: list[tuple[date, int]] = []
        self._others: tuple[Beside, ...] = ()
        self._said = ""

    def compose(self) -> ComposeResult:
        """Put what is known over the lines and who and what stands beside them."""
        yield PageHead()
        yield Line(id="page-tabs")
        with Horizontal(id="page-lines-and-beside"):
            yield MarkList(id="lines", empty="\n  reading…")
            yield RowList(id="beside", empty=" Nobody and nothing.")
        yield Static(id="page-sentence", markup=False)
        yield KeyLine(id="page-keys")

    def on_mount(self) -> None:
        """Read the page."""
        self._arrange(self.size.width)
        self.rows.focus()
        self._read()

    # -- what the page shows

    @property
    def _beside(self) -> RowList:
        return self.query_one("#beside", RowList)

    @work(thread=True, exclusive=True, group="page")
    def _read(self) -> None:
        session = self.session
        worker = get_current_worker()
        try:
            known = session.who_is_who()
            entity = known.get(self.page.key)
            lines = tuple(occurrences(session.index, known, entity)) if entity else ()
            sorted_lines = orders(lines) if len(lines) <= _FEW else {}
            if not worker.is_cancelled:
                self.app.call_from_thread(self._show, entity, lines, sorted_lines)
            others = tuple(beside(session.index, known, entity)) if entity and not worker.is_cancelled else ()
            sorted_lines = sorted_lines or orders(lines)
        except sqlite3.Error as error:
            self.app.call_from_thread(self.say_decided, f"the index cannot be read: {error}", is_wrong=True)
            return
        if not worker.is_cancelled:
            self.app.call_from_thread(self._show_more, others, lines, sorted_lines)

    def _show(
        self, entity: FolderEntity | None, lines: tuple[Occurrence, ...], sorted_lines: Mapping[Order, list[int]]
    ) -> None:
        if not self.is_attached:
            return
        self.take_lines(lines, sorted_lines)
        self._months = months(lines)
        self._entity, self._last = entity, entity or self._last
        gone = with_keys("\n  You said that this is no entity. {undo} or {reject} brings it back.")
        self.rows.empty = gone if self._last else "\n  Nobody and nothing."
        self._draw()
        if self._is_restored:
            self._is_restored = False
            self.rows.point_at(self.page.line)
            self.rows.mark(set(self.page.marked))
        self._draw_about()

    def _show_more(
        self, others: tuple[Beside, ...], lines: tuple[Occurrence, ...], sorted_lines: Mapping[Order, list[int]]
    ) -> None:
        """Show what took longer: who and what stands beside, and the lines in another order if that was wanted."""
        if not self.is_attached:
            return
        self._others = others
        self._beside.show(beside_rows(others))
        self.take_lines(lines, sorted_lines)
        if self.page.order != "date":
            self.order_changed()
        self._draw_about()

    def _draw(self) -> None:
        self.query_one(PageHead).show(self._entity, self._last, self._months, is_short=self.has_class("-short"))
        self.order_changed()

    def order_changed(self) -> None:
        """Draw the lines anew."""
        self.draw_lines(self._entity.kind if self._entity else "person")
        self._draw_tabs()

    def _draw_tabs(self) -> None:
        """Say how many lines there are in which order, and how many names beside, that with the keys as a heading."""
        names = ("heading", "head") if self._beside.has_focus else ("head", "heading")
        count, marked = len(self.lines), len(self.rows.marked)
        parts: list[Part] = [(f" {counted(count, 'line')}", names[0])]
        parts += [(f", {marked:,} marked", "hit")] if marked else []
        parts.append((f" {ORDER_NAMES[self.page.order]}", "quiet"))
        beside_title = f"{len(self._others):,} beside"
        if self._is_wide:
            self.query_one("#page-tabs", Line).show(parts, [(f" {beside_title:<33}", names[1])])
        else:
            self.query_one("#page-tabs", Line).show(
                [*parts, ("   ", ""), (beside_title, names[1])], [(f"{key_for('page_other_pane')} ", "quiet")]
            )

    @on(RowList.Moved)
    @on(MarkList.Marked)
    def _moved(self) -> None:
        """What was said has been read."""
        self._said = ""
        self._draw_about()

    def _draw_about(self) -> None:
        """Say where the line stands, or show the sentence in which both names do; but first what was just done."""
        text, other = self._said, self._other
        if not text and other is not None:
            text = f"“{other.sentence}” — {other.example.document.title}"
        elif not text and (line := self.lines.get(self.rows.key)) is not None:
            day = line.document.published.isoformat() if line.document.published else "no date"
            text = f"{line.document.title} · {day} · {line.document.name}"
        self.query_one("#page-sentence", Static).update(safe_line(text))
        self._draw_tabs()

    @property
    def _other(self) -> Beside | None:
        """What stands beside and has the keys, if anything."""
        if not self._beside.has_focus:
            return None
        return next((each for each in self._others if each.entity.key == self._beside.key), None)

    # -- lines and what stands beside

    @property
    def _is_wide(self) -> bool:
        return self.size.width >= _BESIDE

    def on_resize(self, event: events.Resize) -> None:
        """Fit the rows to the new size."""
        self._arrange(event.size.width)
        self.set_class(event.size.height < _TALL, "-short")
        self.call_after_refresh(self._draw)

    def _arrange(self, width: int) -> None:
        is_beside, is_wide = self._beside.has_focus, width >= _BESIDE
        self._beside.display = is_wide or is_beside
        self.rows.display = is_wide or not is_beside
        self._beside.styles.width = 34 if is_wide else "1fr"

    def action_other_pane(self) -> None:
        """Go from the lines to who and what stands beside, and back."""
        target = self.rows if self._beside.has_focus else self._beside
        target.display = True
        target.focus()

    def on_descendant_focus(self) -> None:
        """Show the keys that work now."""
        self._arrange(self.size.width)
        self.query_one(KeyLine).show_keys(_BESIDE_KEYS if self._beside.has_focus else _KEYS)
        self._moved()

    @on(RowList.Chosen, "#lines")
    def _open_line(self, event: RowList.Chosen) -> None:
        self._leave_for(self.lines[event.key])

    def _leave_for(self, line: Occurrence) -> None:
        page = replace(self.page, line=self.rows.key, marked=frozenset(self.rows.marked))
        self.dismiss(Opened(line.document.name, line.mention.start, page))

    @on(RowList.Chosen, "#beside")
    def _open_beside(self, event: RowList.Chosen) -> None:
        self.app.push_screen(EntityScreen(self.session, event.key), self._back_from_other)

    def _back_from_other(self, opened: object | None) -> None:
        if opened is None:
            self._read()
        else:
            self.dismiss(opened)

    def action_together(self) -> None:
        """Open the passage in which both stand."""
        if (other := self._other) is not None:
            self._leave_for(other.example)

    def action_timeline(self) -> None:
        """Show the dates near the name in calendar order."""
        from reader.app.screens.timeline import TimelineScreen  # noqa: PLC0415 (loads when it is first needed)

        named = self.at_hand()
        if named:
            self.app.push_screen(TimelineScreen(self.session, named[0].name), self._left_timeline)

    def _left_timeline(self, chosen: tuple[str, int] | None) -> None:
        if chosen is not None:
            page = replace(self.page, line=self.rows.key, marked=frozenset(self.rows.marked))
            self.dismiss(Opened(*chosen, page))

    def action_who(self) -> None:
        """Open the page of what stands beside, or the list of everyone and everything."""
        if self._other is not None:
            self._beside.action_choose()
            return
        from reader.app.screens.who import WhoScreen  # noqa: PLC0415 (it opens pages itself)

        self.app.push_screen(WhoScreen(self.session), self._back_from_other)

    def action_close(self) -> None:
        """Go back to where the person was."""
        self.dismiss(None)

    # -- the desk

    def at_hand(self) -> list[Named]:
        """Return what has the keys: the entity, with the mention of its line, or one that stands beside."""
        if (other := self._other) is not None:
            return [named_of(other.entity)]
        entity = self._entity
        if entity is None:
            return [replace(named_of(self._last), is_rejected=True)] if self._last else []
        line = self.lines.get(self.rows.key)
        named = named_of(entity)
        if line is None:
            return [named]
        return [replace(named, form=line.mention.text, document=line.document.name)]

    def say_decided(self, message: str, *, is_wrong: bool = False) -> None:
        """Say what happened."""
        self._said = message
        self._draw_about()
        if is_wrong:
            self.notify(safe_line(message), severity="warning", markup=False, timeout=8)

    def show_decided(self) -> None:
        """Read the page anew."""
        self._read()
