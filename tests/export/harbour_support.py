"""A folder of documents that are nowhere but in memory, and annotations of it as other programs write them."""

import json
from pathlib import Path

from reader.corpus import Listed
from reader.documents import DocumentError, make_document
from reader.export.importing import import_annotations
from reader.export.jsonld import CONTEXT, annotations
from reader.export.marked import MarkedDocument
from reader.export.shelf import Shelf
from reader.notebook import Notebook

FERRY = """\
Title: Ferry stays in port

The ferry did not sail on Monday. 🚢 Captain Holt said: “It costs $5 a day,
and nobody pays.” The ferry had been dark.

The lamp at the end of the pier had been dark for three weeks by then.
"""
LETTER = "Dear Ms Holt,\n\nthe café by the quay is closed, and the dredger lies in Rotterdam.\n\nYours, Idris Vale\n"
LAMP = "The lamp at the end of the pier"
TIME = "2025-02-01T10:12:44.000500+00:00"


class Harbour:
    """A folder of documents that are nowhere but in memory, with a notebook."""

    def __init__(self, place, **texts):
        self.documents = {
            name: make_document(text.encode(), Path(name), name)
            for name, text in {"ferry.txt": FERRY, "letters/vale.txt": LETTER, **texts}.items()
        }
        self.notebook = Notebook(place / "notebook.jsonl")

    def shelf(self):
        listed = [Listed(0, d.name, d.title, None, "", 0, "", d.id) for d in self.documents.values()]
        texts = {}
        for document in self.documents.values():
            texts.setdefault(document.text_sha256, []).append(document.name)
        return Shelf(listed, self.read, lambda: texts)

    def read(self, name):
        if self.documents[name] is None:
            raise DocumentError("no longer there")
        return self.documents[name]

    def take(self, data, about=""):
        written = data if isinstance(data, bytes) else json.dumps(data).encode()
        return import_annotations(written, self.shelf(), self.notebook, about)

    def exported(self):
        marked = [
            MarkedDocument(d.name, d, tuple(self.notebook.placed(d, self.documents))) for d in self.documents.values()
        ]
        return annotations([each for each in marked if each.placed], Path("/x/harbour")).encode()


def quote(exact, prefix="", suffix=""):
    return {"type": "TextQuoteSelector", "exact": exact, "prefix": prefix, "suffix": suffix}


def annotation(selector=None, source="ferry.txt", **more):
    target = {"source": source, "selector": quote(LAMP) if selector is None else selector}
    return {"@context": CONTEXT, "id": "https://example.org/a/1", "type": "Annotation", "target": target, **more}


def hypothesis(exact=LAMP, start=0, end=None, **more):
    selectors = [
        {"type": "RangeSelector", "startContainer": "/p[1]", "endContainer": "/p[1]", "startOffset": 0, "endOffset": 9},
        {"type": "TextPositionSelector", "start": start, "end": end or start + len(exact)},
        {"type": "TextQuoteSelector", "exact": exact, "prefix": "", "suffix": ""},
    ]
    return {
        "id": "xyz_12-3abc",
        "created": "2025-02-01T10:12:44.000500+00:00",
        "updated": "2025-02-02T10:12:44.000500+00:00",
        "user": "acct:idris@hypothes.is",
        "uri": "https://example.org/news/ferry.html",
        "text": "Ask *Idris*.",
        "tags": ["evidence", "two words"],
        "group": "__world__",
        "document": {"title": ["Ferry stays in port"]},
        "target": [{"source": "https://example.org/news/ferry.html", "selector": selectors}],
        **more,
    }


def passage(harbour, mark):
    return harbour.documents[mark.name].text[mark.anchor.start : mark.anchor.end]
