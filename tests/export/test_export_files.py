"""Exports never destroy what a person wrote."""

import os

import pytest
from export_support import export, mark, outcomes, plan

from reader.export import write_export
from reader.notebook import Notebook, NotebookError

posix = pytest.mark.skipif(os.name == "nt", reason="Windows has no such links")


@pytest.fixture
def notebook(folder):
    return Notebook.of_folder(folder)


def text(path):
    return path.read_bytes().decode()


def test_one_file_for_each_document_with_marks_in_the_same_folders(folder, notebook, to):
    mark(notebook, folder, "ferry.txt")
    mark(notebook, folder, "letters/vale.txt")
    planned = plan(folder, notebook, to)
    assert not to.exists(), "planning writes nothing"
    assert [file.path.relative_to(to).as_posix() for file in planned.files] == ["ferry.md", "letters/vale.md"]
    write_export(planned, notebook)
    assert (to / "letters" / "vale.md").read_bytes() == planned.files[1].after


def test_links_lead_from_the_export_to_the_source(folder, notebook, to):
    mark(notebook, folder, "letters/vale.txt")
    export(folder, notebook, to)
    link = text(to / "letters/vale.md").split("](", 1)[1].split(")", 1)[0]
    assert (to / "letters" / link).resolve() == folder / "letters" / "vale.txt"


def test_links_to_a_row_of_a_table_lead_to_the_table(folder, notebook, to):
    (folder / "letters" / "talk.csv").write_text('id,text\n1,"The ferry did not sail on that day."\n')
    mark(notebook, folder, "letters/talk.csv/0001", 7, 12)
    export(folder, notebook, to)
    (file,) = to.rglob("*.md")
    link = text(file).split("](", 1)[1].split(")", 1)[0]
    assert (file.parent / link).resolve() == folder / "letters" / "talk.csv"


def test_no_export_names_a_folder_that_is_not_on_the_way_to_the_source(folder, notebook, to):
    mark(notebook, folder, "letters/vale.txt")
    export(folder, notebook, to)
    assert str(folder.parent) not in text(to / "letters/vale.md")


def test_a_folder_without_marks_exports_nothing(folder, notebook, to):
    assert plan(folder, notebook, to).files == ()
    assert not to.exists()


def test_a_second_run_without_changes_touches_nothing(folder, notebook, to):
    mark(notebook, folder, "ferry.txt")
    assert outcomes(export(folder, notebook, to)) == {"ferry.md": "new"}
    os.utime(to / "ferry.md", ns=(1_000, 1_000))
    notes = notebook.path.read_bytes()
    again = Notebook(notebook.path)
    assert outcomes(export(folder, again, to)) == {"ferry.md": "unchanged"}
    assert (to / "ferry.md").stat().st_mtime_ns == 1_000
    assert notebook.path.read_bytes() == notes
    assert sorted(path.name for path in to.iterdir()) == ["ferry.md"], "no temporary file stays"


def test_an_export_nobody_touched_follows_the_marks(folder, notebook, to):
    first = mark(notebook, folder, "ferry.txt")
    export(folder, notebook, to)
    notebook.edit(first.id, note="Why?")
    assert outcomes(export(folder, Notebook(notebook.path), to)) == {"ferry.md": "changed"}
    assert "**Note.** Why?" in text(to / "ferry.md")


def test_a_file_that_is_no_export_is_kept_until_forced_and_then_saved_beside(folder, notebook, to):
    mark(notebook, folder, "ferry.txt")
    to.mkdir()
    for saved in ("ferry.md.bak", "ferry.md.bak2"):
        (to / "ferry.md").write_text(f"# My own page about ferries, {saved}\n")
        (kept,) = export(folder, notebook, to)
        assert (kept.outcome, "--force" in kept.reason) == ("kept", True)
        assert text(to / "ferry.md") == f"# My own page about ferries, {saved}\n"
        assert outcomes(export(folder, notebook, to, force=True)) == {"ferry.md": "changed"}
        assert text(to / saved) == f"# My own page about ferries, {saved}\n"
        assert outcomes(export(folder, notebook, to)) == {"ferry.md": "unchanged"}


