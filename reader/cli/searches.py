"""Searches that are saved: listed, saved and forgotten from the command line."""

import argparse
from pathlib import Path

from reader.app.memory import Memory, memory_path
from reader.cli.folders import notebook_of
from reader.cli.output import DONE, NOTHING, CommandError, emit, emit_json, narrate
from reader.cli.places import folder_of
from reader.notebook import Notebook, NotebookError
from reader.text.safety import safe_line


def add_saving(parser: argparse.ArgumentParser) -> None:
    """Describe the options that have to do with saved searches."""
    group = parser.add_argument_group("saved searches", "They are those of the app, and take the place of QUERY.")
    only = group.add_mutually_exclusive_group()
    only.add_argument("--saved", action="store_true", help="list them, the last one first")
    only.add_argument("--save", action="append", metavar="QUERY", help="save a search")
    only.add_argument("--forget", action="append", metavar="QUERY", help="save it no longer, written as it is listed")


def is_about_saved(options: argparse.Namespace) -> bool:
    """Tell whether saved searches are asked for or changed."""
    return bool(options.saved or options.save is not None or options.forget is not None)


def saved_searches(options: argparse.Namespace) -> int:
    """List the saved searches of a folder, or change which there are; nothing is searched for.

    Raises:
        CommandError: a search is empty, too long or not there, or it cannot be written.
    """
    if options.csv or options.markdown or options.sort:
        raise CommandError("saved searches are printed as lines, or with --json")
    folder = folder_of([Path(each) for each in (options.query, *options.folder) if each is not None])
    notebook = notebook_of(folder)
    try:
        with notebook.together():
            for typed in options.save or ():
                _save(notebook, typed.strip())
            for typed in options.forget or ():
                _forget(notebook, Memory(memory_path(folder.root)), safe_line(typed).strip())
    except (NotebookError, ValueError) as error:
        raise CommandError(str(error)) from None
    if options.json:
        emit_json([{"query": query} for query in notebook.searches])
    elif options.saved:
        for query in notebook.searches:
            emit(query)
    if not options.saved:
        narrate(f"{len(notebook.searches):,} saved in {notebook.path}")
    elif not notebook.searches:
        narrate(f"no search is saved in {folder.root}")
        return NOTHING
    return DONE


def _save(notebook: Notebook, typed: str) -> None:
    if not typed:
        raise CommandError("--save takes the words to look for")
    notebook.keep_search(typed)


def _forget(notebook: Notebook, memory: Memory, typed: str) -> None:
    """Forget a search as the app does: it is neither saved nor among the last ones any more."""
    if typed not in notebook.searches:
        raise CommandError(f"“{typed}” is not saved; reader search --saved lists what is")
    notebook.keep_search(typed, is_kept=False)
    memory.forget_search(typed)
