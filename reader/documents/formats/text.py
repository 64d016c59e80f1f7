"""Plain text: a header of `key: value` lines or a leading `date 2025-02-01`, then prose."""

import re
from typing import Final

from reader.documents.decoding import decode
from reader.documents.model import Block, Parsed

_INLINE_DATE: Final = re.compile(r"\s*date[:\s]\s*(\d{4}-\d\d-\d\d)(?:T[\d:.+-]+Z?)?(?=\s)\s*", re.IGNORECASE)
_HEADER_LINE: Final = re.compile(
    r"[ \t]*(title|headline|subject|author|byline|by|date|published|publication[ _-]date|created|source|url|section)"
    r"[ \t]*:[ \t]*([^\n]*)(?:\n|\Z)",
    re.IGNORECASE,
)


def parse(data: bytes) -> Parsed:
    """Return a plain text as it stands.

    Raises:
        DocumentError: the bytes are no text.
    """
    text, warnings = decode(data)
    metadata, blocks = header(text)
    return Parsed(text, blocks, metadata, warnings=warnings)


def header(text: str) -> tuple[dict[str, str], tuple[Block, ...]]:
    """Return the metadata that a plain text opens with, and its blocks.

    The header stays in the text, so that offsets are those of the file; a `metadata` block covers it.
    """
    if match := _INLINE_DATE.match(text):
        return {"date": match[1]}, (Block("metadata", 0, match.end()),)
    metadata: dict[str, str] = {}
    at = len(text) - len(text.lstrip("\n"))
    while match := _HEADER_LINE.match(text, at):
        metadata.setdefault(match[1].casefold().replace(" ", "_"), match[2].strip())
        at = match.end()
    if not metadata or not (at == len(text) or text.startswith("\n", at) or len(metadata) > 1):
        return {}, ()
    return metadata, (Block("metadata", 0, at),)
