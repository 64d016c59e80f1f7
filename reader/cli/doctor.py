"""`reader doctor`: the state of everything the program depends on, without a word of any document."""

import argparse
import contextlib
import os
import platform
import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from reader import __version__
from reader.cli import surroundings
from reader.cli.extras import version_of
from reader.cli.output import DONE, WRONG, CommandError, emit, emit_json, narrate
from reader.cli.places import folder_of, is_path
from reader.cli.private import without_names
from reader.cli.surroundings import Check
from reader.corpus import Index, IndexUnusableError, index_path
from reader.documents import Folder
from reader.entities import BUILT_IN, best_extractor, identity_of
from reader.notebook import Notebook
from reader.notebook.repair import ASIDE, RepairError, repair
from reader.notebook.where import copies_of, where_of
from reader.settings import load_settings, settings_path
from reader.text.counting import counted

_PACKAGES: Final = (
    "textual rich python-dateutil rapidfuzz regex platformdirs onnxruntime numpy jinja2 markdown-it-py pypdfium2 "
    "selectolax charset-normalizer"
).split()


_FOLDERS: Final = ("READER_CACHE_DIR", "READER_DATA_DIR", "READER_CONFIG_DIR")
"""Variables that say where the program keeps what; their names stand in the report for the folders."""


def add_doctor(parser: argparse.ArgumentParser) -> None:
    """Describe `reader doctor`."""
    parser.description = (
        "Report on the program, the terminal, its folders, index and notebook. The report names neither you nor a folder "
        "or document of yours, and holds no text: it can be passed on as it is."
    )
    parser.add_argument(
        "folder", nargs="*", type=Path, metavar="FOLDER", help="folder to look at; by default as the app does"
    )
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument(
        "--repair",
        action="store_true",
        help="first put the folder's notebook in order: lines that cannot be read go to a file beside it, copies that "
        "other programs left are merged; it is backed up before",
    )
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    folder = folder_of(options.folder)
    if options.repair:
        _repair(folder)
    groups = dict(_groups(folder, "FOLDER" if options.folder else ""))
    checks = [check for group in groups.values() for check in group]
    if options.json:
        emit_json({name: {"state": state, "ok": good} for name, state, good in checks})
    else:
        for number, (title, group) in enumerate(groups.items()):
            emit(f"{chr(10) if number else ''}{title}")
            for name, state, good in group:
                emit(f"{'ok ' if good else 'BAD'}  {name:<14} {state}")
    return DONE if all(good for _name, _state, good in checks) else WRONG


def _groups(folder: Folder, given: str) -> Iterator[tuple[str, list[Check]]]:
    """Yield titles with what was found, without names that say who somebody is or what they read."""
    instead = _instead(folder)
    groups = {
        "Program": [*_system(), *surroundings.extras(), surroundings.crashes()],
        "Terminal": surroundings.terminal(),
        "Kept": [*surroundings.folders(index_path(folder).parents[1]), _settings()],
        "This folder": [*_index(folder), *_notebook(folder, given)],
    }
    for title, checks in groups.items():
        yield title, [(name, without_names(state, instead), good) for name, state, good in checks]


def _instead(folder: Folder) -> dict[str, str]:
    """Return what a report does not name, with what stands in its place."""
    copies = copies_of(where_of(folder.root).path)
    instead = {str(folder.root): "FOLDER", **{copy.name: "notebook….jsonl" for copy in copies}}
    for name in _FOLDERS:
        if given := os.environ.get(name):
            instead[given.rstrip(os.sep)] = f"${name}"
    if sys.prefix != sys.base_prefix:
        instead[sys.prefix] = "ENVIRONMENT"
    model = load_settings().names.partition(":")[2]
    if model and is_path(model):
        instead |= {model: "MODEL", os.path.expanduser(model): "MODEL"}  # noqa: PTH111 (pathlib fails where there is no home)
    return instead


