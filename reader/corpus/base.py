"""Who is who in a folder before anybody decided anything: names as the database adds them up, linked across documents."""

import contextlib
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from weakref import WeakKeyDictionary

from reader.corpus.index import Index, documents_of
from reader.corpus.model import FolderEntity, Listed
from reader.entities import folder as names_of_folder
from reader.entities.folder import Local
from reader.notebook import EntityName
from reader.text.mention import EntityKind


@dataclass(frozen=True, slots=True)
class Base:
    """Every name of a folder at one moment, and which of them are one entity."""

    locals: Mapping[EntityName, Local]
    numbers: Mapping[EntityName, int]
    """The number of each name in the index."""

    names: Mapping[int, EntityName]
    """The name of each number."""

    documents: Mapping[int, Listed]
    groups: tuple[tuple[EntityName, ...], ...]
    entities: tuple[FolderEntity, ...]
    """One for each group, most mentioned first."""

    group_of: Mapping[EntityName, int]


_LAST: Final[WeakKeyDictionary[Index, tuple[int, Base]]] = WeakKeyDictionary()
"""The last one of each index and what state it was of: a decision should not wait for a large folder to be read."""


def base_of(index: Index) -> Base:
    """Return who is who in an index as it is now; it is worked out anew when the index changed."""
    with index.reading() as db:
        changed = int(db.execute("SELECT changed FROM state").fetchone()[0])
    known = _LAST.get(index)
    if known is None or known[0] != changed:
        known = _LAST[index] = _base(index)
    return known[1]


def _base(index: Index) -> tuple[int, Base]:
    forms: dict[int, dict[str, int]] = defaultdict(dict)
    containing: dict[int, list[int]] = defaultdict(list)
    with index.snapshot() as db:
        changed, linked = db.execute("SELECT changed, linked FROM state").fetchone()
        documents = {document.row: document for document in documents_of(db)}
        for number, text, count in db.execute("SELECT name, text, mentions FROM written"):
            forms[number][text] = count
        for number, document in db.execute("SELECT name, document FROM entities ORDER BY name, document"):
            containing[number].append(document)
        names: dict[int, EntityName] = {
            number: (kind, name)
            for number, kind, name in db.execute("SELECT id, kind, name FROM names")
            if number in forms
        }
        known = db.execute("SELECT entity, name FROM linked").fetchall() if linked == changed else None
    locals_ = {
        name: Local(name[1], name[0], forms[number], frozenset(containing[number]), sum(forms[number].values()))
        for number, name in names.items()
    }
    numbered = _numbered(known) if known is not None else _link(index, changed, list(names), list(locals_.values()))
    made = [gathered([names[number] for number in group], locals_, documents) for group in numbered]
    entities = tuple(sorted(made, key=rank))
    groups = tuple(entity.names for entity in entities)
    group_of = {name: at for at, group in enumerate(groups) for name in group}
    numbers = {name: number for number, name in names.items()}
    return changed, Base(locals_, numbers, names, documents, groups, entities, group_of)


def _numbered(rows: Iterable[tuple[int, int]]) -> list[list[int]]:
    groups: dict[int, list[int]] = defaultdict(list)
    for entity, name in rows:
        groups[entity].append(name)
    return list(groups.values())


def _link(index: Index, changed: int, numbers: Sequence[int], locals_: Sequence[Local]) -> list[list[int]]:
    """Link names, and keep the outcome in the index unless that has changed meanwhile."""
    groups = [[numbers[at] for at in group] for group in names_of_folder.link_folder(locals_)]
    with contextlib.suppress(sqlite3.OperationalError), index.writing() as db:
        if db.execute("SELECT changed FROM state").fetchone()[0] == changed:
            db.execute("DELETE FROM linked")
            rows = ((number, at) for at, group in enumerate(groups) for number in group)
            db.executemany("INSERT INTO linked (name, entity) VALUES (?, ?)", rows)
            db.execute("UPDATE state SET linked = changed")
    return groups


def rank(entity: FolderEntity) -> tuple[int, str, str, str]:
    """Return what entities are sorted by: most mentioned first."""
    return -entity.mentions, entity.name, entity.kind, entity.key


def gathered(
    names: Iterable[EntityName],
    locals_: Mapping[EntityName, Local],
    documents: Mapping[int, Listed],
    *,
    shown: str = "",
    kind: EntityKind | None = None,
    by_hand: bool = False,
) -> FolderEntity:
    """Return what is known of an entity with these names; a name and a kind may have been decided on."""
    names = sorted(names, key=lambda name: (-locals_[name].mentions, name))
    members = [locals_[name] for name in names]
    name = shown or (members[0].name if len(members) == 1 else names_of_folder.display_name(members))
    rows = members[0].documents if len(members) == 1 else frozenset().union(*(member.documents for member in members))
    mentioning = [documents[row] for row in rows]
    days = {document.published for document in mentioning if document.published}
    return FolderEntity(
        key=":".join(names[0]),
        name=name,
        kind=kind or members[0].kind,
        aliases=_aliases(members, name),
        mentions=sum(member.mentions for member in members),
        documents=tuple(sorted(document.name for document in mentioning)),
        first=min(days, default=None),
        last=max(days, default=None),
        by_hand=by_hand,
        names=tuple(names),
    )


def _aliases(members: Iterable[Local], name: str) -> tuple[str, ...]:
    """Return how else an entity is written, most used first; a line break in a name makes no other name of it."""
    forms: dict[str, int] = {}
    for member in members:
        for form, count in member.forms.items():
            line = form if form.isalnum() else " ".join(form.split())
            if line != name and count:
                forms[line] = forms.get(line, 0) + count
    return tuple(sorted(forms, key=lambda form: -forms[form])) if len(forms) > 1 else tuple(forms)
