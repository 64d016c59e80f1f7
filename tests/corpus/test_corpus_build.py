"""The index follows its folder, reads only what changed, and can always be made again."""

import os
import sqlite3
import subprocess
import sys
import threading
from array import array
from concurrent.futures import BrokenExecutor, Future, ThreadPoolExecutor
from dataclasses import replace
from importlib import import_module

import pytest

from reader.corpus import Index, IndexUnusableError, Progress, build, find_mentions, index_path, schema
from reader.corpus.workers import new_bytes
from reader.documents import Folder, read_document
from reader.entities import identity_of

building = import_module("reader.corpus.build")
indexing = import_module("reader.corpus.index")
terms = import_module("reader.corpus.terms")
ALL = ["ferry.txt", "letters/vale.txt", "minutes.md"]


@pytest.fixture
def index(folder):
    index = Index(index_path(Folder.of([folder])))
    yield index
    index.close()


@pytest.fixture
def analysed(monkeypatch):
    """Return the names of the files that were analysed, in order."""
    return counted(monkeypatch, "analyse_files")


@pytest.fixture
def read(monkeypatch):
    """Return the names of the files whose text was read, in order."""
    return counted(monkeypatch, "read_texts")


def counted(monkeypatch, work):
    names = []
    original = getattr(building, work)

    def counting(root, some, *more):
        names.extend(some)
        return original(root, some, *more)

    monkeypatch.setattr(building, work, counting)
    return names


@pytest.fixture
def one_by_one(monkeypatch):
    """Make every batch of files a single one."""
    monkeypatch.setattr(building, "_TEXTS", (1, 1))
    monkeypatch.setattr(building, "_NAMES", (1, 1))


def refresh(index, folder, **options):
    return build(index, Folder.of([folder]), **options)


def content(index):
    """Return everything an index holds, without the numbers of its rows."""
    listed = index.listed()
    with index.reading() as db:
        passages = db.execute("SELECT document, start, text FROM passages ORDER BY document, start").fetchall()
        words = db.execute("SELECT term, doc, cnt FROM vocabulary ORDER BY term").fetchall()
        mentions = db.execute('SELECT document, start, "end", kind, text, date FROM mentions').fetchall()
    names = {document.row: name for name, document in listed.items()}
    return (
        sorted((names[row], *rest) for row, *rest in passages),
        words,
        sorted((names[row], *map(str, rest)) for row, *rest in mentions),
        sorted((d.name, d.title, d.published, d.published_how, d.words, d.error) for d in listed.values()),
    )


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


@pytest.mark.usefixtures("one_by_one")
def test_a_build_stopped_in_the_middle_is_usable_and_goes_on_where_it_stopped(index, folder, read, analysed):
    seen = []
    report = refresh(index, folder, on_progress=seen.append, stopped=lambda: len(seen) > 2)
    assert report.indexed == len(index.listed()) == 2
    assert analysed == []
    seen.clear()
    report = refresh(index, folder, on_progress=seen.append, stopped=lambda: len(seen) > 4)
    assert (report.indexed, report.analysed) == (1, 2)
    assert sorted(read) == sorted(index.listed()) == ALL
    assert refresh(index, folder).analysed == 1
    assert sorted(analysed) == ALL


def test_an_error_in_the_middle_leaves_whole_documents_only(index, folder, monkeypatch):
    def failing(*_arguments):
        raise RuntimeError("the power went")

    with monkeypatch.context() as patch:
        patch.setattr(terms, "note", failing)
        with pytest.raises(RuntimeError):
            refresh(index, folder)
    assert content(index) == ([], [], [], [])
    assert refresh(index, folder).indexed == 3


def test_progress_is_told_file_by_file_the_text_of_all_before_names(index, folder):
    seen = []
    refresh(index, folder, on_progress=seen.append)
    steps = [(0, ""), *enumerate(ALL, 1)]
    assert seen == [Progress(done, 3, name, stage) for stage in ("text", "names") for done, name in steps]
    seen.clear()
    refresh(index, folder, on_progress=seen.append)
    assert seen == [Progress(0, 0)]


def test_an_executor_gives_the_same_index(index, folder, tmp_path):
    for number in range(70):
        (folder / f"page {number}.txt").write_text(f"Page {number} of the log, 1 May 19{number + 10}.")
    refresh(index, folder)
    other = Index(tmp_path / "other.sqlite")
    seen = []
    with ThreadPoolExecutor(3) as executor:
        report = refresh(other, folder, executor=executor, on_progress=seen.append)
    assert report.indexed == report.analysed == 73
    assert [progress.done for progress in seen] == [*range(74), *range(74)]
    assert content(other) == content(index)
    other.close()


@pytest.mark.usefixtures("one_by_one")
def test_a_build_with_an_executor_can_be_stopped(index, folder):
    with ThreadPoolExecutor(2) as executor:
        report = refresh(index, folder, executor=executor, stopped=lambda: bool(index.listed()))
        assert report.indexed == 1
        assert refresh(index, folder, executor=executor).indexed == 2