def test_force_brings_an_edited_block_back_and_keeps_the_edit_beside(folder, notebook, to):
    first = mark(notebook, folder, "ferry.txt")
    export(folder, notebook, to)
    path = to / "ferry.md"
    before = path.read_bytes()
    edited = before.replace(b"> Captain", b"> My captain").replace(b"> Title", b"> My title") + b"\nMy own words.\n"
    path.write_bytes(edited)
    assert outcomes(export(folder, notebook, to)) == {"ferry.md": "unchanged"}
    assert outcomes(export(folder, notebook, to, force=True)) == {"ferry.md": "changed"}
    assert path.read_bytes() == before + b"\nMy own words.\n"
    assert (to / "ferry.md.bak").read_bytes() == edited
    assert first.id in text(path)


@posix
def test_the_saved_copy_follows_no_link_out_of_the_export_folder(folder, notebook, to, tmp_path):
    mark(notebook, folder, "ferry.txt")
    to.mkdir()
    (tmp_path / "precious.txt").write_text("precious")
    (to / "ferry.md").write_text("mine")
    (to / "ferry.md.bak").symlink_to(tmp_path / "precious.txt")
    export(folder, notebook, to, force=True)
    assert (tmp_path / "precious.txt").read_text() == "precious"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"\xff\xfe not UTF-8", "UTF-8"),
        (b"<<<<<<< mine\na ^h-aaaaaaaa\n=======\nb\n>>>>>>> theirs\n", "merge"),
    ],
)
def test_what_cannot_be_merged_is_left_alone_and_said(folder, notebook, to, content, reason):
    mark(notebook, folder, "ferry.txt")
    to.mkdir()
    (to / "ferry.md").write_bytes(content)
    (kept,) = export(folder, notebook, to)
    assert (kept.outcome, reason in kept.reason) == ("kept", True)
    assert (to / "ferry.md").read_bytes() == content


@pytest.mark.parametrize("content", [None, b"", b"\n \n", b"\xef\xbb\xbf\r\n"])
def test_a_file_that_is_gone_or_empty_is_written_again(folder, notebook, to, content):
    mark(notebook, folder, "ferry.txt")
    export(folder, notebook, to)
    before = (to / "ferry.md").read_bytes()
    if content is None:
        (to / "ferry.md").unlink()
    else:
        (to / "ferry.md").write_bytes(content)
    export(folder, notebook, to)
    assert (to / "ferry.md").read_bytes() == before


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
    assert set(outcomes(export(folder, notebook, to, force=True)).values()) == {"refused"}
    assert {path.name: path.read_text() for path in outside.iterdir()} == {"target.md": "precious"}


@posix
def test_a_link_that_appears_after_the_plan_is_refused(folder, notebook, to, tmp_path):
    mark(notebook, folder, "letters/vale.txt")
    planned = plan(folder, notebook, to)
    outside = tmp_path / "outside"
    outside.mkdir()
    to.mkdir()
    (to / "letters").symlink_to(outside)
    assert outcomes(write_export(planned, notebook)) == {"vale.md": "refused"}
    assert list(outside.iterdir()) == []


@posix
def test_a_file_in_a_linked_folder_is_not_taken_for_the_export(folder, notebook, to, tmp_path):
    mark(notebook, folder, "ferry.txt")
    export(folder, notebook, to)
    outside = tmp_path / "outside"
    outside.mkdir()
    (to / "ferry.md").rename(outside / "ferry.md")
    before = (outside / "ferry.md").read_bytes()
    (to / "linked").symlink_to(outside)
    (to / "file.md").symlink_to(outside / "ferry.md")
    assert outcomes(export(folder, notebook, to)) == {"ferry.md": "new"}
    assert (outside / "ferry.md").read_bytes() == before


@posix
@pytest.mark.parametrize("make", [os.mkfifo, os.mkdir])
def test_what_is_no_file_is_refused(folder, notebook, to, make):
    mark(notebook, folder, "ferry.txt")
    to.mkdir()
    make(to / "ferry.md")
    assert outcomes(export(folder, notebook, to, force=True)) == {"ferry.md": "refused"}


