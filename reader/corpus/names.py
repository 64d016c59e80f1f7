"""What the index holds of the names of a folder, added up by the database: no single mention is read."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from reader.corpus.index import Index
from reader.corpus.model import Listed
from reader.notebook import EntityName


@dataclass(frozen=True, slots=True)
class Named:
    """A name of one kind in all documents."""

    number: int
    """Its number in the index."""

    name: EntityName
    forms: Mapping[str, int]
    """How it is written, and how often."""

    documents: frozenset[int]


@dataclass(frozen=True, slots=True)
class Names:
    """Every name of a folder at one moment."""

    names: Mapping[EntityName, Named]
    numbers: Mapping[int, EntityName]
    """By their numbers in the index."""

    documents: Mapping[int, Listed]
    changes: int
    """What `Index.changes` said at that moment."""


def read_names(index: Index) -> Names:
    """Read every name of the index."""
    forms: dict[int, dict[str, int]] = defaultdict(dict)
    documents: dict[int, list[int]] = defaultdict(list)
    with index.reading() as db:
        changes = index.changes()
        listed = {document.row: document for document in index.listed().values()}
        for number, text, count in db.execute("SELECT name, text, mentions FROM written"):
            forms[number][text] = count
        for number, document in db.execute("SELECT name, document FROM entities ORDER BY name, document"):
            documents[number].append(document)
        names = {
            (kind, name): Named(number, (kind, name), forms[number], frozenset(documents[number]))
            for number, kind, name in db.execute("SELECT id, kind, name FROM names")
            if number in forms
        }
    return Names(names, {named.number: name for name, named in names.items()}, listed, changes)
