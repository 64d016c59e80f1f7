"""Ways to the clipboard, and the file of quotes: without a screen."""

import base64
import os
import subprocess
import sys

import pytest

from reader.app.clipboard import LONGEST, CopyError, Tool, asked, copy_with, find_tool, request, way
from reader.app.quotes import QuotesError, add_quote
from reader.documents import DocumentError, read_document


def there(*programs):
    return lambda name: f"/bin/{name}" if name in programs else None


@pytest.mark.parametrize(
    ("environ", "platform", "programs", "name"),
    [
        ({"WAYLAND_DISPLAY": "wayland-0", "DISPLAY": ":0"}, "linux", ("wl-copy", "xclip"), "wl-copy"),
        ({"WAYLAND_DISPLAY": "wayland-0", "DISPLAY": ":0"}, "linux", ("xsel",), "xsel"),
        ({"DISPLAY": ":0"}, "linux", ("wl-copy", "xclip", "xsel"), "xclip"),
        ({}, "linux", ("wl-copy", "xclip", "xsel", "pbcopy"), None),
        ({}, "darwin", ("pbcopy",), "pbcopy"),
        ({}, "win32", ("clip.exe",), "clip"),
        ({"WSL_DISTRO_NAME": "Debian"}, "linux", ("clip.exe",), "clip"),
        ({"SSH_CONNECTION": "1 2 3 4", "DISPLAY": ":0"}, "linux", ("xclip",), None),
    ],
)
def test_the_program_of_the_platform_is_taken_and_none_over_ssh(environ, platform, programs, name):
    tool = find_tool(environ, platform, there(*programs))
    assert (tool and tool.name) == name


def test_a_program_gets_the_text_and_nothing_that_a_terminal_would_obey(tmp_path):
    kept = tmp_path / "kept"
    script = f"import sys; open({str(kept)!r}, 'wb').write(sys.stdin.buffer.read())"
    copy_with(Tool((sys.executable, "-c", script)), "“Ça”\n\x1b[201~rm -rf ~\n")
    assert kept.read_text(encoding="utf-8") == "“Ça”\n␛[201~rm -rf ~\n"
    copy_with(Tool((sys.executable, "-c", script), "utf-16-le"), "陳")
    assert kept.read_bytes() == "陳".encode("utf-16-le")


def test_a_program_that_fails_or_is_gone_is_told_of(monkeypatch):
    with pytest.raises(CopyError, match="failed"):
        copy_with(Tool((sys.executable, "-c", "raise SystemExit(3)")), "x")
    with pytest.raises(CopyError, match="nothing-here failed"):
        copy_with(Tool(("/nothing-here",)), "x")

    def hang(*_args, **_options):
        raise subprocess.TimeoutExpired("x", 2)

    monkeypatch.setattr(subprocess, "run", hang)
    with pytest.raises(CopyError, match="did not answer"):
        copy_with(Tool(("/bin/xclip",)), "x")


def test_a_terminal_is_asked_in_one_sequence_that_holds_nothing_but_letters():
    sequence = request("“Ça”\x1b[201~", {})
    start, encoded = sequence[:7], sequence[7:-1]
    assert (start, sequence[-1]) == ("\x1b]52;c;", "\a")
    assert base64.b64decode(encoded).decode() == "“Ça”␛[201~"


def test_screen_gets_the_sequence_in_pieces():
    pieces = request("x" * 200, {"STY": "1.pts"}).split("\x1b\\")
    assert pieces.pop() == ""
    assert all(piece.startswith("\x1bP") and len(piece) <= 78 for piece in pieces)
    assert "".join(piece[2:] for piece in pieces) == request("x" * 200, {})


def test_what_is_too_long_for_a_terminal_is_refused_with_what_to_do():
    longest = "x" * (LONGEST // 4 * 3)
    request(longest, {})
    with pytest.raises(CopyError, match="Y writes it to a file"):
        request(longest + "xxx", {})


def test_it_is_never_said_that_a_terminal_copied():
    for environ in ({}, {"TMUX": "1"}, {"STY": "1"}, {"SSH_TTY": "/dev/pts/1"}):
        assert "copied" not in asked(environ)
        assert asked(environ).startswith("sent to the terminal to copy (OSC 52); ")
        assert len(asked(environ)) < 80
    assert "not every terminal does" in asked({})
    assert "set-clipboard" in asked({"TMUX": "1"})
    assert "may not pass it on" in way({"STY": "1"})
    assert "over SSH" in way({"SSH_TTY": "/dev/pts/1"})
    assert way({}, Tool(("/usr/bin/wl-copy",))) == "wl-copy"


def test_ways_to_the_clipboard_are_known_without_the_library_of_screens():
    code = "import sys, reader.app.clipboard; raise SystemExit('textual' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_quotes_are_added_one_after_another_and_nothing_is_overwritten(tmp_path):
    path = tmp_path / "quotes.md"
    add_quote(path, "> One\n")
    add_quote(path, "> Two")
    assert path.read_text() == "---\nreader_quotes: true\n---\n\n> One\n\n> Two\n"
    with pytest.raises(DocumentError, match="quotes that this program collected"):
        read_document(path)
    path.write_text("mine")
    add_quote(path, "> One")
    assert path.read_text() == "mine\n\n> One\n"
    path.write_text("mine\n\n")
    add_quote(path, "> One")
    assert path.read_text() == "mine\n\n> One\n"


def test_folders_links_and_pipes_are_refused(tmp_path):
    with pytest.raises(QuotesError, match="is a folder"):
        add_quote(tmp_path, "> One")
    with pytest.raises(QuotesError, match="there is no folder"):
        add_quote(tmp_path / "none" / "quotes.md", "> One")
    (tmp_path / "target").write_text("private")
    (tmp_path / "link.md").symlink_to(tmp_path / "target")
    with pytest.raises(QuotesError, match="no regular file"):
        add_quote(tmp_path / "link.md", "> One")
    assert (tmp_path / "target").read_text() == "private"
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe.md")
        with pytest.raises(QuotesError, match="no regular file"):
            add_quote(tmp_path / "pipe.md", "> One")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the superuser may write anywhere")
def test_a_file_that_cannot_be_written_is_told_of(tmp_path):
    path = tmp_path / "quotes.md"
    path.write_text("")
    path.chmod(0o400)
    with pytest.raises(QuotesError, match="not written"):
        add_quote(path, "> One")
