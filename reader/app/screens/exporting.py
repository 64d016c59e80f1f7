"""Exporting highlights, from the text and from the page of an entity."""

from pathlib import Path
from typing import Any, Final, Literal

from textual import work
from textual.screen import Screen

from reader.app.session import Session
from reader.corpus import Found, with_values
from reader.documents import Document
from reader.export import Written, plan_export, write_export

EXPORT_FOLDER: Final = "reader-export"
"""Folder, inside the one the program was started in, that exports go to unless another is typed."""


class Exporting(Screen[Any]):
    """The part of a screen that exports."""

    session: Session

    def tell(self, message: str, severity: Literal["information", "warning", "error"] = "information") -> None:
        """Say something in passing."""
        raise NotImplementedError

    def action_export(self) -> None:
        """Ask where to, then write all highlights of the folder as Markdown."""
        from reader.app.screens.ask import AskScreen  # noqa: PLC0415 (asked for once in a while)

        if not self.session.notebook.highlights:
            self.tell("nothing to export yet: enter highlights the sentence under the cursor")
            return

        def export(target: str | None) -> None:
            if target:
                self._export(Path(target).expanduser())

        count = len(self.session.notebook.highlights)
        question = f"Export {count} {'highlight' if count == 1 else 'highlights'} as Markdown, one file a document, to the folder"
        hint = "enter exports · esc cancels · files you changed are left as they are"
        self.app.push_screen(AskScreen(question, str(Path.cwd() / EXPORT_FOLDER), hint), export)

    @work(thread=True, exclusive=True, group="export")
    def _export(self, to: Path) -> None:
        session = self.session

        def find(document: Document) -> Found:
            found = session.found(document) or Found()
            return session.with_names(with_values(found, session.dates_of(document)), document)

        try:
            plan = plan_export(session.folder, session.notebook, to, find)
            written = write_export(plan, session.notebook)
        except OSError as error:
            self.app.call_from_thread(self.tell, f"not exported: {to}: {error.strerror or error}", severity="error")
            return
        self.app.call_from_thread(self._exported, to, written, plan.problems)

    def _exported(self, to: Path, written: list[Written], problems: tuple[str, ...]) -> None:
        count = sum(1 for item in written if item.outcome in ("new", "changed", "unchanged"))
        noun = "document" if count == 1 else "documents"
        self.tell(f"highlights of {count} {noun} are in {to}")
        for item in written:
            if item.outcome in ("kept", "refused"):
                self.tell(
                    f"{item.path.name} left as it is: {item.reason}. `reader export --force` replaces it.",
                    severity="warning",
                )
        for problem in problems:
            self.tell(problem, severity="warning")
