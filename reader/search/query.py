"""What a person typed, as terms to search for. Anything can be typed; nothing is an error."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import regex

_TOKEN: Final = regex.compile(r"[\p{L}\p{N}\p{Co}][\p{L}\p{N}\p{Co}\p{Mn}\p{Mc}]*")
_QUOTED: Final = regex.compile(r'"([^"]*)(?:"|$)')
_QUOTES: Final = str.maketrans("“”„«»", '"""""')
_MOST_TERMS: Final = 32
"""Terms beyond these are left out; nobody means them."""


@dataclass(frozen=True, slots=True)
class Term:
    """A word, or the words of a phrase in quotation marks, folded as the index folds them."""

    words: tuple[str, ...]
    is_unfinished: bool = False
    """Whether it is a word still being typed, so that it stands for every word it begins."""


@dataclass(frozen=True, slots=True)
class Query:
    """All terms must be found, in any order."""

    terms: tuple[Term, ...]

    @property
    def words(self) -> tuple[str, ...]:
        """Every word of every term."""
        return tuple(word for term in self.terms for word in term.words)


def parse(typed: str) -> Query:
    """Read a query: words, and phrases in straight or curly quotation marks; an open quotation mark is closed."""
    typed = typed.translate(_QUOTES)
    terms: list[Term] = []
    at = 0
    for quoted in _QUOTED.finditer(typed):
        terms += _words(typed[at : quoted.start()])
        if words := tuple(folded for _start, _end, folded in tokens(quoted[1])):
            terms.append(Term(words))
        at = quoted.end()
    terms += _words(typed[at:])
    terms = terms[:_MOST_TERMS]
    if terms and typed[-1:].isalnum() and typed[at:].strip():
        terms[-1] = Term(terms[-1].words, is_unfinished=True)
    return Query(tuple(dict.fromkeys(terms)))


def tokens(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield start, end and folded form of each word, cut and folded as the index does it."""
    for match in _TOKEN.finditer(text):
        yield match.start(), match.end(), fold(match.group())


def fold(word: str) -> str:
    """Return a word in lower case; Latin letters, and only those, lose their diacritics."""
    if word.isascii():
        return word.lower()
    return "".join(_fold_character(character) for character in word)


def _fold_character(character: str) -> str:
    if "\u0300" <= character <= "\u036f":
        return ""
    base = unicodedata.normalize("NFD", character)[0]
    return base.lower() if base.isascii() else character.lower()


def _words(typed: str) -> list[Term]:
    """Take each word as a term; words joined by signs, as in `rana-minister` or `o'clock`, are a phrase."""
    return [
        Term(words) for piece in typed.split() if (words := tuple(folded for _start, _end, folded in tokens(piece)))
    ]
