"""`reader config` tells what counts and what is wrong, and prints a file with everything that can be set."""

import json
import os
import re
import sys
from pathlib import Path

import pytest

from reader.app.actions import ACTIONS
from reader.app.keymap import keymap_of, usual_keys_of
from reader.app.looks import Looks
from reader.settings import COLOURS, Settings, load_settings, settings_path
from reader.settings.table import SETTINGS

FINE = 'theme = "nord"\n[colours]\ngreen = "claim"\n[keys]\nsearch = ["F2"]\ntext_only = []\n'
WRONG = 'thme = "nord"\nwidth = 300\n[keys]\nsearch = ["ctrl+i"]\n'


@pytest.fixture
def set_up():
    def write(text):
        settings_path().parent.mkdir(parents=True, exist_ok=True)
        settings_path().write_text(text, encoding="utf-8")

    return write


def uncommented(text):
    """Return the file as it is when every sign before a setting is taken away."""
    return re.sub(r"^#(?=\w)", "", text, flags=re.MULTILINE)


def test_where_the_file_is_is_printed_alone(run):
    assert run("config", "--path") == (0, f"{settings_path()}\n", "")


def test_without_a_file_everything_is_as_usual(run):
    code, out, err = run("config")
    assert (code, err) == (0, "")
    assert out.startswith(f"{settings_path()}  (there is none: ")
    assert re.search(r"^width +80 +default$", out, re.MULTILINE)
    assert re.search(r"^kinds +all +default$", out, re.MULTILINE)
    assert re.search(
        rf"^folder of data +{re.escape(os.environ['READER_DATA_DIR'])} +environment, READER_DATA_DIR$",
        out,
        re.MULTILINE,
    )


def test_what_counts_is_told_with_where_it_comes_from(run, set_up):
    set_up(FINE)
    looks = Looks(load_settings())
    looks.choose_width(64)
    looks.save()
    code, out, err = run("config")
    assert (code, err) == (0, "")
    assert re.search(r'^theme +"nord" +config.toml$', out, re.MULTILINE)
    assert re.search(r"^width +64 +chosen in the app$", out, re.MULTILINE)
    assert re.search(r'^colours.green +"claim" +config.toml$', out, re.MULTILINE)
    assert re.search(r"^keys.search +F2 +config.toml$", out, re.MULTILINE)
    assert re.search(r"^keys.text_only +no key +config.toml$", out, re.MULTILINE)


def test_as_json_there_is_every_setting_and_every_action(run, set_up):
    set_up(FINE)
    code, out, _err = run("config", "--json")
    told = json.loads(out)
    assert code == 0
    assert set(told["settings"]) == {*(setting.name for setting in SETTINGS), *(f"colours.{name}" for name in COLOURS)}
    assert set(told["keys"]) == {action.name for action in ACTIONS}
    assert told["keys"]["search"] == {"keys": ["f2"], "from": "config.toml"}
    assert told["settings"]["theme"] == {"value": "nord", "from": "config.toml"}
    assert told["path"] == str(settings_path())
    assert told["warnings"] == []


def test_what_is_wrong_is_told_and_only_a_check_fails(run, set_up):
    set_up(WRONG)
    code, _out, err = run("config")
    assert code == 0
    assert [line.partition("config.toml: ")[2].split(":")[0] for line in err.splitlines()] == [
        "nothing is called “thme”",
        "width goes from 40 to 160 cells",
        "keys.search",
    ]
    code, out, again = run("config", "--check")
    assert (code, out, again) == (2, "", err)
    assert run("config", "--check", "--json")[0] == 2
    set_up(FINE)
    assert run("config", "--check") == (0, f"{settings_path()}: nothing is wrong\n", "")


def test_a_broken_file_is_told_of_and_a_theme_that_there_is_not(run, set_up):
    set_up("[keys\n")
    assert "cannot be understood" in run("config", "--check")[2]
    set_up('theme = "nrod"')
    code, out, err = run("config", "--check")
    assert (code, out) == (2, "")
    assert "“nord” is meant?" in err


def test_the_documented_file_changes_nothing(run, set_up):
    _code, out, _err = run("config", "--default")
    set_up(out)
    assert load_settings() == Settings()


