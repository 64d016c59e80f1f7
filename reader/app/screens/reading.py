"""The reading screen: documents, the text, and who and when in it."""

from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Static

from reader.app.actions import ACTIONS, Scope, bindings
from reader.app.contents import headings
from reader.app.keys import with_keys
from reader.app.reading import change_parts, colour_parts, link_parts, note_parts
from reader.app.screens.finding import Finding
from reader.app.screens.footer import (
    DOCUMENT_KEYS,
    FILTER_KEYS,
    MARK_KEYS,
    NAME_KEYS,
    NOTHING_KEYS,
    SELECT_KEYS,
    desk_hint,
    usual_keys,
    with_colours,
)
from reader.app.screens.inspecting import Inspecting
from reader.app.screens.looking import Looking, place_in
from reader.app.screens.outside import Outside
from reader.app.screens.overseeing import Overseeing
from reader.app.screens.panes import Panes
from reader.app.screens.shelving import Shelving
from reader.app.screens.showing import Showing
from reader.app.widgets.find_bar import FindBar
from reader.app.widgets.lines import KeyLine, Line
from reader.app.widgets.pane_filter import PaneFilter
from reader.app.widgets.parts import Part
from reader.app.widgets.row_list import RowList
from reader.app.widgets.text_head import TextHead
from reader.app.widgets.text_view import TextView
from reader.documents import READ, DocumentError
from reader.text.safety import safe_line

_PUT_SOME: Final = (
    "Put some into this folder: they are listed at once. {command_palette} and “Sample” opens a few documents to try "
    "reader on, {quit} closes it, and “reader PATH” in a shell reads another folder."
)
_NO_MARKS: Final = " No marks yet.\n {highlight} in the text\n highlights the\n sentence."

_WIDTHS: Final = range(40, 161, 8)
"""The widths that the text column may have, in cells."""


