"""Exports never destroy what a person wrote."""

import os

import pytest

from reader.corpus import Found
from reader.documents import DocumentError, Folder, read_document
from reader.export import folder_markdown, write_files
from reader.notebook import Notebook, NotebookError

posix = pytest.mark.skipif(os.name == "nt", reason="Windows has no such links")


@pytest.fixture
def notebook(folder):
    return Notebook.of_folder(folder)


@pytest.fixture
def to(tmp_path):
    return tmp_path / "vault"


def mark(notebook, folder, name, start=0, end=5):
    return notebook.add(read_document(folder / name, name), start, end, "yellow")


def markdown(folder, notebook, to):
    return folder_markdown(Folder.of([folder]), notebook, to, lambda _document: Found())


def outcomes(written):
    return {item.path.name: item.outcome for item in written}


def test_one_file_for_each_document_with_marks_in_the_same_folders(folder, notebook, to):
    mark(notebook, folder, "ferry.txt")
    mark(notebook, folder, "letters/vale.txt")
    files, problems = markdown(folder, notebook, to)
    assert (sorted(files), problems) == (["ferry.md", "letters/vale.md"], [])
    write_files(notebook, folder, to, files)
    assert (to / "letters" / "vale.md").read_text(encoding="utf-8") == files["letters/vale.md"]


def test_links_lead_from_the_export_to_the_source(folder, notebook, to):
    mark(notebook, folder, "letters/vale.txt")
    files, _problems = markdown(folder, notebook, to)
    write_files(notebook, folder, to, files)
    link = files["letters/vale.md"].split("](", 1)[1].split(")", 1)[0]
    assert (to / "letters" / link).resolve() == folder / "letters" / "vale.txt"


def test_a_folder_without_marks_exports_nothing(folder, notebook, to):
    assert markdown(folder, notebook, to) == ({}, [])


def test_a_second_run_without_changes_touches_nothing(folder, notebook, to):
    mark(notebook, folder, "ferry.txt")
    files, _problems = markdown(folder, notebook, to)
    assert outcomes(write_files(notebook, folder, to, files)) == {"ferry.md": "written"}
    os.utime(to / "ferry.md", ns=(1_000, 1_000))
    notes = notebook.path.read_bytes()
    again, _problems = markdown(folder, Notebook(notebook.path), to)
    assert outcomes(write_files(notebook, folder, to, again)) == {"ferry.md": "unchanged"}
    assert (to / "ferry.md").stat().st_mtime_ns == 1_000
    assert notebook.path.read_bytes() == notes
    assert sorted(path.name for path in to.iterdir()) == ["ferry.md"], "no temporary file stays"


def test_an_export_nobody_touched_follows_the_marks(folder, notebook, to):
    first = mark(notebook, folder, "ferry.txt")
    write_files(notebook, folder, to, markdown(folder, notebook, to)[0])
    notebook.edit(first.id, note="Why?")
    later = Notebook(notebook.path)
    assert outcomes(write_files(later, folder, to, markdown(folder, later, to)[0])) == {"ferry.md": "written"}
    assert "**Note.** Why?" in (to / "ferry.md").read_text(encoding="utf-8")


def test_an_edited_file_is_kept_until_forced_and_then_saved_beside(folder, notebook, to):
    first = mark(notebook, folder, "ferry.txt")
    write_files(notebook, folder, to, markdown(folder, notebook, to)[0])
    path = to / "ferry.md"
    edited = path.read_bytes() + b"\nMy own words.\n"
    path.write_bytes(edited)
    notebook.edit(first.id, note="Why?")
    files, _problems = markdown(folder, notebook, to)
    (kept,) = write_files(notebook, folder, to, files)
    assert (kept.outcome, path.read_bytes()) == ("kept", edited)
    assert "changed since" in kept.reason
    assert outcomes(write_files(notebook, folder, to, files, force=True)) == {"ferry.md": "written"}
    assert path.read_text(encoding="utf-8") == files["ferry.md"]
    assert (to / "ferry.md.bak").read_bytes() == edited
    assert outcomes(write_files(notebook, folder, to, files)) == {"ferry.md": "unchanged"}


