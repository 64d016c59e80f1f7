"""What a search found, for spreadsheets and as quotes with their sources."""

import os
from pathlib import Path
from typing import Final

from reader.documents import holder_of
from reader.export.escape import escape, quote, url
from reader.export.markdown import long_day
from reader.export.tables import table_csv
from reader.search.model import Hit, Results
from reader.text.safety import safe_line
from reader.text.sentences import sentence_at

_COLUMNS: Final = ("document", "title", "date", "start", "end", "how", "quote", "respelt", "copies", "passages")
_HOW: Final = {
    "exact": "",
    "fuzzy": "spelt differently",
    "apart": "words in several passages",
    "partial": "some of the words",
}


def quoted(hit: Hit) -> tuple[int, int]:
    """Return the part of a document that is worth quoting: the sentences of a passage that answer the query."""
    text, first = hit.text, hit.start
    if not hit.matches:
        return first, first + len(text)
    start = sentence_at(text, hit.matches[0].start - first)[0]
    end = sentence_at(text, max(0, hit.matches[-1].end - 1 - first))[1]
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (first + start, first + end) if start < end else (first, first + len(text))


def search_csv(results: Results) -> str:
    """Return passages as a table with a header line; no cell is taken for a formula by a spreadsheet."""

    def row(hit: Hit) -> tuple[object, ...]:
        document, (start, end) = hit.document, quoted(hit)
        words = hit.text[start - hit.start : end - hit.start]
        respelt = "; ".join(f"{taken} for {typed}" for typed, taken in hit.respelt)
        copies = "; ".join(copy.document.name for copy in hit.copies)
        return (
            document.name,
            document.title,
            document.published,
            start,
            end,
            hit.how,
            words,
            respelt,
            copies,
            results.counts.get(document.row),
        )

    return table_csv(_COLUMNS, map(row, results.hits))


def search_markdown(results: Results, query: str, root: Path, to: Path) -> str:
    """Return passages as a Markdown page of quotes, each with its source.

    Args:
        results: what was found.
        query: what was typed.
        root: the folder that was searched.
        to: the folder in which the page will be; links to the sources are relative to it.
    """
    blocks = [f"# {escape(safe_line(query))}"]
    if results.reading:
        blocks.append(f"Read as: {escape(safe_line(results.reading))}")
    blocks += [_block(hit, root, to) for hit in results.hits]
    return "\n\n".join(blocks) + "\n"


def _block(hit: Hit, root: Path, to: Path) -> str:
    document, (start, end) = hit.document, quoted(hit)
    words = quote(hit.text[start - hit.start : end - hit.start])
    link = url(Path(os.path.relpath(holder_of(root / document.name), to.absolute())).as_posix())
    origin = [f"[{escape(safe_line(document.title or document.name))}]({link})"]
    if document.published:
        origin.append(long_day(document.published))
    origin.append(f"characters {start}–{end}")
    if hit.how != "exact":
        respelt = ", ".join(f"{taken} for {typed}" for typed, taken in hit.respelt)
        origin.append(escape(safe_line(f"{_HOW[hit.how]}{f': {respelt}' if respelt else ''}")))
    if hit.copies:
        names = ", ".join(escape(safe_line(copy.document.name)) for copy in hit.copies)
        origin.append(f"also in {names}")
    return f"{words}\n>\n> — {', '.join(origin)}"
