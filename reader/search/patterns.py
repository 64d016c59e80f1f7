"""Regular expressions that people type."""

from functools import lru_cache
from math import prod
from typing import Final

import regex

LONGEST: Final = 300
"""Longer patterns are refused: compiling them could take long, and nobody types them."""
_MOST_REPEATS: Final = 10_000
"""The regex library writes repeated letters out when it compiles: `a{100000000}` would take all memory there is."""

_VERBOSE: Final = regex.compile(r"\(\?[A-Za-z0-9-]*x")
"""The flag that lets blanks and remarks into a pattern, which could hide a count."""

_ESCAPED: Final = regex.compile(r"\\.", regex.DOTALL)
_COUNTED: Final = regex.compile(r"\{[^}]*+\}?")
_NUMBER: Final = regex.compile(r"[0-9]+")


def compiled(source: str) -> "regex.Pattern[str] | None":
    """Return the pattern, or `None` where it is none. Without a capital letter in it, case does not matter.

    `^` and `$` stand for the ends of a line. A pattern may still take for ever on some text: match with a time-out.
    """
    if not source or len(source) > LONGEST or _VERBOSE.search(source) or _repeats(source) > _MOST_REPEATS:
        return None
    return _compiled(source)


@lru_cache(maxsize=64)
def _compiled(source: str) -> "regex.Pattern[str] | None":
    has_capital = any(map(str.isupper, _ESCAPED.sub("", source)))
    flags = regex.MULTILINE | (0 if has_capital else regex.IGNORECASE)
    try:
        return regex.compile(source, flags)
    except (regex.error, ValueError, OverflowError, RecursionError, MemoryError):
        return None


def _repeats(source: str) -> int:
    """Return how often something is repeated if every count stands inside the one before."""
    counts = (_NUMBER.findall(counted) for counted in _COUNTED.findall(source))
    return prod(max((int(number[:9]) for number in numbers), default=1) or 1 for numbers in counts)
