"""Cuts a query into pieces: words, phrases, patterns, fields and the signs that join them."""

from collections.abc import Iterator
from typing import Final, Literal, NamedTuple

import regex

PieceKind = Literal["word", "phrase", "pattern", "field", "open", "close", "and", "or", "not", "near"]

_QUOTES: Final = '"“”„‟«»＂「」『』'
_SPACE: Final = regex.compile(r"\s+")
_BARE: Final = regex.compile(rf"[^\s()|{_QUOTES}]+")
_QUOTED: Final = regex.compile(rf"[{_QUOTES}]([^{_QUOTES}]*)(?:([{_QUOTES}])(?:~(\d*))?\*?)?")
_PATTERN: Final = regex.compile(r"/((?:[^\\/]++|\\.|/(?![\s)|]|\Z))++)/(?=[\s)|]|\Z)", regex.DOTALL)
_OPENS_PATTERN: Final = regex.compile(r"/(?![\s/])")
_NEAR: Final = regex.compile(r"NEAR/(\d+)")
_FIELD: Final = regex.compile(r"([A-Za-z]+):")
_SIGNS: Final[dict[str, PieceKind]] = {"(": "open", ")": "close", "|": "or"}
_OPERATORS: Final[dict[str, PieceKind]] = {"AND": "and", "OR": "or", "NOT": "not"}
_MOST_DIGITS: Final = 3

FIELDS: Final = {
    alias: name
    for name, aliases in {
        "person": "person people who",
        "org": "org orgs organization organizations organisation organisations",
        "place": "place places where",
        "title": "title",
        "path": "path file folder",
        "tag": "tag tags",
        "note": "note notes",
        "colour": "colour color",
        "date": "date on",
        "when": "when",
        "has": "has",
        "is": "is",
    }.items()
    for alias in aliases.split()
}
"""What may stand before a colon, and the name it goes by."""


class Piece(NamedTuple):
    """A part of a query that says one thing."""

    kind: PieceKind
    text: str
    """The word; what stands between the signs of a phrase or pattern; the name of a field."""

    start: int
    end: int
    number: int = 0
    """How many words may stand between those of a phrase or those beside a `NEAR`."""

    is_closed: bool = True
    """Whether a phrase has its closing quotation mark."""


def cut(typed: str) -> Iterator[Piece]:
    """Yield the pieces of a query in order. Every character is looked at a bounded number of times."""
    at, has_patterns = 0, True
    while at < len(typed):
        if space := _SPACE.match(typed, at):
            at = space.end()
            continue
        character, is_start = typed[at], at == 0 or typed[at - 1].isspace() or typed[at - 1] in "(|-"
        if character in _SIGNS:
            yield Piece(_SIGNS[character], character, at, at + 1)
            at += 1
        elif quoted := _QUOTED.match(typed, at):
            yield _phrase(quoted)
            at = quoted.end()
        elif character == "-" and is_start and _negates(typed, at):
            yield Piece("not", "-", at, at + 1)
            at += 1
        elif is_start and has_patterns and _OPENS_PATTERN.match(typed, at):
            # where one pattern has no end, none after it has
            has_patterns = (found := _PATTERN.match(typed, at)) is not None
            if found:
                yield Piece("pattern", found[1], at, found.end())
                at = found.end()
        else:
            piece = _bare(typed, at)
            yield piece
            at = piece.end
            if piece.kind == "field" and (value := _BARE.match(typed, at)):
                yield Piece("word", value.group(), at, value.end())
                at = value.end()


def _phrase(match: "regex.Match[str]") -> Piece:
    slop = int((match[3] or "0")[:_MOST_DIGITS])
    return Piece("phrase", match[1], match.start(), match.end(), slop, match[2] is not None)


def _negates(typed: str, at: int) -> bool:
    """Tell whether a hyphen takes out what follows: not one alone, and not one of several."""
    following = typed[at + 1 : at + 2]
    return bool(following) and not following.isspace() and following not in "-)|" and typed[max(0, at - 1) : at] != "-"


def _bare(typed: str, at: int) -> Piece:
    """Return the piece that stands without quotation marks or parentheses: a word, an operator or the name of a field."""
    bare = _BARE.match(typed, at)
    end = bare.end() if bare else at + 1
    text = typed[at:end]
    if text in _OPERATORS:
        return Piece(_OPERATORS[text], text, at, end)
    if near := _NEAR.fullmatch(text):
        return Piece("near", text, at, end, max(1, int(near[1][:_MOST_DIGITS])))
    if (field := _FIELD.match(text)) and (name := FIELDS.get(field[1].lower())):
        is_apart = field.end() == len(text) and typed[end : end + 1].isspace()
        if not is_apart or field[1].islower():
            return Piece("field", name, at, at + field.end())
    return Piece("word", text, at, end)
