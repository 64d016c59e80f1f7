"""Every dated mention of a folder in calendar order, and what a person may ask of it."""

import re
import sqlite3
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from reader.corpus.decisions import NONE, Decisions, decided
from reader.corpus.directory import Directory
from reader.corpus.found import unpack_date
from reader.corpus.index import Index
from reader.corpus.model import Listed, TimelineEntry
from reader.dates import DateMention, Interval
from reader.dates.values import span_of
from reader.text.safety import safe_line
from reader.text.sentences import paragraphs, sentence_at

_PERIOD: Final = re.compile(
    r"(?P<first>\d{3,4}(?:-[\w-]{2,8})?)?\.\.(?P<last>\d{3,4}(?:-[\w-]{2,8})?)?|(?P<only>\d{4}(?:-[\w-]{2,8})?)"
)


def timeline(index: Index, decisions: Decisions = NONE, known: Directory | None = None) -> list[TimelineEntry]:
    """Return every mention of the folder that has a place on the calendar, in calendar order.

    Mentions of one stretch of days are ordered by document and place.

    Args:
        index: where the mentions are.
        decisions: what a person decided about dates.
        known: who is who; without it those who are named near a date go by what their document calls them.
    """
    listed = {document.row: document for document in index.listed().values()}
    entries: list[TimelineEntry] = []
    with index.reading() as db:
        query = 'SELECT document, start, "end", kind, text, date FROM mentions WHERE date IS NOT NULL ORDER BY document'
        by_document: dict[int, list[DateMention]] = defaultdict(list)
        for row, start, end, kind, text, packed in db.execute(query):
            by_document[row].append(unpack_date(start, end, kind, text, packed))
        for row, mentions in by_document.items():
            values = decisions.values.get(listed[row].name, {})
            dated = [decided(mention, values.get((mention.start, mention.end))) for mention in mentions]
            entries += _entries(db, listed[row], [mention for mention in dated if mention.interval], known)
    entries.sort(key=lambda entry: (entry.interval, entry.document.name, entry.mention.start))
    return entries


def _entries(
    db: sqlite3.Connection, document: Listed, mentions: Iterable[DateMention], known: Directory | None
) -> Iterator[TimelineEntry]:
    """Give each mention the sentence around it and the names in its paragraph."""
    passages = db.execute(
        "SELECT start, text FROM documents JOIN passages ON passages.id BETWEEN first AND last"
        " WHERE documents.id = ? ORDER BY passages.id",
        (document.row,),
    ).fetchall()
    starts = [start for start, _text in passages]
    names = _names(db, document, known)
    for mention in mentions:
        at = bisect_right(starts, mention.start) - 1
        if mention.interval is None or at < 0:
            continue
        start, text = passages[at]
        offset = mention.start - start
        first, last = sentence_at(text, offset)
        low, high = next(((s, e) for s, e in paragraphs(text) if e > offset), (first, last))
        near = dict.fromkeys(name for place, name in names if start + low <= place < start + high)
        context = safe_line(text[first:last])
        searchable = " ".join((context, *near, mention.text, mention.value, document.title)).casefold()
        yield TimelineEntry(document, mention, mention.interval, context, tuple(near), searchable)


def _names(db: sqlite3.Connection, document: Listed, known: Directory | None) -> list[tuple[int, str]]:
    """Return who is named in a document, and where."""
    if known is not None:
        return [(mention.start, entity.name) for entity, mention in known.named_in(document.row)]
    query = (
        "SELECT mentions.start, names.name FROM mentions JOIN entities ON entities.id = mentions.entity"
        " JOIN names ON names.id = entities.name WHERE mentions.document = ?"
    )
    return db.execute(query, (document.row,)).fetchall()


def period(written: str) -> Interval | None:
    """Read a period: `2012`, `2024-11`, `2024-11-26`, `2024-W04`, `2008..2012`, `2024-11..`, `..2012`; `None` if it is none."""
    match = _PERIOD.fullmatch(written)
    if match is None:
        return None
    if match["only"]:
        return span_of(match["only"])[0]
    first = span_of(match["first"])[0] if match["first"] else (date.min, date.min)
    last = span_of(match["last"])[0] if match["last"] else (date.max, date.max)
    return (first[0], last[1]) if first and last else None


def matching(
    entries: Iterable[TimelineEntry], *, words: str = "", name: str = "", within: Interval | None = None
) -> list[TimelineEntry]:
    """Return the entries that a person asks for.

    Args:
        entries: all of them.
        words: each must stand in the sentence, a name of the paragraph, the phrase, the value or the title.
        name: part of the name of an entity mentioned in the same paragraph, however it is called there.
        within: days of which at least one must be covered.
    """
    wanted, who = words.casefold().split(), name.casefold()
    return [
        entry
        for entry in entries
        if (within is None or (entry.interval[0] <= within[1] and entry.interval[1] >= within[0]))
        and (not who or any(who in known.casefold() for known in entry.names))
        and all(word in entry.searchable for word in wanted)
    ]
