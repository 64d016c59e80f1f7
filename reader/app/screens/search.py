"""Search through all documents, as a person types, with a preview of the passage."""

import sqlite3
from typing import Final

from textual import events, on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Input
from textual.worker import get_current_worker

from reader.app.reading import block_spans
from reader.app.screens.results import ResultsScreen
from reader.app.session import Session
from reader.app.widgets.lines import KeyLine, Line
from reader.app.widgets.row_list import Part, Row, RowList
from reader.app.widgets.text_view import TextView
from reader.documents import Document, DocumentError
from reader.search import Hit, Results, excerpt

_EMPTY: Final = "\n  Type words; misspelt names are forgiven.\n  “Quotes” keep words together."
_PREVIEW: Final = 90
"""Cells from which on the passage is shown beside the results."""

_HEADINGS: Final = {"exact": "", "fuzzy": "Spelt differently", "partial": "Only some of the words"}


class SearchScreen(ResultsScreen[Hit]):
    """Gives the passage that was chosen, or nothing."""

    sign = "s"
    prompt = "search all documents"

    def __init__(self, session: Session) -> None:
        """Prepare to search a session's folder."""
        super().__init__(session)
        self.hits: dict[str, Hit] = {}
        self._results = Results((), ())
        self._shown: Document | None = None

    def compose(self) -> ComposeResult:
        """Put the prompt over the results and the preview."""
        yield from self.compose_prompt()
        with Horizontal(id="results-and-preview"):
            yield RowList(id="results", empty=_EMPTY)
            with Vertical(id="preview-pane"):
                yield Line(id="preview-title")
                yield TextView(id="preview")
        yield KeyLine(id="results-keys")

    def on_mount(self) -> None:
        """Leave the keys to the line."""
        self.query_one("#preview", TextView).can_focus = False

    def ask_again(self) -> None:
        """Search again for what is typed."""
        if self.typed.strip():
            self._search(self.typed)

    def chosen(self) -> Hit | None:
        """Return the hit the cursor is on, if any."""
        return self.hits.get(self.results.key)

    @on(Input.Changed, "#typed")
    def _typed(self, event: Input.Changed) -> None:
        self._search(event.value)

    @work(thread=True, exclusive=True, group="search")
    def _search(self, typed: str) -> None:
        try:
            results = self.session.searcher.search(typed)
        except sqlite3.Error as error:
            self.app.call_from_thread(self.say, [(f"the index cannot be searched: {error}", "warning")])
            return
        if not get_current_worker().is_cancelled:
            self.app.call_from_thread(self._show, typed, results)

    def _show(self, typed: str, results: Results) -> None:
        if not self.is_attached or typed != self.typed:
            return
        is_refined = results.words == self._results.words
        self._results = results
        self.hits = {f"{hit.document.row}:{hit.start}": hit for hit in results.hits}
        rows = self.results
        rows.empty = f"\n  Nothing close to “{typed.strip()}”." if results.words else _EMPTY
        self._draw_rows()
        rows.point_at(rows.key if is_refined else next(iter(self.hits), ""))
        self.say(describe(results))
        self._preview()

    def _draw_rows(self) -> None:
        self.results.show(result_rows(self._results, max(30, self.results.size.width - 4)))

    def on_resize(self, event: events.Resize) -> None:
        """Fit the passages to the new width; a narrow screen has no room for the preview."""
        self.set_class(event.size.width < _PREVIEW, "-narrow")
        self.call_after_refresh(self._draw_rows)

    @on(RowList.Moved, "#results")
    def _preview(self) -> None:
        hit = self.chosen()
        view, title = self.query_one("#preview", TextView), self.query_one("#preview-title", Line)
        if hit is None:
            view.load("")
            self._shown = None
            title.show([])
            return
        if self._shown is None or self._shown.name != hit.document.name:
            try:
                self._shown = self.session.read(hit.document.name)
            except DocumentError as error:
                view.load("")
                title.show([(f"{hit.document.name}: {error}", "warning")])
                return
            view.load(self._shown.text, (self._shown.body_start,))
            view.show_mentions(block_spans(self._shown))
            title.show([(self._shown.title, "strong")])
        view.show_hits([(match.start, match.end) for match in hit.matches])
        view.jump(hit.position)


def result_rows(results: Results, width: int) -> list[Row]:
    """Return results as rows: a heading a document, below it its passages with the matched words lit."""
    rows: list[Row] = []
    section, document = "exact", ""
    counts: dict[tuple[str, str], list[Hit]] = {}
    for hit in results.hits:
        counts.setdefault((hit.how, hit.document.name), []).append(hit)
    for (how, name), hits in counts.items():
        if how != section:
            rows += [Row((("", ""),)), Row(((f" {_HEADINGS[how]}", "guess"),))]
            section, document = how, ""
        if name != document:
            day = hits[0].document.published
            right = (str(len(hits)) if len(hits) > 1 else "", "quiet")
            rows.append(Row(((f" {hits[0].document.title}", "heading"), (f"  {day or ''}", "quiet")), right=right))
            document = name
        rows += [Row(_lit(hit, width), f"{hit.document.row}:{hit.start}") for hit in hits]
    return rows


def _lit(hit: Hit, width: int) -> tuple[Part, ...]:
    text, matches = excerpt(hit, width)
    parts: list[Part] = [("  ", "")]
    at = 0
    for match in matches:
        parts += [(text[at : match.start], ""), (text[match.start : match.end], "guess" if match.is_fuzzy else "hit")]
        at = match.end
    return (*parts, (text[at:], ""))


def describe(results: Results) -> list[Part]:
    """Return in words what was found and how the query was read."""
    if not results.hits:
        return [("nothing found", "quiet")] if results.words else []
    count = f"{len(results.hits)}{'+' if results.is_cut else ''}"
    documents = len({hit.document.row for hit in results.hits})
    parts: list[Part] = [
        (
            f"{count} {'passage' if count == '1' else 'passages'} in {documents} {'document' if documents == 1 else 'documents'}",
            "quiet",
        )
    ]
    respelt = dict.fromkeys(pair for hit in results.hits for pair in hit.respelt)
    if respelt:
        parts.append(
            ("  read also as: " + ", ".join(f"{taken} for {typed}" for typed, taken in list(respelt)[:4]), "guess")
        )
    if results.hits[0].how == "partial":
        parts.append(("  no passage has all the words", "guess"))
    return parts
