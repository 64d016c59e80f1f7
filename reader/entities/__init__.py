"""Finds people, organizations, places and nationalities in text, and links their mentions."""

from typing import TYPE_CHECKING

from reader.entities.known_as import BUILT_IN, RULES
from reader.text import lazily
from reader.text.mention import Mention

if TYPE_CHECKING:
    from reader.entities.extractors import best_extractor, identity_of
    from reader.entities.finder import find_entities
    from reader.entities.linker import link
    from reader.entities.model import Entity

__all__ = ["BUILT_IN", "RULES", "Entity", "Mention", "best_extractor", "find_entities", "identity_of", "link"]

__getattr__ = lazily.exports(
    __name__,
    {
        "Entity": "model",
        "best_extractor": "extractors",
        "find_entities": "finder",
        "identity_of": "extractors",
        "link": "linker",
    },
)
