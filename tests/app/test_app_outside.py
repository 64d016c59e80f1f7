"""Opening a document in the system's own program."""

import os
import sys

import pytest
from tests_support import opened, screen_text, until

from reader.app import outside
from reader.app.outside import OutsideError, find_opener, open_outside

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
    assert open_outside(path.relative_to(tmp_path)).name == name
    assert program.read_text() == repr(([str(path)], ""))


@posix
def test_of_a_document_in_a_mailbox_the_mailbox_is_opened(tmp_path, program):
    box = tmp_path / "inbox.mbox"
    box.write_text("From a\n")
    assert open_outside(box / "0001") == box
    assert str(box) in program.read_text()


def test_what_is_gone_or_has_no_program_is_said(tmp_path, monkeypatch):
    with pytest.raises(OutsideError, match="no longer there"):
        open_outside(tmp_path / "gone.pdf")
    (tmp_path / "a.pdf").write_text("x")
    monkeypatch.setattr(outside, "find_opener", lambda: (sys.executable, "-c", "raise SystemExit(3)"))
    with pytest.raises(OutsideError, match="no program for this kind"):
        open_outside(tmp_path / "a.pdf")
    monkeypatch.setattr(outside, "find_opener", lambda: (str(tmp_path / "missing"),))
    with pytest.raises(OutsideError, match="cannot be opened"):
        open_outside(tmp_path / "a.pdf")


@posix
async def test_a_key_opens_the_document_and_says_so(folder, program):
    async with opened(folder) as (pilot, screen):
        await pilot.press("X")
        await until(lambda: "is opened in the system's own program" in screen_text(pilot.app.screen), pilot)
        assert str(screen.document.path) in program.read_text()
