"""`reader doctor` says what helps and nothing of who somebody is, what their folders are called or what is in them."""

import json
import os
import sys

import pytest

from reader.app.crash import keep_report
from reader.cli import extras, surroundings
from reader.cli.private import without_names
from reader.documents import read_document
from reader.notebook import Notebook

posix = pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions")
NAMES = ("Jonquil", "Quenby", "Tarquin", "Zebedee", "Oriel")
"""Words that stand nowhere else: of the user, the folder, a file, a title and a text."""


@pytest.fixture
def private(tmp_path, monkeypatch):
    """Return a folder of somebody whose name, folder, file, title, text, tag and note must not be told."""
    home = tmp_path / "Jonquil"
    folder = home / "Operation Quenby"
    folder.mkdir(parents=True)
    for name, value in {
        "HOME": home,
        "USERPROFILE": home,
        "USER": "Jonquil",
        "LOGNAME": "Jonquil",
        "LNAME": "",
        "USERNAME": "Jonquil",
    }.items():
        monkeypatch.setenv(name, str(value))
    for name in ("CACHE", "DATA", "CONFIG"):
        monkeypatch.setenv(f"READER_{name}_DIR", str(home / name.lower()))
    path = folder / "Tarquin.txt"
    path.write_text("Title: Zebedee\n\nOriel met Maren Holt on 4 May 2022.", encoding="utf-8")
    notebook = Notebook.of_folder(folder)
    notebook.add(read_document(path, path.name), 16, 21, "yellow", "Oriel", ["Oriel"])
    (folder / ".reader" / "notebook (Jonquil's conflicted copy).jsonl").write_bytes(notebook.path.read_bytes())
    with notebook.path.open("ab") as file:
        file.write(b'{"torn Oriel\n')
    (home / "config").mkdir()
    (home / "config" / "config.toml").write_text(f'[extractors]\nnames = "gliner:{home}/models"\n', encoding="utf-8")
    return folder


@pytest.mark.parametrize("more", [[], ["--json"]], ids=["text", "json"])
@pytest.mark.parametrize("where", ["given", "here"])
def test_neither_names_nor_text_are_in_the_report(run, private, monkeypatch, more, where):
    run("index", private)
    monkeypatch.chdir(private)
    code, out, err = run("doctor", *([private] if where == "given" else []), *more)
    assert (code, err) == (2, "")
    assert [name for name in (*NAMES, "Maren", "Holt") if name in out] == []
    assert "1 document," in out
    assert "1 highlight," in out
    assert "is torn" in out
    assert "$READER_CONFIG_DIR/config.toml" in out
    assert "notebook….jsonl beside it looks like a copy" in out


def test_nothing_of_the_settings_is_in_the_report_but_whether_they_make_sense(run, private, monkeypatch):
    config = private.parent / "config" / "config.toml"
    model = private.parent / "Sorrel"
    config.write_text(
        f'theme = "Bergamot"\nBergamot = 1\n[colours]\ngreen = "Bergamot Bergamot Bergamot"\n'
        f'[extractors]\nnames = "gliner:{model}"\n[keys]\nBergamot = "x"\n',
        encoding="utf-8",
    )
    monkeypatch.setenv("READER_CACHE_DIR", str(private.parent.parent / "Bergamot"))
    monkeypatch.setattr("sys.prefix", str(private.parent / "Bergamot" / ".venv"))
    out = run("doctor", private)[1]
    assert [name for name in (*NAMES, "Bergamot", "Sorrel") if name in out] == []
    assert "BAD  settings       $READER_CONFIG_DIR/config.toml: some of it makes no sense; reader config --check" in out
    assert "gliner:MODEL" in out
    assert "ok   cache          $READER_CACHE_DIR (by READER_CACHE_DIR): not there yet" in out


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("/home/jane/notes: gone", "~/notes: gone"),
        ("/home/jane: gone", "~: gone"),
        ("/home/janet/notes", "/home/janet/notes"),
        ("/media/jane: gone, /media/janet, /media/jane-x", "/media/USER: gone, /media/janet, /media/jane-x"),
        ("/media/jane/stick and jane", "/media/USER/stick and jane"),
        ("/home/jane/secret/a.txt and /home/jane/secret", "FOLDER/a.txt and FOLDER"),
        ("C:\\Users\\jane\\x", "C:\\Users\\USER\\x"),
        ("a\nb\x1b[2J", "a b␛[2J"),
    ],
)
def test_what_stands_for_names(monkeypatch, text, told):
    monkeypatch.setenv("HOME", "/home/jane")
    monkeypatch.setenv("USERPROFILE", "/home/jane")
    monkeypatch.setattr("getpass.getuser", lambda: "jane")
    assert without_names(text, {"/home/jane/secret": "FOLDER"}) == told


def test_the_top_of_everything_needs_no_other_name():
    assert without_names("/srv/.reader", {"/": "FOLDER"}) == "/srv/.reader"


def test_somebody_without_a_name_is_no_fault(monkeypatch):
    def nobody():
        raise KeyError("uid not found")

    monkeypatch.setattr("getpass.getuser", nobody)
    assert without_names("/srv/x", {}) == "/srv/x"


