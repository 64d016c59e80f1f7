"""A stretch of text that names something."""

from dataclasses import dataclass
from typing import Final, Literal, get_args

EntityKind = Literal["person", "organization", "place", "nationality", "event", "law", "work", "money"]
DateKind = Literal["date", "time", "duration", "set"]
Kind = EntityKind | DateKind

ENTITY_KINDS: Final[tuple[EntityKind, ...]] = get_args(EntityKind)
"""Every kind of entity, in the order in which lists show them."""

KINDS: Final[tuple[Kind, ...]] = (*ENTITY_KINDS, *get_args(DateKind))
"""Every kind of mention, in that order."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of text and what kind of thing it names."""

    start: int
    """Code-point offset of the first character."""

    end: int
    """Code-point offset after the last character."""

    kind: Kind
    """What the stretch names."""

    text: str
    """The characters themselves, as written."""
