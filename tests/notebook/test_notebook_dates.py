"""What a person decides about dates lasts like any mark."""

import json
import os
from datetime import date
from pathlib import Path

import pytest

from reader.documents import make_document
from reader.notebook import Notebook

TEXT = "They met on Friday. The vote was on Friday too."


def made(text: str = TEXT, name: str = "log.txt"):
    return make_document(text.encode(), Path(name), name)


@pytest.fixture
def notebook(tmp_path):
    return Notebook(tmp_path / ".reader" / "notebook.jsonl")


def test_a_decided_date_is_there_after_a_restart_at_its_place_alone(notebook):
    document = made()
    notebook.decide_date(document, 12, 18, "2025-02-07")
    assert Notebook(notebook.path).dates(document) == {(12, 18): "2025-02-07"}
    assert notebook.dated_documents == {"log.txt"}


def test_the_last_decision_counts_and_undo_brings_the_one_before_back(notebook):
    document = made()
    for value in ("2025-02-07", "2025-01-24", ""):
        notebook.decide_date(document, 12, 18, value)
    seen = [notebook.dates(document).get((12, 18))]
    for _ in range(3):
        assert notebook.undo() == "date"
        seen.append(notebook.dates(document).get((12, 18)))
    assert seen == ["", "2025-01-24", "2025-02-07", None]


def test_a_decision_follows_its_words_when_the_text_changes_and_is_never_put_elsewhere(notebook):
    notebook.decide_date(made(), 12, 18, "2025-02-07")
    assert notebook.dates(made("A line before.\n\n" + TEXT)) == {(28, 34): "2025-02-07"}
    assert notebook.dates(made("The vote was on Friday too.")) == {}


def test_a_decision_about_a_day_does_not_pass_to_another_day_in_its_place(notebook):
    text = TEXT.replace("Friday.", "Sunday.") + " Nobody wrote down who had been there, or why it had taken so long."
    notebook.decide_date(made(text), 12, 18, "2025-02-09")
    assert notebook.dates(made(text.replace(" ", "\n").upper())) == {(12, 18): "2025-02-09"}
    assert notebook.dates(made(text.replace("Sunday", "Monday"))) == {}


def test_a_decision_belongs_to_its_document_and_to_a_moved_copy_of_it(notebook):
    document = made()
    notebook.decide_date(document, 12, 18, "2025")
    assert notebook.dates(made(name="other.txt"), present=["log.txt", "other.txt"]) == {}
    assert notebook.dates(made(name="other.txt"), present=["other.txt"]) == {(12, 18): "2025"}


def test_the_day_of_a_document_is_kept_changed_and_undone(notebook):
    document = made()
    notebook.decide_day(document, date(2025, 2, 1))
    notebook.decide_day(document, None)
    assert notebook.days(["log.txt"]) == {"log.txt": None}
    assert notebook.undo() == "day"
    assert Notebook(notebook.path).days(["log.txt"]) == {"log.txt": date(2025, 2, 1)}
    assert notebook.days(["elsewhere.txt"]) == {document.id: date(2025, 2, 1)}


@pytest.mark.parametrize(
    "operation",
    [
        {"op": "date", "decision": None},
        {"op": "date", "decision": {"id": "c-1", "document": "d-1", "name": "x", "value": "\x1b[31m", "anchor": {}}},
        {"op": "day", "document": "d-1", "name": "x", "day": "tomorrow"},
        {"op": "day", "document": ["d-1"], "name": "x", "day": None},
        {"op": "day"},
    ],
)
def test_a_decision_that_makes_no_sense_is_reported_and_changes_nothing(tmp_path, operation):
    path = tmp_path / "notebook.jsonl"
    path.write_text(json.dumps({"v": 1, "id": "o-1", "time": "2025-02-01T00:00:00+00:00"} | operation) + "\n")
    notebook = Notebook(path)
    assert notebook.dates(made()) == {}
    assert notebook.days() == {}
    assert len(notebook.problems) == 1


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege there")
@pytest.mark.parametrize("linked", ["file", "folder"])
def test_a_notebook_that_is_a_link_is_left_alone_and_said(tmp_path, linked):
    root, elsewhere = tmp_path / "root", tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "notebook.jsonl").write_text("precious\n")
    root.mkdir()
    if linked == "folder":
        (root / ".reader").symlink_to(elsewhere)
    else:
        (root / ".reader").mkdir()
        (root / ".reader" / "notebook.jsonl").symlink_to(elsewhere / "notebook.jsonl")
    notebook = Notebook.of_folder(root)
    notebook.decide_day(made(), date(2025, 2, 1))
    assert (elsewhere / "notebook.jsonl").read_text() == "precious\n"
    assert "is a link" in notebook.problems[0]
    assert Notebook.of_folder(root).days(["log.txt"]) == {"log.txt": date(2025, 2, 1)}
