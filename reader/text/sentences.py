"""Where sentences and paragraphs begin and end, for English prose as it is found in files."""

import re
from collections.abc import Iterator
from typing import Final

Span = tuple[int, int]
"""Half-open range of code points."""

_PARAGRAPH_BREAK: Final = re.compile(r"\n[ \t]*\n\s*")
_ENDING: Final = re.compile(
    # a set of characters first: a search that can begin with any of several branches takes ten times as long
    r"[.!?…。！？\n](?:(?<=[.!?…])(?<![.!?…][.!?…])[.!?…]*+[\"'”’»)\]]*+(?=\s)|(?<=[。！？])[。！？]*[”’」』]*|(?<=\n))"
)
_LAST_WORD: Final = re.compile(r"[^\W\d_]+(?:\.[^\W\d_]+)*$")
_FOLLOWING: Final = re.compile(r"\s*[\"'“‘«(\[]*(\w*)")
_LIST_ITEM: Final = re.compile(r"\s*(?:[-*•#>]|\d{1,3}[.)])\s")
_ABBREVIATIONS: Final = frozenset(
    "jr sr jan feb mar apr jun jul aug sep sept oct nov dec vol art sec ch ed eds al approx est inc ltd co corp bros v "
    "etc viz".split()
)
"""Abbreviations that may stand at the end of a sentence: a capital after them begins a new one."""
_TITLES: Final = frozenset(
    "mr mrs ms mx dr prof rev hon gen col lt capt maj sgt cpl adm cmdr gov sen rep pres st mt ft messrs vs e.g i.e cf ca "
    "fig figs eq pp dept v c p".split()
)
"""Abbreviations that a name follows, so that a capital after them begins no sentence."""
_NUMBERED: Final = frozenset("no nos p art sec vol ch".split())
"""Abbreviations that end no sentence where a number follows."""
_SHORTENED: Final = _ABBREVIATIONS | _TITLES | _NUMBERED
_STARTERS: Final = frozenset(
    "the a an he she it they we you i in on at but and as this that these those there his her its their our my when while "
    "after before if for from by with to no not what who how why where since although though however meanwhile".split()
)
"""Words that, in capitals after an abbreviation such as "U.S.", begin a sentence rather than go on with a name."""
_DOTTED: Final = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]")
_AFTER_TIMES: Final = frozenset(
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August September "
    "October November December EST EDT PST PDT CST CDT GMT UTC BST CET IST ET PT".split()
)
"""Words that, in capitals after "a.m.", go on with the time."""
_SHORT_LINE: Final = 45
"""A line shorter than this is a heading or a list item, not wrapped prose."""
_WINDOW: Final = 4_000
"""How far around an offset its sentence is looked for."""


def paragraphs(text: str, start: int = 0, end: int | None = None) -> Iterator[Span]:
    """Yield the span of each paragraph, a run of lines with no blank line in it, without outer white space."""
    end = len(text) if end is None else end
    at = start
    for gap in _PARAGRAPH_BREAK.finditer(text, start, end):
        if span := trim(text, at, gap.start()):
            yield span
        at = gap.end()
    if span := trim(text, at, end):
        yield span


def sentences(text: str, start: int = 0, end: int | None = None) -> Iterator[Span]:
    """Yield the span of each sentence of `text[start:end]`, without outer white space.

    A full stop ends a sentence unless it follows an abbreviation or an initial, or the next word is in lower case.
    A line break ends one only after a short line or before a list item, so that hard-wrapped prose stays whole.
    """
    for first, last in paragraphs(text, start, end):
        at = first
        while at < last:
            stop = sentence_end(text, at, last)
            if span := trim(text, at, stop):
                yield span
            at = stop


def sentence_end(text: str, start: int, end: int) -> int:
    """Return where the sentence ends that begins at `start`, in a paragraph that ends at `end`."""
    for ending in _ENDING.finditer(text, start, end):
        if _ends_sentence(text, start, ending, end):
            return ending.end()
    return end


