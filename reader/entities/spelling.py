"""When two spellings may be of one name: accents, hyphens, the ways of writing another script in Latin letters."""

import re
import unicodedata
from collections.abc import Callable, Iterable
from functools import cache, lru_cache
from typing import Final

_NO_ACCENT: Final = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "ð": "d"})
_BRITISH: Final = {
    "organisation": "organization",
    "organisations": "organizations",
    "centre": "center",
    "defence": "defense",
    "labour": "labor",
    "programme": "program",
    "theatre": "theater",
    "harbour": "harbor",
    "st": "saint",
}
_LATIN: Final = (
    (re.compile(r"m[ou]h[ao]m+[ae][dt]"), "muhamad"),
    (re.compile(r"ahm[ae]d"), "ahmad"),
    (re.compile(r"[ae]bd[aeu]l?(?=.)"), "abdal"),
    (re.compile(r"^[aeu]l(?=[a-z]{4})"), ""),
    (re.compile(r"tsch|tch|cz"), "ch"),
    (re.compile(r"sch"), "sh"),
    (re.compile(r"kh"), "h"),
    (re.compile(r"gh|dh|th|bh", re.IGNORECASE), lambda match: match[0][0]),
    (re.compile(r"ph"), "f"),
    (re.compile(r"ck|[qk]h?|c(?=[^hiey]|$)"), "k"),
    (re.compile(r"x"), "ks"),
    (re.compile(r"[ae][iy]"), "ai"),
    (re.compile(r"ou|oo|o"), "u"),
    (re.compile(r"ee|ie|y|j(?=$)|e"), "i"),
    (re.compile(r"w"), "v"),
    (re.compile(r"(.)\1+"), r"\1"),
)
_LONG: Final = 6


@lru_cache(maxsize=65536)
def plain(word: str) -> str:
    """Return a word without accents, hyphens and apostrophes, in American spelling."""
    if not word.isascii():
        open_ = unicodedata.normalize("NFKD", word.translate(_NO_ACCENT))
        bare = "".join(letter for letter in open_ if not unicodedata.combining(letter))
        if bare.isascii():
            word = bare
    word = _BRITISH.get(word, word)
    return word.replace("-", "").replace("'", "").replace("’", "") or word


def letters(words: Iterable[str]) -> str:
    """Return the letters of plain words in one go, so that "Abdel Rahman" is "Abdelrahman"."""
    return "".join(words)


@lru_cache(maxsize=65536)
def sound(word: str) -> str:
    """Return a plain word as its transliterations agree: "qaddafi" and "kadafi", "hussein" and "husain"."""
    if not word.isascii():
        return word
    for pattern, instead in _LATIN:
        word = pattern.sub(instead, word)
    return word


def near(one: str, other: str) -> bool:
    """Whether two long words differ by one letter inside, as slips of the pen and other spellings do.

    First letters tell names apart, and so do last ones ("Ivanov", "Ivanova"; "Mario", "Maria").
    """
    if min(len(one), len(other)) < _LONG or one[0] != other[0] or one[-1] != other[-1]:
        return False
    if any(letter.isdigit() for letter in one + other):
        return False
    return abs(len(one) - len(other)) < 2 and _distance()(one, other, score_cutoff=1) == 1


@cache
def _distance() -> Callable[..., int]:
    from rapidfuzz.distance import OSA  # noqa: PLC0415 (loads when two words first need it)

    return OSA.distance
