"""Ranked passages of a corpus, and places in one text, for what a person typed."""

from typing import TYPE_CHECKING

from reader.search.find import Hits, find
from reader.search.model import Hit, Match, Results, excerpt
from reader.text import lazily

if TYPE_CHECKING:
    from reader.search.engine import Searcher

__all__ = ["Hit", "Hits", "Match", "Results", "Searcher", "excerpt", "find"]

__getattr__ = lazily.exports(__name__, {"Searcher": "engine"})