def test_a_second_forced_export_keeps_what_the_first_one_saved(folder, notebook, to):
    mark(notebook, folder, "ferry.txt")
    files, _problems = markdown(folder, notebook, to)
    for words in (b"First words.", b"Second words."):
        write_files(notebook, folder, to, files, force=True)
        (to / "ferry.md").write_bytes(words)
    write_files(notebook, folder, to, files, force=True)
    saved = {path.read_bytes() for path in to.iterdir() if path.name != "ferry.md"}
    assert saved == {b"First words.", b"Second words."}


@posix
def test_the_saved_copy_follows_no_link_out_of_the_export_folder(folder, notebook, to, tmp_path):
    mark(notebook, folder, "ferry.txt")
    to.mkdir()
    (tmp_path / "precious.txt").write_text("precious")
    (to / "ferry.md").write_text("mine")
    (to / "ferry.md.bak").symlink_to(tmp_path / "precious.txt")
    write_files(notebook, folder, to, markdown(folder, notebook, to)[0], force=True)
    assert (tmp_path / "precious.txt").read_text() == "precious"


def test_a_file_that_was_there_before_is_kept(folder, notebook, to):
    mark(notebook, folder, "ferry.txt")
    to.mkdir()
    (to / "ferry.md").write_text("# My own page about ferries\n")
    assert outcomes(write_files(notebook, folder, to, markdown(folder, notebook, to)[0])) == {"ferry.md": "kept"}
    assert (to / "ferry.md").read_text() == "# My own page about ferries\n"


def test_a_file_that_was_deleted_is_written_again(folder, notebook, to):
    mark(notebook, folder, "ferry.txt")
    files, _problems = markdown(folder, notebook, to)
    write_files(notebook, folder, to, files)
    (to / "ferry.md").unlink()
    assert outcomes(write_files(notebook, folder, to, files)) == {"ferry.md": "written"}


@posix
def test_a_link_out_of_the_export_folder_is_refused(folder, notebook, to, tmp_path):
    mark(notebook, folder, "ferry.txt")
    mark(notebook, folder, "letters/vale.txt")
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "target.md").write_text("precious")
    to.mkdir()
    (to / "ferry.md").symlink_to(outside / "target.md")
    (to / "letters").symlink_to(outside)
    files, _problems = markdown(folder, notebook, to)
    assert set(outcomes(write_files(notebook, folder, to, files, force=True)).values()) == {"refused"}
    assert {path.name: path.read_text() for path in outside.iterdir()} == {"target.md": "precious"}


def test_a_path_out_of_the_export_folder_is_refused(folder, notebook, to):
    (refused,) = write_files(notebook, folder, to, {"../escaped.md": "x"})
    assert refused.outcome == "refused"
    assert not (to.parent / "escaped.md").exists()


def test_two_documents_of_one_stem_have_a_file_each(folder, notebook, to):
    (folder / "a.txt").write_text("Text of the plain file.")
    (folder / "a.md").write_text("Text of the other file.")
    mark(notebook, folder, "a.txt")
    mark(notebook, folder, "a.md")
    files, _problems = markdown(folder, notebook, to)
    assert sorted(files) == ["a.md.md", "a.txt.md"]
    assert "](../harbour/a.txt)" in files["a.txt.md"]


@posix
@pytest.mark.parametrize("names", [("b?.txt", "b*.txt"), ("a.txt", "a.md", "a.txt.txt")])
def test_every_document_has_a_file_of_its_own(folder, notebook, to, names):
    for name in names:
        (folder / name).write_text(f"Text of {name} alone.")
        mark(notebook, folder, name)
    files, _problems = markdown(folder, notebook, to)
    assert len(files) == len(names)


def test_names_that_other_systems_forbid_are_written_with_allowed_letters(folder, notebook, to):
    name = "who: “x”.txt" if os.name == "nt" else 'who? "x" <y>|\x1b.txt'
    if os.name == "nt":
        pytest.skip("Windows forbids the name itself")
    (folder / name).write_text("Text of it.")
    mark(notebook, folder, name)
    files, _problems = markdown(folder, notebook, to)
    assert list(files) == ["who_ _x_ _y___.md"]


