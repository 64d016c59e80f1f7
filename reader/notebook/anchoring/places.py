"""Where a passage may stand: between its neighbours, or where its words are; and where its neighbours meet without it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from rapidfuzz.distance import OSA

from reader.notebook.anchoring.align import Aligner, Share, Stretch
from reader.notebook.anchoring.windows import Sought, votes, weights
from reader.notebook.anchoring.words import Index

MOST: Final = 5
"""How many places of a passage with its neighbours, and of each of the three, are looked at."""

_NOTHING: Final = (Share(), Share())

_UNKNOWN: Final = Share(0.5)
"""What is taken to be there of neighbours that nothing is known of."""

_NEAR: Final = 500
"""How far away from a passage, in characters, its neighbours are still its neighbours."""

_BESIDE: Final = 4
"""How far away what stands next to it is."""

SHORT: Final = 20
"""A passage of fewer characters says little about where it stands."""

_NEXT_TO: Final = 0.25
"""Less of the words next to a passage is not next to it."""

_FAR: Final = 0.9
"""What neighbours count that something else came to stand before."""

_FAR_SHORT: Final = 0.7
"""The same beside a short passage."""

_ENOUGH: Final = 64
"""Neighbours of fewer characters, on one side, do not say enough."""

_LIKE: Final = 0.4
"""Words less like a passage than this are not the passage."""


_MOSTLY: Final = 0.75
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

    before: Share
    after: Share

    @property
    def sides(self) -> float:
        """How much of its neighbours is there, 0 to 2."""
        return self.before.all + self.after.all

    @property
    def score(self) -> float:
        """How like all of it is, 0 to 1."""
        return 0.4 * self.quote + 0.3 * self.before.all + 0.3 * self.after.all


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

    befores, afters = stretches(*parts[0]), stretches(*parts[2])
    spans: dict[tuple[int, int], tuple[Share, Share]] = {}
    whole = shared.best(0, size, MOST)
    whole += [moved for moved in shared.best(*parts[1], MOST) if all(abs(moved - other) > 4 for other in whole)]
    for moved in whole:
        blocks = aligner.blocks(0, size, moved)
        quote = aligner.stretch(blocks, *parts[1])
        before = aligner.side(blocks, *parts[0], after=False, place=quote.start)
        after = aligner.side(blocks, *parts[2], after=True, place=quote.end)
        known = spans.get((quote.start, quote.end), _NOTHING)
        spans[quote.start, quote.end] = max(known, (before, after), key=lambda sides: sides[0].all + sides[1].all)
    for left in befores:
        for right in afters:
            if 0 < right.start - left.end < len(sought.exact) * 2 + 10:
                spans.setdefault(_trimmed(text, left.end, right.start), _NOTHING)
            elif 0 < right.start - left.end < 2 * _NEAR:
                for search in (text.find, text.rfind):
                    if (at := search(sought.exact, left.end, right.start)) >= 0:
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
    spans: dict[tuple[int, int], tuple[Share, Share]],
    befores: list[Stretch],
    afters: list[Stretch],
) -> list[Candidate]:
    """Return the best of the spans that are like the passage, none overlapping another, best first."""
    found = []
    for (start, end), (left, right) in spans.items():
        like = OSA.normalized_similarity(sought.exact, text[start:end])
        if not start < end or like < _LIKE:
            continue
        before = _side(sought, left, ((start - side.end, side.closing) for side in befores))
        after = _side(sought, right, ((side.start - end, side.opening) for side in afters))
        found.append(Candidate(start, end, like, *_evened(sought, before, after)))
    found.sort(key=lambda candidate: -candidate.score)
    apart: list[Candidate] = []
    for candidate in found:
        if all(candidate.end <= other.start or candidate.start >= other.end for other in apart):
            apart.append(candidate)
    return apart


def _side(sought: Sought, here: Share, stretches: Iterable[tuple[int, Share]]) -> Share:
    """Return how much of the neighbours on one side is there.

    Known is how much is there if nothing but the passage and its neighbours moved, and of each stretch of neighbours
    how far away it is and how much of it there is.
    """
    far = _FAR_SHORT if len(sought.exact) < SHORT else _FAR
    best = here if here.next_to >= _NEXT_TO else replace(here, all=here.all * far)
    for away, share in stretches:
        if -2 <= away <= _NEAR:
            beside = away < _BESIDE
            best = Share(
                max(best.all, share.all if beside else share.all * far),
                max(best.next_to, share.next_to) if beside else best.next_to,
                max(best.beyond, share.beyond),
            )
    return best


def _evened(sought: Sought, before: Share, after: Share) -> tuple[Share, Share]:
    """Let each side speak for what is not known of the other, as at the ends of a text."""
    if len(sought.exact) == len(sought.text):
        return _UNKNOWN, _UNKNOWN
    left = min(1.0, sought.start / _ENOUGH)
    right = min(1.0, (len(sought.text) - sought.end) / _ENOUGH)
    return (
        replace(before, all=left * before.all + (1 - left) * after.all),
        replace(after, all=right * after.all + (1 - right) * before.all),
    )


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
        and before.closing.next_to > _CLOSE
        and after.opening.next_to > _CLOSE
        and not any(c.start >= before.end - loose and c.end <= after.start + loose for c in candidates)
    ]
