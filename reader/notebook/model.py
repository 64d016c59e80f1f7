"""What a person marks, and where it stands."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final, Literal, get_args

from reader.settings.model import Colour
from reader.text.mention import EntityKind

GONE: Final = ""
"""Stands for the fingerprint of a text where the document is gone."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where a passage stands in a text, with enough of it to find it again after the text changed."""

    start: int
    end: int
    exact: str
    """The passage itself."""

    prefix: str
    """Up to 256 code points before it."""

    suffix: str
    """Up to 256 code points after it."""

    text_sha256: str
    """Fingerprint of the text that the offsets belong to."""

    sentence: str = ""
    """The sentences it lies in, for whoever looks for it when it is gone; empty where that is not known."""

    extractor: str = ""
    """Name and version of the code that made that text."""

    copies: int = 0
    """How often these very words stood in that text; 0 where that is not known. Those that stood once only are known again
    among other neighbours."""


Status = Literal["certain", "review", "orphan"]
"""How sure it is where a passage stands in a text.

- `certain`: it stands there
- `review`: it probably stands there; a person is asked
- `orphan`: it is not found, or a person said that it is not there
"""


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a passage stands in a text."""

    start: int
    end: int
    """Half-open, in code points; of an orphan the nearest place to where it stood."""

    status: Status
    score: float = 1.0
    """From 0 to 1: how like what is there is to what was marked, its neighbours included."""

    reason: str = ""
    """Why it was placed so, in words fit to show; empty in a text that did not change."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A highlight and where it stands in the text at hand."""

    highlight: "Highlight"
    placement: Placement


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

    absent_from: frozenset[str] = frozenset()
    """Fingerprints of texts of which a person said that the passage is not where it was found in them; `GONE` for none."""

    imported: Mapping[str, Any] = field(default_factory=dict, hash=False)
    """What another program said of it and this one has no use for, given back on export: its `id`, selectors of
    unknown types and so on; empty for a highlight made here."""


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


EntityName = tuple[EntityKind, str]
"""An entity as the finders name it in documents, so that what is decided about it outlasts every new index."""

EntityAction = Literal["same", "apart", "split", "rename", "retype", "reject", "keep", "add"]
ENTITY_ACTIONS: Final[tuple[EntityAction, ...]] = get_args(EntityAction)
"""What can be decided about entities."""


@dataclass(frozen=True, slots=True)
class EntityDecision:
    """What a person decided about who is who.

    - `same`: the names are one entity
    - `apart`: the first two names are not one entity
    - `split`: what is written `form` of the names is another entity, named `to`, or `form` where `to` is empty
    - `rename`: the entity that the first name belongs to is shown as `to`
    - `retype`: the names, which are all those of an entity, are of `kind`
    - `reject`: the names are no entities; `keep` takes that back
    - `add`: every occurrence of `to`, as whole words and in that case, names an entity of `kind`
    """

    id: str
    """`e-` and eight characters."""

    action: EntityAction
    names: tuple[EntityName, ...]
    to: str = ""
    kind: EntityKind | None = None
    form: str = ""
    document: str = ""
    """Path of the one document in which mentions are split off; empty for all."""

    created: str = ""
    """ISO 8601, UTC."""

    @property
    def part(self) -> EntityName:
        """The name that what was split off or added goes by in later decisions.

        A part without a name of its own goes by the id of the decision: others may be written like it.
        """
        return (self.kind or self.names[0][0], self.to or self.id)
