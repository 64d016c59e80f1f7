"""The index follows its folder and reads only what changed."""

import os
from dataclasses import replace
from importlib import import_module

import pytest
from build_support import ALL, content, refresh

from reader.corpus import Index, build, find_mentions
from reader.corpus.workers import new_bytes
from reader.documents import Folder, kinds, read_document
from reader.entities import BUILT_IN, RULES

building = import_module("reader.corpus.build")
indexing = import_module("reader.corpus.index")
terms = import_module("reader.corpus.terms")


def test_every_document_is_listed_with_what_a_list_shows(index, folder):
    report = refresh(index, folder)
    assert (report.indexed, report.unchanged, report.removed, report.failed) == (3, 0, 0, 0)
    listed = index.listed()
    assert sorted(listed) == ALL
    ferry = listed["ferry.txt"]
    assert (ferry.title, str(ferry.published), ferry.error) == ("Ferry stays in port", "2024-03-11", "")
    assert ferry.words > 40
    assert listed["letters/vale.txt"].published is None


def test_what_did_not_change_is_not_read_again(index, folder, read, analysed):
    refresh(index, folder)
    assert sorted(analysed) == sorted(read) == ALL
    analysed.clear()
    read.clear()
    before = content(index)
    report = refresh(index, folder)
    assert (analysed, read, report.indexed, report.unchanged) == ([], [], 0, 3)
    assert content(index) == before


def test_what_changed_is_read_again_and_nothing_of_the_old_text_is_left(index, folder, analysed):
    refresh(index, folder)
    analysed.clear()
    (folder / "ferry.txt").write_text("Zeppelins cross the estuary instead.")
    report = refresh(index, folder)
    assert analysed == ["ferry.txt"]
    assert (report.indexed, report.unchanged) == (1, 2)
    fresh = Index(folder / "fresh.sqlite")
    refresh(fresh, folder)
    assert content(index) == content(fresh)
    fresh.close()


def test_a_file_of_the_same_size_counts_as_changed_when_its_time_did(index, folder, analysed):
    refresh(index, folder)
    analysed.clear()
    path = folder / "letters" / "vale.txt"
    path.write_text(path.read_text().replace("Rotterdam", "Antwerpen"))
    os.utime(path, ns=(1, 1))
    refresh(index, folder)
    assert analysed == ["letters/vale.txt"]


def test_new_removed_and_renamed_files(index, folder, analysed):
    refresh(index, folder)
    analysed.clear()
    (folder / "ferry.txt").rename(folder / "ship.txt")
    (folder / "minutes.md").unlink()
    (folder / "new.md").write_text("# A new page\n")
    report = refresh(index, folder)
    assert (report.indexed, report.unchanged, report.removed) == (2, 1, 2)
    assert sorted(index.listed()) == ["letters/vale.txt", "new.md", "ship.txt"]
    for path in (folder / "ship.txt", folder / "new.md", folder / "letters" / "vale.txt"):
        path.unlink()
    refresh(index, folder)
    assert content(index) == ([], [], [], [])


def test_a_file_that_is_no_document_is_listed_with_the_reason_and_not_tried_again(index, folder, analysed):
    (folder / "broken.txt").write_bytes(b"\0\1\2")
    report = refresh(index, folder)
    assert (report.indexed, report.failed) == (4, 1)
    assert index.listed()["broken.txt"].error == "binary data, not text"
    analysed.clear()
    assert refresh(index, folder).unchanged == 4
    assert analysed == []
    (folder / "broken.txt").write_text("Mended.")
    assert refresh(index, folder).failed == 0
    assert index.listed()["broken.txt"].error == ""


def test_a_file_that_vanishes_between_the_look_and_the_reading_is_no_disaster(index, folder):
    reading = Folder.of([folder])
    scan = reading.scan()
    (folder / "ferry.txt").unlink()
    assert build(index, reading, scan=scan).failed == 1
    assert index.listed()["ferry.txt"].error == "no longer there"
    refresh(index, folder)
    assert sorted(index.listed()) == ALL[1:]


def test_what_was_found_comes_back_as_it_was_found(index, folder, seeds):
    (folder / "seed.txt").write_bytes(next(seeds.glob("*.txt")).read_bytes())
    refresh(index, folder)
    for name in [*ALL, "seed.txt"]:
        document = read_document(folder / name, name)
        found = index.found(document)
        assert found == find_mentions(document)
        for mention in (*found.dates, *(m for entity in found.entities for m in entity.mentions)):
            assert document.text[mention.start : mention.end] == mention.text
            assert mention.start >= document.body_start
    assert index.found(document).dates
    assert index.found(document).entities


def test_nothing_is_given_for_another_text_another_day_or_an_unknown_name(index, folder):
    refresh(index, folder)
    document = read_document(folder / "ferry.txt", "ferry.txt")
    assert index.found(document) is not None
    for other in ({"text_sha256": "0" * 64}, {"name": "ship.txt"}, {"published": None}):
        assert index.found(replace(document, **other)) is None


def test_documents_that_another_extractor_read_are_read_again_and_then_left_alone(index, folder, read, analysed):
    refresh(index, folder, extractor="rules")
    assert sorted(analysed) == sorted(read) == ALL
    analysed.clear()
    refresh(index, folder, extractor="rules")
    assert analysed == []
    refresh(index, folder)
    assert sorted(analysed) == sorted(read) == ALL
    assert refresh(index, folder).analysed == 0


def test_documents_are_looked_through_again_when_dates_are_found_otherwise(index, folder, analysed, monkeypatch):
    refresh(index, folder)
    analysed.clear()
    monkeypatch.setattr("reader.dates.VERSION", 10_000)
    assert refresh(index, folder).analysed == 3
    assert refresh(index, folder).analysed == 0


