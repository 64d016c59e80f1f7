"""What other systems do differently, as far as it can be had here: drives, devices, open files, closed pipes."""

import os
from importlib import import_module
from pathlib import Path

import pytest

from reader import files
from reader.documents import Folder
from reader.export.folder import file_names
from reader.files import put_in_place, whole_path, write_whole

cli = import_module("reader.cli.main")  # the package gives the name to its function


@pytest.fixture
def windows(monkeypatch):
    """Have the program take this for Windows where it replaces files, and note how long it waits."""
    waited = []
    monkeypatch.setattr(files.os, "name", "nt")
    monkeypatch.setattr(files.time, "sleep", waited.append)
    return waited


def held(monkeypatch, times):
    """Have a file be open in another program for that many tries."""
    tries = []
    before = os.replace

    def replace(old, new):
        tries.append(new)
        if len(tries) <= times:
            raise PermissionError(13, "used by another process", str(new))
        before(old, new)

    monkeypatch.setattr(Path, "replace", replace)
    return tries


def test_a_file_that_another_program_has_open_for_a_moment_is_replaced_after_that(tmp_path, windows, monkeypatch):
    tries = held(monkeypatch, 3)
    (tmp_path / "a").write_bytes(b"old")
    write_whole(tmp_path / "a", b"new")
    assert (len(tries), len(windows), (tmp_path / "a").read_bytes()) == (4, 3, b"new")
    assert [each.name for each in tmp_path.iterdir()] == ["a"]


def test_a_file_that_stays_open_is_left_as_it_is(tmp_path, windows, monkeypatch):
    held(monkeypatch, 1_000)
    (tmp_path / "a").write_bytes(b"old")
    with pytest.raises(PermissionError):
        write_whole(tmp_path / "a", b"new")
    assert sum(windows) < 1.1
    assert [(each.name, each.read_bytes()) for each in tmp_path.iterdir()] == [("a", b"old")]


def test_elsewhere_what_cannot_be_replaced_is_told_at_once(tmp_path, monkeypatch):
    tries = held(monkeypatch, 1_000)
    (tmp_path / "new").write_bytes(b"")
    with pytest.raises(PermissionError):
        put_in_place(tmp_path / "new", tmp_path / "a")
    assert len(tries) == 1


@pytest.mark.parametrize(
    ("document", "name"),
    [
        ("con.txt", "_con.md"),
        ("letters/NUL.tar.txt", "letters/_NUL.tar.md"),
        ("aux/lpt1 .txt", "_aux/lpt1_.md"),
        ("COM¹.txt", "_COM¹.md"),
        ("console.txt", "console.md"),
        ("common/com10.txt", "common/com10.md"),
        ("letters./a.txt", "letters_/a.md"),
        ("letters . ./a .txt", "letters____/a_.md"),
        ("12:30 <draft>?.txt", "12_30 _draft__.md"),
    ],
)
def test_exported_files_have_names_that_windows_takes(document, name):
    assert file_names([document]) == {document: name}


def test_names_that_would_be_one_there_stay_two():
    names = file_names(["letters./a.txt", "letters_/a.txt", "con.txt", "_con.txt", "CON.txt"])
    assert len({name.casefold() for name in names.values()}) == 5


def test_files_on_two_drives_are_no_folder_and_that_is_explained(tmp_path, monkeypatch, capsys):
    def drives(_paths):
        raise ValueError("Paths don't have the same drive")

    monkeypatch.setattr("reader.documents.folder.os.path.commonpath", drives)
    with pytest.raises(OSError, match="no folder holds this"):
        Folder.of([tmp_path])
    assert cli.main(["index", str(tmp_path)]) == 2
    assert "no folder holds this" in capsys.readouterr().err


def test_a_pipe_that_was_closed_is_no_fault_on_windows_either(monkeypatch, capfd):
    def closed(_arguments):
        raise OSError(22, "Invalid argument")

    monkeypatch.setattr(cli, "_run", closed)
    monkeypatch.setattr(cli.os, "name", "nt")
    monkeypatch.setattr(cli.os, "dup2", lambda *_files: None)
    assert cli.main(["index"]) == 0
    assert capfd.readouterr().err == ""


def test_the_home_of_somebody_who_is_not_here_is_a_name_like_others(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert whole_path("~nobody-of-that-name/x.md") == tmp_path / "~nobody-of-that-name" / "x.md"
