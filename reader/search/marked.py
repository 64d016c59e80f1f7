"""Where in the indexed texts stands what a person marked, which may have been marked in an earlier text."""

import os
import re
from collections.abc import Collection, Iterator
from typing import Final

from reader.notebook import Anchor
from reader.search.retrieval import Retrieval

_SHA256: Final = re.compile("[0-9a-f]{64}")
_MOST: Final = 20_000
"""How many places are remembered."""


class MarkedPlaces:
    """Finds marked passages in the texts of an index, each in each text once."""

    def __init__(self, retrieval: Retrieval) -> None:
        """Start with nothing found."""
        self._retrieval = retrieval
        self._known: dict[tuple[str, Anchor], tuple[int, int] | None] = {}

    def of(
        self, name: str, document: str, anchor: Anchor, absent_from: Collection[str] = ()
    ) -> Iterator[tuple[int, int, int]]:
        """Yield where it is sure that a passage stands: number of the document, start and end; nothing where it is not.

        Nothing is looked for in a text when time is up.

        Args:
            name: path of the document it was marked in.
            document: id of that document, by which it is known when it has another path.
            anchor: the passage.
            absent_from: fingerprints of texts of which a person said that it is not in them.
        """
        found = self._document(name, document, anchor)
        if found is None or found[1] in absent_from:
            return
        number, text_sha256 = found
        place: tuple[int, int] | None = (anchor.start, anchor.end)
        if text_sha256 != anchor.text_sha256:
            key = (text_sha256, anchor)
            if key not in self._known:
                if not self._retrieval.has_time():
                    return
                if len(self._known) >= _MOST:
                    self._known.clear()
                self._known[key] = self._found(number, text_sha256, anchor)
            place = self._known[key]
        if place is not None:
            yield number, *place

    def _document(self, name: str, document: str, anchor: Anchor) -> tuple[int, str] | None:
        """Return number and fingerprint of the document that has a mark: the one at its path, else one with its content."""
        fields = "SELECT id, text_sha256 FROM documents WHERE"
        found = list(self._retrieval.select(f"{fields} path = ? AND last >= first", (os.fsencode(name),)))
        if not found:
            content = bytes.fromhex(anchor.text_sha256) if _SHA256.fullmatch(anchor.text_sha256) else None
            query = f"{fields} document = ? OR text_sha256 = ? LIMIT 1"
            found = list(self._retrieval.select(query, (document, content)))
        return (found[0][0], found[0][1].hex()) if found else None

    def _found(self, number: int, text_sha256: str, anchor: Anchor) -> tuple[int, int] | None:
        from reader.notebook.anchor import Target  # noqa: PLC0415 (few texts changed since something was marked in them)

        query = (
            "SELECT start, passages.text FROM documents JOIN passages ON passages.id BETWEEN first AND last"
            " WHERE documents.id = ? ORDER BY start"
        )
        text = ""
        for start, passage in self._retrieval.select(query, (number,)):
            # what is between passages is white space
            text = text.ljust(start, "\n")
            text += passage
        placement = Target(text, text_sha256).place(anchor)
        return (placement.start, placement.end) if placement.status == "certain" else None
