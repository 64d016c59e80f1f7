"""Passages that have the words of a query in another spelling: misspelt, run together, torn apart, unfinished."""

from collections import Counter
from collections.abc import Container, Iterator, Sequence
from dataclasses import replace
from itertools import product
from typing import Final

from reader.search import respelling
from reader.search.answer import Answer, Candidate
from reader.search.groups import Group, Reading
from reader.search.model import How
from reader.search.nodes import Node, Phrase, Word
from reader.search.ranking import Weighed

_CANDIDATES: Final = 120
"""Passages that are weighed for one reading of the query."""

_FEW: Final = 30
"""The same where there are exact passages already."""

_WORD, _LETTER = 0.9, 0.24
"""What may lie between a word and what it is taken for, and how much more for each of its letters."""

_LOOKED_THROUGH: Final = 4_000
"""Passages out of which these are taken."""

_FILLED: Final = 10
"""With so many passages that are close nothing further is looked for."""

_TRIED: Final = 4
"""Readings of each word, and chains of them, that are looked for side by side."""

_FURTHER: Final = 1.0
"""How much more than the best passage another one may cost: what is far off tells nothing where something is near."""

_EACH: Final = 6
"""Passages of each reading of a word that are looked at before there are more of any."""

_AGAIN: Final = 0.2
"""What it costs a passage for every better one that has the same words."""

_UNFINISHED: Final = 0.2
"""What it costs a word to be taken for the beginning of another."""


def other_spellings(answer: Answer, seen: Container[int]) -> list[Candidate]:
    """Return the passages that have the words in another spelling, the nearest first."""
    groups = groups_of(answer)
    close = _close(answer, _variants(answer, groups), seen)
    if not close and not len(answer.rows) and answer.retrieval.has_time():
        close = _close(answer, [_run_together(answer, groups)], seen)
    return close


def _close(answer: Answer, variants: list[list[Group]], seen: Container[int]) -> list[Candidate]:
    passed: set[int] = set()
    found: list[Candidate] = []
    for distance in (1, 2):
        for variant in variants:
            if not answer.retrieval.has_time():
                break
            fresh = [row for row in _near(answer, variant, distance) if row not in passed and row not in seen]
            passed.update(fresh)
            found += answer.weighed(fresh[: _FEW if len(answer.rows) else _CANDIDATES], variant, "fuzzy")
        if sum(_is_close(answer, candidate) for candidate in found) >= _FILLED:
            break
    best: dict[int, Candidate] = {}
    for candidate in sorted(found, key=lambda candidate: candidate.cost):
        best.setdefault(candidate.passage.row, candidate)
    close = [candidate for candidate in best.values() if _is_close(answer, candidate)]
    return _varied([candidate for candidate in close if candidate.cost <= close[0].cost + _FURTHER])


