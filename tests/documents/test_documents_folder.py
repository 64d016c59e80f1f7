"""Which files of a folder are documents, and what is said of the others."""

import contextlib
import gc
import os
import re
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.documents import Folder, read_document
from reader.documents import folder as room
from reader.documents.folder import FileEntry, in_natural_order
from reader.text.safety import safe_text

posix = pytest.mark.skipif(os.name == "nt", reason="Windows has no such files")


def write(root, *names):
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"Text of {path.name!a}.")


def names(scan):
    return [entry.name for entry in scan.files]


def test_documents_are_found_in_folders_within_folders(folder):
    scan = Folder.of([folder]).scan()
    assert names(scan) == ["ferry.txt", "letters/vale.txt", "minutes.md"]
    assert scan.summary() == ""
    entry = scan.files[0]
    assert (entry.path, entry.size) == (folder / "ferry.txt", (folder / "ferry.txt").stat().st_size)


def test_order_is_the_one_people_expect(tmp_path):
    write(tmp_path, "part 10.txt", "part 2.txt", "Part 1.txt", "b.txt", "A.md")
    assert names(Folder.of([tmp_path]).scan()) == ["A.md", "b.txt", "Part 1.txt", "part 2.txt", "part 10.txt"]


def by_value(name):
    """Return what a name is sorted by: its text in lower case, its numbers by their value; where that is equal, as it stands."""
    parts = re.split(r"([0-9]+)", name.casefold())
    return [int(part) if at % 2 else part for at, part in enumerate(parts)], name


@given(st.lists(st.text(st.sampled_from("aAbß019²- .\udce9"), max_size=8), unique=True))
def test_names_are_sorted_by_the_value_of_their_numbers(some):
    assert in_natural_order(some) == sorted(some, key=by_value)


@given(st.sets(st.integers(0, 999)), st.sampled_from(["{:03}.txt", "a{:03}", "{:03}é", "{}.txt", "1.{}"]))
def test_numbered_names_are_sorted_by_their_numbers(numbers, shape):
    assert in_natural_order({shape.format(number) for number in numbers}) == [shape.format(n) for n in sorted(numbers)]


def test_numbers_longer_than_any_are_sorted_all_the_same():
    assert in_natural_order(["a" + "9" * 30, "a" + "1" * 5_000, "a7"])[0] == "a7"


def test_names_numbered_alike_are_compared_as_they_are(monkeypatch):
    monkeypatch.setattr(room, "_DIGITS", None)
    names = [f"2024-{month:02}-{day:02}.txt" for month in range(1, 13) for day in range(1, 29)]
    assert in_natural_order(reversed(names)) == names
    with pytest.raises(AttributeError):
        in_natural_order([*names, "2024-1-1.txt"])


@given(
    st.lists(
        st.lists(st.sampled_from(["a", "a 1", "a1", "a10", "B", "b-2", "01", "9"]), min_size=1, max_size=3), max_size=12
    )
)
def test_a_folder_stands_where_its_name_would(paths):
    with tempfile.TemporaryDirectory() as root:
        for path in paths:
            Path(root, *(f"{part}.d" for part in path[:-1])).mkdir(parents=True, exist_ok=True)
            Path(root, *(f"{part}.d" for part in path[:-1]), f"{path[-1]}.txt").touch()
        found = names(Folder.of([Path(root)]).scan())
    assert found == sorted(found, key=by_value)
    assert len(found) == len({tuple(path) for path in paths})


def test_hidden_files_and_other_kinds_are_counted_not_read(tmp_path):
    write(
        tmp_path,
        "a.TXT",
        "b.Markdown",
        ".hidden.txt",
        ".git/notes.txt",
        ".reader/notes.txt",
        "scan.tiff",
        "photo.JPG",
        "Makefile",
    )
    scan = Folder.of([tmp_path]).scan()
    assert names(scan) == ["a.TXT", "b.Markdown"]
    assert scan.hidden == 2
    assert scan.other_kinds == {".tiff": 1, ".jpg": 1, "": 1}
    assert "3 files of other kinds" in scan.summary()
    assert "2 hidden" in scan.summary()


def test_an_empty_folder_has_no_documents(tmp_path):
    assert Folder.of([tmp_path]).scan().files == []


@posix
def test_a_link_may_point_inside_the_folder_only(tmp_path):
    write(tmp_path, "inside/a.txt", "secret.txt")
    root = tmp_path / "inside"
    (root / "within.txt").symlink_to(root / "a.txt")
    (root / "out.txt").symlink_to(tmp_path / "secret.txt")
    (root / "nowhere.txt").symlink_to(tmp_path / "nothing")
    (root / "loop.txt").symlink_to(root / "loop.txt")
    scan = Folder.of([root]).scan()
    assert names(scan) == ["a.txt", "within.txt"]
    assert sorted(name for name, _reason in scan.skipped) == ["loop.txt", "nowhere.txt", "out.txt"]
    assert all("link" in reason for _name, reason in scan.skipped)


