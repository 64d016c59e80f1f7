"""Who is who in a folder before anybody decided anything: names as the database adds them up, linked across documents."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final
from weakref import WeakKeyDictionary

from reader.corpus.index import Index, documents_of
from reader.corpus.model import FolderEntity, Listed
from reader.entities.folder import Local, display_name, link_folder
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
    """One for each group."""

    group_of: Mapping[EntityName, int]


_LAST: Final[WeakKeyDictionary[Index, tuple[int, Base]]] = WeakKeyDictionary()
"""The last one of each index: linking a large folder takes seconds, and a decision should not wait for it."""


def base_of(index: Index) -> Base:
    """Return who is who in an index as it is now; it is worked out anew when the index changed."""
    changes = index.changes()
    known = _LAST.get(index)
    if known is None or known[0] != changes:
        known = _LAST[index] = changes, _base(index)
    return known[1]


def _base(index: Index) -> Base:
    forms: dict[int, dict[str, int]] = defaultdict(dict)
    containing: dict[int, list[int]] = defaultdict(list)
    with index.snapshot() as db:
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
    locals_ = {
        name: Local(name[1], name[0], forms[number], frozenset(containing[number]), sum(forms[number].values()))
        for number, name in names.items()
    }
    identities = list(locals_)
    groups = tuple(tuple(identities[at] for at in group) for group in link_folder(list(locals_.values())))
    entities = tuple(gathered(group, locals_, documents) for group in groups)
    group_of = {name: number for number, group in enumerate(groups) for name in group}
    return Base(locals_, {name: number for number, name in names.items()}, names, documents, groups, entities, group_of)


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
    name = shown or (members[0].name if len(members) == 1 else display_name(members))
    forms: Counter[str] = Counter()
    for member in members:
        for form, count in member.forms.items():
            forms[" ".join(form.split())] += count
    mentioning = [documents[row] for row in frozenset().union(*(member.documents for member in members))]
    days = [document.published for document in mentioning if document.published]
    return FolderEntity(
        key=":".join(names[0]),
        name=name,
        kind=kind or members[0].kind,
        aliases=tuple(form for form, count in forms.most_common() if form != name and count),
        mentions=sum(member.mentions for member in members),
        documents=tuple(sorted(document.name for document in mentioning)),
        first=min(days, default=None),
        last=max(days, default=None),
        by_hand=by_hand,
        names=tuple(names),
    )
