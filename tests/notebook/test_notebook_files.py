"""The notebook's file in a world of other programs: replaced, locked, gone, odd, elsewhere; and heard of when it changes."""

import errno
import itertools
import os
import threading
from pathlib import Path

import pytest

from reader.documents import make_document, read_document
from reader.files import write_whole
from reader.notebook import Notebook, NotebookError, files, log
from reader.notebook import journal as room
from reader.notebook.where import fallback_path, where_of

posix = pytest.mark.skipif(os.name == "nt", reason="Windows has no such files")
DOCUMENT = make_document(b"The lamp went out at nine.", Path("log.txt"), "log.txt")


@pytest.fixture
def path(tmp_path):
    return tmp_path / ".reader" / "notebook.jsonl"


@pytest.fixture
def notebook(path):
    return Notebook(path)


def ids(notebook):
    return {mark.id for mark in notebook.highlights}


@posix
def test_a_file_that_is_replaced_before_it_is_locked_is_opened_again(notebook, path, monkeypatch):
    first = notebook.add(DOCUMENT, 0, 3, "yellow")
    opened, lock = [], files._lock

    def replaced(file):
        opened.append(os.fstat(file.fileno()).st_ino)
        if len(opened) < 4:
            write_whole(path, path.read_bytes())
        return lock(file)

    monkeypatch.setattr(files, "_lock", replaced)
    second = notebook.add(DOCUMENT, 4, 8, "yellow")
    assert len(opened) == 4
    assert ids(Notebook(path)) == {first.id, second.id}


@posix
def test_a_file_that_is_replaced_again_and_again_is_given_up(notebook, path, monkeypatch):
    notebook.add(DOCUMENT, 0, 3, "yellow")
    lock = files._lock
    monkeypatch.setattr(files, "PATIENCE", 0.05)
    monkeypatch.setattr(files, "_lock", lambda file: (write_whole(path, path.read_bytes()), lock(file))[1])
    with pytest.raises(NotebookError, match="again and again"):
        notebook.add(DOCUMENT, 4, 8, "yellow")


def test_where_files_have_another_number_whenever_one_asks_they_are_written_all_the_same(notebook, path, monkeypatch):
    numbers, stamp = itertools.count(), files.stamp
    monkeypatch.setattr(files, "stamp", lambda path: (0, next(numbers), *stamp(path)[2:]))
    marks = {notebook.add(DOCUMENT, at, at + 3, "yellow").id for at in range(3)}
    assert ids(Notebook(path)) == marks


def test_whoever_does_not_let_go_of_the_file_is_not_waited_for_for_ever(notebook, path, monkeypatch):
    mark = notebook.add(DOCUMENT, 0, 3, "yellow")
    monkeypatch.setattr(files, "PATIENCE", 0.05)
    with files.exclusively(path), pytest.raises(NotebookError, match="another program has held it"):
        notebook.add(DOCUMENT, 4, 8, "yellow")
    assert notebook.highlights == (mark,)
    notebook.add(DOCUMENT, 4, 8, "yellow")


def test_where_nothing_can_be_locked_it_is_written_all_the_same(notebook, path, monkeypatch):
    fcntl = pytest.importorskip("fcntl")

    def refuse(_file, _how):
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(fcntl, "flock", refuse)
    mark = notebook.add(DOCUMENT, 0, 3, "yellow")
    assert Notebook(path).highlights == (mark,)


@pytest.mark.parametrize("lose", [Path.unlink, lambda path: path.write_bytes(b"")], ids=["gone", "empty"])
def test_what_was_read_of_a_file_that_is_lost_is_written_again(notebook, path, lose):
    mark = notebook.edit(notebook.add(DOCUMENT, 0, 3, "yellow").id, note="kept")
    lose(path)
    assert notebook.refresh() is False
    assert notebook.highlights == (mark,)
    other = notebook.add(DOCUMENT, 4, 8, "yellow")
    assert set(Notebook(path).highlights) == {mark, other}
    assert notebook.refresh() is False
    assert Notebook(path)._state == notebook._state


def test_a_line_that_is_too_long_is_neither_written_nor_read(notebook, path, monkeypatch):
    mark = notebook.add(DOCUMENT, 0, 3, "yellow")
    monkeypatch.setattr(room, "LONGEST", 2_000)
    with pytest.raises(NotebookError, match="longer than"):
        notebook.edit(mark.id, note="x" * 2_000)
    assert notebook.highlights == (mark,)
    with path.open("ab") as file:
        file.write(b'{"op": "later", "id": "o-long", "filler": "' + b"x" * 20 * 2**20 + b'"}\n')
    other = notebook.add(DOCUMENT, 4, 8, "yellow")
    again = Notebook(path)
    assert again.problems == ("line 2 is longer than 8 MB",)
    assert set(again.highlights) == {mark, other}


