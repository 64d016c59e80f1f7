"""`reader documents`: the documents of a folder as the app lists them, and what a person says of them."""

import argparse
from collections.abc import Sequence
from typing import Final

from reader.app.memory import Memory, memory_path
from reader.app.shelf import SORTS, Shelf, Sort, in_order
from reader.cli.folders import indexed, notebook_of
from reader.cli.output import DONE, NOTHING, CommandError, emit_json, emit_table, narrate
from reader.cli.places import add_words, folder_of, words_and_paths
from reader.cli.shelving import add_changes, change, chosen_change, paths_after_files
from reader.corpus import Index, Listed
from reader.notebook import Notebook
from reader.text.safety import safe_line

_ALL: Final = 100
_IS: Final = "is:"
_STATES: Final = ("read", "unread", "failed")


def add_documents(parser: argparse.ArgumentParser) -> None:
    """Describe `reader documents`."""
    parser.description = (
        "Every document of a folder: its day, where that was found, how much of it you have read, words, path, title; "
        "or why a file cannot be read. With WORDS, those that have them in title or path, best first; is:unread, "
        "is:read and is:failed choose as well."
    )
    add_words(parser)
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument(
        "--order",
        choices=[sort for sort in SORTS if sort != "relevance"],
        help="by name (this unless told), newest first, or unread first",
    )
    add_changes(parser)
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    words, options.folder = words_and_paths([*options.what, *paths_after_files(options)])
    if not chosen_change(options):
        return _list(options, words)
    if words:
        raise CommandError(f"“{safe_line(words[0])}” is no folder or file; changes name documents themselves")
    changed = change(options, folder_of(options.folder))
    return _list(options, (), changed) if options.json and changed else DONE


def _list(options: argparse.Namespace, words: Sequence[str], only: Sequence[str] | None = None) -> int:
    """Print the documents that answer to words, or those of `only`."""
    typed, state = _asked(words)
    with indexed(options) as (folder, index, report):
        # what is wrong with the notebook was said before a change
        notebook = Notebook.of_folder(folder.root) if only is not None else notebook_of(folder)
        shelf = Shelf(report.scan.files.names)
        shelf.take_all(index)
        read, memory = notebook.read_documents, Memory(memory_path(folder.root))
        known = _Known(index, read, memory)
        names = [shelf.names[at] for at in in_order(shelf, *_order(shelf, options.order, typed, read))]
        listed = [
            document
            for name in names
            if (document := known.get(name)) and state in ("", known.state(document)) and (only is None or name in only)
        ]
        if options.json:
            emit_json([known.json(document) for document in listed])
        else:
            emit_table([known.row(document) for document in listed], right=(3,))
        if not listed and names:
            narrate("no document is that")
        elif not listed and report.scan.files:
            narrate(f"no document with “{typed}”")
        if summary := report.scan.summary():
            narrate(summary)
        return DONE if listed else NOTHING


def _asked(words: Sequence[str]) -> tuple[str, str]:
    """Return the words to look for, and the state that `is:` asks for, if any."""
    states = dict.fromkeys(each.removeprefix(_IS) for each in words if each.startswith(_IS))
    for each in states:
        if each not in _STATES:
            raise CommandError(f"is:{safe_line(each)} is not known; there are is:{', is:'.join(_STATES)}")
    if len(states) > 1:
        raise CommandError(f"no document is {' and '.join(states)}: choose one")
    return " ".join(each for each in words if not each.startswith(_IS)), next(iter(states), "")


def _order(
    shelf: Shelf, wanted: Sort | None, typed: str, read: frozenset[str]
) -> tuple[Sort, frozenset[str], list[int] | None]:
    """Return how to sort, what was read, and the places of the documents that answer, the best first."""
    if not typed.strip():
        return wanted or "name", read, None
    from reader.search.pick import pick  # noqa: PLC0415 (rapidfuzz costs 30 ms)

    return wanted or "relevance", read, pick(typed, shelf.candidates()).indexes


class _Known:
    """What is printed of documents."""

    def __init__(self, index: Index, read: frozenset[str], memory: Memory) -> None:
        self._listed = index.listed()
        self._read = read
        self._memory = memory

    def get(self, name: str) -> Listed | None:
        """Return a document by name."""
        return self._listed.get(name)

    def state(self, document: Listed) -> str:
        """Return whether a document was read."""
        return "failed" if document.error else "read" if document.document in self._read else "unread"

    def percent(self, document: Listed) -> int:
        """Return how much of a document was read, in percent, by what was on the screen unless it is said to be read."""
        return _ALL if self.state(document) == "read" else self._memory.read_of(document.name)

    def row(self, document: Listed) -> tuple[str, ...]:
        """Return a document as a row of a table."""
        if document.error:
            return "", "", "failed", "", document.name, document.error
        state, percent = self.state(document), self.percent(document)
        return (
            str(document.published or "no date"),
            document.published_how,
            f"{percent}%" if state == "unread" and 0 < percent < _ALL else state,
            f"{document.words:,}",
            document.name,
            document.title,
        )

    def json(self, document: Listed) -> dict[str, object]:
        """Return a document for programs."""
        return {
            "document": safe_line(document.name),
            "title": document.title,
            "date": document.published.isoformat() if document.published else None,
            "found": document.published_how or None,
            "words": document.words,
            "state": self.state(document),
            "percent": self.percent(document),
            "error": document.error or None,
        }
