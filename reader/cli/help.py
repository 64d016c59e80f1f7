"""`reader help`: the pages of the documentation as plain text, and which there are."""

import argparse
import difflib
import functools
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Final

import reader
from reader.cli.output import DONE, CommandError, emit, emit_json
from reader.text.safety import safe_line

_WIDEST: Final = 80
"""Cells of a line at most: longer lines are hard to follow."""

_OPTIONS: Final = "reader {} --help lists the options."


def add_help(parser: argparse.ArgumentParser) -> None:
    """Describe `reader help`."""
    parser.description = "Print a page of the documentation; without a topic, list the pages."
    parser.add_argument("topic", nargs="?", default="", metavar="TOPIC", help="a page, or the name of a command")
    shape = parser.add_mutually_exclusive_group()
    shape.add_argument("--markdown", action="store_true", help="print the page as it is written")
    shape.add_argument("--json", action="store_true", help="print JSON")
    parser.set_defaults(run=_run)


def pages() -> dict[str, Path]:
    """Return the pages by topic: those installed with the program, else those of the checkout that it runs from."""
    package = Path(reader.__file__).parent
    for folder in (package / "docs", package.parent / "docs"):
        found = {page.stem: page for page in sorted(folder.glob("*.md"))}
        if "commands" in found:
            return found
    return {}


def title_of(page: str) -> str:
    """Return what a page is about: its first heading."""
    return page.partition("\n")[0].removeprefix("# ").strip()


def _run(options: argparse.Namespace) -> int:
    known = pages()
    if not known:
        raise CommandError("the pages of the documentation are missing: install reader again")
    if not options.topic:
        return _list(known, options)
    page = _page_of(options.topic.casefold().removesuffix(".md"), known)
    if options.json:
        emit_json({"topic": options.topic, "title": title_of(page), "markdown": page})
    elif options.markdown:
        emit(page.rstrip("\n"))
    else:
        from reader.cli.plain import plain  # noqa: PLC0415 (loads what reads Markdown)

        emit(plain(page, _width()))
    return DONE


def _list(known: dict[str, Path], options: argparse.Namespace) -> int:
    titles = {topic: title_of(path.read_text(encoding="utf-8")) for topic, path in known.items()}
    if options.json:
        emit_json([{"topic": topic, "title": title} for topic, title in titles.items()])
    else:
        from reader.cli.plain import plain  # noqa: PLC0415 (loads what reads Markdown)

        rows = "\n".join(f"| reader help {topic} | {title} |" for topic, title in titles.items())
        emit(plain(rows, _width()))
    return DONE


def _width() -> int:
    return min(_WIDEST, shutil.get_terminal_size().columns)


def _page_of(topic: str, known: dict[str, Path]) -> str:
    """Return the page of a topic, or what is said of a command.

    Raises:
        CommandError: there is neither; the message names what comes near.
    """
    from reader.cli.main import COMMANDS  # noqa: PLC0415 (it calls this module)

    if topic in known:
        page = known[topic].read_text(encoding="utf-8")
        return f"{page.rstrip()}\n\n{_OPTIONS.format(topic)}\n" if topic in COMMANDS else page
    if topic in COMMANDS:
        return section_of(known["commands"].read_text(encoding="utf-8"), topic)
    near = difflib.get_close_matches(topic, {**known, **COMMANDS}, 3)
    word = re.compile(rf"(?<!\w){re.escape(topic)}")
    is_word = sum(map(str.isalnum, topic)) > 1
    named = [
        name for name, page in known.items() if is_word and word.search(page.read_text(encoding="utf-8").casefold())
    ]
    if near:
        more = f"; there is {', '.join(near)}"
    elif named:
        more = f"; it is told of in {', '.join(named)}"
    else:
        more = "; reader help lists the pages"
    raise CommandError(f"no page is called “{safe_line(topic)}”{more}")


def section_of(page: str, command: str) -> str:
    """Return what the page of commands says of one, as a page of its own."""
    found = re.search(rf"^## reader {command}\n.*?(?=^## |\Z)", page, re.DOTALL | re.MULTILINE)
    return found[0][1:] if found else f"# reader {command}\n\n{_OPTIONS.format(command)}\n"


def options_of(parser: argparse.ArgumentParser) -> str:
    """Return what `--help` says after the line of usage, as wide as an example of a page may be."""
    formatter: Callable[..., argparse.HelpFormatter] = parser.formatter_class
    parser.formatter_class = functools.partial(formatter, width=_WIDEST - 4)
    parser.usage = argparse.SUPPRESS
    return parser.format_help().strip("\n") + "\n"
