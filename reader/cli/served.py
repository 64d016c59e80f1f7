"""The app as one tab of a browser has it: a process of its own, which talks to the server that started it."""

import json
import os
import select
import shlex
import signal
import sys
from collections.abc import Iterable
from pathlib import Path
from threading import Thread
from typing import Final

_GIVEN: Final = "READER_SERVED"
"""The variable in which the server says what is to be opened: a command line would be read by a shell."""

_NOT_OURS: Final = ("TMUX", "STY", "READER_SERVED")
"""What is said of the terminal that the server was started in, which is not where the app is seen."""


def given(paths: Iterable[Path], theme: str | None, *, is_named: bool = True, tour: bool = False) -> dict[str, str]:
    """Return what the environment of the process is to hold so that it opens these files or folders, as the app has it."""
    wanted = {"paths": [str(path) for path in paths], "theme": theme, "is_named": is_named, "tour": tour}
    return {_GIVEN: json.dumps(wanted)}


def command() -> str:
    """Return what starts this process, as a shell reads it; a folder in which it is started holds no modules of it."""
    # exec: the shell does not stay beside every tab
    python = f'"{sys.executable}"' if os.name == "nt" else f"exec {shlex.quote(sys.executable)}"
    return f"{python} -P -m reader.cli.served"


def main() -> int:
    """Open the app on what the server named, and return the exit code."""
    from reader.app import run  # noqa: PLC0415 (the server needs this module, but no screen)
    from reader.app.first import is_first_start  # noqa: PLC0415
    from reader.cli.main import told  # noqa: PLC0415
    from reader.cli.places import folder_of  # noqa: PLC0415

    wanted = json.loads(os.environ[_GIVEN])
    for name in _NOT_OURS:
        os.environ.pop(name, None)

    def opened() -> int:
        folder, is_first = folder_of(map(Path, wanted["paths"])), is_first_start()
        return run(folder, wanted["theme"], is_named=wanted["is_named"], is_first=is_first, tour=wanted["tour"])

    if hasattr(select, "poll"):
        Thread(target=_end_with_server, daemon=True).start()
    return told(opened)


def _end_with_server() -> None:
    """Wait until the server is gone, killed perhaps, and end the app: nobody sees it any more. Windows cannot be asked."""
    server = select.poll()
    server.register(0, 0)  # that nobody can write to the pipe any more is told of in any case
    server.poll()
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # what is still drawn goes nowhere
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    sys.exit(main())
