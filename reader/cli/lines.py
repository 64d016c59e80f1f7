"""Lines of a concordance, of a name or of a search, as they are printed."""

from reader.corpus.kwic import InContext
from reader.text.safety import safe_line

_AROUND = 40
"""Characters before and after that a row shows."""


def line_row(line: InContext) -> tuple[str, ...]:
    """Return a line as a row of a table: its day, its place, and the words in the middle of what stands around them."""
    document = line.document
    day, where = str(document.published or "no date"), f"{safe_line(document.name)}:{line.start}"
    return day, where, line.before[-_AROUND:], line.text, line.after[:_AROUND].strip()


def line_json(line: InContext) -> dict[str, object]:
    """Return a line for programs."""
    document = line.document
    return {
        "document": safe_line(document.name),
        "title": document.title,
        "date": document.published.isoformat() if document.published else None,
        "start": line.start,
        "end": line.end,
        "before": line.before,
        "text": line.text,
        "after": line.after,
    }
