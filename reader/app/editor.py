"""A note in the editor of the person's choice. Knows no widget."""

import os
import shlex
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Final

from reader.text.safety import safe_text

_USUAL: Final = ("nano", "vim", "vi", "notepad.exe")
"""What is tried where neither `VISUAL` nor `EDITOR` is set."""


class EditorError(Exception):
    """The editor did not edit; the message says why and what to do."""


def find_editor(
    environ: Mapping[str, str] = os.environ, which: Callable[[str], str | None] = shutil.which
) -> tuple[str, ...]:
    """Return the command of the person's editor: `VISUAL`, else `EDITOR`, else one that is usually there.

    Raises:
        EditorError: there is none, or it is not installed.
    """
    for name in ("VISUAL", "EDITOR"):
        if not environ.get(name, "").strip():
            continue
        try:
            program, *arguments = shlex.split(environ[name], posix=os.name != "nt")
        except ValueError as error:
            raise EditorError(f"{name} is no command: {error}") from error
        path = which(program.strip('"'))
        if path is None:
            raise EditorError(f"{name} is “{program}”, which is not installed")
        return path, *arguments
    path = next((found for found in map(which, _USUAL) if found), None)
    if path is None:
        raise EditorError("there is no editor: set VISUAL or EDITOR to the command of one")
    return (path,)


def edit(text: str, command: Sequence[str]) -> str:
    """Let the person edit a text in another program, which has the terminal meanwhile, and return what they made of it.

    Raises:
        EditorError: the program could not be started, or ended with a failure; what it wrote is not taken then.
    """
    name = Path(command[0]).name
    try:
        with tempfile.TemporaryDirectory(prefix="reader-") as folder:  # for its owner alone, as what is in it
            path = Path(folder) / "note.md"
            path.touch(0o600)
            path.write_text(f"{text}\n" if text else "", encoding="utf-8", newline="\n")
            code = subprocess.run([*command, str(path)], check=False).returncode  # noqa: S603 (the person's own command, no shell)
            if code:
                raise EditorError(f"{name} ended with {code}: what was written there is not taken")
            written = path.read_text(encoding="utf-8", errors="replace")
    except OSError as error:
        raise EditorError(f"{name}: {error.strerror or error}") from error
    return safe_text(written.removeprefix("\ufeff")).rstrip("\n")
