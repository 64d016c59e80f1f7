"""What the index gives back."""

from dataclasses import dataclass
from datetime import date

from reader.dates import DateMention, Interval
from reader.notebook import EntityName
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
    by_hand: bool = False
    """Whether a person decided something about it."""

    key: str = ""
    """Key of the folder's entity that it is, where that is known."""


@dataclass(frozen=True, slots=True)
class Found:
    """Who and when in one document."""

    entities: tuple[EntityMentions, ...] = ()
    dates: tuple[DateMention, ...] = ()


@dataclass(frozen=True, slots=True)
class FolderEntity:
    """Someone or something, with every name that documents of the folder have for it."""

    key: str
    """Finds it again in a later directory, also after it was merged or renamed."""

    name: str
    kind: EntityKind
    aliases: tuple[str, ...]
    """How else it is written, most used first."""

    mentions: int
    documents: tuple[str, ...]
    """Paths of the documents that mention it."""

    first: date | None
    """Earliest day of these documents."""

    last: date | None
    by_hand: bool
    """Whether a person decided something about it."""

    names: tuple[EntityName, ...]
    """What documents call it, most mentioned first; decisions are about these."""


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A mention with the text around it, on one line."""

    document: Listed
    mention: Mention
    before: str
    after: str

    @property
    def start(self) -> int:
        """Offset of the mention in the document."""
        return self.mention.start

    @property
    def end(self) -> int:
        """Offset after the mention."""
        return self.mention.end

    @property
    def text(self) -> str:
        """The mention as it is written."""
        return self.mention.text


@dataclass(frozen=True, slots=True)
class Beside:
    """An entity that is named in the same paragraphs as another."""

    entity: FolderEntity
    together: int
    """How many paragraphs name both."""

    example: Occurrence
    """A mention of it in such a paragraph."""

    sentence: str
    """The sentence around the example, on one line."""


@dataclass(frozen=True, slots=True)
class Graph:
    """Who is named together with whom."""

    nodes: tuple[FolderEntity, ...]
    edges: tuple[tuple[int, int, int], ...]
    """Indexes of two nodes, the smaller one first, and how many paragraphs name both."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Two entities that may be one."""

    first: FolderEntity
    second: FolderEntity
    why: str
    examples: tuple[Occurrence, Occurrence]
    """A mention of each."""


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
