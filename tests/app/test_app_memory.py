"""What is remembered of a folder between two runs: the last things first, bounded, for its owner alone."""

import json
import os
import stat
import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.app.memory import Memory, Place, memory_path, place_at


@pytest.fixture
def path(tmp_path):
    return memory_path(tmp_path / "folder")


def test_searches_and_places_come_back_the_last_first(path):
    memory = Memory(path)
    for typed in ("rana", "okafor", " rana "):
        memory.searched(typed)
    memory.left("a.txt", Place(5))
    memory.left("b.txt", Place(7, "said", 40))
    memory.left("a.txt", Place(9))
    memory.save()
    again = Memory(path)
    assert again.searches == ["rana", "okafor"]
    assert list(again.places.items()) == [("a.txt", Place(9)), ("b.txt", Place(7, "said", 40))]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_only_its_owner_may_read_it(path):
    Memory(path).searched("rana")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_it_is_bounded(path):
    memory = Memory(path)
    memory.places = {f"{number}.txt": Place(1) for number in range(6_000)}
    memory.searches = [str(number) for number in range(300)]
    memory.searched("x" * 5000)
    memory.searched("last")
    again = Memory(path)
    assert again.searches[0] == "last"
    assert (len(again.searches), len(again.places)) == (200, 5_000)


def test_two_programs_remember_together(path):
    first, second = Memory(path), Memory(path)
    first.searched("rana")
    second.searched("okafor")
    first.searched("holt")
    assert Memory(path).searches == ["holt", "rana", "okafor"]
    first.forget_search("okafor")
    assert Memory(path).searches == ["holt", "rana"]


@pytest.mark.parametrize(
    "data",
    [b"", b"\xff", b"[]", b"{", b'{"searches": 1, "places": [2]}', b"[" * 100_000,
     json.dumps({"searches": [1, None, " ", "x" * 9999], "places": {"a": "b", "c": True}}).encode()],
)  # fmt: skip
def test_a_broken_file_is_an_empty_memory(path, data):
    path.parent.mkdir(parents=True)
    path.write_bytes(data)
    memory = Memory(path)
    assert (memory.searches, memory.places) == ([], {})


def test_what_it_holds_is_harmless_to_print(path):
    path.parent.mkdir(parents=True)
    path.write_text(json.dumps({"searches": ["a\x1b[2Jb"], "places": {"c.txt": -4}}))
    memory = Memory(path)
    assert memory.searches == ["a␛[2Jb"]
    assert memory.places == {"c.txt": Place(0)}


def test_a_folder_that_cannot_be_written_is_no_trouble(path):
    path.parent.parent.mkdir(parents=True, exist_ok=True)
    path.parent.write_text("in the way")
    memory = Memory(path)
    memory.searched("rana")
    assert memory.searches == ["rana"]


def test_as_much_was_read_as_ever(path):
    memory = Memory(path)
    assert memory.left("a.txt", Place(500, "", 60))
    assert memory.left("a.txt", Place(5, "", 10))
    assert not memory.left("a.txt", Place(5, "", 10))
    assert (memory.places["a.txt"], memory.read_of("a.txt"), memory.read_of("b.txt")) == (Place(5, "", 60), 60, 0)


def test_a_file_that_would_be_huge_forgets_what_was_read_longest_ago(path, monkeypatch):
    monkeypatch.setattr("reader.app.memory._LARGEST", 10_000)
    memory = Memory(path)
    memory.places = {f"{number}{'x' * 80}.txt": Place(1, "said", 9) for number in range(1_000)}
    memory.save()
    assert path.stat().st_size <= 10_000
    assert [*Memory(path).places] == [*memory.places][: len(Memory(path).places)]
    assert len(Memory(path).places) > 50


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [
        ("The ship sailed at noon.", "The ship sailed at noon.", "sailed at noon."),
        ("The ship sailed at noon.", "Late. The ship sailed at noon.", "sailed at noon."),
        ("The old ship sailed at noon.", "The ship sailed at noon.", "sailed at noon."),
        ("The ship sailed at noon.", "The ship", ""),
        ("The ship sailed at noon.", "", ""),
        (
            "The ship sailed at noon.",
            "sailed at noon. ... and sailed at noon.",
            "sailed at noon. ... and sailed at noon.",
        ),
    ],
)
def test_a_place_is_found_again_in_a_changed_text(before, now, expected):
    place = place_at(before, before.index("sailed"), 0)
    assert now[place.find_in(now) :] == expected


@given(st.text(max_size=80), st.integers(0, 90), st.text(max_size=80))
def test_a_place_is_always_inside_the_text(before, offset, now):
    assert 0 <= place_at(before, min(offset, len(before)), 0).find_in(now) <= len(now)


def test_a_place_of_an_earlier_version_is_read(path):
    path.parent.mkdir(parents=True)
    path.write_text(
        json.dumps({"places": {"a.txt": 7, "b.txt": [9, "said", 400], "c.txt": [1], "d.txt": [True, "", 1]}})
    )
    assert Memory(path).places == {"a.txt": Place(7), "b.txt": Place(9, "said", 100)}


def test_a_search_while_it_is_saved_in_a_thread_is_not_lost(path):
    memory = Memory(path)
    other = threading.Thread(target=lambda: memory.searched("new"))

    class Searches(list):
        """Has somebody search in the middle of what is done with it."""

        def __iter__(self):
            if other.ident is None:
                other.start()
                other.join(0.2)  # until it is done, or waits for its turn
            return super().__iter__()

    memory.searches = Searches(["old"])
    memory.save()
    other.join()
    assert memory.searches == Memory(path).searches == ["new", "old"]
