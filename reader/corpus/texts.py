"""What the index keeps of a document's text: a pure function of the file, so that it may run in any process."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import MappingProxyType

from reader.corpus.decisions import with_day
from reader.corpus.passages import passages
from reader.documents import Document, DocumentError, PassingError, read_document
from reader.text.words import count_words

Days = Mapping[str, date | None]
"""The days that a person gave to documents, by path or id."""


@dataclass(frozen=True, slots=True)
class Text:
    """A document as it is searched and listed."""

    document: str
    """Id of the document."""

    title: str
    published: str | None
    """Its day in ISO 8601."""

    published_how: str
    text_sha256: str
    words: int
    passages: tuple[tuple[int, str], ...]
    """Offset and text of each, in order."""


class Passing(str):
    """Why a file was not read, for a reason that is not in the file: it is tried again."""

    __slots__ = ()


def text_of(document: Document, cut: Iterable[tuple[int, int]] | None = None) -> Text:
    """Return what is kept of a document's text, cut into passages as given, else as usual."""
    text, published = document.text, document.published
    return Text(
        document.id,
        document.title,
        published.day.isoformat() if published else None,
        published.how if published else "",
        document.text_sha256,
        count_words(text),
        tuple((start, text[start:end]) for start, end in (passages(document) if cut is None else cut)),
    )


def read_text(root: Path, name: str, days: Days = MappingProxyType({})) -> Text | str:
    """Read a file of a folder, its day as a person gave it; where it is no document, return the reason."""
    try:
        document = read_document(root / name, name)
    except PassingError as error:
        return Passing(error)
    except DocumentError as error:
        return str(error)
    return text_of(with_day(document, days) if days else document)


def read_texts(root: Path, names: Iterable[str], days: Days = MappingProxyType({})) -> list[Text | str]:
    """Read several files, so that handing them to another process pays."""
    return [read_text(root, name, days) for name in names]
