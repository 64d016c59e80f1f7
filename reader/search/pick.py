"""Picks from a list what a person types a part of: documents by title or name, names, saved searches."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, overload

from reader.search.fuzzy import BOUNDARY, Found, along, bonus_at, first_way, fuzzy
from reader.search.picking import Term, spelling, terms_of

HEAD: Final = 400
"""So many of the likeliest candidates are ranked by their scores; those after them by rougher signs."""

_MOST_PLACES: Final = 32
"""Places of one word in one candidate that are looked at."""

_LONG: Final = 64
"""Longer terms are not made into a regular expression."""

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Picked:
    """A candidate that answers what was typed."""

    index: int
    """Its number in the list."""

    score: int
    spans: tuple[Span, ...]
    """What of it answers, in order."""


class Picks(Sequence[Picked]):
    """The candidates that answer, best first. What of one answers is worked out when it is asked for."""

    def __init__(self, pool: "Pool", sets: list[list[Term]], indexes: list[int]) -> None:
        self._pool = pool
        self._sets = sets
        self.indexes: Final = indexes
        """The numbers of the candidates alone, which cost nothing."""

    def spans_of(self, index: int) -> tuple[Span, ...]:
        """Return what of one candidate answers, by its number: for the few that are on the screen."""
        return self._pool.picked(index, self._sets).spans

    def __len__(self) -> int:
        return len(self.indexes)

    @overload
    def __getitem__(self, at: int) -> Picked: ...
    @overload
    def __getitem__(self, at: slice) -> list[Picked]: ...
    def __getitem__(self, at: int | slice) -> Picked | list[Picked]:
        """Return one or several."""
        if isinstance(at, slice):
            return [self._pool.picked(index, self._sets) for index in self.indexes[at]]
        return self._pool.picked(self.indexes[at], self._sets)

    def __iter__(self) -> Iterator[Picked]:
        return (self._pool.picked(index, self._sets) for index in self.indexes)


def pick(typed: str, candidates: Sequence[str]) -> Picks:
    """Return the candidates that answer what was typed, best first, those as good as another in their order.

    Whoever asks again and again about the same list keeps a `Pool` of it.
    """
    return Pool(candidates).pick(typed)


class Pool:
    """Candidates, prepared to be asked about with every key that is pressed."""

    def __init__(self, candidates: Sequence[str]) -> None:
        """Prepare a list, which must not change."""
        self._candidates = candidates
        self._folded = [candidate.lower() for candidate in candidates]
        self._places: dict[int, Sequence[int]] = {}
        for index, candidate in enumerate(candidates):
            if not candidate.isascii():
                self._folded[index], places = spelling(candidate)
                if places is not None:
                    self._places[index] = places
        self._lengths = list(map(len, candidates))

    def pick(self, typed: str) -> Picks:
        """Return the candidates that answer; all, in their order, where nothing is asked for."""
        sets = terms_of(typed)
        alive: Sequence[int] = range(len(self._folded))
        for terms in sorted(sets, key=_cost):
            alive = self._fitting(terms, alive)
        wanted = [term for terms in sets for term in terms if not term.is_negative]
        return Picks(self, sets, self._ranked(sets, wanted, alive) if wanted else list(alive))

    def picked(self, index: int, sets: list[list[Term]]) -> Picked:
        """Return what of a candidate answers, and how well."""
        score, spans = 0, []
        for terms in sets:
            found = next((found for term in terms if (found := self._find(term, index)) is not None), None)
            if found is not None:
                score += found[0]
                spans += found[1]
        return Picked(index, score, _merged(spans))

    def _fitting(self, terms: list[Term], alive: Sequence[int]) -> list[int]:
        """Keep those that one of the terms fits."""
        folded = self._folded
        if len(terms) > 1:
            kept = [set(self._fitting([term], alive)) for term in terms]
            return sorted(set[int]().union(*kept))
        term, fits = terms[0], _fits(terms[0])
        if not term.is_negative:
            alive = [index for index in alive if fits(folded[index])]
            if term.keeps_accents:
                alive = [index for index in alive if not self._candidates[index].isascii()]
            return alive if term.is_folded else [index for index in alive if self._find(term, index)]
        if term.is_folded:
            return [index for index in alive if not fits(folded[index])]
        return [index for index in alive if not fits(folded[index]) or self._find(term, index)]

    def _find(self, term: Term, index: int) -> tuple[int, list[Span]] | None:
        """Return how well a term answers, and where; `None` where it does not fit."""
        shown = self._candidates[index]
        text, places = self._folded[index], self._places.get(index)
        if not term.is_folded:
            text, places = spelling(shown, keeps_case=term.keeps_case, keeps_accents=term.keeps_accents)
        found = _locate(term, text, shown, places)
        if term.is_negative:
            return (0, []) if found is None else None
        return (found.score, _spans(found.places, places)) if found else None

    def _ranked(self, sets: list[list[Term]], wanted: list[Term], alive: Sequence[int]) -> list[int]:
        """Put the best first; of a great many, those first that have the longest term as it was typed."""
        if len(alive) > HEAD:
            alive = self._roughly_ranked(max(wanted, key=lambda term: len(term.text)), alive)
        head = [self.picked(index, sets) for index in alive[:HEAD]]
        head.sort(key=lambda picked: (-picked.score, self._lengths[picked.index], picked.index))
        return [*(picked.index for picked in head), *alive[HEAD:]]

    def _roughly_ranked(self, term: Term, alive: Sequence[int]) -> list[int]:
        """Put those first that have the term in one piece at the start of a word, then in one piece, then the closest."""
        folded, by_length = self._folded, self._lengths.__getitem__
        if term.kind in {"prefix", "suffix", "equal"}:
            return sorted(alive, key=by_length)
        at_start = re.compile(rf"\b{re.escape(term.folded)}").search
        if len(term.folded) == 1:
            at_start = re.compile(re.escape(term.folded)).match
        best: list[int] = []
        whole: list[int] = []
        rest: list[int] = []
        for index in alive:
            text = folded[index]
            if term.folded not in text:
                rest.append(index)
            else:
                (best if at_start(text) else whole).append(index)
        if rest and len(best) + len(whole) < HEAD and len(term.folded) <= _LONG:
            fits = _fits(term)
            rest.sort(key=lambda index: _reach(term.folded, folded[index], fits))
        return [*sorted(best, key=by_length), *sorted(whole, key=by_length), *rest]


def _cost(terms: list[Term]) -> tuple[bool, int]:
    """Tell what to ask first: what leaves few and is asked quickly."""
    return any(term.kind == "fuzzy" or term.is_negative for term in terms), -min(len(term.text) for term in terms)


def _fits(term: Term) -> Callable[[str], object]:
    """Return a test of folded texts. Where capitals or accents matter too, it lets more through than it should."""
    if term.kind == "fuzzy" and len(term.folded) > _LONG:
        return lambda folded: first_way(term.folded, folded)
    text = re.escape(term.folded)
    if term.kind == "word":
        is_word = re.compile(rf"(?<![^\W_]){text}(?![^\W_])").search
        return lambda folded: term.folded in folded and is_word(folded)
    match term.kind:
        case "fuzzy" if len(term.folded) > 1:
            pattern = "".join(f"[^{re.escape(letter)}]*+{re.escape(letter)}" for letter in term.folded)
        case "suffix" | "equal":
            pattern = rf"{text}\s*\Z"
        case _:
            pattern = text
    compiled = re.compile(pattern)
    is_at_start = term.kind in {"prefix", "equal"} or (term.kind == "fuzzy" and len(term.folded) > 1)
    return compiled.match if is_at_start else compiled.search


def _reach(letters: str, text: str, fits: Callable[[str], object]) -> int:
    """Return how far the letters of a term stand apart."""
    found = fits(text)
    return found.end() - text.find(letters[0]) if isinstance(found, re.Match) else len(text)


def _locate(term: Term, text: str, shown: str, places: Sequence[int] | None) -> Found | None:
    """Find a term in a text that is spelt as it is."""
    length = len(term.text)
    body = text if term.text.endswith(" ") else text.rstrip()
    at = -1
    match term.kind:
        case "fuzzy":
            whole = _best_place(term, text, shown, places)
            if whole < 0 or bonus_at(shown, places[whole] if places else whole) < BOUNDARY:
                return fuzzy(term.text, text, shown, places)
            at = whole
        case "exact" | "word":
            at = _best_place(term, text, shown, places)
        case "prefix" if text.startswith(term.text):
            at = 0
        case "suffix" if body.endswith(term.text):
            at = len(body) - length
        case "equal" if body == term.text:
            at = 0
    return along(range(at, at + length), shown, places) if at >= 0 else None


def _best_place(term: Term, text: str, shown: str, places: Sequence[int] | None) -> int:
    """Return where a term stands in one piece, best at the start of a word; -1 if nowhere."""
    best, best_bonus = -1, -1
    at, end = text.find(term.text), len(term.text)
    for _count in range(_MOST_PLACES):
        if at < 0:
            break
        is_word = not (text[at - 1 : at].isalnum() or text[at + end : at + end + 1].isalnum())
        bonus = bonus_at(shown, places[at] if places else at)
        if bonus > best_bonus and (is_word or term.kind != "word"):
            best, best_bonus = at, bonus
        at = text.find(term.text, at + 1)
    return best


def _spans(chain: Sequence[int], places: Sequence[int] | None) -> list[Span]:
    """Return what the characters at some places of a spelling are in the text itself."""
    if places is None:
        return [(at, at + 1) for at in chain]
    return [(places[at], next(end for end in places[at + 1 :] if end > places[at])) for at in chain]


def _merged(spans: list[Span]) -> tuple[Span, ...]:
    """Join what overlaps or touches."""
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)
