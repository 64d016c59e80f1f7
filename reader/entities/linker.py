"""Gathers the mentions of one text into entities, joining only what the names themselves make safe."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final, get_args

from reader.entities.cues import ORG_HEADS
from reader.entities.model import Entity
from reader.entities.names import (
    acronyms_of,
    bare,
    generation,
    is_acronym,
    same_person,
    sex_of,
    without_generation,
    words_of,
)
from reader.text.mention import EntityKind, Mention

Words = tuple[str, ...]

_KINDS: Final[dict[str, EntityKind]] = {kind: kind for kind in get_args(EntityKind)}
_TITLE: Final = re.compile(r"\b(\w+)\.?\s+$")
_TITLE_REACH: Final = 12
_TYPES: Final = frozenset("university party bank group airlines foundation fc corporation company newspaper".split())
"""Words that a text leaves out when it names an organization again."""
_VARIANTS: Final = 8
"""How many people with the same first and last name are told apart by what stands between."""


@dataclass(slots=True, eq=False)
class _Group:
    """The mentions that share one normalised name, and the group it has been joined to."""

    kind: EntityKind
    words: Words
    mentions: list[Mention] = field(default_factory=list)
    forms: list[Words] = field(default_factory=list)
    sex: str = ""
    joined: "_Group | None" = None

    def root(self) -> "_Group":
        group = self
        while group.joined is not None:
            group = group.joined
        return group

    def join(self, other: "_Group") -> None:
        """Make this group part of `other`."""
        mine, its = self.root(), other.root()
        if mine is not its:
            mine.joined = its
            its.sex = its.sex or mine.sex


def link(text: str, mentions: Sequence[Mention]) -> list[Entity]:
    """Return the entities that `mentions` of `text` name, in order of first mention; each mention is in exactly one.

    Mentions of dates and times are left out. The same mentions give the same entities, whatever their order.
    """
    ordered = sorted(mentions, key=lambda mention: (mention.start, mention.end, mention.kind))
    groups = _by_name(text, ordered)
    people = [group for group in groups if group.kind == "person"]
    _join_full_names(people)
    people_parts = _join_parts(text, people)
    others = [group for group in groups if group.kind in ("organization", "place")]
    _join_acronyms(text, others)
    _join_longer(others)
    return _entities([*groups, *people_parts])


def _by_name(text: str, mentions: Iterable[Mention]) -> list[_Group]:
    groups: dict[tuple[EntityKind, Words, str], _Group] = {}
    for mention in mentions:
        kind = _KINDS.get(mention.kind)
        if kind is None:
            continue
        words = words_of(mention.text, kind)
        sex = _sex(text, mention) if kind == "person" else ""
        # "Mr Ito" and "Mrs Ito" are two people, "Ito" alone is told from its neighbours later
        key = (kind, words, sex if len(words) == 1 else "")
        group = groups.setdefault(key, _Group(kind, words))
        group.mentions.append(mention)
        group.sex = group.sex or sex
    return list(groups.values())


def _sex(text: str, mention: Mention) -> str:
    match = _TITLE.search(text, max(0, mention.start - _TITLE_REACH), mention.start)
    return sex_of(match.group(1) if match else mention.text)


def _join_full_names(people: list[_Group]) -> None:
    """Join "George W. Bush" with "George Bush", and "Coleman Headley" with "David Coleman Headley"."""
    ends: dict[tuple[str, str], list[_Group]] = defaultdict(list)
    parts: dict[Words, list[_Group]] = defaultdict(list)
    full = [group for group in people if len(without_generation(group.words)) > 1]
    for group in full:
        name = without_generation(group.words)
        same = ends[name[0], name[-1]]
        known = next((other for other in same if _fits(group.words, other.forms)), None)
        if known is not None:
            group.join(known)
            known.forms.append(group.words)
        elif len(same) < _VARIANTS:
            group.forms.append(group.words)
            same.append(group)
        for size in range(2, len(name)):
            for part in {name[:size], name[-size:]}:
                parts[part].append(group)
    for group in full:
        longer = {other.root() for other in parts.get(without_generation(group.words), ())} - {group.root()}
        if len(longer) == 1 and group.joined is None and not generation(group.words):
            group.join(longer.pop())


def _fits(words: Words, forms: list[Words]) -> bool:
    return len(forms) < _VARIANTS and all(same_person(words, form) for form in forms)


def _join_parts(text: str, people: list[_Group]) -> list[_Group]:
    """Let a family or a given name alone join the one full name that has it, or the last one before it.

    Return new groups for the mentions of one form that name different people.
    """
    bearers = _bearers(people)
    singles = [group for group in people if len(group.words) == 1]
    shared = [group for group in singles if len(_fitting(bearers, group)) > 1]
    for group in singles:
        found = _fitting(bearers, group)
        if len(found) == 1:
            group.join(found[0])
    _join_titled(singles)
    return _nearest(text, people, shared)


def _bearers(people: list[_Group]) -> dict[str, list[_Group]]:
    """Return who has each word as family name; where nobody has, as given name; where nobody has, with a number."""
    family: dict[str, list[_Group]] = defaultdict(list)
    given: dict[str, list[_Group]] = defaultdict(list)
    crowned: dict[str, list[_Group]] = defaultdict(list)
    for group in people:
        name = without_generation(group.words)
        if len(group.words) < 2 or group.joined is not None:
            continue
        named = family if len(name) > 1 else crowned
        named[name[-1]].append(group)
        given[name[0]].append(group)
    return {**crowned, **given, **family}


def _fitting(bearers: dict[str, list[_Group]], group: _Group) -> list[_Group]:
    found = bearers.get(group.words[0], [])
    return [other for other in found if not (other.sex and group.sex and other.sex != group.sex)]


def _join_titled(singles: list[_Group]) -> None:
    """Join "Ito" with "Mrs Ito" where no other Ito is in the text."""
    named: dict[str, list[_Group]] = defaultdict(list)
    for group in singles:
        named[group.words[0]].append(group)
    for same in named.values():
        titled = [group for group in same if group.sex]
        plain = [group for group in same if not group.sex]
        if len(titled) == 1 and plain and all(group.joined is None for group in same):
            plain[0].join(titled[0])


def _nearest(text: str, people: list[_Group], shared: list[_Group]) -> list[_Group]:
    """Give every mention of a name that several people share to the one named last before it."""
    if not shared:
        return []
    wanted = {id(group) for group in shared}
    latest: dict[tuple[str, str], _Group] = {}
    moved: list[_Group] = []
    everything = sorted(
        ((mention.start, mention.end, group, mention) for group in people for mention in group.mentions),
        key=lambda item: item[:2],
    )
    for group in shared:
        group.mentions = []
    for _start, _end, group, mention in everything:
        if id(group) not in wanted:
            root = group.root()
            for word in (root.words[0], without_generation(root.words)[-1]):
                latest[word, root.sex] = latest[word, ""] = root
            continue
        sex = _sex(text, mention)
        owner = latest.get((group.words[0], sex)) or latest.get((group.words[0], ""))
        if owner is None or (sex and owner.sex and owner.sex != sex):
            group.mentions.append(mention)
        else:
            part = _Group("person", group.words, [mention])
            part.join(owner)
            moved.append(part)
    return moved


def _join_acronyms(text: str, groups: list[_Group]) -> None:
    """Join "MEA" with the one "Ministry of External Affairs" in the text."""
    expansions: dict[str, list[_Group]] = defaultdict(list)
    for group in groups:
        for short in acronyms_of(group.mentions[0].text, group.words):
            expansions[short].append(group)
    for group in groups:
        first = group.mentions[0].text
        if len(group.words) != 1 or not is_acronym(bare(first)):
            continue
        found = [other for other in expansions.get(group.words[0], ()) if other is not group]
        told = [other for other in found if _defines(text, other, group)]
        if len(told) == 1 or len(found) == 1:
            group.join((told or found)[0])


def _defines(text: str, longer: _Group, short: _Group) -> bool:
    """Whether the abbreviation stands in brackets after the longer name."""
    at = {mention.start for mention in short.mentions}
    return any(text[mention.end : mention.end + 2] == " (" and mention.end + 2 in at for mention in longer.mentions)


def _join_longer(groups: list[_Group]) -> None:
    """Join a name with the one longer name that it abridges.

    "State Department" with "US State Department", "Harvard" and "the University" with "Harvard University".
    """
    tails = _tails(groups)
    for group in groups:
        if group.kind != "organization" or group.joined is not None:
            continue
        longer = {other.root() for other in tails.get(group.words, ())} - {group}
        if len(longer) == 1:
            group.join(longer.pop())


def _tails(groups: list[_Group]) -> dict[Words, list[_Group]]:
    tails: dict[Words, list[_Group]] = defaultdict(list)
    for group in groups:
        if group.kind != "organization":
            continue
        words = group.words
        for size in range(2, len(words)):
            if "of" not in words[:-size] and "and" not in words[:-size]:
                tails[words[-size:]].append(group)
        if len(words) > 1:
            if words[-1] in _TYPES:
                tails[words[:-1]].append(group)
            for word in {words[0], words[-1]} & ORG_HEADS:
                tails[word,].append(group)
    return tails


def _entities(groups: list[_Group]) -> list[Entity]:
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
