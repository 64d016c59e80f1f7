"""A passage that could not be marked, as nothing can be written: what is typed about it is a draft until it can be."""

from hashlib import sha256
from typing import Final

from reader.documents import Document
from reader.notebook import Colour, Highlight
from reader.notebook.anchor import make_anchor

_SIGN: Final = "unmade-"


def unmade(document: Document, start: int, end: int, colour: Colour) -> Highlight:
    """Return a highlight that is in no notebook; the same passage has the same id whenever it is asked for."""
    place = f"{document.id} {start} {end}".encode()
    anchor = make_anchor(document.text, start, end, document.text_sha256, document.extractor)
    return Highlight(f"{_SIGN}{sha256(place).hexdigest()[:16]}", document.id, document.name, anchor, colour)


def is_unmade(mark_id: str) -> bool:
    """Tell whether an id is of a passage that could not be marked."""
    return mark_id.startswith(_SIGN)