def any_sentence_end(text: str, start: int, end: int) -> int | None:
    """Return where some sentence certainly ends after `start` and by `end`, wherever it began, if there is such a place."""
    for ending in _ENDING.finditer(text, start, end + 1):
        # whether a line break ends a sentence depends on where that began; for the others what stands beside them decides
        if ending.group() != "\n" and ending.end() <= end and _ends_sentence(text, 0, ending, len(text)):
            return ending.end()
    return None


def _ends_sentence(text: str, start: int, ending: re.Match[str], last: int) -> bool:
    stop, at = ending.span()
    sign = ending.group()
    if sign == "\n":
        # the line counts from where it began, which may be in the sentence before
        line = text.rfind("\n", max(0, stop - _SHORT_LINE), stop) + 1 or max(0, stop - _SHORT_LINE)
        return stop - line < _SHORT_LINE or _LIST_ITEM.match(text, at, last) is not None
    following = text[at + 1 : at + 2]
    if not following.isalnum() or text[at] != " ":
        following = text[at : at + 8].lstrip().lstrip("\"'“‘«([")[:1]
    if following.islower():
        return False
    if sign != ".":
        return True
    before = max(start, stop - 24)
    word = text[before:stop].rpartition(" ")[2]
    if len(word) > 1 and word.isalpha() and word.casefold() not in _SHORTENED:
        return True
    match = _LAST_WORD.search(text, before, stop)
    return match is None or not _is_abbreviation(match.group(), _FOLLOWING.match(text, at, last))


def _is_abbreviation(word: str, following: re.Match[str] | None) -> bool:
    """Tell whether a full stop after `word` belongs to it, by the word and by what follows."""
    name, after = word.casefold(), following[1] if following else ""
    if len(word) == 1 and word.isupper():
        return word != "I"
    if _DOTTED.fullmatch(word):
        return after != "" and (after in _AFTER_TIMES if name in ("a.m", "p.m") else after.casefold() not in _STARTERS)
    if after.isdigit():
        return name in _NUMBERED or name in _ABBREVIATIONS or name in _TITLES
    return name in _TITLES


def trim(text: str, start: int, end: int) -> Span | None:
    """Return the span without the white space at its ends, or `None` if it is nothing else."""
    if start < end and text[start] == " ":
        start += 1
    if start < end and not text[start].isspace() and not text[end - 1].isspace():
        return start, end
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
    at = _skip_space_back(text, offset)
    while (gap := _PARAGRAPH_BREAK.search(text, at)) is not None:
        if gap.end() > offset:
            return gap.end()
        at = gap.end()
    return len(text)


def paragraph_at(text: str, offset: int) -> Span:
    """Return the paragraph that holds `offset`; between two, the one before; in blank text, an empty span."""
    at = _skip_space_back(text, min(offset + 1, len(text))) or len(text) - len(text.lstrip()) + 1
    if at > len(text):
        return offset, offset
    start = previous_paragraph(text, at)
    gap = _PARAGRAPH_BREAK.search(text, start)
    return trim(text, start, gap.start() if gap else len(text)) or (offset, offset)


def previous_paragraph(text: str, offset: int) -> int:
    """Return the start of the last paragraph that begins before `offset`, or 0."""
    line = text.rfind("\n", 0, _skip_space_back(text, offset)) + 1
    while line > 0:
        above = text.rfind("\n", 0, line - 1) + 1
        if not text[above : line - 1].strip():
            break
        line = above
    first = line
    while first < len(text) and text[first] in " \t":
        first += 1
    return first if first < offset else line


def _skip_space_back(text: str, offset: int) -> int:
    while offset > 0 and text[offset - 1].isspace():
        offset -= 1
    return offset


def _window_start(text: str, offset: int) -> int:
    low = max(0, offset - _WINDOW)
    gap = text.rfind("\n\n", low, _skip_space_back(text, offset))
    return gap + 2 if gap >= 0 else low
