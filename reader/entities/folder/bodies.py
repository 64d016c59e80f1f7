"""Which names of organizations and places in a folder are surely one."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from reader.entities.cues import ORG_HEADS, PLACE_HEADS
from reader.entities.folder.joins import Joins
from reader.entities.folder.names import Company, Names, Node, Words
from reader.entities.names import acronyms_of, bare, is_acronym, words_of
from reader.entities.spelling import surely_one
from reader.text.mention import EntityKind

_UNMISTAKABLE: Final = 4
"""An abbreviation of so many letters hardly stands for two things in one folder."""

_FEW: Final = 8
"""More bodies than these with one abbreviation are not compared."""

_OFTENER: Final = 2
"""In so many times as many documents a short name stands for others too: there is more than one Supreme Court."""


def join_bodies(names: Names, joins: Joins, company: Company) -> None:
    """Join a short name with the one longer name that a document of the folder explains it by.

    Without such a document an abbreviation joins the only name in the folder that it fits, if a document has both.
    """
    nodes = [node for node in names.joined(joins) if node.kind in ("organization", "place")]
    told = _explained(names, nodes)
    spelled = expansions(names, nodes)
    _join_namesakes(told, spelled, joins)
    for node in nodes:
        short = _short(names, node)
        if not short:
            continue
        bearers = _known_best(other for other in told.get((node.kind, short), {}).values() if other is not node)
        bearers = bearers[:1] if len({joins.find(other.number) for other in bearers}) == 1 else bearers
        fitting = [other for other in spelled.get(short[0], ()) if len(short) == 1 and other is not node]
        if len(bearers) == 1:
            bearer = bearers[0]
            rivals = [
                other
                for other in fitting
                if joins.find(other.number) != joins.find(bearer.number) and other.documents & node.documents
            ]
            unmistakable = bearer in fitting and len(short[0]) >= _UNMISTAKABLE
            seldom = len(short) == 1 or len(node.documents) <= _OFTENER * len(bearer.documents)
            kept = company.keeps(node, bearer, everywhere=len(short) > 1)
            if not rivals and (unmistakable or (seldom and kept)):
                joins.join(bearer.number, node.number)
        elif not bearers and len(fitting) == 1 and node.documents & fitting[0].documents:
            joins.join(fitting[0].number, node.number)


def _known_best(nodes: Iterable[Node]) -> list[Node]:
    return sorted(nodes, key=lambda node: (-len(node.documents), node.number))


def _join_namesakes(
    told: Mapping[tuple[EntityKind, Words], Mapping[int, Node]], spelled: Mapping[str, Sequence[Node]], joins: Joins
) -> None:
    """Join bodies that documents call by the initials of one of them if their names are nearly the same."""
    for (_, short), bearers in told.items():
        fitting = spelled.get(short[0], ()) if len(short) == 1 and 1 < len(bearers) <= _FEW else ()
        for one in fitting:
            for other in bearers.values():
                if one.number in bearers and any(_nearly(mine, its) for mine in one.names for its in other.names):
                    joins.join(one.number, other.number)


def _nearly(one: Words, other: Words) -> bool:
    """Whether one name is the other with more in front or behind, or another spelling of it."""
    short, long = sorted((_important(one), _important(other)), key=len)
    if len(short) < 2:
        return False
    return short in (long[: len(short)], long[-len(short) :]) or surely_one(" ".join(short), " ".join(long))


def _important(words: Words) -> Words:
    return tuple(word for word in words if word not in ("of", "the", "for", "and"))


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
