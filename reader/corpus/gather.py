"""Entities gathered over a whole folder."""

import os
from collections import defaultdict
from dataclasses import dataclass, field

from reader.corpus.index import Index
from reader.corpus.model import FolderEntity
from reader.text.mention import EntityKind


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
