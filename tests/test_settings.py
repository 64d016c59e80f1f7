"""Settings are read, and a bad file is told of and never stops the program."""

import pytest

from reader.settings import Settings, load_settings, settings_path


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
