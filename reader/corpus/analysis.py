"""What the finders say of one document: a pure function, so that it may run in any process."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from reader import dates
from reader.corpus.decisions import with_day
from reader.corpus.model import EntityMentions, Found
from reader.corpus.passages import passages
from reader.corpus.texts import Days
from reader.dates import DateMention
from reader.documents import Document, DocumentError, read_document
from reader.entities import BUILT_IN
from reader.text.sentences import paragraphs

Analysis = tuple[str, Found, list[int]]
"""The fingerprint of a text, who and when in it, and the offsets of its paragraphs."""


def finders(extractor: str = BUILT_IN) -> str:
    """Return what finds names and dates, and which versions of both: what others found in a document is found anew."""
    from reader.entities import identity_of  # noqa: PLC0415 (the finders load when something is to be found)

    return f"{identity_of(extractor)}, dates {dates.VERSION}"


def find_mentions(document: Document, extractor: str = BUILT_IN) -> Found:
    """Find who and when in the text proper, its metadata block left out, with offsets into the whole text.

    Args:
        document: what is read.
        extractor: name of what finds names in it; where that cannot be had, the next best does.
    """
    from reader.dates import find_dates  # noqa: PLC0415 (the finders load when something is to be found)
    from reader.entities import best_extractor, find_entities, link  # noqa: PLC0415

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


def analyse(document: Document, extractor: str = BUILT_IN) -> Analysis:
    """Find who and when in a document."""
    starts = [start for passage in passages(document) for start, _end in paragraphs(document.text, *passage)]
    return document.text_sha256, find_mentions(document, extractor), starts


def analyse_files(
    root: Path, names: Iterable[str], days: Days = MappingProxyType({}), extractor: str = BUILT_IN
) -> list[Analysis | None]:
    """Analyse files of a folder, their days as a person gave them; `None` stands for one that is no document now."""
    return [_analyse_file(root, name, days, extractor) for name in names]


def _analyse_file(root: Path, name: str, days: Days, extractor: str) -> Analysis | None:
    try:
        return analyse(with_day(read_document(root / name, name), days), extractor)
    except DocumentError:
        return None
