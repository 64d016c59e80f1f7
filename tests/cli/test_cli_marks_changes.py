"""`reader marks` where it changes something: made, changed, taken away, taken over, taken back."""

import io
import json
import sys
import unicodedata

import pytest

from reader.cli import changing, receiving
from reader.documents import read_document
from reader.notebook import Notebook


def marks(folder):
    return Notebook.of_folder(folder).highlights


def text(folder, name="ferry.txt"):
    return read_document(folder / name, name).text


def test_words_are_marked_where_they_stand(run, folder):
    code, out, err = run(
        "marks", folder, "--add", 'she told the harbour board. "Nobody came."', "--in", "ferry.txt", "--colour", "green",
        "--note", "Who?", "--tag", "evidence", "--tag", "two words", "--json",
    )  # fmt: skip
    (mark,) = marks(folder)
    assert code == 0
    assert text(folder)[mark.anchor.start : mark.anchor.end] == "she told the harbour board. “Nobody came."[:-1] + ".”"
    assert (mark.colour, mark.note, mark.tags) == ("green", "Who?", ("evidence", "two-words"))
    assert json.loads(out)[0]["id"] == mark.id
    assert f"{mark.id} marks ferry.txt at {mark.anchor.start}–{mark.anchor.end}" in err


def test_line_breaks_between_words_do_not_matter(run, folder):
    assert run("marks", folder, "--add", "Captain Maren   Holt said that", "--in", "ferry.txt")[0] == 0
    assert marks(folder)[0].anchor.exact == "Captain Maren Holt\nsaid that"


@pytest.mark.parametrize("named", ["letters/vale.txt", "vale.txt", "{folder}/letters/vale.txt"])
def test_a_document_is_named_by_its_path_or_the_end_of_it(run, folder, named):
    assert run("marks", folder, "--add", "dredger", "--in", named.format(folder=folder))[0] == 0
    assert marks(folder)[0].name == "letters/vale.txt"


def test_words_that_stand_several_times_need_a_place(run, folder):
    (folder / "ferry.txt").write_text("One ferry, two ferry.\n")
    code, _out, err = run("marks", folder, "--add", "ferry", "--in", "ferry.txt")
    assert code == 2
    assert "“ferry” stands in ferry.txt 2 times, at 4, 15; choose one with --at" in err
    assert run("marks", folder, "--add", "ferry", "--in", "ferry.txt", "--at", "15")[0] == 0
    assert run("marks", folder, "--add", "ferry", "--in", "ferry.txt", "--at", "4-9")[0] == 0
    assert [mark.anchor.start for mark in marks(folder)] == [4, 15]
    assert "does not stand at 5" in run("marks", folder, "--add", "ferry", "--in", "ferry.txt", "--at", "5")[2]


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (["--add", "nowhere to be read", "--in", "ferry.txt"], "“nowhere to be read” does not stand in ferry.txt"),
        (["--add", " ", "--in", "ferry.txt"], "does not stand in"),
        (["--add", "ferry"], "--in FILE says so"),
        (["--add", "ferry", "--in", "missing.txt"], "there is no document missing.txt"),
        (["--add", "Maren Holt", "--in", "ferry.txt", "--colour", "mauve"], "no colour is called “mauve”"),
        (["--add", "Maren Holt", "--in", "ferry.txt", "--at", "soon"], "--at takes"),
        (["--edit", "h-00000000", "--note", "x"], "no mark is called “h-00000000”"),
        (["--delete", "h-00000000"], "no mark is called"),
        (["--accept", "h-00000000"], "no mark is called"),
        (["--reject", "h-00000000"], "no mark is called"),
        (["--attach", "h-00000000", "--in", "ferry.txt", "--at", "0-4"], "no mark is called"),
        (["--undo"], "nothing to undo"),
        (["--note", "x"], "choose --add"),
        (["--in", "ferry.txt"], "choose --add"),
        (["--at", "4"], "choose --add"),
        (["--import", "missing.json"], "missing.json: No such file"),
        (["--merge", "missing.jsonl"], "missing.jsonl: No such file"),
        (["words", "--undo"], "“words” is no folder"),
    ],
)
def test_what_cannot_be_done_is_told(run, folder, arguments, why):
    code, out, err = run("marks", *arguments, folder)
    assert (code, out) == (2, "")
    assert why in err
    assert marks(folder) == ()


def test_two_changes_at_once_are_one_too_many(run, folder):
    assert run("marks", folder, "--undo", "--add", "ferry")[0] == 2


