"""Marks and mentions in formats that other programs read."""

from reader.export.entities import entities_csv, graph_json, graphml, occurrences_csv
from reader.export.files import Written, write_files
from reader.export.folder import folder_markdown
from reader.export.search import search_csv, search_markdown
from reader.export.timeline import timeline_csv, timeline_ics, timeline_js, timeline_markdown

__all__ = [
    "Written",
    "entities_csv",
    "folder_markdown",
    "graph_json",
    "graphml",
    "occurrences_csv",
    "search_csv",
    "search_markdown",
    "timeline_csv",
    "timeline_ics",
    "timeline_js",
    "timeline_markdown",
    "write_files",
]
