"""`reader doctor`: the state of everything the program depends on, without a word of any document."""

import argparse
import contextlib
import os
import platform
import shlex
import shutil
import sqlite3
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Final

from reader import __version__
from reader.app.clipboard import find_tool, way
from reader.app.looks import problems_of
from reader.cli.output import DONE, WRONG, CommandError, emit, emit_json, narrate
from reader.cli.places import folder_of
from reader.corpus import Index, IndexUnusableError, index_path
from reader.documents import Folder
from reader.entities import BUILT_IN, best_extractor, identity_of
from reader.notebook import Notebook
from reader.notebook.repair import ASIDE, RepairError, repair
from reader.notebook.where import copies_of, where_of
from reader.settings import load_settings, settings_path

Check = tuple[str, str, bool]
"""What was looked at, what was seen, and whether it is well."""

_PACKAGES: Final = (
    "textual python-dateutil rapidfuzz regex platformdirs onnxruntime numpy jinja2 markdown-it-py pypdfium2 selectolax "
    "charset-normalizer"
).split()


def add_doctor(parser: argparse.ArgumentParser) -> None:
    """Describe `reader doctor`."""
    parser.description = "Report paths, terminal, index and notebook health. The report holds no document text."
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
    checks = [*_system(), _settings(), *_terminal(), *_index(folder), *_notebook(folder)]
    if options.json:
        emit_json({name: {"state": state, "ok": good} for name, state, good in checks})
    else:
        for name, state, good in checks:
            emit(f"{'ok ' if good else 'BAD'}  {name:<14} {state}")
    return DONE if all(good for _name, _state, good in checks) else WRONG


def _system() -> list[Check]:
    checks: list[Check] = [
        ("reader", __version__, True),
        (
            "python",
            f"{platform.python_version()} on {platform.system()} {platform.release()}",
            sys.version_info >= (3, 11),
        ),
    ]
    for package in _PACKAGES:
        try:
            checks.append((package, version(package), True))
        except PackageNotFoundError:
            checks.append((package, "not installed: install reader again", False))
    checks.append(_names())
    try:
        with contextlib.closing(sqlite3.connect(":memory:")) as memory:
            memory.execute("CREATE VIRTUAL TABLE t USING fts5 (x)")
        checks.append(("sqlite", f"{sqlite3.sqlite_version} with full-text search", True))
    except sqlite3.Error as error:
        checks.append(("sqlite", f"{sqlite3.sqlite_version}: {error}", False))
    return checks


def _names() -> Check:
    settings = load_settings()
    name = settings.names or BUILT_IN
    problem = best_extractor(name)[1]
    state = f"{name}: {problem or identity_of(name)}"
    return "names", state, not problem


def _settings() -> Check:
    problems = problems_of(load_settings())
    path = settings_path()
    return "settings", "; ".join(problems or [str(path) if path.exists() else f"{path}: none"]), not problems


def _terminal() -> list[Check]:
    size = shutil.get_terminal_size()
    environment = os.environ
    colours = "no colour" if "NO_COLOR" in environment else environment.get("COLORTERM") or "not stated"
    return [
        ("terminal", f"{environment.get('TERM', 'unknown')}, {size.columns}x{size.lines}, colours: {colours}", True),
        ("clipboard", way(tool=find_tool()), True),
        ("output", f"{sys.stdout.encoding}, {'terminal' if sys.stdout.isatty() else 'pipe or file'}", True),
    ]


def _index(folder: Folder) -> list[Check]:
    path = index_path(folder)
    checks: list[Check] = [("folder", str(folder.root), os.access(folder.root, os.R_OK))]
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
        ("index", f"{path}: {documents:,} documents, {path.stat().st_size / 2**20:.1f} MB, {state}", state == "ok"),
    ]


def _notebook(folder: Folder) -> list[Check]:
    notebook = Notebook.of_folder(folder.root)
    state = [f"{notebook.path}: none yet; the first highlight makes it"]
    if notebook.changes:
        highlights, decisions = len(notebook.highlights), len(notebook.entity_decisions)
        state = [f"{notebook.path}: {highlights:,} highlights, {decisions:,} decisions on entities"]
    if notebook.where_reason:
        state.append(notebook.where_reason)
    problems = [*notebook.problems, *([notebook.read_only_reason] if notebook.read_only_reason else [])]
    if notebook.problems and not notebook.read_only_reason:
        problems.append(f"put in order by: reader doctor --repair {shlex.quote(str(folder.root))}")
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
        aside = where.path.with_name(ASIDE)
        narrate(f"{done.set_aside:,} lines that cannot be read, or that others contradict, went to {aside}")
    for path, count in done.merged:
        narrate(f"{count:,} changes came from what is called {path} now")
    for reason in done.left:
        narrate(f"not merged: {reason}")
    if done.backup is not None:
        narrate(f"{where.path} was put in order: {done.operations:,} changes are in it; as it was: {done.backup}")
    elif not done.merged:
        narrate(f"{where.path}: nothing to repair")
