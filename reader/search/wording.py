"""Writes a query as it was read, in the language in which queries are typed."""

from typing import Final

import regex

from reader.search.nodes import AllOf, AnyOf, Field, Leaf, Node, Not, Pattern, Period, Phrase, State, Word
from reader.text.safety import safe_line

_BARE: Final = regex.compile(r"[\w./+-]+")
_LONGEST: Final = 500
"""A longer reading is cut short: nobody reads on."""


def wording(root: Node) -> str:
    """Return the reading of a query, on one line, safe to show."""
    text = f"everything without {_inner(root.node)}" if isinstance(root, Not) else _written(root)
    line = " ".join(safe_line(text).split())
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…"


def _written(node: Node) -> str:
    match node:
        case Not():
            text = f"-{_inner(node.node)}"
        case AllOf():
            parts = (_inner(part) if isinstance(part, AnyOf) else _written(part) for part in node.nodes)
            text = " ".join(dict.fromkeys(parts))
        case AnyOf():
            text = " OR ".join(dict.fromkeys(map(_inner, node.nodes)))
        case _:
            text = _leaf(node)
    return text


def _leaf(leaf: Leaf) -> str:
    match leaf:
        case Word():
            text = leaf.text + {"plain": "", "prefix": "*", "fuzzy": f"~{leaf.edits or ''}"}[leaf.how]
        case Phrase():
            text = f'"{" ".join(leaf.words)}"' + (f"~{leaf.slop}" if leaf.slop else "")
        case Pattern():
            text = f"/{leaf.source}/"
        case Field():
            text = f"{leaf.name}:{leaf.value}" if _BARE.fullmatch(leaf.value) else f'{leaf.name}:"{leaf.value}"'
        case Period():
            text = f"{leaf.name}:{_days(leaf)}"
        case State():
            text = leaf.name
    return text


def _inner(node: Node) -> str:
    """Put into parentheses what consists of several."""
    return f"({_written(node)})" if isinstance(node, AllOf | AnyOf) else _written(node)


def _days(period: Period) -> str:
    first, last = (day.isoformat() if day else "" for day in (period.first, period.last))
    return first if first == last else f"{first}..{last}"
