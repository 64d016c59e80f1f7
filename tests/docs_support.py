"""Runs the examples of the documentation as a person at a shell would see them."""

import io
import re
import shlex
import shutil
import sys
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import pytest

from reader.cli import main

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PAGES = sorted(DOCS.glob("*.md"))
README, CONTRIBUTING = ROOT / "README.md", ROOT / "CONTRIBUTING.md"
_BLOCK = re.compile(r"^( *)```([^\n]*)\n(.*?)^\1```$", re.DOTALL | re.MULTILINE)
_ROW = re.compile(r"^\|(.+)\|$", re.MULTILINE)
_CODE = re.compile(r"`([^`]+)`")
_ID = re.compile(r"\b[hoebcd]-[0-9a-hjkmnp-tv-z]{8}\b")
_HOME = "/home/ada"
_WRITTEN_ON = "2025-02-03"
"""The day on which the examples are run, as the pages have it."""


class Block(NamedTuple):
    """A fenced example: what its opening line says it is, and what stands in it."""

    info: str
    text: str


def blocks(page: Path, info: str = "") -> list[Block]:
    """Return the fenced examples of a page in order, or those of one kind, such as `console`."""
    found = _BLOCK.findall(page.read_text(encoding="utf-8"))
    unindented = [
        Block(opening, "".join(line.removeprefix(indent) for line in text.splitlines(keepends=True)))
        for indent, opening, text in found
    ]
    return [block for block in unindented if block.info.split(" ")[0] == info or not info]


def text_of(name: str) -> str:
    """Return a page by its topic."""
    return (DOCS / f"{name}.md").read_text(encoding="utf-8")


def prose_of(page: Path) -> str:
    """Return a page without its fenced examples."""
    return re.sub(r"^( *)(```+)[^\n]*\n.*?^\1\2$", "", page.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)


def tables(page: str) -> Iterator[list[list[str]]]:
    """Yield the tables of a page: rows of cells, the heads first."""
    for lines in re.findall(r"(?:^\|.*\|\n)+", page, re.MULTILINE):
        rows = [re.split(r"(?<!\\)\|", row) for row in _ROW.findall(lines)]
        yield [[cell.strip().replace("\\|", "|") for cell in row] for row in (rows[0], *rows[2:])]


def table(page: str, head: str) -> list[list[str]]:
    """Return the rows below the heads of all tables whose first head begins so."""
    return [row for rows in tables(text_of(page)) if rows[0][0].startswith(head) for row in rows[1:]]


def codes(cell: str) -> list[str]:
    """Return what stands in backticks."""
    return _CODE.findall(cell)


def write_file(root: Path, block: Block) -> None:
    """Write the file of which an example says what is in it: its opening line is `text` and the path."""
    path = root / block.info.partition(" ")[2]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(block.text, encoding="utf-8")


def is_file(block: Block) -> bool:
    """Tell whether an example is what stands in a file."""
    return block.info.startswith("text ") and not block.info.startswith("text options")


def make_example(parent: Path) -> Path:
    """Write the folder that the page about it describes."""
    root = parent / "harbour"
    for block in filter(is_file, blocks(DOCS / "example.md")):
        write_file(root, block)
    return root


class Example(NamedTuple):
    """A command with what it prints."""

    command: str
    expected: list[str]


def examples(text: str) -> Iterator[Example]:
    """Yield the commands of a `console` block; a line that ends in a backslash goes on."""
    for part in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
        command, _, printed = re.sub(r"\\\n\s*", "", part, count=part.partition("\n")[0].count("\\")).partition("\n")
        yield Example(command, printed.splitlines())


class Shell:
    """A shell in which `reader` is known and little else, with one name for each random id of the documentation."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(folder)
        self._folder = folder
        self._monkeypatch = monkeypatch
        self._ids: dict[str, str] = {}
        """The ids of the documentation, by those that came out."""
        self.code = 0

    def run(self, command: str) -> list[str]:
        """Run a command and return the lines that it prints, both streams in the order in which they come."""
        words = shlex.split(self._with_true_ids(command))
        printed = io.StringIO()
        given = ""
        while "|" in words:
            assert words[0] in {"echo", "cat"}, f"the examples know no {words[0]}"
            at = words.index("|")
            given = " ".join(words[1:at]) + "\n" if words[0] == "echo" else Path(words[1]).read_text(encoding="utf-8")
            words = words[at + 1 :]
        if words[0] in {"cp", "rm", "mv"}:
            self._change(words)
            return []
        if words[0] == "cat":
            return self._as_documented(Path(words[1]).read_text(encoding="utf-8"))
        assert words[0] == "reader", f"the examples know no {words[0]}"
        target = words[words.index(">") + 1] if ">" in words else ""
        arguments = words[1 : words.index(">")] if target else words[1:]
        self._monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given.encode()), encoding="utf-8"))
        data = io.StringIO() if target else printed
        with redirect_stdout(data), redirect_stderr(printed):
            try:
                self.code = main(arguments)
            except SystemExit as end:
                self.code = int(end.code or 0)
        if target:
            Path(target).write_text(data.getvalue(), encoding="utf-8")
        return self._as_documented(printed.getvalue())

    def check(self, example: Example) -> None:
        """Run an example and compare what it prints with what is written."""
        self._expected_ids = iter(_ID.findall("\n".join(example.expected)))
        printed = self.run(example.command)
        assert matches(example.expected, printed), "\n".join(["$ " + example.command, *printed])

    def _change(self, words: list[str]) -> None:
        match words:
            case ["rm", path]:
                Path(path).unlink()
            case ["cp", source, target]:
                shutil.copy(source, target)
            case ["mv", source, target]:
                Path(source).rename(target)

    def _with_true_ids(self, command: str) -> str:
        true = {documented: true for true, documented in self._ids.items()}
        return _ID.sub(lambda match: true.get(match[0], match[0]), command)

    def _as_documented(self, printed: str) -> list[str]:
        text = printed.replace(str(self._folder.parent.resolve()), _HOME).replace(str(self._folder.parent), _HOME)
        text = re.sub(rf"{datetime.now(UTC):%Y-%m-%d}(T[\d:]{{8}}(?:\.\d+)?)?", self._time, text)
        return _ID.sub(self._documented, text).splitlines()

    @staticmethod
    def _time(match: re.Match[str]) -> str:
        return f"{_WRITTEN_ON}T09:30:00" if match[1] else _WRITTEN_ON

    def _documented(self, match: re.Match[str]) -> str:
        """Return the name in the documentation of an id that came out; a new one gets the next that is written there."""
        if match[0] not in self._ids:
            taken = set(self._ids.values())
            fresh = next((each for each in self._expected_ids if each not in taken), match[0])
            self._ids[match[0]] = fresh
        return self._ids[match[0]]


def matches(expected: list[str], printed: list[str]) -> bool:
    """Tell whether lines are as written; a line of `…` stands for any number of them."""
    if not expected:
        return not printed
    if expected[0].strip() == "…":
        return any(matches(expected[1:], printed[at:]) for at in range(len(printed) + 1))
    return bool(printed) and expected[0].rstrip() == printed[0].rstrip() and matches(expected[1:], printed[1:])
