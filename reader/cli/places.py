"""Which folder is meant. Light, so that the app need not wait for what the other commands load."""

from collections.abc import Iterable
from pathlib import Path

from reader.cli.output import CommandError
from reader.documents import Folder
from reader.documents.folder import NOTEBOOK_FOLDER
from reader.documents.kinds import BY_ENDING, COLLECTIONS, ending_of


def folder_of(paths: Iterable[Path]) -> Folder:
    """Return the folder that given paths name; by default the nearest with a notebook, else ./seeds, else this one.

    Raises:
        CommandError: a path does not exist.
    """
    given = list(paths)
    try:
        return Folder.of(given or [_default()])
    except OSError as error:
        raise CommandError(f"{error.filename}: {error.strerror}") from None


def is_path(written: str) -> bool:
    """Tell a folder or file from a name or words: what exists is one, and what is written like a path."""
    path = Path(written)
    try:
        if path.exists():
            return True
    except (OSError, ValueError):
        return True
    ending = ending_of(written)
    return path.is_absolute() or written.startswith(("./", "../", "~")) or ending in BY_ENDING or ending in COLLECTIONS


def _default() -> Path:
    here = Path.cwd()
    for place in (here, *here.parents):
        if (place / NOTEBOOK_FOLDER / "notebook.jsonl").exists():
            return place
    seeds = here / "seeds"
    return seeds if seeds.is_dir() else here
