"""Mentions that share a name, and the groups they are joined to."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final, get_args

from reader.entities.names import sex_of, words_of
from reader.entities.spelling import letters
from reader.text.mention import EntityKind, Mention

Words = tuple[str, ...]

_KINDS: Final[dict[str, EntityKind]] = {kind: kind for kind in get_args(EntityKind)}
_TITLE: Final = re.compile(r"\b(\w+)\.?\s+$")
_TITLE_REACH: Final = 12
_PART: Final = re.compile(
    r"\b((?:north|south|east|west)(?:ern|-?east|-?west|-?eastern|-?western)?|central|downtown|uptown|midtown|mainland"
    r"|modern|inner|upper|lower|coastal|rural|continental|ancient|medieval|colonial|independent|occupied)[\s-]$"
)
_PART_REACH: Final = 16
"""What makes a part of a place, or the place of another time, out of it."""


@dataclass(slots=True, eq=False)
class Group:
    """The mentions that share one normalised name, and the group it has been joined to."""

    kind: EntityKind
    words: Words
    mentions: list[Mention] = field(default_factory=list)
    sex: str = ""
    part: str = ""
    """What stands before a place that narrows it down: "southern"."""

    count: int = 0
    """How many mentions are joined here, those of other names too."""

    joined: "Group | None" = None

    def add(self, mention: Mention) -> None:
        """Put a mention of this name in."""
        self.mentions.append(mention)
        self.count += 1

    def root(self) -> "Group":
        """Return the group that this one has become part of."""
        root = self
        while root.joined is not None:
            root = root.joined
        group = self
        while group.joined is not None:
            group.joined, group = root, group.joined
        return root

    def join(self, other: "Group") -> None:
        """Make this group part of `other`."""
        mine, its = self.root(), other.root()
        if mine is not its:
            mine.joined = its
            its.count += mine.count
            its.sex = its.sex or mine.sex


def groups_by_name(text: str, mentions: Iterable[Mention]) -> list[Group]:
    """Return the mentions in groups of one kind and one name, in order of first mention; dates are left out."""
    groups: dict[tuple[str, ...], Group] = {}
    for mention in mentions:
        kind = _KINDS.get(mention.kind)
        if kind is None:
            continue
        words = words_of(mention.text, kind)
        sex = sex_by_title(text, mention) if kind == "person" else ""
        part = _part(text, mention) if kind == "place" else ""
        # "Mr Ito" and "Mrs Ito" are two people, "Ito" alone is told from its neighbours later
        key = (kind, letters(words), sex if len(words) == 1 else "", part)
        group = groups.get(key)
        if group is None:
            group = groups[key] = Group(kind, words, part=part)
        group.add(mention)
        group.sex = group.sex or sex
    return list(groups.values())


def sex_by_title(text: str, mention: Mention) -> str:
    """Return the sex that the title before or in a mention says: "m", "f" or nothing."""
    match = _TITLE.search(text, max(0, mention.start - _TITLE_REACH), mention.start)
    return sex_of(mention.text) or (sex_of(match.group(1)) if match else "")


def _part(text: str, mention: Mention) -> str:
    match = _PART.search(text, max(0, mention.start - _PART_REACH), mention.start)
    return match.group(1) if match else ""


def leading(groups: Iterable[Group], share: int) -> Group | None:
    """Return the only one of some groups, or the one that is mentioned so much more than any other that it is meant."""
    roots = sorted(
        {id(root): root for root in (group.root() for group in groups)}.values(), key=lambda root: -root.count
    )
    if not roots or (len(roots) > 1 and roots[0].count < max(3, share * roots[1].count)):
        return None
    return roots[0]
