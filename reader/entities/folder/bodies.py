"""Which names of organizations and places in a folder are surely one."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Final

from reader.entities.cues import ORG_HEADS, PLACE_HEADS
from reader.entities.folder.joins import Joins
from reader.entities.folder.names import Company, Names, Node, Words
from reader.entities.names import acronyms_of, bare, is_acronym, words_of
from reader.text.mention import EntityKind

_UNMISTAKABLE: Final = 4
"""An abbreviation of so many letters hardly stands for two things in one folder."""

_OFTENER: Final = 2
"""In so many times as many documents a short name stands for others too: there is more than one Supreme Court."""


def join_bodies(names: Names, joins: Joins, company: Company) -> None:
    """Join a short name with the one longer name that a document of the folder explains it by.

    Without such a document an abbreviation joins the only name in the folder that it fits, if a document has both.
    """
    nodes = [node for node in names.joined(joins) if node.kind in ("organization", "place")]
    told = _explained(names, nodes)
    spelled = expansions(names, nodes)
    for node in nodes:
        short = _short(names, node)
        if not short:
            continue
        bearers = [other for other in told.get((node.kind, short), {}).values() if other is not node]
        fitting = [other for other in spelled.get(short[0], ()) if len(short) == 1 and other is not node]
        if len(bearers) == 1:
            bearer = bearers[0]
            rivals = [other for other in fitting if other is not bearer and other.documents & node.documents]
            unmistakable = bearer in fitting and len(short[0]) >= _UNMISTAKABLE
            seldom = len(short) == 1 or len(node.documents) <= _OFTENER * len(bearer.documents)
            kept = company.keeps(node, bearer, everywhere=len(short) > 1)
            if not rivals and (unmistakable or (seldom and kept)):
                joins.join(bearer.number, node.number)
        elif not bearers and len(fitting) == 1 and node.documents & fitting[0].documents:
            joins.join(fitting[0].number, node.number)


def _explained(names: Names, nodes: Iterable[Node]) -> dict[tuple[EntityKind, Words], dict[int, Node]]:
    """Return the groups that some document calls by a shorter name, by that name."""
    found: dict[tuple[EntityKind, Words], dict[int, Node]] = defaultdict(dict)
    for node in nodes:
        own = set(node.names)
        for number in node.numbers:
            local = names.locals[number]
            for form in local.forms:
                words = words_of(form, local.kind)
                if words not in own and telling(words):
                    found[node.kind, words][node.number] = node
    return found


def telling(words: Words) -> bool:
    """Whether a short name is more than "the university" or "the ministry"."""
    return not all(word in ORG_HEADS or word in PLACE_HEADS for word in words)


def _short(names: Names, node: Node) -> Words:
    """Return the one name of a group that may be short for another, or nothing."""
    if len(node.names) != 1:
        return ()
    words = node.names[0]
    name = bare(names.locals[node.number].name)
    return words if is_acronym(name) or len(words) > 1 else ()


def expansions(names: Names, nodes: Iterable[Node]) -> dict[str, list[Node]]:
    """Return the groups whose initials make each abbreviation."""
    found: dict[str, dict[int, Node]] = defaultdict(dict)
    for node in nodes:
        for number in node.numbers:
            for short in acronyms_of(names.locals[number].name, names.words[number]):
                found[short][node.number] = node
    return {short: list(its.values()) for short, its in found.items()}