def test_of_very_many_problems_some_are_told(notebook, path):
    notebook.add(DOCUMENT, 0, 3, "yellow")
    with path.open("ab") as file:
        file.write(b"torn\n" * 5_000)
    problems = Notebook(path).problems
    assert problems[0] == "line 2 is torn or no JSON"
    assert problems[-1] == "and 4,980 more like these"
    assert len(problems) == 21


# -- heard of


def test_what_others_write_is_heard_of_and_only_that_is_read(notebook, path, monkeypatch):
    mark = notebook.add(DOCUMENT, 0, 3, "yellow")
    other = Notebook(path)
    read = []
    load = log.load
    monkeypatch.setattr(log, "load", lambda *arguments: (read.append(load(*arguments)), read[-1])[1])
    assert notebook.refresh() is False
    assert read == []
    second = other.add(DOCUMENT, 4, 8, "blue")
    other.edit(mark.id, note="theirs")
    assert notebook.refresh() is True
    assert [len(each.operations) for each in read] == [2]
    assert ids(notebook) == {mark.id, second.id}
    assert notebook.highlights == Notebook(path).highlights
    assert notebook.refresh() is False


def test_what_others_write_in_between_is_heard_of_too(notebook, path):
    notebook.add(DOCUMENT, 0, 3, "yellow")
    other = Notebook(path)
    for _ in range(3):
        other.add(DOCUMENT, 4, 8, "blue")
        notebook.add(DOCUMENT, 0, 3, "pink")
    assert notebook.refresh() is False
    assert notebook.taken_in == 3
    assert len(notebook.highlights) == 7
    assert other.refresh() is True
    assert notebook._state == other._state == Notebook(path)._state
    assert notebook.refresh() is other.refresh() is False


def test_a_line_that_another_is_still_writing_is_heard_of_when_it_has_its_end(notebook, path):
    mark = notebook.add(DOCUMENT, 0, 3, "yellow")
    line = log.line_of({"op": "delete", "id": "o-x", "time": "2999", "target": mark.id})
    with path.open("ab", buffering=0) as file:
        file.write(line[:20])
        assert notebook.refresh() is False
        assert notebook.problems == ("line 2 is torn or no JSON",)
        file.write(line[20:])
        assert notebook.refresh() is True
    assert (notebook.highlights, notebook.problems) == ((), ())


def test_a_file_that_was_changed_before_its_end_is_read_anew(notebook, path):
    first, second = notebook.add(DOCUMENT, 0, 3, "yellow"), notebook.add(DOCUMENT, 4, 8, "yellow")
    whole = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(whole[1])
    assert notebook.refresh() is True
    assert notebook.highlights == (second,)
    write_whole(path, b"".join(reversed(whole)))
    assert notebook.refresh() is True
    assert set(notebook.highlights) == {first, second}


def test_inside_a_batch_nothing_else_is_heard_of(notebook, path):
    notebook.add(DOCUMENT, 0, 3, "yellow")
    Notebook(path).add(DOCUMENT, 4, 8, "yellow")
    with notebook.together():
        notebook.add(DOCUMENT, 0, 3, "pink")
        Notebook(path).add(DOCUMENT, 9, 12, "green")
        assert notebook.refresh() is False
        assert len(notebook.highlights) == 3, "what stood before it is known"
    assert notebook.refresh() is True
    assert len(notebook.highlights) == 4


def test_other_threads_see_a_batch_when_it_is_written(notebook):
    def seen_elsewhere():
        found = []
        thread = threading.Thread(target=lambda: found.append(len(notebook.highlights)))
        thread.start()
        thread.join()
        return found

    with notebook.together():
        notebook.add(DOCUMENT, 0, 3, "yellow")
        assert seen_elsewhere() == [0]
    assert seen_elsewhere() == [1]


# -- where it is


def pipe(path):
    os.mkfifo(path)


@posix
@pytest.mark.parametrize(
    "odd",
    [pipe, Path.mkdir, lambda path: path.symlink_to("elsewhere")],
    ids=["pipe", "folder", "link"],
)
def test_what_is_no_file_is_left_alone_and_said(folder, odd):
    inside = folder / ".reader" / "notebook.jsonl"
    inside.parent.mkdir()
    odd(inside)
    notebook = Notebook.of_folder(folder)
    notebook.add(read_document(folder / "ferry.txt"), 0, 5, "yellow")
    assert notebook.path == fallback_path(folder)
    assert "is left alone" in notebook.problems[0]
    assert str(notebook.path) in notebook.where_reason
    direct = Notebook(inside)
    assert "is left alone" in direct.read_only_reason
    with pytest.raises(OSError, match="left alone"):
        log.append(inside, {"op": "later", "id": "o"})
    assert not (inside.parent / "elsewhere").exists()


