"""Reads single pieces of a query, and remembers what must be said of how it read them."""

from dataclasses import dataclass, field
from datetime import date
from typing import Final, TypeGuard, cast, get_args

import regex

from reader.search.nodes import Field, FieldName, Leaf, Pattern, Period, PeriodName, Phrase, State, StateName, Word
from reader.search.patterns import compiled
from reader.search.pieces import Piece
from reader.search.when import is_calendar, read_period
from reader.text.folding import tokens
from reader.text.safety import safe_line

MOST_WORDS: Final = 64
"""Words of a phrase after these are left out."""

_STATES: Final[dict[str, StateName]] = {
    "has:note": "has:note", "has:notes": "has:note", "has:mark": "has:mark", "has:marks": "has:mark",
    "has:highlight": "has:mark", "has:highlights": "has:mark", "has:tag": "has:tag", "has:tags": "has:tag",
    "is:unread": "is:unread", "is:read": "is:read",
}  # fmt: skip
_ODD: Final = regex.compile(r"[^\w\s.,;:!?'’‘ʼ‐‑–—…\-]|_|[^\W\d]:\w")
"""Signs that a person may have meant and that are not looked for."""

_INNER_STAR: Final = regex.compile(r"\*\w")
_SHOWN: Final = 40
_MOST_PROBLEMS: Final = 8


@dataclass(slots=True)
class Notes:
    """What is to be said of a query."""

    problems: dict[str, None] = field(default_factory=dict)
    """In the order in which they were met, each once."""

    is_plain: bool = True
    """Whether everybody would read the query so."""

    def say(self, problem: str, *, of_all: bool = False) -> None:
        """Remember a sentence for the person; of those that are about a piece only the first few."""
        if of_all or len(self.problems) < _MOST_PROBLEMS:
            self.problems[problem] = None

    def explain(self) -> None:
        """Remember that the reading is to be shown."""
        self.is_plain = False


def shown(text: str) -> str:
    """Return a piece of what was typed, quoted for a sentence: safe, short, on one line."""
    line = " ".join(safe_line(text[: 2 * _SHOWN]).split())
    return f"“{line}”" if len(line) <= _SHOWN else f"“{line[:_SHOWN]}…”"


def read_word(text: str, notes: Notes, *, is_last: bool) -> Leaf | None:
    """Read a word with the sign at its end; words joined by signs are a phrase; signs alone are nothing.

    Args:
        text: the word as typed.
        notes: takes what must be said.
        is_last: whether the query ends with it, so that it may be unfinished.
    """
    body, has_star, edits = _without_sign(text, notes)
    found = list(tokens(body))
    if not found:
        return None
    if _ODD.search(body):
        notes.explain()
    if _INNER_STAR.search(body):
        notes.say(f"{shown(text)}: a * counts only at the end of a word")
    is_whole = found[-1][1] == len(body)
    begins = is_whole and (has_star or (is_last and body == text))
    if len(found) > 1:
        if edits is not None:
            notes.say(f"{shown(text)}: ~ counts only after a single word")
        return Phrase(_kept(found, text, notes), is_joined=True, is_unfinished=begins)
    word = found[0][2]
    if edits is not None:
        return Word(word, "fuzzy", edits=edits)
    return Word(word, "prefix") if has_star and is_whole else Word(word, is_unfinished=begins)


def read_phrase(piece: Piece, notes: Notes, *, is_last: bool) -> Leaf | None:
    """Read what stands in quotation marks; one word in them is that word."""
    if not piece.is_closed:
        notes.say("no closing quotation mark: it was added")
    found = list(tokens(piece.text))
    if not found:
        return None
    ends_inside = is_last and not piece.is_closed and found[-1][1] == len(piece.text)
    begins = ends_inside or piece.text.endswith("*")
    if len(found) == 1:
        word = found[0][2]
        return Word(word, "prefix") if piece.text.endswith("*") else Word(word, is_unfinished=ends_inside)
    return Phrase(_kept(found, piece.text, notes), slop=piece.number, is_unfinished=begins)


def read_pattern(source: str, notes: Notes) -> Leaf | None:
    """Read a regular expression; what is none is taken as words."""
    if compiled(source) is not None:
        return Pattern(source)
    notes.say(f"{shown(f'/{source}/')} is no pattern: taken as words")
    found = list(tokens(source))
    if len(found) < 2:
        return Word(found[0][2]) if found else None
    return Phrase(_kept(found, source, notes), is_joined=True)


def read_field(name: str, value: str, today: date, notes: Notes) -> Leaf | None:
    """Read the value of a field; what it cannot be is left out."""
    value = value.strip()
    if not value:
        notes.say(f"{name}: has nothing after it: left out")
    elif _is_period(name):
        days = read_period(value, today)
        if days is not None:
            if not is_calendar(value):
                notes.explain()
            return Period(name, *days)
        notes.say(f"{shown(value)} is no date or period: left out")
    elif name in {"has", "is"}:
        if state := _STATES.get(f"{name}:{value.lower()}"):
            return State(state)
        known = "note, mark or tag" if name == "has" else "read or unread"
        notes.say(f"{name}: takes {known}, not {shown(value)}: left out")
    else:
        return Field(cast("FieldName", name), value)
    return None


def _is_period(name: str) -> TypeGuard[PeriodName]:
    return name in get_args(PeriodName)


def _without_sign(text: str, notes: Notes) -> tuple[str, bool, int | None]:
    """Take the sign off the end of a word. Return the word, whether it was `*`, and the number after `~` if it was that."""
    body = text.rstrip("*")
    if body != text:
        # stars on both sides are how Markdown makes words bold
        return body.lstrip("*"), not body.startswith("*"), None
    body, tilde, digits = text.rpartition("~")
    if not tilde or not (digits == "" or (digits.isascii() and digits.isdecimal() and len(digits) < 3)):
        return text, False, None
    number = int(digits or 0)
    if number > 2:
        notes.explain()
    return body, False, min(2, number) if number or not digits else None


def _kept(found: list[tuple[int, int, str]], text: str, notes: Notes) -> tuple[str, ...]:
    if len(found) > MOST_WORDS:
        notes.say(f"only the first {MOST_WORDS} words of {shown(text)} count")
    return tuple(folded for _start, _end, folded in found[:MOST_WORDS])
