"""Entities and dates gathered over a whole folder."""

import os
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from reader.corpus.index import Index, unpack_date
from reader.corpus.model import FolderEntity, TimelineEntry
from reader.text.mention import EntityKind
from reader.text.safety import safe_line
from reader.text.sentences import sentence_at


@dataclass(slots=True)
class _Gathering:
    mentions: int = 0
    forms: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    documents: dict[str, None] = field(default_factory=dict)


def folder_entities(index: Index, kind: str | None = None) -> list[FolderEntity]:
    """Return every entity of the folder, most mentioned first; entities of one name and kind are one."""
    gathered: dict[tuple[str, EntityKind], _Gathering] = defaultdict(_Gathering)
    with index.reading() as db:
        rows = db.execute(
            "SELECT entities.name, entities.kind, mentions.text, count(*), documents.path FROM entities"
            " JOIN mentions ON mentions.entity = entities.id JOIN documents ON documents.id = entities.document"
            " WHERE ? IS NULL OR entities.kind = ? GROUP BY entities.id, mentions.text ORDER BY documents.path",
            (kind, kind),
        ).fetchall()
    for name, its_kind, form, count, path in rows:
        entity = gathered[name, its_kind]
        entity.mentions += count
        entity.forms[form] += count
        entity.documents[os.fsdecode(path)] = None
    entities = [
        FolderEntity(
            name, its_kind, tuple(f for f in entity.forms if f != name), entity.mentions, tuple(entity.documents)
        )
        for (name, its_kind), entity in gathered.items()
    ]
    return sorted(entities, key=lambda entity: (-entity.mentions, entity.name, entity.kind))


def timeline(index: Index) -> Iterator[TimelineEntry]:
    """Yield every mention of the folder that has a place on the calendar, in calendar order."""
    listed = {document.row: document for document in index.listed().values()}
    with index.reading() as db:
        rows = db.execute(
            'SELECT document, start, "end", kind, text, date FROM mentions WHERE date IS NOT NULL ORDER BY document, start'
        ).fetchall()
    dated = [
        (row, mention)
        for row, start, end, kind, text, packed in rows
        if (mention := unpack_date(start, end, kind, text, packed)).interval is not None
    ]
    dated.sort(key=lambda item: (item[1].interval or (), listed[item[0]].name, item[1].start))
    for row, mention in dated:
        yield TimelineEntry(listed[row], mention, _context(index, row, mention.start))


def _context(index: Index, document: int, offset: int) -> str:
    with index.reading() as db:
        row = db.execute(
            "SELECT start, text FROM passages WHERE document = ? AND start <= ? ORDER BY start DESC LIMIT 1",
            (document, offset),
        ).fetchone()
    if row is None:
        return ""
    start, text = row
    first, last = sentence_at(text, offset - start)
    return safe_line(text[first:last])
