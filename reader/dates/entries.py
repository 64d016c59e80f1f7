"""Finds the dates at the head of the entries of a diary, of letters and minutes: what follows is counted from them."""

from collections.abc import Iterable
from typing import Final

from reader.dates.grammar import Phrase
from reader.dates.late import LatePattern

_ENOUGH: Final = 2
"""One date alone on a line may be a dateline; two make a diary."""
_BEFORE_ON_LINE: Final = LatePattern(r"(?:^|\n)[ \t#*_>(\[]*(?:[A-Z][\w.’'-]*,? +){0,4}$")
_AFTER_ON_LINE: Final = LatePattern(r"[ \t*_)\]]*(?:\n|$|[.:] |[—–-]{1,2} ?[A-Z]|, ?\d{1,2}[:.]\d\d)")
_IT_IS: Final = LatePattern(r"\b(?:[Tt]oday|[Tt]onight|[Ii]t)(?: is|['’]s)(?: now| currently| finally)? $")


def heads_of_entries(phrases: Iterable[Phrase]) -> set[int]:
    """Return the places of those dates from which the text after them is counted."""
    heads = {phrase.start for phrase in phrases if _stands_alone(phrase)}
    said = {phrase.start for phrase in phrases if _IT_IS.search(phrase.before(24))}
    return said | (heads if len(heads) >= _ENOUGH else set())


def _stands_alone(phrase: Phrase) -> bool:
    return _BEFORE_ON_LINE.search(phrase.before(60)) is not None and _AFTER_ON_LINE.match(phrase.after(8)) is not None
