"""`reader export` starts from what config.toml says; what the command line says wins."""

from pathlib import Path

import pytest

from reader.documents import read_document
from reader.notebook import Notebook
from reader.settings import settings_path


@pytest.fixture
def marked(folder, tmp_path, monkeypatch):
    """Return the folder with one passage marked."""
    monkeypatch.chdir(tmp_path)
    document = read_document(folder / "ferry.txt", "ferry.txt")
    start = document.text.index("Captain Maren Holt")
    Notebook.of_folder(folder).add(document, start, start + 18, "green")
    return folder


def set_up(text):
    settings_path().parent.mkdir(parents=True, exist_ok=True)
    settings_path().write_text(f"[export]\n{text}\n", encoding="utf-8")


def written(told):
    """Return which file an export says that it wrote, from the folder it was started in."""
    code, out, _err = told
    outcome, path, *_more = out.split()
    assert (code, outcome) == (0, "new")
    return Path(path).relative_to(Path.cwd()).as_posix() if Path(path).is_absolute() else path


def test_the_place_is_that_of_the_settings_unless_another_is_named(run, marked, tmp_path):
    set_up('to = "vault"')
    assert written(run("export", marked)) == "vault/ferry.md"
    assert written(run("export", marked, "--to", "other")) == "other/ferry.md"
    assert "> Captain Maren Holt" in run("export", marked, "--to", "-")[1]
    assert run("export", marked, "--format", "csv")[1].startswith("id,")
    assert not (tmp_path / "reader-export").exists()


def test_a_place_in_the_home_folder_is_found(run, marked, tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    set_up('to = "~/vault"')
    assert run("export", marked)[0] == 0
    assert (tmp_path / "home" / "vault" / "ferry.md").is_file()


def test_the_format_is_that_of_the_settings_unless_another_is_named(run, marked):
    set_up('format = "csv"')
    assert run("export", marked)[1].startswith("id,")
    assert "> Captain Maren Holt" in run("export", marked, "--format", "markdown", "--to", "-")[1]
    assert "Captain Maren Holt" in run("export", marked, "--context", "sentence", "--to", "-")[1]
    set_up('format = "csv"\nto = "tables"')
    assert written(run("export", marked)) == "tables/highlights.csv"
    assert written(run("export", marked, "--format", "markdown")) == "tables/ferry.md"
    set_up('format = "csv"\nto = "mine.csv"')
    assert written(run("export", marked)) == "mine.csv"
    assert written(run("export", marked, "--format", "markdown")) == "reader-export/ferry.md"


def test_one_file_may_be_the_usual_format(run, marked):
    set_up('format = "single"\nto = "all.md"')
    assert written(run("export", marked)) == "all.md"
    assert written(run("export", marked, "--format", "markdown", "--to", "vault")) == "vault/ferry.md"


def test_the_look_is_that_of_the_settings_unless_the_command_line_says_otherwise(run, marked):
    set_up('context = "sentence"\nwikilinks = true')
    usual = run("export", marked, "--to", "-")[1]
    assert "harbour of Port Aldery" in usual
    assert "[[" in usual
    plain = run("export", marked, "--to", "-", "--context", "none", "--no-wikilinks")[1]
    assert "harbour of Port Aldery" not in plain
    assert "[[" not in plain


def test_the_template_is_that_beside_the_settings_unless_none_is_wanted(run, marked):
    set_up('template = "mine.j2"')
    (settings_path().parent / "mine.j2").write_text("mine: {{ title }}\n", encoding="utf-8")
    assert run("export", marked, "--to", "-")[1].count("mine: Ferry stays in port\n") == 1
    assert "> Captain Maren Holt" in run("export", marked, "--to", "-", "--no-template")[1]
    assert written(run("export", marked, "--single", "--to", "all.md")) == "all.md"
    (settings_path().parent / "mine.j2").unlink()
    code, _out, err = run("export", marked, "--to", "-")
    assert code == 2
    assert "mine.j2" in err
