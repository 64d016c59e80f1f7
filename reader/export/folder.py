"""Every highlight of a folder as Markdown, one file a document."""

import os
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

from reader.dates import DateMention
from reader.documents import Document, DocumentError, FileEntry, Folder, read_document
from reader.export.markdown import Source, document_markdown
from reader.notebook import Notebook, Placed
from reader.text.ids import content_id
from reader.text.safety import safe_line

_LONGEST: Final = 60
"""Characters of a part of a path; four octets each at most, they stay below what file systems take."""

_FORBIDDEN: Final = re.compile(r'[<>:"\\|?*\ufffd␀-␡]')


def folder_markdown(
    folder: Folder, notebook: Notebook, to: Path, dates: Callable[[Document], Iterable[DateMention]]
) -> tuple[dict[str, str], list[str]]:
    """Return the Markdown of every document with highlights, by path inside `to`, and what could not be exported.

    Args:
        folder: the folder that is read.
        notebook: its highlights.
        to: the folder it is to be written to; links to the sources are relative to it.
        dates: gives the date mentions of a document.
    """
    problems: list[str] = []
    entries = folder.scan().files
    names = _file_names([entry.name for entry in entries])
    files: dict[str, str] = {}
    for document, placed in _marked(entries, notebook, problems):
        name = names[document.name]
        link = Path(os.path.relpath(document.path, (to.absolute() / name).parent)).as_posix()
        files[name] = document_markdown(Source(document, link, tuple(dates(document))), placed)
    return files, problems


def _file_names(documents: list[str]) -> dict[str, str]:
    """Name the file of every document of the folder after it, without its ending where that is enough.

    All documents count, marked or not, so that marking another one later changes no name.
    """
    names = [_stem(document) for document in documents]
    names = _longer_where_equal(names, [_clean(document) for document in documents])
    tagged = [f"{_clean(d)}-{content_id('', d.encode('utf-8', 'surrogateescape'))[1:]}" for d in documents]
    names = _longer_where_equal(names, tagged)
    return {document: f"{name}.md" for document, name in zip(documents, names, strict=True)}


def _longer_where_equal(names: list[str], longer: list[str]) -> list[str]:
    counts = Counter(name.casefold() for name in names)
    return [other if counts[name.casefold()] > 1 else name for name, other in zip(names, longer, strict=True)]


def _marked(
    entries: Sequence[FileEntry], notebook: Notebook, problems: list[str]
) -> Iterator[tuple[Document, list[Placed]]]:
    present = {entry.name for entry in entries}
    wanted = {mark.name for mark in notebook.highlights}
    moved = {mark.document for mark in notebook.highlights if mark.name not in present}
    shown: set[str] = set()
    for entry in entries:
        if entry.name not in wanted and not moved:
            continue
        try:
            document = read_document(entry.path, entry.name)
        except DocumentError as error:
            if entry.name in wanted:
                problems.append(f"{safe_line(entry.name)}: {error}")
            continue
        if placed := notebook.placed(document, present):
            shown.update(mark.highlight.id for mark in placed)
            yield document, placed
    missing = sorted({mark.name for mark in notebook.highlights if mark.id not in shown})
    problems += [f"{safe_line(name)}: no such document here; its highlights stay in the notebook" for name in missing]


def _stem(name: str) -> str:
    return _clean(name.removesuffix(Path(name).suffix))


def _clean(name: str) -> str:
    """Return a name that every system takes, none of its parts longer than file names may be."""
    return "/".join(_FORBIDDEN.sub("_", safe_line(part))[:_LONGEST] for part in name.split("/"))
