"""Rows of tables and lines of JSON: the column of text, with the others as a header above it."""

import json
from collections.abc import Iterable, Mapping
from typing import Any, Final

from reader.documents.building import TextBuilder, one_line
from reader.documents.columns import Columns
from reader.documents.decoding import characters
from reader.documents.model import DocumentError, Parsed

_TEXT: Final = "text body content article story full_text fulltext article_text message transcript post description abstract".split()  # fmt: skip
_TITLE: Final = "title headline subject name heading".split()
_DAY: Final = (
    "date published published_at publication_date pub_date pubdate published_date publish_date datetime created_at created "
    "timestamp time"
).split()
_AUTHOR: Final = "author authors byline creator by user username from sender".split()
_LANGUAGE: Final = "language lang".split()

_PROSE: Final = 60
"""Characters from which on what stands in a column without a telling name is a text."""

_LONGEST: Final = 300
"""Characters of another column that are shown."""

_GUESSED: Final = Columns()


def parse(data: bytes, said: Columns = _GUESSED) -> Parsed:
    """Return a row, given as an object of JSON.

    Args:
        data: the row.
        said: which of its columns hold what, as far as a person said so.

    Raises:
        DocumentError: it is none, or there is no text in it.
    """
    cells, warnings = cells_of(data)
    column = text_column(cells, said)
    if column is None:
        raise DocumentError("no text in this row")
    builder = TextBuilder()
    header = [
        f"{one_line(name)}: {one_line(said)[:_LONGEST]}"
        for name, said in cells.items()
        if name != column and said.strip()
    ]
    if header:
        builder.add("\n".join(header), "metadata")
    builder.add(cells[column].strip("\n"))
    return builder.parsed(_metadata(cells, column, said), warnings)


def cells_of(data: bytes) -> tuple[dict[str, str], tuple[str, ...]]:
    """Return what stands in each column of a row, and what has to be said about its characters.

    Raises:
        DocumentError: it is no object of JSON.
    """
    text, warnings = characters(data.strip())
    try:
        row = json.loads(text, strict=False)
    except (ValueError, RecursionError):
        row = None
    if not isinstance(row, dict):
        raise DocumentError("no row: this line is not an object of JSON")
    return {str(name): _written(value) for name, value in row.items()}, warnings


def text_column(cells: Mapping[str, str], said: Columns = _GUESSED) -> str | None:
    """Return the name of the column that holds the text: as said, by its name, else the longest that reads like one."""
    if said.text:
        return said.text if cells.get(said.text, "").strip() else None
    if column := _named(cells, _TEXT):
        return column
    longest = max(cells, key=lambda name: len(cells[name]), default=None)
    if longest is None or len(cells[longest]) < _PROSE or " " not in cells[longest].strip():
        return None
    return longest


def names_a_text(columns: Iterable[str]) -> bool:
    """Tell whether one of some columns is named as one that holds the text usually is."""
    return not {_usual(name) for name in columns}.isdisjoint(_TEXT)


def _named(cells: Mapping[str, str], names: list[str]) -> str | None:
    """Return the first column with one of these names in which something stands."""
    known = {_usual(name): name for name in cells if cells[name].strip()}
    return next((known[name] for name in names if name in known), None)


def _usual(name: str) -> str:
    return name.strip().casefold().replace(" ", "_").replace("-", "_")


def _metadata(cells: Mapping[str, str], text: str, said: Columns) -> dict[str, str]:
    others = {name: said for name, said in cells.items() if name != text}
    found = {}
    for key, names in (("title", _TITLE), ("author", _AUTHOR), ("language", _LANGUAGE), ("date", _DAY)):
        given = getattr(said, key)
        if column := (given if others.get(given, "").strip() else None) if given else _named(others, names):
            found[key] = one_line(cells[column])[:_LONGEST]
            if key == "date":
                found["date_how"] = f"column “{one_line(column)}”"
    return found


def _written(value: Any) -> str:  # noqa: ANN401 (whatever JSON holds)
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, list) and all(isinstance(each, str | int | float) for each in value):
        return ", ".join(map(str, value))
    return json.dumps(value, ensure_ascii=False)
