"""Which extractor finds names can be set up, and asked for in one call."""

import io
import json
import os
import sys
from pathlib import Path

import pytest

from reader.cli import main

TEXT = "Prime Minister Narendra Modi met Emmanuel Macron in Paris."


@pytest.fixture
def extract(monkeypatch, capsys):
    """Return a function that extracts names from a text and gives them, the exit code and what was said."""

    def call(*arguments):
        line = json.dumps({"id": 1, "text": TEXT}) + "\n"
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(line.encode())))
        code = main(["extract", "--jsonl", *arguments])
        out, err = capsys.readouterr()
        return [(entity["text"], entity["type"]) for entity in json.loads(out)["entities"]], code, err

    return call


@pytest.fixture
def configured():
    """Return a function that writes the settings."""

    def write(text):
        path = Path(os.environ["READER_CONFIG_DIR"]) / "config.toml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    return write


NAMES = [("Narendra Modi", "person"), ("Emmanuel Macron", "person"), ("Paris", "place")]


@pytest.mark.parametrize("arguments", [(), ("--extractor", "rules"), ("--extractor", "built-in")])
def test_each_extractor_finds_the_plain_ones(extract, arguments):
    assert extract(*arguments) == (NAMES, 0, "")


def test_one_that_cannot_be_had_is_told_of_and_names_are_found_all_the_same(extract):
    found, code, said = extract("--extractor", "spacy:there-is-no-such-pipeline")
    assert (found, code) == (NAMES, 0)
    assert "spaCy" in said


def test_the_settings_choose_and_their_mistakes_are_told(extract, configured):
    configured('[extractors]\nnames = "nonsense"\n')
    assert "there is built-in, rules" in extract()[2]
    configured('[extractors]\nnames = "rules"\n')
    assert extract()[2] == ""
    configured("[extractors\n")
    found, code, said = extract()
    assert (found, code) == (NAMES, 0)
    assert "config.toml" in said


def test_the_doctor_says_what_finds_names(capsys, tmp_path, configured):
    assert main(["doctor", str(tmp_path), "--json"]) == 0
    names = json.loads(capsys.readouterr().out)["names"]
    assert names["ok"]
    assert names["state"].startswith("built-in: network ")
    configured('[extractors]\nnames = "nonsense"\n')
    assert main(["doctor", str(tmp_path), "--json"]) == 2
    assert not json.loads(capsys.readouterr().out)["settings"]["ok"]
    configured('[extractors]\nnames = "spacy:nonsense"\n')
    assert main(["doctor", str(tmp_path), "--json"]) == 2
    assert "nonsense" in json.loads(capsys.readouterr().out)["names"]["state"]
