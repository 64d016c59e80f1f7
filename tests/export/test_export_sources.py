"""Exports never take the place of what is read, or of a notebook."""

import pytest

from reader.corpus import Found
from reader.documents import Folder, read_document
from reader.export import How, plan_export, plan_file, write_export
from reader.notebook import Notebook


@pytest.fixture
def notebook(folder):
    return Notebook.of_folder(folder)


def mark(notebook, folder, name, start=0, end=5):
    return notebook.add(read_document(folder / name, name), start, end, "yellow")


def plan(folder, notebook, to, **how):
    return plan_export(Folder.of([folder]), notebook, to, lambda _document: Found(), How(**how))


def export(folder, notebook, to, **how):
    return write_export(plan(folder, notebook, to, **how), notebook)


def outcomes(written):
    return {item.path.name: item.outcome for item in written}


def test_no_document_of_the_folder_is_written_even_where_it_is_forced(folder, notebook):
    source = folder / "minutes.md"
    source.write_text("Nothing was decided.\n")
    mark(notebook, folder, "ferry.txt")
    for how in ({}, {"force": True}):
        (file,) = plan(folder, notebook, source, **how).files
        assert (file.outcome, "--force" in file.reason) == ("refused", False)
    table = plan_file(notebook, Folder.of([folder]), folder / "ferry.txt", "a,b\n", force=True)
    assert [file.outcome for file in table.files] == ["refused"]
    write_export(table, notebook)
    assert (folder / "ferry.txt").read_text() != "a,b\n"


def test_an_export_in_the_folder_itself_is_no_document_of_it(folder, notebook):
    mark(notebook, folder, "ferry.txt")
    assert outcomes(export(folder, notebook, folder)) == {"ferry.md": "new"}
    notebook.edit(notebook.highlights[0].id, note="Why?")
    assert outcomes(export(folder, notebook, folder)) == {"ferry.md": "changed"}
    for held in ("a\n", "b\n"):
        table = plan_file(notebook, Folder.of([folder]), folder / "marks.txt", held)
        assert outcomes(write_export(table, notebook))["marks.txt"] in ("new", "changed")
    (folder / "marks.txt").write_text("b, by hand\n")
    table = plan_file(notebook, Folder.of([folder]), folder / "marks.txt", "c\n", force=True)
    assert outcomes(write_export(table, notebook)) == {"marks.txt": "changed"}


def test_nothing_is_written_where_notebooks_are(folder, notebook):
    mark(notebook, folder, "ferry.txt")
    held = notebook.path.read_bytes()
    for path in (notebook.path, notebook.path.parent / "new.csv"):
        (file,) = plan_file(notebook, Folder.of([folder]), path, "a,b\n", force=True).files
        assert file.outcome == "refused"
    assert {file.outcome for file in plan(folder, notebook, notebook.path.parent / "out", force=True).files} == {
        "refused"
    }
    assert notebook.path.read_bytes() == held
