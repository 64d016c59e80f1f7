"""Changes made together, taken over from elsewhere, and remembered exports."""

import copy
import hashlib
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.documents import make_document
from reader.notebook import Exported, Merged, Notebook, NotebookError, log, replay
from reader.notebook.lines import LONGEST

TEXT = "The lamp went out at nine. Maren Holt saw it from the quay. Nobody else was awake to see it.\n"


def made(text=TEXT, name="log.txt"):
    return make_document(text.encode(), Path(name), name)


@pytest.fixture
def path(tmp_path):
    return tmp_path / ".reader" / "notebook.jsonl"


@pytest.fixture
def notebook(path):
    return Notebook(path)


def appends(monkeypatch):
    counted = []
    append = log.append
    monkeypatch.setattr(
        log, "append", lambda path, *lines, **more: (counted.append(len(lines)), append(path, *lines, **more))[1]
    )
    return counted


def test_changes_made_together_are_written_at_once_and_taken_back_at_once(notebook, path, monkeypatch):
    first = notebook.add(made(), 0, 3, "yellow")
    counted = appends(monkeypatch)
    with notebook.together():
        second = notebook.add(made(), 4, 8, "green")
        notebook.edit(second.id, note="seen at once")
        notebook.delete(first.id)
        assert [mark.note for mark in notebook.highlights] == ["seen at once"]
    assert counted == [3]
    assert Notebook(path).highlights == notebook.highlights
    assert notebook.undo() == "delete"
    assert notebook.highlights == Notebook(path).highlights == (first,)
    assert notebook.undo() == "add"
    assert notebook.undo() == ""


def test_a_batch_inside_another_is_part_of_it(notebook, monkeypatch):
    counted = appends(monkeypatch)
    with notebook.together():
        notebook.add(made(), 0, 3, "yellow")
        with notebook.together():
            notebook.add(made(), 4, 8, "yellow")
        assert counted == []
    assert counted == [2]
    notebook.undo()
    assert notebook.highlights == ()


def test_a_long_batch_copies_what_stands_once_and_not_for_every_change(notebook, monkeypatch):
    for at in range(20):
        notebook.add(made(), at, at + 3, "yellow")
    copied = []
    shallow = copy.copy
    monkeypatch.setattr(replay, "copy", SimpleNamespace(copy=lambda each: (copied.append(each), shallow(each))[1]))
    with notebook.together():
        for at in range(30):
            notebook.edit(notebook.add(made(), at, at + 5, "green").id, note="seen")
            notebook.set_read(f"d-{at}", "log.txt", is_read=True)
    whole = [each for each in copied if isinstance(each, dict | set)]
    assert len(whole) == 2, "the highlights and what was read"


def test_a_batch_in_which_nothing_changes_writes_nothing(notebook, path):
    with notebook.together():
        pass
    assert not path.exists()


def test_of_a_batch_that_breaks_off_nothing_stands(notebook, path):
    mark = notebook.add(made(), 0, 3, "yellow")
    before = path.read_bytes()

    def breaks_off():
        with notebook.together():
            notebook.delete(mark.id)
            assert notebook.highlights == ()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        breaks_off()
    assert notebook.highlights == (mark,)
    assert path.read_bytes() == before
    notebook.edit(mark.id, note="and it goes on")
    assert Notebook(path).highlights == notebook.highlights


def test_of_a_batch_that_cannot_be_written_nothing_stands(notebook, path, monkeypatch):
    mark = notebook.add(made(), 0, 3, "yellow")

    def full(*_arguments, **_more):
        raise OSError(28, "No space left on device")

    def change():
        with notebook.together():
            notebook.delete(mark.id)
            notebook.add(made(), 4, 8, "blue")

    with monkeypatch.context() as patch:
        patch.setattr(log, "append", full)
        with pytest.raises(NotebookError, match="No space left"):
            change()
    assert notebook.highlights == Notebook(path).highlights == (mark,)


def test_undo_inside_a_batch_takes_back_what_was_last_there(notebook, path):
    kept = notebook.add(made(), 0, 3, "yellow")
    with notebook.together():
        notebook.add(made(), 4, 8, "yellow")
        notebook.edit(kept.id, note="one")
        assert notebook.undo() == "edit"
        assert notebook.undo() == "add"
        assert notebook.undo() == "add"
        assert notebook.highlights == ()
    assert Notebook(path).highlights == ()


def test_what_undo_leaves_alone_it_leaves_alone_in_a_batch_too(notebook, path):
    with notebook.together():
        notebook.set_read("d-1", "a.txt", is_read=True)
        notebook.add(made(), 0, 3, "yellow")
        notebook.keep_search("lamp")
    assert notebook.undo() == "add"
    for each in (notebook, Notebook(path)):
        assert (each.highlights, each.read_documents, each.searches) == ((), {"d-1"}, ("lamp",))