def test_files_are_read_here_when_the_executor_breaks_down(index, folder):
    class Broken(ThreadPoolExecutor):
        submitted = 0

        def submit(self, *arguments):
            self.submitted += 1
            if self.submitted > 1:
                raise BrokenExecutor
            future = super().submit(*arguments)
            future.result()
            future = Future()
            future.set_exception(BrokenExecutor())
            return future

    with Broken(1) as executor:
        report = refresh(index, folder, executor=executor)
        assert (report.indexed, report.analysed) == (3, 3)
    assert sorted(index.listed()) == ALL


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


def test_changes_are_noticed_from_another_connection_too(index, folder):
    refresh(index, folder)
    before = index.changes()
    assert index.changes() == before
    other = Index(index.path)
    (folder / "new.txt").write_text("New.")
    refresh(other, folder)
    other.close()
    after = index.changes()
    assert after != before
    (folder / "newer.txt").write_text("Newer.")
    refresh(index, folder)
    assert index.changes() != after


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps names as Unicode")
def test_names_that_are_no_unicode_are_indexed_under_their_own_name(index, folder):
    try:
        (folder / os.fsdecode(b"caf\xe9.txt")).write_text("The quay.")
    except OSError:
        pytest.skip("this file system takes Unicode names only")
    refresh(index, folder)
    assert b"caf\xe9.txt" in {os.fsencode(name) for name in index.listed()}
    assert refresh(index, folder).unchanged == 4


def test_each_folder_has_an_index_of_its_own_inside_the_cache(folder):
    whole, part = Folder.of([folder]), Folder.of([folder / "ferry.txt"])
    assert index_path(whole) != index_path(part)
    assert index_path(whole) == index_path(Folder.of([folder / "letters" / ".."]))
    assert str(index_path(whole)).startswith(os.environ["READER_CACHE_DIR"])


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps permissions otherwise")
def test_only_the_owner_may_read_an_index(index):
    assert index.path.stat().st_mode & 0o777 == 0o600
    assert index.path.parent.stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize("damage", [b"", b"garbage", b"SQLite format 3\0" + b"\xff" * 5_000, b"\0" * 100_000])
def test_a_file_that_is_no_index_is_made_anew(folder, damage):
    path = index_path(Folder.of([folder]))
    path.parent.mkdir(parents=True)
    path.write_bytes(damage)
    index = Index(path)
    assert refresh(index, folder).indexed == 3
    index.close()


def test_an_index_of_another_version_is_made_anew(folder, monkeypatch):
    path = index_path(Folder.of([folder]))
    index = Index(path)
    refresh(index, folder)
    index.close()
    monkeypatch.setattr(schema, "VERSION", schema.VERSION + 1)
    index = Index(path)
    assert index.listed() == {}
    assert refresh(index, folder).indexed == 3
    index.close()


def test_a_database_of_another_program_in_its_place_is_made_anew(folder):
    path = index_path(Folder.of([folder]))
    path.parent.mkdir(parents=True)
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE cookies (crumbs)")
    other.close()
    index = Index(path)
    assert refresh(index, folder).indexed == 3
    with index.reading() as db:
        assert db.execute("SELECT count(*) FROM sqlite_schema WHERE name = 'cookies'").fetchone() == (0,)
    index.close()


def test_an_index_damaged_in_the_middle_is_made_anew(folder):
    path = index_path(Folder.of([folder]))
    index = Index(path)
    refresh(index, folder)
    index.close()
    data = path.read_bytes()
    path.write_bytes(data[:8192] + b"\xa5" * (len(data) - 8192))
    index = Index(path)
    try:
        refresh(index, folder)
        assert len(content(index)[3]) == 3
    finally:
        index.close()