class ReadingScreen(Panes, Shelving, Finding, Overseeing, Outside, Inspecting, Showing, Looking):
    """Where a person reads."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("reading"), *bindings("desk")]

    AUTO_FOCUS: ClassVar[str | None] = "#text"

    scopes: ClassVar[tuple[Scope, ...]] = ("text", "reading", "desk", "app")

    _is_browsing = False
    """Whether the marks of the pane are gone through: where that began is on the jump list already."""

    def compose(self) -> ComposeResult:
        """Put the three panes side by side, and the lines below them."""
        with Horizontal(id="panes"):
            with Vertical(id="left", classes="pane"):
                yield Line(id="documents-title")
                yield PaneFilter(of="documents", placeholder="filter documents", id="documents-filter")
                yield RowList(id="documents", empty=" looking…")
            with Vertical(id="middle"):
                yield TextHead(of="text", id="title")
                yield TextHead(of="text", id="facts")
                yield TextView(id="text")
                yield Static(id="nothing", markup=False)
            with Vertical(id="right", classes="pane"):
                yield Line(id="tabs")
                yield PaneFilter(of="entities", placeholder="filter names", id="names-filter")
                yield RowList(id="entities", empty=" reading…")
                yield RowList(id="dates")
                yield RowList(id="marks", empty=with_keys(_NO_MARKS))
        yield FindBar(id="find")
        yield Line(id="about")
        yield KeyLine(id="status")

    def on_mount(self) -> None:
        """Start reading."""
        self.view.focus()
        self.view.column = self.session.looks.width
        self.query_one("#marks").display = False
        self.redraw()
        for warning in self.session.warnings:
            self.tell(warning, severity="warning")
        self.look()

    def say_nothing(self) -> None:
        """Say that there is no document, and why."""
        root = safe_line(str(self.session.folder.root))
        reasons = [
            f"{safe_line(e.name)}: {self.session.shelf.errors.get(e.name, '')}" for e in self.session.scan.files[:5]
        ]
        summary = self.session.scan.summary()
        self.query_one("#nothing", Static).update(
            "\n\n".join(
                [
                    f"No documents in {root}",
                    *(["\n".join(reasons)] if reasons else []),
                    *([f"{summary[0].upper()}{summary[1:]}."] if summary else []),
                    f"reader shows {READ}.",
                    with_keys(_PUT_SOME),
                ]
            )
        )
        self.add_class("-nothing")
        self.rows("entities").empty = ""
        self.rows("entities").refresh()
        self.draw_status()

    # -- one document

    def reread(self) -> None:
        """Read the document again with the day it has now, find its dates anew, and bring the index up to date."""
        if self.document is None:
            return
        try:
            self.document = self.session.read(self.document.name)
        except DocumentError as error:
            self.tell(f"{self.document.name}: {error}", "error")
            return
        self.draw_header()
        self.find_mentions(self.document)
        self.look()

    # -- drawing

    def say_exported(self, said: str) -> None:
        """Say what was written and where, until the person goes on."""
        self.said = said
        self.tell(said)

    def _draw_about(self) -> None:
        if self.said:
            self.query_one("#about", Line).show([(f" {self.said}", "said")])
            return
        if self.news and self.news[1] == self.view.cursor:
            self.query_one("#about", Line).show([(f" {self.news[0]}", "said")])
            return
        self.news = None
        parts: list[Part] = [(" ", ""), *self.describe_hit()]
        mark = self.mark_here
        if mark is not None:
            parts += (
                [(with_keys("moved? {review} checks it  "), "warning")] if mark.placement.status == "review" else []
            )
            parts += [*colour_parts(mark.highlight.colour), *change_parts(mark, self.view.text)]
            parts += note_parts(mark.highlight)
        items = self.mentions.at(self.view.cursor)
        for number, item in enumerate(items):
            parts += [("  ·  ", "quiet")] if number or mark else []
            parts += self.mentions.describe(item)
        if self.document is not None and (target := link_parts(self.document, self.view.cursor)):
            parts += [*([("  ·  ", "quiet")] if items or mark else []), *target]
        is_name = any(item.pane == "entities" for item in items)
        self.query_one("#about", Line).show(parts, desk_hint(self.size.width) if is_name else [])

    def draw_status(self) -> None:
        """Show the keys that work now, how far indexing has come, and where in the folder and the text the reader is."""
        documents = self.rows("documents")
        at = documents.place_of(self.document.name) + 1 if self.document else 0
        length = len(self.view.text)
        percent = 100 * self.view.cursor // max(1, length - 1) if self.document else 0
        place: Part = (f"{at:,}/{len(self.session.shelf):,}  {min(100, percent)}% ", "quiet")
        right = [*self.progress_parts(self.size.width), *self.check_parts(self.size.width), place]
        status = self.query_one("#status", KeyLine)
        if self.view.selecting_from is not None:
            status.show_keys(
                with_colours(SELECT_KEYS, self.size.width), mode=f"SELECT {self.view.selection_size}", right=right
            )
        elif self.has_class("-nothing"):
            status.show_keys(NOTHING_KEYS, right=right)
        elif self.rows("entities").has_focus:
            status.show_keys(NAME_KEYS, right=right)
        elif self.rows("marks").has_focus and not self.rows("marks").is_empty:
            status.show_keys(with_colours(MARK_KEYS, self.size.width), right=right)
        elif documents.has_focus:
            status.show_keys(DOCUMENT_KEYS, right=right)
        elif any(line.has_focus for line in self.query(PaneFilter)):
            status.show_keys(FILTER_KEYS, mode="FILTER", right=right)
        else:
            status.show_keys(usual_keys(), right=right)

    def on_descendant_focus(self) -> None:
        """Show the keys that work now."""
        self._is_browsing = self._is_browsing and self.rows("marks").has_focus
        self.draw_status()
        self.draw_tabs(len(self.placed))
        self.draw_documents_head()

    @on(TextView.CursorMoved)
    def redraw(self) -> None:
        """Draw anew what depends on the cursor and the marks."""
        here = {item.pane: item.key for item in reversed(self.mentions.at(self.view.cursor))}
        here["marks"] = self.mark_here.highlight.id if self.mark_here else ""
        for pane in ("entities", "dates", "marks"):
            if not self.rows(pane).has_focus:
                self.rows(pane).point_at(here.get(pane, ""))
        self.draw_tabs(len(self.placed))
        self._draw_about()
        self.draw_status()
        self.notice_end()
        self.remember_place()

    # -- lists

    @on(RowList.Chosen)
    def _chosen(self, event: RowList.Chosen) -> None:
        if event.rows.id == "documents":
            self.leave_here()
            if self.open(event.key):
                self.close_overlays()
                self.view.focus()
        elif event.rows.id == "marks":
            self._go_to_mark(event.key)
            self._is_browsing = False
            self.view.focus()
        elif mention := self.mentions.next_of(event.key, self.view.cursor):
            self.leave_here()
            self.view.jump(mention.start)
            if self.close_overlays():
                self.view.focus()

    @on(RowList.Moved, "#marks")
    def _mark_pointed_at(self, event: RowList.Moved) -> None:
        self._go_to_mark(event.key)

    def _go_to_mark(self, key: str) -> None:
        for item in self.placed:
            if item.highlight.id == key and item.placement.status != "orphan":
                if not self._is_browsing:
                    self.leave_here()
                self._is_browsing = True
                self.view.jump(item.placement.start)

    # -- documents and places

    def action_escape(self) -> None:
        """End the selection, else a pane that lies over the text, else the find; and come back to the text."""
        if self.view.selecting_from is not None:
            self.view.action_toggle_select()
        elif self.focused is not self.view:
            self.end_filter()
            self.close_overlays()
        elif not self.end_filter():
            self.end_find()
        self.view.focus()

    def action_next_document(self) -> None:
        """Open the next document of the list."""
        self._step_document(1)

    def action_previous_document(self) -> None:
        """Open the document before."""
        self._step_document(-1)

    def _step_document(self, step: int) -> None:
        documents = self.rows("documents")
        name = documents.beside(self.document.name if self.document else "", step)
        if name:
            self.leave_here()
            self.open(name)
        elif not documents.is_empty:
            self.tell("this is the last document" if step > 0 else "this is the first document")

    def action_back(self) -> None:
        """Go back to where the last long jump started."""
        if self.document and (place := self.jumps.back((self.document.name, self.view.cursor))):
            self.back_to(place, self.jumps.page)

    def action_forward(self) -> None:
        """Go forward again."""
        if place := self.jumps.forward():
            self.open(*place)

    def action_next_mention(self) -> None:
        """Go to the next mention of anyone or anything."""
        self._step_mention(1)

    def action_previous_mention(self) -> None:
        """Go to the mention before."""
        self._step_mention(-1)

    def _step_mention(self, direction: int) -> None:
        mention = self.mentions.step(self.view.cursor, direction)
        if mention is None:
            self.tell("no further mention" if direction > 0 else "no mention before")
        else:
            self.view.jump(mention.start)

    def action_wider(self) -> None:
        """Make the text column wider."""
        self._take_width(next((width for width in _WIDTHS if width > self.view.column), _WIDTHS[-1]))

    def action_narrower(self) -> None:
        """Make the text column narrower."""
        self._take_width(next((width for width in reversed(_WIDTHS) if width < self.view.column), _WIDTHS[0]))

    def _take_width(self, width: int) -> None:
        """Make the text column as wide, now and from the next start on."""
        self.view.column = width
        if notice := self.session.looks.choose_width(width):
            self.tell(notice)
        self.run_worker(self.session.looks.save, thread=True, group="looks")

    def action_contents(self) -> None:
        """List the headings of the document, to jump to one of them."""
        document = self.document
        found = headings(document) if document is not None else []
        if document is None or not found:
            self.tell("no headings in this document")
            return
        from reader.app.screens.contents import ContentsScreen  # noqa: PLC0415 (loads when it is first needed)

        def go(offset: int | None) -> None:
            if offset is not None:
                self.leave_here()
                # the file may have been changed since its headings were listed
                self.view.jump(place_in(document.text, self.view.text, offset))
                self.view.focus()

        self.app.push_screen(ContentsScreen(self.session, found, self.view.cursor), go)

    def action_search(self) -> None:
        """Search all documents."""
        from reader.app.screens.search import SearchScreen  # noqa: PLC0415 (loads rapidfuzz when it is first needed)

        self.app.push_screen(SearchScreen(self.session), self.opened_from_search)

    def action_timeline(self) -> None:
        """Show every dated mention of the folder in calendar order."""
        from reader.app.screens.timeline import TimelineScreen  # noqa: PLC0415 (loads when it is first needed)

        self.app.push_screen(TimelineScreen(self.session), self._opened_from_timeline)

    def _opened_from_timeline(self, place: tuple[str, int] | None) -> None:
        self.show_found(self.found)  # a reading may have been changed there
        if place is not None:
            self.leave_here()
            self.open(*place)

    async def action_perform(self, action_id: str) -> None:
        """Do an action by its id, as from the footer or the palette."""
        action = next((action for action in ACTIONS if action.id == action_id), None)
        if action is None:
            return
        if action.scope == "text":
            self.view.focus()
        target = {"text": self.view, "list": self.focused, "reading": self, "desk": self}.get(action.scope, self.app)
        await self.app.run_action(action.id, default_namespace=target)
