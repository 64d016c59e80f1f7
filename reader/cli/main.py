"""Reads the arguments and calls the command they name."""

import argparse
import errno
import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import Final, NoReturn

from reader import __version__
from reader.cli.output import DONE, WRONG, CommandError, narrate
from reader.cli.streams import draw_here, give_up_output, is_full, open_missing
from reader.text.safety import safe_line

_DESCRIPTION: Final = """\
Close reading of a folder of documents in the terminal.

  reader [PATH ...]             open folders or files, or - for a pipe; else the
                                nearest folder with a notebook, else ./seeds,
                                else this folder
  reader index [FOLDER]         build or refresh a folder's index
  reader documents [FOLDER]     documents: day, title, what is read; corrections
  reader search QUERY [FOLDER]  passages that answer a query, best first
  reader extract [FILE ...|-]   who and when in files or standard input
  reader show FILE [FOLDER]     the text of a document as the app shows it
  reader entities [FOLDER]      people, organizations and places of a folder
  reader entities NAME [FOLDER] every mention of one of them with its context
  reader timeline [FOLDER]      dated mentions of a folder in calendar order
  reader marks [WORDS] [FOLDER] every mark, or those that answer; changes
  reader export [FOLDER]        highlights as Markdown
  reader verify [FOLDER]        exported quotes checked against their sources
  reader config                 settings: where, what counts, what is wrong
  reader doctor                 paths, terminal, index and notebook health
  reader completion SHELL       what completes all this in bash, zsh or fish
  reader help [TOPIC]           the documentation, page by page

Each command has --help, and --json where it gives data. Exit codes: 0 done,
1 nothing found, 2 wrong usage or input, 70 the program broke.
To open a folder whose name is a command, write ./search.
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program and return its exit code."""
    arguments = sys.argv[1:] if arguments is None else list(arguments)
    open_missing()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="")
    return told(lambda: _run(arguments))


def told(run: Callable[[], int]) -> int:
    """Do something and return its exit code; whatever stops it is told of for people."""
    try:
        code = run()
        # a pipe that was closed meanwhile is noticed here rather than after the end of the program
        sys.stdout.flush()
    except CommandError as error:
        narrate(str(error))
        return WRONG
    except KeyboardInterrupt:
        return 130
    except Exception as error:  # noqa: BLE001 (whatever breaks is told of without a word of any document)
        return _left(error)
    return code


def _left(error: Exception) -> int:
    """Say that the program broke, and return its exit code; there is nothing to say where nobody reads on."""
    # Windows calls it a wrong argument to write to a pipe that was closed
    if isinstance(error, BrokenPipeError) or (os.name == "nt" and getattr(error, "errno", 0) == errno.EINVAL):
        give_up_output()
        return DONE
    if is_full(error):
        narrate(
            f"not everything could be written: {os.strerror(getattr(error, 'errno', 0))}. Make room, then try again"
        )
        give_up_output()
        return WRONG
    from reader.app.crash import CRASHED, crash_report, is_debugging, keep_report  # noqa: PLC0415 (rarely needed)

    if is_debugging():
        raise error
    sys.stderr.write(crash_report(error, keep_report(error)) + "\n")
    return CRASHED


def _run(arguments: Sequence[str]) -> int:
    if arguments and arguments[0] in COMMANDS:
        return _run_command(arguments[0], arguments[1:])
    return _open(parser_of_app().parse_args(arguments))


class _Parser(argparse.ArgumentParser):
    """A parser whose complaints repeat what was typed without what a terminal would obey."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and end with 2."""
        super().error(safe_line(message))


def _run_command(name: str, arguments: Sequence[str]) -> int:
    parser = parser_of(name)
    # options may stand between query and folder; after `--` there are none, which only the plain way understands
    options = parser.parse_args(arguments) if "--" in arguments else parser.parse_intermixed_args(arguments)
    code: int = options.run(options)
    return code


def parser_of(name: str) -> argparse.ArgumentParser:
    """Return what reads the arguments of a command; its module is imported now, so that help and others need not wait."""
    module = import_module(COMMANDS[name])
    parser = _Parser(prog=f"reader {name}")
    getattr(module, f"add_{name}")(parser)
    return parser


def parser_of_app() -> argparse.ArgumentParser:
    """Return what reads the arguments where no command is named."""
    parser = _Parser(
        prog="reader",
        description=_DESCRIPTION,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        usage=argparse.SUPPRESS,
    )
    parser.add_argument("paths", nargs="*", type=Path, metavar="PATH", help="folders or files to open")
    parser.add_argument("--theme", help="colours of the app: reader-dark, reader-light or one of Textual's")
    parser.add_argument(
        "--tour", action="store_true", help="begin with a short tour, without PATH on documents that come with reader"
    )
    parser.add_argument("--web", action="store_true", help="open the app in a browser on this machine")
    parser.add_argument("--port", type=int, metavar="N", help="with --web: where it listens (any that is free)")
    parser.add_argument("--version", action="version", version=f"reader {__version__}")
    return parser


def _open(options: argparse.Namespace) -> int:
    if options.paths == [Path("-")]:
        from reader.cli.standard_input import open_piped  # noqa: PLC0415 (rarely needed)

        if options.web:
            raise CommandError("--web opens folders and files, not what comes through a pipe")
        return open_piped(lambda file: _open(argparse.Namespace(**{**vars(options), "paths": [file]})))
    from reader.cli.places import start_of  # noqa: PLC0415 (help answers without it)

    start = start_of(options.paths, tour=options.tour)
    if options.web:
        from reader.cli.web import serve  # noqa: PLC0415 (most people have a terminal)

        return serve(start, options.theme, options.port)
    if options.port is not None:
        raise CommandError("--port is for --web")
    if not sys.stdout.isatty() or not sys.stdin.isatty():
        raise CommandError("the app needs a terminal; in a pipe use one of the commands that reader --help names")
    draw_here()
    from reader.app import run  # noqa: PLC0415 (commands answer without waiting for Textual)

    return run(start.folder, options.theme, is_named=start.is_named, is_first=start.is_first, tour=start.tour)


COMMANDS: Final = {
    "index": "reader.cli.index",
    "documents": "reader.cli.documents",
    "search": "reader.cli.search",
    "extract": "reader.cli.extract",
    "show": "reader.cli.show",
    "entities": "reader.cli.entities",
    "timeline": "reader.cli.timeline",
    "marks": "reader.cli.marks",
    "export": "reader.cli.export",
    "verify": "reader.cli.verify",
    "config": "reader.cli.config",
    "doctor": "reader.cli.doctor",
    "completion": "reader.cli.completion",
    "help": "reader.cli.help",
}
"""Every command and the module that describes its arguments, in a function `add_` and its name."""
