"""What the entity finder and the linker give."""

from dataclasses import dataclass

from reader.text.mention import EntityKind, Mention


@dataclass(frozen=True, slots=True)
class Entity:
    """One person, organization, place… and every mention of it in one text."""

    name: str
    """The fullest name the text gives it."""

    kind: EntityKind
    """What it is."""

    mentions: tuple[Mention, ...]
    """Where it is mentioned, in order."""

    @property
    def aliases(self) -> tuple[str, ...]:
        """Other forms of the name that the text uses, in order of first use."""
        forms = dict.fromkeys(mention.text for mention in self.mentions)
        forms.pop(self.name, None)
        return tuple(forms)
