"""Who is who in a folder: what its documents call someone, brought together, and what a person decided laid over it."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from reader.corpus.added import Added, find_added
from reader.corpus.index import Index
from reader.corpus.kwic import in_context
from reader.corpus.model import FolderEntity, Suggestion
from reader.corpus.names import Names, read_names
from reader.corpus.naming import Naming
from reader.corpus.settled import Settled, settle
from reader.entities.folder import Local, display_name, likely_same, link_folder
from reader.notebook import EntityDecision, EntityName
from reader.text.mention import EntityKind, Mention


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

    def __init__(self, index: Index, names: Names, settled: Settled) -> None:
        """Bring together what the index holds and what was decided."""
        self._index = index
        self.names = names
        self.settled = settled
        self.additions = find_added(index, settled, names.documents)
        self._added: dict[tuple[int, int], list[Added]] = defaultdict(list)
        for added in self.additions.mentions:
            self._added[added.document, added.paragraph].append(added)
        self._sources = _sources(settled)
        locals_ = self._locals()
        self._identities, self._local = list(locals_), list(locals_.values())
        place = {identity: at for at, identity in enumerate(self._identities)}
        same, self._apart = (
            [(place[one], place[other]) for one, other in pairs if one in place and other in place]
            for pairs in (settled.same, settled.apart)
        )
        self._groups = link_folder(self._local, same, self._apart)
        made = [(self._entity(group), group) for group in self._groups]
        made.sort(key=lambda item: (-item[0].mentions, item[0].name, item[0].kind, item[0].key))
        self.entities: tuple[FolderEntity, ...] = tuple(entity for entity, _group in made)
        """Most mentioned first."""
        self._entity_of = {self._identities[at]: entity for entity, group in made for at in group}
        self._naming: Naming | None = None

    def get(self, key: str) -> FolderEntity | None:
        """Return the entity of a key, also of one from an earlier directory; `None` where there is none now."""
        kind, _, name = key.partition(":")
        return self._entity_of.get((kind, name))  # type: ignore[arg-type]

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
        return self._entity_of.get(identity)

    def matching(self, typed: str, kind: str | None = None) -> list[FolderEntity]:
        """Return the entities that have what was typed in a name, the best fit first; all of them for nothing typed.

        Case and accents do not matter. Where nothing fits, typing errors are forgiven.
        """
        if self._naming is None:
            self._naming = Naming(self.entities)
        return [entity for entity in self._naming.matching(typed) if kind is None or entity.kind == kind]

    def suggestions(self, limit: int = 200) -> list[Suggestion]:
        """Return pairs of entities that may be one, likeliest first, without those that a person said are not."""
        found = []
        for likeness in likely_same(self._local, self._groups, self._apart, limit):
            first, second = (self._entity_of[self._identities[at]] for at in (likeness.first, likeness.second))
            places = [next(self.places(entity), None) for entity in (first, second)]
            examples = in_context(self._index, self.names.documents, [place for place in places if place])
            if len(examples) == 2:
                found.append(Suggestion(first, second, likeness.why, (examples[0], examples[1])))
        return found

    def places(self, entity: FolderEntity) -> Iterator[Place]:
        """Yield where an entity is mentioned; nothing else of the index is read."""
        mine = set(entity.names)
        for name in sorted(mine.union(*(self._sources.get(identity, ()) for identity in mine))):
            for identity, place in self._mentions_of(name):
                if identity in mine:
                    yield place
        for added in self.additions.mentions:
            if added.name in mine:
                yield Place(added.document, added.paragraph, Mention(added.start, added.end, entity.kind, added.text))

    def named_in(self, document: int, paragraph: int) -> Iterator[tuple[FolderEntity, Mention]]:
        """Yield who is mentioned in a paragraph."""
        with self._index.reading() as db:
            rows = db.execute(
                'SELECT start, "end", text, entities.name FROM mentions JOIN entities ON entities.id = mentions.entity'
                " WHERE mentions.document = ? AND paragraph = ? ORDER BY start",
                (document, paragraph),
            ).fetchall()
        for start, end, text, number in rows:
            if (entity := self.whose(number, document, start, end, text)) is not None:
                yield entity, Mention(start, end, entity.kind, text)
        for added in self.added_in(document, paragraph):
            entity = self._entity_of[added.name]
            yield entity, Mention(added.start, added.end, entity.kind, added.text)

    def added_in(self, document: int, paragraph: int) -> list[Added]:
        """Return the mentions of a paragraph that a person added."""
        return self._added.get((document, paragraph), [])

    def whose(self, number: int, document: int, start: int, end: int, text: str) -> FolderEntity | None:
        """Return whose a mention of the index is.

        Args:
            number: the number of its name.
            document: the number of its document.
            start: where it begins.
            end: where it ends.
            text: how it is written.
        """
        name, listed = self.names.numbers.get(number), self.names.documents.get(document)
        if name is None or listed is None or (document, start, end) in self.additions.replaced:
            return None
        return self.of(listed.name, *name, form=text)

    def _mentions_of(self, name: EntityName) -> Iterator[tuple[EntityName, Place]]:
        """Yield the mentions that the finders have for a name, and whose they are as decided."""
        named = self.names.names.get(name)
        if named is None:
            return
        with self._index.reading() as db:
            rows = db.execute(
                'SELECT mentions.document, paragraph, start, "end", text FROM entities'
                " JOIN mentions ON mentions.entity = entities.id WHERE entities.name = ?"
                " ORDER BY mentions.document, start",
                (named.number,),
            ).fetchall()
        for document, paragraph, start, end, text in rows:
            listed = self.names.documents.get(document)
            if listed is None or (document, start, end) in self.additions.replaced:
                continue
            identity = self.settled.identity(name, text, listed.name)
            if identity is not None:
                kind = self.settled.kind_of(identity)
                yield identity, Place(document, paragraph, Mention(start, end, kind, text))

    def _locals(self) -> dict[EntityName, Local]:
        """Count every name: those that nothing was decided about as the index added them up, the others anew."""
        counted = {name for name, _form in self.settled.parts} | self.additions.names
        locals_: dict[EntityName, Local] = {}
        tallies: dict[EntityName, _Tally] = defaultdict(_Tally)
        for name in counted:
            for identity, place in self._mentions_of(name):
                tallies[identity].add(place.mention.text, place.document)
        for added in self.additions.mentions:
            tallies[added.name].add(added.text, added.document)
        for name, named in self.names.names.items():
            if name in self.settled.rejected or name in counted:
                continue
            forms, documents = named.forms, named.documents
            if name in tallies:
                tally = tallies.pop(name)
                forms, documents = tally.forms + Counter(forms), documents | tally.documents
            locals_[name] = Local(name[1], self.settled.kind_of(name), forms, documents, sum(forms.values()))
        for name, tally in tallies.items():
            shown, kind = self.settled.own_name(name), self.settled.kind_of(name)
            locals_[name] = Local(shown, kind, tally.forms, frozenset(tally.documents), tally.forms.total())
        return locals_

    def _entity(self, group: Iterable[int]) -> FolderEntity:
        members = sorted(group, key=lambda at: (-self._local[at].mentions, self._identities[at]))
        names = tuple(self._identities[at] for at in members)
        locals_ = [self._local[at] for at in members]
        shown = self.settled.shown_name(names)
        name = shown or (locals_[0].name if len(locals_) == 1 else display_name(locals_))
        forms: Counter[str] = Counter()
        for local in locals_:
            for form, count in local.forms.items():
                forms[" ".join(form.split())] += count
        documents = [self.names.documents[row] for row in frozenset().union(*(local.documents for local in locals_))]
        days = [document.published for document in documents if document.published]
        return FolderEntity(
            key=":".join(names[0]),
            name=name,
            kind=self.settled.shown_kind(names) or locals_[0].kind,
            aliases=tuple(form for form, count in forms.most_common() if form != name and count),
            mentions=sum(local.mentions for local in locals_),
            documents=tuple(sorted(document.name for document in documents)),
            first=min(days, default=None),
            last=max(days, default=None),
            by_hand=not self.settled.touched.isdisjoint(names),
            names=names,
        )


def directory(index: Index, decisions: Iterable[EntityDecision] = ()) -> Directory:
    """Return who is who in a folder, as far as it is indexed and as decided."""
    return Directory(index, read_names(index), settle(decisions))


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
