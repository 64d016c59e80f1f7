"""Settings are read, and a bad file is told of and never stops the program."""

import pytest

from reader.notebook import COLOURS
from reader.settings import COLOURS as NAMED
from reader.settings import Settings, colour_name, load_settings, settings_path


def written(tmp_path, text):
    path = tmp_path / "config.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_without_a_file_nothing_is_set(tmp_path):
    assert load_settings(tmp_path / "config.toml") == Settings()


def test_the_extractor_of_names_is_read(tmp_path):
    settings = load_settings(written(tmp_path, '[extractors]\nnames = "spacy:en_core_web_sm"\n'))
    assert settings == Settings("spacy:en_core_web_sm")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('[extractor]\nnames = "rules"\n', "“extractors” is meant?"),
        ('[extractors]\nname = "rules"\n', "“names” is meant?"),
        ("[extractors]\nnames = 3\n", "a word in quotes"),
        ("extractors = 1\n", "is a table: [extractors]"),
        ("[extractors\n", "config.toml: "),
        ("zebra = 1\n", "there is extractors"),
    ],
)
def test_what_is_wrong_is_told_with_what_is_meant(tmp_path, text, told):
    settings = load_settings(written(tmp_path, text))
    assert settings.names == ""
    assert told in settings.warnings[0]


def test_bytes_that_are_no_text_are_told_of(tmp_path):
    path = tmp_path / "config.toml"
    path.write_bytes(b"\xff\xfe\x00")
    assert load_settings(path).warnings


def test_the_folder_of_settings_can_be_named(monkeypatch, tmp_path):
    monkeypatch.setenv("READER_CONFIG_DIR", str(tmp_path))
    assert settings_path() == tmp_path / "config.toml"


def test_colours_get_the_names_that_the_person_gave_them(tmp_path):
    settings = load_settings(written(tmp_path, '[colours]\nyellow = "claim"\npink = " to  check "\n'))
    assert settings == Settings(colours={"yellow": "claim", "pink": "to check"})


def test_every_colour_of_marks_can_be_named():
    assert NAMED == COLOURS


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('purple = "claim"', "there is yellow, green, blue, pink"),
        ('yelow = "claim"', "“yellow” is meant?"),
        ("yellow = 3", "colours.yellow is a name in quotes"),
        ('yellow = ["claim"]', "colours.yellow is a name in quotes"),
        ('yellow = "  "', "colours.yellow is empty"),
        (f'yellow = "{"c" * 21}"', "colours.yellow has 21 characters; a name has at most 20"),
        ('yellow = "cl\\u202eaim"', "colours.yellow has characters that cannot be seen"),
        ('yellow = "Claim"', "colours.yellow is “Claim”, as another colour is called"),
        ('yellow = "green"', ""),
        ('yellow = "pink"', "colours.yellow is “pink”, as another colour is called"),
    ],
)
def test_a_name_of_a_colour_that_makes_no_sense_is_told_of_and_the_others_count(tmp_path, line, told):
    settings = load_settings(written(tmp_path, f'[colours]\ngreen = "claim"\n{line}\n'))
    assert settings.colours["green"] == "claim"
    assert ("yellow" in settings.colours) == (not told)
    assert told in "".join(settings.warnings)
    assert len(settings.warnings) == bool(told)


def test_two_colours_may_swap_their_names_in_part(tmp_path):
    settings = load_settings(written(tmp_path, '[colours]\npink = "question"\nblue = "pink"\n'))
    assert settings.colours == {"pink": "question", "blue": "pink"}


def test_a_colour_goes_by_its_name_and_else_by_itself(monkeypatch, tmp_path):
    monkeypatch.setenv("READER_CONFIG_DIR", str(tmp_path))
    assert colour_name("yellow") == "yellow"
    path = written(tmp_path, '[colours]\nyellow = "claim"\n')
    assert [colour_name("yellow"), colour_name("green")] == ["claim", "green"]
    path.write_text('[colours]\nyellow = "evidence"\n', encoding="utf-8")
    assert colour_name("yellow") == "evidence"
