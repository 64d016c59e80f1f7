"""Passages looked for in one text: what is sought made ready, and the answer in offsets of the text itself."""

from typing import Final

from reader.notebook.anchoring.fold import fold
from reader.notebook.anchoring.judge import Verdict, judge
from reader.notebook.anchoring.windows import Sought
from reader.notebook.anchoring.words import Index, cut
from reader.notebook.model import Anchor, Placement
from reader.text.graphemes import grapheme_start, next_grapheme

LONGEST: Final = 800
"""Of a passage of more code points, the beginning and the end are looked for."""

_END: Final = 400
"""How many code points of a long passage are its beginning and its end."""

SIDE: Final = 400
"""How many code points on each side of a passage are looked at, however many were kept."""

_OTHER_LENGTH: Final = 1.5
"""A long passage may become this many times as long, or as short, and still be the same one."""


class Finder:
    """A text made ready for passages to be looked for in it."""

    def __init__(self, text: str) -> None:
        """Fold and index a text."""
        self._text = text
        self._folded = fold(text)
        self._index = Index(cut(self._folded))

    def find(self, selector: Anchor) -> Placement:
        """Look for a passage."""
        exact = selector.exact
        before, after = selector.prefix[-SIDE:], selector.suffix[:SIDE]
        if not before and not after:
            before, _exact, after = selector.sentence[:LONGEST].rpartition(exact) if exact else ("", "", "")
        if len(exact) <= LONGEST:
            judged = self._judge(before, exact, after, selector.start, alone=selector.copies == 1)
            return self._placement(selector, judged)
        first = self._judge(before, exact[:_END], exact[_END : _END + SIDE], selector.start)
        tail = len(exact) - _END
        last = self._judge(exact[max(0, tail - SIDE) : tail], exact[tail:], after, selector.start + tail)
        return self._placement(selector, _joined(first, last, len(exact)))

    def _judge(self, before: str, exact: str, after: str, near: int, *, alone: bool = False) -> Verdict:
        folded = fold(before + exact + after)
        start, end = folded.offset(len(before)), folded.offset(len(before) + len(exact))
        while start < end and folded.text[start] == " ":
            start += 1
        while start < end and folded.text[end - 1] == " ":
            end -= 1
        sought = Sought(folded, start, end, self._folded.offset(max(0, min(near, len(self._text)))), alone)
        return judge(sought, self._folded.text, self._index)

    def _placement(self, selector: Anchor, verdict: Verdict) -> Placement:
        if verdict.status == "orphan" or verdict.end <= verdict.start:
            start = max(0, min(selector.start, len(self._text)))
            return Placement(
                start, max(start, min(selector.end, len(self._text))), "orphan", verdict.score, verdict.reason
            )
        start, end = self._whole(*self._folded.source(verdict.start, verdict.end), selector.exact)
        return Placement(start, end, verdict.status, verdict.score, verdict.reason)

    def _whole(self, start: int, end: int, exact: str) -> tuple[int, int]:
        """Widen a range to whole characters and to the white space that the passage had around it."""
        text = self._text
        for _ in range(len(exact) - len(exact.lstrip())):
            start -= start > 0 and text[start - 1].isspace()
        for _ in range(len(exact) - len(exact.rstrip())):
            end += end < len(text) and text[end].isspace()
        start, opened = grapheme_start(text, start), grapheme_start(text, end)
        return start, end if opened == end else next_grapheme(text, opened)


def _joined(first: Verdict, last: Verdict, size: int) -> Verdict:
    """Judge a long passage by its beginning and its end."""
    placed = [verdict for verdict in (first, last) if verdict.status != "orphan"]
    if not placed:
        return first
    if len(placed) == 1:
        return Verdict(placed[0].start, placed[0].end, "review", placed[0].score / 2, "only a part of it is found")
    between = last.end - first.start
    if first.start >= last.start or not size / _OTHER_LENGTH < between < size * _OTHER_LENGTH:
        best = max(placed, key=lambda verdict: verdict.score)
        return Verdict(best.start, best.end, "review", best.score / 2, "its beginning and its end are apart")
    worse = min(placed, key=lambda verdict: (verdict.status == "certain", verdict.score))
    return Verdict(first.start, last.end, worse.status, worse.score, worse.reason)