def test_where_nothing_can_be_written_the_error_says_where(tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(IndexUnusableError, match="file"):
        Index(tmp_path / "file" / "index.sqlite")


def test_documents_that_another_extractor_read_are_read_again_and_then_left_alone(index, folder, read, analysed):
    refresh(index, folder, extractor="rules")
    assert sorted(analysed) == sorted(read) == ALL
    analysed.clear()
    refresh(index, folder, extractor="rules")
    assert analysed == []
    refresh(index, folder)
    assert sorted(analysed) == sorted(read) == ALL
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
    assert index.known_files()["ferry.txt"].extractor == ""
    refresh(index, folder)
    assert index.found(read_document(folder / "ferry.txt", "ferry.txt")) is not None


def test_a_file_that_moved_or_was_touched_keeps_what_was_found_in_it(index, folder, analysed):
    refresh(index, folder)
    before, rows = content(index), {name: known.row for name, known in index.known_files().items()}
    analysed.clear()
    (folder / "letters" / "vale.txt").rename(folder / "letters" / "vale again.txt")
    os.utime(folder / "ferry.txt", ns=(1, 1))
    report = refresh(index, folder)
    assert (report.indexed, report.removed, report.analysed) == (2, 1, 0)
    assert analysed == []
    known = index.known_files()
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


def counts(index):
    """Return the words that are kept with their counts, and those that the database counts."""
    with index.reading() as db:
        kept = {}
        for words, packed in terms.counted(db):
            kept |= zip(words, array("i", packed), strict=True)
        for word, change in terms.since(db):
            kept[word] = kept.get(word, 0) + change
        counted = dict(db.execute("SELECT term, doc FROM vocabulary"))
    return {word: count for word, count in kept.items() if count}, counted


@pytest.mark.parametrize("at_once", [0, 200_000])
def test_words_are_counted_whether_one_by_one_or_all_at_once(index, folder, monkeypatch, at_once):
    monkeypatch.setattr(indexing, "_COUNTED_AT_ONCE", at_once)
    (folder / "poem.txt").write_text("“Łódź” – Søren’s straße; 東京都. Ferry, FERRY!")
    refresh(index, folder)
    kept, counted = counts(index)
    assert kept == counted
    assert kept["ferry"] > 1
    (folder / "ferry.txt").unlink()
    (folder / "minutes.md").write_text("A ferry.")
    refresh(index, folder)
    kept, counted = counts(index)
    assert kept == counted
    assert kept["ferry"] == 2
    assert kept["lodz"] == kept["京"] == 1


def test_a_folder_that_did_not_change_is_not_compared_file_by_file(index, folder, monkeypatch):
    refresh(index, folder)

    def compared(_index):
        raise AssertionError("looked at every file")

    monkeypatch.setattr(Index, "known_files", compared)
    assert refresh(index, folder).unchanged == 3
    for change in ({"extractor": "rules"}, {"days": {"ferry.txt": None}}):
        with pytest.raises(AssertionError, match="every file"):
            refresh(index, folder, **change)


@pytest.mark.usefixtures("one_by_one")
def test_a_folder_that_changed_back_after_a_stop_is_indexed_as_it_is(index, folder):
    refresh(index, folder)
    before = content(index)
    (folder / "ferry.txt").rename(folder / "zebra.txt")
    (folder / "other.txt").write_text("Another one.")
    refresh(index, folder, stopped=lambda: "other.txt" in index.listed())
    (folder / "other.txt").unlink()
    (folder / "zebra.txt").rename(folder / "ferry.txt")
    refresh(index, folder)
    assert content(index) == before


def test_words_are_counted_after_a_build_that_was_killed_before_it(index, folder, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(indexing, "_COUNTED_AT_ONCE", 0)
        patch.setattr(Index, "count_terms", lambda *_args, **_options: None)
        refresh(index, folder)
    assert counts(index)[0] == {}
    (folder / "new.txt").write_text("Nothing new.")
    refresh(index, folder)
    kept, counted = counts(index)
    assert kept == counted


def test_a_second_builder_waits_for_the_first_and_finds_nothing_left_to_do(index, folder, read):
    other, started, go_on = Index(index.path), threading.Event(), threading.Event()

    def hold(_progress):
        started.set()
        go_on.wait(10)

    with ThreadPoolExecutor(2) as threads:
        first = threads.submit(refresh, index, folder, on_progress=hold)
        started.wait(10)
        second = threads.submit(refresh, other, folder)
        with pytest.raises(TimeoutError):
            second.result(0.5)
        assert refresh(other, folder, stopped=lambda: True).indexed == 0
        go_on.set()
        assert (first.result(10).indexed, second.result(10).indexed) == (3, 0)
    assert sorted(read) == ALL
    other.close()


def test_a_search_does_not_wait_for_a_writer(index, folder):
    refresh(index, folder)
    with index.writing() as db, ThreadPoolExecutor(1) as threads:
        db.execute("UPDATE documents SET title = 'half'")
        assert threads.submit(index.listed).result(5)["ferry.txt"].title == "Ferry stays in port"


KILLED = """
import os, sys
from pathlib import Path
from reader.corpus import Index, build
from reader.documents import Folder
index = Index(Path(sys.argv[1]))
def progress(told):
    if told.stage == sys.argv[3] and told.done == 2:
        os._exit(9)
build(index, Folder.of([Path(sys.argv[2])]), on_progress=progress)
"""


@pytest.mark.parametrize("stage", ["text", "names"])
def test_a_process_that_is_killed_leaves_an_index_that_goes_on(folder, tmp_path, stage):
    path = tmp_path / "killed.sqlite"
    died = subprocess.run([sys.executable, "-c", KILLED, path, folder, stage], check=False)
    assert died.returncode == 9
    index, fresh = Index(path), Index(tmp_path / "fresh.sqlite")
    refresh(index, folder)
    refresh(fresh, folder)
    assert content(index) == content(fresh)
    kept, counted = counts(index)
    assert kept == counted
    index.close()
    fresh.close()


def test_what_must_be_read_counts_as_new(index, folder):
    scan, mine = Folder.of([folder]).scan(), identity_of()
    everything = sum(entry.size for entry in scan.files)
    assert new_bytes(index, scan, mine) == everything
    refresh(index, folder)
    assert new_bytes(index, scan, mine) == 0
    assert new_bytes(index, scan, "another") == everything