def test_a_file_that_changes_between_plan_and_write_is_left_alone(folder, notebook, to):
    first = mark(notebook, folder, "ferry.txt")
    export(folder, notebook, to)
    notebook.edit(first.id, note="Why?")
    planned = plan(folder, notebook, to)
    edited = (to / "ferry.md").read_bytes() + b"written meanwhile\n"
    (to / "ferry.md").write_bytes(edited)
    (kept,) = write_export(planned, notebook)
    assert (kept.outcome, (to / "ferry.md").read_bytes()) == ("kept", edited)
    assert "again" in kept.reason
    assert outcomes(export(folder, notebook, to)) == {"ferry.md": "changed"}
    assert "written meanwhile" in text(to / "ferry.md")
    assert "**Note.** Why?" in text(to / "ferry.md")


def test_two_exports_at_once_do_not_hurt(folder, notebook, to):
    first = mark(notebook, folder, "ferry.txt")
    export(folder, notebook, to)
    notebook.edit(first.id, note="Why?")
    other = Notebook(notebook.path)
    one, two = plan(folder, notebook, to), plan(folder, other, to)
    write_export(one, notebook)
    write_export(two, other)
    after = (to / "ferry.md").read_bytes()
    assert outcomes(export(folder, Notebook(notebook.path), to)) == {"ferry.md": "unchanged"}
    assert (to / "ferry.md").read_bytes() == after


def test_two_documents_of_one_stem_have_a_file_each(folder, notebook, to):
    (folder / "a.txt").write_text("Text of the plain file.")
    (folder / "a.md").write_text("Text of the other file.")
    mark(notebook, folder, "a.txt")
    mark(notebook, folder, "a.md")
    export(folder, notebook, to)
    assert sorted(path.name for path in to.iterdir()) == ["a.md.md", "a.txt.md"]
    assert "](../harbour/a.txt)" in text(to / "a.txt.md")


@posix
@pytest.mark.parametrize("names", [("b?.txt", "b*.txt"), ("a.txt", "a.md", "a.txt.txt")])
def test_every_document_has_a_file_of_its_own(folder, notebook, to, names):
    for name in names:
        (folder / name).write_text(f"Text of {name} alone.")
        mark(notebook, folder, name)
    assert len(export(folder, notebook, to)) == len(list(to.iterdir())) == len(names)


@posix
def test_names_that_other_systems_forbid_are_written_with_allowed_letters(folder, notebook, to):
    name = 'who? "x" <y>|\x1b.txt'
    (folder / name).write_text("Text of it.")
    mark(notebook, folder, name)
    export(folder, notebook, to)
    assert [path.name for path in to.iterdir()] == ["who_ _x_ _y___.md"]


def test_marks_of_a_moved_file_go_with_its_content(folder, notebook, to):
    mark(notebook, folder, "ferry.txt")
    (folder / "archive").mkdir()
    (folder / "ferry.txt").rename(folder / "archive" / "old.txt")
    assert outcomes(export(folder, notebook, to)) == {"old.md": "new"}
    assert "^" + notebook.highlights[0].id in text(to / "archive/old.md")


def test_an_export_stays_the_same_file_when_its_source_is_moved_and_changed(folder, notebook, to):
    first = mark(notebook, folder, "ferry.txt")
    export(folder, notebook, to)
    (folder / "ferry.txt").rename(folder / "ferries.txt")
    assert outcomes(export(folder, notebook, to)) == {"ferry.md": "changed"}
    assert "../harbour/ferries.txt" in text(to / "ferry.md")
    (folder / "ferries.txt").rename(folder / "ferry.txt")
    (folder / "ferry.txt").write_bytes((folder / "ferry.txt").read_bytes() + b"\nOne more line.\n")
    assert outcomes(export(folder, notebook, to)) == {"ferry.md": "changed"}
    assert "../harbour/ferry.txt" in text(to / "ferry.md")
    assert [path.name for path in to.iterdir()] == ["ferry.md"]
    assert text(to / "ferry.md").count(f"^{first.id}") == 1


