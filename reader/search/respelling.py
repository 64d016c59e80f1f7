"""What a part of a query may stand for besides what was typed."""

import math
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from reader.search.groups import Group, Reading
from reader.search.spelling import cost, edits_allowed
from reader.search.vocabulary import Near, Vocabulary

_KEPT: Final = {1: 12, 2: 24}
"""How many words are kept at each distance."""

_CLOSE: Final = 120
"""How many words, the most frequent ones of each distance, are looked at more closely."""

_RARE: Final = 0.12
"""What a word costs for being ten times as rare as another, up to a thousand times."""

_FREQUENT: Final = 0.3
"""What a word costs for being ten times as frequent as another, from some thousands of passages on."""

_REAL: Final = 0.5
"""What it costs to take a word that is there for another one."""

_SPLIT: Final = 0.6
"""What a space costs that was typed and is not meant, or the other way round."""

_SHORT: Final = 0.25
"""What it costs more for every letter that a part of a word is shorter than four."""

_COMPLETED: Final = 0.3
"""What it costs to go on with a word that is not said to be unfinished."""

_REST: Final = 0.1
"""What it costs more for each letter that it goes on."""

_SPLITS: Final = 6
_COMPLETIONS: Final = 40
_MANY: Final = 60_000


def completed(word: str, vocabulary: Vocabulary) -> list[Reading]:
    """Return what an unfinished word stands for: every word that begins so, or where these are many the most frequent."""
    if is_beginning_of_few(word, vocabulary):
        return [Reading((word,), is_prefix=True)]
    return [Reading((whole,)) for whole in vocabulary.completions(word, _COMPLETIONS)]


def is_beginning_of_few(start: str, vocabulary: Vocabulary) -> bool:
    """Tell whether all words that begin so can be looked for."""
    return len(start) >= 3 and vocabulary.passages_beginning(start) <= _MANY


def respelt(word: str, vocabulary: Vocabulary, *, most: int | None = None) -> list[Reading]:
    """Return the words that may be meant by a misspelt one, likeliest first."""
    is_there = vocabulary[word] > 0
    if most is None:
        most = min(edits_allowed(word), 1 if is_there else 2)
    if most == 0:
        return []
    real = _REAL if is_there else 0.0
    near = vocabulary.near(word, most)
    readings: list[Reading] = []
    for distance, kept in _KEPT.items():
        some = [other for other in near if other.distance == distance]
        if len(some) > _CLOSE:
            some.sort(key=lambda other: (other.word[0] != word[0], -other.passages))
        made = [_reading(word, other, real) for other in some[:_CLOSE]]
        readings += sorted(made, key=lambda reading: reading.cost)[:kept]
    return readings


def begun(word: str, vocabulary: Vocabulary) -> list[Reading]:
    """Return the words that a misspelt unfinished one may become."""
    if len(word) < 4:
        return []
    return [
        Reading((near.word,), 1, cost(word, near.word[: len(word)]) + _longer(word, near) + _rarity(near.passages))
        for near in vocabulary.near_beginnings(word, _COMPLETIONS)
    ]


def _longer(word: str, near: Near) -> float:
    return _COMPLETED + _REST * (len(near.word) - len(word))


def split(word: str, vocabulary: Vocabulary) -> list[Reading]:
    """Return the pairs of words that one may be run together from, the more frequent the first."""
    pairs = [(word[:at], word[at:]) for at in range(2, len(word) - 1)]
    known = [(min(vocabulary[first], vocabulary[second]), first, second) for first, second in pairs]
    best = sorted((pair for pair in known if pair[0]), key=lambda pair: (-len(min(pair[1:], key=len)), -pair[0]))
    return [Reading((first, second), 1, _split(first, second)) for _count, first, second in best[:_SPLITS]]


def _split(first: str, second: str) -> float:
    return _SPLIT + _SHORT * max(0, 4 - min(len(first), len(second)))


def split_misspelt(word: str, vocabulary: Vocabulary) -> Iterator[Reading]:
    """Yield the pairs of words that one may be run together from where one of the two is misspelt."""
    for at in range(3, len(word) - 2):
        first, second = word[:at], word[at:]
        if vocabulary[first] and len(second) >= 4:
            for other in _nearest(second, vocabulary):
                yield Reading((first, other.words[0]), 2, _split(first, second) + other.cost)
        elif vocabulary[second] and len(first) >= 4:
            for other in _nearest(first, vocabulary):
                yield Reading((other.words[0], second), 2, _split(first, second) + other.cost)


def joined(first: str, second: str, vocabulary: Vocabulary) -> list[Reading]:
    """Return the words that two may be one of, torn apart."""
    word = first + second
    whole = [Reading((word,), 1, _SPLIT)] if vocabulary[word] else []
    if len(word) >= 6:
        whole += [
            Reading(reading.words, 2, reading.cost + _SPLIT)
            for reading in respelt(word, vocabulary)[:4]
            if not {first, second} & set(reading.words)
        ]
    return whole


def without(groups: Sequence[Group], at: int, size: int, readings: Iterable[Reading]) -> list[Group]:
    """Return groups with `size` of them, from `at` on, taken for one with other readings."""
    typed = " ".join(group.typed for group in groups[at : at + size])
    return [*groups[:at], Group(typed, list(readings)), *groups[at + size :]]


def _nearest(word: str, vocabulary: Vocabulary) -> list[Reading]:
    return respelt(word, vocabulary, most=1)[:3]


def _reading(word: str, near: Near, more: float) -> Reading:
    return Reading((near.word,), near.distance, cost(word, near.word) + _rarity(near.passages) + more)


def _rarity(passages: int) -> float:
    """Return what a word costs for being rare, or so frequent that nobody looks for it, nor misspells it."""
    size = math.log10(max(1, passages))
    return _RARE * max(0.0, 3 - size) + _FREQUENT * max(0.0, size - 3.3)
