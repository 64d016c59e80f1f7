"""What a text itself says are two names of one: "X, also known as Y", "X (Y)"."""

import re
from collections.abc import Iterable
from itertools import pairwise
from typing import Final

from reader.entities.linking.group import Group
from reader.entities.names import bare
from reader.text.mention import Mention

_REACH: Final = 60
_CALLED: Final = re.compile(
    r"""["”’)\]]*[,\s]*[(\[]?\s*
    (?:(?:or|and|is|was|are|who|which|also|better|formerly|previously|commonly|originally|locally|popularly|sometimes
        |now|then|officially|often|usually|simply|more|widely|affectionately),?\s+)*
    (?:known|called|nicknamed|dubbed|renamed|a\.?k\.?a\.?|alias|née|abbreviated|abbr\.|shortened)
    (?:\s+(?:as|to|simply|in\s+[^,()\n]{1,25}\s+as))*
    \s+(?:the\s+)?["“'‘]?""",
    re.VERBOSE,
)
_INSIDE: Final = re.compile(
    r"\b(?:of|in|within|from|near|at|by|to|for|with|on|around|outside)\s+(?:the\s+)?$", re.IGNORECASE
)
_INSIDE_REACH: Final = 14
"""A name after one of these words belongs to what was named before it, and so does what follows."""
_TONGUE: Final = re.compile(
    r"(?:\s*[(\[]\s*(?:or|formerly)\s|(?:\s*[(\[](?:[^()\[\]]{0,40}[;,]\s)?|[;,])\s*(?:[A-Z][a-z]+(?: [A-Z][a-z]+)?:|born\s|née\s))\s*[\"“'‘]?"
)
"""What stands between a name and the same name in another language or time."""

_BRACKET: Final = re.compile(r"\s*[(\[](?:[A-Za-z ]{1,12}:\s?)?[\"“'‘]?")


def join_told(text: str, ordered: Iterable[Mention], groups: dict[Mention, Group]) -> None:
    """Join names that follow each other with words between that say they are one."""
    known = (mention for mention in ordered if mention in groups)
    for one, other in pairwise(known):
        mine, its = groups[one], groups[other]
        between = text[one.end : other.start]
        if mine.kind != its.kind or mine is its or not 0 < len(between) <= _REACH:
            continue
        inside = _INSIDE.search(text, max(0, one.start - _INSIDE_REACH), one.start)
        whole = not text.startswith(("'s", "’s"), other.end)
        called = whole and not inside and (_CALLED.fullmatch(between) or _TONGUE.fullmatch(between))
        if called or (_BRACKET.fullmatch(between) and _stands_for(other.text, one.text)):
            its.join(mine)


def _stands_for(short: str, long: str) -> bool:
    """Whether a name in brackets is made of letters of the name before it, the first one first: "PHX" of "Phoenix"."""
    letters = bare(short).replace(".", "")
    if not (2 < len(letters) <= 8 and letters.isalpha() and sum(map(str.isupper, letters)) > 1):
        return False
    name = bare(long).casefold()
    rest = iter(name)
    return (
        len(name) > len(letters)
        and name[0] == letters[0].casefold()
        and all(letter in rest for letter in letters.casefold())
    )
