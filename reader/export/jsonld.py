"""Highlights as W3C Web Annotations, the form in which programs that annotate exchange what they know.

What the standard has no word for stands under one key of its own, `reader:mark`; what another program said of a
highlight that was imported is given back as it came.
"""

import json
import re
import uuid
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from reader import __version__
from reader.documents import Document
from reader.export.escape import url
from reader.export.foreign import listed
from reader.export.marked import MarkedDocument
from reader.notebook import Anchor, Highlight, Placed
from reader.notebook.anchor import make_anchor
from reader.text.safety import safe_line, safe_text

CONTEXT: Final = "http://www.w3.org/ns/anno.jsonld"
NAMESPACE: Final = {"reader": "urn:x-close-reader:"}
"""Says in a file what the prefix of our own keys stands for."""

MARK: Final = "reader:mark"
"""The key of what the standard has no word for."""

MOTIVATION: Final = "highlighting"
"""Why somebody annotated, unless another program says otherwise."""

PAGES: Final = "http://tools.ietf.org/rfc/rfc3778"
"""What says how pages of a PDF are pointed at."""

DEEPEST: Final = 24
"""How deep what another program said may be nested."""

_IRI: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+")
_IDS: Final = uuid.UUID("6f1d7c0e-5d0b-4f0e-8b9f-2b1a6c0d9e53")
_PAINT: Final = {"yellow": "#ffec99", "green": "#b2f2bb", "blue": "#a5d8ff", "pink": "#fcc2d7"}
_OURS: Final = frozenset(
    [*"@context type created modified generator stylesheet bodyValue body target origin".split(), MARK]
)
"""Keys of an annotation that are never what another program said, or are given back inside others."""


def annotations(documents: list[MarkedDocument], root: Path) -> str:
    """Return highlights as a collection of Web Annotations with its one page; the same ones give the same bytes.

    Args:
        documents: the highlights.
        root: the folder that is read; the sources of the annotations are paths inside it.
    """
    items = [_annotation(marked, mark) for marked in documents for mark in marked.placed]
    _name_once(items)
    marks = [mark.highlight for marked in documents for mark in marked.placed]
    first = min(marks, key=lambda mark: (mark.created, mark.id), default=None)
    name = iri_of(f"collection {first.id if first else ''}")
    page = {"id": f"{name}#page-1", "type": "AnnotationPage", "partOf": name, "startIndex": 0, "items": items}
    collection = {
        "@context": [CONTEXT, NAMESPACE],
        "id": name,
        "type": "AnnotationCollection",
        "label": f"Highlights in {safe_line(root.name)}",
        "total": len(items),
        "first": page,
    }
    return safe_text(json.dumps(collection, ensure_ascii=False, indent=2)) + "\n"


def iri_of(highlight: str) -> str:
    """Return the name by which the world knows a highlight, given its id."""
    return f"urn:uuid:{uuid.uuid5(_IDS, highlight)}"


def utc(time: str) -> str:
    """Return a time in UTC as the standard wants it written."""
    return time.replace("+00:00", "Z")


def harmless(value: Any, depth: int = 0) -> Any:  # noqa: ANN401 (any JSON)
    """Return what came from elsewhere with its text made safe, its numbers such as JSON has, and nothing nested deeply."""
    if isinstance(value, str):
        return safe_text(value)
    if isinstance(value, Mapping) and depth < DEEPEST:
        return {safe_line(str(key)): harmless(each, depth + 1) for key, each in value.items()}
    if isinstance(value, list) and depth < DEEPEST:
        return [harmless(each, depth + 1) for each in value]
    return value if isinstance(value, bool | int) or (isinstance(value, float) and abs(value) < 1e300) else None


def _name_once(items: list[dict[str, Any]]) -> None:
    """Give what came from elsewhere the name it had there, unless it is none or another one has it already."""
    used: set[str] = set()
    for item in items:
        theirs = item["id"]
        if not isinstance(theirs, str) or not _IRI.fullmatch(theirs) or theirs in used:
            item["id"] = iri_of(item[MARK]["reader:id"])
        used.add(item["id"])


