"""What a document's text holds, arranged for reading: mentions in order, lists for the sidebar, words for a position."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from reader.app.keys import key_for
from reader.app.spans import Span
from reader.app.theme import KINDS
from reader.app.widgets.parts import Part
from reader.app.widgets.row_list import Row
from reader.corpus import EntityMentions, Found
from reader.corpus.decisions import BY_HAND
from reader.dates import DateMention, said, said_briefly
from reader.documents import Block, Document
from reader.notebook import COLOURS, Colour, Highlight, Placed
from reader.settings import colour_name
from reader.text.folding import fold
from reader.text.mention import Mention

HEADINGS: Final = {
    "person": "People",
    "organization": "Organizations",
    "place": "Places",
    "nationality": "Nationalities",
    "event": "Events",
    "law": "Laws",
    "work": "Works",
    "money": "Money",
}


DECIDED: Final[Part] = ("✓ ", "decided")
"""Stands before what a person decided, wherever a guess of the finders could stand in its place."""

_ENDS: Final = frozenset('.!?…"”’')
"""How a sentence ends: a first line that does is no title, though a document without one goes by it."""

_STRONG: Final = 2
"""The last level of headings that stand out by colour, too."""

_NEAR: Final = 50
"""How many styles before a place are looked through for a link that goes on there."""


@dataclass(frozen=True, slots=True)
class Item:
    """A mention and the row of the sidebar it belongs to."""

    mention: Mention
    key: str

    @property
    def pane(self) -> str:
        """The list of the sidebar that its row is in."""
        return "dates" if isinstance(self.mention, DateMention) else "entities"


class Mentions:
    """All mentions of a document, in order, and the rows that gather them."""

    def __init__(self, found: Found, kinds: Collection[str] = KINDS) -> None:
        """Arrange what was found of some kinds; all others are as if they were not there."""
        self.entity_rows: list[Row] = []
        self.date_rows: list[Row] = []
        self.entities: dict[str, EntityMentions] = {}
        """The entities by the key of their row."""
        self._by_key: dict[str, list[Mention]] = {}
        self._arrange_entities([entity for entity in found.entities if entity.kind in kinds])
        self._arrange_dates([mention for mention in found.dates if mention.kind in kinds])
        items = [Item(mention, key) for key, mentions in self._by_key.items() for mention in mentions]
        self.items = sorted(items, key=lambda item: (item.mention.start, -item.mention.end))
        self._starts = [item.mention.start for item in self.items]
        self._longest = max((item.mention.end - item.mention.start for item in self.items), default=0)

    def _arrange_entities(self, entities: Sequence[EntityMentions]) -> None:
        groups: dict[str, list[tuple[int, int, str, EntityMentions]]] = defaultdict(list)
        for number, entity in enumerate(entities):
            if not entity.mentions:
                continue
            key = entity.key if entity.key and entity.key not in self._by_key else f"entity {number}"
            self._by_key[key] = list(entity.mentions)
            self.entities[key] = entity
            groups[entity.kind].append((-len(entity.mentions), entity.mentions[0].start, key, entity))
        for kind in KINDS:
            if kind in groups:
                self.entity_rows.append(_kind_heading(kind, len(groups[kind])))
                self.entity_rows += [
                    Row(
                        ((" ", ""), DECIDED if entity.by_hand else ("  ", ""), (entity.name, kind)),
                        key,
                        (str(-count), "quiet"),
                    )
                    for count, _start, key, entity in sorted(groups[kind], key=lambda item: item[:3])
                ]

    def rows_matching(self, typed: str) -> list[Row]:
        """Return the rows of entities whose name, mentions or kind have every word that was typed."""
        wanted = fold(typed).split()
        if not wanted:
            return self.entity_rows
        rows: list[Row] = []
        for kind in KINDS:
            of_kind = [row for row in self.entity_rows if row.key and self.entities[row.key].kind == kind]
            fitting = [row for row in of_kind if self._has_words(self.entities[row.key], wanted)]
            rows += [_kind_heading(kind, len(fitting)), *fitting] if fitting else []
        return rows

    @staticmethod
    def _has_words(entity: EntityMentions, wanted: Sequence[str]) -> bool:
        words = fold(" ".join((entity.kind, entity.name, *{mention.text for mention in entity.mentions})))
        return all(word in words for word in wanted)

    def _arrange_dates(self, dates: Sequence[DateMention]) -> None:
        calendar: dict[tuple[tuple[date, date], str], list[DateMention]] = defaultdict(list)
        vague: dict[str, list[DateMention]] = defaultdict(list)
        for mention in dates:
            if mention.interval:
                calendar[mention.interval, mention.value].append(mention)
            else:
                vague[mention.text.casefold()].append(mention)
        if calendar:
            self.date_rows.append(Row(((" Dates", "heading"),)))
        for (_interval, value), mentions in sorted(calendar.items(), key=lambda item: item[0]):
            self._add_date_row(f"date {value}", (f"{said_briefly(value):<11} ", "date"), mentions)
        if vague:
            self.date_rows.append(Row(((" Not on the calendar", "heading"),)))
        for phrase, mentions in vague.items():
            self._add_date_row(f"vague {phrase}", ("", ""), mentions)

    def _add_date_row(self, key: str, before: Part, mentions: list[DateMention]) -> None:
        phrases = " · ".join(dict.fromkeys(mention.text for mention in mentions))
        count = str(len(mentions)) if len(mentions) > 1 else ""
        self._by_key[key] = list(mentions)
        sign = DECIDED if any(is_by_hand(mention) for mention in mentions) else ("  ", "")
        self.date_rows.append(Row(((" ", ""), sign, before, (phrases, "")), key, (count, "quiet")))

    def spans(self) -> list[Span]:
        """Return every mention as a span to draw, and again where a person decided about it."""
        spans = [(item.mention.start, item.mention.end, item.mention.kind) for item in self.items]
        decided = [(item.mention.start, item.mention.end, "decided") for item in self.items if self.is_decided(item)]
        return [*spans, *decided]

    def is_decided(self, item: Item) -> bool:
        """Tell whether a person decided about a mention, or about what it names."""
        if isinstance(item.mention, DateMention):
            return is_by_hand(item.mention)
        return self.entities[item.key].by_hand

    def at(self, offset: int) -> list[Item]:
        """Return the mentions that cover an offset."""
        high = bisect_right(self._starts, offset)
        low = bisect_right(self._starts, offset - self._longest - 1)
        return [item for item in self.items[low:high] if offset < item.mention.end]

    def next_of(self, key: str, offset: int) -> Mention | None:
        """Return the first mention of a row after an offset, from the start again if there is none."""
        mentions = self._by_key.get(key, [])
        return next((mention for mention in mentions if mention.start > offset), mentions[0] if mentions else None)

    def step(self, offset: int, direction: int) -> Mention | None:
        """Return the next mention of any kind after an offset, or the one before it; `None` at the end."""
        index = bisect_right(self._starts, offset) if direction > 0 else bisect_left(self._starts, offset) - 1
        return self.items[index].mention if 0 <= index < len(self.items) else None

    def describe(self, item: Item) -> list[Part]:
        """Return in words what a mention is."""
        mention = item.mention
        if isinstance(mention, DateMention):
            value = said(mention.value) or "not resolved"
            others = [said(reading.value) for reading in mention.alternatives if reading.value][:2]
            hint = f"  · {key_for('cycle_date')}: {' or '.join(others)}" if others else ""
            sign = [DECIDED] if is_by_hand(mention) else []
            return [*sign, (f"{mention.text} → ", ""), (value, "date"), (f"  {mention.reading.rule}{hint}", "quiet")]
        mentions = self._by_key[item.key]
        number = f"{mentions.index(mention) + 1} of {len(mentions)}"
        entity = self.entities[item.key]
        sign = [DECIDED] if entity.by_hand else []
        return [*sign, (entity.name, entity.kind), (f"  {entity.kind}, mention {number}", "quiet")]


def _kind_heading(kind: str, count: int) -> Row:
    return Row(((f" {HEADINGS[kind]}", "heading"), (f" {count:,}", "quiet")))


def is_by_hand(mention: DateMention) -> bool:
    """Tell whether a person gave a date its reading."""
    return mention.reading.rule.endswith(BY_HAND)


def trimmed(document: Document, start: int, end: int) -> tuple[int, int]:
    """Return what of a range is worth a highlight: no white space at its ends, and no header of the document."""
    text = document.text
    start = max(start, document.body_start) if end > document.body_start else start
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def block_spans(document: Document) -> list[Span]:
    """Return the blocks of a document, and what its author set apart, as spans to draw."""
    blocks: list[Span] = [(block.start, block.end, _tag_of(block)) for block in document.blocks]
    start, end = document.body_start, document.body_start + len(document.title)
    is_line = document.text.startswith(document.title, start) and document.text[end : end + 1] in ("", "\n")
    if is_line and document.title[-1:] not in _ENDS:
        blocks.append((start, end, "heading"))
    return blocks + [(style.start, style.end, style.kind) for style in document.styles]


def _tag_of(block: Block) -> str:
    return "subheading" if block.kind == "heading" and block.level > _STRONG else block.kind


def link_parts(document: Document, offset: int) -> list[Part]:
    """Return where a link that stands at an offset leads, if one does; it is shown, and never opened."""
    styles = document.styles
    after = bisect_right(styles, offset, key=lambda style: style.start)
    for style in reversed(styles[max(0, after - _NEAR) : after]):
        if style.kind == "link" and offset < style.end and style.target:
            return [("→ ", "quiet"), (style.target, "")]
    return []


def colour_parts(colour: Colour) -> list[Part]:
    """Return a colour of highlights as it is shown beside a passage: a bar, and what the person calls it."""
    return [("▌", colour), (colour_name(colour), "strong")]


def note_parts(mark: Highlight) -> list[Part]:
    """Return the first line of a highlight's note and its tags."""
    first, _newline, rest = mark.note.partition("\n")
    parts: list[Part] = [(f"  “{first}{' …' if rest else ''}”", "")] if mark.note else []
    return [*parts, *((f" #{tag}", "said") for tag in mark.tags)]


def change_parts(item: Placed, text: str) -> list[Part]:
    """Return what a highlight's words were when it was made, if others stand there now."""
    was = item.highlight.anchor.exact
    if item.placement.status == "orphan" or text[item.placement.start : item.placement.end].split() == was.split():
        return []
    return [("  its words were ", "warning"), (f"“{was}”", "quiet")]


def mark_rows(placed: Iterable[Placed]) -> list[Row]:
    """Return a document's highlights as rows, in the order of the text and those that are lost last.

    A row is the passage; the first line of its note and its tags stand below it.
    """
    rows: list[Row] = []
    for item in sorted(placed, key=lambda item: item.placement.status == "orphan"):
        mark = item.highlight
        if item.placement.status == "orphan":
            state: list[Part] = [("lost its place: ", "warning")]
        else:
            state = [("moved? ", "warning")] if item.placement.status == "review" else []
        sign = str(COLOURS.index(mark.colour) + 1)
        rows.append(Row(((f" {sign}", "quiet"), ("▌", mark.colour), *state, (mark.anchor.exact, "")), mark.id))
        if beside := note_parts(mark):
            rows.append(Row(((" ", ""), *beside)))
    return rows
