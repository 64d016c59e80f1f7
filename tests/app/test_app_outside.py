"""Opening a document in the system's own program."""

import os
import subprocess
import sys
import threading

import pytest
from tests_support import opened, screen_text, until

from reader.app import outside
from reader.app.outside import OutsideError, file_of, find_opener, open_outside
from reader.app.screens import outside as screens
from reader.app.screens.pick import PickScreen

posix = pytest.mark.skipif(os.name == "nt", reason="the program is a script")


def has(*programs):
    return lambda name: f"/usr/bin/{name}" if name in programs else None


def test_each_system_has_its_own_way():
    assert find_opener({}, "darwin", has()) == ("open",)
    assert find_opener({}, "win32", has()) == ()
    assert find_opener({}, "linux", has("xdg-open", "gio")) == ("/usr/bin/xdg-open",)
    assert find_opener({}, "linux", has("gio")) == ("/usr/bin/gio", "open")
    with pytest.raises(OutsideError, match="xdg-open is missing"):
        find_opener({}, "linux", has())
    with pytest.raises(OutsideError, match="SSH"):
        find_opener({"SSH_CONNECTION": "a"}, "linux", has("xdg-open"))


@pytest.fixture
def program(tmp_path, monkeypatch):
    """A program that notes what it is asked to open, and what it can reach of the terminal."""
    note = tmp_path / "noted.txt"
    script = "import sys, pathlib; pathlib.Path(sys.argv[1]).write_text(repr((sys.argv[2:], sys.stdin.read())))"
    monkeypatch.setattr(outside, "find_opener", lambda: (sys.executable, "-c", script, str(note)))
    return note


@posix
@pytest.mark.parametrize("name", ["a.pdf", "-rf.pdf", "a b; touch owned.pdf", "$(id).pdf", "a\n\x1b[2J.pdf"])
def test_a_name_is_one_argument_and_never_an_option_or_a_command(tmp_path, program, monkeypatch, name):
    monkeypatch.chdir(tmp_path)
    path = tmp_path / name
    path.write_text("x")
    open_outside(file_of(path.relative_to(tmp_path), tmp_path))
    assert program.read_text() == repr(([str(path)], ""))


def test_of_a_document_in_a_mailbox_the_mailbox_is_meant(tmp_path):
    box = tmp_path / "inbox.mbox"
    box.write_text("From a\n")
    assert file_of(box / "0001", tmp_path) == box


@posix
def test_only_a_plain_file_of_the_folder_is_opened(tmp_path):
    folder = tmp_path / "folder"
    folder.mkdir()
    (tmp_path / "secret.txt").write_text("x")
    (folder / "link.txt").symlink_to(tmp_path / "secret.txt")
    (folder / "own.txt").symlink_to(folder / "a.txt")
    (folder / "a.txt").write_text("x")
    os.mkfifo(folder / "pipe.txt")
    assert file_of(folder / "own.txt", folder) == folder / "own.txt"
    with pytest.raises(OutsideError, match="leaves the folder"):
        file_of(folder / "link.txt", folder)
    for name in ("gone.txt", "pipe.txt", "."):
        with pytest.raises(OutsideError, match="no longer there"):
            file_of(folder / name, folder)


@pytest.mark.parametrize("name", ["run.command", "run.desktop", "setup.exe", "script.sh", "notes", "a.pdf.lnk"])
def test_a_file_of_another_kind_that_was_named_by_hand_is_not_opened(tmp_path, name):
    (tmp_path / name).write_text("x")
    with pytest.raises(OutsideError, match="only files of the kinds"):
        file_of(tmp_path / name, tmp_path)


@posix
def test_a_link_does_not_hide_of_which_kind_a_file_is(tmp_path):
    (tmp_path / "run.command").write_text("x")
    (tmp_path / "a.pdf").symlink_to(tmp_path / "run.command")
    with pytest.raises(OutsideError, match="only files of the kinds"):
        file_of(tmp_path / "a.pdf", tmp_path)


@posix
def test_nothing_is_left_of_a_program_that_ends_later(tmp_path, monkeypatch):
    started = []
    popen = subprocess.Popen
    monkeypatch.setattr(
        subprocess, "Popen", lambda *given, **named: started.append(popen(*given, **named)) or started[0]
    )
    program = f"import sys; open({str(tmp_path / 'open')!r}).read()"
    os.mkfifo(tmp_path / "open")
    monkeypatch.setattr(outside, "find_opener", lambda: (sys.executable, "-c", program))
    monkeypatch.setattr(outside, "_PATIENCE", 0)
    open_outside(tmp_path / "a.pdf")
    (tmp_path / "open").write_text("it may end")
    for waiting in threading.enumerate():
        if waiting is not threading.current_thread() and waiting.daemon:
            waiting.join(10)
    with pytest.raises(ChildProcessError):
        os.waitpid(started[0].pid, 0)


def test_what_has_no_program_is_said(tmp_path, monkeypatch):
    (tmp_path / "a.pdf").write_text("x")
    monkeypatch.setattr(outside, "find_opener", lambda: (sys.executable, "-c", "raise SystemExit(3)"))
    with pytest.raises(OutsideError, match="no program for this kind"):
        open_outside(tmp_path / "a.pdf")
    monkeypatch.setattr(outside, "find_opener", lambda: (str(tmp_path / "missing"),))
    with pytest.raises(OutsideError, match="cannot be opened"):
        open_outside(tmp_path / "a.pdf")


@posix
async def test_the_whole_path_is_shown_and_confirmed_before_anything_is_opened(folder, program, monkeypatch):
    monkeypatch.setattr(screens, "find_opener", outside.find_opener)
    async with opened(folder) as (pilot, screen):
        for key in ("escape", "2"):
            await pilot.press("X")
            await until(lambda: isinstance(pilot.app.screen, PickScreen), pilot)
            await pilot.pause()
            shown = screen_text(pilot.app.screen).replace("│", "")
            assert "may fetch what the file refers to" in shown
            assert str(screen.document.path) in "".join(line.strip() for line in shown.splitlines())
            await pilot.press(key)
            await until(lambda: pilot.app.screen is screen, pilot)
        assert not program.exists()
        await pilot.press("X", "1")
        await until(lambda: "is opened in the system's own program" in screen_text(pilot.app.screen), pilot)
        assert str(screen.document.path) in program.read_text()


async def test_over_ssh_nothing_is_asked_and_it_is_said(folder, monkeypatch):
    def none():
        raise OutsideError("over SSH there is no screen to open it on")

    monkeypatch.setattr(screens, "find_opener", none)
    async with opened(folder) as (pilot, screen):
        await pilot.press("X")
        await pilot.pause()
        assert pilot.app.screen is screen
        assert any("over SSH" in str(toast.message) for toast in pilot.app._notifications)
