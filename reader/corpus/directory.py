"""Who is who in a folder: what its documents call someone, brought together, and what a person decided laid over it."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from typing import Final

from reader.corpus.added import Added, find_added
from reader.corpus.base import Base, base_of, gathered, rank
from reader.corpus.index import Index
from reader.corpus.kwic import in_context
from reader.corpus.model import FolderEntity, Suggestion
from reader.corpus.naming import Naming
from reader.corpus.regroup import regrouped
from reader.corpus.settled import Settled, settle
from reader.entities import folder
from reader.entities.folder import Local
from reader.notebook import EntityDecision, EntityName
from reader.text.mention import EntityKind, Mention

_GLANCE: Final = 20
"""How many mentions are looked at where one is wanted."""
_EVERYWHERE: Final = 2**62
"""An offset after every paragraph."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where an entity is mentioned."""

    document: int
    """Number of the document in the index."""

    paragraph: int
    """Offset of the paragraph."""

    mention: Mention


@dataclass(slots=True)
class _Tally:
    """What is counted of a name, mention by mention."""

    forms: Counter[str] = field(default_factory=Counter)
    documents: set[int] = field(default_factory=set)

    def add(self, form: str, document: int) -> None:
        self.forms[form] += 1
        self.documents.add(document)


class Directory:
    """Everyone and everything that a folder names, at one moment and as decided until then."""

    def __init__(self, index: Index, base: Base, settled: Settled) -> None:
        """Lay what was decided over what the index holds; only what was decided about is worked out anew."""
        self._index = index
        self.documents = base.documents
        """Every document by its number in the index."""
        self.settled = settled
        self._base = base
        self.additions = find_added(index, settled, base.documents)
        self._added: dict[int, list[Added]] = defaultdict(list)
        for added in self.additions.mentions:
            self._added[added.document].append(added)
        self._sources = _sources(settled)
        self._changed = self._recount()
        made, left = self._decided()
        entities = [entity for number, entity in enumerate(base.entities) if number not in left]
        self.entities: tuple[FolderEntity, ...] = tuple(sorted(entities + made, key=rank))
        """Most mentioned first."""
        self._decided_on = {name: entity for entity in made for name in entity.names}

    def _recount(self) -> dict[EntityName, Local | None]:
        """Count the names anew whose mentions are others than the finders say; `None` for those that have none left."""
        settled, base = self.settled, self._base
        recounted = {name for name, _form in settled.parts} | self.additions.names
        changed: dict[EntityName, Local | None] = dict.fromkeys(recounted | settled.rejected)
        tallies: dict[EntityName, _Tally] = defaultdict(_Tally)
        for name in recounted:
            for identity, place in self._mentions_of(name):
                tallies[identity].add(place.mention.text, place.document)
        for added in self.additions.mentions:
            tallies[added.name].add(added.text, added.document)
        for name in (settled.kinds.keys() & base.locals.keys()) - changed.keys():
            tallies.setdefault(name, _Tally())
        for name, tally in tallies.items():
            forms, documents = tally.forms, frozenset(tally.documents)
            if name in base.locals and name not in recounted:
                forms, documents = forms + Counter(base.locals[name].forms), documents | base.locals[name].documents
            kind = settled.kind_of(name)
            changed[name] = Local(settled.own_name(name), kind, forms, documents, forms.total())
        return changed

    def _decided(self) -> tuple[list[FolderEntity], set[int]]:
        """Return the entities that a decision bears on, and the numbers of the groups of the base they come from."""
        settled, base = self.settled, self._base
        joined = {name for pair in settled.same for name in pair}
        bears_on = settled.touched | self._changed.keys() | joined
        numbers = {base.group_of[name] for name in bears_on if name in base.group_of}
        gone = {name for name, local in self._changed.items() if local is None}
        groups = [[name for name in base.groups[number] if name not in gone] for number in numbers]
        groups += [[name] for name, local in self._changed.items() if local and name not in base.group_of]
        locals_ = {name: self._local(name) for group in groups for name in group}
        mentions = {name: local.mentions for name, local in locals_.items()}
        made = [
            gathered(
                group,
                locals_,
                base.documents,
                shown=settled.shown_name(group),
                kind=settled.shown_kind(group),
                by_hand=not settled.touched.isdisjoint(group),
            )
            for group in regrouped(groups, settled.same, settled.apart, mentions)
        ]
        return made, numbers

    def _local(self, name: EntityName) -> Local:
        return self._changed.get(name) or self._base.locals[name]

    def get(self, key: str) -> FolderEntity | None:
        """Return the entity of a key, also of one from an earlier directory; `None` where there is none now."""
        kind, _, name = key.partition(":")
        return self.identified((kind, name))  # type: ignore[arg-type]

    def of(self, document: str, kind: EntityKind, name: str, form: str = "") -> FolderEntity | None:
        """Return whose a mention is, or `None` where it is no entity or not known.

        Args:
            document: path of the document.
            kind: kind of the document's entity, as the finders say.
            name: its name there.
            form: the mention as written; where some forms were split off, it says which entity is meant.
        """
        identity = self.settled.identity((kind, name), form, document)
        return self.identified(identity) if identity else None

    def identified(self, identity: EntityName) -> FolderEntity | None:
        """Return the entity that a name, a part or an addition belongs to."""
        if identity in self._decided_on:
            return self._decided_on[identity]
        number = self._base.group_of.get(identity)
        return self._base.entities[number] if number is not None and identity not in self._changed else None

    def matching(self, typed: str, kind: str | None = None) -> list[FolderEntity]:
        """Return the entities that have what was typed in a name, the best fit first; all of them for nothing typed.

        Case and accents do not matter. Where nothing fits, typing errors are forgiven.
        """
        return [entity for entity in self._naming.matching(typed) if kind is None or entity.kind == kind]

    def called(self, name: str) -> list[FolderEntity]:
        """Return the entities that go by a name, be it in another case; those that are shown by it if there are any."""
        return self._naming.exact(name)

    @cached_property
    def _naming(self) -> Naming:
        return Naming(self.entities)

    def suggestions(self, limit: int = 200) -> list[Suggestion]:
        """Return pairs of entities that may be one, likeliest first, without those that a person said are not."""
        names = [name for entity in self.entities for name in entity.names]
        number = {name: at for at, name in enumerate(names)}
        groups = [tuple(number[name] for name in entity.names) for entity in self.entities]
        apart = [(number[one], number[other]) for one, other in self.settled.apart if one in number and other in number]
        found = []
        for likeness in folder.likely_same([self._local(name) for name in names], groups, apart, limit):
            pair = [self.identified(names[at]) for at in (likeness.first, likeness.second)]
            places = [place for entity in pair if entity for place in self._any_place(entity)]
            examples = in_context(self._index, self.documents, places)
            if pair[0] and pair[1] and len(examples) == 2:
                found.append(Suggestion(pair[0], pair[1], likeness.why, (examples[0], examples[1])))
        return found

    def _any_place(self, entity: FolderEntity) -> list[Place]:
        """Return one place where an entity is mentioned, without looking at all of them if it can be helped."""
        return list(islice(self.places(entity, _GLANCE), 1)) or list(islice(self.places(entity), 1))

    def places(self, entity: FolderEntity, at_most: int = -1) -> Iterator[Place]:
        """Yield where an entity is mentioned; nothing else of the index is read.

        Args:
            entity: whose mentions are wanted.
            at_most: how many mentions of each name are looked at; by default all.
        """
        mine = set(entity.names)
        for name in sorted(mine.union(*(self._sources.get(identity, ()) for identity in mine))):
            for identity, place in self._mentions_of(name, at_most):
                if identity in mine:
                    yield place
        for added in self.additions.mentions:
            if added.name in mine:
                yield Place(added.document, added.paragraph, Mention(added.start, added.end, entity.kind, added.text))

    def named_in(self, document: int, paragraph: int | None = None) -> Iterator[tuple[FolderEntity, Mention]]:
        """Yield who is mentioned in a document, or in one paragraph of it, by the numbers that the index gives them."""
        with self._index.reading() as db:
            rows = db.execute(
                'SELECT start, "end", text, entities.name FROM mentions JOIN entities ON entities.id = mentions.entity'
                " WHERE mentions.document = ? AND paragraph BETWEEN ? AND ? ORDER BY start",
                (document, *((0, _EVERYWHERE) if paragraph is None else (paragraph, paragraph))),
            ).fetchall()
        for start, end, text, number in rows:
            if (entity := self.whose(number, document, start, end, text)) is not None:
                yield entity, Mention(start, end, entity.kind, text)
        for added in self.added_in(document, paragraph):
            if (its := self.identified(added.name)) is not None:
                yield its, Mention(added.start, added.end, its.kind, added.text)

    def added_in(self, document: int, paragraph: int | None = None) -> list[Added]:
        """Return the mentions that a person added, of a document or of one paragraph of it."""
        return [added for added in self._added.get(document, ()) if paragraph in (None, added.paragraph)]

    def whose(self, number: int, document: int, start: int, end: int, text: str) -> FolderEntity | None:
        """Return whose a mention of the index is.

        Args:
            number: the number of its name.
            document: the number of its document.
            start: where it begins.
            end: where it ends.
            text: how it is written.
        """
        name, listed = self._base.names.get(number), self.documents.get(document)
        if name is None or listed is None or (document, start, end) in self.additions.replaced:
            return None
        return self.of(listed.name, *name, form=text)

    def _mentions_of(self, name: EntityName, at_most: int = -1) -> Iterator[tuple[EntityName, Place]]:
        """Yield the mentions that the finders have for a name, and whose they are as decided."""
        number = self._base.numbers.get(name)
        if number is None:
            return
        with self._index.reading() as db:
            rows = db.execute(
                'SELECT mentions.document, paragraph, start, "end", text FROM entities'
                " JOIN mentions ON mentions.entity = entities.id WHERE entities.name = ?"
                " ORDER BY entities.document, start LIMIT ?",
                (number, at_most),
            ).fetchall()
        for document, paragraph, start, end, text in rows:
            listed = self.documents.get(document)
            if listed is None or (document, start, end) in self.additions.replaced:
                continue
            identity = self.settled.identity(name, text, listed.name)
            if identity is not None:
                kind = self.settled.kind_of(identity)
                yield identity, Place(document, paragraph, Mention(start, end, kind, text))


def directory(index: Index, decisions: Iterable[EntityDecision] = ()) -> Directory:
    """Return who is who in a folder, as far as it is indexed and as decided."""
    return Directory(index, base_of(index), settle(decisions))


def _sources(settled: Settled) -> dict[EntityName, frozenset[EntityName]]:
    """Return under which names the finders may have the mentions of those that took parts over from others."""
    givers: dict[EntityName, set[EntityName]] = defaultdict(set)
    for (name, _form), parts in settled.parts.items():
        for part in parts.values():
            givers[part].add(name)
    sources = {}
    for taker in list(givers):
        found, waiting = {taker}, [taker]
        while waiting:
            more = givers.get(waiting.pop(), set()) - found
            found |= more
            waiting += more
        sources[taker] = frozenset(found)
    return sources
