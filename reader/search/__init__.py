"""Ranked passages of a corpus, and places in one text, for what a person typed."""

from reader.search.engine import Searcher
from reader.search.find import Hits, find
from reader.search.model import Hit, Match, Results, excerpt

__all__ = ["Hit", "Hits", "Match", "Results", "Searcher", "excerpt", "find"]
