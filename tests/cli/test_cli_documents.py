"""`reader documents`: the list of documents, and what a person says of them."""

import json

import pytest

from reader.app.memory import Memory, Place, memory_path
from reader.app.session import Session
from reader.documents import Folder
from reader.notebook import Notebook


def days(folder):
    return Notebook.of_folder(folder).days(["ferry.txt", "letters/vale.txt", "minutes.md"])


def states(run, folder, *words):
    return {
        entry["document"]: entry["state"] for entry in json.loads(run("documents", *words, folder, "--json")[1] or "[]")
    }


def test_documents_are_listed_with_day_and_how_it_was_found(run, folder):
    code, out, _err = run("documents", folder)
    first, second, third = out.splitlines()
    assert code == 0
    assert first == "2024-03-11  “date” in the header  unread  44  ferry.txt         Ferry stays in port"
    assert second.startswith("no date ")
    assert "minutes.md" in third


def test_documents_as_json(run, folder):
    (folder / "broken.txt").write_bytes(b"\0")
    code, out, _err = run("documents", folder, "--json")
    listed = json.loads(out)
    assert code == 0
    assert [entry["document"] for entry in listed] == ["ferry.txt", "letters/vale.txt", "minutes.md", "broken.txt"]
    assert listed[0] == {
        "document": "ferry.txt",
        "title": "Ferry stays in port",
        "date": "2024-03-11",
        "found": "“date” in the header",
        "words": 44,
        "state": "unread",
        "percent": 0,
        "error": None,
    }
    assert (listed[1]["date"], listed[1]["found"]) == (None, None)
    assert (listed[3]["state"], listed[3]["error"]) == ("failed", "binary data, not text")
    assert "failed    broken.txt" in run("documents", folder, "is:failed")[1]


def test_words_choose_documents_as_in_the_app(run, folder):
    assert list(states(run, folder, "minutes")) == ["minutes.md"]
    session = Session(Folder.of([folder]))
    session.take(session.folder.scan())
    session.build(lambda _progress: None, lambda: False)
    shown = [session.shelf.names[at] for at in session.picked("e t")[0]]
    session.close()
    assert list(states(run, folder, "e", "t")) == shown
    assert len(shown) > 1


@pytest.mark.parametrize(
    ("order", "names"),
    [
        ("name", ["ferry.txt", "letters/vale.txt", "minutes.md"]),
        ("newest", ["minutes.md", "ferry.txt", "letters/vale.txt"]),
        ("unread", ["ferry.txt", "letters/vale.txt", "minutes.md"]),
    ],
)
def test_the_order_is_that_of_the_app(run, folder, order, names):
    run("documents", "--read", "minutes.md", folder)
    assert list(states(run, folder, "--order", order)) == names


@pytest.mark.parametrize(("words", "said"), [(["zeppelin"], "no document with “zeppelin”"), (["is:read"], "is that")])
def test_nothing_found_is_one(run, folder, words, said):
    code, out, err = run("documents", *words, folder)
    assert (code, out) == (1, "")
    assert said in err


def test_a_document_is_said_to_be_read_and_unread_for_the_app(run, folder):
    code, out, err = run("documents", "--read", "vale.txt", folder / "ferry.txt", folder)
    assert (code, out) == (0, "")
    assert "2 documents read; kept in" in err
    assert states(run, folder) == {"ferry.txt": "read", "letters/vale.txt": "read", "minutes.md": "unread"}
    session = Session(Folder.of([folder]))
    session.look_up()
    assert {name for name in session.shelf.names if session.shelf.id_of(name) in session.notebook.read_documents} == {
        "ferry.txt",
        "letters/vale.txt",
    }
    session.close()
    run("documents", "--unread", "ferry.txt", folder)
    assert list(states(run, folder, "is:read")) == ["letters/vale.txt"]
    assert list(states(run, folder, "is:unread")) == ["ferry.txt", "minutes.md"]


def test_how_much_was_on_the_screen_is_shown(run, folder):
    memory = Memory(memory_path(Folder.of([folder]).root))
    memory.left("ferry.txt", Place(20, "", 42))
    memory.save()
    assert "42%  " in run("documents", "ferry", folder)[1]
    run("documents", "--read", "ferry.txt", folder)
    assert "42%" not in run("documents", "ferry", folder)[1]


def test_a_document_is_given_a_day_and_it_is_taken_back(run, folder):
    before = run("timeline", folder, "--json")[1]
    code, out, err = run("documents", "--day", "ferry.txt", "8 Nov 2024", folder, "--json")
    assert code == 0
    assert (json.loads(out)[0]["date"], json.loads(out)[0]["found"]) == ("2024-11-08", "set by you")
    assert "ferry.txt is of 2024-11-08; kept in" in err
    assert run("timeline", folder, "--json")[1] != before
    assert "the day of a document" in run("documents", "--undo", folder)[2]
    assert run("timeline", folder, "--json")[1] == before


def test_an_empty_day_says_that_there_is_none(run, folder):
    assert run("documents", "--day", "ferry.txt", "", "--day", "vale.txt", "2024-11-01", folder)[0] == 0
    assert {name: str(day) for name, day in days(folder).items()} == {
        "ferry.txt": "None",
        "letters/vale.txt": "2024-11-01",
    }
    run("documents", "--undo", folder)
    assert days(folder) == {}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--read", "nowhere.txt"], "there is no document nowhere.txt"),
        (["--read", "minutes.md", "same.txt"], "“same.txt” may be a/same.txt, b/same.txt"),
        (["--read", "letters"], "letters is a folder"),
        (["--read", "broken.txt"], "broken.txt: binary data"),
        (["--day", "ferry.txt", "Friday"], "“Friday” is no day"),
        (["--day", "nowhere.txt", "2024-11-08"], "there is no document"),
        (["--undo"], "nothing to undo"),
        (["harbour", "--undo"], "“harbour” is no folder or file"),
        (["--read", "ferry.txt", "--unread", "ferry.txt"], "not allowed with"),
        (["is:lost"], "is:lost is not known; there are is:read, is:unread, is:failed"),
        (["is:read", "is:unread"], "no document is read and unread"),
    ],
)
def test_what_cannot_be_said_is_told_and_nothing_is_written(run, folder, monkeypatch, arguments, said):
    for name in ("a", "b"):
        (folder / name).mkdir()
        (folder / name / "same.txt").write_text(f"It sank off {name}.")
    (folder / "broken.txt").write_bytes(b"\0")
    monkeypatch.chdir(folder)
    code, out, err = run("documents", *arguments)
    assert (code, out) == (2, "")
    assert said in err
    assert not (folder / ".reader").exists()


def test_what_a_mark_changed_is_not_taken_back(run, folder):
    run("marks", "--add", "Nobody came", "--in", "ferry.txt", folder)
    code, _out, err = run("documents", "--undo", folder)
    assert code == 2
    assert "the last change is a new mark: reader marks --undo takes it back" in err
