"""An index whose documents and mentions are made by hand."""

from pathlib import Path

from reader.corpus import (
    EntityMentions,
    Found,
    Index,
    directory,
    text_of,
)
from reader.documents import FileEntry, make_document
from reader.notebook import EntityDecision
from reader.text.mention import Mention

HOLT, ADA, VALE = ("person", "Maren Holt"), ("person", "Ada Quill"), ("person", "Idris Vale")


ACCENTED = ("person", "Maren Hölt")


BOARD, ALDERY = ("organization", "Harbour Board"), ("place", "Aldery")


FERRY = """date 2024-03-11

Maren Holt spoke to the Harbour Board in Aldery. Holt left.

Idris Vale of the Harbour Board stayed, and Holt came back.
"""


LETTER = "date 2023-12-01\n\nHolt wrote to Ada Quill. The old harbour board of Aldery met the new\nharbour board.\n"


UNDATED = "Idris Vale went to Aldery.\n"


class Shelf:
    """An index with documents whose mentions are made by hand."""

    def __init__(self, path):
        self.index = Index(path)
        self.documents = {}
        self.made = 0

    def put(self, name, text, *entities):
        """Store a document; of each entity every place of every form is a mention."""
        document = make_document(text.encode(), Path(name), name)
        found = Found(
            tuple(EntityMentions(who, kind, mentions(document.text, kind, forms)) for kind, who, *forms in entities)
        )
        start = document.body_start
        text = text_of(document, [(start, len(document.text))])
        self.index.store(FileEntry(Path(), name, 1, 1), text, found)
        self.documents[name] = document

    def decide(self, action, *names, to="", kind=None, form="", document=""):
        self.made += 1
        return EntityDecision(f"e-{self.made}", action, names, to, kind, form, document)

    def known(self, *decisions):
        return directory(self.index, decisions)

    def shown(self, *decisions):
        """Return what the folder's entities are and how often they are mentioned."""
        return {(entity.kind, entity.name): entity.mentions for entity in self.known(*decisions).entities}


def mentions(text, kind, forms):
    found, taken = [], set()
    for form in sorted(forms, key=len, reverse=True):
        at = text.find(form)
        while at >= 0:
            if not taken & set(range(at, at + len(form))):
                found.append(Mention(at, at + len(form), kind, form))
                taken |= set(range(at, at + len(form)))
            at = text.find(form, at + 1)
    return tuple(sorted(found, key=lambda mention: mention.start))


def filled(path):
    shelf = Shelf(path)
    shelf.put(
        "ferry.txt",
        FERRY,
        (*HOLT, "Maren Holt", "Holt"),
        (*BOARD, "Harbour Board"),
        (*ALDERY, "Aldery"),
        (*VALE, "Idris Vale"),
    )
    shelf.put("letters/holt.txt", LETTER, (*ACCENTED, "Holt"), (*ADA, "Ada Quill"), (*ALDERY, "Aldery"))
    shelf.put("undated.txt", UNDATED, (*VALE, "Idris Vale"), (*ALDERY, "Aldery"))
    return shelf
