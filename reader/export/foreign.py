"""What annotations made elsewhere have in common, and reading what may be written in any way without believing it."""

import json
import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from html.parser import HTMLParser
from typing import Any, Final

from reader.notebook import COLOURS, Colour
from reader.text.safety import safe_line, safe_text

LARGEST_FOREIGN: Final = 128 * 1024 * 1024
"""Bytes of the largest file that is read to take over, or to check, what is in it."""

MOST: Final = 200_000
"""Annotations that are taken over from one file at most."""

_MOST_VALUES: Final = 5_000_000
"""Values in such a file; each takes memory, however few bytes it has in the file."""

_LONGEST_QUOTE: Final = 1_000_000
_LONGEST_NOTE: Final = 100_000
_MOST_TAGS: Final = 100
_KEPT: Final = 50_000
"""Characters of what is kept of one annotation though this program has no use for it."""


class ImportingError(Exception):
    """A file holds no annotations that can be taken over; the message says why."""


@dataclass(frozen=True, slots=True)
class Foreign:
    """An annotation made elsewhere, as far as it is understood."""

    label: str
    """What a report calls it."""

    problem: str = ""
    """Why it cannot become a highlight; empty where it can."""

    id: str = ""
    """Id of the highlight that it was when this program exported it; empty where another one made it."""

    document: str = ""
    """Id of the document that it was made in, where this program exported it."""

    sources: tuple[str, ...] = ()
    """Addresses and paths of what was annotated."""

    titles: tuple[str, ...] = ()
    exact: str = ""
    """The passage; empty where only its place is given."""

    prefix: str = ""
    suffix: str = ""
    start: int | None = None
    end: int | None = None
    is_utf16: bool = False
    """Whether the place is counted in UTF-16 units rather than code points."""

    text_sha256: str = ""
    absent_from: frozenset[str] = frozenset()
    """Fingerprints of texts of which a person said that the passage does not stand in them where it was found."""

    sentence: str = ""
    extractor: str = ""
    copies: int = 0
    """How often the words stood in that text; 0 where that is not said."""

    colour: Colour = COLOURS[0]
    note: str = ""
    tags: tuple[str, ...] = ()
    created: str = ""
    modified: str = ""
    imported: Mapping[str, Any] = field(default_factory=dict)
    """What this program has no use for, as `Highlight.imported` keeps it."""

    is_cut: bool = False
    """Whether some of that is not kept, as it is a lot."""


def parsed(data: bytes) -> Any:  # noqa: ANN401 (any JSON)
    """Return what is in a JSON file.

    Raises:
        ImportingError: it is too large or no JSON.
    """
    if len(data) > LARGEST_FOREIGN:
        raise ImportingError(f"it has more than {LARGEST_FOREIGN // 2**20} MB, which is the limit")
    if sum(map(data.count, (b",", b"[", b"{"))) > _MOST_VALUES:
        raise ImportingError(f"it holds more than {_MOST_VALUES:,} values")
    try:
        return json.loads(data.removeprefix(b"\xef\xbb\xbf"), parse_constant=_refuse)
    except RecursionError:
        raise ImportingError("it is nested too deeply") from None
    except ValueError as error:
        raise ImportingError(f"it is no JSON: {safe_line(str(error))}") from None


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} is no number of JSON")


def listed(value: Any) -> list[Any]:  # noqa: ANN401 (any JSON)
    """Return a value as a list: JSON-LD writes one of anything without a list."""
    return value if isinstance(value, list) else [] if value is None else [value]


def string(value: Any) -> str:  # noqa: ANN401 (any JSON)
    """Return a text made safe, written plainly or as an object; anything else is an empty one."""
    if isinstance(value, dict):
        value = next((value[key] for key in ("@value", "value", "id", "@id") if key in value), "")
    return safe_text(value) if isinstance(value, str) else ""


def whole(value: Any) -> int | None:  # noqa: ANN401 (any JSON)
    """Return an offset, or `None` where that is none."""
    if isinstance(value, float) and math.isfinite(value) and value.is_integer():
        value = int(value)
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 2**53 else None


def is_a(value: Any, kind: str) -> bool:  # noqa: ANN401 (any JSON)
    """Tell whether an object is of a type, however that is written: `Annotation`, `oa:Annotation`, a list, in full."""
    if not isinstance(value, dict):
        return False
    kinds = listed(value.get("type")) + listed(value.get("@type"))
    return any(isinstance(each, str) and re.split(r"[:#/]", each)[-1] == kind for each in kinds)


def time(value: Any, now: datetime) -> str:  # noqa: ANN401 (any JSON)
    """Return a time as the notebook writes it, or an empty string for one yet to come or that cannot be read."""
    try:
        moment = datetime.fromisoformat(value) if isinstance(value, str) else now
        moment = moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return ""
    return moment.isoformat() if moment < now else ""


def plain(markup: str) -> str:
    """Return the text of HTML."""
    reader = _Plain()
    reader.feed(markup)
    reader.close()
    return "".join(reader.pieces).strip()


class _Plain(HTMLParser):
    _BLOCKS: Final = frozenset("p div br li h1 h2 h3 h4 h5 h6 blockquote tr".split())

    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[str] = []

    def handle_data(self, data: str) -> None:
        self.pieces.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag in self._BLOCKS:
            self.pieces.append("\n")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 (the parser's)
        if tag == "br":
            self.pieces.append("\n")


def problem_of(exact: str, note: str, tags: tuple[str, ...]) -> str:
    """Say why an annotation of such parts cannot become a highlight, or nothing where it can."""
    if len(exact) > _LONGEST_QUOTE:
        return f"its passage has more than {_LONGEST_QUOTE:,} characters"
    if len(note) > _LONGEST_NOTE:
        return f"its note has more than {_LONGEST_NOTE:,} characters"
    if len(tags) > _MOST_TAGS or any(len(tag) > _MOST_TAGS for tag in tags):
        return f"it has more than {_MOST_TAGS} tags, or one of more than {_MOST_TAGS} characters"
    return ""


def worth_keeping(imported: dict[str, Any]) -> tuple[dict[str, Any], bool]:
    """Return what is to be kept of what another program said, and whether that is not all of it, as it is a lot."""
    said = {key: value for key, value in imported.items() if value not in (None, "", [], {})}
    if len(json.dumps(said)) <= _KEPT:
        return said, False
    name = said.get("id")
    return {"id": name} if isinstance(name, str) and len(name) <= _KEPT else {}, True


def label_of(name: str, exact: str) -> str:
    """Return what a report calls an annotation: its passage, or its name where it has none."""
    words = " ".join(safe_line(exact[:400]).split())
    shown = f"“{words[:60]}{'…' if len(words) > 60 else ''}”" if words else ""
    return shown or safe_line(name[:100]) or "an annotation without a name"


def strings(values: Any) -> Iterator[str]:  # noqa: ANN401 (any JSON)
    """Yield the texts of a list, or the one given, that are not empty."""
    yield from (text for each in listed(values) if (text := string(each)))
