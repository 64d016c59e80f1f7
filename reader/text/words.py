"""Where words begin and end."""

import re
from itertools import pairwise
from typing import Final

import regex

Span = tuple[int, int]

_STEP: Final = regex.compile(
    r"\p{Han}\p{M}*+|[\p{Hiragana}ー]\p{M}*+(?:[\p{Hiragana}ー]\p{M}*+)*+|[\p{Katakana}ー]\p{M}*+(?:[\p{Katakana}ー]\p{M}*+)*+"
    r"|(?:[\w--[\p{Han}\p{Hiragana}\p{Katakana}]][\p{M}\u200c\u200d]*+)++"
    r"(?:['’-](?:[\w--[\p{Han}\p{Hiragana}\p{Katakana}]][\p{M}\u200c\u200d]*+)++)*+",
    regex.V1,
)
"""A word to move by. Where words stand together without spaces, a Chinese character and a run of kana each are one."""

_WORD: Final = re.compile(r"\w++(?:['’-]\w++)*+")
_KINDS: Final = bytes(
    ord("w" if character.isalnum() or character == "_" else "-" if character in "'-" else " ")
    for character in map(chr, range(256))
)
"""For each character of Latin-1: part of a word, joint of two parts, neither."""

_FOREIGN: Final = 16
"""Different characters beyond Latin-1 that a text may have to be counted quickly, besides the usual marks."""

_USUAL_MARKS: Final = "“”‘–—…"

_PORTION: Final = 8_000
"""How much is counted at a time: a huge text is not held several times over, nor slow because of a few names in it."""

_REACH: Final = 128
"""How far back the start of a word is looked for."""


def next_word(text: str, offset: int) -> int:
    """Return the start of the first word after the one at `offset`, or the end of the text."""
    for match in _STEP.finditer(text, _sync(text, offset)):
        if match.start() > offset:
            return match.start()
    return len(text)


def word_end(text: str, offset: int) -> int:
    """Return the offset of the last character of the word after or around `offset`, or the end of the text."""
    for match in _STEP.finditer(text, _sync(text, offset)):
        if match.end() - 1 > offset:
            return match.end() - 1
    return len(text)


def previous_word(text: str, offset: int) -> int:
    """Return the start of the last word that begins before `offset`, or 0."""
    reach = _REACH
    while True:
        low = _sync(text, max(0, offset - reach))
        starts = [match.start() for match in _STEP.finditer(text, low, offset)]
        if starts or low == 0:
            return starts[-1] if starts else 0
        reach *= 8


def word_at(text: str, offset: int) -> Span:
    """Return the span of the word that holds `offset`, or an empty span there."""
    for match in _STEP.finditer(text, _sync(text, offset)):
        if match.start() > offset:
            break
        if offset < match.end():
            return match.span()
    return (offset, offset)


def steps(text: str, start: int, end: int) -> int:
    """Return how many words that one moves by begin in `text[start:end]`."""
    return sum(1 for _match in _STEP.finditer(text, start, end))


def _sync(text: str, offset: int) -> int:
    low = max(0, offset - _REACH)
    while offset > low and not text[offset - 1].isspace():
        offset -= 1
    return offset


def count_words(text: str) -> int:
    """Return the number of words in a text."""
    count = at = 0
    while at < len(text):
        space = text.find(" ", at + _PORTION)
        end = len(text) if space < 0 else space
        count += _count(text[at:end])
        at = end
    return count


def _count(text: str) -> int:
    """Count words without making an object of each, where no more than a few characters are beyond Latin-1."""
    plain = text.replace("’", "'")
    for mark in _USUAL_MARKS:
        plain = plain.replace(mark, " ")
    for _character in range(_FOREIGN):
        try:
            kinds = b" " + plain.encode("latin-1").translate(_KINDS)
        except UnicodeEncodeError as beyond:
            character = plain[beyond.start]
            plain = plain.replace(character, "x" if character.isalnum() else " ")
        else:
            # a word begins after a space, and after a joint that has no word before it
            parts = kinds.split(b"-")
            return kinds.count(b" w") + sum(after[:1] == b"w" != before[-1:] for before, after in pairwise(parts))
    return len(_WORD.findall(text))