def test_a_document_that_may_be_two_is_not_guessed(run, folder):
    (folder / "other").mkdir()
    (folder / "other" / "vale.txt").write_text("A dredger.")
    code, _out, err = run("marks", folder, "--add", "dredger", "--in", "vale.txt")
    assert code == 2
    assert "letters/vale.txt, other/vale.txt; write one of these" in err


def test_no_sign_is_cut_in_two(run, folder):
    (folder / "ferry.txt").write_text(unicodedata.normalize("NFD", "The café is closed."), encoding="utf-8")
    assert run("marks", folder, "--add", "The cafe", "--in", "ferry.txt")[0] == 0
    assert marks(folder)[0].anchor.exact == "The cafe\u0301"


@pytest.fixture
def mark(run, folder):
    """Return the one mark of the folder."""
    run("marks", folder, "--add", "Captain Maren Holt", "--in", "ferry.txt", "--note", "Who?", "--tag", "people")
    return marks(folder)[0]


def test_colour_note_and_tags_are_changed_each_by_itself(run, folder, mark):
    assert run("marks", folder, "--edit", mark.id, "--colour", "pink")[0] == 0
    assert (marks(folder)[0].colour, marks(folder)[0].note, marks(folder)[0].tags) == ("pink", "Who?", ("people",))
    assert run("marks", folder, "--edit", mark.id, "--note", "", "--tag", "one", "--tag", "two")[0] == 0
    assert (marks(folder)[0].colour, marks(folder)[0].note, marks(folder)[0].tags) == ("pink", "", ("one", "two"))
    assert run("marks", folder, "--edit", mark.id, "--tag", "")[0] == 0
    assert marks(folder)[0].tags == ()
    assert "change what?" in run("marks", folder, "--edit", mark.id)[2]


def test_a_colour_goes_by_the_name_that_the_person_gave_it(run, folder, mark, tmp_path, monkeypatch):
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "config.toml").write_text('[colours]\ngreen = "evidence"\n')
    monkeypatch.setenv("READER_CONFIG_DIR", str(tmp_path / "config"))
    assert run("marks", folder, "--edit", mark.id, "--colour", "Evidence")[0] == 0
    assert marks(folder)[0].colour == "green"
    assert "  evidence  " in run("marks", folder)[1]
    assert len(run("marks", folder, "--colour", "evidence")[1].splitlines()) == 1


@pytest.mark.usefixtures("mark")
def test_marks_are_deleted_and_brought_back(run, folder):
    run("marks", folder, "--add", "Port Aldery", "--in", "ferry.txt")
    both = [each.id for each in marks(folder)]
    code, _out, err = run("marks", "--delete", *both, folder)
    assert code == 0
    assert "2 marks deleted" in err
    assert marks(folder) == ()
    assert run("marks", folder, "--undo")[0] == 0
    assert [each.id for each in marks(folder)] == both


def test_undo_takes_back_changes_of_marks_alone(run, folder, mark):
    Notebook.of_folder(folder).decide_day(read_document(folder / "ferry.txt", "ferry.txt"), None)
    code, _out, err = run("marks", folder, "--undo")
    assert code == 2
    assert "reader documents --undo takes it back" in err
    assert marks(folder) == (mark,)


def test_annotations_go_from_one_folder_to_another_and_back(run, folder, mark, tmp_path):
    exported = tmp_path / "marks.jsonld"
    assert run("export", folder, "--format", "jsonld", "--to", exported)[0] == 0
    other = tmp_path / "other"
    other.mkdir()
    (other / "renamed.txt").write_bytes((folder / "ferry.txt").read_bytes())
    code, out, err = run("marks", other, "--import", exported, "--json")
    assert code == 0
    assert {key: json.loads(out)[key] for key in ("certain", "duplicates", "failed")} == {
        "certain": 1,
        "duplicates": 0,
        "failed": [],
    }
    assert "1 mark taken over, 0 already there, 0 not" in err
    (copy,) = marks(other)
    assert (copy.id, copy.anchor, copy.note, copy.tags) == (mark.id, mark.anchor, mark.note, mark.tags)
    assert "0 marks taken over, 1 already there" in run("marks", other, "--import", exported)[2]
    assert "1 already there" in run("marks", folder, "--import", exported)[2]
    assert run("marks", other, "--undo")[0] == 0
    assert marks(other) == ()


