"""Opening the document in the program that the system has for it."""

from pathlib import Path

from textual import work

from reader.app.outside import OutsideError, file_of, find_opener, open_outside
from reader.app.screens.base import DocumentScreen
from reader.app.screens.pick import PickScreen
from reader.text.safety import safe_line

_ANSWERS = ((("open it", ""),), (("leave it", ""),))


class Outside(DocumentScreen):
    """The part of the reading screen that hands a file to other programs."""

    def action_open_outside(self) -> None:
        """Ask whether to open the file of the document in the system's own program."""
        if self.document is None:
            return
        path = self.document.path
        try:
            find_opener()
            file = file_of(path, self.session.folder.root)
        except OutsideError as error:
            self.tell(f"{safe_line(path.name)}: {error}", "error")
            return

        def answered(answer: int | None) -> None:
            if answer == 0:
                self._open_outside(file)

        question = (
            f"Open this file in the system's own program?\n\n{safe_line(str(file))}\n\n"
            "That program may fetch what the file refers to from the net.\n"
        )
        self.app.push_screen(PickScreen(question, _ANSWERS), answered)

    @work(thread=True, exclusive=True, group="outside")
    def _open_outside(self, file: Path) -> None:
        try:
            open_outside(file)
        except OutsideError as error:
            self.app.call_from_thread(self.tell, f"{safe_line(file.name)}: {error}", "error")
            return
        self.app.call_from_thread(self.tell, f"{safe_line(file.name)} is opened in the system's own program")
