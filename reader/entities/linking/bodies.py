"""Which names of organizations and places in one text are one body or one place."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Final

from reader.entities.cues import COMPASS, ORG_HEADS, PLACE_HEADS
from reader.entities.known import DIVIDED, SAME, STATES
from reader.entities.lexicon import lexicon
from reader.entities.linking.group import Group, Words, leading
from reader.entities.names import acronyms_of, bare, is_acronym
from reader.entities.spelling import misspelt

_TYPES: Final = frozenset("street avenue square park islands mountains river".split())
"""Words that a text leaves out when it names a place again."""

_SMALL: Final = frozenset("of for and the in".split())
"""Words that join the parts of a name."""

_DEMONYMS: Final = ("ese", "ian", "ians", "ish", "ean", "ans", "wan")
"""What makes "Vietnamese" of "Vietnam": no name is clipped there."""

_LONGEST: Final = 8
_CLIPPED: Final = 3
"""How many letters a word that is cut short has at least."""

_BLOCK: Final = 40
"""Among more names than this with one beginning no clipped one is looked for."""

_SHARE: Final = 3
"""A body mentioned so many times as often as any other is "the Ministry" where there are several."""


def join_bodies(text: str, groups: list[Group]) -> None:
    """Join abbreviations with what they stand for, short names with the longer ones, slips with the right spelling."""
    _join_acronyms(text, groups)
    _join_clipped(groups)
    _join_longer(groups)
    _join_misspelt(groups)


def _join_acronyms(text: str, groups: list[Group]) -> None:
    """Join "MEA" with the one "Ministry of External Affairs" in the text."""
    expansions: dict[tuple[str, str], list[Group]] = defaultdict(list)
    for group in groups:
        if group.part:
            continue
        for short in acronyms_of(group.mentions[0].text, group.words):
            expansions[group.kind, short].append(group)
        if group.kind == "place" and " ".join(group.words) in STATES:
            expansions["place", STATES[" ".join(group.words)]].append(group)
    for group in groups:
        first = bare(group.mentions[0].text)
        if len(group.words) != 1 or not is_acronym(first):
            continue
        found = [other for other in expansions.get((group.kind, group.words[0]), ()) if other is not group]
        at = {mention.start for mention in group.mentions}
        told = [other for other in found if _stands_before(text, other, at)]
        one = leading(told or found, _SHARE)
        if one is not None:
            group.join(one)


def _stands_before(text: str, longer: Group, at: set[int]) -> bool:
    """Whether a bracket and one of the places in `at` follow the longer name: the text explains the abbreviation."""
    return any(text[mention.end : mention.end + 2] == " (" and mention.end + 2 in at for mention in longer.mentions)


def _join_longer(groups: list[Group]) -> None:
    """Join a name with the one longer name that it abridges.

    "State Department" with "US State Department", "Harvard" and "the University" with "Harvard University",
    "Justice" with "Department of Justice",
    "Glacier" with "Glacier National Park", "the North" with "North Korea".
    """
    longer: dict[tuple[str, Words], list[Group]] = defaultdict(list)
    for group in groups:
        if not group.part:
            for short in set(_short_names(group)):
                longer[group.kind, short].append(group)
    for group in groups:
        if group.joined is not None or group.part or (group.kind == "organization" and group.words in _places()):
            continue
        found = [
            other
            for other in longer.get((group.kind, group.words), ())
            if other.root() is not group and not _unit(group, other.words)
        ]
        sure = [other for other in found if _abridges(group.words, other.words)]
        weak = [other for other in found if _may_abridge(group, other)]
        one = leading(sure or weak, _SHARE)
        if one is not None:
            group.join(one)


def _abridges(short: Words, long: Words) -> bool:
    """Whether the long name goes on with "of", "for" or the word for what it is: "House of Representatives"."""
    rest = long[len(short) :]
    return long[: len(short)] == short and (rest[0] in ("of", "for") or all(word in ORG_HEADS for word in rest))


def _may_abridge(short: Group, long: Group) -> bool:
    """Whether what the short name leaves out is not what tells the two apart.

    "Creative Commons Community" is something else than Creative Commons, unless the text begins with it.
    """
    if short.kind == "place" or len(short.words) == 1 or long.words[: len(short.words)] != short.words:
        return True
    return " ".join(short.words) not in SAME and long.mentions[0].start < short.mentions[0].start


def _unit(short: Group, long: Words) -> bool:
    """Whether the longer name is of a part of what the short one names in full: "FBI Laboratory", "German Army Group"."""
    words = short.words
    if short.kind == "place" or long[: len(words)] != words or long[len(words)] in ("of", "for"):
        return False
    return words[-1] in ORG_HEADS or (len(words) == 1 and is_acronym(bare(short.mentions[0].text)))


def _join_clipped(groups: Iterable[Group]) -> None:
    """Join "Penn State" with "Pennsylvania State University", "Cal." with "California"."""
    begun: dict[tuple[str, str], list[Group]] = defaultdict(list)
    for group in groups:
        if not group.part and len(group.words[0]) > _CLIPPED:
            begun[group.kind, group.words[0][:_CLIPPED]].append(group)
    for group in groups:
        near = begun.get((group.kind, group.words[0][:_CLIPPED]), [])
        if group.joined is not None or group.part or len(near) > _BLOCK:
            continue
        dotted = bare(group.mentions[0].text).endswith(".")
        if len(group.words) == 1 and not (dotted and len(group.words[0]) >= _CLIPPED):
            continue
        one = leading((other for other in near if _clips(group.words, other.words)), _SHARE)
        if one is not None and one is not group:
            group.join(one)


def _clips(short: Words, long: Words) -> bool:
    """Whether a name is made of the beginnings of the words of a longer one, one of them at least cut short."""
    pairs = list(zip(short, long, strict=False))
    return (
        len(short) <= len(long)
        and short != long[: len(short)]
        and all(one == other or _clipped(one, other) for one, other in pairs)
        and all(word in ORG_HEADS for word in long[len(short) :])
    )


def _clipped(word: str, full: str) -> bool:
    cut = full.removeprefix(word)
    return word not in COMPASS and len(word) >= _CLIPPED and 2 < len(cut) < len(full) and cut not in _DEMONYMS


def _short_names(group: Group) -> Iterator[Words]:
    """Yield what a body or a place may be called once its full name is known."""
    words = group.words
    if group.kind == "place":
        yield from _short_places(words)
        return
    for size in range(1, min(len(words), _LONGEST)):
        if words[size - 1] not in _SMALL and (size > 1 or words[0] not in ORG_HEADS or words[1] in ("of", "for")):
            yield words[:size]
        # "Progressive Conservative Party" is another party than the Conservative one, "US Senate" no other senate
        rest = words[:-size]
        if " ".join(rest) in SAME or (lexicon().common.isdisjoint(rest) and _SMALL.isdisjoint(rest)):
            yield words[-size:]
    if len(words) > 1 and words[-1] in ORG_HEADS:
        yield words[-1:]
    if len(words) > 2 and words[-2] == "of":
        yield words[-1:]


def _short_places(words: Words) -> Iterator[Words]:
    if len(words) < 2:
        return
    if words[0] in ("north", "south") and words[1:] in {(name,) for name in DIVIDED}:
        yield words[:1]
    if words[-1] in _TYPES:
        stem = words[:-2] if words[-2:] == ("national", "park") else words[:-1]
        if stem and stem not in _places():
            yield stem
        if words[-1] in ("islands", "mountains"):
            yield (*stem[:-1], stem[-1] + "s")
    if words[-1] in PLACE_HEADS:
        yield words[-1:]


@cache
def _places() -> frozenset[Words]:
    """Return the listed places in plain words: such a name is no short name of a body."""
    return frozenset(tuple(name.casefold().replace(".", "").split()) for name in lexicon().places)


def _join_misspelt(groups: Iterable[Group]) -> None:
    for one, other in misspelt((group, group.kind + group.part, group.words) for group in groups):
        if one.root() is not other.root():
            other.join(one)
