"""Finds a marked passage again in a text, and says how sure it is. A passage is never placed on a guess."""

import hashlib
from functools import lru_cache
from typing import Final

from reader.notebook.model import Anchor, Placement
from reader.text.sentences import sentence_at

CONTEXT: Final = 128
"""How many code points before and after a passage are kept with it."""

_LONGEST_SENTENCE: Final = 1_000

_SHORT: Final = 20
"""A passage shorter than this says too little about where it stands: both its neighbours must agree."""


def make_anchor(text: str, start: int, end: int, text_sha256: str, extractor: str = "") -> Anchor:
    """Describe the passage `text[start:end]` so that it can be found again."""
    prefix, suffix = text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]
    first, last = sentence_at(text, start)[0], sentence_at(text, max(start, end - 1))[1]
    sentence = text[first:last] if last - first <= _LONGEST_SENTENCE else ""
    return Anchor(start, end, text[start:end], prefix, suffix, text_sha256, sentence, extractor)


def anchor(selector: Anchor, text: str) -> Placement:
    """Find the passage that `selector` describes in `text`, and say how sure that is."""
    return _target(text).place(selector)


@lru_cache(1)
def _target(text: str) -> "Target":
    return Target(text)


class Target:
    """A text in which passages are looked for."""

    def __init__(self, text: str, text_sha256: str = "") -> None:
        """Prepare a text; its fingerprint is worked out where it is not given."""
        self.text = text
        self.text_sha256 = text_sha256 or hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()

    def place(self, selector: Anchor) -> Placement:
        """Find the passage that `selector` describes."""
        text = self.text
        inside = 0 <= selector.start < selector.end <= len(text)
        if (
            self.text_sha256 == selector.text_sha256
            and inside
            and text[selector.start : selector.end] == selector.exact
        ):
            return Placement(selector.start, selector.end, "certain")
        wanted = 2 if len(selector.exact) < _SHORT else 1
        found = [at for at in _occurrences(selector.exact, text) if _agreeing_sides(selector, text, at) >= wanted]
        if len(found) != 1:
            start = max(0, min(selector.start, len(text)))
            return Placement(start, max(start, min(selector.end, len(text))), "orphan", 0.0, "not found")
        return Placement(found[0], found[0] + len(selector.exact), "certain")


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
