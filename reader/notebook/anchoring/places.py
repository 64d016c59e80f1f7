"""Where a passage may stand: between its neighbours, or where its words are; and where its neighbours meet without it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from rapidfuzz.distance import Levenshtein

from reader.notebook.anchoring.align import NEXT_TO, Aligner, Stretch
from reader.notebook.anchoring.windows import Sought, votes, weights
from reader.notebook.anchoring.words import Index

MOST: Final = 5
"""How many places of a passage with its neighbours, and of each of the three, are looked at."""

Beside = tuple[float, ...]
_NOTHING: Final[Beside] = (0.0, 0.0, 0.0, 0.0)

_NEAR: Final = 500
"""How far away from a passage, in characters, its neighbours are still its neighbours."""

_BESIDE: Final = 4
"""How far away what stands next to it is."""

SHORT: Final = 20
"""A passage of fewer characters says little about where it stands."""

_FAR: Final = 0.9
"""What neighbours count that something else came to stand before."""

_FAR_SHORT: Final = 0.7
"""The same beside a short passage."""

_LIKE: Final = 0.5
"""Words less like a passage than this are not the passage."""


_MOSTLY: Final = 0.6
"""Neighbours of which more is there are still the same."""

_CLOSE: Final = 0.5
"""Neighbours of which less stands next to a place do not meet there."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place where a passage may stand, in folded offsets."""

    start: int
    end: int
    quote: float
    """How like the passage what stands there is, 0 to 1."""

    before: float
    """How much of what stood before it stands before it there, by rarity."""

    after: float
    """The same of what stood after it."""

    next_before: float = 0.0
    """The same of the last words before it."""

    next_after: float = 0.0
    """The same of the first words after it."""

    @property
    def score(self) -> float:
        """How like all of it is, 0 to 1."""
        return 0.4 * self.quote + 0.3 * self.before + 0.3 * self.after


@dataclass(frozen=True, slots=True)
class Gap:
    """A place where the neighbours of a passage stand without it between them."""

    start: int
    end: int
    before: float
    after: float
    """How much of what stood before and after it stands there, by rarity."""

    def is_filled(self, sought: Sought) -> bool:
        """Tell whether something of about the size of the passage stands right where it stood."""
        return 0 < self.end - self.start <= 2 * len(sought.exact) + 10 and min(self.before, self.after) > _MOSTLY


@dataclass(frozen=True, slots=True)
class Found:
    """All that speaks for and against a passage being in a text."""

    candidates: list[Candidate]
    """Places that do not overlap, best first."""

    gaps: list[Gap]

    crowded: bool = False
    """Whether all that speaks for the best place stands in so many that not all of them were looked at."""


def places(sought: Sought, text: str, index: Index) -> Found:
    """Look for a passage with its neighbours in a folded text."""
    aligner = Aligner(sought, weights(sought, index), text)
    shared = votes(sought, index)
    size = len(sought.text)
    parts = ((0, sought.start), (sought.start, sought.end), (sought.end, size))

    def stretches(first: int, last: int) -> list[Stretch]:
        laid = [
            aligner.stretch(aligner.blocks(first, last, moved), first, last) for moved in shared.best(first, last, MOST)
        ]
        laid.sort(key=lambda stretch: -stretch.share)
        return [s for n, s in enumerate(laid) if s.share > 0.2 and all(abs(s.end - o.end) > 3 for o in laid[:n])]

    next_to = ((max(0, sought.start - NEXT_TO), sought.start), (sought.end, min(size, sought.end + NEXT_TO)))
    befores, afters = stretches(*parts[0]), stretches(*parts[2])
    spans: dict[tuple[int, int], Beside] = {}
    whole = shared.best(0, size, MOST)
    whole += [moved for moved in shared.best(*parts[1], MOST) if all(abs(moved - other) > 4 for other in whole)]
    for moved in whole:
        blocks = aligner.blocks(0, size, moved)
        quote = aligner.stretch(blocks, *parts[1])
        beside = tuple(aligner.share(blocks, *part) for part in (parts[0], parts[2], *next_to))
        key = quote.start, quote.end
        spans[key] = max(spans.get(key, _NOTHING), beside, key=sum)
    for before in befores:
        for after in afters:
            if 0 < after.start - before.end < len(sought.exact) * 2 + 10:
                spans.setdefault(_trimmed(text, before.end, after.start), _NOTHING)
            elif 0 < after.start - before.end < 2 * _NEAR:
                at = text.find(sought.exact, before.end, after.start)
                if at >= 0:
                    spans.setdefault((at, at + len(sought.exact)), _NOTHING)
    candidates = _candidates(sought, text, spans, befores, afters)
    crowded = bool(candidates) and not shared.tells_apart(candidates[0].start - sought.start, size)
    return Found(candidates, _gaps(sought, text, candidates, befores, afters), crowded)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] == " ":
        start += 1
    while start < end and text[end - 1] == " ":
        end -= 1
    return start, end


def _candidates(
    sought: Sought,
    text: str,
    spans: dict[tuple[int, int], Beside],
    befores: list[Stretch],
    afters: list[Stretch],
) -> list[Candidate]:
    """Return the best of the spans that are like the passage, none overlapping another, best first."""
    far = _FAR_SHORT if len(sought.exact) < SHORT else _FAR
    found = []
    for (start, end), here in spans.items():
        like = Levenshtein.normalized_similarity(sought.exact, text[start:end])
        if not start < end or like < _LIKE:
            continue
        left = ((start - stretch.end, stretch.share, stretch.closing) for stretch in befores)
        right = ((stretch.start - end, stretch.share, stretch.opening) for stretch in afters)
        before, next_before = _side(here[0], here[2], left, far)
        after, next_after = _side(here[1], here[3], right, far)
        if sought.one_sided:
            before = after = max(before, after)
        found.append(Candidate(start, end, like, before, after, next_before, next_after))
    found.sort(key=lambda candidate: -candidate.score)
    apart: list[Candidate] = []
    for candidate in found:
        if all(candidate.end <= other.start or candidate.start >= other.end for other in apart):
            apart.append(candidate)
    return apart


def _side(
    share: float, next_to: float, stretches: Iterable[tuple[int, float, float]], far: float
) -> tuple[float, float]:
    """Return how much of the neighbours on one side is there, and right beside it.

    Known are the shares that stand where they would if nothing but the passage had moved, and for each stretch of
    neighbours how far away it is, its share and that of its words on the side of the passage.
    """
    for away, whole, near in stretches:
        if -2 <= away <= _NEAR:
            beside = away < _BESIDE
            share = max(share, whole if beside else whole * far)
            next_to = max(next_to, near) if beside else next_to
    return share, next_to


def _gaps(
    sought: Sought, text: str, candidates: list[Candidate], befores: list[Stretch], afters: list[Stretch]
) -> list[Gap]:
    """Return where the neighbours stand without any of the candidates between them."""
    loose = min(10, len(sought.exact) // 3)
    return [
        Gap(*_trimmed(text, before.end, after.start), before.share, after.share)
        for before in befores
        for after in afters
        if -10 <= after.start - before.end <= _NEAR
        and before.closing > _CLOSE
        and after.opening > _CLOSE
        and not any(c.start >= before.end - loose and c.end <= after.start + loose for c in candidates)
    ]
