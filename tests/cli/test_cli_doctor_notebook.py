"""`reader doctor` and the notebook: what is wrong is said with what mends it, and mended on demand."""

import json
import os

import pytest

from reader.cli import main
from reader.documents import read_document
from reader.notebook import Notebook, log
from reader.notebook.repair import ASIDE
from reader.notebook.where import fallback_path


@pytest.fixture
def doctor(capsys):
    def call(*arguments):
        code = main(["doctor", *map(str, arguments)])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return call


@pytest.fixture
def marked(folder):
    Notebook.of_folder(folder).add(read_document(folder / "ferry.txt"), 0, 5, "yellow")
    return folder


def test_a_torn_line_is_found_and_put_aside(doctor, marked):
    path = Notebook.of_folder(marked).path
    with path.open("ab") as file:
        file.write(b'{"torn Holt\n')
    code, out, _err = doctor(marked)
    assert code == 2
    assert "line 2 is torn" in out
    assert out.rstrip().endswith("reader doctor --repair FOLDER")
    code, out, err = doctor("--repair", marked)
    assert code == 0
    assert ASIDE in err
    assert ".bak" in err
    assert "Holt" not in out + err
    assert b'{"torn Holt\n' in path.with_name(ASIDE).read_bytes()
    code, out, err = doctor("--repair", marked)
    assert (code, "nothing to repair" in err) == (0, True)


def test_a_copy_of_another_program_is_found_and_merged(doctor, marked, tmp_path):
    path = Notebook.of_folder(marked).path
    other = Notebook(tmp_path / "other.jsonl")
    mark = other.add(read_document(marked / "ferry.txt"), 6, 9, "blue")
    copy = path.with_name("notebook (conflicted copy).jsonl")
    copy.write_bytes(other.path.read_bytes())
    code, out, _err = doctor(marked, "--json")
    assert code == 2
    assert set(json.loads(out)["notebook"]) == {"state", "ok"}
    assert "notebook….jsonl beside it looks like a copy" in json.loads(out)["notebook"]["state"]
    code, out, err = doctor(marked, "--json", "--repair")
    assert code == 0
    assert json.loads(out)["notebook"]["ok"]
    assert "1 change came from" in err
    assert mark in Notebook.of_folder(marked).highlights


def test_marks_from_when_the_folder_could_not_be_written_are_shown_and_brought_home(doctor, folder, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(os, "access", lambda *_arguments: False)
        away = Notebook.of_folder(folder)
        mark = away.add(read_document(folder / "ferry.txt"), 0, 5, "yellow")
        code, out, _err = doctor(folder)
        assert "nothing can be written in" in out
        assert f"$READER_DATA_DIR/notebooks/{fallback_path(folder).parent.name}/notebook.jsonl" in out.replace(
            os.sep, "/"
        )
    home = Notebook.of_folder(folder)
    assert home.path == folder / ".reader" / "notebook.jsonl"
    assert home.highlights == (mark,)
    home.edit(mark.id, note="at home")
    code, out, _err = doctor(folder)
    assert (code, "BAD  notebook" in out) == (2, True)
    code, out, _err = doctor("--repair", folder)
    assert code == 0
    assert not fallback_path(folder).exists()
    assert [each.note for each in Notebook.of_folder(folder).highlights] == ["at home"]
    assert Notebook.of_folder(folder).problems == ()


def test_a_newer_notebook_is_not_repaired(doctor, marked):
    path = Notebook.of_folder(marked).path
    with path.open("ab") as file:
        file.write(log.line_of({"v": log.FORMAT + 1, "id": "o-x", "op": "later"}) + b"torn\n")
    before = path.read_bytes()
    code, out, err = doctor("--repair", marked)
    assert (code, out) == (2, "")
    assert "newer version" in err
    assert path.read_bytes() == before
    _code, out, _err = doctor(marked)
    assert "--repair" not in out


def test_there_may_be_nothing_to_repair_at_all(doctor, folder):
    code, _out, err = doctor("--repair", folder)
    assert code == 0
    assert "nothing to repair" in err
    assert not (folder / ".reader").exists()
