"""Finds a marked passage again in a text, and says how sure it is. A passage is never placed on a guess."""

import hashlib
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Final

from reader.notebook.model import Anchor, Placement
from reader.text.sentences import sentence_at

if TYPE_CHECKING:
    from reader.notebook.anchoring.finder import Finder

CONTEXT: Final = 256
"""How many code points before and after a passage are kept with it."""

_LONGEST_SENTENCE: Final = 1_000


def make_anchor(text: str, start: int, end: int, text_sha256: str, extractor: str = "") -> Anchor:
    """Describe the passage `text[start:end]` so that it can be found again.

    `start` and `end` are offsets in code points, half-open. `text_sha256` is the SHA-256 of the text in UTF-8, in hex.
    """
    prefix, suffix = text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]
    first, last = sentence_at(text, start)[0], sentence_at(text, max(start, end - 1))[1]
    sentence = text[first:last] if last - first <= _LONGEST_SENTENCE else ""
    exact = text[start:end]
    copies = text.count(exact) if exact else 0
    return Anchor(start, end, exact, prefix, suffix, text_sha256, sentence, extractor, copies)


def anchor(selector: Anchor, text: str) -> Placement:
    """Find the passage that `selector` describes in `text`, and say how sure that is.

    A selector comes from `make_anchor(old_text, start, end, sha256)`. The answer's `start` and `end` are offsets into
    `text` in code points, half-open, never inside a character as a reader sees it (a grapheme cluster), and cover no
    outer white space that the passage had not. Its `status` is one of

    - `certain`: the passage stands there, though some of its letters may have changed;
    - `review`: it probably stands there, and a person is to be asked;
    - `orphan`: it is gone, or nothing says where it is. The offsets are then only a place nearby.

    `score` says from 0 to 1 how like the place is, neighbours included, and `reason` in a few words why. No selector
    and no text makes it raise, and the work it does has a bound whatever they hold. `Target` is for many passages in
    one text.

    The rule: a text with the selector's fingerprint is not searched. In any other, the passage and up to 256
    characters on each side of it are compared without what an extractor changes (see `anchoring.fold`). The places
    that share the rarest runs of words with the passage, with what stood before it and with what stood after it are
    laid beside them letter by letter. A place is certain if enough of all three stands there, no other place is nearly as good,
    and the neighbours stand nowhere else without the passage between them. What is between them decides over the same
    words elsewhere, so that a passage that was deleted does not move to its own copy.

    The idea of keeping a passage with its neighbours is that of the W3C's TextQuoteSelector and of Hypothesis's client,
    which takes the best match however bad it is; the idea of a threshold, a margin to the next best place and a
    status between the two is from the measurements in `benchmarks/anchoring`, where the rules are compared.
    """
    return _target(text).place(selector)


@lru_cache(1)
def _target(text: str) -> "Target":
    return Target(text)


class Target:
    """A text in which passages are looked for; it is prepared once, when the first one has to be searched."""

    def __init__(self, text: str, text_sha256: str = "") -> None:
        """Take a text; its fingerprint is worked out where it is not given."""
        self.text = text
        self.text_sha256 = text_sha256 or hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()

    def place(self, selector: Anchor) -> Placement:
        """Find the passage that `selector` describes, by the rule of `anchor`."""
        start, end = selector.start, selector.end
        if (
            self.text_sha256 == selector.text_sha256
            and 0 <= start < end <= len(self.text)
            and self.text[start:end] == selector.exact
        ):
            return Placement(start, end, "certain")
        return self._finder.find(selector)

    @cached_property
    def _finder(self) -> "Finder":
        # numpy and rapidfuzz take as long to import as a small folder takes to open
        from reader.notebook.anchoring.finder import Finder  # noqa: PLC0415

        return Finder(self.text)
