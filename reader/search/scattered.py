"""The next best where no passage has all the words: words far apart, most of the words, or the query without one."""

import math
from collections.abc import Container, Sequence
from dataclasses import replace
from typing import Final

import numpy as np
from rapidfuzz import fuzz

from reader.search.answer import Answer, Candidate
from reader.search.groups import Group
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

_ALIKE: Final = 80
"""How like a stretch of text must be to the whole query, of 100, where its words are not."""

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
    """Return the passages that are like the query as a whole, or have most of what its words tell; else none."""
    groups = groups_of(answer)
    if len(groups) < 2:
        return []
    telling = [group for group in groups if group.readings and answer.is_telling(group)]
    expression = " OR ".join(f"({group.expression(2)})" for group in telling)
    rows = answer.narrowed(answer.retrieval.ranked(expression, _LOOKED_AT)) if telling else []
    wanted = " ".join(group.typed for group in groups)
    capitals = answer.capitals()
    weights = [_tells(answer, group) for group in groups]
    found: list[tuple[float, Candidate]] = []
    for passage in answer.retrieval.passages(rows):
        words = Words(passage.text)
        weighed = weigh(words, groups, capitals)
        has = [
            weight
            for weight, place in zip(weights, weighed.places, strict=True)
            if place and place.reading.distance == 0
        ]
        alike = fuzz.partial_ratio(wanted, " ".join(words.folded))
        is_alike = len(wanted) >= 8 and len(words) >= len(groups) and alike >= _ALIKE
        if is_alike or (len(has) >= 2 and sum(has) >= _SHARE * sum(weights)):
            candidate = Candidate(passage, "fuzzy" if is_alike else "partial", groups, weighed)
            found.append((weighed.cost - alike / 50, candidate))
    found.sort(key=lambda item: item[0])
    return [candidate for _cost, candidate in found[:most]]


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
