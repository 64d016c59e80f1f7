"""Marks and mentions in formats that other programs read, and marks from formats that they write."""

from reader.export.entities import concordance_csv, entities_csv, graph_json, graphml
from reader.export.markdown import Look
from reader.export.plan import Plan, PlannedFile, Written, plan_file, write_export
from reader.export.planning import How, export_text, plan_export
from reader.export.search import search_csv, search_markdown
from reader.export.timeline import timeline_csv, timeline_ics, timeline_js, timeline_markdown

__all__ = [
    "How",
    "Look",
    "Plan",
    "PlannedFile",
    "Written",
    "concordance_csv",
    "entities_csv",
    "export_text",
    "graph_json",
    "graphml",
    "plan_export",
    "plan_file",
    "search_csv",
    "search_markdown",
    "timeline_csv",
    "timeline_ics",
    "timeline_js",
    "timeline_markdown",
    "write_export",
]
