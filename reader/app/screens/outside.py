"""Opening the document in the program that the system has for it."""

from pathlib import Path

from textual import work

from reader.app.outside import OutsideError, open_outside
from reader.app.screens.base import DocumentScreen
from reader.text.safety import safe_line


class Outside(DocumentScreen):
    """The part of the reading screen that hands a file to other programs."""

    def action_open_outside(self) -> None:
        """Open the file of the document in the system's own program."""
        if self.document is not None:
            self._open_outside(self.document.path)

    @work(thread=True, exclusive=True, group="outside")
    def _open_outside(self, path: Path) -> None:
        try:
            opened = open_outside(path)
        except OutsideError as error:
            self.app.call_from_thread(self.tell, f"{safe_line(path.name)}: {error}", "error")
            return
        self.app.call_from_thread(self.tell, f"{safe_line(opened.name)} is opened in the system's own program")
