"""Takes the last change of a notebook back, if it is one that the command makes."""

from typing import Final

from reader.cli.output import CommandError
from reader.notebook import Notebook, NotebookError

_MADE_BY: Final = {
    "add": ("marks", "a new mark"),
    "edit": ("marks", "a change of a mark"),
    "delete": ("marks", "a mark that was deleted"),
    "reanchor": ("marks", "where a mark stands"),
    "absent": ("marks", "that a mark is not there"),
    "entity": ("entities", "a decision about who is who"),
    "date": ("timeline", "what a date means"),
    "day": ("documents", "the day of a document"),
}
"""Which command makes a change and takes it back, by the operation of the notebook, and what it is in words."""


def take_back(notebook: Notebook, command: str) -> str:
    """Take the last change back, and return in words what it was.

    Raises:
        CommandError: there is none, it is one of another command, or it cannot be written.
    """
    last = notebook.last_change
    if not last:
        raise CommandError("nothing to undo")
    made_by, what = _MADE_BY[last]
    if made_by != command:
        raise CommandError(f"the last change is {what}: reader {made_by} --undo takes it back")
    try:
        notebook.undo()
    except NotebookError as error:
        raise CommandError(str(error)) from None
    return what
