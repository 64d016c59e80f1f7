"""What an export would write, worked out before anything is written, and then written."""

import difflib
import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final, Literal

from reader.documents import Folder
from reader.export.blocks import fingerprint
from reader.export.files import UnfitError, content_of, is_source, real_path, save_copy
from reader.export.merge import Merged
from reader.files import write_whole
from reader.notebook import Notebook, NotebookError

Outcome = Literal["new", "changed", "unchanged", "kept", "refused"]
"""What becomes of a file. `kept`: it is left as it is, as somebody else made or changed it; `refused`: nothing may be
written there."""

SOURCE: Final = "it is one of the documents that are read, and those are never written; export to another file"


@dataclass(frozen=True, slots=True)
class PlannedFile:
    """What would become of one file."""

    path: Path
    outcome: Outcome
    reason: str = ""
    before: bytes | None = None
    """What is there now; `None` if there is no file."""

    after: bytes = b""
    """What would be there, where it is new or changed."""

    backup: bool = False
    """Whether what is there is kept beside it."""

    merged: Merged = field(default_factory=lambda: Merged(""))
    """What would become of each block."""

    deleted: frozenset[str] = frozenset()
    """Highlights that the person deleted from the file since the last export."""

    absent: int = 0
    """How many highlights stay away, as the person deleted them from the export."""

    restored: frozenset[str] = frozenset()

    def summary(self) -> str:
        """Say what would become of the blocks, or nothing where nothing would."""
        merged = self.merged
        parts = [
            (len(merged.new), "new"),
            (len(merged.changed), "changed"),
            (len(merged.removed), "taken out"),
            (len(merged.kept), "kept as you edited " + ("it" if len(merged.kept) == 1 else "them")),
            (self.absent, "stays deleted" if self.absent == 1 else "stay deleted"),
        ]
        return ", ".join(f"{count} {what}" for count, what in parts if count)

    def diff(self) -> str:
        """Return the change as a unified diff; it may hold what a terminal would obey."""
        if self.outcome not in ("new", "changed"):
            return ""
        old = (self.before or b"").decode("utf-8", "replace").splitlines(keepends=True)
        new = self.after.decode("utf-8", "replace").splitlines(keepends=True)
        name = str(self.path)
        lines = difflib.unified_diff(old, new, name if self.before is not None else "/dev/null", name)
        return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)


@dataclass(frozen=True, slots=True)
class Plan:
    """What an export would write."""

    to: Path
    """The folder that nothing is written outside of."""

    target: str
    """What the notebook calls this export."""

    files: tuple[PlannedFile, ...]
    problems: tuple[str, ...] = ()
    """Documents that could not be read, safe to print."""

    remembered: Mapping[str, str] = field(default_factory=dict)
    """What the notebook has to know besides what it has to know of the files."""

    def diff(self) -> str:
        """Return all changes as one unified diff."""
        return "".join(file.diff() for file in self.files)


@dataclass(frozen=True, slots=True)
class Written:
    """What became of one exported file."""

    path: Path
    outcome: Outcome
    reason: str = ""
    """Why it was kept or refused."""

    summary: str = ""
    """What became of its blocks, or would, where it was not written."""


def plan_file(
    notebook: Notebook, folder: Folder, path: Path, text: str | Callable[[str], str], *, force: bool = False
) -> Plan:
    """Work out what writing one file as a whole does.

    It replaces only what an export wrote, unless it is forced to, and never a document of the folder that is read.

    Args:
        notebook: knows what was exported before.
        folder: the one that is read.
        path: the file.
        text: what it is to hold, or what gives that for what it holds now.
        force: whether to replace also what somebody else made or changed.

    Raises:
        OSError: the file cannot be read.
    """
    to, target = path.absolute().parent, target_of(path, folder.root)
    known = notebook.exported_blocks(target)
    try:
        before = content_of(real_path(path.absolute(), to))
    except UnfitError as error:
        return Plan(to, target, (PlannedFile(path, "refused", str(error)),))
    if not isinstance(text, str):
        text = text((before or b"").decode("utf-8", "replace"))
    data = text.encode("utf-8", "replace")
    merged = Merged(text, {"file": fingerprint(text)})
    if before == data:
        return Plan(to, target, (PlannedFile(path, "unchanged", before=before, merged=merged),))
    is_known = before is None or fingerprint(before.decode("utf-8", "replace")) in known.blocks.get("file", ())
    if not is_known and "file" not in known.blocks and is_source(path, folder):
        return Plan(to, target, (PlannedFile(path, "refused", SOURCE, before),))
    if not is_known and not force:
        reason = "it was changed since it was exported, or is not an export; --force replaces it and keeps it as .bak"
        return Plan(to, target, (PlannedFile(path, "kept", reason, before),))
    outcome: Outcome = "new" if before is None else "changed"
    return Plan(to, target, (PlannedFile(path, outcome, "", before, data, not is_known, merged),))


def write_export(plan: Plan, notebook: Notebook) -> list[Written]:
    """Write what was planned, each file whole or not at all, and let the notebook remember it.

    A file that changed since it was planned is left as it is.

    Raises:
        OSError: a file cannot be written; those before it are, and remembered.
    """
    written: list[Written] = []
    done: list[PlannedFile] = []
    try:
        for file in plan.files:
            written.append(_write(plan, file))
            if written[-1].outcome == file.outcome:
                done.append(file)
    finally:
        problem = _remember(plan, done, notebook)
    return [replace(each, reason=each.reason or problem) for each in written]


def _write(plan: Plan, file: PlannedFile) -> Written:
    if file.outcome not in ("new", "changed"):
        return Written(file.path, file.outcome, file.reason, file.summary())
    plan.to.mkdir(parents=True, exist_ok=True)
    try:
        real = real_path(file.path, plan.to)
        if content_of(real) != file.before:
            return Written(file.path, "kept", "it was changed while it was being exported; export again")
    except UnfitError as error:
        return Written(file.path, "refused", str(error))
    if file.backup and file.before is not None:
        save_copy(real, file.before)
    write_whole(real, file.after)
    return Written(file.path, file.outcome, "", file.summary())


def _remember(plan: Plan, files: Iterable[PlannedFile], notebook: Notebook) -> str:
    blocks = dict(plan.remembered)
    deleted: set[str] = set()
    restored: set[str] = set()
    for file in files:
        blocks |= file.merged.remembered
        deleted |= file.deleted
        restored |= file.restored
    try:
        notebook.note_exported_blocks(plan.target, blocks, deleted, restored)
    except NotebookError as error:
        return f"the notebook could not remember it: {error}"
    return ""


def target_of(path: Path, root: Path) -> str:
    """Return what the notebook calls an export: its path as seen from the folder that is read."""
    try:
        name = Path(os.path.relpath(path.absolute(), root)).as_posix()
    except ValueError:  # another drive on Windows
        name = path.absolute().as_posix()
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