def test_an_export_that_was_renamed_and_moved_is_found_by_what_is_in_it(folder, notebook, to):
    first = mark(notebook, folder, "ferry.txt")
    export(folder, notebook, to)
    (to / "ships").mkdir()
    (to / "ferry.md").rename(to / "ships" / "The ferry.md")
    notebook.edit(first.id, note="Why?")
    assert outcomes(export(folder, notebook, to)) == {"The ferry.md": "changed"}
    assert "Why?" in text(to / "ships/The ferry.md")
    assert not (to / "ferry.md").exists()


def test_what_lies_in_a_hidden_folder_is_not_the_export(folder, notebook, to):
    mark(notebook, folder, "ferry.txt")
    export(folder, notebook, to)
    (to / ".trash").mkdir()
    (to / "ferry.md").rename(to / ".trash" / "ferry.md")
    assert outcomes(export(folder, notebook, to)) == {"ferry.md": "new"}


def test_a_copy_beside_the_original_does_not_take_its_marks(folder, notebook, to):
    mark(notebook, folder, "ferry.txt")
    (folder / "copy.txt").write_bytes((folder / "ferry.txt").read_bytes())
    assert list(outcomes(export(folder, notebook, to))) == ["ferry.md"]


def test_marks_of_a_vanished_document_are_exported_as_lost(folder, notebook, to):
    first = mark(notebook, folder, "ferry.txt")
    (folder / "ferry.txt").unlink()
    export(folder, notebook, to)
    kept, lost = text(to / "ferry.md").split("## Highlights that lost their place")
    assert (f"^{first.id}" in lost, "](" in kept + lost) == (True, False)


def test_the_file_of_a_vanished_document_keeps_what_it_says_of_it(folder, notebook, to):
    mark(notebook, folder, "ferry.txt")
    export(folder, notebook, to)
    before = text(to / "ferry.md")
    source = (folder / "ferry.txt").read_bytes()
    (folder / "ferry.txt").unlink()
    export(folder, notebook, to)
    now = text(to / "ferry.md")
    assert now.split("## Highlights")[0] == before.split("## Highlights")[0]
    assert ("## Highlights\n" in now, "or is not there any more" in now) == (False, True)
    (folder / "ferry.txt").write_bytes(source)
    export(folder, notebook, to)
    assert text(to / "ferry.md") == before


def test_a_heading_with_something_of_the_person_below_it_stays(folder, notebook, to):
    mark(notebook, folder, "ferry.txt")
    export(folder, notebook, to)
    own = text(to / "ferry.md").replace("## Highlights\n", "## Highlights\n\n### Mine\n\nAsk them.\n")
    (to / "ferry.md").write_text(own, encoding="utf-8")
    (folder / "ferry.txt").unlink()
    export(folder, notebook, to)
    assert "## Highlights\n\n### Mine\n\nAsk them.\n" in text(to / "ferry.md")


def test_marks_that_lost_their_place_move_to_the_lost_ones_and_back(folder, notebook, to):
    first = mark(notebook, folder, "ferry.txt", 40, 90)
    export(folder, notebook, to)
    before = text(to / "ferry.md")
    source = (folder / "ferry.txt").read_bytes()
    (folder / "ferry.txt").write_text("Everything is different now.")
    export(folder, notebook, to)
    kept, lost = text(to / "ferry.md").split("## Highlights that lost their place")
    assert (first.id in kept, first.id in lost, "in an earlier text" in lost) == (False, True, True)
    (folder / "ferry.txt").write_bytes(source)
    export(folder, notebook, to)
    assert text(to / "ferry.md") == before


def test_a_notebook_that_cannot_remember_is_said_to_be_so(folder, notebook, to, monkeypatch):
    mark(notebook, folder, "ferry.txt")

    def refuse(*_arguments):
        raise NotebookError("read-only")

    monkeypatch.setattr(notebook, "note_exported_blocks", refuse)
    (written,) = export(folder, notebook, to)
    assert (written.outcome, "read-only" in written.reason) == ("new", True)