def test_text_alone_can_be_indexed_and_names_found_later(index, folder, analysed):
    assert refresh(index, folder, names=False).indexed == 3
    assert analysed == []
    assert index.found(read_document(folder / "ferry.txt", "ferry.txt")) is None
    assert refresh(index, folder).analysed == 3
    assert index.found(read_document(folder / "ferry.txt", "ferry.txt")) is not None


def test_a_document_that_changes_between_the_two_stages_gets_no_names_of_another_text(index, folder):
    scan = Folder.of([folder]).scan()
    refresh(index, folder, names=False)
    (folder / "ferry.txt").write_text("Zeppelins cross the estuary instead of Maren Holt.")
    refresh(index, folder, scan=scan)
    assert dict(index.files())["ferry.txt"].extractor == ""
    refresh(index, folder)
    assert index.found(read_document(folder / "ferry.txt", "ferry.txt")) is not None


def test_a_file_that_moved_or_was_touched_keeps_what_was_found_in_it(index, folder, analysed):
    refresh(index, folder)
    before, rows = content(index), {name: known.row for name, known in index.files()}
    analysed.clear()
    (folder / "letters" / "vale.txt").rename(folder / "letters" / "vale again.txt")
    os.utime(folder / "ferry.txt", ns=(1, 1))
    report = refresh(index, folder)
    assert (report.indexed, report.removed, report.analysed) == (2, 1, 0)
    assert analysed == []
    known = dict(index.files())
    assert known["ferry.txt"].mtime_ns == 1
    assert known["letters/vale again.txt"].row == rows["letters/vale.txt"]
    (folder / "letters" / "vale again.txt").rename(folder / "letters" / "vale.txt")
    refresh(index, folder)
    assert content(index) == before


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="permissions do not hold here")
def test_documents_in_a_folder_that_cannot_be_opened_just_now_are_kept(index, folder):
    refresh(index, folder)
    (folder / "letters").chmod(0)
    (folder / "ferry.txt").unlink()
    refresh(index, folder)
    (folder / "letters").chmod(0o700)
    assert sorted(index.listed()) == ALL[1:]


def test_nothing_is_forgotten_where_the_folder_itself_is_away(index, folder):
    refresh(index, folder)
    reading = Folder.of([folder])
    folder.rename(folder.with_name("away"))
    assert build(index, reading).removed == 0
    assert sorted(index.listed()) == ALL


def test_a_copy_is_a_document_of_its_own(index, folder):
    refresh(index, folder)
    (folder / "copy.txt").write_bytes((folder / "ferry.txt").read_bytes())
    assert refresh(index, folder).indexed == 1
    assert sorted(index.listed()) == sorted([*ALL, "copy.txt"])
    (folder / "ferry.txt").unlink()
    refresh(index, folder)
    assert sorted(index.listed()) == sorted(["copy.txt", *ALL[1:]])


def test_a_folder_that_did_not_change_is_not_compared_file_by_file(index, folder, monkeypatch):
    refresh(index, folder)

    def compared(_index):
        raise AssertionError("looked at every file")

    monkeypatch.setattr(Index, "files", compared)
    assert refresh(index, folder).unchanged == 3
    for change in ({"extractor": "rules"}, {"days": {"ferry.txt": None}}):
        with pytest.raises(AssertionError, match="every file"):
            refresh(index, folder, **change)


def test_what_must_be_read_counts_as_new(index, folder):
    scan = Folder.of([folder]).scan()
    everything = sum(entry.size for entry in scan.files)
    assert new_bytes(index, scan, BUILT_IN) == everything
    refresh(index, folder)
    assert new_bytes(index, scan, BUILT_IN) == 0
    assert new_bytes(index, scan, RULES) == everything


def test_files_are_read_again_when_what_reads_them_changed_and_then_left_alone(index, folder, read, monkeypatch):
    (folder / "page.html").write_text("<p>The dredger lies in Rotterdam.</p>")
    refresh(index, folder)
    read.clear()
    newer = kinds.HTML._replace(version=kinds.HTML.version + 1)
    monkeypatch.setitem(kinds.BY_ENDING, ".html", newer)
    monkeypatch.setattr(kinds, "KINDS", (*kinds.KINDS, newer))
    assert new_bytes(index, Folder.of([folder]).scan(), BUILT_IN) == (folder / "page.html").stat().st_size
    assert refresh(index, folder).indexed == 1
    assert read == ["page.html"]
    assert refresh(index, folder).indexed == 0


def test_a_file_whose_library_was_missing_is_read_when_it_is_there(index, folder, monkeypatch):
    (folder / "page.html").write_text("<p>The dredger lies in Rotterdam.</p>")
    with monkeypatch.context() as without:
        without.setattr(kinds, "is_at_hand", lambda kind: not kind.needs)
        refresh(index, folder)
    assert refresh(index, folder).indexed == 1


def test_a_file_that_could_not_be_read_for_a_while_is_tried_again(index, folder, monkeypatch):
    reading = import_module("reader.documents.reading")
    opened = os.open

    def refused(path, *how, **more):
        if str(path).endswith("ferry.txt"):
            raise PermissionError
        return opened(path, *how, **more)

    monkeypatch.setattr(reading.os, "open", refused)
    assert refresh(index, folder).failed == 1
    assert index.listed()["ferry.txt"].error == "not permitted to read it"
    monkeypatch.undo()
    assert (refresh(index, folder).failed, index.listed()["ferry.txt"].error) == (0, "")
