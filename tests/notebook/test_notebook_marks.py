"""Highlights: made, changed, taken away and brought back; by two sessions, two processes, a bad clock."""

import itertools
import json
import os
import signal
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.documents import make_document, read_document
from reader.notebook import COLOURS, Notebook, NotebookError, log
from reader.notebook import journal as room
from reader.notebook.where import fallback_path

TEXT = "The lamp went out at nine. Maren Holt saw it from the quay. Nobody else was awake to see it.\n"
posix = pytest.mark.skipif(os.name == "nt", reason="Windows has no such signals")


def made(text=TEXT, name="log.txt"):
    return make_document(text.encode(), Path(name), name)


@pytest.fixture
def path(tmp_path):
    return tmp_path / ".reader" / "notebook.jsonl"


@pytest.fixture
def notebook(path):
    return Notebook(path)


def summary(notebook):
    return [(mark.anchor.exact, mark.colour, mark.note) for mark in notebook.highlights]


def test_a_highlight_is_on_the_disk_at_once_with_all_that_belongs_to_it(notebook, path):
    document = made()
    mark = notebook.add(document, 4, 8, "green", "which lamp?\n*The* lamp")
    assert Notebook(path).highlights == (mark,)
    assert (mark.anchor.exact, mark.colour, mark.note) == ("lamp", "green", "which lamp?\n*The* lamp")
    assert (mark.document, mark.name, mark.anchor.text_sha256) == (document.id, "log.txt", document.text_sha256)
    assert mark.anchor.suffix == document.text[8 : 8 + 128]
    assert datetime.fromisoformat(mark.created).tzinfo == UTC
    assert mark.created == mark.modified


def test_colour_and_note_are_changed_and_the_rest_stays(notebook, path):
    mark = notebook.add(made(), 4, 8, "yellow")
    changed = notebook.edit(mark.id, colour="pink", note="why?")
    assert (changed.colour, changed.note) == ("pink", "why?")
    assert (changed.id, changed.anchor, changed.created) == (mark.id, mark.anchor, mark.created)
    assert changed.modified > mark.modified
    assert Notebook(path).highlights == (changed,)


def test_a_change_that_changes_nothing_is_not_written(notebook, path):
    mark = notebook.add(made(), 4, 8, "yellow", "why?")
    before = path.read_bytes()
    notebook.edit(mark.id, colour="yellow", note="why?")
    notebook.edit(mark.id)
    assert path.read_bytes() == before


def test_a_deleted_highlight_is_gone_but_stays_in_the_file(notebook, path):
    mark = notebook.add(made(), 4, 8, "yellow")
    notebook.delete(mark.id)
    assert notebook.highlights == Notebook(path).highlights == ()
    assert mark.id in path.read_text()
    for act in (notebook.delete, notebook.edit):
        with pytest.raises(KeyError):
            act(mark.id)


@pytest.mark.parametrize("span", [(4, 4), (8, 4), (-1, 4), (0, len(TEXT) + 1)])
def test_a_passage_outside_the_text_cannot_be_marked(notebook, path, span):
    with pytest.raises(ValueError, match="no passage"):
        notebook.add(made(), *span, "yellow")
    assert not path.exists()


def test_opening_a_notebook_writes_nothing(notebook, path):
    assert notebook.highlights == ()
    assert notebook.undo() == ""
    assert not path.parent.exists()


def test_highlights_come_in_the_order_of_documents_and_places(notebook):
    for name, at in [("b.txt", 9), ("a.txt", 40), ("b.txt", 0), ("a.txt", 4)]:
        notebook.add(made(name=name), at, at + 3, "blue")
    assert [(mark.name, mark.anchor.start) for mark in notebook.highlights] == [
        ("a.txt", 4), ("a.txt", 40), ("b.txt", 0), ("b.txt", 9)
    ]  # fmt: skip


