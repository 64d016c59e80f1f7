"""Writes anew what the pages of the documentation take from the program: `python tools/pages.py`."""

import io
import re
from collections.abc import Callable
from contextlib import redirect_stdout
from pathlib import Path

from reader.app.keys import with_key_table
from reader.cli import main
from reader.cli.help import options_of
from reader.cli.main import parser_of, parser_of_app

DOCS = Path(__file__).parents[1] / "docs"
OPTIONS = re.compile(r"(```text options (\w+)\n).*?(```)", re.DOTALL)
BLANK = "\n\n"
DEFAULT = re.compile(r"(```toml default\n).*?(```)", re.DOTALL)


def commands(page: str) -> str:
    """Put the options of every command into their places."""

    def options(match: re.Match[str]) -> str:
        parser = parser_of_app() if match[2] == "reader" else parser_of(match[2])
        if match[2] == "reader":
            parser.description = None
        return match[1] + options_of(parser) + match[3]

    return OPTIONS.sub(options, page)


def configuration(page: str) -> str:
    """Put the documented file of settings into its place, without the keys, which have a page of their own."""
    printed = io.StringIO()
    with redirect_stdout(printed):
        main(["config", "--default"])
    settings, head, keys = printed.getvalue().partition("[keys]\n")
    made = f"{settings}{head}{keys.partition(BLANK)[0]}\n"
    return DEFAULT.sub(lambda match: match[1] + made + match[2], page)


WRITERS: dict[str, Callable[[str], str]] = {
    "keys": with_key_table,
    "commands": commands,
    "configuration": configuration,
}
"""The pages of which a part is made, each with what makes it."""


def written(name: str) -> str:
    """Return a page as it should be."""
    return WRITERS[name]((DOCS / f"{name}.md").read_text(encoding="utf-8"))


if __name__ == "__main__":
    for name in WRITERS:
        (DOCS / f"{name}.md").write_text(written(name), encoding="utf-8")
