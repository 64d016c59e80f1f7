"""What belongs to which document: by its path or, where its file was moved or renamed, by what is in it."""

from collections import defaultdict
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from typing import Generic, TypeVar

from reader.documents import Document
from reader.notebook.model import DateDecision, Highlight

T = TypeVar("T", Highlight, DateDecision)


class ByDocument(Generic[T]):
    """Highlights or decisions by their documents, so that those of one are found without a look at all others."""

    def __init__(self, items: Iterable[T]) -> None:
        """Sort items by the document that they were made in."""
        self._by_name: dict[str, list[T]] = defaultdict(list)
        self._by_content: dict[str, list[T]] = defaultdict(list)
        for item in items:
            self._by_name[item.name].append(item)
            self._by_content[item.document].append(item)
            self._by_content[item.anchor.text_sha256].append(item)

    def of(self, document: Document, present: AbstractSet[str]) -> list[T]:
        """Return what belongs to a document.

        That is what was made at its path and, when none of the names in `present` is the path that something was made
        at, what was made in the same content: the file was moved or renamed.
        """
        found = {id(item): item for item in self._by_name.get(document.name, ())}
        for content in (document.id, document.text_sha256):
            for item in self._by_content.get(content, ()):
                if item.name not in present:
                    found[id(item)] = item
        return list(found.values())
