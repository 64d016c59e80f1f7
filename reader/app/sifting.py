"""Marks filtered as a person types, and in the order they want them."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, Literal, get_args

from reader.app.marks import Entry
from reader.notebook import COLOURS
from reader.notebook.colours import colours_called, no_colour
from reader.text.folding import fold, tokens

Order = Literal["document", "newest", "date", "colour", "tag"]
ORDERS: Final[tuple[Order, ...]] = get_args(Order)
ORDER_NAMES: Final[dict[Order, str]] = {
    "document": "by document",
    "newest": "newest mark first",
    "date": "by date of the document",
    "colour": "by colour",
    "tag": "by tag",
}

GRAMMAR: Final = (
    ("dredger harbour", "both words, in passage, note, tags or title"),
    ("“port aldery”", "as one; -word leaves out"),
    ("tag:evidence colour:green", "has:note has:tag"),
    ("in:minutes", "title or path of the document"),
    ("date:2024-11.. made:today", "day of the document, of the mark"),
    ("is:moved is:lost", "may stand elsewhere, or nowhere any more"),
)
"""What can be typed, as it is told where nothing answers."""

_TERM: Final = re.compile(
    r"(?P<not>-?)(?:(?P<field>[a-z]+):)?(?:[\"“”](?P<phrase>[^\"“”]*)[\"“”]?|(?P<word>\S+))", re.IGNORECASE
)

_MOST: Final = 50
"""Words that are asked for; a whole page that was pasted by mistake keeps nobody waiting."""

_FIELDS: Final = frozenset({"tag", "note", "in", "colour", "color", "has", "is", "date", "made"})

Test = Callable[[Entry], bool]
"""Tells whether a mark is let through."""


@dataclass(frozen=True, slots=True)
class Sifted:
    """The marks that a filter lets through."""

    entries: tuple[Entry, ...] = ()
    total: int = 0
    """How many there are in all."""

    words: tuple[str, ...] = ()
    """What is asked for, folded, to be lit."""

    notes: tuple[str, ...] = ()
    """What was not understood, and what was taken for something else."""


def sift(entries: Sequence[Entry], typed: str, today: date) -> Sifted:
    """Return the marks that have everything that was typed; a word that none of them has may be misspelt.

    Args:
        entries: all marks.
        typed: words, “phrases” and fields such as `tag:evidence`, each of which may be negated with `-`.
        today: the day from which `made:yesterday` is reckoned.
    """
    tests: list[Test] = []
    words: list[str] = []
    notes: list[str] = []
    for at, match in enumerate(_TERM.finditer(typed)):
        if at == _MOST:
            notes.append(f"only the first {_MOST} words count")
            break
        is_negative = bool(match["not"])
        name, value = (match["field"] or "").lower(), (match["phrase"] or match["word"] or "").strip()
        if not value or (not name and value.rstrip(":").lower() in _FIELDS and value.endswith(":")):
            continue  # it is still being typed
        test = _field(name, value, today, notes) if name else None
        if test is None:
            wanted = fold(" ".join(value.split()) if not name else match[0].removeprefix("-"))
            near = [] if is_negative or match["phrase"] else _near(wanted, entries)
            if near:
                notes.append(f"“{value}” stands nowhere; shown is {' or '.join(f'“{word}”' for word in near)}")
            test = _has_any(near or [wanted])
            words += [] if is_negative else near or [wanted]
        tests.append(_not(test) if is_negative else test)
    kept = tuple(entry for entry in entries if all(test(entry) for test in tests))
    return Sifted(kept, len(entries), tuple(words), tuple(notes))


def _not(test: Test) -> Test:
    return lambda entry: not test(entry)


def _has_any(words: Sequence[str]) -> Test:
    return lambda entry: any(word in entry.folded for word in words)


def _near(word: str, entries: Sequence[Entry]) -> list[str]:
    """Return the words of the marks that may be meant by one that none of them has; none where one has it."""
    if any(word in entry.folded for entry in entries):
        return []
    from reader.search.spelling import cost, edits_allowed  # noqa: PLC0415 (when something is misspelt)

    allowed = edits_allowed(word)
    if not allowed:
        return []
    there = {other for entry in entries for _start, _end, other in tokens(entry.folded)}
    close = [other for other in there if abs(len(other) - len(word)) <= allowed and set(other) & set(word)]
    priced = sorted((price, other) for other in close if (price := cost(word, other)) <= allowed)
    return [other for price, other in priced[:3] if price <= priced[0][0] + 0.2]


def _field(name: str, value: str, today: date, notes: list[str]) -> Test | None:
    """Return what a field asks for; `None` where there is no such field, so that it is a word like any other."""
    wanted = fold(value)
    if name in ("has", "is"):
        return _state(f"{name}:{wanted}", notes)
    if name in ("date", "made"):
        return _within(name, value, today, notes)
    if name in ("colour", "color"):
        colours = colours_called(value, is_begun=True)
        if not colours:
            notes.append(no_colour(value))
        return lambda entry: entry.highlight.colour in colours
    known: dict[str, Test] = {
        "tag": lambda entry: any(fold(tag).startswith(wanted.lstrip("#")) for tag in entry.highlight.tags),
        "note": lambda entry: wanted in fold(entry.highlight.note),
        "in": lambda entry: wanted in fold(entry.title) or wanted in fold(entry.name),
    }
    return known.get(name)


def _state(asked: str, notes: list[str]) -> Test:
    known: dict[str, Test] = {
        "has:note": lambda entry: bool(entry.highlight.note),
        "has:tag": lambda entry: bool(entry.highlight.tags),
        "is:moved": lambda entry: entry.is_placed and entry.status == "review",
        "is:lost": lambda entry: entry.is_placed and entry.status == "orphan",
    }
    begun = [key for key in known if key.startswith(asked.removesuffix("s"))]
    if not begun:
        notes.append(f"“{asked}” is not known: there are {', '.join(known)}")
        return lambda _entry: False
    return lambda entry: any(known[key](entry) for key in begun)


def _within(name: str, value: str, today: date, notes: list[str]) -> Test:
    from reader.search.when import read_period  # noqa: PLC0415 (loads the finder of dates)

    period = read_period(value.replace("_", " "), today)
    if period is None:
        notes.append(f"“{value}” is no date: 2024, 2024-11, 2024-11-26, 2008..2012, yesterday")
        return lambda _entry: True
    first, last = period

    def test(entry: Entry) -> bool:
        day = entry.day if name == "date" else made_on(entry)
        return day is not None and (first is None or first <= day) and (last is None or day <= last)

    return test


def made_on(entry: Entry) -> date | None:
    """Return the day on which a mark was made, where the person is."""
    try:
        return datetime.fromisoformat(entry.highlight.created).astimezone().date()
    except (ValueError, OverflowError, OSError):  # Windows knows no day before 1970 here
        return None


Group = tuple[str, list[tuple[str, Entry]]]
"""What marks have in common, and the marks, each with what its row stands for."""


def arranged(entries: Iterable[Entry], order: Order) -> list[Group]:
    """Return marks in groups, in order. By tag, a mark stands in the group of each of its tags."""
    entries = list(entries)
    groups: dict[str, list[tuple[str, Entry]]] = {}
    if order == "newest":
        entries.sort(key=lambda entry: (entry.highlight.created, entry.key), reverse=True)
        for entry in entries:
            groups.setdefault(str(made_on(entry) or ""), []).append((entry.key, entry))
    elif order == "colour":
        for entry in sorted(entries, key=lambda entry: COLOURS.index(entry.highlight.colour)):
            groups.setdefault(entry.highlight.colour, []).append((entry.key, entry))
    elif order == "tag":
        tags = {tag for entry in entries for tag in entry.highlight.tags}
        groups = {tag: [] for tag in (*sorted(tags, key=lambda tag: (fold(tag), tag)), "")}
        for entry in entries:
            for number, tag in enumerate(entry.highlight.tags or ("",)):
                groups[tag].append((f"{entry.key} {number}" if number else entry.key, entry))
        groups = {tag: group for tag, group in groups.items() if group}
    else:
        if order == "date":
            entries.sort(key=lambda entry: (entry.day is None, entry.day or date.min))
        for entry in entries:
            groups.setdefault(entry.name, []).append((entry.key, entry))
    return list(groups.items())
