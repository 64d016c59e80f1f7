"""The lists of names and of ordinary words, read once, when first asked for."""

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final, Literal

Listed = Literal["place", "organization", "nationality"]
"""What a listed name can be; people are listed by parts of their names instead."""

_DATA: Final = files(__package__) / "data"
_HYPHEN: Final = re.compile(r"[-‑–]")
_PEOPLES: Final = frozenset("Afro Anglo Euro Franco Greco Indo Italo Judeo Luso Russo Serbo Sino Turco".split())
"""What a people is called in front of another."""
_IRREGULAR_PLURALS: Final = "Britons Germans Frenchmen Englishmen Irishmen Scotsmen Welshmen Dutchmen Filipinos".split()
_SAME_PLURAL_ENDINGS: Final = ("ese", "ish", "sh", "ch", "s")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Every list the finder looks into."""

    given: frozenset[str]
    """Given names of people."""

    family: frozenset[str]
    """Family names of people."""

    common: frozenset[str]
    """Ordinary words, in lower case, that name nothing by themselves."""

    single: dict[str, Listed]
    """Listed names of one word."""

    phrases: dict[str, tuple[tuple[str, Listed], ...]]
    """Listed names of several words by their first word, the longest first."""

    places: frozenset[str]
    """Listed names of towns, regions and countries: what can stand before or after a comma in an address."""

    def is_nationality(self, word: str) -> bool:
        """Whether a word is a nationality, or several joined by hyphens: "Pakistani-American", "Franco-German"."""
        if self.single.get(word) == "nationality":
            return True
        *before, last = _HYPHEN.split(word)
        joined = all(self.single.get(part) == "nationality" or part in _PEOPLES for part in before)
        return bool(before) and joined and self.single.get(last) == "nationality"


@cache
def lexicon() -> Lexicon:
    """Return the lists, reading them on the first call so that importing the package costs nothing."""
    places = [*_names("countries"), *_names("regions"), *_names("cities")]
    listed: dict[str, Listed] = dict.fromkeys(_names("organizations"), "organization")
    listed.update(dict.fromkeys(_nationalities(), "nationality"))
    listed.update(dict.fromkeys(places, "place"))
    phrases: dict[str, list[tuple[str, Listed]]] = {}
    single: dict[str, Listed] = {}
    for name, kind in listed.items():
        if " " in name or name.endswith("'s"):
            phrases.setdefault(name.split(" ")[0].removesuffix("'s").rstrip(","), []).append((name, kind))
        else:
            single[name] = kind
    return Lexicon(
        given=frozenset(_words("first_names")),
        family=frozenset(_words("surnames")),
        common=frozenset(_words("common")),
        single=single,
        phrases={first: tuple(sorted(found, key=lambda item: -len(item[0]))) for first, found in phrases.items()},
        places=frozenset(places),
    )


def _nationalities() -> list[str]:
    singular = _words("nationalities")
    plural = [name + "s" for name in singular if not name.endswith(_SAME_PLURAL_ENDINGS)]
    return [*singular, *plural, *_IRREGULAR_PLURALS]


def _words(name: str) -> list[str]:
    return [word for line in _lines(name) for word in line.split()]


def _names(name: str) -> list[str]:
    return [item for line in _lines(name) for part in line.split(",") if (item := part.strip())]


def _lines(name: str) -> list[str]:
    text = (_DATA / f"{name}.txt").read_text(encoding="utf-8")
    return [line for line in text.splitlines() if not line.startswith("#")]
