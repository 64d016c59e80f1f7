"""Which names of people in a folder are surely one person."""

from collections import defaultdict
from collections.abc import Iterable
from itertools import combinations
from typing import Final

from reader.entities.cues import PARTICLES
from reader.entities.folder.joins import Joins
from reader.entities.folder.names import Company, Names, Node, Words, full
from reader.entities.lexicon import lexicon
from reader.entities.names import generation, same_person, without_generation
from reader.entities.spelling import alike

_VARIANTS: Final = 8
"""More names than these with one first and last name are several people's, and none can be told."""

_ATTESTED: Final = 3
"""How often a person must be mentioned to be known by the family name alone."""


def join_full_names(names: Names, joins: Joins, company: Company) -> None:
    """Join "George W. Bush" with "George Walker Bush", and with "George Bush" where no other George Bush is known."""
    ends: dict[tuple[str, str], list[Node]] = defaultdict(list)
    people = [node for node in names.joined(joins) if node.kind == "person"]
    for node in people:
        for first, last in {(n[0], n[-1]) for n in map(without_generation, node.names) if len(n) > 1}:
            ends[first, last].append(node)
    for same in ends.values():
        if 1 < len(same) <= _VARIANTS:
            _join_variants(same, joins, company)
    _join_shorter(people, joins, company)


def _join_variants(same: list[Node], joins: Joins, company: Company) -> None:
    """Join people with one first and last name who cannot be told apart, nor be taken for a third one."""
    for one, other in combinations(same, 2):
        rivals = (node for node in same if node is not one and node is not other)
        if (
            _one_person(one, other)
            and all(_one_person(node, one) == _one_person(node, other) for node in rivals)
            and (_as_full(one, other) or company.keeps(*sorted((one, other), key=_weight), everywhere=True))
        ):
            joins.join(one.number, other.number)


def _weight(node: Node) -> tuple[int, int]:
    return node.mentions, -node.number


def _as_full(one: Node, other: Node) -> bool:
    """Whether neither leaves out what the other has in between: "George Martin" may not be George R. R. Martin."""
    middles = [{without_generation(words)[1:-1] for words in node.names} for node in (one, other)]
    return _same_age(one, other) and all(bool(mine) == bool(its) for mine in middles[0] for its in middles[1])


def _one_person(one: Node, other: Node) -> bool:
    return not one.apart_by_sex(other) and all(
        same_person(mine, its) for mine in one.names for its in other.names if full(mine) and full(its)
    )


def _same_age(one: Node, other: Node) -> bool:
    return {generation(words) for words in one.names} == {generation(words) for words in other.names}


def _join_shorter(people: Iterable[Node], joins: Joins, company: Company) -> None:
    """Join "Coleman Headley" with the one "David Coleman Headley" that keeps the same company."""
    longer: dict[Words, set[int]] = defaultdict(set)
    nodes = {node.number: node for node in people}
    for node in nodes.values():
        for words in node.names:
            name = without_generation(words)
            for size in range(2, min(len(name), 6)):
                longer[name[-size:]].add(node.number)
                longer[name[:size]].add(node.number)
    for node in nodes.values():
        found = set().union(*(longer.get(words, ()) for words in node.names)) - {node.number}
        if len({joins.find(number) for number in found}) != 1:
            continue
        bearer = nodes[min(found)]
        known = len(bearer.documents) > 1 or not _stands_for_many(node, bearer)
        if known and _one_age(node, bearer) and company.keeps(node, bearer, everywhere=True):
            joins.join(bearer.number, node.number)


def _stands_for_many(node: Node, bearer: Node) -> bool:
    """Whether the shorter name is a family's, with a particle before ("al Thani"), or is given names only."""
    return any(
        words[0] in PARTICLES or any(long[: len(words)] == words for long in bearer.names) for words in node.names
    )


def _one_age(one: Node, other: Node) -> bool:
    return _same_age(one, other) and not one.apart_by_sex(other)


def join_spellings(names: Names, joins: Joins, company: Company) -> None:
    """Join full names that differ in the spelling of one word, where the rarer one keeps the other's company."""
    for one, other in spellings(node for node in names.joined(joins) if node.kind == "person"):
        rare, common = sorted((one, other), key=_weight)
        if (
            not one.documents & other.documents
            and rare.mentions * 2 <= common.mentions
            and company.keeps(rare, common, everywhere=True)
        ):
            joins.join(common.number, rare.number)


def spellings(people: Iterable[Node], *, surely: bool = True) -> list[tuple[Node, Node]]:
    """Return the pairs of people whose full names agree but for the spelling of one word."""
    named = ((node, words) for node in people for words in node.names)
    return [(one, other) for one, other in alike(named, surely=surely) if not one.apart_by_sex(other)]


def join_lone_names(names: Names, joins: Joins, company: Company) -> None:
    """Join a family name that stands alone with its one bearer in the folder.

    The bearer is known from more than one document, is in none of those documents by another name, and keeps the same company in each.
    """
    people = [node for node in names.joined(joins) if node.kind == "person"]
    bearers = bearers_of(people)
    given = lexicon().given
    for node in people:
        word = lone_word(node)
        found = bearers.get(word, []) if word else []
        if len(found) != 1 or word.capitalize() in given:
            continue
        bearer = found[0]
        if (
            word in {without_generation(words)[-1] for words in bearer.names if full(words)}
            and bearer.mentions >= _ATTESTED
            and len(bearer.documents) > 1
            and len(node.documents) <= 2 * len(bearer.documents)
            and not node.documents & bearer.documents
            and not node.apart_by_sex(bearer)
            and company.keeps(node, bearer, everywhere=True)
        ):
            joins.join(bearer.number, node.number)


def lone_word(node: Node) -> str:
    """Return the one word that all its names are, or nothing."""
    return node.names[0][0] if len(node.names) == 1 and len(node.names[0]) == 1 else ""


def bearers_of(people: Iterable[Node]) -> dict[str, list[Node]]:
    """Return who has each word as first or last name."""
    found: dict[str, dict[int, Node]] = defaultdict(dict)
    for node in people:
        for words in node.names:
            if full(words):
                name = without_generation(words)
                for word in (name[0], name[-1]):
                    found[word][node.number] = node
    return {word: list(nodes.values()) for word, nodes in found.items()}