@posix
def test_linked_folders_are_not_followed_so_that_loops_end(tmp_path):
    write(tmp_path, "root/a.txt", "elsewhere/b.txt")
    (tmp_path / "root" / "loop").symlink_to(tmp_path / "root")
    (tmp_path / "root" / "away").symlink_to(tmp_path / "elsewhere")
    assert names(Folder.of([tmp_path / "root"]).scan()) == ["a.txt"]


@posix
def test_pipes_are_passed_over_with_a_reason(tmp_path):
    write(tmp_path, "a.txt")
    os.mkfifo(tmp_path / "pipe.txt")
    scan = Folder.of([tmp_path]).scan()
    assert names(scan) == ["a.txt"]
    assert scan.skipped == [("pipe.txt", "a pipe, socket or device, not a file")]


@posix
def test_a_folder_that_cannot_be_opened_is_named(tmp_path):
    write(tmp_path, "a.txt", "closed/b.txt")
    (tmp_path / "closed").chmod(0)
    if os.access(tmp_path / "closed", os.R_OK):
        pytest.skip("this user may open everything")
    try:
        scan = Folder.of([tmp_path]).scan()
    finally:
        (tmp_path / "closed").chmod(0o700)
    assert names(scan) == ["a.txt"]
    assert scan.skipped[0][0] == "closed"


def test_a_folder_that_vanishes_during_the_look_is_named(tmp_path, monkeypatch):
    write(tmp_path, "a.txt", "gone/b.txt")
    scandir = os.scandir

    def vanishing(path):
        if Path(path).name == "gone":
            raise FileNotFoundError(2, "No such file or directory")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", vanishing)
    scan = Folder.of([tmp_path]).scan()
    assert names(scan) == ["a.txt"]
    assert scan.skipped == [("gone", "cannot be opened: No such file or directory")]


@posix
def test_names_that_are_no_unicode_are_read_all_the_same(tmp_path):
    raw = os.fsencode(tmp_path) + b"/caf\xe9 \x1b[31m.txt"
    try:
        Path(os.fsdecode(raw)).write_bytes(b"The quay.")
    except OSError:
        pytest.skip("this file system takes Unicode names only")
    (entry,) = Folder.of([tmp_path]).scan().files
    document = read_document(entry.path, entry.name)
    assert os.fsencode(entry.name) == b"caf\xe9 \x1b[31m.txt"
    assert document.text == "The quay."
    assert document.title == "The quay."


@posix
def test_what_is_said_of_skipped_files_is_safe_to_print(tmp_path):
    for number in range(4):
        (tmp_path / f"\x1b]0;{number}\x07\n.txt").symlink_to(tmp_path / "nothing")
    write(tmp_path, "a.\x1b[2J")
    scan = Folder.of([tmp_path]).scan()
    assert len(scan.skipped) == 4
    for said in (scan.summary(), *(name for name, _reason in scan.skipped), *scan.other_kinds):
        assert said == safe_text(said)
        assert "\n" not in said
    assert "2 more unreadable" in scan.summary()


def test_several_paths_make_one_folder_and_each_file_counts_once(folder):
    reading = Folder.of([folder / "letters", folder / "ferry.txt", folder / "letters" / "vale.txt"])
    assert reading.root == folder.resolve()
    assert not reading.is_whole
    assert names(reading.scan()) == ["ferry.txt", "letters/vale.txt"]
    assert Folder.of([folder]).is_whole


def test_a_file_asked_for_by_name_is_taken_whatever_its_kind(tmp_path):
    write(tmp_path, "notes.log", "a.txt")
    assert names(Folder.of([tmp_path / "notes.log"]).scan()) == ["notes.log"]


def test_a_path_that_does_not_exist_is_named(tmp_path):
    with pytest.raises(FileNotFoundError) as caught:
        Folder.of([tmp_path, tmp_path / "missing"])
    assert caught.value.filename == str(tmp_path / "missing")


def test_an_entry_knows_its_path_but_holds_none(folder):
    entries = Folder.of([folder]).scan().files
    assert {entry.root for entry in entries} == {folder.resolve()}
    assert [entry.path for entry in entries] == [folder / entry.name for entry in entries]
    assert len({id(entry.root) for entry in entries}) == 1


@pytest.mark.skipif(sys.platform != "linux", reason="other systems take no paths that long")
def test_folders_deeper_than_calls_may_be_nested_are_looked_through(tmp_path):
    depth = sys.getrecursionlimit() + 50
    levels = [f"{tmp_path}/{'d/' * level}" for level in range(1, depth + 1)]
    try:
        for level in levels:
            os.mkdir(level)  # noqa: PTH102 (a Path of a thousand parts for each of a thousand folders is slow)
        Path(levels[-1], "a.txt").touch()
        assert names(Folder.of([tmp_path]).scan()) == ["d/" * depth + "a.txt"]
    finally:
        # pytest itself could not remove them
        Path(levels[-1], "a.txt").unlink(missing_ok=True)
        for level in reversed(levels):
            with contextlib.suppress(FileNotFoundError):
                os.rmdir(level)  # noqa: PTH106


