"""A folder of documents and its rebuildable index."""

from reader.corpus.analysis import Analysis, analyse, find_mentions
from reader.corpus.build import Progress, Report, build
from reader.corpus.decisions import NONE, Decisions, decisions, with_day, with_values
from reader.corpus.gather import folder_entities
from reader.corpus.index import Index
from reader.corpus.model import EntityMentions, FolderEntity, Found, Listed, TimelineEntry
from reader.corpus.schema import IndexUnusableError, index_path
from reader.corpus.timeline import matching, period, timeline

__all__ = [
    "NONE",
    "Analysis",
    "Decisions",
    "EntityMentions",
    "FolderEntity",
    "Found",
    "Index",
    "IndexUnusableError",
    "Listed",
    "Progress",
    "Report",
    "TimelineEntry",
    "analyse",
    "build",
    "decisions",
    "find_mentions",
    "folder_entities",
    "index_path",
    "matching",
    "period",
    "timeline",
    "with_day",
    "with_values",
]
