"""Copying passages with their source, to the clipboard or to a file of quotes; what is not known is not claimed."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

from textual import work
from textual.screen import Screen

from reader.app.clipboard import CopyError, asked, copy_with, find_tool, request
from reader.app.quotes import DEFAULT, QuotesError, add_quote, problem_of
from reader.app.session import Session
from reader.files import whole_path, working_folder

Quote = Callable[[Path], str]
"""Gives Markdown that is to be put into a file, as its links to documents depend on where that is."""


class Copying(Screen[Any]):
    """The part of a screen that copies."""

    session: Session

    def tell(self, message: str, severity: Literal["information", "warning", "error"] = "information") -> None:
        """Say something in passing."""
        raise NotImplementedError

    @work(thread=True, exclusive=True, group="copy")
    def copy(self, text: str) -> None:
        """Copy a text by a program of the platform, else ask the terminal to; say which, and what is known of it."""
        failed = ""
        if (tool := find_tool()) is not None:
            try:
                copy_with(tool, text)
            except CopyError as error:
                failed = f"{error}; "
            else:
                self.app.call_from_thread(self.tell, f"copied ({tool.name})")
                return
        try:
            sequence = request(text)
        except CopyError as error:
            self.app.call_from_thread(self.tell, f"{failed}{error}", "warning")
            return
        self.app.call_from_thread(self._ask_terminal, sequence, failed)

    def _ask_terminal(self, sequence: str, failed: str) -> None:
        driver = self.app._driver  # noqa: SLF001 (only the driver may write to the terminal while it draws)
        if driver is not None:
            driver.write(sequence)
            driver.flush()
        self.tell(f"{failed}{asked()}")

    def add_to_quotes(self, quote: Quote) -> None:
        """Add Markdown to the file of quotes; which one that is, is asked once."""
        if self.session.quotes is not None:
            self._add_to_quotes(self.session.quotes, quote)
            return
        from reader.app.screens.ask import AskScreen  # noqa: PLC0415 (asked once)

        def chosen(typed: str | None) -> None:
            if typed:
                self.session.quotes = whole_path(typed)
                self._add_to_quotes(self.session.quotes, quote)

        def check(typed: str) -> str:
            return problem_of(whole_path(typed)) if typed else "type the name of a file"

        hint = "enter adds it to the end of the file, which is made if there is none · esc cancels · asked once"
        self.app.push_screen(AskScreen("Add quotes to the file", str(working_folder() / DEFAULT), hint, check), chosen)

    @work(thread=True, exclusive=True, group="quote")
    def _add_to_quotes(self, path: Path, quote: Quote) -> None:
        try:
            add_quote(path, quote(path))
        except QuotesError as error:
            self.session.quotes = None
            self.app.call_from_thread(self.tell, str(error), "error")
            return
        self.app.call_from_thread(self.tell, f"added to {path}")

    def link_from(self, path: Path, name: str) -> str:
        """Return the path of a document as seen from the folder of a file; empty where there is none, as from another disk."""
        try:
            return Path(os.path.relpath(self.session.folder.root / name, path.parent)).as_posix()
        except ValueError:
            return ""