def test_marks_from_elsewhere_keep_their_ids_and_times(notebook, path, tmp_path):
    other = Notebook(tmp_path / "other.jsonl")
    mark = other.edit(other.add(made(), 4, 8, "pink", "why?", ["lamp"]).id, note="why then?")
    mark = replace(mark, imported={"id": "https://example.org/1", "selector": [{"type": "New"}]})
    assert notebook.receive([mark]) == [mark]
    assert Notebook(path).highlights == (mark,)


def test_marks_whose_id_is_taken_or_none_get_another(notebook, path):
    mark = notebook.add(made(), 4, 8, "pink")
    gone = notebook.add(made(), 4, 8, "pink")
    notebook.delete(gone.id)
    received = notebook.receive([mark, replace(mark, id="7"), replace(mark, id="h-../../x"), gone])
    ids = [each.id for each in received]
    assert len({mark.id, gone.id, *ids}) == 6
    assert {each.id for each in Notebook(path).highlights} == {mark.id, *ids}
    assert notebook.undo() == "add"
    assert notebook.highlights == (mark,), "they came together"


def test_of_marks_one_of_which_makes_no_sense_none_is_taken(notebook, path):
    mark = Notebook(path.with_name("other.jsonl")).add(made(), 4, 8, "pink")
    with pytest.raises(ValueError, match="makes no sense"):
        notebook.receive([mark, replace(mark, document="../..")])
    assert notebook.highlights == ()
    assert not path.exists()


@pytest.mark.parametrize("time", ["", "yesterday", "2999-01-01T00:00:00+00:00"])
def test_a_mark_from_elsewhere_is_not_made_after_it_came(notebook, path, time):
    mark = Notebook(path.with_name("other.jsonl")).add(made(), 4, 8, "pink")
    (received,) = notebook.receive([replace(mark, created=time, modified=time)])
    assert mark.created < received.created < "2999"
    assert Notebook(path).highlights == (received,)


SHA = [hashlib.sha256(bytes([number])).hexdigest() for number in range(4)]


def test_every_fingerprint_of_a_block_is_remembered_for_its_target(notebook, path):
    notebook.note_exported_blocks("notes", {"h-1": SHA[0], "h-2": SHA[1]})
    notebook.note_exported_blocks("notes", {"h-1": SHA[2]}, deleted=["h-2"])
    notebook.note_exported_blocks("other", {"h-1": SHA[3]})
    for each in (notebook, Notebook(path)):
        known = each.exported_blocks("notes")
        assert known == Exported({"h-1": frozenset({SHA[0], SHA[2]}), "h-2": frozenset({SHA[1]})}, frozenset({"h-2"}))
        assert each.exported_blocks("unheard of") == Exported()
    notebook.note_exported_blocks("notes", {}, restored=["h-2"])
    assert Notebook(path).exported_blocks("notes").deleted == frozenset()
    assert notebook.undo() == "", "an export is no change to undo"


def test_what_is_known_of_exports_of_very_many_documents_is_written_in_lines_that_are_read_again(path):
    blocks = {f"front:{'k' * 100}:{number}": f"{number:064x}" for number in range(50_000)}
    deleted = [f"h-{number}" for number in range(30_000)]
    notebook = Notebook(path)
    notebook.note_exported_blocks("notes", blocks, deleted)
    lines = path.read_bytes().splitlines()
    assert len(lines) == 5
    assert max(map(len, lines)) < LONGEST
    known = Notebook(path).exported_blocks("notes")
    assert known == notebook.exported_blocks("notes")
    assert (len(known.blocks), known.deleted) == (50_000, frozenset(deleted))


def test_what_is_known_of_an_export_is_not_written_again(notebook, path):
    notebook.note_exported_blocks("notes", {"h-1": SHA[0], "h-2": SHA[1]}, deleted=["h-3"])
    before = path.read_bytes()
    notebook.note_exported_blocks("notes", {"h-1": SHA[0]}, deleted=["h-3"], restored=["h-4"])
    notebook.note_exported_blocks("notes", {})
    assert path.read_bytes() == before


@pytest.mark.parametrize(("block", "sha256"), [("h 1", SHA[0]), ("", SHA[0]), ("h-1", "f" * 63), ("h-1", "F" * 64)])
def test_only_ids_and_fingerprints_are_remembered_of_an_export(notebook, path, block, sha256):
    with pytest.raises(ValueError, match="is no"):
        notebook.note_exported_blocks("notes", {block: sha256})
    assert not path.exists()


