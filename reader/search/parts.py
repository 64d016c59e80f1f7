"""A query sorted by what it asks for: words, conditions, patterns, and what mixes them."""

from dataclasses import dataclass, field

from reader.search.filters import Condition
from reader.search.groups import expression_of
from reader.search.nodes import AllOf, Field, Node, Not, Pattern, Period, State


@dataclass(slots=True)
class Parts:
    """A query, sorted by what its parts are; a passage must answer all of them."""

    texts: list[Node] = field(default_factory=list)
    """What knows of nothing but words."""

    unwanted: list[Node] = field(default_factory=list)
    conditions: list[tuple[Condition, bool]] = field(default_factory=list)
    """With whether they must hold, or must not."""

    patterns: list[tuple[Pattern, bool]] = field(default_factory=list)
    others: list[Node] = field(default_factory=list)
    """What mixes words and conditions."""

    @classmethod
    def of(cls, root: Node) -> "Parts":
        """Sort the parts of a query."""
        parts = cls()
        for node in root.nodes if isinstance(root, AllOf) else (root,):
            parts._add(node)
        return parts

    def _add(self, node: Node) -> None:
        inner, holds = (node.node, False) if isinstance(node, Not) else (node, True)
        match inner:
            case AllOf(nodes) if holds:
                for part in nodes:
                    self._add(part)
            case Field() | Period() | State():
                self.conditions.append((inner, holds))
            case Pattern():
                self.patterns.append((inner, holds))
            case _ if expression_of(inner) is None:
                self.others.append(node)
            case _:
                (self.texts if holds else self.unwanted).append(inner)
