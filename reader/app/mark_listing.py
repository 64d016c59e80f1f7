"""Marks as rows of a list, and in words what a list shows and what is known of one mark."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from reader.app.alike import end_of, of_one_title, told_apart
from reader.app.keys import key_for, with_keys
from reader.app.marks import Entry
from reader.app.page import cut
from reader.app.shelf_rows import Spans, lit_parts
from reader.app.sifting import GRAMMAR, ORDER_NAMES, Group, Order, Sifted
from reader.app.widgets.parts import Part
from reader.app.widgets.row_list import LazyRows, Row
from reader.notebook import COLOURS, Colour
from reader.settings import colour_name
from reader.text.counting import counted
from reader.text.folding import tokens
from reader.text.safety import safe_line

_LEAD: Final = 24
"""Characters before the first word that was asked for, where a passage is shown from there on."""


@dataclass(frozen=True, slots=True)
class MarksState:
    """The list of all marks as it was left: what a person comes back to."""

    typed: str = ""
    order: Order = "document"
    key: str = ""
    """The chosen row."""

    marked: frozenset[str] = frozenset()


def colour_sign(colour: Colour, *, has_note: bool = False) -> Part:
    """Return what stands before a mark, as in the gutter of a text: the number of its colour, and a star for a note."""
    return f" {COLOURS.index(colour) + 1}{'*' if has_note else ' '}", f"{colour}-sign"


def marks_list(groups: Sequence[Group], order: Order, words: Sequence[str], width: int) -> LazyRows:
    """Return marks as rows: a heading a group, a row a mark, and below it its note and tags.

    Args:
        groups: the marks, as they are arranged.
        order: how that is.
        words: what was asked for, folded; it is lit.
        width: cells there are.
    """
    keys: list[str] = []
    made: list[tuple[Entry, str, int]] = []
    twins = of_one_title((entry.title, entry.name) for _name, group in groups for _key, entry in group)
    for name, group in groups:
        keys.append("")
        made.append((group[0][1], name, len(group)))
        for key, entry in group:
            keys.append(key)
            made.append((entry, "", 0))
            if entry.highlight.note or (entry.highlight.tags and order != "tag"):
                keys.append("")
                made.append((entry, "", -1))

    def make(at: int) -> Row:
        entry, name, count = made[at]
        if count > 0:
            return _heading(entry, name, count, order, width if entry.title in twins else 0)
        if count:
            return _below(entry, order)
        return _row(entry, keys[at], order, words, width, is_twin=entry.title in twins)

    return LazyRows(keys, make)


def _heading(entry: Entry, name: str, count: int, order: Order, room: int) -> Row:
    """Return what stands over a group; where `room` is given, the path of the document stands beside its title."""
    counted: Part = (f"{count:,}" if count > 1 else "", "quiet")
    if order == "newest":
        made = date.fromisoformat(name) if name else None
        day = f" {made.day} {made:%B %Y}" if made else " at an unknown time"
        return Row(((day, "heading"),), right=counted)
    if order == "colour":
        colour = entry.highlight.colour
        own = f" {colour}" if colour_name(colour) != colour else ""
        return Row(
            ((" ", ""), colour_sign(colour), (f" {colour_name(colour)}", "heading"), (own, "quiet")), right=counted
        )
    if order == "tag":
        return Row(((f" #{name}" if name else " without a tag", "heading"),), right=counted)
    day = f"{entry.day}  " if entry.day else ""
    gone: list[Part] = [("  gone", "warning")] if entry.is_gone else []
    title, path = told_apart(entry.title, entry.name, room - len(day) - 10) if room else (entry.title, "")
    return Row(((f" {day}", "quiet"), (title, "heading"), (f"  {path}" if path else "", "quiet"), *gone), right=counted)


def _row(entry: Entry, key: str, order: Order, words: Sequence[str], width: int, *, is_twin: bool) -> Row:
    mark = entry.highlight
    passage = " ".join(safe_line(mark.anchor.exact).split())
    lit = _lit(passage, words)
    if lit and lit[0][0] > max(20, width // 2):
        start = max(0, lit[0][0] - _LEAD)
        passage, lit = "…" + passage[start:], [(first - start + 1, last - start + 1) for first, last in lit]
    where = "" if order in ("document", "date") or width < 60 else entry.title
    short = end_of(entry.name, width // 4) if where and is_twin else cut(where, width // 4)
    right: Part = (f"  {short}" if short else "", "quiet")
    return Row(
        (colour_sign(mark.colour, has_note=bool(mark.note)), (" ", ""), *state(entry), *lit_parts(passage, lit)),
        key,
        right,
    )


def state(entry: Entry) -> list[Part]:
    """Return in a word how sure it is where a mark stands, if it is not."""
    if not entry.is_placed or entry.status == "certain":
        return []
    return [("moved? " if entry.status == "review" else "lost: ", "warning")]


def _below(entry: Entry, order: Order) -> Row:
    parts: list[Part] = [("      ", "")]
    if entry.highlight.note:
        parts.append((f"{' '.join(safe_line(entry.highlight.note).split())}  ", "said"))
    if order != "tag":
        parts.append((tagged(entry), "tag"))
    return Row(tuple(parts))


def tagged(entry: Entry) -> str:
    """Return the tags of a mark as they are written."""
    return " ".join(f"#{tag}" for tag in entry.highlight.tags)


def _lit(text: str, words: Sequence[str]) -> Spans:
    if not words:
        return ()
    wanted = [part for word in words for _start, _end, part in tokens(word)]
    return [(start, end) for start, end, word in tokens(text) if any(part in word for part in wanted)]


def describe(sifted: Sifted, order: Order, marked: int, *, is_whole: bool) -> list[Part]:
    """Return in words how many marks are listed of how many, and in which order."""
    listed, total = len(sifted.entries), sifted.total
    count = f"{listed:,} of " * (listed != total) + counted(total, "mark")
    parts: list[Part] = [(count, "quiet"), (f"  ·  {ORDER_NAMES[order]}", "quiet")]
    if marked:
        parts = [(f"{marked:,} marked", "hit"), ("  ·  ", "quiet"), *parts]
    moved = sum(1 for entry in sifted.entries if entry.is_to_check)
    if moved:
        parts.append((f"  ·  {moved:,} to check: {key_for('marks_review')}", "warning"))
    elif not is_whole:
        parts.append(("  ·  looking where they stand…", "guess"))
    return parts


def nothing_listed(total: int) -> str:
    """Say why no mark is listed, and what can be typed or done."""
    if not total:
        return with_keys(
            "\n  No marks yet.\n\n  In a text, {highlight} highlights the sentence under the cursor, {toggle_select} selects "
            "a passage, {highlight_yellow} to {highlight_pink} choose the colour, {note} writes a note."
        )
    lines = [f"  {typed:<28} {meaning}" for typed, meaning in GRAMMAR]
    return "\n".join(["", "  No mark has all of that. What can be typed:", "", *lines])
