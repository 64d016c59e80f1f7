"""Which files of a folder are documents, and what is said of the others."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.documents import Folder, read_document
from reader.documents.folder import natural_key
from reader.text.safety import safe_text

posix = pytest.mark.skipif(os.name == "nt", reason="Windows has no such files")


def write(root, *names):
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"Text of {path.name!a}.")


def names(scan):
    return [entry.name for entry in scan.files]


def test_documents_are_found_in_folders_within_folders(folder):
    scan = Folder.of([folder]).scan()
    assert names(scan) == ["ferry.txt", "letters/vale.txt", "minutes.md"]
    assert scan.summary() == ""
    entry = scan.files[0]
    assert (entry.path, entry.size) == (folder / "ferry.txt", (folder / "ferry.txt").stat().st_size)


def test_order_is_the_one_people_expect(tmp_path):
    write(tmp_path, "part 10.txt", "part 2.txt", "Part 1.txt", "b.txt", "A.md")
    assert names(Folder.of([tmp_path]).scan()) == ["A.md", "b.txt", "Part 1.txt", "part 2.txt", "part 10.txt"]


@given(st.lists(st.text(st.sampled_from("ab01९²- "), max_size=8)))
def test_any_names_can_be_put_in_order(some):
    assert [natural_key(name) for name in sorted(some, key=natural_key)] == sorted(map(natural_key, some))


def test_hidden_files_and_other_kinds_are_counted_not_read(tmp_path):
    write(
        tmp_path,
        "a.TXT",
        "b.Markdown",
        ".hidden.txt",
        ".git/notes.txt",
        ".reader/notes.txt",
        "scan.pdf",
        "photo.JPG",
        "Makefile",
    )
    scan = Folder.of([tmp_path]).scan()
    assert names(scan) == ["a.TXT", "b.Markdown"]
    assert scan.hidden == 2
    assert scan.other_kinds == {".pdf": 1, ".jpg": 1, "": 1}
    assert "3 files of other kinds" in scan.summary()
    assert "2 hidden" in scan.summary()


def test_an_empty_folder_has_no_documents(tmp_path):
    assert Folder.of([tmp_path]).scan().files == []


@posix
def test_a_link_may_point_inside_the_folder_only(tmp_path):
    write(tmp_path, "inside/a.txt", "secret.txt")
    root = tmp_path / "inside"
    (root / "within.txt").symlink_to(root / "a.txt")
    (root / "out.txt").symlink_to(tmp_path / "secret.txt")
    (root / "nowhere.txt").symlink_to(tmp_path / "nothing")
    (root / "loop.txt").symlink_to(root / "loop.txt")
    scan = Folder.of([root]).scan()
    assert names(scan) == ["a.txt", "within.txt"]
    assert sorted(name for name, _reason in scan.skipped) == ["loop.txt", "nowhere.txt", "out.txt"]
    assert all("link" in reason for _name, reason in scan.skipped)


@posix
def test_linked_folders_are_not_followed_so_that_loops_end(tmp_path):
    write(tmp_path, "root/a.txt", "elsewhere/b.txt")
    (tmp_path / "root" / "loop").symlink_to(tmp_path / "root")
    (tmp_path / "root" / "away").symlink_to(tmp_path / "elsewhere")
    assert names(Folder.of([tmp_path / "root"]).scan()) == ["a.txt"]


@posix
def test_pipes_are_passed_over_with_a_reason(tmp_path):
    write(tmp_path, "a.txt")
    os.mkfifo(tmp_path / "pipe.txt")
    scan = Folder.of([tmp_path]).scan()
    assert names(scan) == ["a.txt"]
    assert scan.skipped == [("pipe.txt", "a pipe, socket or device, not a file")]


@posix
def test_a_folder_that_cannot_be_opened_is_named(tmp_path):
    write(tmp_path, "a.txt", "closed/b.txt")
    (tmp_path / "closed").chmod(0)
    if os.access(tmp_path / "closed", os.R_OK):
        pytest.skip("this user may open everything")
    try:
        scan = Folder.of([tmp_path]).scan()
    finally:
        (tmp_path / "closed").chmod(0o700)
    assert names(scan) == ["a.txt"]
    assert scan.skipped[0][0] == "closed"


def test_a_folder_that_vanishes_during_the_look_is_named(tmp_path, monkeypatch):
    write(tmp_path, "a.txt", "gone/b.txt")
    scandir = os.scandir

    def vanishing(path):
        if Path(path).name == "gone":
            raise FileNotFoundError(2, "No such file or directory")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", vanishing)
    scan = Folder.of([tmp_path]).scan()
    assert names(scan) == ["a.txt"]
    assert scan.skipped == [("gone", "cannot be opened: No such file or directory")]


@posix
def test_names_that_are_no_unicode_are_read_all_the_same(tmp_path):
    raw = os.fsencode(tmp_path) + b"/caf\xe9 \x1b[31m.txt"
    try:
        Path(os.fsdecode(raw)).write_bytes(b"The quay.")
    except OSError:
        pytest.skip("this file system takes Unicode names only")
    (entry,) = Folder.of([tmp_path]).scan().files
    document = read_document(entry.path, entry.name)
    assert os.fsencode(entry.name) == b"caf\xe9 \x1b[31m.txt"
    assert document.text == "The quay."
    assert document.title == "The quay."


@posix
def test_what_is_said_of_skipped_files_is_safe_to_print(tmp_path):
    for number in range(4):
        (tmp_path / f"\x1b]0;{number}\x07\n.txt").symlink_to(tmp_path / "nothing")
    write(tmp_path, "a.\x1b[2J")
    scan = Folder.of([tmp_path]).scan()
    assert len(scan.skipped) == 4
    for said in (scan.summary(), *(name for name, _reason in scan.skipped), *scan.other_kinds):
        assert said == safe_text(said)
        assert "\n" not in said
    assert "2 more unreadable" in scan.summary()


def test_several_paths_make_one_folder_and_each_file_counts_once(folder):
    reading = Folder.of([folder / "letters", folder / "ferry.txt", folder / "letters" / "vale.txt"])
    assert reading.root == folder.resolve()
    assert not reading.is_whole
    assert names(reading.scan()) == ["ferry.txt", "letters/vale.txt"]
    assert Folder.of([folder]).is_whole


def test_a_file_asked_for_by_name_is_taken_whatever_its_kind(tmp_path):
    write(tmp_path, "notes.log", "a.txt")
    assert names(Folder.of([tmp_path / "notes.log"]).scan()) == ["notes.log"]


def test_a_path_that_does_not_exist_is_named(tmp_path):
    with pytest.raises(FileNotFoundError) as caught:
        Folder.of([tmp_path, tmp_path / "missing"])
    assert caught.value.filename == str(tmp_path / "missing")