def test_annotations_come_from_standard_input(run, folder, monkeypatch):
    rows = {
        "rows": [
            {
                "id": "abc",
                "uri": "https://example.org/ferry.html",
                "target": [{"selector": [{"type": "TextQuoteSelector", "exact": "Captain Maren Holt"}]}],
            },
            {"id": "def", "uri": "https://example.org/elsewhere", "target": [{"selector": [{"type": "TextQuoteSelector", "exact": "Nobody"}]}]},
            {"id": "ghi", "uri": "https://example.org/ferry.html", "target": []},
        ]
    }  # fmt: skip
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(json.dumps(rows).encode())))
    code, _out, err = run("marks", folder, "--import", "-")
    assert code == 0
    assert [each.anchor.exact for each in marks(folder)] == ["Captain Maren Holt"]
    assert "not taken over: “Nobody”: no document here is what it is about: https://example.org/elsewhere" in err
    assert "it is about a whole page" in err
    assert "1 mark taken over, 0 already there, 2 not" in err


def test_the_document_of_annotations_can_be_said(run, folder, tmp_path):
    annotation = {
        "type": "Annotation",
        "target": {"source": "x:y", "selector": {"type": "TextQuoteSelector", "exact": "Idris Vale"}},
    }
    (tmp_path / "a.json").write_text(json.dumps(annotation))
    assert run("marks", folder, "--import", tmp_path / "a.json")[0] == 1
    assert run("marks", folder, "--import", tmp_path / "a.json", "--in", "vale.txt")[0] == 0
    assert marks(folder)[0].name == "letters/vale.txt"


def test_what_is_no_file_of_annotations_is_told_without_a_traceback(run, folder, tmp_path):
    for at, data in enumerate((b"", b"[" * 90_000, b"\xff\0", b'{"rows": NaN}', b"{}")):
        (tmp_path / f"{at}.json").write_bytes(data)
        code, out, err = run("marks", folder, "--import", tmp_path / f"{at}.json")
        assert (code, out) == (2, "")
        assert err.startswith("reader: it ")


@pytest.mark.usefixtures("mark")
def test_another_notebook_is_merged_whichever_way_round(run, folder, tmp_path):
    other = tmp_path / "other"
    other.mkdir()
    (other / "ferry.txt").write_bytes((folder / "ferry.txt").read_bytes())
    run("marks", other, "--add", "Port Aldery", "--in", "ferry.txt")
    for one, two in ((folder, other), (other, folder)):
        code, _out, err = run("marks", one, "--merge", two / ".reader" / "notebook.jsonl")
        assert code == 0
        assert "1 operation taken over, " in err
    assert marks(folder) == marks(other)
    assert len(marks(folder)) == 2
    code, out, _err = run("marks", folder, "--merge", other / ".reader" / "notebook.jsonl", "--json")
    assert (code, json.loads(out)["added"]) == (0, 0)


@pytest.mark.parametrize("option", ["--import", "--merge"])
def test_a_file_without_an_end_is_not_read_to_it(run, folder, tmp_path, monkeypatch, option):
    monkeypatch.setattr(receiving, "LARGEST_FOREIGN", 2**20)
    (tmp_path / "endless").write_bytes(b"{}\n" * 2**19)
    code, out, err = run("marks", folder, option, tmp_path / "endless")
    assert (code, out) == (2, "")
    assert "more than 1 MB, which is the limit" in err


def test_of_many_marks_each_document_is_read_once(run, folder, monkeypatch):
    notebook = Notebook.of_folder(folder)
    for name in ("ferry.txt", "letters/vale.txt"):
        document = read_document(folder / name, name)
        for at in range(5):
            notebook.add(document, at, at + 4, "yellow")
    (folder / "letters" / "vale.txt").rename(folder / "moved.txt")
    (folder / "ferry.txt").write_text("x " + text(folder))
    ids, read = [mark.id for mark in marks(folder)], []
    monkeypatch.setattr(changing, "read_document", lambda path, name: read.append(name) or read_document(path, name))
    assert run("marks", folder, "--reject", *ids, ids[0])[0] == 0
    assert len(read) == len(set(read))
    assert {"ferry.txt", "moved.txt"} <= set(read)
    assert all(mark.absent_from for mark in marks(folder))
    read.clear()
    assert run("marks", folder, "--reject", *(mark.id for mark in marks(folder) if mark.name == "ferry.txt"))[0] == 0
    assert read == ["ferry.txt"]
