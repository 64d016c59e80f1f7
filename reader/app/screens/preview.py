"""The passage that is chosen in a list, shown in its document beside it; read while the screen keeps answering."""

from dataclasses import dataclass, replace
from typing import Any, Final

from textual import work
from textual.screen import Screen
from textual.worker import get_current_worker

from reader.app.drawing import Marked
from reader.app.layout import Layout
from reader.app.reading import block_spans
from reader.app.session import Session
from reader.app.spans import Span
from reader.app.widgets.lines import Line
from reader.app.widgets.text_view import TextView
from reader.documents import Document, DocumentError

_AROUND: Final = 30_000
"""Characters before and after a passage that are shown of a long document."""


@dataclass(frozen=True, slots=True)
class Passage:
    """What is shown of a document."""

    name: str
    """Path of the document."""

    position: int
    """Offset at which it is shown."""

    exact: tuple[tuple[int, int], ...] = ()
    """What is lit, as offsets."""

    fuzzy: tuple[tuple[int, int], ...] = ()
    """What is lit as spelt differently."""

    marks: tuple[Marked, ...] = ()
    """Highlights."""


@dataclass(frozen=True, slots=True)
class _Seen:
    """A part of a document, laid out."""

    document: Document
    start: int
    """Where the part begins."""

    rows: Layout
    blocks: tuple[Span, ...]


class Preview(Screen[Any]):
    """The part of a screen that shows where a passage of its list stands."""

    session: Session
    _seen_part: _Seen | None = None
    _wanted: Passage | None = None

    @property
    def has_preview(self) -> bool:
        """Whether there is room for it."""
        raise NotImplementedError

    def preview(self, passage: Passage | None) -> None:
        """Show a passage, or nothing."""
        self._wanted = passage
        if passage is None:
            self._seen_part = None
            view = self.query_one("#preview", TextView)
            view.load(view.laid_out(""))
            self.query_one("#preview-title", Line).show([])
        elif self.has_preview:
            self._read_passage(passage, self._seen_part)

    @work(thread=True, exclusive=True, group="preview")
    def _read_passage(self, passage: Passage, seen: _Seen | None) -> None:
        if seen is None or seen.document.name != passage.name:
            try:
                document = self.session.read(passage.name)
            except DocumentError as error:
                self.app.call_from_thread(self._say_why_not, passage, str(error))
                return
        else:
            document = seen.document
        start, end = around(document.text, passage.position)
        if seen is None or seen.document is not document or seen.start != start:
            rows = self.query_one("#preview", TextView).laid_out(
                document.text[start:end], (document.body_start - start,)
            )
            blocks = [(max(0, low - start), high - start, kind) for low, high, kind in block_spans(document)]
            seen = _Seen(
                document, start, rows, tuple(block for block in blocks if block[1] > 0 and block[0] < end - start)
            )
        if not get_current_worker().is_cancelled:
            self.app.call_from_thread(self._show_passage, passage, seen)

    def _say_why_not(self, passage: Passage, reason: str) -> None:
        if passage is self._wanted and self.is_attached:
            view = self.query_one("#preview", TextView)
            view.load(view.laid_out(""))
            self._seen_part = None
            self.query_one("#preview-title", Line).show([(f"{passage.name}: {reason}", "warning")])

    def _show_passage(self, passage: Passage, seen: _Seen) -> None:
        if passage is not self._wanted or not self.is_attached:
            return
        view = self.query_one("#preview", TextView)
        if seen is not self._seen_part:
            self._seen_part = seen
            view.load(seen.rows)
            view.show_mentions(seen.blocks)
            self.query_one("#preview-title", Line).show([(seen.document.title, "strong")])
        start, end = seen.start, seen.start + len(view.text)
        view.show_highlights(
            [
                replace(mark, start=mark.start - start, end=mark.end - start)
                for mark in passage.marks
                if start <= mark.start < mark.end <= end
            ]
        )
        exact, fuzzy = (
            [(low - start, high - start) for low, high in spans if start <= low < high <= end]
            for spans in (passage.exact, passage.fuzzy)
        )
        view.show_hits(exact + fuzzy, fuzzy=fuzzy)
        view.jump(min(len(view.text), max(0, passage.position - start)))


def around(text: str, offset: int) -> tuple[int, int]:
    """Return the part of a text around an offset that is shown: all of a short one, else whole lines where there are any."""
    if len(text) <= 3 * _AROUND:
        return 0, len(text)
    # the same part for neighbouring passages, so that it need not be laid out anew for each
    start = max(0, offset - offset % _AROUND - _AROUND)
    end = min(len(text), start + 3 * _AROUND)
    return (text.rfind("\n", max(0, start - _AROUND), start) + 1 or start) if start else 0, end
