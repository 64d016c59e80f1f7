"""A folder of documents and its rebuildable index."""

from reader.corpus.analysis import Analysis, analyse, find_mentions
from reader.corpus.build import Progress, Report, build
from reader.corpus.gather import folder_entities, timeline
from reader.corpus.index import Index
from reader.corpus.model import EntityMentions, FolderEntity, Found, Listed, TimelineEntry
from reader.corpus.schema import IndexUnusableError, index_path

__all__ = [
    "Analysis",
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
    "find_mentions",
    "folder_entities",
    "index_path",
    "timeline",
]
