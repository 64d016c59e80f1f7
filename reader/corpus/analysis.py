"""What the finders say of one document: a pure function, so that it may run in any process."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Final

from reader.corpus.decisions import with_day
from reader.corpus.model import EntityMentions, Found
from reader.dates import DateMention, find_dates
from reader.documents import Document, DocumentError, read_document
from reader.entities import BUILT_IN, best_extractor, find_entities, link
from reader.text.sentences import paragraphs, sentences
from reader.text.words import count_words

PASSAGE: Final = 1_000
"""About how many code points a passage holds."""


@dataclass(frozen=True, slots=True)
class Analysis:
    """Everything the index keeps of one document."""

    document: Document
    found: Found
    passages: tuple[tuple[int, int], ...]
    words: int


def analyse_file(
    path: Path, name: str, days: Mapping[str, date | None] = MappingProxyType({}), extractor: str = BUILT_IN
) -> Analysis | str:
    """Read and analyse a file, its day as a person gave it; where it is no document, return the reason."""
    try:
        return analyse(with_day(read_document(path, name), days), extractor)
    except DocumentError as error:
        return str(error)


def analyse(document: Document, extractor: str = BUILT_IN) -> Analysis:
    """Find who, when and the passages of a document."""
    return Analysis(document, find_mentions(document, extractor), tuple(passages(document)), count_words(document.text))


def find_mentions(document: Document, extractor: str = BUILT_IN) -> Found:
    """Find who and when in the text proper, its metadata block left out, with offsets into the whole text.

    Args:
        document: what is read.
        extractor: name of what finds names in it; where that cannot be had, the next best does.
    """
    start = document.body_start
    body = document.text[start:] if start else document.text
    entities = [
        EntityMentions(
            entity.name,
            entity.kind,
            tuple(
                replace(mention, start=mention.start + start, end=mention.end + start) for mention in entity.mentions
            ),
        )
        for entity in link(body, find_entities(body, best_extractor(extractor)[0]))
    ]
    dates: list[DateMention] = [
        replace(mention, start=mention.start + start, end=mention.end + start)
        for mention in find_dates(body, document.published.day if document.published else None)
    ]
    return Found(tuple(entities), tuple(dates))


def passages(document: Document) -> list[tuple[int, int]]:
    """Cut the text proper into passages of about a thousand code points, at paragraphs, else at sentences."""
    cut: list[tuple[int, int]] = []
    text = document.text
    for start, end in paragraphs(text, document.body_start):
        if cut and end - cut[-1][0] <= PASSAGE:
            cut[-1] = (cut[-1][0], end)
        elif end - start <= 2 * PASSAGE:
            cut.append((start, end))
        else:
            cut.extend(_long_paragraph(text, start, end))
    return cut


def _long_paragraph(text: str, start: int, end: int) -> list[tuple[int, int]]:
    cut: list[tuple[int, int]] = []
    for first, last in sentences(text, start, end):
        if cut and last - cut[-1][0] <= PASSAGE:
            cut[-1] = (cut[-1][0], last)
        else:
            cut.extend(_pieces(text, first, last))
    return cut


def _pieces(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Cut a monstrous sentence at spaces, or anywhere if it has none."""
    cut = []
    while end - start > 2 * PASSAGE:
        space = text.rfind(" ", start + 1, start + PASSAGE)
        stop = space if space > start else start + PASSAGE
        cut.append((start, stop))
        start = stop
    return [*cut, (start, end)]
