"""A notebook is put in order: what cannot be read goes aside, what copies know comes in, and nothing is lost."""

import json
import os
import stat
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.documents import make_document
from reader.notebook import Notebook, NotebookError, log
from reader.notebook import repair as room
from reader.notebook.files import back_up
from reader.notebook.repair import ASIDE, RepairError, repair
from reader.notebook.where import copies_of

posix = pytest.mark.skipif(os.name == "nt", reason="Windows keeps permissions otherwise")
DOCUMENT = make_document(b"The lamp went out at nine.", Path("log.txt"), "log.txt")


def operation(number, **more):
    return {"v": log.FORMAT, "id": f"o-{number:08}", "time": f"2025-02-01T00:00:{number:02}", "op": "later", **more}


@pytest.fixture
def path(tmp_path):
    path = tmp_path / ".reader" / "notebook.jsonl"
    path.parent.mkdir()
    return path


def names(folder):
    return sorted(each.name for each in folder.iterdir())


def lines(*operations):
    return b"".join(map(log.line_of, operations))


BAD = [b"<<<<<<< mine", b"=======", b">>>>>>> theirs", b"\xff\xfe", b"\0\0\0\0", b'{"torn', b"[" * 9_000, b'{"op": 1}']


def test_lines_that_are_no_operations_go_aside_as_they_are(path):
    good = [b'{"op":"later","id":"o-2","odd":[ 1,  null ]}', log.line_of(operation(1)).rstrip()]
    before = b"\n".join([BAD[0], good[0], *BAD[1:], good[1], b'{"cut off'])
    path.write_bytes(before)
    done = repair(path)
    assert path.read_bytes() == b"\n".join(good) + b"\n", "byte for byte, whatever is in them"
    assert (done.operations, done.set_aside) == (2, len(BAD) + 1)
    assert done.backup.read_bytes() == before
    aside = path.with_name(ASIDE).read_bytes().splitlines()
    assert [line for line in aside if not line.startswith(b"# ")] == [*BAD, b'{"cut off']
    assert b"line 1 is a mark of a conflict that git left" in aside[0]


def test_repairing_again_changes_nothing(path):
    path.write_bytes(lines(operation(1)) + b"torn\n")
    repair(path)
    before = {each.name: (each.read_bytes(), each.stat().st_mtime_ns) for each in path.parent.iterdir()}
    done = repair(path)
    assert (done.backup, done.set_aside) == (None, 0)
    assert {each.name: (each.read_bytes(), each.stat().st_mtime_ns) for each in path.parent.iterdir()} == before


@pytest.mark.parametrize(
    "written",
    [
        lines(operation(1), operation(2)).replace(b"\n", b"\r\n"),
        b"\xef\xbb\xbf" + lines(operation(1), operation(2)),
        lines(operation(1)) + b"\0\0\0" + lines(operation(2)),
        lines(operation(1)) + b"\n \n" + lines(operation(2)) + b"\n",
        lines(operation(1), operation(2)).rstrip(),
        lines(operation(1), operation(2), operation(1), operation(2)),
    ],
    ids=["line ends", "byte order mark", "NUL bytes", "empty lines", "no last line end", "doubles"],
)
def test_what_says_nothing_is_taken_away(path, written):
    path.write_bytes(written)
    assert log.load(path).problems == ()
    done = repair(path)
    assert path.read_bytes() == lines(operation(1), operation(2))
    assert done.set_aside == 0
    assert done.backup.read_bytes() == written


def test_of_two_operations_with_one_id_the_same_counts_whichever_comes_first(path):
    one, other = operation(1, note="one"), operation(1, note="other")
    for both in ((one, other), (other, one), (other, one, other)):
        path.write_bytes(lines(*both))
        known = Notebook(path)
        assert any("o-00000001" in problem for problem in known.problems)
        assert repair(path).set_aside == 1
        assert path.read_bytes() == lines(one)
        assert Notebook(path).problems == ()
    assert path.with_name(ASIDE).read_bytes().count(lines(other)) == 3


