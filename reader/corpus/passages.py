"""Where a document is cut into the passages that are searched."""

from typing import Final

from reader.documents import Document
from reader.text.sentences import paragraphs, sentences

PASSAGE: Final = 1_000
"""About how many code points a passage holds."""


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
    for first, last in sentences(text, start, end):
        if cut and last - cut[-1][0] <= PASSAGE:
            cut[-1] = (cut[-1][0], last)
        else:
            cut.extend(_pieces(text, first, last))
    return cut


def _pieces(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Cut a monstrous sentence at spaces, or anywhere if it has none."""
    cut = []
    while end - start > 2 * PASSAGE:
        space = text.rfind(" ", start + 1, start + PASSAGE)
        stop = space if space > start else start + PASSAGE
        cut.append((start, stop))
        start = stop
    return [*cut, (start, end)]
