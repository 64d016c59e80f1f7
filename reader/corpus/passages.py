"""Where a document is cut into the passages that are searched."""

from typing import Final

from reader.documents import Document
from reader.text.sentences import any_sentence_end, paragraphs, sentence_end, trim

PASSAGE: Final = 1_000
"""About how many code points a passage holds."""


_TAILS: Final = (100, 200, 400)
"""How much of a passage at its end is searched for the end of a sentence: the less, the fewer come after it."""


def passages(document: Document) -> list[tuple[int, int]]:
    """Cut the text proper into passages of about a thousand code points, at paragraphs, else at sentences."""
    cut: list[tuple[int, int]] = []
    text = document.text
    for start, end in paragraphs(text, document.body_start):
        if cut and end - cut[-1][0] <= PASSAGE:
            cut[-1] = (cut[-1][0], end)
        elif end - start <= 2 * PASSAGE:
            cut.append((start, end))
        else:
            cut.extend(_long_paragraph(text, start, end))
    return cut


def _long_paragraph(text: str, start: int, end: int) -> list[tuple[int, int]]:
    cut: list[tuple[int, int]] = []
    at = start
    while at < end:
        stop = sentence_end(text, at, end)
        if span := trim(text, at, stop):
            if cut and span[1] - cut[-1][0] <= PASSAGE:
                cut[-1] = (cut[-1][0], span[1])
            else:
                cut.extend(_pieces(text, *span))
                stop = _fill(text, cut, stop, end)
        at = stop
    return cut


def _fill(text: str, cut: list[tuple[int, int]], stop: int, end: int) -> int:
    """Let a passage that ends at `stop` go on for nearly its length without looking where each of its sentences ends."""
    begin = cut[-1][0]
    full = min(begin + PASSAGE, end - 1)
    for tail in _TAILS:
        if further := any_sentence_end(text, max(stop, full - tail), full):
            cut[-1] = (begin, further)
            return further
    return stop


def _pieces(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Cut a monstrous sentence at spaces, or anywhere if it has none."""
    cut = []
    while end - start > 2 * PASSAGE:
        space = text.rfind(" ", start + 1, start + PASSAGE)
        stop = space if space > start else start + PASSAGE
        cut.append((start, stop))
        start = stop
    return [*cut, (start, end)]
