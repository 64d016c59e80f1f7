"""Who is named in the same paragraphs."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, groupby
from typing import Final

from reader.corpus.directory import Directory, Place
from reader.corpus.index import Index
from reader.corpus.kwic import in_context, sentence_around
from reader.corpus.model import Beside, FolderEntity, Graph
from reader.text.mention import Mention

_CROWD: Final = 200
"""A paragraph with more names than this is a list or a table; standing in it together says nothing."""


@dataclass(slots=True)
class _Company:
    """How often an entity is met, and where it stands closest."""

    entity: FolderEntity
    together: int
    distance: int
    place: Place


def beside(index: Index, directory: Directory, entity: FolderEntity, limit: int = 30) -> list[Beside]:
    """Return who is named in the same paragraphs as an entity, most often first, each with the closest such mention."""
    own: dict[tuple[int, int], list[Mention]] = defaultdict(list)
    for place in directory.places(entity):
        own[place.document, place.paragraph].append(place.mention)
    met: dict[str, _Company] = {}
    for (document, paragraph), mentions in own.items():
        seen: set[str] = set()
        for other, mention in directory.named_in(document, paragraph):
            if other.key == entity.key:
                continue
            place = Place(document, paragraph, mention)
            distance = min(abs(mention.start - each.start) for each in mentions)
            company = met.setdefault(other.key, _Company(other, 0, distance, place))
            company.together += other.key not in seen
            seen.add(other.key)
            if distance < company.distance:
                company.distance, company.place = distance, place
    most = sorted(met.values(), key=lambda each: (-each.together, -each.entity.mentions, each.entity.name))[:limit]
    documents = directory.documents
    return [
        Beside(company.entity, company.together, example, sentence_around(index, company.place))
        for company in most
        for example in in_context(index, documents, [company.place])
    ]


def graph(index: Index, directory: Directory, among: Sequence[FolderEntity] | None = None) -> Graph:
    """Return who is named together with whom: an edge counts the paragraphs that name both.

    Args:
        index: where the mentions are.
        directory: who is who.
        among: the entities to take, by default all.
    """
    nodes = directory.entities if among is None else tuple(among)
    taken = {entity.key: at for at, entity in enumerate(nodes)}
    weights: Counter[tuple[int, int]] = Counter()
    for names in _paragraphs(index, directory):
        here = sorted({taken[key] for key in names if key in taken})
        if len(here) <= _CROWD:
            weights.update(combinations(here, 2))
    return Graph(nodes, tuple((*pair, weight) for pair, weight in sorted(weights.items())))


def _paragraphs(index: Index, directory: Directory) -> Iterator[set[str]]:
    """Yield the keys of everyone named in a paragraph, paragraph by paragraph."""
    query = (
        'SELECT mentions.document, paragraph, start, "end", text, entities.name FROM mentions'
        " JOIN entities ON entities.id = mentions.entity ORDER BY mentions.document, paragraph"
    )
    with index.reading() as db:
        for (document, paragraph), rows in groupby(db.execute(query), key=lambda row: row[:2]):
            named = (directory.whose(row[5], row[0], *row[2:5]) for row in rows)
            keys = {entity.key for entity in named if entity is not None}
            yield keys | {
                entity.key
                for added in directory.added_in(document, paragraph)
                if (entity := directory.identified(added.name))
            }
