"""What a search found, arranged for reading: rows, and in words how the query was read and what answers it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from reader.app.alike import of_one_title, told_apart
from reader.app.keys import with_keys
from reader.app.widgets.parts import Part
from reader.app.widgets.row_list import Row
from reader.search import model
from reader.search.concordance import HitLine
from reader.search.model import Hit, Match, Results, excerpt
from reader.text.counting import counted
from reader.text.safety import safe_line

Order = Literal["relevance", "newest", "oldest", "left", "right"]
ORDER_NAMES: Final[dict[Order, str]] = {
    "relevance": "best first",
    "newest": "newest first",
    "oldest": "oldest first",
    "left": "by what stands before",
    "right": "by what stands after",
}
LINE_ORDERS: Final[tuple[Order, ...]] = ("left", "right")
"""Orders in which every place is a line of its own, a concordance."""

ASKED: Final[dict[Order, model.Order]] = {
    "relevance": "relevance",
    "newest": "newest",
    "oldest": "oldest",
    "left": "relevance",
    "right": "relevance",
}
"""The order in which the passages are asked for; lines are sorted after that."""

_COUNT: Final = 4
"""Cells for how many passages a document has."""

_HEADINGS: Final = {
    "exact": "",
    "fuzzy": "Spelt differently",
    "apart": "All the words, in different passages of a document",
    "partial": "Only some of the words",
}

_GRAMMAR: Final = (
    ("rana visa", "both words, in any order; misspelt ones are forgiven"),
    ("“supreme court”", "side by side; “rana visa”~5 near each other"),
    ("rana OR headley", "either; -word leaves out; ( ) group"),
    ("extradit*", "begins so; word~ is spelt in another way, too"),
    ("person: org: place:", "named in the passage; title: path: tag: note:"),
    ("date:2024-11..", "documents of these days; when:2008 speaks of them"),
    ("has:note is:unread", "what you noted, or have not read yet"),
)
"""What can be typed, as an empty line shows it."""


@dataclass(frozen=True, slots=True)
class SearchState:
    """A search as it was left: what a person comes back to."""

    typed: str
    order: Order
    is_folded: bool
    limit: int
    key: str
    """The chosen row."""

    marked: frozenset[str]


def hit_key(hit: Hit) -> str:
    """Return what the row of a passage stands for."""
    return f"{hit.document.row}:{hit.start}"


def result_rows(results: Results, width: int) -> list[Row]:
    """Return results as rows: a heading a document, below it its passages with the matched words lit."""
    rows: list[Row] = []
    section, document = "exact", ""
    groups: dict[tuple[str, str], list[Hit]] = {}
    for hit in results.hits:
        groups.setdefault((hit.how, hit.document.name), []).append(hit)
    twins = of_one_title((hit.document.title, hit.document.name) for hit in results.hits)
    for (how, name), hits in groups.items():
        if how != section:
            rows += [Row((("", ""),))] if rows else []
            rows.append(Row(((" ", ""), (_HEADINGS[how], "guess"))))
            section, document = how, ""
        if name != document:
            rows.append(_heading(results, hits, width if hits[0].document.title in twins else 0))
            document = name
        rows += [_row(hit, width) for hit in hits]
    return rows


def _heading(results: Results, hits: Sequence[Hit], room: int) -> Row:
    """Return what stands over passages; where `room` is given, the path of the document stands beside its title."""
    document = hits[0].document
    there = max(len(hits), results.counts.get(document.row, 0) if hits[0].how == "exact" else 0)
    count = f"{len(hits):,} of {there:,}" if there > len(hits) else f"{there:,}" if there > 1 else ""
    title, path = (
        told_apart(document.title, document.name, room - len("  2000-01-01") - _COUNT - 4)
        if room
        else (document.title, "")
    )
    where = f"  {path}" if path else ""
    right = f"  {document.published or ''}{count:>{_COUNT}}" if document.published or count else ""
    return Row(((f" {title}", "heading"), (where, "quiet")), right=(right, "quiet"))


def _row(hit: Hit, width: int) -> Row:
    copies = f"+{counted(len(hit.copies), 'copy', 'copies')}" if hit.copies else ""
    text, matches = excerpt(hit, width - len(copies))
    parts: list[Part] = []
    at = 0
    for match in matches:
        parts += [(text[at : match.start], ""), (text[match.start : match.end], "guess" if match.is_fuzzy else "hit")]
        at = match.end
    return Row((*parts, (text[at:], "")), hit_key(hit), (copies, "quiet"))


def hit_of(line: HitLine) -> Hit:
    """Return the hit of a line, as found at that place alone."""
    return replace(line.hit, matches=(Match(line.start, line.end, line.is_fuzzy),), copies=())


def nearby_rows(results: Results, typed: str) -> list[Row]:
    """Return what can be searched for instead where nothing is close to a query."""
    rows = [Row(((f" Nothing close to “{typed.strip()}”.", ""),)), Row((("", ""),))]
    if results.nearby:
        rows.append(Row(((" Without one of the words", "heading"), ("  enter takes it", "quiet"))))
    for query, count in results.nearby:
        rows.append(Row((("  ", ""), (query, "strong")), f"type:{query}", (counted(count, "passage"), "quiet")))
    if not results.nearby and (word := typed.strip().partition(" ")[0]).isalpha():
        rows.append(Row(((f" {word[: max(3, len(word) // 2)]}* finds every word that begins so.", "quiet"),)))
    return rows


def start_rows(kept: Sequence[str], lately: Sequence[str], width: int) -> list[Row]:
    """Return what an empty line shows: searches that are kept, those of lately, and what can be typed."""
    rows: list[Row] = []
    for heading, hint, searches in (("Saved", "", kept), ("Lately", with_keys("{search_forget} forgets"), lately)):
        if searches:
            rows += [Row((("", ""),))] if rows else []
            rows.append(Row(((f" {heading}", "heading"),), right=(hint, "quiet")))
            rows += [Row((("  ", ""), (typed, "")), f"{heading.lower()}:{typed}") for typed in searches]
    rows += [Row((("", ""),))] if rows else []
    rows.append(Row(((" What can be typed", "heading"),)))
    examples = max(len(example) for example, _meaning in _GRAMMAR) + 2
    for example, meaning in _GRAMMAR:
        shown = f"{example:<{examples}}" if width >= examples + 20 else f"{example}  "
        rows.append(Row((("  ", ""), (shown, "strong"), (meaning, "quiet"))))
    return rows


def describe(results: Results, order: Order, *, is_folded: bool, lines: Sequence[HitLine] = ()) -> list[Part]:
    """Return in words how much was found, and in which order it is listed, be it as lines."""
    if not results.hits:
        return [("nothing found", "quiet")] if results.words or results.problems or results.reading else []
    if lines:
        return _describe_lines(results, order, lines)
    shown = len(results.hits)
    total = max(results.total or 0, shown)
    passages = f"{shown:,}+ passages" if results.is_cut else counted(total, "passage")
    count = f"{shown:,} of {counted(total, 'passage')}" if total > shown else passages
    documents = len({hit.document.row for hit in results.hits})
    parts: list[Part] = [(f"{count} in {counted(documents, 'document')}", "")]
    parts.append((f" · {ORDER_NAMES[order]}", "quiet"))
    return [*parts, (" · copies folded", "quiet")] if is_folded else parts


def _describe_lines(results: Results, order: Order, lines: Sequence[HitLine]) -> list[Part]:
    documents = len({line.document.row for line in lines})
    parts: list[Part] = [(f"{counted(len(lines), 'line')} in {counted(documents, 'document')}", "")]
    parts.append((f" · {ORDER_NAMES[order]}", "quiet"))
    if results.is_cut:
        parts.append((f" · of the best {counted(len(results.hits), 'passage')}", "guess"))
    if len({hit.how for hit in results.hits}) > 1:
        parts.append((" · as typed only", "quiet"))
    return parts


def describe_line(line: HitLine) -> list[Part]:
    """Return in which document a line stands."""
    day = str(line.document.published) if line.document.published else "no date"
    return [(line.document.title, ""), (f" · {day} · {line.document.name}", "quiet")]


def notes(results: Results) -> list[Part]:
    """Return in words what was wrong with the query, how it was read, and what was taken for its words."""
    parts: list[Part] = []
    if results.problems:
        parts.append(("; ".join(results.problems), "warning"))
    if results.reading:
        parts.append((f"read as: {results.reading}", "guess"))
    respelt = dict.fromkeys(pair for hit in results.hits for pair in hit.respelt)
    if respelt:
        pairs = ", ".join(f"{taken} for {typed}" for typed, taken in list(respelt)[:4])
        parts.append((f"read also as: {pairs}{'…' if len(respelt) > 4 else ''}", "guess"))
    if results.hits and results.hits[0].how == "partial":
        parts.append(("no passage has all the words", "guess"))
    return [part for at, each in enumerate(parts) for part in ((("  ·  ", "quiet"), each) if at else (each,))]


def shown(typed: str) -> str:
    """Return a query as it may be shown in the middle of a sentence."""
    line = safe_line(typed).strip()
    return line if len(line) <= 40 else f"{line[:39]}…"
