"""What is remembered of a folder between two runs: the last things first, bounded, for its owner alone."""

import json
import os
import stat

import pytest

from reader.app.memory import Memory, memory_path


@pytest.fixture
def path(tmp_path):
    return memory_path(tmp_path / "folder")


def test_searches_and_places_come_back_the_last_first(path):
    memory = Memory(path)
    for typed in ("rana", "okafor", " rana "):
        memory.searched(typed)
    memory.left("a.txt", 5)
    memory.left("b.txt", 7)
    memory.left("a.txt", 9)
    memory.save()
    again = Memory(path)
    assert again.searches == ["rana", "okafor"]
    assert list(again.places.items()) == [("a.txt", 9), ("b.txt", 7)]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_only_its_owner_may_read_it(path):
    Memory(path).searched("rana")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_it_is_bounded(path):
    memory = Memory(path)
    for number in range(300):
        memory.left(f"{number}.txt", 1)
    memory.searches = [str(number) for number in range(300)]
    memory.searched("x" * 5000)
    memory.searched("last")
    again = Memory(path)
    assert again.searches[0] == "last"
    assert (len(again.searches), len(again.places)) == (200, 200)


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
    assert memory.places == {"c.txt": 0}


def test_a_folder_that_cannot_be_written_is_no_trouble(path):
    path.parent.parent.mkdir(parents=True, exist_ok=True)
    path.parent.write_text("in the way")
    memory = Memory(path)
    memory.searched("rana")
    assert memory.searches == ["rana"]
