"""What the door gives to the rest of the house."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

BlockKind = Literal["metadata", "heading", "list_item", "quote", "code"]


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of text with a role of its own; what lies in no block is ordinary paragraphs."""

    kind: BlockKind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Published:
    """The day a document belongs to, from which its relative dates are reckoned, and how it was found."""

    day: date
    how: str
    """Where the day was found, in words: "header line", "file name"…"""


@dataclass(frozen=True, slots=True)
class Document:
    """One file as safe, immutable text. Every offset in the program points into `text`."""

    id: str
    """`d-` and eight characters, the same for every copy of the same bytes."""

    path: Path
    """The file itself."""

    name: str
    """Path inside the folder that is read, with `/` between its parts; may hold characters unsafe to print."""

    title: str
    """Safe to print, one line."""

    published: Published | None
    """`None` where nothing in the file or its name says."""

    text: str
    blocks: tuple[Block, ...]
    sha256: str
    """Fingerprint of the bytes of the file."""

    text_sha256: str
    """Fingerprint of `text`: equal fingerprints mean that offsets still hold."""

    extractor: str
    """Name and version of the code that made `text`."""

    warnings: tuple[str, ...] = ()
    """What a reader should know, such as a guessed encoding."""

    @property
    def body_start(self) -> int:
        """Offset where the text proper begins, after a leading metadata block."""
        first = self.blocks[0] if self.blocks else None
        return first.end if first and first.kind == "metadata" else 0


class DocumentError(Exception):
    """A file that cannot be read as a document; the message says why, in words fit for a list."""
