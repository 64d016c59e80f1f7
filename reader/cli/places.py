"""Which folder is meant. Light, so that the app need not wait for what the other commands load."""

from argparse import ArgumentParser
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from reader.cli.output import CommandError
from reader.documents import Folder
from reader.documents.folder import NOTEBOOK_FOLDER
from reader.documents.kinds import is_read


@dataclass(frozen=True, slots=True)
class Start:
    """What the app is opened on."""

    folder: Folder
    is_named: bool
    """Whether the person said so, or left a notebook there; else it is wherever they happen to be."""

    is_first: bool
    """Whether the program was never started before."""

    tour: bool


def start_of(paths: Iterable[Path], *, tour: bool = False) -> Start:
    """Return what the app is opened on: what is given, with the tour the sample where nothing is, else as for a command.

    Raises:
        CommandError: a path does not exist, or the sample cannot be copied.
    """
    from reader.app.first import is_first_start, open_sample  # noqa: PLC0415 (commands start nothing)

    given, is_first = list(paths), is_first_start()
    if tour and not given:
        try:
            return Start(open_sample(), is_named=True, is_first=is_first, tour=True)
        except OSError as error:
            raise CommandError(f"the sample cannot be copied to {error.filename}: {error.strerror}") from None
    folder = folder_of(given)
    is_named = bool(given) or folder.root != Path.cwd().resolve() or _has_notebook(folder.root)
    return Start(folder, is_named=is_named, is_first=is_first, tour=tour)


def folder_of(paths: Iterable[Path]) -> Folder:
    """Return the folder that given paths name; by default the nearest with a notebook, else ./seeds, else this one.

    Raises:
        CommandError: a path does not exist.
    """
    given = list(paths)
    try:
        return Folder.of(given or [_default()])
    except OSError as error:
        raise CommandError(f"{error.filename or 'this folder'}: {error.strerror}") from None


def folder_with(file: Path) -> Folder:
    """Return the folder in which a file is read: the default one if the file lies there, else that of its own place.

    Raises:
        CommandError: the folder cannot be read.
    """
    default = folder_of([])
    try:
        resolved = file.resolve()
        is_elsewhere = not resolved.is_relative_to(default.root) and resolved.is_file()
    except (OSError, ValueError):
        return default
    return folder_of([_nearest(resolved.parent) or resolved.parent]) if is_elsewhere else default


def is_path(written: str) -> bool:
    """Tell a folder or file from a name or words: what exists is one, and what is written like a path."""
    path = Path(written)
    try:
        if path.exists():
            return True
    except (OSError, ValueError):
        return True
    return path.is_absolute() or written.startswith(("./", "../", "~")) or is_read(written)


def add_words(parser: ArgumentParser) -> None:
    """Describe the argument that holds words to look for, then folders or files."""
    parser.add_argument(
        "what",
        nargs="*",
        metavar="[WORDS] [FOLDER]",
        help="what to look for; folder or files, by default as the app does. What exists as a file is one",
    )


def words_and_paths(given: Iterable[str]) -> tuple[list[str], list[Path]]:
    """Return what of the arguments are words, and what are folders or files."""
    words: list[str] = []
    paths: list[Path] = []
    for each in given:
        if is_path(each):
            paths.append(Path(each))
        else:
            words.append(each)
    return words, paths


def _default() -> Path:
    here = Path.cwd()
    seeds = here / "seeds"
    return _nearest(here) or (seeds if seeds.is_dir() else here)


def _nearest(place: Path) -> Path | None:
    """Return the nearest folder that has a notebook, a folder itself or one above it."""
    return next((each for each in (place, *place.parents) if _has_notebook(each)), None)


def _has_notebook(place: Path) -> bool:
    return (place / NOTEBOOK_FOLDER / "notebook.jsonl").exists()
