"""Every highlight of a folder as Markdown, one file a document."""

import os
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Final

from reader.dates import DateMention
from reader.documents import Document, DocumentError, Folder, read_document
from reader.export.markdown import Source, document_markdown
from reader.notebook import Notebook, Placed
from reader.text.safety import safe_line

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
    marked = list(_marked(folder, notebook, problems))
    files: dict[str, str] = {}
    for name, (document, placed) in zip(_file_names([document for document, _placed in marked]), marked, strict=True):
        link = Path(os.path.relpath(document.path, (to.absolute() / name).parent)).as_posix()
        files[name] = document_markdown(Source(document, link, tuple(dates(document))), placed)
    return files, problems


def _file_names(documents: list[Document]) -> list[str]:
    """Name each document's file after it: without its ending where that is enough, else with it, else with its id."""
    names = [_stem(document.name) for document in documents]
    names = _longer_where_equal(names, [_clean(document.name) for document in documents])
    names = _longer_where_equal(names, [f"{_clean(document.name)}-{document.id}" for document in documents])
    taken: Counter[str] = Counter()
    unique = []
    for name in names:
        taken[name.casefold()] += 1
        number = taken[name.casefold()]
        unique.append(f"{name}.md" if number == 1 else f"{name}-{number}.md")
    return unique


def _longer_where_equal(names: list[str], longer: list[str]) -> list[str]:
    counts = Counter(name.casefold() for name in names)
    return [other if counts[name.casefold()] > 1 else name for name, other in zip(names, longer, strict=True)]


def _marked(folder: Folder, notebook: Notebook, problems: list[str]) -> Iterator[tuple[Document, list[Placed]]]:
    entries = folder.scan().files
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
    return _FORBIDDEN.sub("_", safe_line(name))
