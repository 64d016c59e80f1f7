"""A build is stopped, killed, shared out or waited for, and goes on."""

import subprocess
import sys
import threading
from concurrent.futures import BrokenExecutor, Future, ThreadPoolExecutor
from importlib import import_module

import pytest
from build_support import ALL, content, counts, refresh

from reader.corpus import Index, Progress

building = import_module("reader.corpus.build")
indexing = import_module("reader.corpus.index")
terms = import_module("reader.corpus.terms")


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
