"""From scores of tokens to the names of a document: every mention of a form votes on what it is."""

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from reader.entities.tagger.labels import KINDS, best_labels, label_number, spans
from reader.entities.tagger.network import network
from reader.entities.tagger.pieces import INITIAL, LETTERS_AND_NUMBERS, MIXED, TITLE, UPPER, Token

if TYPE_CHECKING:
    from reader.entities.tagger.labels import Scores

_CERTAIN: Final = 0.8
"""What the mentions of a form must weigh together for its other occurrences to be looked at again."""

_POSSIBLE: Final = 0.1
"""How likely the network must take such an occurrence for a name of that kind."""

_LONGEST: Final = 6
"""Tokens that a form may have to be looked for again."""

_MOST: Final = 400
"""Tokens that a name may have: more are no name."""

_WRITTEN_LARGE: Final = frozenset((TITLE, UPPER, INITIAL, MIXED, LETTERS_AND_NUMBERS))


@dataclass(slots=True)
class Name:
    """A name as the network sees it."""

    start: int
    end: int
    kind: str
    """One of the network's kinds."""

    weights: list[float]
    """How likely each kind is, by the geometric mean over the tokens."""


def names(text: str) -> list[Name]:
    """Return the names in a text, in order and apart; one form is of one kind throughout."""
    tokens, scores = network().read(text)
    if not tokens:
        return []
    found = [
        (first, last, Name(tokens[first].start, tokens[last - 1].end, KINDS[kind], _weights(scores, first, last)))
        for first, last, kind in spans(best_labels(scores))
        if last - first <= _MOST
    ]
    votes: dict[str, list[float]] = defaultdict(lambda: [0.0] * len(KINDS))
    for _first, _last, name in found:
        votes[_form(text, name)] = [a + b for a, b in zip(votes[_form(text, name)], name.weights, strict=True)]
    for _first, _last, name in found:
        total = votes[_form(text, name)]
        name.kind = KINDS[total.index(max(total))]
    taken = bytearray(len(tokens))
    for first, last, _name in found:
        taken[first:last] = b"\1" * (last - first)
    again = _seen_again(text, tokens, scores, [name for _f, _l, name in found], taken)
    return sorted([*(name for _f, _l, name in found), *again], key=lambda name: name.start)


def _form(text: str, name: Name) -> str:
    return " ".join(text[name.start : name.end].lower().split())


def _weights(scores: "Scores", first: int, last: int) -> list[float]:
    weights = []
    for kind in KINDS:
        total = float(scores[first, label_number(kind, begins=True)])
        if last > first + 1:
            total += float(scores[first + 1 : last, label_number(kind, begins=False)].sum())
        weights.append(math.exp(total / (last - first)))
    return weights


def _seen_again(
    text: str, tokens: Sequence[Token], scores: "Scores", found: list[Name], taken: bytearray
) -> Iterator[Name]:
    """Yield occurrences that were passed over of forms that are names elsewhere, where the network finds it possible."""
    votes: dict[str, list[float]] = defaultdict(lambda: [0.0] * len(KINDS))
    for name in found:
        form = text[name.start : name.end]
        votes[form] = [a + b for a, b in zip(votes[form], name.weights, strict=True)]
    sure = {form: total for form, total in votes.items() if max(total) >= _CERTAIN and len(form) > 1}
    firsts = {form[: _first_word(form)] for form in sure}
    for first, token in enumerate(tokens):
        if taken[first] or token.shape not in _WRITTEN_LARGE or token.text not in firsts:
            continue
        for last in range(min(len(tokens), first + _LONGEST), first, -1):
            form = text[token.start : tokens[last - 1].end]
            total = sure.get(form)
            if total is None or any(taken[first:last]):
                continue
            kind = total.index(max(total))
            weights = _weights(scores, first, last)
            if weights[kind] >= _POSSIBLE:
                taken[first:last] = b"\1" * (last - first)
                yield Name(token.start, tokens[last - 1].end, KINDS[kind], weights)
                break


def _first_word(form: str) -> int:
    return next((at for at, letter in enumerate(form) if not letter.isalnum()), len(form)) or 1
