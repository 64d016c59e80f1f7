"""Finds a marked passage again in a text, and says how sure it is. A passage is never placed on a guess."""

from dataclasses import dataclass
from typing import Final, Literal

from reader.notebook.model import Anchor

CONTEXT: Final = 128
"""How many code points before and after a passage are kept with it."""

_SHORT: Final = 20
"""A passage shorter than this says too little about where it stands: both its neighbours must agree."""


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a passage stands in a text."""

    start: int
    end: int
    status: Literal["certain", "lost"]
    """`certain`: the text is unchanged, or exactly one place has the same words and neighbours. `lost`: none has."""


def make_anchor(text: str, start: int, end: int, text_sha256: str) -> Anchor:
    """Describe the passage `text[start:end]` so that it can be found again."""
    prefix, suffix = text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]
    return Anchor(start, end, text[start:end], prefix, suffix, text_sha256)


def place(anchor: Anchor, text: str, text_sha256: str) -> Placement:
    """Find the passage of `anchor` in `text`.

    In the text it was made in, it stands where it stood. In any other, only a place with exactly the same words
    counts, and only if the neighbouring text on one side (for a short passage on both) is the same too and no other
    place fits as well; else the passage is lost.
    """
    inside = 0 <= anchor.start < anchor.end <= len(text)
    if text_sha256 == anchor.text_sha256 and inside and text[anchor.start : anchor.end] == anchor.exact:
        return Placement(anchor.start, anchor.end, "certain")
    wanted = 2 if len(anchor.exact) < _SHORT else 1
    found = [at for at in _occurrences(anchor.exact, text) if _agreeing_sides(anchor, text, at) >= wanted]
    if len(found) != 1:
        start = max(0, min(anchor.start, len(text)))
        return Placement(start, max(start, min(anchor.end, len(text))), "lost")
    return Placement(found[0], found[0] + len(anchor.exact), "certain")


def _occurrences(exact: str, text: str) -> list[int]:
    found = []
    at = text.find(exact) if exact else -1
    while at >= 0:
        found.append(at)
        at = text.find(exact, at + 1)
    return found


def _agreeing_sides(anchor: Anchor, text: str, at: int) -> int:
    """Count the sides on which at least half of the kept context stands unchanged next to the place."""
    end = at + len(anchor.exact)
    before = anchor.prefix[-(CONTEXT // 2) :]
    after = anchor.suffix[: CONTEXT // 2]
    agrees_before = text[max(0, at - len(before)) : at] == before and (before != "" or at == 0)
    agrees_after = text[end : end + len(after)] == after and (after != "" or end == len(text))
    return agrees_before + agrees_after
