"""Brings the forms of one name together: without titles, articles, possessives, full stops and legal forms."""

import re
from functools import lru_cache
from typing import Final

from reader.entities.cues import GENERATIONS, ROLES
from reader.text.mention import EntityKind

_WORD: Final = re.compile(r"[^\W_]+(?:['’.&-][^\W_]+)*")
_POSSESSIVE: Final = re.compile(r"(?:['’]s?)$", re.IGNORECASE)
_ARTICLE: Final = re.compile(r"^(?:the|an?)\s+(?=\S)", re.IGNORECASE)
_SKIPPED: Final = frozenset("of the for and in on de la du des del & a an to".split())
_LEGAL: Final = frozenset(
    "inc incorporated ltd limited llc llp plc corp corporation co company gmbh ag sa nv pvt".split()
)
_SAME: Final = {
    form: names.split(",")[0]
    for names in (
        "united states,us,usa,america,united states of america,the states",
        "united kingdom,uk,britain,great britain,united kingdom of great britain and northern ireland",
        "united arab emirates,uae,emirates",
        "soviet union,ussr,union of soviet socialist republics",
        "china,prc,people's republic of china,peoples republic of china",
        "north korea,dprk,democratic people's republic of korea",
        "south korea,rok,republic of korea",
        "democratic republic of the congo,drc,dr congo,democratic republic of congo,congo-kinshasa",
        "netherlands,holland",
        "myanmar,burma",
        "sri lanka,ceylon",
        "czech republic,czechia",
        "ivory coast,côte d'ivoire,cote d'ivoire",
        "east timor,timor-leste",
        "eswatini,swaziland",
        "turkey,türkiye",
        "cape verde,cabo verde",
        "russia,russian federation",
        "ireland,republic of ireland",
        "european union,eu",
        "united nations,un,uno",
        "new york city,nyc",
        "los angeles,la",
        "washington,washington dc,dc",
        "mumbai,bombay",
        "kolkata,calcutta",
        "chennai,madras",
        "beijing,peking",
        "kyiv,kiev",
        "the hague,hague",
    )
    for form in names.split(",")
}
"""Names of one place or body, by the name they go under here."""

_SEX: Final = {
    **dict.fromkeys(("mr", "sir", "lord", "king", "prince", "mister", "monsieur", "señor", "don", "herr", "shri"), "m"),
    **dict.fromkeys(("mrs", "ms", "miss", "lady", "queen", "princess", "dame", "madame", "señora", "frau", "smt"), "f"),
}

NICKNAMES: Final = {
    short: names.split()[0]
    for names in (
        "william bill billy will willy",
        "robert bob bobby rob robbie",
        "richard dick rick ricky rich",
        "james jim jimmy jamie",
        "john johnny jack jon",
        "joseph joe joey",
        "thomas tom tommy",
        "edward ed eddie ted teddy",
        "charles charlie chuck",
        "michael mike mick micky",
        "anthony tony",
        "andrew andy drew",
        "daniel dan danny",
        "david dave davey",
        "donald don donnie",
        "kenneth ken kenny",
        "ronald ron ronnie",
        "timothy tim",
        "stephen steven steve",
        "gregory greg",
        "jeffrey geoffrey jeff geoff",
        "benjamin ben benny",
        "samuel sam sammy",
        "matthew matt",
        "nicholas nick",
        "peter pete",
        "philip phillip phil",
        "lawrence larry",
        "henry harry hank",
        "francis frank",
        "frederick fred freddie",
        "alexander alex",
        "albert al bert",
        "gerald gerry jerry",
        "walter walt",
        "raymond ray",
        "leonard len lenny",
        "patrick pat",
        "christopher chris",
        "elizabeth liz lizzie beth betty eliza",
        "margaret maggie meg peggy",
        "katherine catherine kathryn kate katie kathy cathy",
        "susan sue susie",
        "deborah debbie deb",
        "barbara barb",
        "patricia patty trish",
        "jennifer jenny jen",
        "jessica jess jessie",
        "rebecca becky",
        "victoria vicky",
        "theresa teresa terry",
    )
    for short in names.split()
}
"""Given names by the full name they are short for."""


def bare(text: str) -> str:
    """Return a name as it is shown: on one line, without an article before or a possessive after."""
    line = " ".join(text.split())
    return _ARTICLE.sub("", _POSSESSIVE.sub("", line)) or line


@lru_cache(maxsize=4096)
def words_of(text: str, kind: EntityKind) -> tuple[str, ...]:
    """Return the words that identify a name, in lower case; never empty."""
    name = bare(text)
    words = [word.replace(".", "").replace("’", "'").casefold() for word in _WORD.findall(name)]
    if kind == "person":
        while len(words) > 1 and words[0] in ROLES:
            del words[0]
    elif kind == "nationality":
        words = [word.removesuffix("s") if len(word) > 5 and not word.endswith("ss") else word for word in words]
    else:
        if all(len(word) == 1 for word in words):
            words = ["".join(words)]  # "U. S."
        known = _SAME.get(" ".join(words))
        if known:
            return tuple(known.split())
        while kind == "organization" and len(words) > 1 and words[-1] in _LEGAL:
            del words[-1]
        if words[:1] == ["us"]:
            words[:1] = ["united", "states"]
    return tuple(words) or (name.casefold(),)


def sex_of(text: str) -> str:
    """Return the sex that the first word says if it is a title: "m", "f" or nothing."""
    first = text.split(maxsplit=1)[:1]
    return _SEX.get(first[0].rstrip(".").casefold(), "") if first else ""


def without_generation(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return the words of a person's name without "Jr" or "III"."""
    return words[:-1] if len(words) > 1 and words[-1] in GENERATIONS else words


def generation(words: tuple[str, ...]) -> str:
    """Return the "jr" or "iii" a person's name ends with, or nothing."""
    return words[-1] if len(words) > 1 and words[-1] in GENERATIONS else ""


def same_person(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two names with equal ends agree in between: a name left out or its initial agrees with it."""
    if generation(one) and generation(other) and generation(one) != generation(other):
        return False
    short, long = sorted((without_generation(one)[1:-1], without_generation(other)[1:-1]), key=len)
    rest = iter(long)
    return all(any(agrees(word, full) for full in rest) for word in short)


def agrees(word: str, full: str) -> bool:
    """Whether two words are one name, one of them perhaps its initial."""
    return word == full or (min(len(word), len(full)) == 1 and word[0] == full[0])


def is_acronym(text: str) -> bool:
    """Whether a name is a word of capitals, full stops or not, that may stand for a longer name."""
    letters = text.replace(".", "")
    return 2 <= len(letters) <= 8 and letters.isalpha() and letters.isupper()


def acronyms_of(text: str, words: tuple[str, ...]) -> frozenset[str]:
    """Return the abbreviations that the initials of a longer name make, with and without its small words."""
    if len(words) < 2:
        return frozenset()
    written = [word for word in re.split(r"[\s-]+", bare(text)) if word[:1].isalnum()]
    short = "".join(word[0] for word in written if word.lower() not in _SKIPPED)
    capitals = "".join(word[0] for word in written if word[:1].isupper())
    every = "".join(word[0] for word in written)
    return frozenset(form.casefold() for form in (short, capitals, every) if len(form) > 1)
