"""A marked passage as it was and as a text is now: what differs, how alike they are, and where else it could stand."""

import re
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Final

from reader.documents import Document
from reader.notebook import Anchor, Placement
from reader.text.folding import fold
from reader.text.sentences import sentences

Stretch = tuple[int, int]

_WORD: Final = re.compile(r"\w+|[^\w\s]")
_MOST: Final = 800
"""Words that are compared on each side."""

_LIKELY: Final = 5
"""Places that are offered for a passage that is lost."""

_CUT: Final = 64
"""Characters from which on neighbours that end within a word may have been cut there."""

_SHORT: Final = 3
"""Characters of what is too short to be looked for."""

_LEAST: Final = 55.0
"""How alike a sentence must be to be offered, from 0 to 100."""


@dataclass(frozen=True, slots=True)
class Compared:
    """A passage with its neighbours as it was marked, beside what is there now."""

    old: str
    """The passage with what stood before and after it."""

    passage: Stretch
    """The passage in it."""

    gone: tuple[Stretch, ...] = ()
    """What of the old text is not there now."""

    new: tuple[Stretch, ...] = ()
    """What of the document's text was not there then."""


def as_marked(anchor: Anchor) -> Compared:
    """Return a passage with its neighbours as it was marked, without words that were cut in two."""
    before, after = anchor.prefix, anchor.suffix
    if len(before) > _CUT and before[0].isalnum() and (at := re.search(r"\s+", before)):
        before = f"… {before[at.end() :]}"
    if len(after) > _CUT and after[-1].isalnum() and (at := re.search(r"\s+(?=\S*$)", after)):
        after = f"{after[: at.start()]} …"
    return Compared(before + anchor.exact + after, (len(before), len(before) + len(anchor.exact)))


def compared(anchor: Anchor, text: str, placement: Placement) -> Compared:
    """Compare a passage and its neighbours with where it may stand in a text now; of one that is lost nothing is compared."""
    was = as_marked(anchor)
    if placement.status == "orphan":
        return was
    first, last = max(0, placement.start - len(anchor.prefix)), min(len(text), placement.end + len(anchor.suffix))
    before, after = list(_WORD.finditer(was.old))[:_MOST], list(_WORD.finditer(text, first, last))[:_MOST]
    matcher = SequenceMatcher(
        None, [match.group() for match in before], [match.group() for match in after], autojunk=False
    )
    gone: list[Stretch] = []
    new: list[Stretch] = []
    for kind, low, high, start, end in matcher.get_opcodes():
        # at the edges it is by chance where the neighbours are cut
        is_edge = (low == start == 0) or (high == len(before) and end == len(after))
        if kind != "equal" and not is_edge:
            gone += [(before[low].start(), before[high - 1].end())] if low < high else []
            new += [(after[start].start(), after[end - 1].end())] if start < end else []
    return replace(was, gone=tuple(gone), new=tuple(new))


def likeness(placement: Placement) -> str:
    """Say in words how alike the passage is to what is there now."""
    if placement.status == "orphan":
        return ""
    words = ((0.95, "nearly the same"), (0.85, "very alike"), (0.7, "alike"), (0.0, "only somewhat alike"))
    return f"{next(said for least, said in words if placement.score >= least)}, {placement.score:.0%}"


def likely_places(anchor: Anchor, document: Document) -> list[Stretch]:
    """Return the sentences of a document that are most like a passage, the likeliest first; in a thread."""
    from rapidfuzz import fuzz, process  # noqa: PLC0415 (loads when something is lost)

    text = document.text
    spans = list(sentences(text, document.body_start))
    others = [_plain(text[start:end]) for start, end in spans]
    best: dict[int, float] = {}
    # part of a sentence is looked for in sentences; and what stood around it may be there still
    for wanted, scorer in ((anchor.exact, fuzz.partial_ratio), (anchor.sentence, fuzz.ratio)):
        if len(wanted) > _SHORT:
            found = process.extract(_plain(wanted), others, scorer=scorer, limit=_LIKELY * 2, score_cutoff=_LEAST)
            for other, score, at in found:
                if len(other) > _SHORT:
                    best[at] = max(score, best.get(at, 0.0))
    return [spans[at] for at in sorted(best, key=lambda at: (-best[at], at))[:_LIKELY]]


def _plain(passage: str) -> str:
    return fold(" ".join(passage.split()))
