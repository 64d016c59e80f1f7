"""A folder is looked at again often enough to notice what changes, and seldom enough to cost next to nothing."""

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.corpus.watch import LEAST, SHARE, changed, pause
from reader.documents import Folder


@given(st.lists(st.floats(0, 1_000), min_size=1, max_size=50))
def test_looking_takes_a_twentieth_of_the_time_at_most(costs):
    waited = sum(map(pause, costs))
    assert sum(costs) <= SHARE * (sum(costs) + waited) * (1 + 1e-9)
    assert waited >= LEAST * len(costs)


def test_a_small_folder_is_looked_at_every_two_seconds_and_a_large_one_less_often():
    assert pause(0.001) == pause(0.1) == 2
    assert pause(1) == pytest.approx(19)
    assert pause(-5) == 2


def replace(path):
    """Put another file of the same size in the place of a file."""
    text = path.read_text()
    path.write_text(text.swapcase())
    os.utime(path, ns=(1, 1))


@pytest.mark.parametrize(
    "change",
    [
        lambda folder: (folder / "new.txt").write_text("New."),
        lambda folder: (
            (folder / "letters" / "deep").mkdir() or (folder / "letters" / "deep" / "new.md").write_text("New.")
        ),
        lambda folder: (folder / "ferry.txt").unlink(),
        lambda folder: (folder / "ferry.txt").rename(folder / "boat.txt"),
        lambda folder: (folder / "letters").rename(folder / "mail"),
        lambda folder: (folder / "ferry.txt").write_text("Shorter."),
        lambda folder: replace(folder / "ferry.txt"),
    ],
    ids=["new", "new in a new folder", "gone", "renamed", "folder renamed", "another size", "another time"],
)
def test_what_happens_to_documents_is_noticed(folder, change):
    reading = Folder.of([folder])
    before = reading.scan()
    change(folder)
    after = reading.scan()
    assert changed(before, after)
    assert not changed(after, reading.scan())


def test_what_is_no_document_is_not(folder):
    before = Folder.of([folder]).scan()
    (folder / "photo.jpg").write_bytes(b"x")
    (folder / ".reader").mkdir(exist_ok=True)
    (folder / ".reader" / "notebook.jsonl").write_text("{}\n")
    (folder / "empty").mkdir()
    assert not changed(before, Folder.of([folder]).scan())


def test_two_looks_are_compared_without_another_look(folder, monkeypatch):
    before, after = Folder.of([folder]).scan(), Folder.of([folder]).scan()
    for name in ("stat", "lstat", "scandir", "open"):
        monkeypatch.setattr(os, name, lambda *given, **_named: pytest.fail(f"asked for {given}"))
    assert not changed(before, after)
