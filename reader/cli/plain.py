"""Pages of the documentation as plain text that a terminal or a screen reader can do something with."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from rich.cells import cell_len

from reader.app.layout import Layout
from reader.documents.formats import markdown
from reader.documents.model import Parsed

_FENCE: Final = re.compile(r"^( *)(```+)")
_COMMENT: Final = re.compile(r"<!--.*?-->\n?", re.DOTALL)
_PICTURE: Final = re.compile(r"!\[[^\]]*\]\([^)]*\)\n?")
_LINK: Final = re.compile(r"\[([^\]]+)\]\(([^)\s]+)\)")
_PAGE: Final = re.compile(r"([\w-]+)\.md(?:#[\w-]*)?")
_RULE: Final = re.compile(r"\|[\s:|-]+\|")
_CELL: Final = re.compile(r"(?<!\\)\|")
_SIGNS: Final = {"code": ("`", "`"), "emphasis": ("“", "”")}
"""What stands around what is set apart, as the pages use it: what is typed, and what is quoted."""

_GAP: Final = "  "
_INDENT: Final = "    "


def plain(page: str, width: int) -> str:
    """Return a page of Markdown as plain text, wrapped to so many cells; examples are left as they are."""
    page = _PICTURE.sub("", _COMMENT.sub("", page))
    parts = [_part(kind, lines, width) for kind, lines in _parts(page.split("\n"))]
    return "\n\n".join(part for part in parts if part)


def _parts(lines: Sequence[str]) -> Iterator[tuple[str, list[str]]]:
    """Cut a page into examples, tables and what stands between them."""
    kind, part, fence, indent = "prose", list[str](), "", ""
    for line in lines:
        opening = _FENCE.match(line)
        if fence:
            if line.strip() == fence:
                yield "example", part
                kind, part, fence = "prose", [], ""
            else:
                part.append(line.removeprefix(indent))
            continue
        now = "example" if opening else "table" if line.startswith("|") else "prose"
        if now != kind:
            yield kind, part
            kind, part = now, []
        if opening:
            indent, fence = opening.groups()
        else:
            part.append(line)
    yield kind, part


def _part(kind: str, lines: list[str], width: int) -> str:
    if kind == "example":
        return "\n".join(f"{_INDENT}{line}".rstrip() for line in lines)
    if kind == "table":
        return _table([_cells(line) for line in lines if not _RULE.fullmatch(line)], width)
    return _prose("\n".join(lines), width)


def _prose(source: str, width: int) -> str:
    parsed = _read(source)
    text = _with_signs(parsed, width).rstrip("\n")
    return "\n".join(line for paragraph in text.split("\n") for line in _wrapped(paragraph, width))


def _read(source: str) -> Parsed:
    return markdown.parse(_LINK.sub(_link, source).encode())


def _link(match: re.Match[str]) -> str:
    """Say where a link leads as far as a person can go there: to another page, or to an address."""
    text, target = match.groups()
    if page := _PAGE.fullmatch(target):
        return f"{text} (`reader help {page[1]}`)"
    return f"{text} ({target})" if target.startswith("https:") else text


def _with_signs(parsed: Parsed, width: int) -> str:
    """Return a text with what is typed in backticks, what is quoted in quotation marks, and its headings underlined.

    A line below a heading is at most `width` cells long.
    """
    signs = []
    for style in parsed.styles:
        before, after = _SIGNS.get(style.kind, ("", ""))
        signs += [(style.start, before), (style.end, after)]
    for block in parsed.blocks:
        if block.kind == "heading":
            heading = parsed.text[block.start : block.end].rstrip("\n")
            signs.append((block.start + len(heading), "\n" + "─" * min(cell_len(heading), width)))
    text = parsed.text
    for at, sign in sorted(signs, key=lambda each: each[0], reverse=True):
        text = text[:at] + sign + text[at:]
    return text


def _wrapped(line: str, width: int) -> list[str]:
    layout = Layout(line, width)
    return [layout.drawn(row) for row in range(len(layout))]


def _cells(line: str) -> list[str]:
    """Return the cells of a row of a table as text."""
    written = [cell.strip().replace("\\|", "|") for cell in _CELL.split(line.strip())[1:-1]]
    return [_with_signs(_read(cell), 0).strip() if cell else "" for cell in written]


def _table(rows: list[list[str]], width: int) -> str:
    """Return rows in columns, the last one wrapped where they have no room; where that leaves it none, below the first."""
    widths = [max(cell_len(row[at]) for row in rows) for at in range(len(rows[0]))]
    before = sum(wide + len(_GAP) for wide in widths[:-1])
    if before > width // 2 and before + widths[-1] > width:
        return "\n".join(_below(row, rows[0], width) for row in rows[1:])
    lines = []
    for row in rows:
        first = "".join(
            cell + " " * (wide - cell_len(cell)) + _GAP for cell, wide in zip(row, widths[:-1], strict=False)
        )
        rest = _wrapped(row[-1], max(width - before, 1))
        lines += [(first + rest[0]).rstrip(), *(" " * before + each for each in rest[1:])]
    return "\n".join(lines)


def _below(row: list[str], heads: list[str], width: int) -> str:
    """Return a row of a table as its first cell with the others below it, each after what heads its column."""
    named = [f"{head}: {cell}" if len(row) > 2 else cell for head, cell in zip(heads[1:], row[1:], strict=True) if cell]
    lines = [line for each in named for line in _wrapped(each, width - len(_INDENT))]
    return "\n".join([*_wrapped(row[0], width), *(_INDENT + line for line in lines)])
