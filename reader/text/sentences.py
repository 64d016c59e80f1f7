"""Where sentences and paragraphs begin and end, for English prose as it is found in files."""

import re
from collections.abc import Iterator
from typing import Final

Span = tuple[int, int]
"""Half-open range of code points."""

_PARAGRAPH_BREAK: Final = re.compile(r"\n[ \t]*\n\s*")
_ENDING: Final = re.compile(r"[.!?…。！？]+[\"'”’»)\]]*(?=\s)|[。！？]+[”’」』]*|\n")
_LAST_WORD: Final = re.compile(r"[^\W\d_]+(?:\.[^\W\d_]+)*$")
_LIST_ITEM: Final = re.compile(r"\s*(?:[-*•#>]|\d{1,3}[.)])\s")
_ABBREVIATIONS: Final = frozenset(
    "mr mrs ms mx dr prof rev hon gen col lt capt maj sgt cpl adm cmdr gov sen rep pres st mt ft jr sr messrs "
    "jan feb mar apr jun jul aug sep sept oct nov dec no nos vol art sec fig figs eq ch p pp ed eds al cf ca "
    "approx dept est inc ltd co corp bros vs v etc e.g i.e viz a.m p.m u.s u.k u.n e.u".split()
)
_TITLES: Final = frozenset(
    "mr mrs ms mx dr prof rev hon gen col lt capt maj sgt gov sen rep st mt messrs vs e.g i.e no".split()
)
"""Abbreviations that a name or a number follows, so that a capital after them begins no sentence."""
_SHORT_LINE: Final = 45
"""A line shorter than this is a heading or a list item, not wrapped prose."""
_WINDOW: Final = 4_000
"""How far around an offset its sentence is looked for."""


def paragraphs(text: str, start: int = 0, end: int | None = None) -> Iterator[Span]:
    """Yield the span of each paragraph, a run of lines with no blank line in it, without outer white space."""
    end = len(text) if end is None else end
    at = start
    while at < end:
        gap = _PARAGRAPH_BREAK.search(text, at, end)
        if span := _trim(text, at, gap.start() if gap else end):
            yield span
        at = gap.end() if gap else end


def sentences(text: str, start: int = 0, end: int | None = None) -> Iterator[Span]:
    """Yield the span of each sentence of `text[start:end]`, without outer white space.

    A full stop ends a sentence unless it follows an abbreviation or an initial, or the next word is in lower case.
    A line break ends one only after a short line or before a list item, so that hard-wrapped prose stays whole.
    """
    for first, last in paragraphs(text, start, end):
        at = first
        for ending in _ENDING.finditer(text, first, last):
            if ending.end() > at and _ends_sentence(text, at, ending, last):
                if span := _trim(text, at, ending.end()):
                    yield span
                at = ending.end()
        if span := _trim(text, at, last):
            yield span


def _ends_sentence(text: str, start: int, ending: re.Match[str], last: int) -> bool:
    if ending.group() == "\n":
        line = max(start, text.rfind("\n", start, ending.start()) + 1)
        return ending.start() - line < _SHORT_LINE or _LIST_ITEM.match(text, ending.end(), last) is not None
    following = text[ending.end() : ending.end() + 8].lstrip().lstrip("\"'“‘«([")[:1]
    if following.islower():
        return False
    if ending.group() != ".":
        return True
    word = _LAST_WORD.search(text, max(start, ending.start() - 24), ending.start())
    if word is None:
        return True
    if len(word.group()) == 1:
        return not word.group().isupper() or word.group() == "I"
    name = word.group().casefold()
    return not (name in _TITLES or (name in _ABBREVIATIONS and not following.isupper()))


def _trim(text: str, start: int, end: int) -> Span | None:
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip())
    return (start + left, start + len(piece.rstrip())) if left < len(piece) else None


def sentence_at(text: str, offset: int) -> Span:
    """Return the sentence that holds `offset`; between two sentences, the one before; in blank text, an empty span."""
    best: Span | None = None
    for span in sentences(text, _window_start(text, offset), min(len(text), offset + _WINDOW)):
        if span[0] > offset:
            return best or span
        best = span
        if offset < span[1]:
            break
    return best or (offset, offset)


def next_sentence(text: str, offset: int) -> int:
    """Return the start of the first sentence after `offset`, or the end of the text."""
    for start, _end in sentences(text, _window_start(text, offset)):
        if start > offset:
            return start
    return len(text)


def previous_sentence(text: str, offset: int) -> int:
    """Return the start of the last sentence that begins before `offset`, or 0."""
    before = _skip_space_back(text, offset)
    starts = [start for start, _end in sentences(text, _window_start(text, before), before) if start < offset]
    return starts[-1] if starts else 0


def next_paragraph(text: str, offset: int) -> int:
    """Return the start of the first paragraph after `offset`, or the end of the text."""
    gap = _PARAGRAPH_BREAK.search(text, offset)
    return gap.end() if gap else len(text)


def previous_paragraph(text: str, offset: int) -> int:
    """Return the start of the last paragraph that begins before `offset`, or 0."""
    line = text.rfind("\n", 0, _skip_space_back(text, offset)) + 1
    while line > 0:
        above = text.rfind("\n", 0, line - 1) + 1
        if not text[above : line - 1].strip():
            break
        line = above
    return line


def _skip_space_back(text: str, offset: int) -> int:
    while offset > 0 and text[offset - 1].isspace():
        offset -= 1
    return offset


def _window_start(text: str, offset: int) -> int:
    low = max(0, offset - _WINDOW)
    gap = text.rfind("\n\n", low, offset)
    return gap + 2 if gap >= 0 else low
