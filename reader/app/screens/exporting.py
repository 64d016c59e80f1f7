"""Exporting, above all highlights: where to and in which format, what would be written, and writing it."""

from collections.abc import Collection, Sequence
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
from reader.text.counting import counted
from reader.text.safety import safe_line

if TYPE_CHECKING:
    from reader.app.exports import Format, LastExport, Wanted
    from reader.export.plan import Plan, Written

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

    def say_exported(self, said: str) -> None:
        """Say what was written and where."""
        self.tell(said)

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
                self.say_exported(said)

        self.app.push_screen(MarksExportScreen(self.session, marks), done)


class ExportScreen(Closing[str]):
    """Shows what would be written and writes it; gives what was done in a line, or nothing."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("exporting")]

    AUTO_FOCUS: ClassVar[str | None] = "#results"

    scopes: ClassVar[tuple[Scope, ...]] = ("exporting", "app")

    keys: ClassVar[tuple[tuple[str, str, str], ...]]
    """What the footer shows while the files have the keys."""

    nothing: ClassVar[str]
    """What the list says where there is nothing to write."""

    def __init__(self, session: Session, last: "LastExport", wanted: "Wanted") -> None:
        """Prepare to export what is wanted, until something else is."""
        super().__init__()
        self.session = session
        self._last = last
        self._wanted = wanted
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

    # -- what is exported

    @property
    def formats(self) -> "Sequence[Format]":
        """In which it can be exported."""
        raise NotImplementedError

    def describe(self) -> str:
        """Say what is exported, such as “12 highlights of 40”."""
        raise NotImplementedError

    def planned(self, wanted: "Wanted") -> "Plan":
        """Work out what would be written; in a thread.

        Raises:
            OSError: it cannot be read what is there.
            ValueError: something else is in the way.
        """
        raise NotImplementedError

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
        wanted, worker = self._wanted, get_current_worker()
        try:
            plan = self.planned(wanted)
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
        rows.empty = self.nothing
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
        wanted = self._wanted
        options: list[Part] = [("  ·  replacing what you changed", "warning")] if wanted.force else []
        options += [("  ·  bringing back what you deleted", "warning")] if wanted.restore else []
        self.query_one("#export-title", Line).show([(f"Export {self.describe()}", "heading"), *options])
        parts: list[Part] = []
        is_short = self.size.width < 72
        for number, each in enumerate(self.formats, 1):
            is_chosen = each.id == wanted.format.id
            name = (each.short or each.id) if is_short else each.name
            parts += [(f"{number}", "key"), (f" {name}", "heading" if is_chosen else "quiet"), ("   ", "")]
        about: list[Part] = [(wanted.format.about, "quiet")] if self.size.width >= 110 else []
        self.query_one("#export-formats", Line).show(parts, about)
        self.query_one("#export-said", Line).show([(" ", ""), *self._said])
        has_line = self.query_one(Input).has_focus
        self.query_one(KeyLine).show_keys(_LINE_KEYS if has_line else self.keys)

    def on_descendant_focus(self) -> None:
        """Show the keys that work now."""
        self._draw()

    # -- what is done

    def action_format(self, number: int) -> None:
        """Take another format, with the place that it went to last."""
        chosen = self.formats[number - 1]
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
            self.look_at(replace(self._wanted, to=typed))

    def look_at(self, wanted: "Wanted") -> None:
        """Take something else to be wanted, and show what that would write."""
        self._wanted = wanted
        self._look()

    def action_force(self) -> None:
        """Also replace files that the person changed, or no longer; a copy of each is kept."""
        self.look_at(replace(self._wanted, force=not self._wanted.force))

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


class MarksExportScreen(ExportScreen):
    """Exports highlights."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("exporting_marks")]

    scopes: ClassVar[tuple[Scope, ...]] = ("exporting_marks", "exporting", "app")

    keys = (
        ("enter", "write", "write"),
        ("1-5", "format", ""),
        ("d", "what changes", "show_diff"),
        ("tab", "where to", "other_side"),
        ("f", "replace kept", "force"),
        ("b", "bring back deleted", "restore"),
        ("esc", "cancel", "close"),
    )
    nothing = "\n  Nothing to write: no highlight to export."

    def __init__(self, session: Session, marks: Collection[str] | None = None) -> None:
        """Prepare to export highlights, given by their ids, or all."""
        from reader.app.exports import LastExport, Wanted  # noqa: PLC0415 (loads the exports when they are first needed)

        last = LastExport(session.folder.root, session.settings.export)
        chosen = frozenset(marks) if marks is not None else None
        super().__init__(session, last, Wanted(last.format, last.target(last.format), chosen))

    @property
    def formats(self) -> "Sequence[Format]":
        """In which they can be exported."""
        from reader.app.exports import FORMATS  # noqa: PLC0415 (loaded already)

        return FORMATS

    def describe(self) -> str:
        """Say how many of how many."""
        marks, total = self._wanted.marks, len(self.session.notebook.highlights)
        count = len(marks) if marks is not None else total
        what = counted(count, "highlight")
        return f"{what} of {total:,}" if count != total else what

    def planned(self, wanted: "Wanted") -> "Plan":
        """Work out what would be written; in a thread."""
        from reader.app.exports import planned  # noqa: PLC0415 (loaded already)

        return planned(self.session, wanted)

    def action_restore(self) -> None:
        """Also bring back what the person deleted from the export, or no longer."""
        self.look_at(replace(self._wanted, restore=not self._wanted.restore))


def _reason(error: Exception) -> str:
    return (error.strerror or str(error)) if isinstance(error, OSError) else str(error)
