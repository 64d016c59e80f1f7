"""`reader search` where it has to do with saved searches."""

import json

import pytest

from reader.app.memory import Memory, memory_path
from reader.app.session import Session
from reader.documents import Folder
from reader.notebook import Notebook


def saved(folder):
    return Notebook.of_folder(folder).searches


def test_a_search_is_saved_where_the_app_lists_it(run, folder):
    code, out, err = run("search", "--save", " person:holt dredger ", folder)
    assert (code, out) == (0, "")
    assert "1 saved in" in err
    session = Session(Folder.of([folder]))
    assert session.notebook.searches == ("person:holt dredger",)
    session.close()
    assert run("search", "--save", "person:holt dredger", folder)[0] == 0
    assert saved(folder) == ("person:holt dredger",)


def test_saved_searches_are_listed_the_last_one_first(run, folder):
    run("search", "--save", "tag:evidence", "--save", "dredger", folder)
    assert run("search", "--saved", folder)[:2] == (0, "dredger\ntag:evidence\n")
    code, out, _err = run("search", folder, "--saved", "--json")
    assert code == 0
    assert json.loads(out) == [{"query": "dredger"}, {"query": "tag:evidence"}]


def test_where_none_is_saved_it_is_said(run, folder):
    code, out, err = run("search", "--saved", folder)
    assert (code, out) == (1, "")
    assert "no search is saved" in err


def test_a_search_is_forgotten_among_the_last_ones_too(run, folder):
    run("search", "--save", "dredger", folder)
    session = Session(Folder.of([folder]))
    session.memory.searched("dredger")
    session.memory.searched("ferry")
    session.close()
    assert run("search", "--forget", "dredger", folder)[0] == 0
    assert saved(folder) == ()
    assert Memory(memory_path(Folder.of([folder]).root)).searches == ["ferry"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--save", " "], "--save takes the words"),
        (["--save", "x" * 3_000], "is not kept"),
        (["--save", "dredger", "--save", "x" * 3_000], "is not kept"),
        (["--forget", "dredger"], "“dredger” is not saved; reader search --saved lists what is"),
        (["--saved", "--save", "dredger"], "not allowed with"),
        (["--saved", "--csv"], "as lines, or with --json"),
        (["--saved", "no such folder"], "no such file or folder"),
    ],
)
def test_what_cannot_be_saved_is_told_and_nothing_is_written(run, folder, monkeypatch, arguments, said):
    monkeypatch.chdir(folder)
    code, out, err = run("search", *arguments)
    assert (code, out) == (2, "")
    assert said in err
    assert not (folder / ".reader").exists()


def test_a_search_for_nothing_says_how_to_search(run):
    code, _out, err = run("search")
    assert code == 2
    assert "reader search QUERY [FOLDER]" in err


def test_a_saved_search_prints_nothing_that_a_terminal_would_obey(run, folder):
    Notebook.of_folder(folder).keep_search("a\x1b]0;b\u202e")
    out = run("search", "--saved", folder)[1]
    assert out == "a␛]0;b\ufffd\n"
    assert run("search", "--forget", out.strip(), folder)[0] == 0
