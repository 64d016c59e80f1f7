"""Reads the arguments and calls the command they name."""

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Final, NoReturn

from reader import __version__
from reader.cli.output import WRONG, CommandError, narrate
from reader.text.safety import safe_line

_DESCRIPTION: Final = """\
Close reading of a folder of documents in the terminal.

  reader [PATH ...]             open folders or files (by default the nearest folder with
                                a notebook, else ./seeds, else this folder)
  reader index [FOLDER]         build or refresh a folder's index
  reader search QUERY [FOLDER]  passages that answer a query, best first
  reader extract [FILE ...|-]   who and when in files or standard input
  reader entities [FOLDER]      people, organizations and places of a folder
  reader entities NAME [FOLDER] every mention of one of them with its context
  reader timeline [FOLDER]      dated mentions of a folder in calendar order
  reader marks [WORDS] [FOLDER] every mark of a folder, or those that answer; changes, imports
  reader export [FOLDER]        highlights as Markdown
  reader verify [FOLDER]        exported quotes checked against their sources
  reader config                 settings: where they are, what counts, what is wrong
  reader doctor                 paths, terminal, index and notebook health

Each command has --help and --json. Exit codes: 0 done, 1 nothing found, 2 wrong usage or input.
To open a folder whose name is a command, write ./search.
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program and return its exit code."""
    arguments = sys.argv[1:] if arguments is None else list(arguments)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="")
    try:
        code = _run(arguments)
        # a pipe that was closed meanwhile is noticed here rather than after the end of the program
        sys.stdout.flush()
    except CommandError as error:
        narrate(str(error))
        return WRONG
    except BrokenPipeError:
        # whoever read the output has had enough; keep the interpreter from complaining when it closes the pipe
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130
    return code


def _run(arguments: Sequence[str]) -> int:
    if arguments and arguments[0] in COMMANDS:
        return _run_command(arguments[0], arguments[1:])
    return _open(_open_parser().parse_args(arguments))


class _Parser(argparse.ArgumentParser):
    """A parser whose complaints repeat what was typed without what a terminal would obey."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and end with 2."""
        super().error(safe_line(message))


def _run_command(name: str, arguments: Sequence[str]) -> int:
    # a command's module is imported when it is called, so that help and other commands need not wait for it
    module = import_module(COMMANDS[name])
    parser = _Parser(prog=f"reader {name}")
    getattr(module, f"add_{name}")(parser)
    # options may stand between query and folder; after `--` there are none, which only the plain way understands
    options = parser.parse_args(arguments) if "--" in arguments else parser.parse_intermixed_args(arguments)
    code: int = options.run(options)
    return code


def _open(options: argparse.Namespace) -> int:
    from reader.cli.places import folder_of  # noqa: PLC0415 (help answers without it)

    folder = folder_of(options.paths)
    if not sys.stdout.isatty() or not sys.stdin.isatty():
        raise CommandError("the app needs a terminal; in a pipe use one of the commands that reader --help names")
    from reader.app import run  # noqa: PLC0415 (commands answer without waiting for Textual)

    return run(folder, theme=options.theme)


def _open_parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="reader",
        description=_DESCRIPTION,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        usage=argparse.SUPPRESS,
    )
    parser.add_argument("paths", nargs="*", type=Path, metavar="PATH", help="folders or files to open")
    parser.add_argument("--theme", help="colours of the app: reader-dark, reader-light or one of Textual's")
    parser.add_argument("--version", action="version", version=f"reader {__version__}")
    return parser


COMMANDS: Final = {
    "index": "reader.cli.index",
    "search": "reader.cli.search",
    "extract": "reader.cli.extract",
    "entities": "reader.cli.entities",
    "timeline": "reader.cli.timeline",
    "marks": "reader.cli.marks",
    "export": "reader.cli.export",
    "verify": "reader.cli.verify",
    "config": "reader.cli.config",
    "doctor": "reader.cli.doctor",
}
"""Every command and the module that describes its arguments, in a function `add_` and its name."""