def test_undo_takes_back_one_change_after_the_other(notebook):
    mark = notebook.add(made(), 4, 8, "yellow")
    notebook.edit(mark.id, note="first")
    notebook.edit(mark.id, note="second")
    notebook.delete(mark.id)
    seen = []
    for _ in range(4):
        what = notebook.undo()
        seen.append((what, [note for _exact, _colour, note in summary(notebook)]))
    assert seen == [("delete", ["second"]), ("edit", ["first"]), ("edit", [""]), ("add", [])]
    assert notebook.undo() == ""


def test_undo_reaches_back_into_an_earlier_session(notebook, path):
    mark = notebook.add(made(), 4, 8, "yellow", "kept")
    notebook.delete(mark.id)
    later = Notebook(path)
    assert later.undo() == "delete"
    assert [each.id for each in Notebook(path).highlights] == [mark.id]
    again = Notebook(path)
    assert again.undo() == "add"
    assert Notebook(path).highlights == ()
    assert Notebook(path).undo() == ""


def test_an_undone_change_does_not_come_back_with_the_next_one(notebook, path):
    mark = notebook.add(made(), 4, 8, "yellow")
    notebook.edit(mark.id, note="undone")
    notebook.undo()
    notebook.edit(mark.id, colour="blue")
    assert summary(Notebook(path)) == [("lamp", "blue", "")]


def test_a_highlight_goes_with_its_content_when_its_own_file_is_gone_and_only_then(notebook):
    mark = notebook.add(made(), 4, 8, "yellow")
    copy = made(name="copy.txt")
    assert notebook.placed(copy, present=["log.txt", "copy.txt"]) == []
    (moved,) = notebook.placed(copy, present=["copy.txt"])
    assert (moved.highlight, moved.placement.start, moved.placement.status) == (mark, 4, "certain")
    (stayed,) = notebook.placed(made("A new first line.\n" + TEXT), present=["log.txt"])
    assert (stayed.highlight, stayed.placement.start) == (mark, 4 + len("A new first line.\n"))


def test_another_process_is_heard_after_a_reload(notebook, path):
    mine = notebook.add(made(), 4, 8, "yellow")
    other = Notebook(path)
    theirs = other.add(made(), 27, 37, "blue")
    other.edit(mine.id, note="theirs")
    notebook.reload()
    assert [mark.id for mark in notebook.highlights] == [mine.id, theirs.id]
    assert notebook.highlights[0].note == "theirs"


def test_a_clock_set_back_does_not_change_the_order_of_changes(notebook, path, monkeypatch):
    class Clock(datetime):
        hours = itertools.count(23, -1)

        @classmethod
        def now(cls, tz=None):
            return datetime(2025, 2, 1, next(cls.hours), tzinfo=tz)

    monkeypatch.setattr(room, "datetime", Clock)
    mark = notebook.add(made(), 4, 8, "yellow")
    for number in range(5):
        notebook.edit(mark.id, note=f"note {number}")
    notebook.delete(mark.id)
    assert Notebook(path).undo() == "delete"
    assert summary(Notebook(path)) == [("lamp", "yellow", "note 4")]


def test_a_clock_that_stands_still_does_not_mix_up_changes(notebook, path, monkeypatch):
    class Clock(datetime):
        @classmethod
        def now(cls, tz=None):
            return datetime(2025, 2, 1, 12, tzinfo=tz)

    monkeypatch.setattr(room, "datetime", Clock)
    mark = notebook.add(made(), 4, 8, "yellow")
    for number in range(20):
        notebook.edit(mark.id, note=f"note {number}")
    assert summary(Notebook(path)) == [("lamp", "yellow", "note 19")]


@pytest.mark.parametrize("time", ["2199-01-01T00:00:00Z", "2199-01-01T00:00:00+05:00"])
def test_a_change_counts_after_one_from_the_future_written_in_another_style(notebook, path, time):
    mark = notebook.add(made(), 4, 8, "yellow")
    (line,) = path.read_text().splitlines()
    path.write_text(json.dumps(json.loads(line) | {"time": time}) + "\n")
    Notebook(path).edit(mark.id, note="kept")
    assert summary(Notebook(path)) == [("lamp", "yellow", "kept")]


