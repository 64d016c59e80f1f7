"""Where data and narration go."""

import json
import sys
from collections.abc import Iterable, Sequence
from typing import Any, Final

from reader.text.safety import safe_line, safe_text

DONE: Final = 0
NOTHING: Final = 1
WRONG: Final = 2


class CommandError(Exception):
    """A command cannot do what was asked; the message says what happened and what to do."""


def emit(text: str) -> None:
    """Write a line of data."""
    sys.stdout.write(safe_text(text) + "\n")


def emit_json(data: object) -> None:
    """Write data as JSON, on one line for a pipe and laid out for a person."""
    terminal = sys.stdout.isatty()
    text = json.dumps(data, ensure_ascii=terminal, indent=2 if terminal else None)
    sys.stdout.write(text.encode("utf-8", "backslashreplace").decode("utf-8") + "\n")


def narrate(text: str) -> None:
    """Say something about the work, not part of its data."""
    sys.stderr.write(f"reader: {safe_line(text)}\n")


def emit_table(rows: Iterable[Sequence[str]], *, right: Sequence[int] = ()) -> None:
    """Write rows in columns as wide as their widest cell; the last column is left as it is."""
    from rich.cells import cell_len  # noqa: PLC0415 (only tables need it)

    table = [[safe_line(cell) for cell in row] for row in rows]
    if not table:
        return
    widths = [max(cell_len(row[at]) for row in table) for at in range(len(table[0]))]
    for row in table:
        cells = []
        for at, cell in enumerate(row):
            padding = " " * (widths[at] - cell_len(cell))
            last = at == len(row) - 1
            cells.append(padding + cell if at in right else cell if last else cell + padding)
        emit("  ".join(cells).rstrip())


def mention_json(mention: Any, **more: object) -> dict[str, object]:  # noqa: ANN401 (either kind of mention)
    """Return an entity mention as JSON data."""
    return {"start": mention.start, "end": mention.end, "text": mention.text, "type": mention.kind, **more}


def date_json(mention: Any) -> dict[str, object]:  # noqa: ANN401 (imported where dates are)
    """Return a date mention as JSON data, its readings included."""
    first, last = (day.isoformat() for day in mention.interval) if mention.interval else (None, None)
    return {
        "start": mention.start,
        "end": mention.end,
        "text": mention.text,
        "type": mention.kind.upper(),
        "value": mention.value,
        "first": first,
        "last": last,
        "precision": mention.reading.precision,
        "rule": mention.reading.rule,
        "reckoned_from": mention.reckoned_from.isoformat() if mention.reckoned_from else None,
        "alternatives": [{"value": reading.value, "rule": reading.rule} for reading in mention.alternatives],
    }
