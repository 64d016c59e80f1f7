"""The contents of a document: its headings, and which of them a place is under."""

from collections.abc import Sequence
from typing import NamedTuple

from reader.documents import Document


class Heading(NamedTuple):
    """A heading as it is listed."""

    start: int
    """Where it stands in the text."""

    words: str
    """What it says, on one line."""

    depth: int
    """How many levels it is below the highest heading of the document."""


def headings(document: Document) -> list[Heading]:
    """Return the headings of a document in the order of the text; one whose level is not known counts among the highest."""
    found = [block for block in document.blocks if block.kind == "heading"]
    highest = min((block.level for block in found if block.level), default=0)
    return [
        Heading(block.start, words, max(0, block.level - highest))
        for block in found
        if (words := " ".join(document.text[block.start : block.end].split()))
    ]


def heading_of(found: Sequence[Heading], offset: int) -> int:
    """Return the place among headings of the one that an offset is under; of the first where it stands before all of them."""
    return max((at for at, heading in enumerate(found) if heading.start <= offset), default=0)
