"""Finds names by rules and lists: candidates weighed one by one, then agreed upon over the whole text."""

from collections import defaultdict
from itertools import pairwise
from typing import Final

from reader.entities.cues import PERIOD
from reader.entities.lexicon import Lexicon, lexicon
from reader.entities.rules.chunks import prepare
from reader.entities.rules.evidence import ENOUGH, Piece, Scores
from reader.entities.rules.parse import Parser
from reader.entities.rules.tokens import Token, tokenize
from reader.text.mention import EntityKind, Mention

_FULL: Final = 2.0
"""What a name of several words must reach to vouch for its parts."""


def names_by_rules(text: str) -> list[Mention]:
    """Return the people, organizations, places, nationalities and events that `text` names, in order and apart.

    One form has one kind in one text: every mention of it votes.
    """
    lists = lexicon()
    tokens = prepare(text, tokenize(text, lists), lists)
    pieces = Parser(tokens, lists).pieces()
    forms = [" ".join(token.key for token in tokens[piece.first : piece.last]) for piece in pieces]
    _vouch(tokens, pieces, lists)
    _spell_out(tokens, pieces)
    _coordinate(tokens, pieces)
    kinds = _agree(pieces, forms)
    ordinary = _seen_in_lower_case(tokens)
    found = []
    for piece, form in zip(pieces, forms, strict=True):
        kind = kinds.get(form)
        if kind is None or not _stands(tokens, piece, kind, ordinary, lists):
            continue
        start, end = tokens[piece.first].start, tokens[piece.last - 1].end
        if PERIOD.fullmatch(text, start, end):
            continue
        found.append(Mention(start, end, kind, text[start:end]))
    return found


def _vouch(tokens: list[Token], pieces: list[Piece], lists: Lexicon) -> None:
    """Let a full name speak for its first and last word where they stand alone."""
    parts: dict[str, Scores] = defaultdict(dict)
    for piece in pieces:
        best = piece.best()
        if best is None or best[0] != "person" or best[1] < _FULL or piece.last - piece.first < 2:
            continue
        words = [token.key for token in tokens[piece.first : piece.last] if token.cap]
        parts[words[-1]]["person"] = 2.5
        if words[0] not in lists.single:
            parts[words[0]].setdefault("person", 2.0)
    for piece in pieces:
        if piece.last - piece.first == 1:
            for kind, weight in parts.get(tokens[piece.first].key, {}).items():
                piece.add(kind, weight)


def _spell_out(tokens: list[Token], pieces: list[Piece]) -> None:
    """Give an abbreviation in brackets the kind of the name before it: "African Union (AU)"."""
    for before, piece in pairwise(pieces):
        token = tokens[piece.first]
        if piece.last - piece.first > 1 or not token.upper or piece.first != before.last + 1:
            continue
        best = before.best()
        if best is not None and tokens[before.last].text == "(" and before.last - before.first > 1:
            piece.add(best[0], 2.0)


def _coordinate(tokens: list[Token], pieces: list[Piece]) -> None:
    """Let a name that nothing else is known of be of the kind of the one it is listed with."""
    for before, piece in pairwise(pieces):
        if tokens[before.last].text not in (",", "and", "or") or piece.first != before.last + 1:
            continue
        for known, weak in ((before, piece), (piece, before)):
            known_best, weak_best = known.best(), weak.best()
            same_length = (known.last - known.first == 1) == (weak.last - weak.first == 1)
            if (
                known_best is None
                or known_best[1] < _FULL
                or known_best[0] in ("nationality", "event")
                or not same_length
            ):
                continue
            if weak_best is not None and -0.5 <= weak_best[1] < ENOUGH:
                weak.add(known_best[0], ENOUGH)
                break


def _agree(pieces: list[Piece], forms: list[str]) -> dict[str, EntityKind]:
    """Return the kind of each form, by the mean of what speaks for it plus a little for every further mention."""
    totals: dict[str, Scores] = defaultdict(dict)
    strongest: dict[str, float] = {}
    for piece, form in zip(pieces, forms, strict=True):
        for kind, weight in piece.scores.items():
            totals[form][kind] = totals[form].get(kind, 0.0) + weight
        best = piece.best()
        strongest[form] = max(strongest.get(form, 0.0), best[1] if best else 0.0)
    kinds: dict[str, EntityKind] = {}
    for form, scores in totals.items():
        kind, total = max(scores.items(), key=lambda item: item[1])
        if total >= ENOUGH and strongest[form] >= ENOUGH:
            kinds[form] = kind
    return kinds


def _seen_in_lower_case(tokens: list[Token]) -> frozenset[str]:
    return frozenset(token.low for token in tokens if token.low and not token.cap and token.text == token.low)


def _stands(tokens: list[Token], piece: Piece, kind: EntityKind, ordinary: frozenset[str], lists: Lexicon) -> bool:
    """Whether this mention is a name and no ordinary word that happens to begin a sentence."""
    token = tokens[piece.first]
    if piece.last - piece.first > 1 or not (token.initial or token.heading):
        return True
    if token.listed and token.low not in lists.common:
        return True
    own = piece.best()
    if token.low in ordinary or token.low in lists.common:
        return own is not None and own[0] == kind and own[1] >= 2 * ENOUGH
    return own is not None