def _system() -> Iterator[Check]:
    system = f"{platform.system()} {platform.release()} {platform.machine()}"
    yield "reader", __version__, True
    yield "python", f"{platform.python_version()} on {system}", sys.version_info >= (3, 11)
    found = {package: version_of(package) for package in _PACKAGES}
    # without what runs the network names are found by rules, as the line about names says
    missing = [package for package, its_version in found.items() if not its_version and package != "onnxruntime"]
    state = ", ".join(f"{package} {its_version}" for package, its_version in found.items() if its_version)
    yield "packages", f"not installed: {', '.join(missing)}; install reader again" if missing else state, not missing
    yield _names()
    try:
        with contextlib.closing(sqlite3.connect(":memory:")) as memory:
            memory.execute("CREATE VIRTUAL TABLE t USING fts5 (x)")
        yield "sqlite", f"{sqlite3.sqlite_version} with full-text search", True
    except sqlite3.Error as error:
        yield "sqlite", f"{sqlite3.sqlite_version}: {error}", False


def _names() -> Check:
    settings = load_settings()
    name = settings.names or BUILT_IN
    problem = best_extractor(name)[1]
    state = f"{name}: {problem or identity_of(name)}"
    return "names", state, not problem


def _settings() -> Check:
    from reader.app.looks import problems_of  # noqa: PLC0415 (knows the themes, so it loads Textual)

    path = settings_path()
    if problems_of(load_settings()):
        # what is wrong there is not repeated: these are words of the person
        return "settings", f"{path}: some of it makes no sense; reader config --check says what", False
    return "settings", str(path) if path.exists() else f"{path}: none", True


def _index(folder: Folder) -> list[Check]:
    path = index_path(folder)
    can = os.access(folder.root, os.R_OK)
    state = "read and written" if os.access(folder.root, os.W_OK) else "read, not written"
    checks: list[Check] = [("folder", f"it can be {state}" if can else "it cannot be read", can)]
    if not path.exists():
        return [*checks, ("index", f"{path}: not built yet", True)]
    try:
        index = Index(path)
        with index.reading() as db:
            state = db.execute("PRAGMA quick_check").fetchone()[0]
            documents = db.execute("SELECT count(*) FROM documents").fetchone()[0]
        index.close()
    except (IndexUnusableError, sqlite3.Error) as error:
        return [*checks, ("index", f"{path}: {error}; delete it, it is only a cache", False)]
    return [
        *checks,
        (
            "index",
            f"{path}: {counted(documents, 'document')}, {path.stat().st_size / 2**20:.1f} MB, {state}",
            state == "ok",
        ),
    ]


def _notebook(folder: Folder, given: str) -> list[Check]:
    notebook = Notebook.of_folder(folder.root)
    state = [f"{notebook.path}: none yet; the first highlight makes it"]
    if notebook.changes:
        highlights = counted(len(notebook.highlights), "highlight")
        decisions = counted(len(notebook.entity_decisions), "decision")
        state = [f"{notebook.path}: {highlights}, {decisions} on entities"]
    if notebook.where_reason:
        state.append(notebook.where_reason)
    problems = [*notebook.problems, *([notebook.read_only_reason] if notebook.read_only_reason else [])]
    if notebook.problems and not notebook.read_only_reason:
        problems.append(f"put in order by: reader doctor --repair {given}".rstrip())
    return [("notebook", "; ".join([*state, *problems]), not problems)]


def _repair(folder: Folder) -> None:
    """Repair the notebook of a folder, and say what was done.

    Raises:
        CommandError: it could not be repaired.
    """
    where = where_of(folder.root)
    others = [*copies_of(where.path), *(() if where.reason else where.also)]
    try:
        done = repair(where.path, others)
    except RepairError as error:
        raise CommandError(str(error)) from error
    if done.set_aside:
        lines = counted(done.set_aside, "line that", "lines that")
        aside = where.path.with_name(ASIDE)
        narrate(f"{lines} cannot be read, or that others contradict, went to {aside}")
    for path, count in done.merged:
        narrate(f"{counted(count, 'change')} came from what is called {path} now")
    for reason in done.left:
        narrate(f"not merged: {reason}")
    if done.backup is not None:
        narrate(
            f"{where.path} was put in order: {counted(done.operations, 'change is', 'changes are')} in it; as it was: {done.backup}"
        )
    elif not done.merged:
        narrate(f"{where.path}: nothing to repair")
