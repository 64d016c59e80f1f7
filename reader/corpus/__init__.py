"""A folder of documents and its rebuildable index."""

from reader.corpus.analysis import find_mentions
from reader.corpus.beside import beside, graph
from reader.corpus.build import Progress, Report, build
from reader.corpus.decisions import NONE, Decisions, decisions, with_day, with_values
from reader.corpus.directory import Directory, directory
from reader.corpus.index import Index
from reader.corpus.model import (
    Beside,
    EntityMentions,
    FolderEntity,
    Found,
    Graph,
    Listed,
    Occurrence,
    Suggestion,
    TimelineEntry,
)
from reader.corpus.occurrences import months, occurrences
from reader.corpus.overlay import with_entities
from reader.corpus.schema import IndexUnusableError, index_path
from reader.corpus.texts import Text, text_of
from reader.corpus.timeline import matching, period, timeline

__all__ = [
    "NONE",
    "Beside",
    "Decisions",
    "Directory",
    "EntityMentions",
    "FolderEntity",
    "Found",
    "Graph",
    "Index",
    "IndexUnusableError",
    "Listed",
    "Occurrence",
    "Progress",
    "Report",
    "Suggestion",
    "Text",
    "TimelineEntry",
    "beside",
    "build",
    "decisions",
    "directory",
    "find_mentions",
    "graph",
    "index_path",
    "matching",
    "months",
    "occurrences",
    "period",
    "text_of",
    "timeline",
    "with_day",
    "with_entities",
    "with_values",
]
