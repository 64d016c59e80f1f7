"""The small language of the pickers, which people know from fzf: what was typed, as terms."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

import regex

from reader.text.folding import fold

TermKind = Literal["fuzzy", "exact", "word", "prefix", "suffix", "equal"]

MOST_TERMS: Final = 32
"""Terms after these are left out."""

_SPACE: Final = re.compile(r"(?<!\\)\s+")
_COMPOSED: Final = regex.compile(r"[\p{M}\u0640\u1100-\u11ff]")
"""Marks and the parts of Korean syllables: several characters may be one."""

_CLUSTER: Final = regex.compile(r"\X")


@dataclass(frozen=True, slots=True)
class Term:
    """Something that a candidate must contain, or must not."""

    kind: TermKind
    text: str
    """As it is compared: in lower case unless it has capitals, without accents unless it has any."""

    folded: str
    """Without capitals and accents: where that does not fit, the term does not."""

    is_negative: bool = False
    keeps_case: bool = False
    keeps_accents: bool = False

    @property
    def is_folded(self) -> bool:
        """Whether neither capitals nor accents matter."""
        return not (self.keeps_case or self.keeps_accents)


def terms_of(typed: str) -> list[list[Term]]:
    r"""Read what was typed: of every list in the answer, one term must fit.

    A blank parts terms, `\ ` is a blank in one, a `|` between two offers a choice. `abc` is found letter by letter,
    `'abc` side by side, `'abc'` as whole words, `^abc` at the start, `abc$` at the end, `!abc` nowhere.
    """
    sets: list[list[Term]] = []
    is_choice, count = False, 0
    for piece in _SPACE.split(unicodedata.normalize("NFC", typed)):
        if piece == "|" and sets and not is_choice:
            is_choice = True
            continue
        term = _term(re.sub(r"\\(?=\s)", "", piece))
        if term is None:
            continue
        count += 1
        if count > MOST_TERMS:
            break
        if is_choice:
            sets[-1].append(term)
        else:
            sets.append([term])
        is_choice = False
    return sets


def _term(piece: str) -> Term | None:
    kind: TermKind = "fuzzy"
    is_negative = piece.startswith("!")
    if is_negative:
        kind, piece = "exact", piece[1:]
    if piece != "$" and piece.endswith("$"):
        kind, piece = "suffix", piece[:-1]
    if len(piece) > 2 and piece.startswith("'") and piece.endswith("'"):
        kind, piece = "word", piece[1:-1]
    elif piece.startswith("'"):
        kind, piece = "fuzzy" if is_negative else "exact", piece[1:]
    elif piece.startswith("^"):
        kind, piece = "equal" if kind == "suffix" else "prefix", piece[1:]
    lowered = piece.lower()
    folded = fold(lowered)
    if not folded:
        return None
    keeps_case, keeps_accents = piece != lowered, folded != lowered
    text = spelling(piece, keeps_case=keeps_case, keeps_accents=keeps_accents)[0]
    return Term(kind, text, folded, is_negative, keeps_case, keeps_accents)


def spelling(text: str, *, keeps_case: bool = False, keeps_accents: bool = False) -> tuple[str, Sequence[int] | None]:
    """Return a text as a term compares it.

    The second part of the answer says where each character of that stands in the text, with the length of the text
    after the last; it is `None` where both are of one length, character for character.
    """
    if text.isascii():
        return text if keeps_case else text.lower(), None
    if not _COMPOSED.search(text):
        spelt = _spelt(text, keeps_case=keeps_case, keeps_accents=keeps_accents)
        if len(spelt) == len(text):
            return spelt, None
    pieces: list[str] = []
    places: list[int] = []
    for cluster in _CLUSTER.finditer(text):
        piece = _spelt(cluster.group(), keeps_case=keeps_case, keeps_accents=keeps_accents)
        pieces.append(piece)
        places += [cluster.start()] * len(piece)
    return "".join(pieces), [*places, len(text)]


def _spelt(text: str, *, keeps_case: bool, keeps_accents: bool) -> str:
    text = unicodedata.normalize("NFC", text)
    if keeps_accents:
        return text if keeps_case else text.lower()
    if not keeps_case:
        return fold(text)
    return "".join(fold(character).upper() if character.isupper() else fold(character) for character in text)
