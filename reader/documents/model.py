"""What the door gives to the rest of the house."""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Final, Literal

BlockKind = Literal["metadata", "heading", "list_item", "quote", "code"]
StyleKind = Literal["strong", "emphasis", "struck", "code", "link"]

LEVELS: Final = 6
"""How many levels of headings are told apart; deeper ones are taken for those of the last."""


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of text with a role of its own; what lies in no block is ordinary paragraphs."""

    kind: BlockKind
    start: int
    end: int
    level: int = 0
    """Of a heading: 1 for the highest to 6; 0 where the file does not say, and for all that is no heading."""


@dataclass(frozen=True, slots=True)
class Style:
    """A stretch of text that its author set apart from the words around it."""

    kind: StyleKind
    start: int
    end: int
    target: str = ""
    """Where a link leads, as the file says it; safe to print, never opened or fetched."""


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a format gives of a file's bytes: safe text, and what the file says of itself."""

    text: str
    blocks: tuple[Block, ...] = ()
    metadata: Mapping[str, str] = field(default_factory=dict)
    """What the file says of itself, under lower-case keys: `title`, `author`, `language`, `date` and others.

    `date_how` says in words where the date stands, if that is not a header of the text.
    """

    pages: tuple[int, ...] = ()
    """Offsets at which pages begin, where the file has pages."""

    warnings: tuple[str, ...] = ()

    styles: tuple[Style, ...] = ()


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

    author: str = ""
    """As the file says; safe to print, one line. Empty where it does not."""

    language: str = ""
    """Tag of the language that the file says it is in, such as `en-GB`; empty where it does not."""

    pages: tuple[int, ...] = ()
    """Offsets at which its pages begin, where it has pages; a paragraph may go on over one."""

    styles: tuple[Style, ...] = ()
    """What its author set apart, in the order of the text; one may lie in another."""

    @property
    def body_start(self) -> int:
        """Offset where the text proper begins, after a leading metadata block."""
        first = self.blocks[0] if self.blocks else None
        return first.end if first and first.kind == "metadata" else 0

    def page_of(self, offset: int) -> int | None:
        """Return the number of the page that holds an offset, counted from 1; `None` where there are no pages."""
        return max(1, bisect_right(self.pages, offset)) if self.pages else None


class DocumentError(Exception):
    """A file that cannot be read as a document; the message says why, in words fit for a list."""


class PassingError(DocumentError):
    """A file that cannot be read now, for a reason that is not in its bytes: it is tried again."""


class StoppedError(PassingError):
    """A file whose reading was ended because nobody wants it any more, as when the program is closed."""
