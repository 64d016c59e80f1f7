"""Exports never take the place of what is read, or of a notebook."""

import pytest
from export_support import export, mark, outcomes, plan

from reader.documents import DocumentError, Folder, read_document
from reader.export import plan_file, write_export
from reader.notebook import Notebook


@pytest.fixture
def notebook(folder):
    return Notebook.of_folder(folder)


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


def test_exports_into_the_folder_that_is_read_do_not_become_documents(folder, notebook):
    to = folder / "reader-export"
    mark(notebook, folder, "ferry.txt")
    export(folder, notebook, to)
    with pytest.raises(DocumentError, match="exported"):
        read_document(to / "ferry.md")
    again = plan(folder, notebook, to)
    assert ([file.outcome for file in again.files], again.problems) == (["unchanged"], ())


def test_sources_are_never_written(folder, notebook, to):
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    mark(notebook, folder, "ferry.txt")
    export(folder, notebook, to)
    assert all(path.read_bytes() == content for path, content in before.items())
