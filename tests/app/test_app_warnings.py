"""What is unusual about a folder's notebook is told when the folder is opened."""

import os

import pytest

from reader.app.session import Session
from reader.documents import Folder, read_document
from reader.notebook import Notebook
from reader.notebook.where import fallback_path


@pytest.fixture
def warnings(folder):
    def opened():
        session = Session(Folder.of([folder]))
        session.close()
        return session.warnings

    return opened


def test_an_ordinary_folder_gives_no_warning(warnings):
    assert warnings() == []


def test_a_folder_that_cannot_be_written_is_told_with_the_place_of_its_marks(warnings, folder, monkeypatch):
    monkeypatch.setattr(os, "access", lambda *_arguments: False)
    (warning,) = warnings()
    assert "nothing can be written" in warning
    assert str(fallback_path(folder)) in warning


def test_what_cannot_be_read_of_a_notebook_is_told(warnings, folder):
    notebook = Notebook.of_folder(folder)
    notebook.add(read_document(folder / "ferry.txt"), 0, 5, "yellow")
    with notebook.path.open("ab") as file:
        file.write(b"<<<<<<< mine\n")
    assert warnings() == ["notebook: line 2 is a mark of a conflict that git left"]
