"""Who is who as a list: what answers a line that a person types, and its rows."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from reader.app.keys import with_keys
from reader.app.page import facts, padded
from reader.app.reading import DECIDED, HEADINGS
from reader.app.widgets.parts import Part
from reader.app.widgets.row_list import LazyRows, Row
from reader.corpus import Directory, FolderEntity
from reader.notebook import EntityName
from reader.text.folding import fold
from reader.text.hygiene import looks_like
from reader.text.mention import ENTITY_KINDS, EntityKind

_WIDE, _NAME = 70, 34
"""Cells from which on names stand in a column with their other names beside them, and how wide that column is."""

_KIND_WORDS: Final[dict[str, EntityKind]] = {
    **{kind: kind for kind in ENTITY_KINDS},
    **{fold(HEADINGS[kind]): kind for kind in ENTITY_KINDS},
    "persons": "person",
}
"""What a person types to see one kind only."""


_TWO_COLUMNS: Final = 50
"""Cells from which on the number of documents stands beside that of mentions."""


@dataclass(frozen=True, slots=True)
class Rejected:
    """A name that a person said is no entity."""

    name: EntityName
    shown: str
    """As it is written."""

    @property
    def key(self) -> str:
        """What its row stands for."""
        return f"no {self.name[0]}:{self.name[1]}"


@dataclass(frozen=True, slots=True)
class Answer:
    """What the list shows."""

    entities: tuple[FolderEntity, ...] = ()
    """By kind, and by mentions within it."""

    rejected: tuple[Rejected, ...] = ()
    total: int = 0
    twins: Mapping[str, str] = field(default_factory=dict)
    """By the keys of entities, the name of another one that looks the same and is written in other letters."""


def answer_to(typed: str, known: Directory, without: Sequence[EntityName] = ()) -> Answer:
    """Return what answers a line: words of a name, and perhaps a kind.

    Args:
        typed: the line.
        known: who is who.
        without: names of an entity that is left out.
    """
    words = typed.split()
    kinds = [_KIND_WORDS[fold(word)] for word in words if fold(word) in _KIND_WORDS]
    rest = " ".join(word for word in words if fold(word) not in _KIND_WORDS)
    found = known.matching(rest, kinds[-1]) if kinds else []
    found = found or known.matching(typed)
    left_out = set(without)
    entities = sorted(
        (entity for entity in found if not left_out & set(entity.names)), key=lambda e: ENTITY_KINDS.index(e.kind)
    )
    rejected = [Rejected(name, known.settled.forms.get(name, name[1])) for name in sorted(known.settled.rejected)]
    shown = [each for each in rejected if not left_out and all(fold(word) in fold(each.shown) for word in words)]
    return Answer(tuple(entities), tuple(shown), len(known.entities), twins_of(known.entities))


def twins_of(entities: Iterable[FolderEntity]) -> dict[str, str]:
    """Return for the entities whose names cannot be told apart by the eye the name of another such one."""
    known = [*entities]
    looks = {looks_like(entity.name) for entity in known if not entity.name.isascii()}
    alike: dict[str, list[FolderEntity]] = {}
    for entity in known if looks else ():
        if (look := looks_like(entity.name)) in looks:
            alike.setdefault(look, []).append(entity)
    return {
        entity.key: other.name
        for group in alike.values()
        for entity in group
        if (other := next((each for each in group if each.name != entity.name), None))
    }


def describe(entity: FolderEntity, width: int, twin: str = "") -> list[Part]:
    """Return in words what is known of an entity; `twin` is the name of another that looks like it."""
    parts: list[Part] = [(" ", ""), (entity.name, entity.kind), (f"  {entity.kind}", "quiet")]
    parts += [("  ", ""), DECIDED, ("by you", "decided")] if entity.by_hand else []
    parts += [(f"  looks like “{twin}”, in other letters", "warning")] if twin else []
    return [*parts, (f" · {facts(entity, width - len(entity.name))}", "quiet")]


def who_rows(answer: Answer, width: int) -> LazyRows:
    """Return an answer as rows under a heading for every kind, each made when it is drawn."""
    items: list[FolderEntity | Rejected | EntityKind | None] = []
    keys: list[str] = []
    counts = dict.fromkeys(ENTITY_KINDS, 0)
    for entity in answer.entities:
        if not counts[entity.kind]:
            items.append(entity.kind)
            keys.append("")
        counts[entity.kind] += 1
        items.append(entity)
        keys.append(entity.key)
    if answer.rejected:
        items += [None, *answer.rejected]
        keys += ["", *(each.key for each in answer.rejected)]

    def make(at: int) -> Row:
        item = items[at]
        if isinstance(item, FolderEntity):
            return _row(item, keys[at], width)
        if isinstance(item, Rejected):
            return Row((("✗ ", "decided"), (item.shown, "quiet"), (f"  {item.name[0]}", "quiet")), keys[at])
        if item is None:
            return Row(((" Not entities, as you said", "heading"), (with_keys("  {reject} takes that back"), "quiet")))
        heading = Row(((f" {HEADINGS[item]} ", "heading"), (f"{counts[item]:,}", "quiet")))
        return Row(heading.parts, right=(_columns("mentions", "documents", width) if not at else "", "quiet"))

    return LazyRows(keys, make)


def _row(entity: FolderEntity, key: str, width: int) -> Row:
    sign = DECIDED if entity.by_hand else ("  ", "")
    others = " · ".join(entity.aliases[:8])
    name = padded(entity.name, _NAME) if width >= _WIDE else f"{entity.name}  "
    right = _columns(f"{entity.mentions:,}", f"{len(entity.documents):,}", width)
    return Row((sign, (name, entity.kind), (others, "quiet")), key, (right, "quiet"))


def _columns(mentions: str, documents: str, width: int) -> str:
    return f"{mentions:>8}   {documents:>9} " if width >= _TWO_COLUMNS else f"{mentions:>8} "
