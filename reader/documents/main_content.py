"""Tells what a web page is about from what stands around it: navigation, notices about cookies, links to other pages."""

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate
from typing import Final

from reader.documents.markup import Page, Piece

_MOST: Final = 0.4
"""Share of the text from which on an element is no side matter, whatever it is called."""

_ENOUGH: Final = 0.6
"""Share of the text that the element with the content must hold."""

_LITTLE: Final = 0.25
"""Share of the text below which too much has been left out."""

_SHORT_PAGE: Final = 600
_LINKED: Final = 0.75
"""Share of linked characters from which on a piece is a link to another page."""

_MENU: Final = 3
"""So many such pieces in a row are a menu."""


def main_content(page: Page) -> list[Piece]:
    """Return the pieces that a page is about, in their order; rather too many than too few."""
    pieces = page.pieces
    weights = [0, *accumulate(max(0, len(piece.text) - piece.linked) for piece in pieces)]
    total = weights[-1]

    def weight(first: int, last: int) -> int:
        return weights[last] - weights[first]

    left_out = bytearray(len(pieces))
    for first, last, is_certain in page.passed_over:
        if weight(first, last) <= total * _MOST or (is_certain and weight(first, last) < total):
            left_out[first:last] = b"\1" * (last - first)
    kept_weights = [0, *accumulate(
        0 if out else max(0, len(piece.text) - piece.linked) for piece, out in zip(pieces, left_out, strict=True)
    )]  # fmt: skip
    first, last, is_said = _place(page, kept_weights)
    chosen = [at for at in range(first, last) if not left_out[at]]
    if not is_said:
        chosen = _without_menus(pieces, chosen)
    if sum(max(0, len(pieces[at].text) - pieces[at].linked) for at in chosen) < total * _LITTLE and total:
        menus = _without_menus(pieces, list(range(len(pieces))))
        return [pieces[at] for at in menus] or pieces
    return [pieces[at] for at in chosen] or pieces


def _place(page: Page, weights: Sequence[int]) -> tuple[int, int, bool]:
    """Return the first and last piece of the innermost element that says it holds the content, and does hold most of it."""
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
