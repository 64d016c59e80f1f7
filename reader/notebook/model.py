"""What a person marks, and where it stands."""

from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

Colour = Literal["yellow", "green", "blue", "pink"]
COLOURS: Final[tuple[Colour, ...]] = ("yellow", "green", "blue", "pink")
"""The colours of highlights, in the order of the keys that choose them."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where a passage stands in a text, with enough of it to find it again after the text changed."""

    start: int
    end: int
    exact: str
    """The passage itself."""

    prefix: str
    """Up to 128 code points before it."""

    suffix: str
    """Up to 128 code points after it."""

    text_sha256: str
    """Fingerprint of the text that the offsets belong to."""


@dataclass(frozen=True, slots=True)
class Highlight:
    """A passage that a person marked, with their note."""

    id: str
    """`h-` and eight characters, random, never changed."""

    document: str
    """Id of the document it was made in."""

    name: str
    """Path of that document inside the folder when the highlight was made."""

    anchor: Anchor
    colour: Colour = "yellow"
    note: str = ""
    tags: tuple[str, ...] = ()
    created: str = ""
    """ISO 8601, UTC."""

    modified: str = ""
    """ISO 8601, UTC."""


@dataclass(frozen=True, slots=True)
class DateDecision:
    """What a person decided a date expression means."""

    id: str
    """`c-` and eight characters."""

    document: str
    """Id of the document it was made in."""

    name: str
    """Path of that document inside the folder when the decision was made."""

    anchor: Anchor
    value: str
    """TIMEX3 value; an empty string says that the expression is no date."""

    created: str = ""
    """ISO 8601, UTC."""


@dataclass(frozen=True, slots=True)
class DayDecision:
    """The day that a person gave to a document."""

    document: str
    name: str
    day: date | None
    """`None` says that the document has no date, whatever stands in it."""
