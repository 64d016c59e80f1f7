"""Markdown: front matter, then the text as written, with its headings, lists, quotes and code told apart."""

import re
from typing import Final

from reader.documents.decoding import decode
from reader.documents.model import Block, BlockKind, Parsed

_FRONT_MATTER: Final = re.compile(r"---[ \t]*\n(.*?)(?:\n)(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_FRONT_LIMIT: Final = 20_000
_ENTRY: Final = re.compile(r"([A-Za-z][\w -]*?)[ \t]*:[ \t]*(.*)")
_LINE: Final = re.compile(
    r"^(?:(?P<fence>[ ]{0,3}(?:```|~~~).*)|(?P<heading>#{1,6}[ \t]+\S.*)|(?P<quote>[ ]{0,3}>.*)"
    r"|(?P<list_item>[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+\S.*))$",
    re.MULTILINE,
)


def parse(data: bytes) -> Parsed:
    """Return a Markdown text as it stands.

    Raises:
        DocumentError: the bytes are no text.
    """
    text, warnings = decode(data)
    metadata, blocks = outline(text)
    return Parsed(text, blocks, metadata, warnings=warnings)


def outline(text: str) -> tuple[dict[str, str], tuple[Block, ...]]:
    """Return the front matter's flat entries, and the blocks; offsets are those of the file."""
    metadata: dict[str, str] = {}
    blocks: list[Block] = []
    start = 0
    if match := _FRONT_MATTER.match(text[:_FRONT_LIMIT]):
        metadata = front_matter(match[1])
        start = match.end()
        blocks.append(Block("metadata", 0, start))
    fence: re.Match[str] | None = None
    for line in _LINE.finditer(text, start):
        kind = line.lastgroup
        if kind == "fence":
            if fence is not None:
                blocks.append(Block("code", fence.start(), line.end()))
            fence = None if fence is not None else line
        elif fence is None:
            blocks.append(Block(_kind(kind), line.start(), line.end()))
    return metadata, tuple(blocks)


def front_matter(source: str) -> dict[str, str]:
    """Return the entries of a front matter that stand on one line each; anything nested is left alone."""
    entries = (_ENTRY.fullmatch(line.rstrip()) for line in source.split("\n"))
    return {entry[1].casefold(): entry[2].strip("\"'") for entry in entries if entry}


def bare(heading: str) -> str:
    """Return a heading's words without the marks around them."""
    return heading.strip("# \t")


def _kind(name: str | None) -> BlockKind:
    match name:
        case "heading" | "quote" | "list_item":
            return name
        case _:
            return "code"
