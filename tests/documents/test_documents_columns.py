"""Columns of tables as a person names them in `.reader/collections.toml`."""

import os
from datetime import date
from pathlib import Path

import pytest

from reader.documents import DocumentError, Folder, collection, read_document, stamp_of
from reader.documents.columns import root_of

TABLE = """\
guid,head,wann,body,lead,by
a-17,Ferry stays,2024-03-11,Short lead.,"The ferry did not sail, and nobody on the quay could say why it stayed in port.",Vale
a-18,Dredger,12 March 2024,Shorter.,"It lies in Rotterdam, said the captain of the port, and there it will stay for long.",
"""
SAID = 'text = "lead"\ntitle = "head"\ndate = "wann"\nid = "guid"\n'


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "press").mkdir()
    (tmp_path / "press" / "2024.csv").write_text(TABLE)
    (tmp_path / ".reader").mkdir()
    return tmp_path


def say(folder, said):
    (folder / ".reader" / "collections.toml").write_text(said)


def scan(folder):
    return Folder.of([folder]).scan()


def read(folder, name):
    return read_document(folder / name, name)


@pytest.mark.parametrize("called", ["press/2024.csv", "*.csv"])
def test_columns_are_what_a_person_says_they_are(folder, called):
    say(folder, f'["{called}"]\n{SAID}')
    assert scan(folder).files.names == ["press/2024.csv/a-17", "press/2024.csv/a-18"]
    document = read(folder, "press/2024.csv/a-18")
    assert (document.title, document.published.day) == ("Dredger", date(2024, 3, 12))
    assert document.text[document.body_start :].strip().startswith("It lies in Rotterdam")


def test_lines_of_json_have_columns_too(folder):
    (folder / "talk.jsonl").write_text('{"n": 5, "said": "Ahoy!", "text": "not this"}\n{"n": 5, "said": "Aye."}\n')
    say(folder, '["talk.jsonl"]\ntext = "said"\nid = "n"')
    assert scan(folder).files.names == ["press/2024.csv/0001", "press/2024.csv/0002", "talk.jsonl/5", "talk.jsonl/0002"]
    assert read(folder, "talk.jsonl/5").text.endswith("\n\nAhoy!\n")


def test_what_is_said_anew_has_every_row_read_again(folder):
    before = list(scan(folder).files)
    say(folder, '["press/2024.csv"]\ntext = "body"\n')
    after = list(scan(folder).files)
    assert [entry.name for entry in before] == [entry.name for entry in after]
    assert all(one.mtime_ns != other.mtime_ns for one, other in zip(before, after, strict=True))
    assert read(folder, "press/2024.csv/0001").text.endswith("\n\nShort lead.\n")


def test_what_is_said_of_others_and_in_the_folder_above_changes_nothing_here(folder):
    say(folder, '["*.jsonl"]\ntext = "body"')
    (folder / "press" / ".reader").mkdir()
    (folder / "press" / ".reader" / "collections.toml").write_text("")
    assert scan(folder).files.names == ["press/2024.csv/0001", "press/2024.csv/0002"]


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ('["*.csv"]\ntext = "boddy"', "no column “boddy”"),
        ('["*.csv"]\ntexts = "body"', "called “texts”: “text” is meant?"),
        ('["*.csv"]\nwhere = "body"', "called “where”: there is text"),
        ('["*.csv"]\ntext = 4', "the name of a column in quotes"),
        ('["*.csv"]\ntext = " "', "the name of a column in quotes"),
        ('"*.csv" = "body"', "is a table"),
        ("text = ", "collections.toml cannot be read"),
        ("x" * 2**20 + "x", "too large"),
    ],
)
def test_what_cannot_be_understood_is_said_of_the_table(folder, said, reason):
    say(folder, said)
    with pytest.raises(DocumentError, match=reason.replace("?", r"\?")):
        collection(folder / "press" / "2024.csv", folder)
    assert "collections.toml" in scan(folder).skipped[0][1]


def test_a_column_that_is_empty_in_every_line_is_named(folder):
    (folder / "talk.jsonl").write_text('{"said": " ", "text": "not this"}\n')
    say(folder, '["talk.jsonl"]\ntext = "said"')
    with pytest.raises(DocumentError, match="nothing in the column “said”"):
        collection(folder / "talk.jsonl", folder)


@pytest.mark.parametrize("name", ["../x", "a.b", "", "x" * 81, "a/b", "a-17"])
def test_a_name_that_is_none_or_taken_leaves_the_row_its_number(folder, name):
    (folder / "press" / "2024.csv").write_text(TABLE.replace("a-18", name))
    say(folder, f'["press/*"]\n{SAID}')
    assert set(scan(folder).files.names) == {"press/2024.csv/a-17", "press/2024.csv/0002"}
    assert read(folder, "press/2024.csv/0002").title == "Dredger"


def test_what_is_said_above_the_folder_that_is_read_does_not_count(folder):
    say(folder, f'["*.csv"]\n{SAID}')
    names = ["press/2024.csv/a-17", "press/2024.csv/a-18"]
    assert scan(folder).files.names == names
    below = Folder.of([folder / "press"])
    assert below.scan().files.names == ["2024.csv/0001", "2024.csv/0002"]
    name = "2024.csv/0001"
    assert read(below.root, name).text.endswith("\n\nShort lead.\n")
    assert stamp_of(below.root / name, below.root) is not None
    assert stamp_of(below.root / name, folder) is None
    # a file by itself: what lies beside it counts, and nothing above
    assert collection(folder / "press" / "2024.csv").names == ["0001", "0002"]
    (folder / "press" / ".reader").mkdir()
    say(folder / "press", f'["*.csv"]\n{SAID}')
    assert collection(folder / "press" / "2024.csv").names == ["a-17", "a-18"]


@pytest.mark.skipif(os.name == "nt", reason="links take a privilege there")
@pytest.mark.parametrize("link", [".reader", ".reader/collections.toml"])
def test_what_is_said_elsewhere_does_not_count(folder, tmp_path_factory, link):
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    (elsewhere / "collections.toml").write_text(f'["*.csv"]\n{SAID}')
    if link == ".reader":
        (folder / ".reader").rmdir()
        (folder / link).symlink_to(elsewhere)
    else:
        (folder / link).symlink_to(elsewhere / "collections.toml")
    assert scan(folder).files.names == ["press/2024.csv/0001", "press/2024.csv/0002"]
    (folder / link).unlink()
    (folder / ".reader").mkdir(exist_ok=True)
    (folder / "own.toml").write_text(f'["*.csv"]\n{SAID}')
    (folder / ".reader" / "collections.toml").symlink_to(folder / "own.toml")
    assert scan(folder).files.names == ["press/2024.csv/a-17", "press/2024.csv/a-18"]


@pytest.mark.parametrize(
    ("path", "name", "root"),
    [
        ("/a/b/c.csv/0001", "b/c.csv/0001", "/a"),
        ("/a/c.csv", "c.csv", "/a"),
        ("/c.csv", "c.csv", "/"),
        ("/a/c.csv", "/a/c.csv", None),
        ("/a/c.csv", "other.csv", None),
        ("a/c.csv", "a/c.csv", None),
        ("/c.csv", "a/c.csv", None),
    ],
)
def test_the_folder_that_is_read_is_what_remains_of_a_path_without_the_name(path, name, root):
    start = "C:" if os.name == "nt" else ""
    assert root_of(Path(start + path), name) == (Path(start + root) if root else None)
