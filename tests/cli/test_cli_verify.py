"""`reader verify` as scripts use it: its exit code says whether every exported quote still stands."""

import json

import pytest

from reader.documents import read_document
from reader.notebook import Notebook
from reader.text.safety import safe_text


@pytest.fixture
def exported(run, folder, tmp_path, monkeypatch):
    """Return the folder with two marks that were exported to where exports go."""
    document = read_document(folder / "ferry.txt", "ferry.txt")
    for words in ("Captain Maren Holt", "We asked for a dredger in January 2023"):
        start = document.text.index(words)
        Notebook.of_folder(folder).add(document, start, start + len(words), "yellow")
    monkeypatch.chdir(tmp_path)
    run("export", folder)
    return folder


def test_everything_holds(run, exported):
    code, out, err = run("verify", exported)
    assert (code, out) == (0, "")
    assert "2 of 2 quotes hold" in err


def test_what_does_not_hold_is_told_with_file_id_and_why(run, exported):
    ferry = exported / "ferry.txt"
    ferry.write_text(ferry.read_text(encoding="utf-8").split("“We asked")[0], encoding="utf-8")
    lost = next(mark for mark in Notebook.of_folder(exported).highlights if "dredger" in mark.anchor.exact)
    code, out, err = run("verify", exported)
    assert code == 1
    (line,) = [each for each in out.splitlines() if lost.id in each]
    assert line.split()[:3] == ["reader-export/ferry.md", lost.id, "lost"]
    assert "“We asked for a dredger in January 2023” is no longer found" in line
    assert "of 2 quotes hold" in err
    code, out, _err = run("verify", exported, "--json")
    data = json.loads(out)
    assert code == 1
    assert data["checked"] == 2
    found = {quote["id"]: quote for quote in data["quotes"]}
    assert {key: found[lost.id][key] for key in ("file", "document", "verdict", "holds")} == {
        "file": "reader-export/ferry.md",
        "document": "ferry.txt",
        "verdict": "lost",
        "holds": False,
    }


def test_an_edited_export_is_told(run, exported, tmp_path):
    path = tmp_path / "reader-export" / "ferry.md"
    path.write_text(
        path.read_text(encoding="utf-8").replace("> Captain Maren Holt", "> Captain Holt"), encoding="utf-8"
    )
    code, out, _err = run("verify", exported)
    assert code == 1
    assert out.count("edited") == 1
    assert "it reads “Captain Holt”; “Captain Maren Holt” was marked" in out


@pytest.mark.parametrize("shape", ["csv", "jsonld"])
def test_other_formats_are_checked_too(run, exported, tmp_path, shape):
    path = tmp_path / f"marks.{shape}"
    run("export", exported, "--format", shape, "--to", path)
    assert run("verify", exported, "--in", path)[0] == 0
    path.write_text(path.read_text(encoding="utf-8").replace("Captain Maren", "Captain"), encoding="utf-8")
    code, out, _err = run("verify", exported, "--in", path)
    assert code == 1
    assert "edited" in out
    assert len(json.loads(run("verify", exported, "--in", path, "--in", "reader-export", "--json")[1])["quotes"]) == 4


def test_without_an_export_the_marks_are_checked_and_that_is_said(run, exported, monkeypatch):
    monkeypatch.chdir(exported)
    code, out, err = run("verify", exported)
    assert (code, out) == (0, "")
    assert "no exported quote in ./reader-export; the marks themselves are checked" in err
    (exported / "ferry.txt").unlink()
    code, out, err = run("verify", exported)
    assert code == 1
    assert out.count("gone") == 2
    assert "0 of 2 quotes hold" in err


def test_a_place_without_exports_is_told(run, exported, tmp_path):
    (tmp_path / "empty").mkdir()
    code, out, err = run("verify", exported, "--in", tmp_path / "empty")
    assert (code, out) == (1, "")
    assert "no exported quote in" in err
    code, out, err = run("verify", exported, "--in", tmp_path / "missing")
    assert (code, out) == (2, "")
    assert "no such file" in err


def test_no_marks_are_nothing_to_check(run, folder, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    code, _out, err = run("verify", folder)
    assert code == 1
    assert "no marks" in err


def test_nothing_in_an_export_reaches_the_terminal_as_more_than_text(run, exported, tmp_path):
    path = tmp_path / "reader-export" / "ferry\x1b]0;x\x07.md"
    path.write_bytes("> evil \x1b]52;c;x\x07 \x9b2J\n>\n> — *x* ^h-00000000\n".encode())
    code, out, err = run("verify", exported)
    assert code == 1
    assert "unknown" in out
    assert (out, err) == (safe_text(out), safe_text(err))
