"""A colour is found by what a person calls it."""

import pytest

from reader.notebook import COLOURS
from reader.notebook.colours import colours_called, no_colour


@pytest.fixture(autouse=True)
def named(tmp_path, monkeypatch):
    (tmp_path / "config.toml").write_text('[colours]\nyellow = "Thèse"\nblue = "green room"\n', encoding="utf-8")
    monkeypatch.setenv("READER_CONFIG_DIR", str(tmp_path))


@pytest.mark.parametrize(
    ("typed", "colours"),
    [
        ("yellow", ["yellow"]),
        ("These", ["yellow"]),
        (" THÈSE ", ["yellow"]),
        ("3", ["blue"]),
        ("green", ["green"]),
        ("green  room", ["blue"]),
        ("gre", []),
        ("", []),
        ("5", []),
    ],
)
def test_a_colour_is_known_by_its_own_name_the_person_s_and_its_number(typed, colours):
    assert colours_called(typed) == colours


@pytest.mark.parametrize(("typed", "colours"), [("gre", ["green", "blue"]), ("green", ["green"]), ("th", ["yellow"]), ("x", []), ("", [])])  # fmt: skip
def test_while_it_is_typed_all_that_begins_so_is_meant(typed, colours):
    assert colours_called(typed, is_begun=True) == colours


def test_what_is_no_colour_is_said_with_what_there_is():
    assert no_colour("mauve") == "no colour is called “mauve”: there are Thèse, green, green room, pink"
    assert all(colours_called(colour) == [colour] for colour in COLOURS)
