"""Which names of people in one text are one person."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Final

from reader.entities.known import NICKNAMES
from reader.entities.linking.group import Group, Words, sex_by_title
from reader.entities.names import generation, same_person, without_generation
from reader.entities.spelling import alike

_VARIANTS: Final = 8
"""How many people with the same first and last name are told apart by what stands between."""

_BLOCK: Final = 40
"""Of more people than this nobody is looked for by an initial."""

_KNOWN: Final = 3
_KNOWN_BETTER: Final = 2
"""Who is mentioned as often as this, and so many times as often as a namesake, is meant by the family name alone."""


def join_people(text: str, people: list[Group]) -> list[Group]:
    """Join the names of people; return new groups for the mentions of one name that different people share."""
    full = [group for group in people if len(without_generation(group.words)) > 1]
    _join_same_ends(full)
    _join_initials(full)
    _join_parts(full)
    for one, other in alike((group, group.words) for group in full):
        if not _sexes_differ(one, other):
            other.join(one)
    return _join_lone(text, people)


def given_name(word: str) -> str:
    """Return the name that a given name is short for, or itself."""
    return NICKNAMES.get(word, word)


def _sexes_differ(one: Group, other: Group) -> bool:
    mine, its = one.root().sex, other.root().sex
    return bool(mine and its and mine != its)


def _join_same_ends(full: list[Group]) -> None:
    """Join "George W. Bush" with "George Bush", "Larry Page" with "Lawrence Page", "Mori Ogai" with "Ogai Mori"."""
    ends: dict[tuple[str, str], list[tuple[Group, list[Words]]]] = defaultdict(list)
    for group in full:
        name = without_generation(group.words)
        turned = ends.get((name[-1], name[0]), ()) if len(name) == 2 else ()
        same = ends[given_name(name[0]), name[-1]]
        for known, forms in [*same, *turned]:
            if len(forms) < _VARIANTS and not _sexes_differ(group, known) and _fits(group.words, forms):
                group.join(known)
                forms.append(group.words)
                break
        else:
            if len(same) < _VARIANTS:
                same.append((group, [group.words]))


def _fits(words: Words, forms: list[Words]) -> bool:
    return all(same_person(words, form) for form in forms)


def _join_initials(full: list[Group]) -> None:
    """Join "J. Smith" with the one Smith whose first name begins so."""
    written: dict[tuple[str, str], list[Group]] = defaultdict(list)
    for group in full:
        name = without_generation(group.words)
        if len(name[0]) > 1:
            written[name[0][0], name[-1]].append(group)
    for group in full:
        name = without_generation(group.words)
        found = written.get((name[0], name[-1]), [])
        if len(found) <= _BLOCK and len({id(other.root()) for other in found}) == 1 and group.joined is None:
            bearer = found[0]
            if same_person(group.words, bearer.words) and not _sexes_differ(group, bearer):
                group.join(bearer)


def _join_parts(full: list[Group]) -> None:
    """Join "Coleman Headley" with the one "David Coleman Headley" in the text."""
    parts: dict[Words, list[Group]] = defaultdict(list)
    for group in full:
        name = without_generation(group.words)
        for size in range(2, min(len(name), _VARIANTS)):
            for part in {name[:size], name[-size:]}:
                parts[part].append(group)
    for group in full:
        longer = {other.root() for other in parts.get(without_generation(group.words), ())} - {group.root()}
        if len(longer) == 1 and group.joined is None and not generation(group.words):
            group.join(longer.pop())


def _join_lone(text: str, people: list[Group]) -> list[Group]:
    """Let a family or a given name alone join the one full name that has it, or the one that is meant there."""
    bearers = _bearers(people)
    singles = [group for group in people if len(group.words) == 1]
    shared = [group for group in singles if len(_fitting(bearers, group)) > 1]
    for group in singles:
        found = _fitting(bearers, group)
        if len(found) == 1:
            group.join(found[0])
    _join_titled(singles)
    _join_short(singles)
    return _meant(text, people, shared)


def _bearers(people: list[Group]) -> dict[str, list[Group]]:
    """Return who has each word as family name; where nobody has, as given name; where nobody has, with a number."""
    family: dict[str, list[Group]] = defaultdict(list)
    given: dict[str, list[Group]] = defaultdict(list)
    crowned: dict[str, list[Group]] = defaultdict(list)
    for group in people:
        name = without_generation(group.words)
        if len(group.words) < 2 or group.joined is not None:
            continue
        named = family if len(name) > 1 else crowned
        named[name[-1]].append(group)
        for first in {name[0], given_name(name[0])}:
            given[first].append(group)
    return {**crowned, **given, **family}


def _fitting(bearers: dict[str, list[Group]], group: Group) -> list[Group]:
    word = group.words[0]
    found = bearers.get(word) or bearers.get(given_name(word), [])
    return [other for other in found if not _sexes_differ(group, other)]


def _join_titled(singles: list[Group]) -> None:
    """Join "Ito" with "Mrs Ito" where no other Ito is in the text."""
    named: dict[str, list[Group]] = defaultdict(list)
    for group in singles:
        named[group.words[0]].append(group)
    for same in named.values():
        titled = [group for group in same if group.sex]
        plain = [group for group in same if not group.sex]
        if len(titled) == 1 and plain and all(group.joined is None for group in same):
            plain[0].join(titled[0])


def _join_short(singles: Iterable[Group]) -> None:
    """Join "Steve" with "Steven" where these are the only forms of the name."""
    forms: dict[str, list[Group]] = defaultdict(list)
    for group in singles:
        forms[given_name(group.words[0])].append(group)
    for same in forms.values():
        if len(same) == 2 and same[1].joined is None and not _sexes_differ(*same):
            same[1].join(same[0])


def _meant(text: str, people: list[Group], shared: list[Group]) -> list[Group]:
    """Give every mention of a name that several people share to the one that is meant.

    That is the one named last before it, unless another of them is who the text is about.
    """
    if not shared:
        return []
    wanted = {id(group): group.mentions for group in shared}
    for group in shared:
        group.mentions = []
    namesakes = _Namesakes()
    moved: list[Group] = []
    everything = [(mention, group) for group in people for mention in wanted.get(id(group), group.mentions)]
    for mention, group in sorted(everything, key=lambda item: (item[0].start, item[0].end)):
        if id(group) not in wanted:
            namesakes.saw(group.root())
            continue
        sex = sex_by_title(text, mention)
        owner = namesakes.meant(group.words[0], sex)
        if owner is None:
            group.mentions.append(mention)
        else:
            part = Group("person", group.words)
            part.add(mention)
            part.join(owner)
            namesakes.saw(owner, again=True)
            moved.append(part)
    return moved


class _Namesakes:
    """Who of the same name has been named so far: last, and most often."""

    def __init__(self) -> None:
        self._last: dict[tuple[str, str], Group] = {}
        self._most: dict[tuple[str, str], Group] = {}

    def saw(self, root: Group, *, again: bool = False) -> None:
        """Take note of a mention; `again` by a name that others share too, which changes nobody's turn."""
        name = without_generation(root.words)
        for word in {name[0], given_name(name[0]), name[-1]}:
            for key in ((word, root.sex), (word, "")):
                most = self._most.get(key)
                if most is None or root.count > most.count:
                    self._most[key] = root
                if not again:
                    self._last[key] = root

    def meant(self, word: str, sex: str) -> Group | None:
        """Return whom a name alone means here; after a title nobody of the other sex."""
        for key in ((word, sex), (word, ""), (given_name(word), sex), (given_name(word), "")):
            last, most = self._last.get(key), self._most.get(key)
            if last is None or most is None:
                continue
            owner = most if most.count >= max(_KNOWN, _KNOWN_BETTER * last.count) else last
            return None if sex and owner.sex and owner.sex != sex else owner
        return None
