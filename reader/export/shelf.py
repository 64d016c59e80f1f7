"""Finds the document of a folder that an annotation made elsewhere is about; no address is ever opened."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from reader.corpus import Listed
from reader.documents import Document, DocumentError
from reader.export.foreign import Foreign

Read = Callable[[str], Document]
"""Reads the document of a name, or raises `DocumentError`."""


class Shelf:
    """The documents of a folder, as far as an annotation may name one of them."""

    def __init__(self, documents: Iterable[Listed], read: Read, texts: Callable[[], Mapping[str, list[str]]]) -> None:
        """Prepare to find documents.

        Args:
            documents: what the index knows of them.
            read: reads one of them.
            texts: gives the names of those that have a text, by its fingerprint; called only where it is needed.
        """
        self._listed = {each.name: each for each in documents if not each.error}
        self._read = read
        self._texts = texts
        self._last: tuple[str, Document | str] = ("", "")
        self._ids: Mapping[str, list[str]] = _by(self._listed.values(), lambda each: [each.document])
        self._titles = _by(self._listed.values(), lambda each: [_folded(each.title)])
        self._ends = _by(self._listed.values(), lambda each: _ends(each.name))
        self._stems = _by(self._listed.values(), lambda each: [_folded(PurePosixPath(each.name).stem)])

    @property
    def names(self) -> Iterable[str]:
        """Paths of all documents."""
        return self._listed.keys()

    @cached_property
    def _by_text(self) -> Mapping[str, list[str]]:
        return self._texts()

    def name_of(self, foreign: Foreign) -> str:
        """Return the one document that an annotation is about, or an empty string where none or several may be it."""
        paths = [path for source in foreign.sources if (path := _path(source))]
        same = self._ids.get(foreign.document) or (
            self._by_text.get(foreign.text_sha256) if foreign.text_sha256 else ()
        )
        if same:
            return next((name for path in paths for name in same if name == "/".join(path)), same[0])
        for path in paths:
            if name := self._at(path):
                return name
        titled = (self._titles.get(_folded(title), ()) for title in foreign.titles)
        called = (self._stems.get(_folded(PurePosixPath(path[-1]).stem), ()) for path in paths)
        return next((names[0] for names in (*titled, *called) if len(names) == 1), "")

    def _at(self, path: list[str]) -> str:
        """Return the one document at a path, or at the end of it, as the folder may have been another one there."""
        for at in range(len(path)):
            end = "/".join(path[at:])
            if found := self._ends.get(end):
                return end if end in found else found[0] if len(found) == 1 else ""
        return ""

    def document(self, name: str) -> Document | str:
        """Return a document, or why it cannot be read; the last one is kept at hand."""
        if self._last[0] != name:
            try:
                self._last = name, self._read(name)
            except DocumentError as error:
                self._last = name, str(error)
        return self._last[1]


def _by(documents: Iterable[Listed], keys: Callable[[Listed], Iterable[str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for each in documents:
        for key in keys(each):
            if key:
                found[key].append(each.name)
    return dict(found)


def _ends(name: str) -> list[str]:
    """Return a path and what it is called from the folders that it lies in."""
    parts = name.split("/")
    return ["/".join(parts[at:]) for at in range(len(parts))]


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def _path(source: str) -> list[str]:
    """Return the folders and the file that an address or a path names."""
    try:
        written = urlsplit(source).path
    except ValueError:
        return []
    path = unquote(written, errors="surrogateescape").replace("\\", "/")
    return [part for part in path.split("/") if part not in ("", ".", "..")]
