"""Exporting highlights: where to and in which format, what would be written, and writing it."""

from collections.abc import Collection
from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar, Final, Literal

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.screen import Screen
from textual.widgets import Input, Label
from textual.worker import get_current_worker

from reader.app.actions import Scope, bindings
from reader.app.keys import with_keys
from reader.app.screens.closing import Closing
from reader.app.session import Session
from reader.app.widgets.lines import KeyLine, Line
from reader.app.widgets.parts import Part
from reader.app.widgets.row_list import RowList
from reader.text.safety import safe_line

if TYPE_CHECKING:
    from reader.app.exports import Wanted
    from reader.export.plan import Plan, Written

_KEYS: Final = (
    ("enter", "write", "write"),
    ("1-5", "format", ""),
    ("d", "what changes", "show_diff"),
    ("tab", "where to", "other_side"),
    ("f", "replace kept", "force"),
    ("b", "bring back deleted", "restore"),
    ("esc", "cancel", "close"),
)
_LINE_KEYS: Final = (("enter", "look", ""), ("tab", "to the files", "other_side"), ("esc", "cancel", "close"))


class _Files(RowList):
    """The files of a plan."""

    def on_click(self, event: events.Click) -> None:
        """Put the cursor on the row under the mouse; nothing is written by a click."""
        event.prevent_default()
        self.step(self.scroll_offset.y + event.y - self.cursor)


class Exporting(Screen[Any]):
    """The part of a screen that exports."""

    session: Session

    def tell(self, message: str, severity: Literal["information", "warning", "error"] = "information") -> None:
        """Say something in passing."""
        raise NotImplementedError

    def action_export(self) -> None:
        """Export all highlights of the folder."""
        self.export()

    def export(self, marks: Collection[str] | None = None) -> None:
        """Ask where to and how, then export highlights, given by their ids, or all."""
        if not self.session.notebook.highlights:
            self.tell(with_keys("nothing to export yet: {highlight} highlights the sentence under the cursor"))
            return

        def done(said: str | None) -> None:
            if said:
                self.tell(said)

        self.app.push_screen(ExportScreen(self.session, marks), done)


