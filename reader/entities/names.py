"""Brings the forms of one name together: without titles, articles, possessives, full stops and legal forms."""

import re
from functools import lru_cache
from typing import Final

from reader.entities.cues import GENERATIONS, ROLE_MODIFIERS, ROLES
from reader.entities.known import SAME, SEX
from reader.entities.spelling import plain
from reader.text.mention import EntityKind

_WORD: Final = re.compile(r"[^\W_]+(?:['’.&-][^\W_]+)*")
_POSSESSIVE: Final = re.compile(r"(?:['’]s?)$", re.IGNORECASE)
_ARTICLE: Final = re.compile(r"^(?:the|an?)\s+(?=\S)", re.IGNORECASE)
_SKIPPED: Final = frozenset("of the for and in on de la du des del & a an to".split())
_LEGAL: Final = frozenset(
    "inc incorporated ltd limited llc llp plc corp corporation co company gmbh ag sa nv pvt".split()
)


def bare(text: str) -> str:
    """Return a name as it is shown: on one line, without an article before or a possessive after."""
    line = " ".join(text.split())
    return _ARTICLE.sub("", _POSSESSIVE.sub("", line)) or line


@lru_cache(maxsize=16384)
def words_of(text: str, kind: EntityKind) -> tuple[str, ...]:
    """Return the words that identify a name: plain, in lower case; never empty. A sum of money is as it is written."""
    name = bare(text)
    if kind == "money":
        return (name.casefold(),)
    words = [word.replace(".", "").casefold() for word in _WORD.findall(name)]
    if kind == "person":
        words = _untitled(words)
    words = [plain(word) for word in words]
    if kind == "nationality":
        words = [word.removesuffix("s") if len(word) > 5 and not word.endswith("ss") else word for word in words]
    elif kind in ("organization", "place"):
        words = _of_body(words, kind)
    return tuple(words) or (name.casefold(),)


def _untitled(words: list[str]) -> list[str]:
    """Return a person's name without "Dr" and "Vice President"; a title alone stays."""
    first = 0
    while first < len(words) - 1 and words[first] in ROLES:
        first += 1
    if not first:
        while first < len(words) - 2 and words[first] in ROLE_MODIFIERS:
            first += 1
        return _untitled(words[first:]) if first and words[first] in ROLES else words
    return words[first:]


def _of_body(words: list[str], kind: EntityKind) -> list[str]:
    """Return the name of an organization or a place without legal form, a country by its common name."""
    if all(len(word) == 1 for word in words):
        words = ["".join(words)]  # "U. S."
    known = SAME.get(" ".join(words))
    if known:
        return known.split()
    while kind == "organization" and len(words) > 1 and words[-1] in _LEGAL:
        del words[-1]
    if words[:1] == ["us"]:
        words[:1] = ["united", "states"]
    if kind == "place" and len(words) > 2 and words[0] in ("city", "town", "village") and words[1] == "of":
        del words[:2]
    for at, long in ((0, "saint"), (-1, "street")):
        if len(words) > 1 and words[at] == "st":
            words[at] = long
    return words


def sex_of(text: str) -> str:
    """Return the sex that the first word says if it is a title: "m", "f" or nothing."""
    first = text.split(maxsplit=1)[:1]
    return SEX.get(first[0].rstrip(".").casefold(), "") if first else ""


def without_generation(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return the words of a person's name without "Jr" or "III"."""
    return words[:-1] if len(words) > 1 and words[-1] in GENERATIONS else words


def generation(words: tuple[str, ...]) -> str:
    """Return the "jr" or "iii" a person's name ends with, or nothing."""
    return words[-1] if len(words) > 1 and words[-1] in GENERATIONS else ""


def same_person(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two names with equal ends agree in between.

    Names may be left out; initials stand for the first ones: George W. Bush is not George Herbert Walker Bush.
    """
    if generation(one) and generation(other) and generation(one) != generation(other):
        return False
    short, long = sorted((without_generation(one)[1:-1], without_generation(other)[1:-1]), key=len)
    if all(len(word) > 1 for word in short + long):
        rest = iter(long)
        return all(word in rest for word in short)
    return all(agrees(word, full) for word, full in zip(short, long, strict=False))


def agrees(word: str, full: str) -> bool:
    """Whether two words are one name, one of them perhaps its initial."""
    return word == full or (min(len(word), len(full)) == 1 and word[0] == full[0])


def is_acronym(text: str) -> bool:
    """Whether a name is a word of capitals, full stops or not, that may stand for a longer name."""
    letters = text.replace(".", "").replace(" ", "")
    return 2 <= len(letters) <= 8 and letters.isalpha() and letters.isupper()


def acronyms_of(text: str, words: tuple[str, ...]) -> frozenset[str]:
    """Return the abbreviations that the initials of a longer name make, with and without its small words.

    The capitals inside a word count as initials where there is one word only: "LV" for "LibriVox".
    """
    if len(words) < 2:
        inside = "".join(letter for letter in bare(text) if letter.isupper())
        return frozenset((inside.casefold(),)) if 1 < len(inside) < len(bare(text)) / 2 else frozenset()
    written = [word for word in re.split(r"[\s-]+", bare(text)) if word[:1].isalnum()]
    short = "".join(word[0] for word in written if word.lower() not in _SKIPPED)
    capitals = "".join(word[0] for word in written if word[:1].isupper())
    every = "".join(word[0] for word in written)
    return frozenset(form.casefold() for form in (short, capitals, every) if len(form) > 1)
