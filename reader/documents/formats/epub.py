"""E-books: the chapters in their order; nothing outside the file is looked at, and nothing remote is fetched."""

import posixpath
import re
from collections.abc import Iterator
from typing import Final
from urllib.parse import unquote, urlsplit
from xml.etree.ElementTree import Element

from reader.documents.archive import Archive
from reader.documents.building import TextBuilder
from reader.documents.formats.html import elements, source_of
from reader.documents.markup import Page, put, walk
from reader.documents.model import DocumentError, Parsed
from reader.documents.xml import tree, words_of

_CONTAINER: Final = "META-INF/container.xml"
_LOCKS: Final = "META-INF/encryption.xml"
_CHAPTERS: Final = frozenset(("application/xhtml+xml", "text/html", "application/x-dtbook+xml", "text/x-oeb1-document"))
_FONTS: Final = ("idpf.org/2008/embedding", "ns.adobe.com/pdf/enc")
"""Ways to hide fonts, which keep nobody from reading."""


_DOCTYPE: Final = re.compile(r"<!DOCTYPE", re.IGNORECASE)
_DECLARATIONS: Final = re.compile(r"[^\[>]{0,1000}\[[^\]]{0,100000}\]\s*>")
"""What a chapter declares by itself, such as entities, none of which is looked up; web pages have nothing like it."""


def parse(data: bytes) -> Parsed:
    """Return the text of an e-book.

    Raises:
        DocumentError: it is damaged, locked, or made to do harm.
    """
    archive = Archive(data)
    place = _package(archive)
    package = tree(archive.read(place))
    items = {item.get("id", ""): item for item in package.iter("item")}
    _refuse_locked(archive, {_inside(place, item.get("href", "")) for item in items.values() if _is_chapter(item)})
    builder = TextBuilder()
    names = _names(archive, place, package, items)
    damaged = 0
    for name in _spine(archive, place, package, items):
        try:
            page = _chapter(archive, name)
        except DocumentError:
            damaged += 1
            continue
        label = names.get(name, "")
        if label and page.pieces and not any(piece.kind == "heading" for piece in page.pieces):
            builder.add(label, "heading")
        put(builder, page.pieces)
    warnings = [f"{damaged:,} of its chapters are damaged or missing"] if damaged else []
    if damaged and not builder.length:
        raise DocumentError("damaged: none of its chapters can be read")
    return builder.parsed(_metadata(package), warnings)


def _package(archive: Archive) -> str:
    """Return the name of the part that says what the book is made of."""
    if _CONTAINER in archive:
        for root in tree(archive.read(_CONTAINER)).iter("rootfile"):
            name = _inside("", root.get("full-path", ""))
            if name in archive:
                return name
    found = next((name for name in archive.names if name.casefold().endswith(".opf")), None)
    if found is None:
        raise DocumentError("no e-book: nothing in it says what its chapters are")
    return found


def _inside(place: str, reference: str) -> str:
    """Return the name of a part that another one refers to; empty where that leads out of the file."""
    try:
        parts = urlsplit(reference)
    except ValueError:
        return ""
    path = unquote(parts.path)
    if parts.scheme or parts.netloc or path.startswith("/") or "\\" in path or "\0" in path:
        return ""
    name = posixpath.normpath(posixpath.join(posixpath.dirname(place), path))
    return "" if name.startswith(("../", "/")) or name in (".", "..") else name


def _refuse_locked(archive: Archive, chapters: set[str]) -> None:
    if _LOCKS not in archive:
        return
    for locked in tree(archive.read(_LOCKS)).iter("EncryptedData"):
        method = locked.find("EncryptionMethod")
        how = method.get("Algorithm", "") if method is not None else ""
        where = {_inside("", reference.get("URI", "")) for reference in locked.iter("CipherReference")}
        if not any(font in how for font in _FONTS) and where & chapters:
            raise DocumentError("locked by its seller (DRM)")


def _is_chapter(item: Element) -> bool:
    return item.get("media-type", "application/xhtml+xml") in _CHAPTERS


def _spine(archive: Archive, place: str, package: Element, items: dict[str, Element]) -> Iterator[str]:
    """Yield the names of the chapters in their order, each once."""
    seen: set[str] = set()
    for reference in package.iter("itemref"):
        item = items.get(reference.get("idref", ""))
        if item is None or "nav" in item.get("properties", "").split():
            continue
        name = _inside(place, item.get("href", ""))
        if name and name not in seen and _is_chapter(item):
            seen.add(name)
            if name in archive or posixpath.splitext(name)[1]:
                yield name


def _chapter(archive: Archive, name: str) -> Page:
    text, _warnings = source_of(archive.read(name))
    doctype = _DOCTYPE.search(text)
    declared = _DECLARATIONS.match(text, doctype.end()) if doctype else None
    if doctype and declared:
        text = text[: doctype.start()] + text[declared.end() :]
    return walk(elements(text, is_xml=True))


def _names(archive: Archive, place: str, package: Element, items: dict[str, Element]) -> dict[str, str]:
    """Return what the table of contents calls each chapter."""
    names: dict[str, str] = {}
    spine = package.find("spine")
    for identity, item in items.items():
        name = _inside(place, item.get("href", ""))
        is_table = identity == (spine.get("toc") if spine is not None else None)
        if name not in archive or not (is_table or "nav" in item.get("properties", "").split()):
            continue
        try:
            contents = tree(archive.read(name))
        except DocumentError:
            continue
        for point in contents.iter("navPoint"):
            target = point.find("content")
            _note(names, name, target.get("src", "") if target is not None else "", words_of(point.find("navLabel")))
        for link in contents.iter("a"):
            _note(names, name, link.get("href", ""), words_of(link))
    return names


def _note(names: dict[str, str], place: str, reference: str, label: str) -> None:
    if reference and label:
        names.setdefault(_inside(place, reference), label)


def _metadata(package: Element) -> dict[str, str]:
    authors = [words_of(author) for author in package.iter("creator")][:5]
    found = {
        "title": words_of(next(package.iter("title"), None)),
        "author": ", ".join(filter(None, authors)),
        "language": words_of(next(package.iter("language"), None)),
    }
    dates = sorted(package.iter("date"), key=lambda date: date.get("event", "") != "publication")
    day = next((words_of(date) for date in dates if date.get("event", "") != "modification"), "")
    return found | ({"date": day, "date_how": "“date” in the e-book"} if day else {})
