"""The next best where no passage has all the words: words far apart, most of the words, or the query without one."""

import math
from collections.abc import Container, Sequence
from dataclasses import replace
from typing import Final

import numpy as np
from rapidfuzz import fuzz, process

from reader.search.answer import Answer, Candidate
from reader.search.groups import Group, Reading
from reader.search.loose import groups_of
from reader.search.nodes import Word
from reader.search.ranking import Weighed, weigh
from reader.search.retrieval import Rows
from reader.text.folding import Words

_DOCUMENTS: Final = 12
_APART: Final = 1.2
"""What it costs that words stand in passages that follow each other."""

_FURTHER: Final = 0.3
"""What it costs more for each passage between them, up to four."""

_SHARE: Final = 0.5
"""How much of what the words of a query tell must be found where only some of them are."""

_ALIKE: Final = 76
"""How like a word must be to one that is too badly misspelt to be found by its edits, of 100."""

_LONG: Final = 5
"""Letters that such a word has at least."""

_ALIKE_COST: Final = 18
"""How much less than 100 costs as much as an edit."""

_GUESSED: Final = 2.2
"""What such a passage may cost altogether: the words must stand close to each other."""

_LOOKED_AT: Final = 150


def apart(answer: Answer, seen: Container[int]) -> list[Candidate]:
    """Return passages of documents that have all the words, though no passage has; the fewest passages apart first."""
    groups = [answer.typed(node) for node in answer.texts]
    if len(groups) < 2 or not answer.retrieval.has_time():
        return []
    rows = [answer.select([group]) for group in groups]
    if any(len(some) == 0 for some in rows):
        return []
    rarest = min(rows, key=len)
    chosen: list[tuple[int, int]] = []
    for first, last in answer.retrieval.extents(rarest[:_LOOKED_AT].tolist()):
        inside = [some[np.searchsorted(some, first) : np.searchsorted(some, last, "right")] for some in rows]
        if all(len(some) for some in inside):
            row, spread = _closest(inside, min(inside, key=len))
            if row not in seen:
                chosen.append((spread, row))
    spreads = {row: spread for spread, row in sorted(chosen)[:_DOCUMENTS]}
    return [
        replace(candidate, weighed=Weighed(_APART + _FURTHER * min(spreads[candidate.passage.row] - 1, 4), places))
        for candidate in answer.weighed(spreads, groups, "apart")
        if (places := candidate.weighed.places if candidate.weighed else ())
    ]


def _closest(rows: Sequence[Rows], centres: Rows) -> tuple[int, int]:
    """Return which of some passages has the others nearest, and how far the farthest of these is."""
    best = (int(centres[0]), 2**31)
    for centre in centres[:50].tolist():
        spread = max(int(np.abs(some - centre).min()) for some in rows)
        if spread < best[1]:
            best = (centre, spread)
    return best


def partly(answer: Answer, most: int) -> list[Candidate]:
    """Return the passages that have most of what the words tell, or words like those that are missing; else none."""
    groups = groups_of(answer)
    if len(groups) < 2:
        return []
    telling = [group for group in groups if group.readings and answer.is_telling(group)]
    expression = " OR ".join(f"({group.expression(2)})" for group in telling)
    rows = answer.narrowed(answer.retrieval.ranked(expression, _LOOKED_AT)) if telling else []
    capitals = answer.capitals()
    weights = [_tells(answer, group) for group in groups]
    found: list[Candidate] = []
    for passage in answer.retrieval.passages(rows):
        if not answer.retrieval.has_time():
            break
        words = Words(passage.text)
        weighed = weigh(words, groups, capitals)
        alike = _alike(groups, weighed, words)
        if alike and (again := weigh(words, alike, capitals)).cost <= _GUESSED:
            found.append(Candidate(passage, "fuzzy", alike, again))
            continue
        places = zip(weights, weighed.places, strict=True)
        has = [weight for weight, place in places if place and place.reading.distance == 0]
        if len(has) >= 2 and sum(has) >= _SHARE * sum(weights):
            found.append(Candidate(passage, "partial", groups, weighed))
    return sorted(found, key=lambda candidate: candidate.cost)[:most]


def _alike(groups: Sequence[Group], weighed: Weighed, words: Words) -> list[Group]:
    """Return the groups with the word of a passage that is most like each missing one, or none if nothing is like it."""
    more = []
    for group, place in zip(groups, weighed.places, strict=True):
        if place is not None and place.reading.distance == 0:
            more.append(group)
            continue
        best = process.extractOne(group.typed, words.folded, scorer=fuzz.ratio, score_cutoff=_ALIKE)
        if best is None or len(group.typed) < _LONG:
            return []
        more.append(Group(group.typed, [Reading((best[0],), 3, (100 - best[1]) / _ALIKE_COST)]))
    return more if any(group is known for group, known in zip(more, groups, strict=True)) else []


def _tells(answer: Answer, group: Group) -> float:
    """Return how much it tells that a passage has a group: the more, the fewer have it."""
    return 1 / (1 + math.log10(1 + max(1, answer.passages_with(group))))


def nearby(answer: Answer) -> tuple[tuple[str, int], ...]:
    """Return the query without one of its words, and how many passages that has, where there are any."""
    nodes = answer.texts
    if not 2 <= len(nodes) <= 8 or not all(isinstance(node, Word) for node in nodes):
        return ()
    words = [node.text for node in nodes if isinstance(node, Word)]
    groups = [answer.typed(node) for node in answer.texts]
    found = []
    for at in range(len(words)):
        rows = answer.select([*groups[:at], *groups[at + 1 :]])
        if len(rows):
            found.append((" ".join([*words[:at], *words[at + 1 :]]), len(rows)))
    return tuple(sorted(found, key=lambda item: item[1]))
