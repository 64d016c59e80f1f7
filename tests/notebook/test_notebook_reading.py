"""What was read and which searches are kept: on the disk at once, in any order of lines, untouched by undo."""

import json
from pathlib import Path

import pytest

from reader.documents import make_document
from reader.notebook import Notebook, log
from reader.notebook import journal as room


@pytest.fixture
def path(tmp_path):
    return tmp_path / ".reader" / "notebook.jsonl"


def operation(number, **more):
    return {"v": 1, "id": f"o-{number}", "time": f"2025-02-01T00:00:{number:02}Z", **more}


def test_a_document_is_read_and_unread_again(path):
    notebook = Notebook(path)
    notebook.set_read("d-1", "a.txt", is_read=True)
    notebook.set_read("d-2", "b.txt", is_read=True)
    assert Notebook(path).read_documents == notebook.read_documents == {"d-1", "d-2"}
    notebook.set_read("d-1", "a.txt", is_read=False)
    assert Notebook(path).read_documents == notebook.read_documents == {"d-2"}


def test_saying_twice_what_is_so_writes_nothing(path):
    notebook = Notebook(path)
    for _ in range(3):
        notebook.set_read("d-1", "a.txt", is_read=True)
        notebook.keep_search("rana")
    assert len(path.read_bytes().splitlines()) == 2


def test_undo_leaves_what_was_read_alone(path):
    notebook = Notebook(path)
    document = make_document(b"A lamp.", Path("a.txt"), "a.txt")
    notebook.add(document, 0, 6, "yellow")
    notebook.set_read(document.id, "a.txt", is_read=True)
    notebook.keep_search("lamp")
    assert notebook.undo() == "add"
    assert notebook.highlights == ()
    assert notebook.read_documents == {document.id}
    assert notebook.searches == ("lamp",)
    assert notebook.undo() == ""


def test_the_later_word_counts_in_whatever_order_the_lines_stand(path):
    path.parent.mkdir()
    lines = [operation(number, op="read", document="d-1", read=read) for number, read in ((2, True), (1, False))]
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    assert Notebook(path).read_documents == {"d-1"}


@pytest.mark.parametrize(
    "lines",
    [
        [{"op": "read"}],
        [{"op": "read", "document": ["d-1"], "read": True}],
        [{"op": "read", "document": "d 1\n", "read": True}],
        [{"op": "read", "document": "d-1", "read": "yes"}],
        [{"op": "search", "typed": 7, "kept": True}],
        [{"op": "search", "typed": "  ", "kept": True}],
        [{"op": "search", "typed": "rana"}],
    ],
)
def test_what_makes_no_sense_changes_nothing(path, lines):
    path.parent.mkdir()
    path.write_text("".join(json.dumps(operation(at, **line)) + "\n" for at, line in enumerate(lines)))
    notebook = Notebook(path)
    assert (notebook.read_documents, notebook.searches) == (frozenset(), ())


def test_searches_are_kept_the_last_one_first_until_they_are_let_go(path):
    notebook = Notebook(path)
    for typed in ("rana", 'person:"Rana Ahmed" is:unread', "rana"):
        notebook.keep_search(typed)
    assert Notebook(path).searches == notebook.searches == ('person:"Rana Ahmed" is:unread', "rana")
    notebook.keep_search("rana", is_kept=False)
    assert Notebook(path).searches == ('person:"Rana Ahmed" is:unread',)
    with pytest.raises(ValueError, match="characters"):
        notebook.keep_search("x" * 3000)


def test_a_kept_search_is_harmless_to_print(path):
    log.append(path, operation(1, op="search", typed="a\x1b]52;c;eA==\x07\n", kept=True))
    assert "\x1b" not in Notebook(path).searches[0]


def test_a_change_costs_the_same_however_long_the_notebook_is(path, monkeypatch):
    notebook = Notebook(path)
    for number in range(50):
        notebook.set_read(f"d-{number}", "a.txt", is_read=True)
    replayed = []
    monkeypatch.setattr(room, "replay", lambda operations: replayed.append(len(operations)))
    notebook.set_read("d-0", "a.txt", is_read=False)
    assert replayed == []
    assert len(notebook.read_documents) == 49
