"""Cuts a text into the few words and numbers that dates are made of; everything else is a gap.

The patterns of the grammar run over one symbol a token, not over characters: a symbol stands for a set of word
classes, so that a text costs one pass however many patterns there are.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from reader.dates.late import LatePattern
from reader.dates.lexicon import CAPITALISED, CLASSES, NUMBER_CLASSES, number_classes

GAP: Final = "."
"""The symbol of any run of words that no pattern speaks of."""

_TOKEN: Final = LatePattern(
    r"""
    (?P<opaque> (?:https?://|www\.)\S{1,2000} | [$£€¥\#§]\s?[0-9][0-9.,]{0,30} )
  | (?P<AMPM>   [AaPp]\.\ ?[Mm](?:\.|\b) | (?:(?<=[0-9])|\b)(?:[AP]M|[ap]m)\b )
  | (?P<BC>     B\.\ ?C\.(?:\ ?E\.)? | B\.C\b | \bBCE?\b )
  | (?P<AD>     A\.\ ?D\.? | C\.\ ?E\. | \bAD(?=\b|[0-9]) | \bCE\b )
  | (?P<short>  \b(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Mon|Tues?|Wed|Thurs?|Thu|Fri|Sat|Sun)\. )
  | (?P<ISO>    (?<![\w/.-])[0-9]{4}-[0-9][0-9]-[0-9][0-9](?:[T ][0-9][0-9]:[0-9][0-9](?::[0-9][0-9](?:\.[0-9]{1,9})?)?(?:Z|[+-][0-9][0-9]:?[0-9][0-9])?)?(?![\w-]) )
  | (?P<STAMP>  (?<![\w/.-])[12][0-9]{3}[01][0-9][0-3][0-9]T[0-2][0-9][0-5][0-9](?:[0-5][0-9])?Z?(?![\w-]) )
  | (?P<ISOWEEK>(?<![\w/.-])[12][0-9]{3}-W[0-5][0-9](?:-[1-7])?(?![\w-]) )
  | (?P<TWOYEARS>(?<![\w/.-])[12][0-9]{3}/(?:[0-9]{4}|[0-9][0-9])(?![\w/.-]) )
  | (?P<FISCAL> \bFY\ ?['’]?(?:[12][0-9]{3}|[0-9]{2})(?:[/–-](?:[12][0-9]{3}|[0-9]{2}))?\b )
  | (?P<PERIOD> \b(?:Q[1-4]|[1-4]Q|H[12]|[12]H)(?:\ ?(?:of\ )?(?:FY\ ?['’]?(?:[12][0-9]{3}|[0-9]{2})|[12][0-9]{3})|['’]?[0-9]{2}|\ ['’][0-9]{2})\b )
  | (?P<NUMDATE>(?<![\w/.-])(?:[0-9]{1,2}(?P<sep>[/.-])[0-9]{1,2}(?P=sep)(?:[0-9]{4}|[0-9][0-9])|[0-9]{4}/[0-9][0-9]?/[0-9][0-9]?)(?![\w/-]|\.[0-9]) )
  | (?P<CLOCK>  (?<![\w:.,])(?:[01]?[0-9]|2[0-4]):[0-5][0-9](?::[0-5][0-9])?(?![0-9:]) )
  | (?P<PAIR>   (?<![\w/.-])[0-9]{1,2}/[0-9]{1,2}(?![\w/]|[.,][0-9]) )
  | (?P<ORDN>   (?<![\w.,])[0-9]{1,2}(?:st|nd|rd|th)\b )
  | (?P<DECADE> (?<![\w.,])(?:[0-9]{3}0['’]?s\b | [0-9]{1,2}0s(?=\ (?:BC|AD|CE|B\.))) | ['’‘][0-9]0['’]?s\b | (?<![\w.,$])[2-9]0s\b )
  | (?P<YY>     ['’‘][0-9][0-9]\b )
  | (?P<QUARTER>\b(?:Q[1-4]|[1-4]Q|H[12]|[12]H)\b )
  | (?P<OCLOCK> \bo['’]clock\b )
  | (?P<BIG>    (?<![\w.,])[0-9]{1,3}(?:,[0-9]{3}){1,6}(?![\w,]) )
  | (?P<DEC>    (?<![\w.,])[0-9]{1,6}\.[0-9]{1,3}(?![\w.]) )
  | (?P<INT>    (?:(?<![\w.,])|(?<=\bAD))[0-9]{1,12}(?=hrs?\b|[ap]\.?m\b|\b)(?!\.[0-9]|,[0-9]) )
  | (?P<half>   [½] )
  | (?P<POSS>   ['’]s?(?!\w) )
  | (?P<HYPHEN> (?<=\w)-(?=[\w'’]) )
  | (?P<DASH>   [–—-]+ )
  | (?P<COMMA>  , )
  | (?P<word>   [^\W\d_]+ )
  | (?P<other>  \w+ | [^\w\s] )
    """,
    re.VERBOSE,
)
_NUMERIC: Final = "AMPM BC AD STAMP ISOWEEK TWOYEARS FISCAL PERIOD OCLOCK ISO NUMDATE CLOCK PAIR ORDN DECADE YY QUARTER BIG DEC POSS HYPHEN DASH COMMA".split()
_UNKNOWN: Final = frozenset({"opaque", "other"})


@dataclass(slots=True)
class Token:
    """A word, number or mark that a pattern may speak of."""

    start: int
    end: int
    key: str
    """The word in lower case without its full stop; a number as written."""


class Alphabet:
    """Gives every kind of token its symbol, and every word class the set of symbols that belong to it."""

    def __init__(self, literals: Iterable[str]) -> None:
        self._symbols: dict[frozenset[str], str] = {}
        self._members: dict[str, str] = {}
        by_word: dict[str, set[str]] = {word: {word} for word in literals}
        for name, words in CLASSES.items():
            for word in words:
                by_word.setdefault(word, set()).add(name)
        self.words = {word: self._symbol(frozenset(names)) for word, names in by_word.items()}
        self.numbers = {names: self._symbol(names) for names in NUMBER_CLASSES.values()}
        self.marks = {name: self._symbol(frozenset({name})) for name in _NUMERIC}
        self.marks["BIG"] = self.marks["DEC"] = self.numbers[NUMBER_CLASSES["large"]]
        self.marks["half"] = self.marks["PAIR"]

    def _symbol(self, names: frozenset[str]) -> str:
        if names not in self._symbols:
            symbol = chr(0x4E00 + len(self._symbols))
            self._symbols[names] = symbol
            for name in names:
                self._members[name] = self._members.get(name, "") + symbol
        return self._symbols[names]

    def symbols(self, names: Iterable[str]) -> frozenset[str]:
        """Return the symbols of any of these words and word classes."""
        return frozenset(symbol for name in names for symbol in self._members[name])

    def members(self, name: str) -> str:
        """Return the symbols of a word class or of a single word, as a regular expression."""
        symbols = self._members[name]
        return symbols if len(symbols) == 1 else f"[{symbols}]"


def tokenize(text: str, alphabet: Alphabet) -> tuple[list[Token], str]:
    """Return the tokens that patterns may speak of, with gaps between them, and their symbols as one string."""
    tokens: list[Token] = []
    symbols: list[str] = []
    gap_open = True
    for match in _TOKEN.finditer(text):
        symbol = _symbol_of(match, alphabet)
        start, end = match.span()
        if symbol is None:
            gap_open = True
            continue
        if not gap_open and tokens and start - tokens[-1].end > 1:
            gap_open = _breaks(text[tokens[-1].end : start])
        if gap_open:
            tokens.append(Token(start, start, ""))
            symbols.append(GAP)
            gap_open = False
        tokens.append(Token(start, end, match.group().rstrip(".").lower()))
        symbols.append(symbol)
    return tokens, "".join(symbols)


def _symbol_of(match: re.Match[str], alphabet: Alphabet) -> str | None:
    kind = match.lastgroup or "other"
    if kind == "word":
        word = match.group()
        key = word.lower()
        if key in CAPITALISED and word[0] == key[0]:
            return None
        return alphabet.words.get(key)
    if kind in _UNKNOWN:
        return None
    if kind == "short":
        return alphabet.words[match.group()[:-1].lower()]
    if kind == "INT":
        return alphabet.numbers[number_classes(match.group())]
    return alphabet.marks[kind]


def _breaks(space: str) -> bool:
    return space.count("\n") > 1 or len(space) > 80
