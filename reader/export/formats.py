"""The formats other than Markdown that all highlights are written in as one text."""

from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import Final

from reader.export.marked import MarkedDocument

FORMATS: Final[Mapping[str, tuple[str, str]]] = {
    "jsonld": ("reader.export.jsonld", "annotations"),
    "csv": ("reader.export.marks_csv", "marks_csv"),
    "readwise": ("reader.export.marks_csv", "readwise_csv"),
}
"""The module of each, loaded when it is asked for, and the function in it that makes the text."""


FILES: Final[Mapping[str, str]] = {
    "jsonld": "highlights.jsonld",
    "csv": "highlights.csv",
    "readwise": "readwise.csv",
}
"""What the file of each is called unless a person says otherwise."""


def written_as(name: str, documents: Sequence[MarkedDocument], root: Path) -> str:
    """Return the highlights of documents in one of the formats; `root` is the folder the documents are in."""
    module, function = FORMATS[name]
    make: Callable[[Sequence[MarkedDocument], Path], str] = getattr(import_module(module), function)
    return make(documents, root)
