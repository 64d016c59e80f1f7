"""Which file of a folder is about which document: by name, or wherever the person moved it."""

import os
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from reader.export.blocks import fingerprint
from reader.export.front import front_of, text_of
from reader.export.marked import MarkedDocument
from reader.text.ids import content_id
from reader.text.safety import safe_line

_LONGEST: Final = 60
"""Characters of a part of a path; four octets each at most, they stay below what file systems take."""

_FORBIDDEN: Final = re.compile(r'[<>:"\\|?*\ufffd␀-␡]')
_DEVICE: Final = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])\s*(?:\.|$)", re.IGNORECASE)
"""The beginning of a name that Windows takes for a device, whatever comes after it."""

_ID: Final = re.compile(r"(?:^|\s)\^([A-Za-z0-9_-]{1,64})\s*$", re.MULTILINE)

_HEAD: Final = 64 * 1024
"""Octets of a file in which its properties are looked for."""

LARGEST_EXPORT: Final = 64 * 1024 * 1024
"""Octets of the largest file that an export brings up to date."""

_MOST: Final = 200_000
"""Files that are looked into; an export is hardly in a larger folder."""


@dataclass(frozen=True, slots=True)
class ExportFile:
    """A file of an earlier export, as it is found now."""

    path: Path
    document: str
    """The document that it says it is about."""

    ids: frozenset[str]
    """What may be ids of highlights in it."""


def exports_in(to: Path) -> list[ExportFile]:
    """Return the files in a folder that say which document they are about, in order; hidden ones and links are passed over."""
    found = []
    for path in _markdown_files(to):
        with suppress(OSError):
            if (document := _document_of(path)) and path.stat().st_size <= LARGEST_EXPORT:
                text = path.read_bytes().decode("utf-8", "replace")
                found.append(ExportFile(path, document, frozenset(_ID.findall(text))))
    return found


def _markdown_files(to: Path) -> Iterator[Path]:
    count = 0
    for folder, folders, files in os.walk(to):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            path = Path(folder, name)
            if name.casefold().endswith(".md") and not name.startswith(".") and not path.is_symlink():
                count += 1
                if count > _MOST:
                    return
                if path.is_file():
                    yield path


def _document_of(path: Path) -> str:
    with path.open("rb") as file:
        head = file.read(_HEAD).removeprefix(b"\xef\xbb\xbf")
    if not head.startswith(b"---") or b"reader_doc" not in head:
        return ""
    return text_of(front_of(head.decode("utf-8", "replace").split("\n")), "reader_doc")


def about(document: str) -> str:
    """Return under which id the notebook remembers what the files of a document, given by its path, said it was."""
    return f"of:{content_id('n', document.encode('utf-8', 'surrogateescape'))}"


def paths(
    documents: Sequence[MarkedDocument],
    names: Mapping[str, str],
    to: Path,
    exports: Iterable[ExportFile],
    known: Mapping[str, frozenset[str]],
) -> dict[str, Path]:
    """Return the file of each document by the document's path: the one that is about it already, else the one named so.

    Args:
        documents: those that are exported.
        names: what their files are called by default.
        to: the folder of the export.
        exports: files of earlier exports in it.
        known: what the notebook knows of earlier exports, by id.
    """
    by_document: dict[str, list[ExportFile]] = defaultdict(list)
    by_mark: dict[str, list[ExportFile]] = defaultdict(list)
    for export in exports:
        by_document[fingerprint(export.document)].append(export)
        for mark_id in export.ids:
            by_mark[mark_id].append(export)
    claims: list[tuple[tuple[bool, bool, int], int, str, Path]] = []
    for at, marked in enumerate(documents):
        ids = {mark.highlight.id for mark in marked.placed}
        own = {mark.highlight.document for mark in marked.placed} | ({marked.document.id} if marked.document else set())
        known_as = {fingerprint(each) for each in own} | known.get(about(marked.name), frozenset())
        near = [e for each in known_as for e in by_document[each]] + [e for each in ids for e in by_mark.get(each, ())]
        for export in {export.path: export for export in near}.values():
            score = (
                export.path == to / names[marked.name],
                fingerprint(export.document) in known_as,
                len(ids & export.ids),
            )
            claims.append((score, -at, marked.name, export.path))
    taken: dict[str, Path] = {}
    given: set[Path] = set()
    for _score, _at, name, path in sorted(claims, reverse=True):
        if name not in taken and path not in given:
            taken[name] = path
            given.add(path)
    used = {_folded(path) for path in taken.values()}
    for marked in documents:
        if marked.name not in taken:
            path = to / names[marked.name]
            taken[marked.name] = path if _folded(path) not in used else path.with_name(_tagged(marked.name, path.stem))
    return taken


def _folded(path: Path) -> str:
    return str(path).casefold()


def _tagged(document: str, stem: str) -> str:
    return f"{stem}-{content_id('', document.encode('utf-8', 'surrogateescape'))[1:]}.md"


def file_names(present: Sequence[str], gone: Iterable[str] = ()) -> dict[str, str]:
    """Name the file of every document of a folder after it, without its ending where that is enough.

    All documents that are there count, marked or not, so that marking another one later changes no name; those that are
    gone get what is left.
    """
    names = [_stem(document) for document in present]
    names = _longer_where_equal(names, [_clean(document) for document in present])
    tagged = [_tagged(document, _clean(document)).removesuffix(".md") for document in present]
    names = _longer_where_equal(names, tagged)
    used = {name.casefold() for name in names}
    named = {document: f"{name}.md" for document, name in zip(present, names, strict=True)}
    for document in gone:
        wanted = [_stem(document), _clean(document), _tagged(document, _clean(document)).removesuffix(".md")]
        name = next((name for name in wanted if name.casefold() not in used), wanted[-1])
        used.add(name.casefold())
        named[document] = f"{name}.md"
    return named


def _longer_where_equal(names: list[str], longer: list[str]) -> list[str]:
    counts = Counter(name.casefold() for name in names)
    return [other if counts[name.casefold()] > 1 else name for name, other in zip(names, longer, strict=True)]


def _stem(name: str) -> str:
    return _clean(name.removesuffix(Path(name).suffix))


def _clean(name: str) -> str:
    """Return a name that every system takes, none of its parts longer than file names may be."""
    return "/".join(_clean_part(part) for part in name.split("/"))


def _clean_part(part: str) -> str:
    named = _FORBIDDEN.sub("_", safe_line(part))[:_LONGEST]
    # Windows drops what stands at the end here, so that two folders would be one
    kept = named.rstrip(" .")
    named = kept + "_" * (len(named) - len(kept))
    return f"_{named}" if _DEVICE.match(named) else named
