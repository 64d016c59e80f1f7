"""What the README says is true."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

from reader.app.keys import with_key_table
from reader.cli.main import COMMANDS

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_table_of_keys_is_that_of_the_app() -> None:
    assert with_key_table(README) == README, "run python screenshots/make.py"


def test_every_command_is_described() -> None:
    described = re.findall(r"^reader (\w+) ", README, flags=re.MULTILINE)
    assert set(described) == set(COMMANDS)


def test_every_picture_is_there() -> None:
    for picture in re.findall(r"!\[[^\]]*\]\(([^)]+)\)", README):
        assert (ROOT / picture).is_file()


def test_the_example_on_the_command_line_is_what_comes_out() -> None:
    (block,) = re.findall(r"```console\n(.*?)```", README, flags=re.DOTALL)
    command, _, expected = block.removeprefix("$ ").partition("\n")
    said, arguments = re.fullmatch(r'echo "(.*)" \| reader (.*)', command).groups()  # type: ignore[union-attr]
    done = subprocess.run(
        [sys.executable, "-m", "reader", *shlex.split(arguments)],
        input=said,
        capture_output=True,
        text=True,
        check=True,
        encoding="utf-8",
    )
    assert done.stdout == expected
