"""How much the words of a name, and those around it, speak for each kind."""

import re
from dataclasses import dataclass, field
from typing import Final

from reader.entities.cues import GENERATIONS, PARTICLES, PLACE_PREPOSITIONS, ROLES, SPEECH
from reader.entities.lexicon import Lexicon
from reader.entities.rules.tokens import Token
from reader.text.mention import EntityKind

Scores = dict[EntityKind, float]

LISTED: Final = 3.0
"""What a list says without being contradicted."""
HEAD: Final = 4.0
"""What a word inside the name says: "Ministry", "River"."""
ENOUGH: Final = 1.0
"""What a name must reach to be reported."""

_IRISH: Final = re.compile(r"(?:O['’]|Mc)[A-Z]")
_ABSTRACT: Final = ("ism", "isms", "ology", "ography", "ness")


@dataclass(slots=True)
class Piece:
    """A candidate: a range of tokens and what speaks for each kind."""

    first: int
    last: int
    scores: Scores = field(default_factory=dict)

    def add(self, kind: EntityKind, weight: float) -> None:
        """Count `weight` for `kind`."""
        self.scores[kind] = self.scores.get(kind, 0.0) + weight

    def best(self) -> tuple[EntityKind, float] | None:
        """Return the kind that most speaks for, and how much; the first one counted wins a tie."""
        return max(self.scores.items(), key=lambda item: item[1]) if self.scores else None


def weigh(tokens: list[Token], first: int, last: int, titled: bool, lists: Lexicon) -> Piece:
    """Return the candidate with everything counted that its own words and its neighbours say."""
    piece = Piece(first, last)
    words = [token for token in tokens[first:last] if token.cap]
    _weigh_person(piece, words, titled, lists)
    _weigh_listed(piece, words, lists)
    _weigh_form(piece, words, lists)
    if not all(_is_ordinary(word, lists) for word in words):
        _weigh_before(piece, tokens, words)
    _weigh_after(piece, tokens, words)
    _weigh_address(piece, tokens, words, lists)
    return piece


def _weigh_person(piece: Piece, words: list[Token], titled: bool, lists: Lexicon) -> None:
    first, final = words[0], words[-1]
    if final.low in GENERATIONS and len(words) > 1:
        piece.add("person", 1.0)
        final = words[-2]
    weight = 0.0
    if titled and not (first.listed == "nationality" and len(words) == 1):
        weight += 3.0
    if first.key in lists.given:
        weight += 2.0 if len(words) > 1 else 1.2
    elif len(words) > 1 and any(word.key in lists.given for word in words[1:-1]):
        weight += 1.0
    if final.key in lists.family:
        weight += 1.5 if len(words) > 1 else 1.0
    if _IRISH.match(final.key):
        weight += 1.0
    if len(words) > 1:
        weight += _weigh_full_name(piece, words)
    ordinary = sum(_is_ordinary(word, lists) for word in words)
    weight -= (0.5 if titled else 1.5) * ordinary + (1.5 if len(words) > 4 else 0.0)
    if first.initial and len(words) == 1 and first.low in lists.common:
        weight -= 3.0
    piece.add("person", weight)


def _weigh_full_name(piece: Piece, words: list[Token]) -> float:
    weight = 0.0
    if any(_is_initial(word) for word in words[:-1]):
        weight += 1.5
    if piece.last - piece.first > len(words):
        weight += 0.7  # a particle inside: "van", "bin"
    if any("-" in word.text and word.text[word.text.index("-") + 1 :].islower() for word in words):
        weight += 1.5
    if any(word.upper and len(word.text) < 5 and word.key not in PARTICLES for word in words):
        weight -= 1.0
    return weight


def _is_ordinary(word: Token, lists: Lexicon) -> bool:
    if word.low.endswith(_ABSTRACT):
        return True
    return word.low in lists.common and word.key not in lists.family and word.key not in lists.given


def _is_initial(word: Token) -> bool:
    return (len(word.text) == 2 and word.text[1] == ".") or (len(word.text) < 7 and word.text.count(".") > 1)


def _weigh_listed(piece: Piece, words: list[Token], lists: Lexicon) -> None:
    if len(words) != 1 or words[0].listed is None:
        return
    word, kind = words[0], words[0].listed
    doubtful = word.key in lists.given or word.key in lists.family
    if word.initial and word.low in lists.common:
        doubtful = True
    piece.add(kind, LISTED / 2 if doubtful else LISTED)


def _weigh_form(piece: Piece, words: list[Token], lists: Lexicon) -> None:
    word = words[0]
    if len(words) == 1:
        if word.listed or word.heading:
            return
        if word.upper and 2 <= len(word.text) <= 6 and word.low not in lists.common and word.key not in lists.given:
            piece.add("organization", 1.5 if word.text.isalpha() else 0.6)
        elif not word.upper and word.text[:1].isupper() and any(letter.isupper() for letter in word.text[2:]):
            mixed = word.text.isalpha() and not word.text[:-1].isupper() and len(word.text) > 3
            if mixed and not word.text.startswith(("Mc", "Mac", "De", "Di", "La", "Le", "Fitz")):
                piece.add("organization", 1.0)
        return
    unusual = [token for token in words if token.low not in lists.common]
    if len(unusual) == len(words) and not any(token.upper for token in words):
        piece.add("person", 1.0 if len(words) < 4 else 0.3)
    if any(token.upper and len(token.text) > 1 for token in words) and not word.heading:
        piece.add("organization", 1.0)
    elif not (word.initial or word.heading) and len(unusual) < len(words):
        piece.add("organization", 0.6 if unusual else 1.0)


def _weigh_before(piece: Piece, tokens: list[Token], words: list[Token]) -> None:
    before = tokens[piece.first - 1] if piece.first else None
    if before is None or before.cap:
        return
    if before.low in ROLES and words[0].glued:
        piece.add("person", 2.0 if len(words) > 1 else 0.8)
    elif before.low in PLACE_PREPOSITIONS and len(words) < 4:
        piece.add("place", 1.0 if before.low in ("to", "at", "from") else 1.6)
    elif before.low == "the":
        piece.add("person", -1.0)
        piece.add("organization", 0.3)


def _weigh_after(piece: Piece, tokens: list[Token], words: list[Token]) -> None:
    if piece.last >= len(tokens) or len(words) > 3:
        return
    after = tokens[piece.last]
    if after.low in SPEECH or after.low == "who":
        piece.add("person", 1.0)
    elif after.text == "," and piece.last + 2 < len(tokens):
        age, comma = tokens[piece.last + 1], tokens[piece.last + 2]
        if age.text.isdecimal() and len(age.text) == 2 and comma.text in (",", "."):
            piece.add("person", 2.0)
        elif age.low in ("who", "whose"):
            piece.add("person", 1.0)


def _weigh_address(piece: Piece, tokens: list[Token], words: list[Token], lists: Lexicon) -> None:
    """Count for a place what stands before a comma and a known place: "Bentong, Malaysia"."""
    if piece.last + 1 >= len(tokens) or len(words) > 3:
        return
    comma, onward = tokens[piece.last], tokens[piece.last + 1]
    if comma.text == "," and onward.listed == "place" and onward.key in lists.places and not words[-1].initial:
        piece.add("place", 1.5)