@posix
def test_each_folder_is_listed_once_and_each_file_asked_for_once(tmp_path, monkeypatch):
    write(tmp_path, *(f"{part}/{number}.txt" for part in "abc" for number in range(5)), "top.md", "scan.tiff")
    asked, scandir = [], os.scandir
    with monkeypatch.context() as patch:
        patch.setattr(os, "scandir", lambda path: asked.append(path) or counting(scandir(path), asked))
        for name in ("stat", "lstat"):
            patch.setattr(os, name, lambda *given, **_named: pytest.fail(f"asked for {given}"))
        patch.setattr(Path, "is_dir", lambda _path: True)
        patch.setattr(room, "FileEntry", None)
        found = Folder(tmp_path, (tmp_path,)).scan()
    assert len(found.files) == 16
    assert len(asked) == 4 + 16


@contextlib.contextmanager
def counting(scanner, asked):
    """Lend a listing whose entries note that they are asked for their size and time."""

    class Entry:
        def __init__(self, entry):
            self.name, self.is_file, self.is_dir, self.entry = entry.name, entry.is_file, entry.is_dir, entry

        def stat(self):
            asked.append(self.name)
            return self.entry.stat()

    with scanner:
        yield map(Entry, scanner)


def test_a_file_that_vanishes_during_the_look_is_named(tmp_path, monkeypatch):
    write(tmp_path, "a.txt", "sub/b.txt", "sub/c.txt")
    scandir = os.scandir

    class Vanishing:
        def __init__(self, path):
            self.entries = list(scandir(path))
            for entry in self.entries:
                if entry.name == "b.txt":
                    Path(entry.path).unlink()

        def __enter__(self):
            return iter(self.entries)

        def __exit__(self, *_error):
            return None

    monkeypatch.setattr(os, "scandir", Vanishing)
    scan = Folder.of([tmp_path]).scan()
    assert names(scan) == ["a.txt", "sub/c.txt"]
    assert scan.skipped == [("sub/b.txt", "cannot be read: No such file or directory")]


@posix
def test_a_folder_called_like_a_document_is_a_folder(tmp_path):
    write(tmp_path, "a.txt/b.txt", "c.txt")
    (tmp_path / "link.txt").symlink_to(tmp_path / "a.txt")
    scan = Folder.of([tmp_path]).scan()
    assert names(scan) == ["a.txt/b.txt", "c.txt"]
    assert scan.skipped == [("link.txt", "a pipe, socket or device, not a file")]


def test_entries_are_equal_when_nothing_changed(folder):
    reading = Folder.of([folder])
    before = reading.scan()
    assert reading.scan() == before
    (folder / "ferry.txt").write_text("Longer.")
    assert reading.scan() != before
    assert reading.scan().files[1:] == before.files[1:]
    assert isinstance(before.files[0], FileEntry)


def test_files_are_a_sequence_of_entries(tmp_path):
    write(tmp_path, *(f"{number}.txt" for number in range(5)))
    files = Folder.of([tmp_path]).scan().files
    entries = list(files)
    assert all(isinstance(entry, FileEntry) for entry in entries)
    assert [files[at] for at in range(-5, 5)] == entries * 2
    assert files[1:4:2] == entries[1:4:2] == [entries[1], entries[3]]
    assert files == entries
    assert files != entries[1:]
    assert entries[2] in files
    assert list(reversed(files)) == entries[::-1]
    with pytest.raises(IndexError):
        files[5]


STAMPED = st.dictionaries(
    st.text(st.sampled_from("ab\udce9/"), min_size=1, max_size=3),
    st.tuples(st.integers(0, 2), st.integers(-2, 2)),
    max_size=4,
)


@given(STAMPED, STAMPED)
def test_a_fingerprint_tells_any_two_listings_apart(one, other):
    made = []
    for stamped in (one, other):
        files = room.Files(Path("/quay"))
        files.add(list(stamped), stamped.values())
        made.append(files)
    is_same = list(one.items()) == list(other.items())
    assert (made[0] == made[1]) == (made[0].fingerprint() == made[1].fingerprint()) == is_same


def test_times_that_no_index_could_keep_count_as_the_furthest():
    files = room.Files()
    files.add(["a.txt", "b.txt", "c.txt"], [(1, 2**70), (2, -(2**70)), (3, 5)])
    assert [entry.mtime_ns for entry in files] == [2**63 - 1, -(2**63 - 1), 5]
    assert [entry.size for entry in files] == [1, 2, 3]


def test_files_hold_no_object_for_each_file_but_its_name():
    files = room.Files()
    files.add([f"{number}.txt" for number in range(1_000)], [(number, number) for number in range(1_000)])
    lists = [column for column in vars(files).values() if isinstance(column, list)]
    assert lists == [files.names]
    assert not any(map(gc.is_tracked, files.names))