def _annotation(marked: MarkedDocument, mark: Placed) -> dict[str, Any]:
    highlight = mark.highlight
    theirs = harmless(highlight.imported)
    contexts = listed(theirs.get("@context"))
    annotation: dict[str, Any] = {
        **({"@context": [*contexts, CONTEXT, NAMESPACE]} if contexts else {}),
        "id": iri_of(highlight.id),
        "type": "Annotation",
        "motivation": MOTIVATION,
        **({"created": utc(highlight.created)} if highlight.created else {}),
        **({"modified": utc(highlight.modified)} if highlight.modified else {}),
        "generator": {"type": "Software", "name": f"reader {__version__}"},
        **{key: value for key, value in theirs.items() if key not in _OURS},
    }
    if bodies := [*_bodies(highlight), *listed(theirs.get("body"))]:
        annotation["body"] = bodies
    annotation["stylesheet"] = {
        "type": "CssStylesheet",
        "value": f".h-{highlight.colour}{{background:{_PAINT[highlight.colour]}}}",
    }
    anchor, facts = _anchor_and_facts(marked.document, mark)
    annotation["target"] = _target(marked.name, mark, anchor, theirs.get("target"), facts.get("reader:page"))
    if "origin" in theirs:
        # as a text: whatever stands in it, the file stays valid JSON-LD
        facts["reader:origin"] = json.dumps(theirs["origin"], ensure_ascii=False)
    annotation[MARK] = facts
    return annotation


def _bodies(highlight: Highlight) -> Iterator[dict[str, str]]:
    if highlight.note:
        note = {"type": "TextualBody", "purpose": "commenting", "format": "text/markdown"}
        yield {**note, "value": highlight.note}
    for tag in highlight.tags:
        yield {"type": "TextualBody", "purpose": "tagging", "value": tag}


def _anchor_and_facts(document: Document | None, mark: Placed) -> tuple[Anchor, dict[str, Any]]:
    """Return where a passage stands, in the present text only if that is certain, and what is known of that text."""
    highlight, placement = mark.highlight, mark.placement
    anchor, made_in = highlight.anchor, highlight.document
    is_certain = document is not None and placement.status == "certain"
    if document is not None and is_certain:
        text, sha = document.text, document.text_sha256
        anchor = make_anchor(text, placement.start, placement.end, sha, document.extractor)
        made_in = document.id
    facts: dict[str, Any] = {
        "reader:id": highlight.id,
        "reader:colour": highlight.colour,
        "reader:status": placement.status,
        "reader:score": round(placement.score, 3),
        "reader:document": made_in,
        "reader:textSha256": anchor.text_sha256,
    }
    if document is not None and anchor.text_sha256 == document.text_sha256:
        facts["reader:bytesSha256"] = document.sha256
        if is_certain and (page := document.page_of(anchor.start)):
            facts["reader:page"] = page
    if anchor.extractor:
        facts["reader:extractor"] = anchor.extractor
    if anchor.copies:
        facts["reader:copies"] = anchor.copies
    if highlight.absent_from:
        facts["reader:absentFrom"] = sorted(highlight.absent_from)
    if anchor.sentence:
        facts["reader:sentence"] = anchor.sentence
    return anchor, facts


def page_selector(page: int, quote: dict[str, Any]) -> dict[str, Any]:
    """Return what says that words stand on a page of a PDF."""
    return {"type": "FragmentSelector", "conformsTo": PAGES, "value": f"page={page}", "refinedBy": quote}


def _target(name: str, mark: Placed, anchor: Anchor, theirs: Any, page: int | None) -> dict[str, Any]:  # noqa: ANN401
    highlight, is_certain = mark.highlight, mark.placement.status == "certain"
    given = theirs if isinstance(theirs, dict) else {}
    classes = [f"h-{highlight.colour}", *(each for each in listed(given.get("styleClass")) if isinstance(each, str))]
    quote = {"type": "TextQuoteSelector", "exact": anchor.exact, "prefix": anchor.prefix, "suffix": anchor.suffix}
    target = {
        "source": url(name),
        "styleClass": classes if len(classes) > 1 else classes[0],
        **{key: value for key, value in given.items() if key not in ("source", "selector", "styleClass")},
        "selector": [
            {"type": "TextPositionSelector", "start": anchor.start, "end": anchor.end},
            quote,
            *([page_selector(page, quote)] if page else ()),
            *listed(given.get("selector")),
        ],
    }
    if when := _when(highlight, anchor, is_certain=is_certain):
        target["state"] = [{"type": "TimeState", "sourceDate": utc(when)}, *listed(given.get("state"))]
    return target


def _when(highlight: Highlight, anchor: Anchor, *, is_certain: bool) -> str:
    """Return a time at which the source had the text that a place belongs to, or an empty string if none is known."""
    if is_certain:
        return highlight.modified if anchor.text_sha256 == highlight.anchor.text_sha256 else ""
    return highlight.created if highlight.created == highlight.modified else ""
