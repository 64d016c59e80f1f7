"""What goes into the linking of a folder, and what suggestions look like."""

from collections.abc import Mapping
from dataclasses import dataclass

from reader.text.mention import EntityKind


@dataclass(frozen=True, slots=True)
class Local:
    """An entity as documents name it: one for each name and kind of the folder."""

    name: str
    """The name."""

    kind: EntityKind
    """What it is."""

    forms: Mapping[str, int]
    """How it is written anywhere, and how often; the name is one of them."""

    documents: frozenset[int]
    """The numbers of the documents that have it."""

    mentions: int
    """How often it is mentioned."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """Two entities that may be one, for a person to decide."""

    first: int
    """The index of a name of the better known one."""

    second: int
    """The index of a name of the other."""

    why: str
    """What speaks for it, in a few words."""
