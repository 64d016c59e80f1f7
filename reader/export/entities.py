"""Who is who for spreadsheets, and who stands beside whom for programs that draw networks."""

import json
import re
from collections.abc import Iterable
from typing import Final
from xml.etree import ElementTree as ET

from reader.corpus import FolderEntity, Graph
from reader.corpus.kwic import InContext
from reader.export.tables import table_csv
from reader.text.safety import REPLACEMENT, safe_line

_GRAPHML: Final = "http://graphml.graphdrawing.org/xmlns"
_KEYS: Final = (
    ("node", "name", "string"),
    ("node", "kind", "string"),
    ("node", "mentions", "int"),
    ("node", "documents", "int"),
    ("edge", "weight", "int"),
)
_NOT_XML: Final = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that no XML file may hold, not even escaped."""


def entities_csv(entities: Iterable[FolderEntity]) -> str:
    """Return entities as a table with a header line."""
    return table_csv(
        ("name", "kind", "mentions", "documents", "first", "last", "aliases", "by_hand", "key"),
        (
            (e.name, e.kind, e.mentions, len(e.documents), e.first, e.last, "; ".join(e.aliases), int(e.by_hand), e.key)
            for e in entities
        ),
    )


def concordance_csv(lines: Iterable[InContext]) -> str:
    """Return mentions, or what a search found, with what stands around them as a table with a header line."""
    return table_csv(
        ("date", "document", "title", "start", "end", "before", "text", "after"),
        (
            (
                each.document.published,
                each.document.name,
                each.document.title,
                each.start,
                each.end,
                each.before,
                each.text,
                each.after,
            )
            for each in lines
        ),
    )


def graphml(graph: Graph) -> str:
    """Return a GraphML file: a node an entity, an edge two that are named in one paragraph, its weight how many do."""
    root = ET.Element("graphml", xmlns=_GRAPHML)
    for domain, name, kind in _KEYS:
        ET.SubElement(root, "key", {"id": name, "for": domain, "attr.name": name, "attr.type": kind})
    drawn = ET.SubElement(root, "graph", id="entities", edgedefault="undirected")
    for number, entity in enumerate(graph.nodes):
        node = ET.SubElement(drawn, "node", id=f"n{number}")
        for key, value in _node(entity).items():
            ET.SubElement(node, "data", key=key).text = _NOT_XML.sub(REPLACEMENT, str(value))
    for first, second, weight in graph.edges:
        edge = ET.SubElement(drawn, "edge", source=f"n{first}", target=f"n{second}")
        ET.SubElement(edge, "data", key="weight").text = str(weight)
    ET.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def graph_json(graph: Graph) -> str:
    """Return a graph as JSON: nodes, and edges between their ids."""
    nodes = [{"id": entity.key, **_node(entity)} for entity in graph.nodes]
    edges = [
        {"source": graph.nodes[first].key, "target": graph.nodes[second].key, "weight": weight}
        for first, second, weight in graph.edges
    ]
    return json.dumps({"nodes": nodes, "edges": edges})


def _node(entity: FolderEntity) -> dict[str, str | int]:
    return {
        "name": safe_line(entity.name),
        "kind": entity.kind,
        "mentions": entity.mentions,
        "documents": len(entity.documents),
    }
