"""What the commands that work on a folder share: its arguments, its index, its progress."""

import argparse
import sqlite3
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Final

from reader.cli.output import CommandError, narrate
from reader.cli.places import folder_of
from reader.corpus import Index, IndexUnusableError, Progress, Report, build, index_path
from reader.corpus.pace import STAGES, Pace
from reader.corpus.schema import is_damage
from reader.corpus.workers import ELSEWHERE, new_bytes, workers
from reader.documents import READ, Folder
from reader.entities import BUILT_IN, RULES, best_extractor
from reader.notebook import Notebook
from reader.settings import load_settings

_OFTEN: Final = 0.1
"""Seconds between two lines about how far a build has come."""


def add_command(
    parser: argparse.ArgumentParser, text: str, run: Callable[[argparse.Namespace], int], *, query: bool = False
) -> None:
    """Describe a command that works on a folder."""
    parser.description = f"{text[0].upper()}{text[1:]}."
    if query:
        parser.add_argument("query", nargs="?", metavar="QUERY", help='words, "a phrase"; misspelt ones are forgiven')
    parser.add_argument(
        "folder", nargs="*", type=Path, metavar="FOLDER", help="folder or files; by default as the app does"
    )
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.set_defaults(run=run)


@contextmanager
def indexed(options: argparse.Namespace) -> Iterator[tuple[Folder, Index, Report]]:
    """Lend the folder that the arguments name with its index, brought up to date.

    Raises:
        CommandError: there is no such folder, or its index cannot be kept.
    """
    folder = folder_of(options.folder)
    try:
        index = Index(index_path(folder))
    except IndexUnusableError as error:
        raise CommandError(str(error)) from None
    try:
        report = _build(index, folder)
        if not report.scan.files:
            narrate(f"no documents in {folder.root}: {READ} are read. {report.scan.summary()}")
        yield folder, index, report
    except sqlite3.DatabaseError as error:
        if not is_damage(error):
            raise CommandError(f"the index {index.path} cannot be used: {error}") from None
        index.start_anew()
        raise CommandError(f"the index {index.path} was damaged and has been thrown away; try again") from None
    finally:
        index.close()


def notebook_of(folder: Folder) -> Notebook:
    """Open a folder's notebook; say what is wrong with it, and where it is if that is not in the folder."""
    notebook = Notebook.of_folder(folder.root)
    for words in filter(None, (notebook.where_reason, notebook.read_only_reason)):
        narrate(words)
    for problem in notebook.problems:
        narrate(f"{notebook.path}: {problem}")
    return notebook


def _build(index: Index, folder: Folder) -> Report:
    extractor = extractor_name()
    scan = folder.scan()
    days = Notebook.of_folder(folder.root).days(entry.name for entry in scan.files)
    big = new_bytes(index, scan, extractor) >= ELSEWHERE
    with workers() if big else nullcontext() as executor:
        return build(index, folder, scan=scan, days=days, extractor=extractor, executor=executor, on_progress=_Shown())


def extractor_name(wanted: str = "") -> str:
    """Return which extractor finds names, as wanted or as set up; where it cannot be had, say why and what does."""
    settings = load_settings()
    for warning in settings.warnings:
        narrate(warning)
    name = wanted or settings.names or BUILT_IN
    if name not in (BUILT_IN, RULES):
        _chosen, problem = best_extractor(name)
        if problem:
            narrate(f"{problem}. Names are found as without it.")
    return name


class _Shown:
    """Shows on a terminal how far a build has come, in one line."""

    def __init__(self) -> None:
        self._pace = Pace()
        self._width = 0
        self._again_at = 0.0

    def __call__(self, progress: Progress) -> None:
        self._pace.note(progress)
        now = time.monotonic()
        if progress.total > 1 and sys.stderr.isatty() and (now >= self._again_at or self._pace.is_done):
            self._again_at = now + _OFTEN
            full, rest = self._pace.bar(20)
            left = f", {self._pace.left()}" if self._pace.left() else ""
            line = f"{STAGES[progress.stage]} {full}{rest} {progress.done:,} of {progress.total:,}{left}"
            sys.stderr.write(f"\r{line:<{self._width}}" + ("\n" if self._pace.is_done else ""))
            sys.stderr.flush()
            self._width = 0 if self._pace.is_done else len(line)
