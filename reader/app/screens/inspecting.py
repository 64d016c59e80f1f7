"""A close look at a passage: invisible characters in it, and letters that pass for others."""

from collections.abc import Sequence

from textual import work
from textual.worker import get_current_worker

from reader.app.screens.marking import Marking
from reader.documents import Document
from reader.text.hygiene import Oddity, oddities
from reader.text.safety import safe_line

_TOLD: Sequence[int] = (3, 2)
"""How many oddities are told of the passage, and how many of the names."""


class Inspecting(Marking):
    """The part of the reading screen that shows what the eye does not see."""

    def action_inspect(self) -> None:
        """Say what in the passage is not what it looks like, else go to the next such place."""
        if self.document is not None:
            self._inspect(self.document, *self.passage_here())

    @work(thread=True, exclusive=True, group="inspect")
    def _inspect(self, document: Document, start: int, end: int) -> None:
        worker = get_current_worker()
        here = oddities(document.text, start, end)
        names = oddities(f"{safe_line(document.name)} {document.title}")
        further = [] if here else oddities(document.text, end) or oddities(document.text, document.body_start, start)
        if worker.is_cancelled:
            return
        told = [_told(here, _TOLD[0]), f"name or title: {_told(names, _TOLD[1])}" if names else ""]
        if further:
            self.app.call_from_thread(self._go_to, document, further[0])
            told.append(f"nothing odd in the passage; the next place: {further[0].what}")
        if said := ". ".join(filter(None, told)):
            self.app.call_from_thread(self.tell, said, "warning")
        else:
            self.app.call_from_thread(self.tell, "nothing invisible here, and no letters that pass for others")

    def _go_to(self, document: Document, odd: Oddity) -> None:
        if document is self.document:
            self.leave_here()
            self.view.jump(odd.start)


def _told(found: Sequence[Oddity], most: int) -> str:
    more = f" and {len(found) - most:,} more" if len(found) > most else ""
    return "; ".join(odd.what for odd in found[:most]) + more
