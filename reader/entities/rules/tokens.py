"""Words, marks and line ends of a text, with what the finder must know of each."""

import re
from dataclasses import dataclass
from typing import Final

from reader.entities.cues import HYPHEN_SUFFIXES, NAME_PREFIXES
from reader.entities.lexicon import Lexicon, Listed

_TOKEN: Final = re.compile(
    r"(?P<skip>(?:https?://|www\.)\S+|[@#]\w+|[\w.+-]{1,64}@[\w.-]{1,64})"
    r"|(?P<line>\n\s*)"
    r"|(?P<word>(?:[^\W\d_]\.)+(?:[^\W\d_]\b)?|[^\W\d_]\w*(?:['’](?![sS]\b)[^\W\d_]\w*|[-‑&][^\W_]\w*)*)"
    r"|(?P<number>\d+(?:[.,/:]\d+)*\w*)"
    r"|(?P<mark>['’][sS]\b|[^\w\s]|_+)"
)
_ABBREVIATIONS: Final = frozenset(
    "mr mrs ms mx dr prof rev hon gen col lt capt maj sgt cpl adm cmdr gov sen rep pres st mt ft jr sr messrs fr "
    "inc ltd co corp bros dept vs calif fla mass conn ariz ill mich minn pa va md tex colo ore ga wis tenn".split()
)
_ENDERS: Final = frozenset(".!?:;…*•|>")
_QUOTES: Final = frozenset("\"“‘«'")
_WRAPPED: Final = range(45, 111)
"""How long a line of hard-wrapped prose is: its end is no more than a space."""
_PART: Final = re.compile(r"[-‑]")


@dataclass(slots=True)
class Token:
    """A word, a number, a mark or a line end."""

    start: int
    end: int
    text: str
    low: str = ""
    """The word in lower case; empty for what is no word."""
    key: str = ""
    """The form to look up: a shouted word with one capital only."""
    cap: bool = False
    """Written as a name is."""
    upper: bool = False
    """Two or more capitals and nothing else."""
    initial: bool = False
    """Stands where any word has a capital."""
    glued: bool = False
    """Nothing but space lies between it and the token before."""
    heading: bool = False
    """Stands in a line where most words have a capital."""
    listed: Listed | None = None
    """What the lists say it is."""


def tokenize(text: str, lists: Lexicon) -> list[Token]:
    """Return the tokens of `text` in order; in `O(len(text))`."""
    tokens: list[Token] = []
    line_start = 0
    for match in _TOKEN.finditer(text):
        kind, start, end = match.lastgroup, match.start(), match.end()
        if kind == "word":
            _add_word(tokens, start, match.group(), lists)
        elif kind == "line":
            line = match.group()
            soft = line.count("\n") == 1 and start - line_start in _WRAPPED and not _ends(tokens)
            line_start = start + 1
            if not soft:
                tokens.append(Token(start, end, "\n"))
        elif match.group() == "." and tokens and tokens[-1].end == start and tokens[-1].low in _ABBREVIATIONS:
            tokens[-1].end, tokens[-1].text = end, tokens[-1].text + "."
            tokens[-1].key = tokens[-1].text
        else:
            tokens.append(Token(start, end, match.group()))
    _place(tokens, lists)
    return tokens


def _ends(tokens: list[Token]) -> bool:
    return not tokens or tokens[-1].text in _ENDERS


def _add_word(tokens: list[Token], start: int, word: str, lists: Lexicon) -> None:
    low = word.lower()
    if low == word and "-" not in word:
        tokens.append(Token(start, start + len(word), word, low))
        return
    if _PART.search(word) and word not in lists.single:
        parts = _PART.split(word)
        if _splits(parts, lists):
            for part in parts:
                if part:
                    tokens.append(_word(start, part))
                start += len(part) + 1
                tokens.append(Token(start - 1, start, "-"))
            tokens.pop()
            return
    tokens.append(_word(start, word))


def _splits(parts: list[str], lists: Lexicon) -> bool:
    """Whether the parts of a hyphenated word are words of their own: "US-led", "anti-Muslim", "India-Pakistan"."""
    if all(part[:1].isupper() for part in parts):
        return all(lists.single.get(part) == "place" for part in parts)
    if parts[0][:1].isupper():
        tail = [part for part in parts[1:] if part[:1].islower()]
        return any(
            part in HYPHEN_SUFFIXES or (part in lists.common and len(part) > 3) or part.endswith("ed") for part in tail
        )
    return parts[0] not in NAME_PREFIXES


def _word(start: int, word: str) -> Token:
    head = word[:1].isupper()
    # "al-Sadr", "d'Estaing" and "eBay" are written with a capital further on
    cap = head or any(letter.isupper() for letter in word[1:])
    upper = cap and len(word) > 1 and word.isupper() and "." not in word
    return Token(start, start + len(word), word, word.lower(), word, cap, upper)


def _place(tokens: list[Token], lists: Lexicon) -> None:
    """Say of each word whether it begins a sentence or a quotation, follows a word directly, stands in a headline."""
    line: list[Token] = []
    opening = True
    quoted = -1
    after_word = False
    last = ""
    for token in tokens:
        token.glued = bool(token.low) and after_word
        after_word = bool(token.low)
        if token.text == "\n":
            _mark_heading(line, lists, sentence=last == ".")
            line = []
            opening = True
        elif token.low:
            token.initial = opening or quoted == token.start
            line.append(token)
            opening = False
        elif token.text in _ENDERS:
            opening = True
        elif token.text in _QUOTES:
            quoted = token.end
        last = token.text
    _mark_heading(line, lists, sentence=last == ".")


def _mark_heading(line: list[Token], lists: Lexicon, *, sentence: bool) -> None:
    """Mark the words of a headline, whose capitals say nothing."""
    if sentence and not all(token.upper for token in line if len(token.low) > 3):
        return
    words = [token for token in line if len(token.low) > 3]
    if len(words) < 3:
        shouted = len(line) > 1 and all(token.upper for token in line)
        if not shouted:
            return
    capitals = sum(token.cap for token in words)
    ordinary = sum(token.cap and token.low in lists.common for token in words)
    if capitals < len(words) * 0.85 or not ordinary:
        return
    for token in line:
        token.heading = True
        if token.upper and (len(token.text) > 3 or token.text not in lists.single):
            token.key = token.text.capitalize()
