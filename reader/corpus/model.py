"""What the index gives back."""

from dataclasses import dataclass
from datetime import date

from reader.dates import DateMention, Interval
from reader.text.mention import EntityKind, Mention


@dataclass(frozen=True, slots=True)
class Listed:
    """A document as the index knows it."""

    row: int
    """Its number in the index."""

    name: str
    """Path inside the folder."""

    title: str
    published: date | None
    published_how: str
    words: int
    error: str
    """Why the file is no document, or an empty string."""

    document: str = ""
    """Id of the document."""


@dataclass(frozen=True, slots=True)
class EntityMentions:
    """An entity of one document with its mentions."""

    name: str
    kind: EntityKind
    mentions: tuple[Mention, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """Who and when in one document."""

    entities: tuple[EntityMentions, ...] = ()
    dates: tuple[DateMention, ...] = ()


@dataclass(frozen=True, slots=True)
class FolderEntity:
    """An entity gathered over all documents of a folder."""

    name: str
    kind: EntityKind
    aliases: tuple[str, ...]
    mentions: int
    documents: tuple[str, ...]
    """Names of the documents that mention it."""


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """A dated mention with the document it stands in, the sentence around it, and who is named near it."""

    document: Listed
    mention: DateMention
    interval: Interval
    """First and last day."""

    context: str
    """The sentence, on one line."""

    names: tuple[str, ...] = ()
    """Names of the entities mentioned in the same paragraph."""

    searchable: str = ""
    """Sentence, names, phrase, value and title, case folded: what words are looked for in."""
