"""Ranked passages of a corpus, and places in one text, for what a person typed."""

from typing import TYPE_CHECKING

from reader.search.find import Hits, find, hits_after, hits_before
from reader.search.model import Hit, Match, Results, excerpt
from reader.text import lazily

if TYPE_CHECKING:
    from reader.search.engine import Searcher

__all__ = ["Hit", "Hits", "Match", "Results", "Searcher", "excerpt", "find", "hits_after", "hits_before"]

__getattr__ = lazily.exports(__name__, {"Searcher": "engine"})
