"""A document's mentions as the whole folder sees them and as a person decided."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from reader.corpus.added import added_in, without_overlaps
from reader.corpus.directory import Directory
from reader.corpus.model import EntityMentions, Found
from reader.corpus.settled import Settled, settle
from reader.documents import Document
from reader.notebook import EntityDecision, EntityName
from reader.text.mention import EntityKind, Mention

_Whose = tuple[str, EntityKind, str, bool]
"""Name, kind and key of an entity, and whether a person decided something about it."""


def with_entities(
    found: Found, document: Document, decisions: Iterable[EntityDecision], directory: Directory | None = None
) -> Found:
    """Return what was found with its mentions as decided: some out, some in, each under the folder's name for it.

    Args:
        found: what the finders say.
        document: where they found it.
        decisions: everything decided about entities, in order.
        directory: who is who, where that has been worked out; it may be older than the decisions, and what it does not
            know keeps the finders' name.
    """
    settled = settle(decisions)
    mentions = [
        (mention, settled.identity((entity.kind, entity.name), mention.text, document.name))
        for entity in found.entities
        for mention in entity.mentions
    ]
    added, replaced = without_overlaps(
        added_in(document.text, settled, document.body_start),
        [(mention.start, mention.end, identity) for mention, identity in mentions],
        settled,
    )
    gathered: dict[_Whose, list[Mention]] = defaultdict(list)
    for mention, identity in mentions:
        if identity is not None and (mention.start, mention.end) not in replaced:
            gathered[_whose(settled, directory, identity)].append(mention)
    for each in added:
        gathered[_whose(settled, directory, each.name)].append(Mention(each.start, each.end, each.name[0], each.text))
    entities = [
        EntityMentions(name, kind, _of_kind(mentions, kind), by_hand, key)
        for (name, kind, key, by_hand), mentions in gathered.items()
    ]
    return replace(found, entities=tuple(sorted(entities, key=lambda entity: entity.mentions[0].start)))


def _whose(settled: Settled, directory: Directory | None, identity: EntityName) -> _Whose:
    entity = directory.identified(identity) if directory else None
    names = entity.names if entity else (identity,)
    name = settled.shown_name(names) or (entity.name if entity else settled.own_name(identity))
    kind = settled.shown_kind(names) or (entity.kind if entity else identity[0])
    by_hand = entity.by_hand if entity else False
    return name, kind, entity.key if entity else "", by_hand or not settled.touched.isdisjoint(names)


def _of_kind(mentions: list[Mention], kind: EntityKind) -> tuple[Mention, ...]:
    ordered = sorted(mentions, key=lambda mention: mention.start)
    return tuple(mention if mention.kind == kind else replace(mention, kind=kind) for mention in ordered)
