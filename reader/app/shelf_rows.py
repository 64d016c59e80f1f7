"""Documents as rows of a list, made when they are drawn."""

from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from typing import Final

from reader.app.shelf import Shelf
from reader.app.widgets.parts import Part
from reader.app.widgets.row_list import LazyRows, Row

_WHOLE: Final = 100

Spans = Sequence[tuple[int, int]]
"""Stretches of a title that answer what was typed, or of the name that stands behind it and a space."""

Lit = Callable[[int], Spans]
"""Gives them for the document at a place."""


def nothing_lit(_number: int) -> Spans:
    """Return that nothing was typed."""
    return ()


def shelf_rows(
    shelf: Shelf,
    numbers: Sequence[int],
    read: Callable[[], AbstractSet[str]],
    lit: Lit = nothing_lit,
    share: Callable[[str], int] = lambda _name: 0,
    in_two: Callable[[], bool] = lambda: False,
) -> LazyRows:
    """Return files as rows: whether and how far a document is read, its day and its title, or why a file is no document.

    Args:
        shelf: the files.
        numbers: their places, from top to bottom.
        read: gives the ids of the documents that were read, whenever a row is drawn.
        lit: gives what of a title answers a filter.
        share: gives how much of a document was read, in percent.
        in_two: tells, whenever a row is drawn, whether it has a line for the title and one for the rest.
    """
    names, errors = shelf.names, shelf.errors

    def make(at: int) -> Row:
        number = numbers[at]
        name = names[number]
        if name in errors:
            if in_two():
                return Row((("✗", "warning"), (name, "quiet")), below=((" ", ""), (errors[name], "quiet")))
            return Row((("✗", "warning"), (f"{name}: {errors[name]}", "quiet")))
        title, day, is_read = shelf.titles[number], shelf.days[number], shelf.ids[number] in read()
        percent = 0 if is_read else share(name)
        how_far: Part = (f"{percent}%", "quiet") if 0 < percent < _WHOLE else ("", "")
        if in_two():
            sign: Part = ("·" if is_read else " ", "quiet")
            how: Part = (f" {day or 'no date'}{f'  {percent}%' if how_far[0] else ''}", "quiet")
            return Row((sign, *lit_parts(title or name, lit(number), "quiet" if is_read else "")), name, below=(how,))
        return Row(
            (*head(day, is_read), *lit_parts(title or name, lit(number), "quiet" if is_read else "")), name, how_far
        )

    return LazyRows(["" if names[number] in errors else names[number] for number in numbers], make)


def head(day: str, is_read: bool) -> tuple[Part, ...]:
    """Return what stands before a title: a dot if the document was read, and its day."""
    return ("·" if is_read else " ", "quiet"), (f"{day or '    –':<10} ", "quiet")


def lit_parts(text: str, spans: Spans, style: str = "") -> list[Part]:
    """Return a text in parts, stretches of it lit."""
    parts: list[Part] = []
    at = 0
    for start, end in spans:
        if at <= start < end <= len(text):
            parts += [(text[at:start], style), (text[start:end], "hit")]
            at = end
    return [*parts, (text[at:], style)]