def test_marks_of_a_moved_file_go_with_its_content(folder, notebook, to):
    mark(notebook, folder, "ferry.txt")
    (folder / "archive").mkdir()
    (folder / "ferry.txt").rename(folder / "archive" / "old.txt")
    files, problems = markdown(folder, notebook, to)
    assert (list(files), problems) == (["archive/old.md"], [])
    assert "^" + notebook.highlights[0].id in files["archive/old.md"]


def test_a_copy_beside_the_original_does_not_take_its_marks(folder, notebook, to):
    mark(notebook, folder, "ferry.txt")
    (folder / "copy.txt").write_bytes((folder / "ferry.txt").read_bytes())
    assert list(markdown(folder, notebook, to)[0]) == ["ferry.md"]


def test_marks_of_a_vanished_document_are_named_and_stay(folder, notebook, to):
    mark(notebook, folder, "ferry.txt")
    (folder / "ferry.txt").unlink()
    files, problems = markdown(folder, notebook, to)
    assert files == {}
    assert problems == ["ferry.txt: no such document here; its highlights stay in the notebook"]
    assert len(Notebook(notebook.path).highlights) == 1


def test_marks_that_lost_their_place_are_exported_apart(folder, notebook, to):
    first = mark(notebook, folder, "ferry.txt", 40, 90)
    (folder / "ferry.txt").write_text("Everything is different now.")
    files, _problems = markdown(folder, notebook, to)
    kept, lost = files["ferry.md"].split("## Highlights that lost their place")
    assert first.id not in kept
    assert first.id in lost
    assert "in an earlier text" in lost


def test_exports_into_the_folder_that_is_read_do_not_become_documents(folder, notebook):
    to = folder / "reader-export"
    mark(notebook, folder, "ferry.txt")
    first, _problems = markdown(folder, notebook, to)
    write_files(notebook, folder, to, first)
    with pytest.raises(DocumentError, match="exported"):
        read_document(to / "ferry.md")
    again, problems = markdown(folder, notebook, to)
    assert (again, problems) == (first, [])


def test_a_notebook_that_cannot_remember_is_said_to_be_so(folder, notebook, to, monkeypatch):
    mark(notebook, folder, "ferry.txt")
    files, _problems = markdown(folder, notebook, to)

    def refuse(*_arguments):
        raise NotebookError("read-only")

    monkeypatch.setattr(notebook, "note_export", refuse)
    (written,) = write_files(notebook, folder, to, files)
    assert (written.outcome, "read-only" in written.reason) == ("written", True)


def test_a_write_that_fails_leaves_the_old_file_whole(folder, notebook, to, monkeypatch):
    first = mark(notebook, folder, "ferry.txt")
    write_files(notebook, folder, to, markdown(folder, notebook, to)[0])
    before = (to / "ferry.md").read_bytes()
    notebook.edit(first.id, note="Why?")
    files, _problems = markdown(folder, notebook, to)

    def full(_handle):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(OSError, match="No space left"):
            write_files(notebook, folder, to, files)
    assert [(path.name, path.read_bytes()) for path in to.iterdir()] == [("ferry.md", before)]


@posix
def test_the_permissions_of_an_export_stay_as_a_person_set_them(folder, notebook, to):
    first = mark(notebook, folder, "ferry.txt")
    write_files(notebook, folder, to, markdown(folder, notebook, to)[0])
    (to / "ferry.md").chmod(0o600)
    notebook.edit(first.id, note="Why?")
    write_files(notebook, folder, to, markdown(folder, notebook, to)[0])
    assert (to / "ferry.md").stat().st_mode & 0o777 == 0o600


def test_sources_are_never_written(folder, notebook, to):
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    mark(notebook, folder, "ferry.txt")
    write_files(notebook, folder, to, markdown(folder, notebook, to)[0])
    assert all(path.read_bytes() == content for path, content in before.items())
