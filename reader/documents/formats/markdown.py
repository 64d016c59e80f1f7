"""Markdown: front matter as it stands, then readable text; headings, lists, quotes, code and styles are told apart."""

import re
from typing import Final

from reader.documents.decoding import decode
from reader.documents.model import Block, BlockKind, Parsed

_FRONT_MATTER: Final = re.compile(r"---[ \t]*\n(.*?)(?:\n)(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_FRONT_LIMIT: Final = 20_000
_ENTRY: Final = re.compile(r"([A-Za-z][\w -]*?)[ \t]*:[ \t]*(.*)")
_LINE: Final = re.compile(
    r"^(?:(?P<fence>[ ]{0,3}(?:```|~~~).*)|(?P<level>#{1,6})[ \t]+(?P<heading>[^\s#].*)|(?P<quote>[ ]{0,3}>.*)"
    r"|(?P<list_item>[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+\S.*))$",
    re.MULTILINE,
)
_COSTLY: Final = {"\n": 5, "[": 4, "!": 3} | dict.fromkeys("*_`]<>&\\~|^%", 1)
"""Characters at which the parser has to look what they mean, and about how long that takes, some microseconds being one."""
_MOST: Final = 500_000
"""How much of that a document may cost, so that none takes longer than some seconds."""
_AS_WRITTEN: Final = "too long or too deep to be laid out: shown as it is written, with the marks of Markdown"


def parse(data: bytes) -> Parsed:
    """Return a Markdown text without its marks; one that would take too long is returned as it stands.

    Raises:
        DocumentError: the bytes are no text.
    """
    source, warnings = decode(data)
    metadata: dict[str, str] = {}
    start = 0
    if match := _FRONT_MATTER.match(source[:_FRONT_LIMIT]):
        metadata = front_matter(match[1])
        start = match.end()
    cost = sum(weight * source.count(character) for character, weight in _COSTLY.items())
    parsed = _rendered(source, start) if cost <= _MOST else None
    if parsed is None:
        return Parsed(source, _outline(source, start), metadata, warnings=(*warnings, _AS_WRITTEN))
    return Parsed(parsed.text, parsed.blocks, metadata, warnings=warnings, styles=parsed.styles)


def front_matter(source: str) -> dict[str, str]:
    """Return the entries of a front matter that stand on one line each; anything nested is left alone."""
    entries = (_ENTRY.fullmatch(line.rstrip()) for line in source.split("\n"))
    return {entry[1].casefold(): entry[2].strip("\"'") for entry in entries if entry}


def _rendered(source: str, start: int) -> Parsed | None:
    """Return what comes after the front matter as readable text; `None` where it is beyond what the parser can do."""
    from reader.documents.building import TextBuilder  # noqa: PLC0415 (folders of plain text need none of these)
    from reader.documents.commonmark import NESTING, tokens  # noqa: PLC0415
    from reader.documents.rendering import Rendering  # noqa: PLC0415

    try:
        found = tokens(source[start:])
    except RecursionError:
        return None
    if any(token.level >= NESTING - 1 for token in found):
        return None
    builder = TextBuilder()
    front = source[:start].rstrip("\n")
    if front:
        builder.add(front)
    Rendering(builder).take(found)
    parsed = builder.parsed({})
    blocks = (Block("metadata", 0, len(front) + 1), *parsed.blocks) if front else parsed.blocks
    return Parsed(parsed.text, blocks, styles=parsed.styles)


def _outline(text: str, start: int) -> tuple[Block, ...]:
    """Return the blocks of a text as it is written."""
    blocks = [Block("metadata", 0, start)] if start else []
    fence: re.Match[str] | None = None
    for line in _LINE.finditer(text, start):
        kind = line.lastgroup
        if kind == "fence":
            if fence is not None:
                blocks.append(Block("code", fence.start(), line.end()))
            fence = None if fence is not None else line
        elif fence is None and kind is not None:
            blocks.append(Block(_kind(kind), line.start(kind), line.end(kind), len(line["level"] or "")))
    return tuple(blocks)


def _kind(name: str) -> BlockKind:
    match name:
        case "heading" | "quote" | "list_item":
            return name
        case _:
            return "code"
