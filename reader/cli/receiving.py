"""Marks that were made elsewhere, taken over from the command line: annotations of other programs, other notebooks."""

import sys
from pathlib import Path
from typing import IO, Final

from reader.cli.changing import Changing, mark_json
from reader.cli.folders import indexed
from reader.cli.output import DONE, NOTHING, CommandError, emit_json, narrate
from reader.export.foreign import LARGEST_FOREIGN
from reader.export.importing import import_annotations
from reader.export.shelf import Shelf
from reader.text.counting import counted

_TOLD: Final = 50
"""How many annotations that were not taken over are told one by one."""


def take_annotations(work: Changing) -> int:
    """Take annotations over that another program made."""
    data = _read(work.options.import_file)
    about = work.name(work.options.document_in) if work.options.document_in else ""
    work.options.folder = work.folder.paths
    with indexed(work.options) as (_folder, index, _report):
        shelf = Shelf(index.listed().values(), work.document, index.names_by_text)
        done = import_annotations(data, shelf, work.notebook, about)
    for problem in done.problems:
        narrate(problem)
    for label, why in done.failed[:_TOLD]:
        narrate(f"not taken over: {label}: {why}")
    if len(done.failed) > _TOLD:
        narrate(f"not taken over: {len(done.failed) - _TOLD:,} more; --json tells all")
    if work.options.json:
        emit_json(
            {
                "imported": [mark_json(mark) for mark in done.marks],
                "certain": done.sure,
                "duplicates": done.duplicates,
                "failed": [{"annotation": label, "reason": why} for label, why in done.failed],
            }
        )
    unsure = len(done.marks) - done.sure
    parts = [
        f"{counted(len(done.marks), 'mark')} taken over",
        f"{done.duplicates:,} already there",
        f"{len(done.failed):,} not",
    ]
    if unsure:
        parts.insert(1, f"{unsure:,} of them without a certain place: --review")
    narrate(", ".join(parts))
    return DONE if done.marks or done.duplicates else NOTHING


def merge_notebook(work: Changing) -> int:
    """Take over all that is in another notebook."""
    done = work.notebook.merge(_read(work.options.merge))
    if work.options.json:
        emit_json({"added": done.added, "known": done.known, "unreadable": done.unreadable})
    added, unreadable = counted(done.added, "operation"), counted(done.unreadable, "line")
    narrate(f"{added} taken over, {done.known:,} already there, {unreadable} not understood")
    return DONE if done.added or done.known else NOTHING


def _read(path: str) -> bytes:
    """Return what a file holds, or standard input; one that has no end is not read to it."""

    def read(file: IO[bytes]) -> bytes:
        data = file.read(LARGEST_FOREIGN + 1)
        if len(data) > LARGEST_FOREIGN:
            raise CommandError(f"{path}: it has more than {LARGEST_FOREIGN // 2**20} MB, which is the limit")
        return data

    try:
        if path == "-":
            return read(sys.stdin.buffer)
        with Path(path).open("rb") as file:
            return read(file)
    except OSError as error:
        raise CommandError(f"{path}: {error.strerror or error}") from None