def test_the_order_of_lines_does_not_matter_and_neither_do_doubles(notebook, path, tmp_path):
    first, second, third = (notebook.add(made(), at, at + 4, "yellow") for at in (0, 4, 9))
    notebook.edit(first.id, note="one")
    notebook.edit(second.id, colour="pink")
    notebook.delete(third.id)
    notebook.edit(first.id, note="two")
    notebook.undo()
    notebook.undo()
    notebook.note_exported_blocks("out/log.md", {first.id: "f" * 64})
    lines = path.read_text().splitlines()
    assert [mark.note for mark in notebook.highlights] == ["one", "", ""]

    @given(st.permutations(lines), st.lists(st.sampled_from(lines), max_size=4))
    def holds(shuffled, doubles):
        (tmp_path / "shuffled.jsonl").write_text("\n".join([*doubles, *shuffled, ""]))
        assert Notebook(tmp_path / "shuffled.jsonl").highlights == notebook.highlights

    holds()


def test_a_file_cut_at_any_byte_loses_only_the_torn_line(tmp_path, monkeypatch):
    monkeypatch.setattr(os, "fsync", lambda _handle: None)
    whole = tmp_path / "whole.jsonl"
    document = made("The lamp.")
    notebook = Notebook(whole)
    marks = [notebook.add(document, 4, 8, "yellow", "“nine”").id, notebook.add(document, 0, 3, "blue").id]
    data = whole.read_bytes()
    ends = [at + 1 for at, byte in enumerate(data) if byte == 0x0A]
    cut_file = tmp_path / "cut.jsonl"
    for cut in range(len(data) + 1):
        cut_file.write_bytes(data[:cut])
        complete = {mark for mark, end in zip(marks, ends, strict=True) if cut >= end - 1}
        cut_notebook = Notebook(cut_file)
        assert {mark.id for mark in cut_notebook.highlights} == complete
        torn = cut not in {0, *ends, *(end - 1 for end in ends)}
        assert len(cut_notebook.problems) == torn
        new = cut_notebook.add(document, 4, 8, "pink")
        assert {mark.id for mark in Notebook(cut_file).highlights} == {*complete, new.id}


def test_operations_of_a_later_version_are_kept_and_change_nothing(notebook, path):
    mark = notebook.add(made(), 4, 8, "yellow")
    with path.open("a") as file:
        file.write(json.dumps({"v": 1, "op": "merge-people", "id": "o-x", "time": "2025-02-01", "who": ["a", "b"]}))
        file.write("\n")
    again = Notebook(path)
    again.edit(mark.id, note="still here")
    assert again.problems == ()
    assert [each.note for each in Notebook(path).highlights] == ["still here"]
    assert "merge-people" in path.read_text()


def test_a_notebook_of_a_newer_format_is_shown_but_not_changed(notebook, path):
    mark = notebook.add(made(), 4, 8, "yellow")
    with path.open("a") as file:
        file.write(
            json.dumps({"v": log.FORMAT + 1, "op": "edit", "id": "o-x", "time": "2999", "target": mark.id}) + "\n"
        )
    before = path.read_bytes()
    newer = Notebook(path)
    assert [each.id for each in newer.highlights] == [mark.id]
    assert "newer version" in newer.read_only_reason
    for act in (lambda: newer.add(made(), 0, 3, "blue"), lambda: newer.delete(mark.id), newer.undo):
        with pytest.raises(NotebookError, match="newer version"):
            act()
    assert path.read_bytes() == before


