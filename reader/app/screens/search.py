"""Search through all documents, as a person types, with a preview of the passage."""

import sqlite3
from typing import ClassVar, Final

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.screen import Screen
from textual.widgets import Input, Label
from textual.worker import get_current_worker

from reader.app.actions import bindings
from reader.app.reading import block_spans
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


class SearchScreen(Screen[Hit | None]):
    """Gives the passage that was chosen, or nothing."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("results")]

    def __init__(self, session: Session) -> None:
        """Prepare to search a session's folder."""
        super().__init__()
        self.session = session
        self.hits: dict[str, Hit] = {}
        self._results = Results((), ())
        self._seen = session.progress.done
        self._shown: Document | None = None

    def compose(self) -> ComposeResult:
        """Put the prompt over the results and the preview."""
        with Horizontal(id="prompt"):
            yield Label(" s ", markup=False)
            yield Input(placeholder="search all documents", id="search-input")
        yield Line(id="reading-of-query")
        with Horizontal(id="results-and-preview"):
            yield RowList(
                id="results", empty="\n  Type words; misspelt names are forgiven.\n  “Quotes” keep words together."
            )
            with Vertical(id="preview-pane"):
                yield Line(id="preview-title")
                yield TextView(id="preview")
        yield KeyLine(id="results-keys")

    def on_mount(self) -> None:
        """Take the keys."""
        self.query_one("#preview", TextView).can_focus = False
        self.query_one("#results", RowList).can_focus = False
        self.query_one(Input).focus()
        self.set_interval(1.0, self._look_again)
        self.query_one("#results-keys", KeyLine).show_keys(
            [
                ("↑ ↓", "choose", ""),
                ("PgUp PgDn", "page", ""),
                ("enter", "open", "open_result"),
                ("esc", "back", "close"),
            ]
        )

    def _look_again(self) -> None:
        """While documents are still being indexed, ask again; the chosen result stays chosen."""
        progress = self.session.progress
        if (self._seen != progress.done) and self.query_one(Input).value.strip():
            self._search(self.query_one(Input).value)
        self._seen = progress.done

    @on(Input.Changed, "#search-input")
    def _typed(self, event: Input.Changed) -> None:
        self._search(event.value)

    @work(thread=True, exclusive=True, group="search")
    def _search(self, typed: str) -> None:
        try:
            results = self.session.searcher.search(typed)
        except sqlite3.Error as error:
            message = f" the index cannot be searched: {error}"
            self.app.call_from_thread(self.query_one("#reading-of-query", Line).show, [(message, "warning")])
            return
        if not get_current_worker().is_cancelled:
            self.app.call_from_thread(self._show, typed, results)

    def _show(self, typed: str, results: Results) -> None:
        if not self.is_attached or typed != self.query_one(Input).value:
            return
        is_refined = results.words == self._results.words
        self._results = results
        self.hits = {f"{hit.document.row}:{hit.start}": hit for hit in results.hits}
        rows = self.query_one("#results", RowList)
        rows.empty = f"\n  Nothing close to “{typed.strip()}”." if results.words else _EMPTY
        self._draw_rows()
        rows.point_at(rows.key if is_refined else next(iter(self.hits), ""))
        self.query_one("#reading-of-query", Line).show([(" ", ""), *describe(results)], self._coverage())
        self._preview()

    def _coverage(self) -> list[Part]:
        progress = self.session.progress
        if progress.done == progress.total:
            return []
        return [(f"still indexing, {progress.done:,} of {progress.total:,} ", "guess")]

    def _draw_rows(self) -> None:
        rows = self.query_one("#results", RowList)
        rows.show(result_rows(self._results, max(30, rows.size.width - 4)))

    def on_resize(self, event: events.Resize) -> None:
        """Fit the passages to the new width; a narrow screen has no room for the preview."""
        self.set_class(event.size.width < _PREVIEW, "-narrow")
        self.call_after_refresh(self._draw_rows)

    def _preview(self) -> None:
        hit = self.hits.get(self.query_one("#results", RowList).key)
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

    def action_results_down(self) -> None:
        """Choose the next result."""
        self._step(1)

    def action_results_up(self) -> None:
        """Choose the result before."""
        self._step(-1)

    def action_results_page_down(self) -> None:
        """Go one page on."""
        self._step(max(1, self.query_one("#results").size.height - 1))

    def action_results_page_up(self) -> None:
        """Go one page back."""
        self._step(-max(1, self.query_one("#results").size.height - 1))

    def _step(self, count: int) -> None:
        self.query_one("#results", RowList).step(count)

    @on(RowList.Moved, "#results")
    def _moved(self) -> None:
        self._preview()

    @on(RowList.Chosen, "#results")
    @on(Input.Submitted, "#search-input")
    def action_open_result(self) -> None:
        """Open the chosen passage."""
        if hit := self.hits.get(self.query_one("#results", RowList).key):
            self.dismiss(hit)

    def action_close(self) -> None:
        """Go back to where the person was."""
        self.dismiss(None)

    async def action_perform(self, action_id: str) -> None:
        """Do an action by its id, as from the footer."""
        await self.run_action(action_id)


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
