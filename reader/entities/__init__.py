"""Finds people, organizations, places and nationalities in text, and links their mentions."""

from reader.entities.finder import find_entities
from reader.entities.linker import link
from reader.entities.model import Entity
from reader.text.mention import Mention

__all__ = ["Entity", "Mention", "find_entities", "link"]