def test_what_cannot_be_written_is_said_and_not_shown(notebook, monkeypatch):
    mark = notebook.add(made(), 4, 8, "yellow")

    def full(*_arguments, **_more):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(log, "append", full)
    with pytest.raises(NotebookError, match=r"not saved.*No space left on device"):
        notebook.add(made(), 0, 3, "blue")
    with pytest.raises(NotebookError):
        notebook.delete(mark.id)
    assert [each.id for each in notebook.highlights] == [mark.id]


def test_a_notebook_that_cannot_be_read_is_not_taken_for_empty(tmp_path):
    (tmp_path / "notebook.jsonl").mkdir()
    notebook = Notebook(tmp_path / "notebook.jsonl")
    assert notebook.read_only_reason
    with pytest.raises(NotebookError):
        notebook.add(made(), 0, 3, "blue")


def test_a_notebook_lives_in_the_folder_it_belongs_to(folder):
    assert Notebook.of_folder(folder).path == folder / ".reader" / "notebook.jsonl"


def test_a_folder_that_cannot_be_written_has_its_notebook_in_the_data_folder(folder, monkeypatch):
    monkeypatch.setattr(os, "access", lambda *_arguments: False)
    notebook = Notebook.of_folder(folder)
    notebook.add(read_document(folder / "ferry.txt"), 0, 5, "yellow")
    assert notebook.path == fallback_path(folder)
    assert notebook.path.is_relative_to(os.environ["READER_DATA_DIR"])
    assert not (folder / ".reader").exists()
    assert len(Notebook.of_folder(folder).highlights) == 1
    assert Notebook.of_folder(folder / "letters").highlights == ()


@posix
def test_a_folder_that_is_read_only_to_this_user_has_its_notebook_in_the_data_folder(folder):
    folder.chmod(0o500)
    if os.access(folder, os.W_OK):
        pytest.skip("this user may write everywhere")
    try:
        assert Notebook.of_folder(folder).path == fallback_path(folder)
    finally:
        folder.chmod(0o700)


def test_marks_that_are_there_already_are_shown_even_where_nothing_can_be_written(folder, monkeypatch):
    mark = Notebook.of_folder(folder).add(read_document(folder / "ferry.txt"), 0, 5, "yellow")
    monkeypatch.setattr(os, "access", lambda *_arguments: False)
    assert Notebook.of_folder(folder).highlights == (mark,)


KILLED = """
import sys
from pathlib import Path
from reader.documents import make_document
from reader.notebook import Notebook
document = make_document(b"The lamp went out at nine.", Path("log.txt"), "log.txt")
notebook = Notebook(Path(sys.argv[1]))
while True:
    print(notebook.add(document, 4, 8, "yellow", "x" * 3000).id, flush=True)
"""


@posix
def test_every_mark_that_was_acknowledged_survives_a_killed_process(path):
    with subprocess.Popen([sys.executable, "-c", KILLED, path], stdout=subprocess.PIPE, text=True) as writer:
        acknowledged = [writer.stdout.readline().strip() for _ in range(25)]
        writer.send_signal(signal.SIGKILL)
        acknowledged += [line.strip() for line in writer.stdout if line.endswith("\n")]
    notebook = Notebook(path)
    new = notebook.add(made(), 4, 8, "pink")
    there = {mark.id for mark in Notebook(path).highlights}
    assert {*acknowledged, new.id} <= there


def hostile(**changes):
    anchor = {"start": 4, "end": 8, "exact": "lamp", "prefix": "", "suffix": "", "text_sha256": ""}
    anchor |= changes.pop("anchor", {})
    record = {"id": "h-00000000", "document": "d-x", "name": "log.txt", "anchor": anchor, **changes}
    return {"v": 1, "op": "add", "id": "o-1", "time": "2025-02-01", "highlight": record}


