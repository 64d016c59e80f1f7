"""The small language that date patterns are written in, and what a match of one gives.

A pattern is a regular expression over words instead of characters: `in` is that word, `MONTH` a class of the lexicon,
`COUNT` a macro of this module, `<day:DAY>` a named part; blanks mean nothing. A part that occurs in two places of a
pattern is called `day` and `day2`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from reader.dates.late import LatePattern
from reader.dates.model import Reading
from reader.dates.tokens import Alphabet, Token
from reader.text.mention import DateKind

MACROS: Final = {
    "NUMW": "(ONES|TEENS|TENS|MULT)(HYPHEN?(ONES|TEENS|TENS|MULT)|and(ONES|TEENS|TENS)(?!HYPHEN?(MULT))){0,5}",
    "COUNT": "(((a|an)(?=MULT))? NUMW | INT PAIR? MULT? | a couple of? | couple of? | an | a | half an | half a | PAIR)",
    "VAGUE": "(a few|several|a couple of|few|some|many|various|a number of|dozens of|hundreds of|thousands of|recent|coming)",
    "MORE": "(nearly|almost|more than|less than|fewer than|over|under|at least|at most|up to|as (much|many|long) as"
    "|no (more|less) than|the better part of)",
    "MONTHX": "(MONTH|MON)",
    "WDAYX": "(WEEKDAY|WDAY)",
    "DAYX": "(DAY|ORDN|ORDW|TENS HYPHEN ORDW)",
    "ORDX": "(ORDN|ORDW|TENS HYPHEN ORDW)",
    "EDGE": "((the? (very|latter|early|late)? (end|beginning|start|middle|close|rest|part|half|remainder|turn|eve|height) of"
    "| the? (early|late|mid) HYPHEN? (in|on)? | (earlier|later) (in|on)? | sometime (in|on)?) the?)",
    "SPELLED": "(TEENS|twenty) HYPHEN? (TENS(HYPHEN? ONES)? | TEENS | (oh|o) HYPHEN? ONES)",
    "UNITX": "(UNIT|UNITS)",
    "TO": "(to|and|or|until|through|HYPHEN|DASH)",
    "THISREL": "(last|next|this past|this coming|this|the past|the last|the next|the coming|the current|current"
    "|the latest|the present)",
    "THATREL": "(that same|that very|that|the same|the following|the next|the previous|the preceding|the prior"
    "|the ensuing|the subsequent)",
}
_MACRO: Final = LatePattern(r"\b[A-Z]+\b")
_PIECE: Final = LatePattern(r"(?P<name><\w+:)|(?P<group>\((?!\?))|(?P<marker>\(\?[:=!<]+)|(?P<word>[A-Za-z]+)|\s+|>")


_NAMED_TWICE: Final = {
    name: (name, f"{name}2", f"{name}3") for name in ("weekday", "month", "day", "year", "half", "relation", "count")
}
"""Parts that a pattern may have in up to three places."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a resolver says an expression means, before it is put on the calendar."""

    value: str
    rule: str
    reckoned_from: date | None = None
    alternatives: tuple[Reading, ...] = ()
    kind: DateKind | None = None
    """Overrides the kind that the pattern gives."""

    anchors: bool = True
    """Whether later expressions may be counted from this one."""


class Phrase:
    """A match of a pattern: the words of its named parts, and the text around it."""

    __slots__ = ("_match", "_tokens", "end", "start", "text")

    def __init__(self, text: str, tokens: Sequence[Token], match: re.Match[str]) -> None:
        self.text = text
        self._tokens = tokens
        self._match = match
        self.start = tokens[match.start()].start
        self.end = tokens[match.end() - 1].end

    def _span(self, name: str) -> tuple[int, int] | None:
        match = self._match
        known = match.re.groupindex
        for part in _NAMED_TWICE.get(name, (name,)):
            if part in known and (span := match.span(part))[0] >= 0:
                return span
        return None

    def keys(self, name: str) -> list[str]:
        """Return the words of a named part, in lower case; empty if it is absent."""
        span = self._span(name)
        return [token.key for token in self._tokens[span[0] : span[1]]] if span else []

    def word(self, name: str) -> str:
        """Return the words of a named part as one string, empty if it is absent."""
        return " ".join(self.keys(name))

    def has(self, name: str) -> bool:
        """Tell whether a named part is there."""
        span = self._span(name)
        return span is not None and span[1] > span[0]

    def before(self, width: int = 40) -> str:
        """Return the text just before the expression."""
        return self.text[max(0, self.start - width) : self.start]

    def after(self, width: int = 40) -> str:
        """Return the text just after the expression."""
        return self.text[self.end : self.end + width]

    @property
    def written(self) -> str:
        """The expression as it stands in the text."""
        return self.text[self.start : self.end]


def words_of(pattern: str) -> set[str]:
    """Return the single words that a pattern speaks of, so that the tokenizer keeps them."""
    found = {m["word"] for m in _PIECE.finditer(pattern) if m["word"]}
    return {word for word in found if word.islower()}


def compile_pattern(pattern: str, alphabet: Alphabet) -> re.Pattern[str]:
    """Turn a pattern over words into a regular expression over their symbols."""

    def piece(match: re.Match[str]) -> str:
        if match["name"]:
            return f"(?P{match['name'][:-1]}>"
        if match["group"]:
            return "(?:"
        if match["marker"]:
            return match["marker"]
        if match["word"]:
            return alphabet.members(match["word"])
        return ")" if match.group() == ">" else ""

    return re.compile(_PIECE.sub(piece, pattern))


def expand(pattern: str) -> str:
    """Write out the macros of a pattern."""

    def macro(match: re.Match[str]) -> str:
        body = MACROS.get(match.group())
        return f"({expand(body)})" if body else match.group()

    return _MACRO.sub(macro, pattern)