def test_a_crash_between_the_file_and_the_notebook_makes_no_edit_of_it(folder, notebook, to, monkeypatch):
    first = mark(notebook, folder, "ferry.txt")
    with monkeypatch.context() as patch:
        patch.setattr(notebook, "note_exported_blocks", lambda *_arguments: None)
        export(folder, notebook, to)
    assert outcomes(export(folder, notebook, to)) == {"ferry.md": "unchanged"}
    notebook.edit(first.id, note="Why?")
    assert outcomes(export(folder, notebook, to)) == {"ferry.md": "changed"}
    assert "<!--" not in text(to / "ferry.md")


def test_a_write_that_fails_leaves_the_old_file_whole(folder, notebook, to, monkeypatch):
    first = mark(notebook, folder, "ferry.txt")
    export(folder, notebook, to)
    before = (to / "ferry.md").read_bytes()
    notebook.edit(first.id, note="Why?")
    planned = plan(folder, notebook, to)

    def full(_handle):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(OSError, match="No space left"):
            write_export(planned, notebook)
    assert [(path.name, path.read_bytes()) for path in to.iterdir()] == [("ferry.md", before)]


@posix
def test_the_permissions_of_an_export_stay_as_a_person_set_them(folder, notebook, to):
    first = mark(notebook, folder, "ferry.txt")
    export(folder, notebook, to)
    (to / "ferry.md").chmod(0o600)
    notebook.edit(first.id, note="Why?")
    export(folder, notebook, to)
    assert (to / "ferry.md").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("target", ["all.md", ""])
def test_all_documents_go_to_one_file_and_follow_there(folder, notebook, to, target):
    first = mark(notebook, folder, "ferry.txt")
    second = mark(notebook, folder, "letters/vale.txt")
    path = to / (target or "highlights.md")
    how = {"single": not target}
    assert outcomes(export(folder, notebook, to / target, **how)) == {path.name: "new"}
    headings = [line for line in text(path).split("\n") if line.startswith("# ")]
    assert headings == ["# Ferry stays in port", "# Dear Ms Holt,", "# My notes"]
    path.write_text(text(path).replace("# My notes", "# My notes\n\nmine"), encoding="utf-8")
    notebook.edit(first.id, note="Why?")
    third = mark(notebook, folder, "ferry.txt", 60, 70)
    mark(notebook, folder, "minutes.md", 60, 70)
    assert outcomes(export(folder, notebook, to / target, **how)) == {path.name: "changed"}
    now = text(path)
    order = [
        now.index(each) for each in (f"^{first.id}", f"^{third.id}", f"^{second.id}", "# Minutes of", "# My notes")
    ]
    assert order == sorted(order)
    assert outcomes(export(folder, notebook, to / target, **how)) == {path.name: "unchanged"}


def test_what_is_not_chosen_stays_as_it_is(folder, notebook, to):
    first, second = mark(notebook, folder, "ferry.txt"), mark(notebook, folder, "ferry.txt", 60, 70)
    gone = mark(notebook, folder, "ferry.txt", 80, 90)
    export(folder, notebook, to)
    before = text(to / "ferry.md")
    notebook.edit(first.id, note="one")
    notebook.edit(second.id, note="two")
    third = mark(notebook, folder, "ferry.txt", 100, 110)
    notebook.delete(gone.id)
    export(folder, notebook, to, chosen=lambda _marked, each: each.id == first.id)
    now = text(to / "ferry.md")
    assert ("one" in now, "two" in now, f"^{gone.id}" in now, f"^{third.id}" in now) == (True, False, True, False)
    assert now.split(f"^{second.id}")[1].split("> ")[0] == before.split(f"^{second.id}")[1].split("> ")[0]
    export(folder, notebook, to)
    now = text(to / "ferry.md")
    assert ("two" in now, f"^{gone.id}" in now, f"^{third.id}" in now) == (True, False, True)
