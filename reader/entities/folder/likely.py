"""Suggests which entities of a folder might be one, where that is too uncertain to be done without asking."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import log
from typing import Final

from reader.entities.folder.bodies import expansions, telling
from reader.entities.folder.model import Likeness, Local
from reader.entities.folder.names import Company, Names, Node, Words, full
from reader.entities.folder.people import bearers_of, lone_word, spellings
from reader.entities.known import NICKNAMES
from reader.entities.names import agrees, generation, is_acronym, same_person, without_generation
from reader.entities.spelling import near

_FEW: Final = 3
"""Where more entities than these would fit a name, none is suggested."""

_BLOCK: Final = 30

_WEIGHTS: Final = {
    "initial fits": 3.0,
    "initials fit": 3.0,
    "spelled differently": 3.0,
    "one letter apart": 2.5,
    "same words in another order": 2.5,
    "middle name left out": 2.5,
    "short for the same first name": 2.5,
    "same name without the generation": 2.0,
    "family name alone": 2.0,
    "part of the longer name": 1.5,
    "first name alone": 1.0,
    "same name, another kind": 1.0,
}


@dataclass(frozen=True, slots=True)
class _Guess:
    one: Node
    other: Node
    why: str


def likely_same(
    locals_: Sequence[Local],
    groups: Sequence[Sequence[int]],
    apart: Iterable[tuple[int, int]] = (),
    limit: int = 200,
) -> list[Likeness]:
    """Return pairs of groups that may be one entity, best first, each group given by the index of one of its names.

    Pairs in `apart` have been answered with no, and are not asked again.
    """
    names = Names(locals_, range(len(locals_)))
    nodes = names.nodes([sorted(group) for group in groups if group])
    group_of = {number: node.number for node in nodes for number in node.numbers}
    answered = {frozenset((group_of[one], group_of[other])) for one, other in apart if {one, other} <= group_of.keys()}
    company = Company(nodes)
    best: dict[tuple[int, int], tuple[float, Likeness]] = {}
    for guess in _guesses(names, nodes):
        one, other = sorted((guess.one, guess.other), key=lambda node: (-node.mentions, _known_as(names, node)))
        if one is other or frozenset((one.number, other.number)) in answered:
            continue
        score = _score(guess.why, one, other, company)
        likeness = Likeness(_main(names, one), _main(names, other), guess.why)
        known = best.get((one.number, other.number))
        if known is None or score > known[0]:
            best[one.number, other.number] = (score, likeness)
    ranked = sorted(best.values(), key=lambda item: (-item[0], _names_in(names, item[1])))
    return [likeness for _, likeness in ranked[:limit]]


def _main(names: Names, node: Node) -> int:
    return min(node.numbers, key=lambda number: (-names.locals[number].mentions, names.locals[number].name))


def _known_as(names: Names, node: Node) -> tuple[str, str]:
    local = names.locals[_main(names, node)]
    return local.name, local.kind


def _names_in(names: Names, likeness: Likeness) -> tuple[str, ...]:
    pair = (names.locals[likeness.first], names.locals[likeness.second])
    return tuple(text for local in pair for text in (local.name, local.kind))


def _score(why: str, one: Node, other: Node, company: Company) -> float:
    score = _WEIGHTS[why] + 0.3 * log(1 + min(one.mentions, other.mentions))
    if company.keeps(other, one):
        score += 1.5
    return score


def _guesses(names: Names, nodes: Sequence[Node]) -> Iterator[_Guess]:
    people = [node for node in nodes if node.kind == "person"]
    bodies = [node for node in nodes if node.kind in ("organization", "place")]
    yield from _spelled(people)
    yield from _first_names(people)
    yield from _lone(people)
    yield from _parts(people)
    yield from _abbreviated(names, bodies)
    yield from _parts(bodies)
    yield from _reordered(bodies)
    yield from _misspelt(bodies)
    yield from _other_kind([*people, *bodies])


def _spelled(people: Sequence[Node]) -> Iterator[_Guess]:
    for one, other in spellings(people, surely=False):
        slip = any(
            near(mine, its)
            for first in one.names
            for second in other.names
            if len(first) == len(second)
            for mine, its in zip(first, second, strict=True)
        )
        yield _Guess(one, other, "one letter apart" if slip else "spelled differently")


def _first_names(people: Sequence[Node]) -> Iterator[_Guess]:
    """Compare people of one family name: initials, nicknames, generations."""
    families: dict[str, dict[int, Node]] = defaultdict(dict)
    for node in people:
        for words in node.names:
            if full(words):
                families[without_generation(words)[-1]][node.number] = node
    for family in families.values():
        if not 1 < len(family) <= _BLOCK:
            continue
        fits = [
            _Guess(one, other, why)
            for one, other in combinations(family.values(), 2)
            if not one.apart_by_sex(other) and (why := _first_fits(one, other))
        ]
        count: dict[int, int] = defaultdict(int)
        for guess in fits:
            count[guess.one.number] += 1
            count[guess.other.number] += 1
        yield from (guess for guess in fits if max(count[guess.one.number], count[guess.other.number]) <= _FEW)


def _first_fits(one: Node, other: Node) -> str:
    for mine in one.names:
        for its in other.names:
            if not (full(mine) and full(its)) or without_generation(mine)[-1] != without_generation(its)[-1]:
                continue
            if mine[0] != its[0] and agrees(mine[0], its[0]) and same_person(mine, its):
                return "initial fits"
            if mine[0] == its[0] and generation(mine) == generation(its) and same_person(mine, its):
                return "middle name left out"
            if NICKNAMES.get(mine[0], mine[0]) == NICKNAMES.get(its[0], its[0]) and same_person(mine, its):
                ages = generation(mine) != generation(its)
                return "same name without the generation" if ages else "short for the same first name"
    return ""


def _lone(people: Sequence[Node]) -> Iterator[_Guess]:
    bearers = bearers_of(people)
    for node in people:
        word = lone_word(node)
        found = [other for other in bearers.get(word, ()) if not node.apart_by_sex(other)] if word else []
        if len(found) > _FEW:
            continue
        for bearer in found:
            family = any(full(words) and without_generation(words)[-1] == word for words in bearer.names)
            yield _Guess(bearer, node, "family name alone" if family else "first name alone")


def _parts(nodes: Sequence[Node]) -> Iterator[_Guess]:
    """Find the longer names that begin or end with a shorter one of two words or more."""
    longer: dict[tuple[str, Words], dict[int, Node]] = defaultdict(dict)
    for node in nodes:
        for words in node.names:
            for size in range(2, min(len(words), 8)):
                longer[node.kind, words[-size:]][node.number] = node
                longer[node.kind, words[:size]][node.number] = node
    for node in nodes:
        for words in node.names:
            found = [other for other in longer.get((node.kind, words), {}).values() if other is not node]
            if len(found) <= _FEW and telling(words):
                yield from (_Guess(other, node, "part of the longer name") for other in found)


def _abbreviated(names: Names, bodies: Sequence[Node]) -> Iterator[_Guess]:
    spelled = expansions(names, bodies)
    for node in bodies:
        if any(len(words) > 1 for words in node.names) or not is_acronym(names.locals[node.number].name):
            continue
        found = [other for other in spelled.get(node.names[0][0], ()) if other is not node and other.kind == node.kind]
        if len(found) <= _FEW:
            yield from (_Guess(other, node, "initials fit") for other in found)


def _reordered(bodies: Sequence[Node]) -> Iterator[_Guess]:
    """Find "Oxford University" beside "University of Oxford"."""
    bags: dict[tuple[str, Words], dict[int, Node]] = defaultdict(dict)
    for node in bodies:
        for words in node.names:
            bag = tuple(sorted(word for word in words if word not in ("of", "the", "for", "and")))
            if len(bag) > 1:
                bags[node.kind, bag][node.number] = node
    for found in bags.values():
        if 1 < len(found) <= _FEW:
            yield from (_Guess(*pair, "same words in another order") for pair in combinations(found.values(), 2))


def _misspelt(bodies: Sequence[Node]) -> Iterator[_Guess]:
    """Find longer names of bodies and places with one letter changed."""
    blocks: dict[tuple[str, str], dict[int, tuple[Node, str]]] = defaultdict(dict)
    for node in bodies:
        for words in node.names:
            name = " ".join(words)
            if 8 <= len(name) <= 60:
                blocks[node.kind, name[:6]][node.number] = (node, name)
                blocks[node.kind, name[-6:]][node.number] = (node, name)
    for block in blocks.values():
        if 1 < len(block) <= _BLOCK:
            for (one, mine), (other, its) in combinations(block.values(), 2):
                if near(mine, its):
                    yield _Guess(one, other, "one letter apart")


def _other_kind(nodes: Sequence[Node]) -> Iterator[_Guess]:
    named: dict[Words, dict[int, Node]] = defaultdict(dict)
    for node in nodes:
        for words in node.names:
            named[words][node.number] = node
    for found in named.values():
        if 1 < len(found) <= _FEW:
            for one, other in combinations(found.values(), 2):
                if one.kind != other.kind:
                    yield _Guess(one, other, "same name, another kind")
