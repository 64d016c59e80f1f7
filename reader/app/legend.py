"""What colours and signs mean, as a text that is drawn like any other: whatever the theme, they look as they do there."""

from dataclasses import dataclass, field
from typing import Final

from reader.app.drawing import HERE, HIT, MARK, MAY_BE, Marked
from reader.app.keys import key_for
from reader.app.spans import Span
from reader.notebook import COLOURS
from reader.settings import colour_name

_KINDS: Final = (
    ("person", "Edith Carrow", "a person"),
    ("organization", "Orme Roofing", "an organization"),
    ("place", "Wexmoor", "a place"),
    ("nationality", "Scottish", "a nationality or group"),
    ("event", "Harbour Fair", "an event"),
    ("law", "Pools Act", "a law"),
    ("work", "The Deep End", "a book, film or the like"),
    ("money", "£700,000", "a sum of money"),
    ("date", "last Friday", "a date; which day, and why, is said below the text"),
    ("time", "at noon", "a time of day"),
    ("duration", "ten weeks", "a length of time"),
    ("set", "every spring", "what comes again and again"),
)
"""Kinds of mention, each with an example and what it is."""

_HITS: Final = (
    ("hit-current", "found", "the hit that you are at"),
    ("hit", "found", "other hits of a search"),
    ("hit-fuzzy", "fuond", "a hit that is spelt in another way"),
)
_SIGNS: Final = (
    ("✓", "decided by you: it is not asked or guessed again"),
    ("·", "before a document: it was read; its title is dimmed"),
    ("42%", "behind a document: how much of it was on the screen"),
    ("✗", "before a file: it cannot be read, and why"),
    ("moved?", "before a mark: its text was changed; say whether it still stands there"),
    ("lost:", "before a mark: it was not found in the changed text"),
    ("~", "a guess: spelt or read in another way than you typed it"),
)
_STRIP: Final = (
    (MARK, "a highlight, in its colour, where it is in the whole text"),
    (MAY_BE, "one that may have moved"),
    (HIT, "a hit of the search"),
    (HERE, "the hit that you are at"),
)
_BESIDE: Final = 16
"""Cells of an example and the gap behind it."""


@dataclass(slots=True)
class Legend:
    """A text with what is drawn over it."""

    text: str = ""
    spans: list[Span] = field(default_factory=list)
    """Headings and mentions."""

    marked: list[Marked] = field(default_factory=list)
    hits: list[tuple[int, int]] = field(default_factory=list)
    fuzzy: list[tuple[int, int]] = field(default_factory=list)
    current: tuple[int, int] | None = None

    def head(self, words: str) -> None:
        """Begin a part."""
        self.text += "\n" if self.text else ""
        self.spans.append((len(self.text), len(self.text) + len(words), "heading"))
        self.text += f"{words}\n"

    def line(self, example: str, meaning: str) -> tuple[int, int]:
        """Add an example and what it means, and return where the example stands."""
        start = len(self.text)
        self.text += f"{example:<{_BESIDE}}{meaning}\n"
        return start, start + len(example)


def legend() -> Legend:
    """Return what every colour and sign means."""
    made = Legend()
    made.head("In the text")
    for kind, example, meaning in _KINDS:
        made.spans.append((*made.line(example, meaning), kind))
    start, end = made.line("Carrow", "underlined twice: what you decided yourself")
    made.spans += [(start, end, "person"), (start, end, "decided")]
    made.head("Highlights")
    for colour in COLOURS:
        name = colour_name(colour)
        own = f", your “{name}”" if name != colour else ""
        place = made.line("a sentence", f"key {key_for(f'highlight_{colour}')}: {colour}{own}")
        made.marked.append(Marked(*place, colour, has_note=colour == "green"))
    made.marked.append(
        Marked(*made.line("a sentence", "? beside it: it may have moved"), "yellow", has_note=False, is_certain=False)
    )
    made.line("*", "beside a highlight: it has a note")
    made.line("│", "beside a row: a highlight goes on")
    made.line("▏", "beside a row: the author quotes somebody")
    made.head("Search")
    for style, example, meaning in _HITS:
        place = made.line(example, meaning)
        if style == "hit-current":
            made.current = place
        (made.fuzzy if style == "hit-fuzzy" else made.hits).append(place)
    made.head("Beside the scroll bar")
    for sign, meaning in _STRIP:
        made.line(sign, meaning)
    made.head("In lists")
    for sign, meaning in _SIGNS:
        made.line(sign, meaning)
    return made
