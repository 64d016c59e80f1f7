"""What a document's text holds, arranged for reading: mentions in order, lists for the sidebar, words for a position."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from reader.app.spans import Span
from reader.app.theme import KINDS
from reader.app.widgets.row_list import Part, Row
from reader.corpus import EntityMentions, Found
from reader.dates import DateMention
from reader.documents import Document
from reader.notebook import Placed
from reader.text.mention import Mention

_HEADINGS: Final = {
    "person": "People",
    "organization": "Organizations",
    "place": "Places",
    "nationality": "Nationalities",
    "event": "Events",
    "law": "Laws",
    "work": "Works",
    "money": "Money",
}


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

    def __init__(self, found: Found) -> None:
        """Arrange what was found."""
        self.entity_rows: list[Row] = []
        self.date_rows: list[Row] = []
        self._by_key: dict[str, list[Mention]] = {}
        self._names: dict[str, str] = {}
        self._arrange_entities(found)
        self._arrange_dates(found.dates)
        items = [Item(mention, key) for key, mentions in self._by_key.items() for mention in mentions]
        self.items = sorted(items, key=lambda item: (item.mention.start, -item.mention.end))
        self._starts = [item.mention.start for item in self.items]
        self._longest = max((item.mention.end - item.mention.start for item in self.items), default=0)

    def _arrange_entities(self, found: Found) -> None:
        groups: dict[str, list[tuple[int, int, str, EntityMentions]]] = defaultdict(list)
        for number, entity in enumerate(found.entities):
            key = f"entity {number}"
            self._by_key[key] = list(entity.mentions)
            self._names[key] = entity.name
            groups[entity.kind].append((-len(entity.mentions), entity.mentions[0].start, key, entity))
        for kind in KINDS:
            if kind in groups:
                self.entity_rows.append(Row(((_HEADINGS[kind], "heading"),)))
                self.entity_rows += [
                    Row((("  ", ""), (entity.name, kind)), key, (str(-count), "quiet"))
                    for count, _start, key, entity in sorted(groups[kind], key=lambda item: item[:3])
                ]

    def _arrange_dates(self, dates: Sequence[DateMention]) -> None:
        calendar: dict[tuple[tuple[date, date], str], list[DateMention]] = defaultdict(list)
        vague: dict[str, list[DateMention]] = defaultdict(list)
        for mention in dates:
            if mention.interval:
                calendar[mention.interval, mention.value].append(mention)
            else:
                vague[mention.text.casefold()].append(mention)
        if calendar:
            self.date_rows.append(Row((("Dates", "heading"),)))
        for (_interval, value), mentions in sorted(calendar.items(), key=lambda item: item[0]):
            self._add_date_row(f"date {value}", ((f"  {value:<11} ", "date"),), mentions)
        if vague:
            self.date_rows.append(Row((("Not on the calendar", "heading"),)))
        for phrase, mentions in vague.items():
            self._add_date_row(f"vague {phrase}", (("  ", ""),), mentions)

    def _add_date_row(self, key: str, before: tuple[Part, ...], mentions: list[DateMention]) -> None:
        phrases = " · ".join(dict.fromkeys(mention.text for mention in mentions))
        count = str(len(mentions)) if len(mentions) > 1 else ""
        self._by_key[key] = list(mentions)
        self._names[key] = phrases
        self.date_rows.append(Row((*before, (phrases, "")), key, (count, "quiet")))

    def spans(self) -> list[Span]:
        """Return every mention as a span to draw."""
        return [(item.mention.start, item.mention.end, item.mention.kind) for item in self.items]

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
            value = mention.value or "not resolved"
            others = [reading.value for reading in mention.alternatives if reading.value][:2]
            hint = f"  · c: {' or '.join(others)}" if others else ""
            return [(f"{mention.text} → ", ""), (value, "date"), (f"  {mention.reading.rule}{hint}", "quiet")]
        mentions = self._by_key[item.key]
        number = f"{mentions.index(mention) + 1} of {len(mentions)}"
        return [(self._names[item.key], mention.kind), (f"  {mention.kind}, mention {number}", "quiet")]


def block_spans(document: Document) -> list[Span]:
    """Return the blocks of a document as spans to draw."""
    return [(block.start, block.end, block.kind) for block in document.blocks]


def mark_rows(placed: Iterable[Placed]) -> list[Row]:
    """Return a document's highlights as rows: the passage, and its note below it."""
    rows: list[Row] = []
    for item in placed:
        mark = item.highlight
        lost = item.placement.status != "certain"
        state: list[Part] = [("lost its place: ", "warning")] if lost else []
        rows.append(Row(((" ▌", mark.colour), (" ", ""), *state, (mark.anchor.exact, "")), mark.id))
        if mark.note:
            rows.append(Row((("    ", ""), (mark.note, "quiet"))))
    return rows
