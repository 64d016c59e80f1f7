"""Tables for spreadsheets, which take care that no cell is taken for a formula."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from typing import Final

from reader.text.safety import safe_line, safe_text

_FORMULA: Final = re.compile("'*[=+\\-@\t\r\0]")
"""What a spreadsheet takes for a formula, and what this program writes for it, so that the one is told from the other."""


def table_csv(
    columns: Sequence[str], rows: Iterable[Sequence[object]], *, keeps_lines: bool = False, is_raw: bool = False
) -> str:
    """Return a table with a header line (RFC 4180); `None` is an empty cell.

    Args:
        columns: their names.
        rows: what stands in them.
        keeps_lines: leave line breaks in cells rather than make a space of them.
        is_raw: leave a cell as it is though a spreadsheet takes it for a formula; for programs that are none.
    """
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(columns)
    safe = safe_text if keeps_lines else safe_line
    harmless = str if is_raw else _harmless
    for row in rows:
        writer.writerow(["" if cell is None else harmless(safe(str(cell))) for cell in row])
    return out.getvalue()


def as_written(cell: str) -> str:
    """Return what a cell held before it was kept from being taken for a formula."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell, 1) else cell


def _harmless(cell: str) -> str:
    """Keep a spreadsheet from taking a cell for a formula (CWE-1236)."""
    return f"'{cell}" if _FORMULA.match(cell) else cell
