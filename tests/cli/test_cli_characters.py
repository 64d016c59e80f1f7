"""What the eye does not see, from the shell."""

import json

import pytest

from reader.cli import main

TEXT = "“Рaul” of Ra\u200bna\x1b[2J came."


@pytest.fixture
def odd(tmp_path):
    path = tmp_path / "Раul.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_every_odd_place_is_a_line(odd, capsys):
    assert main(["extract", "--characters", str(odd)]) == 0
    head, *lines = capsys.readouterr().out.splitlines()
    assert head.endswith("Раul.txt · 7 odd")
    assert lines[0].startswith("name or title  “Раul” mixes Latin and Cyrillic")
    assert "1–5            “Рaul” mixes Latin and Cyrillic: Cyrillic is Р" in lines
    assert "12–13          invisible: U+200B zero width space after “Ra”" in lines
    assert "15–16          ␛ stands for a control character, which was made visible" in lines


def test_as_json(odd, capsys):
    assert main(["extract", "--characters", "--json", str(odd)]) == 0
    out = json.loads(capsys.readouterr().out)
    assert [TEXT[each["start"] : each["end"]] for each in out["text"]] == ["Рaul", "\u200b", "\x1b"]
    assert "mixes" in out["name_or_title"][0]


def test_nothing_odd_is_nothing_found(tmp_path, capsys):
    (tmp_path / "a.txt").write_text("A fine text.")
    assert main(["extract", "--characters", str(tmp_path / "a.txt")]) == 1
    assert capsys.readouterr().out.endswith("a.txt · nothing odd\n")


def test_lines_of_json_are_not_looked_at(odd, capsys):
    assert main(["extract", "--characters", "--jsonl", str(odd)]) == 2
    assert "does not go with --jsonl" in capsys.readouterr().err
