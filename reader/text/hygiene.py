"""Finds in a text what the eye does not: invisible characters, letters of one alphabet that pass for those of another."""

import unicodedata
from collections.abc import Iterator
from itertools import groupby
from typing import Final, NamedTuple

import regex

from reader.text.safety import safe_line


class Oddity(NamedTuple):
    """Something in a text that is not what it looks like."""

    start: int
    end: int
    what: str
    """In words, safe to print."""


_INVISIBLE: Final = regex.compile(
    r"[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2060-\u2065\u206a-\u206f\u2800\u3164\ufe00-\ufe0f"
    r"\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff]+"
)
_STAND_INS: Final = regex.compile(r"[\u2400-\u241f\u2421\ufffd]+")
_PILED: Final = regex.compile(r"\P{M}\p{M}{4,}")
_JOINED: Final = regex.compile(r"\p{L}\p{M}{1,3}")
_STYLED: Final = regex.compile(r"[\U0001d400-\U0001d7ff\uff21-\uff3a\uff41-\uff5a]+")
_WORD: Final = regex.compile(r"[\p{L}\p{M}\u200b-\u200d\u2060\ufeff\u00ad]+")
_ALPHABETS: Final = {
    name: regex.compile(rf"\p{{Script={name}}}")
    for name in ("Latin", "Cyrillic", "Greek", "Armenian", "Cherokee", "Coptic")
}
"""Alphabets whose letters are taken for each other."""

_PASSES_FOR: Final = dict(
    zip(
        "АВЕЅЗІЈКМНОРСТУХаеѕіјкорсухһԁԛԝΑΒΕΖΗΙΚΜΝΟΡΤΥΧονικυρՕՍօսո",
        "ABES3IJKMHOPCTYXaesijkopcyxhdqwABEZHIKMNOPTYXovikupOUoun",
        strict=True,
    )
)
"""The Latin letter that one of another alphabet looks like."""

_JOINED_SCRIPTS: Final = regex.compile(r"[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Mongolian}\p{Script=Khmer}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Gujarati}\p{Script=Gurmukhi}\p{Script=Kannada}\p{Script=Malayalam}\p{Script=Oriya}\p{Script=Sinhala}\p{Script=Tamil}\p{Script=Telugu}\p{Script=Myanmar}\p{Script=Han}]")  # fmt: skip
"""Scripts that use joiners and marks of direction to be written at all."""

_PICTURE: Final = regex.compile(r"[\p{Extended_Pictographic}\p{Emoji_Modifier}\p{Regional_Indicator}#*0-9\u20e3]")
_REACH: Final = 64
"""How far from an offset the word there is looked for."""

_MOST: Final = 1_000
"""Oddities at most that are told of one text."""


def oddities(text: str, start: int = 0, end: int | None = None) -> list[Oddity]:
    """Return what in `text[start:end]` is not what it looks like, in the order of its places."""
    end = len(text) if end is None else end
    found = [*_hidden(text, start, end), *_letters(text, start, end)]
    for match in _STAND_INS.finditer(text, start, end):
        replaced = (
            "a control character, which was made visible"
            if match[0] != "\ufffd"
            else "a character that could not be read"
        )
        found.append(Oddity(*match.span(), f"{match[0][:8]} stands for {replaced}"))
    found += [
        Oddity(*match.span(), f"{len(match[0]) - 1:,} marks on one letter, “{match[0][0]}”")
        for match in _PILED.finditer(text, start, end)
    ]
    found += [
        Oddity(
            *match.span(), f"“{unicodedata.normalize('NFKC', match[0])[:40]}” in letters that are signs of their own"
        )
        for match in _STYLED.finditer(text, start, end)
    ]
    return sorted([*found, *_in_pieces(text, start, end)])[:_MOST]


def spelled(word: str) -> list[str]:
    """Return each character of a word as it is called, with the Latin letter that it looks like; safe to print."""
    return [
        f"{'' if _INVISIBLE.fullmatch(character) else safe_line(character):2} {_called(character)}"
        + (f", looks like {_PASSES_FOR[character]}" if character in _PASSES_FOR else "")
        for character in word
    ]


def looks_like(name: str) -> str:
    """Return how a name reads for the eye: without invisible characters, in the Latin letters that others pass for."""
    if name.isascii():
        return name
    plain = unicodedata.normalize("NFKC", _INVISIBLE.sub("", name))
    return "".join(_PASSES_FOR.get(character, character) for character in plain)


def word_around(text: str, offset: int) -> str:
    """Return the word at an offset with the invisible characters in and around it; empty where none is."""
    low = max(0, offset - _REACH)
    words = _WORD.finditer(text, low, offset + _REACH)
    return next((match[0] for match in words if match.start() <= offset < match.end()), "")


def _in_pieces(text: str, start: int, end: int) -> Iterator[Oddity]:
    """Tell once of letters that have a character of their own and are written as several."""
    places = [m.span() for m in _JOINED.finditer(text, start, end) if len(unicodedata.normalize("NFC", m[0])) == 1]
    if places:
        first, last = places[0]
        mark = _called(text[first + 1])
        more = f", as {len(places) - 1:,} more are" if len(places) > 1 else ""
        yield Oddity(first, last, f"“{text[first:last]}” is written as two characters, the second is {mark}{more}")


def _hidden(text: str, start: int, end: int) -> Iterator[Oddity]:
    for match in _INVISIBLE.finditer(text, start, end):
        beside = text[max(0, match.start() - 1) : match.start()] + text[match.end() : match.end() + 1]
        if _PICTURE.search(beside) or _JOINED_SCRIPTS.search(beside):
            continue
        kinds = [(name, len(list(same))) for name, same in groupby(map(_called, match[0]))]
        named = ", ".join(f"{count} × {name}" if count > 1 else name for name, count in kinds[:3])
        after = regex.search(r"[\p{L}\p{M}\p{N}]{1,20}$", text[max(0, match.start() - 20) : match.start()])
        place = f" after “{after[0]}”" if after else ""
        yield Oddity(*match.span(), f"invisible: {named}{place}")


def _letters(text: str, start: int, end: int) -> Iterator[Oddity]:
    latin = len(_ALPHABETS["Latin"].findall(text, start, end))
    for match in _WORD.finditer(text, start, end):
        word = match[0]
        if word.isascii():
            continue
        used = {name: letters for name, alphabet in _ALPHABETS.items() if (letters := alphabet.findall(word))}
        if len(used) > 1:
            few = min(used, key=lambda name: len(used[name]))
            yield Oddity(
                *match.span(),
                f"“{word[:40]}” mixes {' and '.join(used)}: {few} is {', '.join(dict.fromkeys(used[few][:8]))}",
            )
        elif (
            used
            and "Latin" not in used
            and len(word) > 1
            and latin > 2 * len(word)
            and all(c in _PASSES_FOR for c in word)
        ):
            looks = "".join(_PASSES_FOR[character] for character in word)
            yield Oddity(*match.span(), f"“{word[:40]}” is all {next(iter(used))}, and looks like “{looks[:40]}”")


def _called(character: str) -> str:
    name = unicodedata.name(character, "").casefold()
    return f"U+{ord(character):04X} {name}".rstrip()