def test_the_documented_file_holds_everything_that_can_be_set_as_it_is_by_default(run, set_up):
    _code, out, _err = run("config", "--default")
    set_up(uncommented(out))
    settings = load_settings()
    assert settings.warnings == ()
    keymap = keymap_of(settings.keys)
    assert keymap.problems == ()
    assert keymap.keys == {action.name: usual_keys_of(action) for action in ACTIONS}
    assert settings.given == {
        *(setting.name for setting in SETTINGS),
        *(f"colours.{colour}" for colour in COLOURS),
        *(f"keys.{action.name}" for action in ACTIONS),
    }
    usual = Settings()
    assert (settings.width, settings.kinds) == (usual.width, usual.kinds)
    assert (settings.export.format, settings.export.context) == (usual.export.format, usual.export.context)
    assert settings.export.wikilinks is usual.export.wikilinks
    assert all(name == colour for colour, name in settings.colours.items())


def test_the_lines_of_the_documented_file_are_short_enough_to_read(run):
    out = run("config", "--default")[1]
    assert max(len(line) for line in out.splitlines() if line.startswith("# ")) <= 100


def editor(tmp_path, monkeypatch, does):
    script = tmp_path / "editor.py"
    script.write_text(f"import sys, pathlib\npath = pathlib.Path(sys.argv[-1])\n{does}\n", encoding="utf-8")
    monkeypatch.setenv("VISUAL", f"{sys.executable} {script}")


def test_the_editor_gets_the_file_which_is_made_with_everything_in_it(run, tmp_path, monkeypatch):
    editor(tmp_path, monkeypatch, "path.write_text(path.read_text() + '\\nzebra = 1\\n')")
    code, _out, err = run("config", "--edit")
    assert code == 0
    assert "is new" in err
    assert "zebra" in err
    assert "#width = 80" in settings_path().read_text(encoding="utf-8")
    editor(tmp_path, monkeypatch, "path.write_text('width = 60')")
    assert run("config", "--edit") == (0, f"{settings_path()}: nothing is wrong\n", "")
    assert load_settings().width == 60


def test_an_editor_that_fails_or_is_not_there_is_told_of(run, tmp_path, monkeypatch):
    editor(tmp_path, monkeypatch, "sys.exit(3)")
    code, _out, err = run("config", "--edit")
    assert code == 2
    assert "ended with 3" in err
    monkeypatch.setenv("VISUAL", "no-such-editor")
    assert "not installed" in run("config", "--edit")[2]


def test_a_folder_that_cannot_be_made_is_told_of_in_words(run, tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("READER_CONFIG_DIR", str(tmp_path / "file"))
    monkeypatch.setenv("EDITOR", "true")
    code, _out, err = run("config", "--edit")
    assert code == 2
    assert "Errno" not in err
    assert str(tmp_path / "file" / "config.toml") in err


def test_the_doctor_tells_of_wrong_settings(run, set_up, folder):
    set_up(WRONG)
    code, out, _err = run("doctor", folder)
    (line,) = [line for line in out.splitlines() if " settings " in line]
    assert code == 2
    assert line.startswith("BAD")
    assert "reader config --check says what" in line
    set_up(FINE)
    assert "ok   settings       $READER_CONFIG_DIR/config.toml" in run("doctor", folder)[1]


def test_hostile_settings_do_not_reach_the_terminal(run, set_up):
    set_up(
        'theme = "\\u001b[2J"\n"\\u001b]0;x\\u0007" = 1\n[keys]\n"\\u001b[3J" = ["\\u001b[2J"]\nsearch = ["\\u001b[2J"]\n'
    )
    for arguments in (("config",), ("config", "--check"), ("config", "--json")):
        code, out, err = run(*arguments)
        assert code in (0, 2)
        assert "\x1b" not in out + err
        assert "\x07" not in out + err


def test_a_path_of_odd_characters_is_safe_to_print(run, monkeypatch, tmp_path):
    monkeypatch.setenv("READER_CONFIG_DIR", str(Path(tmp_path) / "a\x1b[2Jb"))
    for arguments in (("config",), ("config", "--path"), ("config", "--check")):
        assert "\x1b" not in "".join(run(*arguments)[1:])
