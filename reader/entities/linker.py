"""Gathers the mentions of one text into entities, joining only what the names and the text make safe."""

from collections.abc import Sequence

from reader.entities.linking.bodies import join_bodies
from reader.entities.linking.group import Group, groups_by_name
from reader.entities.linking.people import join_people
from reader.entities.linking.told import join_told
from reader.entities.model import Entity
from reader.entities.names import bare
from reader.text.mention import EntityKind, Mention


def link(text: str, mentions: Sequence[Mention]) -> list[Entity]:
    """Return the entities that `mentions` of `text` name, in order of first mention; each mention is in exactly one.

    Mentions of dates and times are left out. The same mentions give the same entities, whatever their order.
    """
    ordered = sorted(mentions, key=lambda mention: (mention.start, mention.end, mention.kind))
    groups = groups_by_name(text, ordered)
    join_told(text, ordered, {mention: group for group in groups for mention in group.mentions})
    parts = join_people(text, [group for group in groups if group.kind == "person"])
    join_bodies(text, [group for group in groups if group.kind in ("organization", "place")])
    return _entities([*groups, *parts])


def _entities(groups: list[Group]) -> list[Entity]:
    gathered: dict[int, list[Mention]] = {}
    kinds: dict[int, EntityKind] = {}
    for group in groups:
        root = group.root()
        gathered.setdefault(id(root), []).extend(group.mentions)
        kinds[id(root)] = root.kind
    entities = []
    for root_id, mentions in gathered.items():
        if mentions:
            ordered = sorted(mentions, key=lambda mention: (mention.start, mention.end))
            kind = kinds[root_id]
            entities.append(Entity(_fullest(ordered, kind), kind, tuple(ordered)))
    return sorted(entities, key=lambda entity: (entity.mentions[0].start, entity.mentions[0].end, entity.kind))


def _fullest(mentions: list[Mention], kind: EntityKind) -> str:
    """Return the form to show: the one with most words, rather not in capitals; of equals, the first."""
    names = list(dict.fromkeys(bare(mention.text) for mention in mentions))
    if kind == "nationality":
        return min(names, key=len)
    return max(names, key=lambda name: (len(name.split()), not (name.isupper() and len(name) > 5), len(name)))
