"""Finds people, organizations, places and nationalities in text, and links their mentions."""

from reader.entities.extractors import BUILT_IN, RULES, best_extractor, identity_of
from reader.entities.finder import find_entities
from reader.entities.linker import link
from reader.entities.model import Entity
from reader.text.mention import Mention

__all__ = ["BUILT_IN", "RULES", "Entity", "Mention", "best_extractor", "find_entities", "identity_of", "link"]
