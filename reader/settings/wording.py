"""How what stands in a file is repeated, and what of the known words is nearest to it."""

import difflib
from collections.abc import Iterable
from typing import Final

from reader.text.safety import safe_line

_LONGEST: Final = 40
"""Characters of a word that are repeated, and compared."""


def shown(word: str) -> str:
    """Return a word of a file as a message repeats it: on one line, not too long, and without what a terminal obeys."""
    return safe_line(word if len(word) <= _LONGEST else f"{word[:_LONGEST]}…")


def nearest(word: str, known: Iterable[str]) -> str:
    """Return which known word is meant by one, as the end of a sentence; else all that there are."""
    words = list(known)
    near = difflib.get_close_matches(word[:_LONGEST], words, 1)
    return f": “{near[0]}” is meant?" if near else f": there is {', '.join(words)}"
