"""Every highlight of a folder as Markdown, one file a document."""

import os
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Final

from reader.corpus import Found
from reader.documents import Document, Folder
from reader.export.markdown import Source, document_markdown
from reader.export.marked import marked_documents
from reader.notebook import Notebook
from reader.text.ids import content_id
from reader.text.safety import safe_line

_LONGEST: Final = 60
"""Characters of a part of a path; four octets each at most, they stay below what file systems take."""

_FORBIDDEN: Final = re.compile(r'[<>:"\\|?*\ufffd␀-␡]')


def folder_markdown(
    folder: Folder, notebook: Notebook, to: Path, find: Callable[[Document], Found]
) -> tuple[dict[str, str], list[str]]:
    """Return the Markdown of every document with highlights, by path inside `to`, and what could not be exported.

    Args:
        folder: the folder that is read.
        notebook: its highlights.
        to: the folder it is to be written to; links to the sources are relative to it.
        find: gives who and when of a document, as decided by the person.
    """
    entries = folder.scan().files
    names = _file_names([entry.name for entry in entries])
    documents, problems = marked_documents(entries, notebook, find)
    files: dict[str, str] = {}
    for marked in documents:
        if marked.document is None:
            problems.append(f"{safe_line(marked.name)}: no such document here; its highlights stay in the notebook")
            continue
        name = names[marked.name]
        link = Path(os.path.relpath(marked.document.path, (to.absolute() / name).parent)).as_posix()
        files[name] = document_markdown(Source(marked.document, link, marked.found.dates), marked.placed)
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


def _stem(name: str) -> str:
    return _clean(name.removesuffix(Path(name).suffix))


def _clean(name: str) -> str:
    """Return a name that every system takes, none of its parts longer than file names may be."""
    return "/".join(_FORBIDDEN.sub("_", safe_line(part))[:_LONGEST] for part in name.split("/"))
