"""Files as they are put on the disk: whole or not at all, with the permissions they are to have."""

import os

import pytest

from reader import files
from reader.app.exports import FORMATS, LastExport
from reader.files import whole_path, write_new, write_whole
from reader.settings import ExportSettings

posix = pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions")


def mode(path):
    return path.stat().st_mode & 0o777


@posix
@pytest.mark.parametrize(("umask", "expected"), [(0o022, 0o644), (0o077, 0o600)])
def test_a_new_file_has_the_permissions_of_the_other_files_of_its_owner(tmp_path, umask, expected):
    path = tmp_path / "vault" / "ferry.md"
    before = os.umask(umask)
    try:
        write_whole(path, b"one")
        write_whole(path, b"two")
    finally:
        os.umask(before)
    assert path.read_bytes() == b"two"
    assert mode(path) == expected
    assert list(path.parent.iterdir()) == [path]


@posix
def test_folders_that_are_made_for_a_file_of_its_owner_are_for_the_owner_alone(tmp_path):
    write_whole(tmp_path / "data" / "reader" / "drafts" / "note", b"one", is_private=True)
    made = [tmp_path / "data", tmp_path / "data" / "reader", tmp_path / "data" / "reader" / "drafts"]
    assert [mode(folder) for folder in made] == [0o700] * 3


@posix
def test_a_file_keeps_the_permissions_it_was_given(tmp_path):
    path = tmp_path / "a.md"
    path.write_bytes(b"one")
    path.chmod(0o640)
    write_whole(path, b"two")
    assert (path.read_bytes(), mode(path)) == (b"two", 0o640)


@posix
def test_what_is_private_is_for_its_owner_alone_and_so_is_its_folder(tmp_path):
    path = tmp_path / "data" / "a.json"
    write_whole(path, b"one", is_private=True, waits=False)
    path.chmod(0o644)
    write_whole(path, b"two", is_private=True, waits=False)
    assert (path.read_bytes(), mode(path), mode(path.parent)) == (b"two", 0o600, 0o700)


@posix
def test_a_link_is_replaced_and_not_followed(tmp_path):
    (tmp_path / "other").write_bytes(b"theirs")
    path = tmp_path / "a"
    path.symlink_to("other")
    write_whole(path, b"mine")
    assert (path.is_symlink(), path.read_bytes(), (tmp_path / "other").read_bytes()) == (False, b"mine", b"theirs")


@pytest.mark.parametrize("is_alone", [False, True])
def test_where_it_cannot_be_written_the_old_one_is_left_and_nothing_else(tmp_path, monkeypatch, is_alone):
    def full(file, _data):
        file.write(b"ha")
        raise OSError(28, "No space left on device")

    path = tmp_path / "a"
    write_whole(path, b"old")
    monkeypatch.setattr(files, "write_all", full)
    with pytest.raises(OSError, match="No space left"):
        write_whole(path, b"half a file", is_alone=is_alone)
    assert (path.read_bytes(), list(tmp_path.iterdir())) == (b"old", [path])


def test_what_a_crash_left_goes_with_the_next_try_of_whoever_is_alone(tmp_path):
    (tmp_path / ".a.tmp").write_bytes(b"ha")
    write_whole(tmp_path / "a", b"whole", is_alone=True)
    assert [each.name for each in tmp_path.iterdir()] == ["a"]


def test_what_is_new_replaces_nothing(tmp_path):
    write_new(tmp_path / "a", b"one")
    with pytest.raises(FileExistsError):
        write_new(tmp_path / "a", b"two")
    assert (tmp_path / "a").read_bytes() == b"one"


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps a folder that a program works in")
def test_what_is_typed_is_a_whole_path_though_the_folder_of_the_program_is_gone(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    assert whole_path(" a/../b.md ") == gone / "b.md"
    gone.rmdir()
    assert whole_path("b.md") == tmp_path / "b.md"
    assert whole_path("~/b.md") == tmp_path / "b.md"
    assert LastExport(tmp_path, ExportSettings()).target(FORMATS[0]).startswith(str(tmp_path))