def test_texts_out_of_a_notebook_are_made_safe(path):
    path.parent.mkdir()
    evil = "\x1b]52;c;ZXZpbA==\x07"
    path.write_text(json.dumps(hostile(note=evil, tags=[evil], colour="\x1b[31m", anchor={"exact": evil})) + "\n")
    (mark,) = Notebook(path).highlights
    assert mark.note == mark.anchor.exact == "␛]52;c;ZXZpbA==␇"
    assert mark.tags == ("52-c-ZXZpbA",)
    assert mark.colour in COLOURS


@pytest.mark.parametrize(
    "line",
    [
        hostile(anchor={"start": "x"}),
        hostile(anchor={"start": None}),
        {"v": 1, "op": "add", "id": "o-1", "time": "2025-02-01", "highlight": None},
        {"v": 1, "op": "add", "id": "o-1", "time": "2025-02-01", "highlight": {"anchor": []}},
        {"v": 1, "op": "edit", "id": "o-1", "target": "h-none", "changes": {"note": "x"}},
        {"v": "1", "op": "undo", "id": "o-1", "target": None, "time": 7},
    ],
)  # fmt: skip
def test_operations_that_make_no_sense_break_nothing(path, line):
    path.parent.mkdir()
    path.write_text(json.dumps(line) + "\n")
    notebook = Notebook(path)
    assert notebook.highlights == ()
    notebook.add(made(), 4, 8, "yellow")
    assert summary(Notebook(path)) == [("lamp", "yellow", "")]


def test_a_highlight_with_tags_that_make_no_sense_is_kept_without_them(path):
    path.parent.mkdir()
    path.write_text(json.dumps(hostile(tags=7)) + "\n")
    (mark,) = Notebook(path).highlights
    assert mark.tags == ()


@pytest.mark.parametrize("changes", [None, [], {"note": None, "colour": 7, "tags": "x", "id": "h-other", "anchor": {}}])
def test_an_edit_can_reach_only_colour_note_and_tags(notebook, path, changes):
    mark = notebook.add(made(), 4, 8, "blue")
    with path.open("a") as file:
        file.write(
            json.dumps({"op": "edit", "id": "o-x", "time": "2999", "target": mark.id, "changes": changes}) + "\n"
        )
    (edited,) = Notebook(path).highlights
    assert (edited.id, edited.anchor) == (mark.id, mark.anchor)
    assert edited.colour in COLOURS
    assert isinstance(edited.note, str)
    assert isinstance(edited.tags, tuple)


def test_an_undo_of_something_unheard_of_breaks_nothing(notebook, path):
    mark = notebook.add(made(), 4, 8, "blue")
    with path.open("a") as file:
        file.write(json.dumps({"op": "undo", "id": "o-x", "time": "2999", "target": [mark.id]}) + "\n")
    assert Notebook(path).highlights == (mark,)


def test_a_name_that_no_file_can_have_breaks_nothing(path):
    path.parent.mkdir()
    path.write_text(json.dumps(hostile(name="a\ud800.txt")) + "\n")
    (mark,) = Notebook(path).highlights
    assert os.fsencode(mark.name) == "a\ufffd.txt".encode()


def test_an_infinite_offset_breaks_nothing(path):
    path.parent.mkdir()
    path.write_text(json.dumps(hostile(anchor={"start": float("inf")})) + "\n")
    assert Notebook(path).highlights == ()


def test_a_highlight_that_cannot_be_understood_is_reported(path):
    path.parent.mkdir()
    path.write_text(json.dumps(hostile(anchor={"start": None})) + "\n")
    assert Notebook(path).problems


def test_a_change_knows_what_another_session_wrote_a_moment_before(notebook, path):
    first = notebook.add(made(), 4, 8, "yellow")
    other = Notebook(path)
    other.delete(first.id)
    held = path.read_bytes()
    with pytest.raises(KeyError):
        notebook.edit(first.id, note="typed meanwhile")
    assert path.read_bytes() == held
    assert (notebook.taken_in, notebook.highlights) == (1, ())
    assert notebook.undo() == "delete"
    assert notebook.edit(first.id, note="typed meanwhile").note == "typed meanwhile"