@given(st.lists(st.sampled_from([*BAD, *(lines(operation(at, n=n)).rstrip() for at in range(3) for n in range(2))])))
def test_whatever_is_in_a_file_nothing_of_it_is_lost(tmp_path_factory, some):
    path = tmp_path_factory.mktemp("any") / "notebook.jsonl"
    path.write_bytes(b"\n".join(some))
    state = Notebook(path)._state
    repair(path)
    after = Notebook(path)
    assert after._state == state
    assert after.problems == ()
    everything = path.read_bytes() + (path.with_name(ASIDE).read_bytes() if path.with_name(ASIDE).exists() else b"")
    assert set(some) <= set(everything.split(b"\n"))


COPIES = [
    "notebook (Maren's conflicted copy 2025-02-01).jsonl",
    "notebook.sync-conflict-20250201-120000-ABCDEFG.jsonl",
    "notebook 2.jsonl",
    "notebook(1).jsonl",
    "notebook-LAPTOP.jsonl",
    "notebook_conflict-20250201-120000.jsonl",
    "notebook.jsonl.orig",
    "notebook.jsonl~",
]


def test_copies_that_other_programs_left_are_merged_once(path):
    path.write_bytes(lines(operation(1)))
    for number, name in enumerate(COPIES, 2):
        path.with_name(name).write_bytes(lines(operation(1), operation(number)))
    done = repair(path, copies_of(path))
    assert {each["id"] for each in log.load(path).operations} == {f"o-{at:08}" for at in range(1, len(COPIES) + 2)}
    assert [count for _name, count in done.merged] == [1] * len(COPIES)
    assert names(path.parent) == sorted(
        ["notebook.jsonl", "notebook.repair.1.bak", *(f"{each}.merged" for each in COPIES)]
    )
    assert copies_of(path) == []


def test_other_files_are_no_copies(path):
    path.write_bytes(b"")
    for name in (
        "notebooks.jsonl",
        "notebook.v1.1.bak",
        ASIDE,
        "other.jsonl",
        "notebook.jsonl.merged",
        ".notebook.jsonl.tmp",
    ):
        path.with_name(name).write_bytes(b"")
    path.with_name("notebook 3.jsonl").mkdir()
    path.with_name("notebook 4.jsonl").hardlink_to(path)
    assert copies_of(path) == []


@posix
def test_links_are_no_copies(path):
    path.with_name("notebook 2.jsonl").symlink_to(path.parent.parent / "elsewhere.jsonl")
    assert copies_of(path) == []


def test_a_copy_with_a_name_that_is_taken_gets_another(path):
    path.write_bytes(lines(operation(1)))
    copy = path.with_name("notebook 2.jsonl")
    for number in (2, 3):
        copy.write_bytes(lines(operation(number)))
        repair(path, [copy])
    assert {"notebook 2.jsonl.merged", "notebook 2.jsonl.2.merged"} <= set(names(path.parent))
    assert len(log.load(path).operations) == 3


def test_a_copy_of_a_newer_version_is_left_alone_and_the_rest_is_merged(path):
    newer, older = path.with_name("notebook 2.jsonl"), path.with_name("notebook 3.jsonl")
    newer.write_bytes(lines(operation(2, v=log.FORMAT + 1)))
    older.write_bytes(lines(operation(3)) + b"torn")
    done = repair(path, [newer, older])
    assert [each["id"] for each in log.load(path).operations] == ["o-00000003"]
    assert newer.exists()
    assert "newer version" in done.left[0]
    assert path.with_name("notebook 3.jsonl.merged").read_bytes().endswith(b"torn")


def test_a_notebook_of_a_newer_version_is_not_repaired(path):
    path.write_bytes(lines(operation(1, v=log.FORMAT + 1)) + b"torn\n")
    copy = path.with_name("notebook 2.jsonl")
    copy.write_bytes(lines(operation(2)))
    with pytest.raises(RepairError, match="newer version"):
        repair(path, [copy])
    assert names(path.parent) == ["notebook 2.jsonl", "notebook.jsonl"]
    assert path.read_bytes().endswith(b"torn\n")


@posix
def test_what_is_no_file_is_not_repaired(path):
    os.mkfifo(path)
    with pytest.raises(RepairError, match="pipe"):
        repair(path)