def test_a_file_where_the_folder_of_the_notebook_should_be_is_left_alone(folder):
    (folder / ".reader").write_text("mine")
    notebook = Notebook.of_folder(folder)
    notebook.add(read_document(folder / "ferry.txt"), 0, 5, "yellow")
    assert notebook.path == fallback_path(folder)
    assert (folder / ".reader").read_text() == "mine"


def test_a_folder_that_cannot_be_written_says_where_its_marks_are(folder, monkeypatch):
    document = read_document(folder / "ferry.txt")
    mark = Notebook.of_folder(folder).add(document, 0, 5, "yellow")
    monkeypatch.setattr(os, "access", lambda *_arguments: False)
    notebook = Notebook.of_folder(folder)
    assert notebook.where_reason.startswith("nothing can be written in ")
    assert str(fallback_path(folder)) in notebook.where_reason
    notebook.edit(mark.id, note="kept elsewhere")
    assert [each.note for each in Notebook.of_folder(folder).highlights] == ["kept elsewhere"]
    assert not notebook.path.with_name(".gitattributes").exists()


def test_a_notebook_in_its_folder_gives_no_reason(folder):
    assert Notebook.of_folder(folder).where_reason == ""
    assert Notebook.of_folder(folder).problems == ()


@pytest.mark.parametrize("code", [errno.EACCES, errno.EROFS])
def test_a_folder_that_can_no_longer_be_written_is_explained(notebook, monkeypatch, code):
    def refuse(*_arguments, **_more):
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(log, "append", refuse)
    with pytest.raises(NotebookError, match=r"not saved: .*open the folder again"):
        notebook.add(DOCUMENT, 0, 3, "yellow")


def test_another_notebook_of_the_folder_that_cannot_be_read_is_told(folder):
    outside = fallback_path(folder)
    outside.mkdir(parents=True)
    notebook = Notebook.of_folder(folder)
    notebook.add(read_document(folder / "ferry.txt"), 0, 5, "yellow")
    assert any(str(outside) in problem for problem in notebook.problems)


def test_a_new_notebook_tells_git_once_how_to_merge_it(folder):
    document = read_document(folder / "ferry.txt")
    notebook = Notebook.of_folder(folder)
    notebook.add(document, 0, 5, "yellow")
    told = folder / ".reader" / ".gitattributes"
    assert told.read_bytes() == b"*.jsonl merge=union -text\n"
    told.unlink()
    notebook.add(document, 0, 5, "blue")
    Notebook.of_folder(folder).add(document, 0, 5, "blue")
    assert not told.exists(), "whoever took it away knows why"


def test_what_a_person_told_git_stays(folder):
    told = folder / ".reader" / ".gitattributes"
    told.parent.mkdir()
    told.write_text("mine\n")
    Notebook.of_folder(folder).add(read_document(folder / "ferry.txt"), 0, 5, "yellow")
    assert told.read_text() == "mine\n"


def test_copies_of_other_programs_are_told(folder):
    inside = folder / ".reader" / "notebook.jsonl"
    inside.parent.mkdir()
    inside.with_name("notebook 2.jsonl").write_bytes(b"")
    assert where_of(folder).path == inside
    assert any("notebook 2.jsonl" in problem for problem in Notebook.of_folder(folder).problems)


def test_a_folder_that_is_gone_is_not_made_anew(tmp_path):
    root = tmp_path / "stick" / "papers"
    root.mkdir(parents=True)
    notebook = Notebook.of_folder(root)
    first = notebook.add(DOCUMENT, 0, 3, "yellow")
    (tmp_path / "stick").rename(tmp_path / "elsewhere")
    with pytest.raises(NotebookError, match="papers is gone; bring it back"):
        notebook.add(DOCUMENT, 4, 8, "yellow")
    assert not (tmp_path / "stick").exists()
    assert ids(notebook) == {first.id}
    (tmp_path / "elsewhere").rename(tmp_path / "stick")
    second = notebook.add(DOCUMENT, 4, 8, "yellow")
    assert ids(notebook) == ids(Notebook.of_folder(root)) == {first.id, second.id}


def test_notes_without_their_folder_are_written_anew(tmp_path):
    root = tmp_path / "papers"
    root.mkdir()
    notebook = Notebook.of_folder(root)
    first = notebook.add(DOCUMENT, 0, 3, "yellow")
    notebook.path.parent.rename(tmp_path / "elsewhere")
    second = notebook.add(DOCUMENT, 4, 8, "yellow")
    assert ids(Notebook.of_folder(root)) == {first.id, second.id}
