"""What a newcomer meets: whether the program was ever started here, and the sample that comes with it. Knows no widget."""

import contextlib
import os
from importlib.resources import files
from pathlib import Path

from reader.app.memory import data_folder
from reader.documents import Folder
from reader.files import private_folder, write_new


def is_first_start() -> bool:
    """Tell whether the program has kept nothing yet for this person, but perhaps the sample."""
    try:
        with os.scandir(data_folder()) as entries:
            return all(entry.name == sample_path().name for entry in entries)
    except FileNotFoundError:
        return True
    except OSError:
        return False


def note_start() -> bool:
    """Keep that the program was started; tell whether that could be written down, so that it is no first start again."""
    folder = data_folder()
    try:
        private_folder(folder)
        write_new(folder / "started", b"", 0o600, waits=False)
    except FileExistsError:
        return True
    except OSError:
        return False
    return True


def sample_path() -> Path:
    """Return where a person's own copy of the sample is, or will be."""
    return data_folder() / "sample"


def open_sample() -> Folder:
    """Return the folder with the person's copy of the sample; what is missing of it is copied there first.

    What they changed in it, and the notebook beside it, stays as it is.

    Raises:
        OSError: it cannot be copied.
    """
    copy = sample_path()
    private_folder(copy)
    documents = [each for each in files("reader").joinpath("sample").iterdir() if each.is_file()]
    for document in documents:
        with contextlib.suppress(FileExistsError):
            write_new(copy / document.name, document.read_bytes(), waits=False)
    return Folder.of([copy])