def test_where_an_open_file_cannot_be_replaced_it_is_written_anew(path, monkeypatch):
    path.write_bytes(b"torn\n" + lines(operation(1)))
    copy = path.with_name("notebook 2.jsonl")
    copy.write_bytes(lines(operation(2)))
    number = path.stat().st_ino
    monkeypatch.setattr(room, "os", SimpleNamespace(name="nt", fsync=os.fsync))
    done = repair(path, [copy])
    assert path.read_bytes() == lines(operation(1), operation(2))
    assert path.stat().st_ino == number
    assert done.backup.read_bytes() == b"torn\n" + lines(operation(1))
    assert not copy.exists()


def test_a_repair_that_cannot_be_written_leaves_everything(path, monkeypatch):
    path.write_bytes(lines(operation(1)) + b"torn\n")
    copy = path.with_name("notebook 2.jsonl")
    copy.write_bytes(lines(operation(2)))

    def full(*_arguments):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(room, "_put", full)
    with pytest.raises(RepairError, match="No space left"):
        repair(path, [copy])
    assert path.read_bytes() == lines(operation(1)) + b"torn\n"
    assert copy.exists()


@posix
def test_what_a_repair_writes_is_for_the_owner_alone(path):
    before = os.umask(0)
    try:
        path.write_bytes(lines(operation(1)) + b"torn\n")
        repair(path)
    finally:
        os.umask(before)
    assert {stat.S_IMODE(each.stat().st_mode) for each in path.parent.iterdir()} == {0o600}


@posix
def test_what_another_process_writes_during_a_repair_is_not_lost(path):
    path.write_bytes(lines(operation(1)) + b"torn\n")
    notebook = Notebook(path)
    mark = notebook.add(DOCUMENT, 0, 3, "yellow")
    waiting = path.open("r+b")
    repair(path)
    with waiting:
        assert os.fstat(waiting.fileno()).st_ino != path.stat().st_ino, "whoever has it open has the old one"
    other = notebook.add(DOCUMENT, 4, 8, "yellow")
    assert set(Notebook(path).highlights) == {mark, other}
    assert notebook.refresh() is False
    assert notebook.problems == ()


def test_only_so_many_copies_are_kept_and_the_last_is_number_one(path):
    for number in range(9):
        path.write_bytes(b"%d" % number)
        back_up(path, "v1", path.read_bytes())
        back_up(path, "v1", path.read_bytes())
    kept = {name: path.with_name(name).read_bytes() for name in names(path.parent) if name.endswith(".bak")}
    assert kept == {f"notebook.v1.{number}.bak": b"%d" % (9 - number) for number in range(1, 6)}


def test_before_the_first_line_of_a_newer_format_a_copy_is_kept(path, monkeypatch):
    mark = Notebook(path).add(DOCUMENT, 0, 3, "yellow")
    before = path.read_bytes()
    monkeypatch.setattr(log, "FORMAT", log.FORMAT + 1)
    notebook = Notebook(path)
    assert notebook.read_only_reason == ""
    assert names(path.parent) == [".gitattributes", "notebook.jsonl"], "opening it writes nothing"
    notebook.edit(mark.id, note="new")
    notebook.edit(mark.id, note="newer")
    assert path.with_name("notebook.v1.1.bak").read_bytes() == before
    assert names(path.parent) == [".gitattributes", "notebook.jsonl", "notebook.v1.1.bak"]
    assert [json.loads(line)["v"] for line in path.read_bytes().splitlines()] == [1, 2, 2]
    Notebook(path).edit(mark.id, note="newest")
    assert names(path.parent) == [".gitattributes", "notebook.jsonl", "notebook.v1.1.bak"], "once is enough"


def test_where_no_copy_can_be_kept_no_newer_format_is_written(path, monkeypatch):
    notebook = Notebook(path)
    notebook.add(DOCUMENT, 0, 3, "yellow")
    before = path.read_bytes()
    monkeypatch.setattr(log, "FORMAT", log.FORMAT + 1)

    def full(*_arguments):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(log, "back_up", full)
    with pytest.raises(NotebookError, match="No space left"):
        Notebook(path).add(DOCUMENT, 4, 8, "yellow")
    assert path.read_bytes() == before
