"""What the README says is true; its examples are run with those of the documentation."""

import re
from pathlib import Path

from reader.app.actions import ACTIONS
from reader.app.keys import key_name
from reader.cli.main import COMMANDS

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_every_key_of_the_short_table_is_one() -> None:
    table = README.partition("| keys | what they do |")[2].partition("[Every key]")[0]
    known = {key_name(key) for action in ACTIONS for key in action.keys}
    named = [key for row in table.splitlines() for cell in re.findall(r"`([^`]+)`", row) for key in cell.split()]
    assert named
    assert set(named) <= known


def test_every_command_that_is_named_is_one() -> None:
    named = set(re.findall(r"`reader (\w+)", README))
    assert named
    assert named <= set(COMMANDS)


def test_every_picture_is_there_and_has_words_in_its_place() -> None:
    pictures = re.findall(r"!\[([^\]]*)\]\(([^)]+)\)", README)
    assert pictures
    for words, picture in pictures:
        assert words
        assert (ROOT / picture).is_file()


def test_it_is_short_enough_to_be_read() -> None:
    assert len(README.splitlines()) <= 200