def test_exports_in_a_file_that_make_no_sense_break_nothing(path):
    records = [
        {"blocks": [1]},
        {"blocks": {"h-1": 7, "h 1": SHA[0], "h-2": SHA[1]}},
        {"deleted": "h-2"},
        {"deleted": [7, "h-3"]},
    ]
    path.parent.mkdir()
    path.write_bytes(
        b"".join(
            log.line_of({"op": "exported", "id": f"o-{at}", "target": "notes", **record})
            for at, record in enumerate(records)
        )
    )
    assert Notebook(path).exported_blocks("notes") == Exported({"h-2": frozenset({SHA[1]})}, frozenset({"h-3"}))


def state(notebook):
    return notebook._state


def story(notebook):
    """Make one of everything, and return the lines it took."""
    document = made()
    first, second = notebook.add(document, 4, 8, "yellow"), notebook.add(document, 27, 37, "blue", "who?", ["witness"])
    with notebook.together():
        notebook.edit(first.id, note="one")
        notebook.edit(second.id, tags=["quay"])
    notebook.undo()
    notebook.delete(first.id)
    notebook.undo()
    notebook.reanchor(second.id, made("Now " + TEXT), 31, 41)
    notebook.say_absent(first.id, made("Gone."))
    notebook.decide_entities("same", [("person", "Maren Holt"), ("person", "Holt")])
    notebook.decide_date(document, 21, 25, "T21:00")
    notebook.set_read(document.id, "log.txt", is_read=True)
    notebook.keep_search("lamp")
    notebook.note_exported_blocks("notes", {first.id: SHA[0]}, deleted=[second.id])
    return notebook.path.read_bytes().splitlines(keepends=True)


def test_what_is_added_up_one_by_one_is_what_is_read_at_once(notebook, path):
    story(notebook)
    assert state(Notebook(path)) == state(notebook)


def test_two_notebooks_merged_either_way_say_the_same_however_their_lines_are_split(notebook, tmp_path, monkeypatch):
    monkeypatch.setattr(log.os, "fsync", lambda _handle: None)
    lines = [*story(notebook), b'{"op": "of-a-later-version", "id": "o-later", "kept": [1, null]}\n']
    notebook.merge(lines[-1])
    numbers = st.lists(st.integers(0, len(lines) - 1), max_size=2 * len(lines))

    @given(numbers, numbers)
    def holds(mine, theirs):
        theirs += sorted(set(range(len(lines))) - {*mine, *theirs})
        files = []
        for name, some in (("mine", mine), ("theirs", theirs)):
            files.append(tmp_path / f"{name}.jsonl")
            files[-1].write_bytes(b"".join(lines[at] for at in some))
        before = [file.read_bytes() for file in files]
        for file, other, data in zip(files, reversed(before), before, strict=True):
            merged = Notebook(file)
            added = merged.merge(other).added
            assert merged.merge(other).added == 0, "once is enough"
            assert state(merged) == state(Notebook(file)) == state(notebook)
            assert file.read_bytes().startswith(data)
            assert len(file.read_bytes().splitlines()) == len(data.splitlines()) + added
            assert lines[-1] in file.read_bytes(), "what is not understood is taken over as it is"

    holds()


def test_a_notebook_merged_in_the_middle_of_a_batch_loses_nothing(notebook, path, tmp_path):
    theirs = Notebook(tmp_path / "other.jsonl").add(made(), 4, 8, "yellow")
    with notebook.together():
        mine = notebook.add(made(), 0, 3, "blue")
        notebook.merge((tmp_path / "other.jsonl").read_bytes())
        notebook.edit(mine.id, note="after it")
    assert {mark.id for mark in notebook.highlights} == {mine.id, theirs.id}
    assert state(Notebook(path)) == state(notebook)


def test_lines_of_another_notebook_are_counted(notebook, path, tmp_path):
    other = Notebook(tmp_path / "other.jsonl")
    other.add(made(), 4, 8, "yellow")
    notebook.merge(other.path.read_bytes())
    other.add(made(), 4, 8, "yellow")
    assert notebook.merge(b"\xef\xbb\xbf" + other.path.read_bytes().replace(b"\n", b"\r\n") + b'{"torn') == Merged(
        1, 1, 1
    )
    assert Notebook(path).highlights == other.highlights
    assert b"\r" not in path.read_bytes()


def test_a_notebook_of_a_newer_version_is_not_merged(notebook, path):
    mark = notebook.add(made(), 4, 8, "yellow")
    before = path.read_bytes()
    newer = log.line_of({"v": log.FORMAT + 1, "op": "delete", "id": "o-x", "time": "2999", "target": mark.id})
    with pytest.raises(NotebookError, match="newer version"):
        notebook.merge(newer)
    assert path.read_bytes() == before