class ExportScreen(Closing[str]):
    """Shows what would be written and writes it; gives what was done in a line, or nothing."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("exporting")]

    AUTO_FOCUS: ClassVar[str | None] = "#results"

    scopes: ClassVar[tuple[Scope, ...]] = ("exporting", "app")

    def __init__(self, session: Session, marks: Collection[str] | None = None) -> None:
        """Prepare to export highlights, given by their ids, or all."""
        from reader.app.exports import LastExport, Wanted  # noqa: PLC0415 (loads the exports when they are first needed)

        super().__init__()
        self.session = session
        self._last = LastExport(session.folder.root, session.settings.export)
        to = self._last.target(self._last.format)
        self._wanted = Wanted(self._last.format, to, frozenset(marks) if marks is not None else None)
        self._plan: Plan | None = None
        self._said: list[Part] = []
        self._problem: list[Part] = []
        """What went wrong with the last try."""
        self._is_writing = False

    def compose(self) -> ComposeResult:
        """Put format and place over the files."""
        yield Line(id="export-title")
        yield Line(id="export-formats")
        with Horizontal(id="prompt"):
            yield Label("to", markup=False)
            yield Input(self._wanted.to, select_on_focus=False, id="typed")
        yield Line(id="export-said")
        yield _Files(id="results", empty="\n  working it out…")
        yield KeyLine(id="results-keys")

    def on_mount(self) -> None:
        """Work out what would be written."""
        self._look()

    def on_resize(self, event: events.Resize) -> None:  # noqa: ARG002 (the lines know their size)
        """Fit the formats to the new width."""
        self.call_after_refresh(self._draw)

    # -- the plan

    def _look(self, problem: str = "") -> None:
        """Work out anew what would be written; a problem with the last try stands before that."""
        self._plan, self._said = None, []
        self._problem = [(problem, "warning"), ("  ·  ", "quiet")] if problem else []
        rows = self.query_one("#results", RowList)
        rows.empty = "\n  working it out…"
        rows.show([])
        self._draw()
        if self._wanted.to.strip():
            self._work_out()
        else:
            self._say(with_keys("type where to: {export_other_side} goes to the line"))

    @work(thread=True, exclusive=True, group="plan")
    def _work_out(self) -> None:
        from reader.app.exports import planned  # noqa: PLC0415 (loads the exports when they are first needed)

        wanted, worker = self._wanted, get_current_worker()
        try:
            plan = planned(self.session, wanted)
        except (OSError, ValueError) as error:
            if not worker.is_cancelled:
                self.app.call_from_thread(self._say, f"{wanted.to}: {_reason(error)}", is_wrong=True)
            return
        if not worker.is_cancelled:
            self.app.call_from_thread(self._planned, plan)

    def _planned(self, plan: "Plan") -> None:
        from reader.app.exports import describe_plan, plan_rows  # noqa: PLC0415 (loaded already)

        if not self.is_attached:
            return
        self._plan = plan
        rows = self.query_one("#results", RowList)
        rows.empty = "\n  Nothing to write: no highlight to export."
        rows.show(plan_rows(plan))
        self._said = [*self._problem, *describe_plan(plan)]
        self._draw()

    # -- what is said

    def _say(self, message: str, *, is_wrong: bool = False) -> None:
        if self.is_attached:
            self.query_one("#results", RowList).empty = ""
            self.query_one("#results", RowList).refresh()
            self._said = [(message, "warning" if is_wrong else "said")]
            self._draw()

    @on(Input.Changed, "#typed")
    def _draw(self) -> None:
        from reader.app.exports import FORMATS  # noqa: PLC0415 (loaded already)

        wanted, total = self._wanted, len(self.session.notebook.highlights)
        count = len(wanted.marks) if wanted.marks is not None else total
        what = f"{count:,} {'highlight' if count == 1 else 'highlights'}"
        of_all = f" of {total:,}" if count != total else ""
        options: list[Part] = [("  ·  replacing what you changed", "warning")] if wanted.force else []
        options += [("  ·  bringing back what you deleted", "warning")] if wanted.restore else []
        self.query_one("#export-title", Line).show([(f"Export {what}{of_all}", "heading"), *options])
        parts: list[Part] = []
        is_short = self.size.width < 72
        for number, each in enumerate(FORMATS, 1):
            is_chosen = each.id == wanted.format.id
            name = each.id if is_short else each.name
            parts += [(f"{number}", "key"), (f" {name}", "heading" if is_chosen else "quiet"), ("   ", "")]
        about: list[Part] = [(wanted.format.about, "quiet")] if self.size.width >= 110 else []
        self.query_one("#export-formats", Line).show(parts, about)
        self.query_one("#export-said", Line).show([(" ", ""), *self._said])
        has_line = self.query_one(Input).has_focus
        self.query_one(KeyLine).show_keys(_LINE_KEYS if has_line else _KEYS)

    def on_descendant_focus(self) -> None:
        """Show the keys that work now."""
        self._draw()

    # -- what is done

    def action_format(self, number: int) -> None:
        """Take another format, with the place that it went to last."""
        from reader.app.exports import FORMATS  # noqa: PLC0415 (loaded already)

        chosen = FORMATS[number - 1]
        to = self._last.target(chosen)
        self._wanted = replace(self._wanted, format=chosen, to=to)
        line = self.query_one(Input)
        line.value, line.cursor_position = to, len(to)
        self._look()

    @on(Input.Submitted, "#typed")
    def _submitted(self) -> None:
        self.query_one("#results").focus()
        self._take_line()

    def action_other_side(self) -> None:
        """Go from the files to the line, or back and look what would be written there."""
        if self.query_one(Input).has_focus:
            self._submitted()
        else:
            self.query_one(Input).focus()

    def _take_line(self) -> None:
        typed = self.query_one(Input).value
        if typed.strip() != self._wanted.to.strip():
            self._wanted = replace(self._wanted, to=typed)
            self._look()

    def action_force(self) -> None:
        """Also replace files that the person changed, or no longer; a copy of each is kept."""
        self._wanted = replace(self._wanted, force=not self._wanted.force)
        self._look()

    def action_restore(self) -> None:
        """Also bring back what the person deleted from the export, or no longer."""
        self._wanted = replace(self._wanted, restore=not self._wanted.restore)
        self._look()

    def action_show_diff(self) -> None:
        """Show what would change in the file that the cursor is on."""
        rows = self.query_one("#results", RowList)
        if self._plan is None or not rows.key:
            return
        from reader.app.screens.diff import DiffScreen  # noqa: PLC0415 (seldom needed)

        file = self._plan.files[int(rows.key)]
        self.app.push_screen(DiffScreen(str(file.path), file.diff()))

    @on(RowList.Chosen, "#results")
    def action_write(self) -> None:
        """Write what is planned."""
        if self._plan is not None and not self._is_writing:
            self._is_writing = True
            self._said = [("writing…", "guess")]
            self._draw()
            self._write(self._plan, self._wanted)

    @work(thread=True, group="write")
    def _write(self, plan: "Plan", wanted: "Wanted") -> None:
        from reader.export.plan import write_export  # noqa: PLC0415 (loaded already)

        try:
            written = write_export(plan, self.session.notebook)
        except (OSError, ValueError) as error:
            self.app.call_from_thread(self._failed, f"not written: {wanted.to}: {_reason(error)}")
            return
        self._last.note(wanted)
        self.app.call_from_thread(self._written, plan, written)

    def _failed(self, message: str) -> None:
        self._is_writing = False
        self._look(message)

    def _written(self, plan: "Plan", written: "list[Written]") -> None:
        from reader.app.exports import said_of  # noqa: PLC0415 (loaded already)

        for problem in plan.problems:
            self.notify(safe_line(problem), severity="warning", markup=False, timeout=8)
        said, self._is_writing = said_of(written, plan), False
        if self.is_active:
            self.dismiss(said)
        else:
            # another screen was put over this one meanwhile
            self._look(said)

    def action_close(self) -> None:
        """Write nothing; what is being written already is waited for."""
        if not self._is_writing:
            self.dismiss(None)

    async def action_perform(self, action_id: str) -> None:
        """Do an action by its id, as from the footer."""
        await self.run_action(action_id)


def _reason(error: Exception) -> str:
    return (error.strerror or str(error)) if isinstance(error, OSError) else str(error)