@pytest.mark.parametrize(
    ("environ", "said"),
    [
        ({"TERM": "xterm-256color", "COLORTERM": "truecolor"}, "16 million: COLORTERM is truecolor"),
        ({"TERM": "xterm-256color"}, "256: COLORTERM is not truecolor, and TERM is xterm-256color"),
        ({"TERM": "xterm"}, "16: COLORTERM is not truecolor, and TERM is xterm"),
        ({"TERM": "dumb"}, "none: COLORTERM is not truecolor, and TERM is dumb"),
        ({"TERM": "xterm", "TEXTUAL_COLOR_SYSTEM": "256"}, "256: TEXTUAL_COLOR_SYSTEM is 256"),
        ({"TERM": "xterm", "COLORTERM": "truecolor", "NO_COLOR": ""}, "none: NO_COLOR is set"),
    ],
)
@pytest.mark.skipif(os.name == "nt", reason="a console of Windows is asked itself")
def test_the_colours_are_those_that_the_app_will_see(environ, said):
    assert surroundings.colours(environ).startswith(said)


@pytest.mark.parametrize(
    ("environ", "words"),
    [
        (
            {"TERM": "tmux-256color", "TMUX": "/tmp/tmux-1000/default,1,0"},
            ["tmux-256color, tmux, ", "mouse on", "set-clipboard on"],
        ),
        ({"TERM": "screen", "STY": "1.pts"}, ["screen, screen, ", "screen may not pass it on"]),
        ({"TERM": "xterm", "SSH_TTY": "/dev/pts/1"}, ["over SSH", "Y writes to a file instead"]),
        ({"TERM": "linux"}, ["the console of Linux has none"]),
        ({"WT_SESSION": "x"}, ["TERM is not set, Windows Terminal"]),
        ({"TERM": "x" * 1_000, "TERM_PROGRAM": "iTerm.app"}, ["x…, iTerm.app"]),
        ({"TEXTUAL_DRIVER": "textual.drivers.web_driver:WebDriver"}, ["by the browser"]),
    ],
)
def test_the_terminal_is_told_with_what_may_stand_in_the_way(monkeypatch, environ, words):
    monkeypatch.setattr(surroundings, "find_tool", lambda _environ: None)
    said = "\n".join(state for _name, state, _good in surroundings.terminal(environ))
    assert [word for word in words if word not in said] == []
    assert "/tmp/tmux" not in said


@posix
def test_folders_are_told_with_their_size_and_permissions(tmp_path, monkeypatch):
    monkeypatch.setenv("READER_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("READER_CONFIG_DIR", str(tmp_path / "config" / "deep"))
    (tmp_path / "data" / "more").mkdir(parents=True, mode=0o700)
    (tmp_path / "data" / "more" / "a").write_bytes(b"x" * 2**20)
    (tmp_path / "data").chmod(0o750)
    (tmp_path / "cache").write_text("")
    cache, data, config = surroundings.folders(tmp_path / "cache")
    assert (cache[2], "a file stands where a folder is wanted" in cache[1]) == (False, True)
    assert data[1:] == (f"{tmp_path}/data (by READER_DATA_DIR): 1 file, 1.0 MB, permissions 750", True)
    assert config[1:] == (f"{tmp_path}/config/deep (by READER_CONFIG_DIR): not there yet", True)


def test_a_folder_that_cannot_be_written_is_bad(tmp_path, monkeypatch):
    monkeypatch.setattr(os, "access", lambda _path, mode: mode != os.W_OK)
    assert [good for _name, _state, good in surroundings.folders(tmp_path)] == [False, False, False]


def test_what_is_not_installed_is_told_with_the_command_that_adds_it(run, folder, monkeypatch):
    monkeypatch.setattr(surroundings, "version_of", lambda package: "1.2" if package == "spacy" else "")
    report = json.loads(run("doctor", folder, "--json")[1])
    assert report["spacy"] == {"state": "spacy 1.2", "ok": True}
    for name in ("web", "gliner"):
        assert report[name]["ok"]
        assert report[name]["state"].endswith(f" {extras.EXTRAS[name]}")


def test_a_library_that_is_missing_is_bad(run, folder, monkeypatch):
    monkeypatch.setattr("reader.cli.doctor.version_of", lambda package: "" if package == "regex" else "1")
    code, out, _err = run("doctor", folder)
    assert code == 2
    assert "BAD  packages       not installed: regex; install reader again" in out


def test_the_report_is_grouped_and_short(run, folder):
    code, out, err = run("doctor", folder)
    assert (code, err) == (0, "")
    titles = [line for line in out.splitlines() if line and not line.startswith(("ok ", "BAD"))]
    assert titles == ["Program", "Terminal", "Kept", "This folder"]
    assert len(out.splitlines()) < 40


def test_crashes_are_counted(run, folder):
    assert json.loads(run("doctor", folder, "--json")[1])["crash reports"]["state"] == "none kept"
    keep_report(ValueError("Oriel"))
    assert json.loads(run("doctor", folder, "--json")[1])["crash reports"]["state"].startswith("1 kept")


def test_the_encoding_that_counts_is_told(monkeypatch):
    monkeypatch.setattr("locale.getencoding", lambda: "ISO-8859-1")
    letters = {name: state for name, state, _good in surroundings.terminal({})}["letters"]
    assert ("without UTF-8" in letters) == (sys.platform != "win32")


@posix
def test_a_folder_below_a_file_cannot_be_made(tmp_path, monkeypatch):
    monkeypatch.setenv("READER_DATA_DIR", str(tmp_path / "file" / "deep" / "data"))
    (tmp_path / "file").write_text("")
    _cache, data, _config = surroundings.folders(tmp_path / "cache")
    assert (data[2], "a file stands where a folder above it is wanted" in data[1]) == (False, True)
