"""Tells what a web page is about from what stands around it: navigation, notices about cookies, links to other pages."""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from itertools import accumulate
from typing import Final

from reader.documents.building import CELLS
from reader.documents.markup import Page, Piece

_MOST: Final = 0.4
"""Share of the text from which on an element is no side matter, whatever it is called."""

_ENOUGH: Final = 0.6
"""Share of the text that the element with the content must hold."""

_LITTLE: Final = 0.25
"""Share of the text below which too much has been left out."""

_SHORT_PAGE: Final = 600
"""Weight of all paragraphs below which a page is too short to tell its content by them."""

_PARAGRAPH: Final = 100
"""Weight from which on a piece is a paragraph and not a line beside the text."""

_NEARLY_ALL: Final = 0.95
"""Share of the paragraphs that the element with the content holds."""

_MUCH: Final = 0.85
"""Share of all text that is no link that it holds: tables and lists are content too."""

_HALF_LINKED: Final = 0.5
_LINKED: Final = 0.75
"""Share of linked characters from which on a piece is a link to another page."""

_MENU: Final = 3
"""So many such pieces in a row are a menu."""


def main_content(page: Page) -> list[Piece]:
    """Return the pieces that a page is about, in their order; rather too many than too few."""
    pieces = page.pieces
    weights = [0, *accumulate(_unlinked(piece) for piece in pieces)]
    total = weights[-1]

    def weight(first: int, last: int) -> int:
        return weights[last] - weights[first]

    left_out = bytearray(len(pieces))
    for first, last, is_certain in page.passed_over:
        if weight(first, last) <= total * _MOST or (is_certain and weight(first, last) < total):
            left_out[first:last] = b"\1" * (last - first)
    first, last, is_said = _place(page, left_out)
    first, last = _around_prose(page, left_out, first, last)
    chosen = [at for at in range(first, last) if not left_out[at]]
    if not any(pieces[at].level == 1 for at in chosen):
        chosen = _headline(page, left_out, first) + chosen
    if not is_said:
        chosen = _without_menus(pieces, chosen)
    if sum(_unlinked(pieces[at]) for at in chosen) < total * _LITTLE and total:
        menus = _without_menus(pieces, list(range(len(pieces))))
        return [pieces[at] for at in menus] or pieces
    return [pieces[at] for at in chosen] or pieces


def _place(page: Page, left_out: Sequence[int]) -> tuple[int, int, bool]:
    """Return the first and last piece of the innermost element that says it holds the content, and does hold most of it."""
    kept = [piece for piece, out in zip(page.pieces, left_out, strict=True) if not out]
    by_prose = sum(map(_prose, kept)) >= _SHORT_PAGE
    weights = _weights(page, left_out, _prose if by_prose else _unlinked)
    wanted = weights[-1] * _ENOUGH
    fitting = [
        (-(rank > 1), last - first, first, last)
        for rank, first, last in page.content
        if weights[last] - weights[first] >= wanted
    ]
    if not fitting or weights[-1] == 0:
        return 0, len(page.pieces), False
    said, _size, first, last = min(fitting)
    return first, last, bool(said)


def _around_prose(page: Page, left_out: Sequence[int], first: int, last: int) -> tuple[int, int]:
    """Return the innermost stretch of a page that holds nearly all of its paragraphs, from the headline above them on."""
    weights = _weights(page, left_out, _prose)
    wanted = (weights[last] - weights[first]) * _NEARLY_ALL
    if wanted < _SHORT_PAGE:
        return first, last
    rest = _weights(page, left_out, _unlinked)
    least = (rest[last] - rest[first]) * _MUCH
    within = [
        (end - start, start, end)
        for start, end in page.elements
        if first <= start
        and end <= last
        and weights[end] - weights[start] >= wanted
        and rest[end] - rest[start] >= least
    ]
    if not within:
        return first, last
    _size, start, end = min(within)
    return start, end


def _headline(page: Page, left_out: Sequence[int], start: int) -> list[int]:
    """Return the headline above a piece, if there is one, with the paragraphs between."""
    headline = next((at for at in range(start - 1, -1, -1) if page.pieces[at].level == 1 and not left_out[at]), start)
    return [at for at in range(headline, start) if at == headline or (not left_out[at] and _prose(page.pieces[at]) > 0)]


def _weights(page: Page, left_out: Sequence[int], weight: Callable[[Piece], int]) -> list[int]:
    """Return for each piece how much all before it weigh."""
    each = (0 if out else weight(piece) for piece, out in zip(page.pieces, left_out, strict=True))
    return [0, *accumulate(each)]


def _unlinked(piece: Piece) -> int:
    return max(0, len(piece.text) - piece.linked)


def _prose(piece: Piece) -> int:
    """Return how much a piece weighs that is a paragraph, row, quote or code and no line beside the text.

    A letter of many scripts says as much as three of Latin.
    """
    size = len(piece.text.encode("utf-8", "replace"))
    counts = size >= _PARAGRAPH or piece.kind in ("quote", "code") or CELLS in piece.text
    return size if counts and piece.linked < _HALF_LINKED * len(piece.text) and not piece.level else 0


def _without_menus(pieces: Sequence[Piece], chosen: Sequence[int]) -> list[int]:
    """Leave out runs of pieces that are nothing but links, as long as there is anything else."""
    linked = [pieces[at].linked >= _LINKED * len(pieces[at].text) for at in chosen]
    ends = [at for at in range(len(linked) + 1) if at == len(linked) or not linked[at]]
    kept = []
    for place, at in enumerate(chosen):
        if not linked[place]:
            kept.append(at)
            continue
        following = bisect_right(ends, place)
        start = ends[following - 1] + 1 if following else 0
        if ends[following] - start < _MENU:
            kept.append(at)
    return kept
