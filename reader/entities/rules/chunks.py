"""Runs of words written as names: listed phrases made one token, and what holds a run together."""

from typing import Final

from reader.entities.cues import (
    CALENDAR,
    CALENDAR_GIVEN,
    EVENT_HEADS,
    FUNCTION_WORDS,
    GENERATIONS,
    LEGAL_FORMS,
    NOT_NAMES,
    OF_HEADS,
    ORG_HEADS,
    PARTICLES,
    PLACE_HEADS,
    PLACE_OF_HEADS,
    ROLES,
)
from reader.entities.lexicon import Lexicon
from reader.entities.rules.tokens import Token

Span = tuple[int, int]
"""Half-open range of tokens."""

_LINKS: Final = 3
"""How many times a name goes on after "of", "for", "and"…"""
_LONGEST: Final = 12
"""How many words a run may have: a longer one is a list or a headline, and is cut."""
_LONGEST_WORD: Final = 60
"""How many letters a word of a name may have."""
_POSSESSORS: Final = frozenset(
    "people women men children king queen workers veterans farmers lord teachers students mothers prosecutors girls boys "
    "lawyers doctors writers peasants citizens".split()
)
"""Owners that are part of the name of what they own."""
_BODIES: Final = OF_HEADS | frozenset(("commons", "representatives", "party"))
"""Last words of listed institutions that a country may follow: "House of Commons of Canada"."""
_HEADS: Final = ORG_HEADS | PLACE_HEADS | EVENT_HEADS | ROLES


def prepare(text: str, tokens: list[Token], lists: Lexicon) -> list[Token]:
    """Return the tokens with listed phrases as one token each, and with what no name begins with written off."""
    fused: list[Token] = []
    at = 0
    while at < len(tokens):
        token = tokens[at]
        at += 1
        if token.cap:
            at = _fuse(text, tokens, at, lists)
            if token.listed is None:
                _look_up(token, lists)
                following = tokens[at] if at < len(tokens) else None
                token.cap = _may_name(token, fused[-1] if fused else None, following, lists)
        fused.append(token)
    return fused


def _fuse(text: str, tokens: list[Token], after: int, lists: Lexicon) -> int:
    """Make one token of the longest listed phrase that begins with the token before `after`; return what follows."""
    token = tokens[after - 1]
    for phrase, kind in lists.phrases.get(token.text, ()):
        end = token.start + len(phrase)
        if not text.startswith(phrase, token.start):
            continue
        last = after
        while last < len(tokens) and tokens[last].end <= end:
            last += 1
        if tokens[last - 1].end == end:
            token.end, token.text, token.key, token.low = end, phrase, phrase, phrase.lower()
            token.listed, token.upper = kind, False
            return last
    return after


def _look_up(token: Token, lists: Lexicon) -> None:
    shouted = token.heading and token.upper and token.low in FUNCTION_WORDS
    if not shouted:
        token.listed = "nationality" if lists.is_nationality(token.key) else lists.single.get(token.key)
    if token.listed is None and token.upper and len(token.text) > 3 and not token.heading:
        title = token.text.capitalize()
        if title in lists.single or title in lists.given or title in lists.family:
            token.key = title
            token.listed = lists.single.get(title)


def _may_name(token: Token, before: Token | None, following: Token | None, lists: Lexicon) -> bool:
    low = token.low
    named = following is not None and following.glued and following.cap and following.low not in lists.common
    if low in CALENDAR:
        called = before is not None and token.glued and before.key in lists.given
        return low in CALENDAR_GIVEN and (named or called) and not token.upper
    if low in FUNCTION_WORDS:
        if token.listed or (token.upper and len(token.text) > 1 and not token.heading):
            return token.listed is not None
        return low == "will" and named
    if low in NOT_NAMES and (token.upper or token.heading):
        numbered = low in GENERATIONS and token.glued and before is not None and before.cap
        return numbered or token.listed is not None
    if token.heading and low in lists.common and low not in _HEADS:
        return token.listed is not None
    return 1 < len(low) <= _LONGEST_WORD


def run_end(tokens: list[Token], start: int) -> int:
    """Return the end of the run of name words that begins at `start`."""
    end = start + 1
    while end < len(tokens) and end - start < _LONGEST:
        if tokens[end].glued and tokens[end].cap:
            end += 1
            continue
        onward = _past_particles(tokens, end)
        if not onward:
            break
        end = onward
    return end


def _past_particles(tokens: list[Token], at: int) -> int:
    """Return the offset after the name word that one or two particles lead to, or 0."""
    for end in range(at, min(at + 3, len(tokens))):
        token = tokens[end]
        if not token.glued:
            return 0
        if token.cap:
            return end + 1 if end > at else 0
        if token.low not in PARTICLES:
            return 0
    return 0


def linked_end(tokens: list[Token], start: int, end: int, lists: Lexicon) -> int:
    """Return where the run `start:end` ends with what "of", "for", "and", a possessive or a comma adds to it."""
    linked = False
    for _ in range(_LINKS):
        onward = _past_link(tokens, start, end, linked, lists)
        if not onward or onward - start > 2 * _LONGEST:
            break
        end = run_end(tokens, onward)
        linked = True
    return end


def _past_link(tokens: list[Token], start: int, end: int, linked: bool, lists: Lexicon) -> int:
    """Return the start of the run that continues `start:end`, or 0."""
    onward = end + 1
    if onward >= len(tokens):
        return 0
    last, link = tokens[end - 1], tokens[end]
    if tokens[onward].low == "the" and link.low in ("of", "for", "on") and onward + 1 < len(tokens):
        onward += 1
    following = tokens[onward]
    if not following.cap:
        return 0
    if link.low in ("of", "for", "on", "against"):
        joined = _takes_of(last, link.low) or (linked and _is_ordinary(last, lists))
    elif link.low == "and":
        joined = _takes_and(tokens, start, end, linked, lists)
    elif link.text == "&":
        joined = last.key not in lists.given and following.key not in lists.given
    elif link.text in ("'s", "’s", "'", "’"):
        joined = last.low in _POSSESSORS or (end - start > 1 and tokens[end - 2].low in ("st.", "st", "saint"))
    else:
        joined = link.text == "," and following.low in LEGAL_FORMS and following.low != "group"
    return onward if joined else 0


def _takes_of(last: Token, link: str) -> bool:
    if last.heading and last.initial:
        return False
    if last.low in OF_HEADS or (last.listed == "organization" and last.low.split()[-1] in _BODIES):
        return True
    return link == "of" and last.low in PLACE_OF_HEADS


def _takes_and(tokens: list[Token], start: int, end: int, linked: bool, lists: Lexicon) -> bool:
    """Whether "and" is inside a name: "Department of Health and Human Services", "Food and Drug Administration"."""
    last = tokens[end - 1]
    if last.heading or last.low in ROLES or not _is_ordinary(last, lists):
        return False
    onward = run_end(tokens, end + 1)
    following = tokens[end + 1 : onward]
    if linked:
        return all(_is_ordinary(token, lists) for token in following)
    return end - start == 1 and len(following) > 1 and following[-1].low in ORG_HEADS and last.low not in ORG_HEADS


def _is_ordinary(token: Token, lists: Lexicon) -> bool:
    return token.listed is None and (token.low in lists.common or token.low.endswith(("ism", "tion", "ment", "ship")))
