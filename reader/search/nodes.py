"""What a query is made of once it is read."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

WordKind = Literal["plain", "prefix", "fuzzy"]
FieldName = Literal["person", "org", "place", "title", "path", "tag", "note", "colour"]
PeriodName = Literal["date", "when"]
StateName = Literal["has:note", "has:mark", "has:tag", "is:unread", "is:read"]


@dataclass(frozen=True, slots=True)
class Word:
    """One word, folded as the index folds it."""

    text: str
    how: WordKind = "plain"
    """`prefix`: every word that begins so; `fuzzy`: every word within `edits` typing errors."""

    is_unfinished: bool = False
    """Whether it is a plain word still being typed, so that it stands for every word that it begins."""

    edits: int = 0
    """Of a fuzzy word: 1 or 2; 0 where that is left to the length of the word."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """Several words that stand together."""

    words: tuple[str, ...]
    slop: int = 0
    """0: side by side and in order. Else: near each other in any order, with at most so many words between."""

    is_joined: bool = False
    """Whether signs join the words (`rana-minister`, `o'clock`, `東京`) rather than quotation marks."""

    is_unfinished: bool = False
    """Whether the last word is still being typed, or ends in `*`: it stands for every word that it begins."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """A regular expression that `compiled` accepts."""

    source: str


@dataclass(frozen=True, slots=True)
class Field:
    """Something known of a passage or its document besides the words: who is named, its title, its tags."""

    name: FieldName
    value: str
    """As typed, without quotation marks."""


@dataclass(frozen=True, slots=True)
class Period:
    """Days, of which at least one must be met."""

    name: PeriodName
    """`date`: by the document's own date; `when`: by a date mentioned in the passage."""

    first: date | None
    last: date | None
    """Both included; `None` where it is open."""


@dataclass(frozen=True, slots=True)
class State:
    """What the user did with a passage or its document."""

    name: StateName


@dataclass(frozen=True, slots=True)
class Not:
    """Everything but that. It stands only at the top, or in an `AllOf` beside something that is none."""

    node: "Node"


@dataclass(frozen=True, slots=True)
class AllOf:
    """At least two things, of which all must hold; at least one is no `Not`."""

    nodes: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least two things, of which one must hold; none is a `Not`."""

    nodes: tuple["Node", ...]


Leaf: TypeAlias = Word | Phrase | Pattern | Field | Period | State
Node: TypeAlias = Leaf | Not | AllOf | AnyOf


def words_of(node: Node | None) -> Iterator[str]:
    """Yield every word that is looked for, in order, without those that must not occur."""
    match node:
        case Word():
            yield node.text
        case Phrase():
            yield from node.words
        case AllOf() | AnyOf():
            for part in node.nodes:
                yield from words_of(part)


def negated(node: Node) -> Node:
    """Return the opposite."""
    return node.node if isinstance(node, Not) else Not(node)


def all_of(nodes: Iterable[Node]) -> Node | None:
    """Join what must hold together. Where all of it is negated, that is one negation: none of them."""
    flat = _flat(nodes, AllOf)
    if len(flat) > 1 and all(isinstance(node, Not) for node in flat):
        inner = any_of(map(negated, flat))
        return Not(inner) if inner else None
    return AllOf(flat) if len(flat) > 1 else flat[0] if flat else None


def any_of(nodes: Iterable[Node]) -> Node | None:
    """Join what is offered as a choice. Where some of it is negated, the whole is: "a or not b" is "not (b without a)"."""
    flat = _flat(nodes, AnyOf)
    if len(flat) > 1 and any(isinstance(node, Not) for node in flat):
        wanted = any_of(node for node in flat if not isinstance(node, Not))
        unwanted = [node.node for node in flat if isinstance(node, Not)]
        inner = all_of([*unwanted, Not(wanted)] if wanted else unwanted)
        return Not(inner) if inner else None
    return AnyOf(flat) if len(flat) > 1 else flat[0] if flat else None


def _flat(nodes: Iterable[Node], kind: type[AllOf] | type[AnyOf]) -> tuple[Node, ...]:
    """Return each once; what is itself such a list is taken apart."""
    parts = (node.nodes if isinstance(node, kind) else (node,) for node in nodes)
    return tuple(dict.fromkeys(part for some in parts for part in some))
