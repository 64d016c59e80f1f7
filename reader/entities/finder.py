"""Finds names in a text: an extractor looks for them, lists and patterns put them in order."""

from reader.entities.extractors import Extractor, best_extractor
from reader.entities.tidy import tidy
from reader.text.mention import Mention


def find_entities(text: str, extractor: Extractor | None = None) -> list[Mention]:
    """Return the people, organizations, places and other names of a text, in order and apart.

    Args:
        text: safe text.
        extractor: what looks for names; by default the network that comes with the package, or where it cannot be run,
            the rules.
    """
    return tidy(text, (extractor or best_extractor()[0]).names(text))
