"""Settings as they count, whatever they came from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Literal, get_args

from reader.text.mention import KINDS

Colour = Literal["yellow", "green", "blue", "pink"]
COLOURS: Final[tuple[Colour, ...]] = get_args(Colour)
"""The colours of highlights, in the order of the keys that choose them; a person may give them names of their own."""

FORMATS: Final = ("markdown", "single", "jsonld", "csv", "readwise")
"""What highlights can be exported as; `single` is one Markdown file."""

Context = Literal["none", "sentence", "paragraph"]

CONTEXTS: Final[tuple[Context, ...]] = get_args(Context)
"""What can be quoted around an exported passage."""

WIDTHS: Final = range(40, 161)
"""The widths that the text column may have, in cells."""


@dataclass(frozen=True, slots=True)
class ExportSettings:
    """How highlights are exported where nothing else is said."""

    to: str = ""
    """Folder or file, as a person writes it; empty where the user says nothing."""

    format: str = "markdown"
    """One of `FORMATS`."""

    context: Context = "none"
    """What is quoted around a passage in Markdown."""

    wikilinks: bool = False
    """Whether sources and names are links as `[[…]]`."""

    template: Path | None = None
    """The template by which each Markdown file is written."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Settings as they count, with what was wrong in the file."""

    theme: str = ""
    """The colours of the app; empty where the user says nothing."""

    width: int = 80
    """Cells of the text column."""

    kinds: tuple[str, ...] = KINDS
    """Kinds of mention that are marked in the text, in the order of `KINDS`."""

    names: str = ""
    """What finds names: `built-in`, `rules`, `spacy:PIPELINE` or `gliner:MODEL`; empty where the user says nothing."""

    colours: Mapping[str, str] = field(default_factory=dict, hash=False)
    """What the person calls the colours of marks, such as `claim` for `yellow`; without those that have no such name."""

    export: ExportSettings = field(default_factory=ExportSettings)
    """How highlights are exported."""

    keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict, hash=False)
    """Keys by the name of the action whose keys they replace, as the person wrote them; the app knows which make sense."""

    given: frozenset[str] = frozenset()
    """What the file sets, such as `width` or `export.to`; all else is as it is without a file."""

    warnings: tuple[str, ...] = ()
    """What could not be understood, a sentence each."""