def _varied(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Return candidates, nearest first, so that the passages of one reading do not crowd out another almost as near."""
    seen: Counter[tuple[Reading | None, ...]] = Counter()
    ranked = []
    for candidate in candidates:
        places = candidate.weighed.places if candidate.weighed else ()
        readings = tuple(place.reading if place else None for place in places)
        how: How = "fuzzy" if any(reading and reading.distance for reading in readings) else "apart"
        weighed = Weighed(candidate.cost + _AGAIN * seen[readings], places)
        ranked.append(replace(candidate, how=how, weighed=weighed))
        seen[readings] += 1
    return sorted(ranked, key=lambda candidate: candidate.cost)


def groups_of(answer: Answer) -> list[Group]:
    """Return the parts of a query with all that each may stand for."""
    groups: list[Group] = []
    for node in answer.texts:
        groups += _groups(answer, node) if answer.retrieval.has_time() else [answer.typed(node)]
    return groups


def _groups(answer: Answer, node: Node) -> Iterator[Group]:
    """Yield a part of the query with all that it may stand for; words joined by signs are words by themselves too."""
    match node:
        case Word(text, "plain", is_unfinished):
            yield _respelt(answer, text, is_unfinished=is_unfinished)
        case Phrase(words, 0, True, is_unfinished) if len(words) <= 3 and max(map(len, words)) > 1:
            for word in words[:-1]:
                yield _respelt(answer, word, is_unfinished=False)
            yield _respelt(answer, words[-1], is_unfinished=is_unfinished)
        case _:
            yield answer.typed(node)


def _respelt(answer: Answer, word: str, *, is_unfinished: bool) -> Group:
    vocabulary = answer.vocabulary
    group = Group(word, [Reading((word,))] if vocabulary[word] or answer.retrieval.are_words_missing() else [])
    if is_unfinished:
        longer = respelling.completed(word, vocabulary)
        group.extend([Reading(reading.words, 0, _UNFINISHED, reading.is_prefix) for reading in longer])
    group.extend(respelling.respelt(word, vocabulary))
    if len(word) >= 5:
        group.extend(respelling.split(word, vocabulary))
    if is_unfinished and not vocabulary.passages_beginning(word):
        group.extend(respelling.begun(word, vocabulary))
    return group


def _run_together(answer: Answer, groups: Sequence[Group]) -> list[Group]:
    """Return the parts of a query with pairs of words that one may be run together from, one of them misspelt."""
    for group in groups:
        if group.typed.isalnum() and len(group.typed) >= 7 and not answer.vocabulary[group.typed]:
            group.extend(list(respelling.split_misspelt(group.typed, answer.vocabulary)))
    return list(groups)


def _variants(answer: Answer, groups: list[Group]) -> list[list[Group]]:
    """Return the query as it is, and with two words taken for one that was torn apart."""
    variants = [groups]
    for at in range(len(groups) - 1):
        first, second = groups[at].typed, groups[at + 1].typed
        if first.isalnum() and second.isalnum() and (readings := respelling.joined(first, second, answer.vocabulary)):
            variants.append(respelling.without(groups, at, 2, readings))
    return variants


def _near(answer: Answer, groups: Sequence[Group], distance: int) -> list[int]:
    """Return passages that have all groups at most so many edits away, the likeliest first."""
    if len(groups) == 1:
        return _one_by_one(answer, groups[0], distance)
    rows = answer.select(groups, distance, _LOOKED_THROUGH)
    if len(rows) > _CANDIDATES:
        telling = [group for group in groups if answer.is_telling(group)]
        present = set(rows.tolist())
        ranked = answer.retrieval.ranked(answer.expression(telling, distance), _LOOKED_THROUGH) if telling else []
        best = [row for row in ranked if row in present] or rows.tolist()
        return list(dict.fromkeys([*_side_by_side(answer, groups, distance), *best]))
    return [int(row) for row in rows]


def _side_by_side(answer: Answer, groups: Sequence[Group], distance: int) -> list[int]:
    """Return passages in which likely readings stand side by side as typed: where all words are frequent, these are few."""
    if len(groups) > 3:
        return []
    likely = [
        sorted((r for r in group.readings if r.distance <= distance and not r.is_prefix), key=lambda r: r.cost)[:_TRIED]
        for group in groups
    ]
    chains = sorted(product(*likely), key=lambda chain: sum(reading.cost for reading in chain))
    phrases = [
        Reading(tuple(word for reading in chain for word in reading.words)).expression
        for chain in chains
        if any(reading.distance for reading in chain)
    ]
    if not phrases:
        return []
    rows: list[int] = answer.retrieval.rows(" OR ".join(phrases[:_TRIED]), _CANDIDATES).tolist()
    return answer.narrowed(rows)


def _one_by_one(answer: Answer, group: Group, distance: int) -> list[int]:
    """Return some passages of each reading, the likeliest first, then more of them."""
    found: list[list[int]] = []
    for reading in sorted(group.readings, key=lambda reading: reading.cost):
        if reading.distance == distance and answer.retrieval.has_time():
            only = Group(group.typed, [Reading(reading.words, is_prefix=reading.is_prefix)])
            found.append(answer.best(answer.select([only], 0, _LOOKED_THROUGH), [only], _CANDIDATES // 2, "relevance"))
    some = [row for rows in found for row in rows[:_EACH]]
    return list(dict.fromkeys([*some, *(row for rows in found for row in rows[_EACH:])]))


def _is_close(answer: Answer, candidate: Candidate) -> bool:
    """Tell whether so little was typed otherwise that it may be meant; where something is exact, it must be less."""
    if candidate.weighed is None or candidate.weighed.missing:
        return False
    letters = sum(len(group.typed) for group in candidate.groups)
    allowed = min(3.4, 0.9 + 0.25 * letters) * (0.7 if len(answer.rows) else 1.0)
    each = zip(candidate.groups, candidate.weighed.places, strict=True)
    return candidate.cost <= allowed and all(
        place is None or place.cost <= _WORD + _LETTER * len(group.typed) for group, place in each
    )
