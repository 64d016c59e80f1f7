"""Highlights as tables: for spreadsheets, and for Readwise, which takes quotes as they are."""

from datetime import datetime
from pathlib import Path
from typing import Final

from reader.export.citation import paragraph_number
from reader.export.markdown import KINDS, Source, dates_in, entities_in
from reader.export.marked import MarkedDocument
from reader.export.tables import table_csv
from reader.notebook import Placed
from reader.text.safety import safe_line

COLUMNS: Final = (
    "id",
    "document",
    "title",
    "published",
    "status",
    "quote",
    "note",
    "tags",
    "colour",
    "start",
    "end",
    "paragraph",
    "page",
    "dates",
    *KINDS.values(),
    "created",
    "modified",
)
READWISE: Final = ("Highlight", "Title", "Author", "URL", "Note", "Location", "Date")

RAW: Final = "quotes are written raw, as Readwise wants them; do not open this table in a spreadsheet"
"""What a person is told who asks for the table for Readwise."""

_DOUBT: Final = {"review": "probably moved, not checked", "orphan": "no longer found in its source"}


def marks_csv(documents: list[MarkedDocument], root: Path) -> str:  # noqa: ARG001 (every format is called alike)
    """Return highlights as a table with a header line; no cell is taken for a formula by a spreadsheet.

    Where one does not stand with certainty, its words and its place are those of the text that it was made in.
    """
    return table_csv(COLUMNS, (_row(marked, mark) for marked in documents for mark in marked.placed), keeps_lines=True)


def readwise_csv(documents: list[MarkedDocument], root: Path) -> str:  # noqa: ARG001 (as above)
    """Return highlights as the table that Readwise takes over, raw: in a spreadsheet it could run formulas."""
    rows = (_readwise_row(marked, mark) for marked in documents for mark in marked.placed)
    return table_csv(READWISE, rows, keeps_lines=True, is_raw=True)


def quoted(marked: MarkedDocument, mark: Placed) -> tuple[str, int, int]:
    """Return the words of a highlight and where they stand, in the present text only where that is certain."""
    anchor, placement = mark.highlight.anchor, mark.placement
    if marked.document is not None and placement.status == "certain":
        return marked.document.text[placement.start : placement.end], placement.start, placement.end
    return anchor.exact, anchor.start, anchor.end


def _row(marked: MarkedDocument, mark: Placed) -> tuple[object, ...]:
    highlight, document = mark.highlight, marked.document
    words, start, end = quoted(marked, mark)
    is_certain = document is not None and mark.placement.status == "certain"
    source = Source(marked)
    entities = entities_in(source, mark)
    return (
        highlight.id,
        safe_line(marked.name),
        document.title if document else None,
        document.published.day if document and document.published else None,
        mark.placement.status,
        words,
        highlight.note,
        "; ".join(highlight.tags),
        highlight.colour,
        start,
        end,
        paragraph_number(document, start) if document and is_certain else None,
        document.page_of(start) if document and is_certain else None,
        "; ".join(dict.fromkeys(value for _phrase, value in dates_in(source, mark))),
        *("; ".join(name for name, kind in entities if kind == wanted) for wanted in KINDS),
        highlight.created,
        highlight.modified,
    )


def _readwise_row(marked: MarkedDocument, mark: Placed) -> tuple[object, ...]:
    highlight, document, status = mark.highlight, marked.document, mark.placement.status
    words, start, _end = quoted(marked, mark)
    doubt = f"({_DOUBT[status]})" if status in _DOUBT else ""
    return (
        words,
        (document.title if document else "") or safe_line(marked.name),
        None,
        None,
        "\n\n".join(filter(None, (highlight.note, doubt))),
        None if doubt or document is None else document.page_of(start) or start,
        _seconds(highlight.created),
    )


def _seconds(time: str) -> str:
    return datetime.fromisoformat(time).isoformat(timespec="seconds").replace("+00:00", "Z") if time else ""
