"""When two spellings may be of one name: accents, hyphens, the ways of writing another script in Latin letters."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from functools import cache, lru_cache
from itertools import combinations
from typing import Final, TypeVar

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
_BLOCK: Final = 40
"""How many names that look alike are compared with each other."""

_MOST_WORDS: Final = 5
"""Names of more words than this are not compared letter by letter."""

_WHOLE: Final = 8
_WHOLE_MOST: Final = 60
"""How long names are that a letter may be wrong in."""

Named = TypeVar("Named")


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


def alike(named: Iterable[tuple[Named, tuple[str, ...]]], *, surely: bool = True) -> list[tuple[Named, Named]]:
    """Return the pairs of things whose names of several words agree but for the spelling of one of them.

    Two spellings of one name are sure where they sound the same or are long: "Martin" and "Marvin" are two names.
    """
    keyed = ((name, word, keys) for name, words in named for word, keys in _all_but_one(words))
    return _pairs(keyed, surely_one if surely else _perhaps_one)


def misspelt(named: Iterable[tuple[Named, str, tuple[str, ...]]]) -> list[tuple[Named, Named]]:
    """Return the pairs of things of one kind whose names, taken as a whole, differ by one letter inside or in sound only."""
    keyed = (
        (name, whole, _keys(f"{kind} ", whole, " ".join(map(sound, words)), 4))
        for name, kind, words in named
        if _LONG <= len(whole := " ".join(words)) <= _WHOLE_MOST
    )
    return _pairs(keyed, surely_one)


def surely_one(one: str, other: str) -> bool:
    """Whether two names are spellings of one beyond reasonable doubt."""
    return _sound_alike(one, other) or (min(len(one), len(other)) >= _WHOLE and near(one, other))


def _perhaps_one(one: str, other: str) -> bool:
    return _sound_alike(one, other) or near(one, other)


def _sound_alike(one: str, other: str) -> bool:
    return one != other and [*map(sound, one.split())] == [*map(sound, other.split())]


def _pairs(
    keyed: Iterable[tuple[Named, str, tuple[str, ...]]], fit: Callable[[str, str], bool]
) -> list[tuple[Named, Named]]:
    """Return the pairs of things with a common key whose words fit, in the order given."""
    items: list[tuple[Named, str]] = []
    seen: dict[str, int] = {}
    blocks: dict[str, list[int]] = {}
    for name, word, keys in keyed:
        at = len(items)
        items.append((name, word))
        for key in keys:
            first = seen.setdefault(key, at)
            if first != at:
                blocks.setdefault(key, [first]).append(at)
    found: dict[tuple[int, int], tuple[Named, Named]] = {}
    order: dict[int, int] = {}
    for name, _ in items:
        order.setdefault(id(name), len(order))
    for block in blocks.values():
        if len(block) <= _BLOCK:
            for (one, mine), (other, its) in combinations([items[at] for at in block], 2):
                if one is not other and fit(mine, its):
                    found.setdefault((order[id(one)], order[id(other)]), (one, other))
    return [found[pair] for pair in sorted(found)]


def _all_but_one(words: tuple[str, ...]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield every word of a name, with what a name that differs in its spelling has in common with it."""
    if not 2 <= len(words) <= _MOST_WORDS:
        return
    for at, word in enumerate(words):
        if len(word) > 3 and any(len(rest) > 2 for rest in words[:at] + words[at + 1 :]):
            yield word, _keys(" ".join((*words[:at], "", *words[at + 1 :])), word, sound(word), 3)


def _keys(rest: str, word: str, its_sound: str, size: int) -> tuple[str, ...]:
    """Return what a word has in common with one that differs by a letter: its sound, or one of its halves."""
    return f"{rest}~{its_sound}", f"{rest}<{word[:size]}{word[-1]}", f"{rest}>{word[0]}{word[-size:]}"
