"""Files that have odd names, are no files, or change while they are looked at."""

import contextlib
import os
import socket
import sqlite3
import threading
from pathlib import Path

import pytest

from reader.app.session import Session
from reader.cli import main
from reader.corpus import Index, build
from reader.documents import DocumentError, Folder, apart, read_document
from reader.notebook import Notebook
from reader.text.safety import safe_line

posix = pytest.mark.skipif(os.name == "nt", reason="Windows has no such files")
FERRY = "The ferry of Maren Holt did not sail to Rotterdam on 4 May 2022."
NAMES = [
    *("line\nbreak.txt", "-rf.txt", "--help.txt", "x" * 251 + ".txt", "東" * 83 + ".txt", "space .txt", " before.txt"),
    *("CON.txt", "nul.txt", "aux.md", "a:b.txt", "a\\b.txt", "star*?.txt", "quo\"te'.txt", "$(id).txt", "`id`.txt", "%2e%2e%2f.txt"),
    *("Twin.txt", "twin.txt", "TWIN.TXT", "\u202egpj.txt", "\x1b[2J.txt", "[b].txt", "{{x}}.txt", "=cmd.txt", "~.txt", "#.txt"),
    *(os.fsdecode(b"caf\xe9.txt"), os.fsdecode(b"\xff\xfe\x9b31m.txt")),
]  # fmt: skip
"""Names that a file system may hold."""


def files_of(folder):
    return {entry.name for entry in Folder.of([folder]).scan().files}


@posix
def test_files_of_every_name_are_indexed_marked_exported_and_checked(tmp_path, capsys, monkeypatch):
    folder = tmp_path / "folder"
    folder.mkdir()
    for number, name in enumerate(NAMES):
        (folder / name).write_text(f"{FERRY} {number}")
    assert files_of(folder) == {path.name for path in folder.iterdir()} == set(NAMES)
    monkeypatch.chdir(folder)
    notebook = Notebook.of_folder(Folder.of([folder]).root)
    for name in NAMES:
        document = read_document(folder / name, name)
        notebook.add(document, 0, 20, "yellow", name)
    assert main(["index", "."]) == 0
    assert main(["search", "Rotterdam", ".", "--json"]) == 0
    assert main(["export", ".", "--to", str(tmp_path / "out")]) == 0
    out = capsys.readouterr()
    assert f"{len(NAMES)} documents" in out.err
    written = sorted((tmp_path / "out").rglob("*.md"))
    assert len(written) == len(NAMES)
    assert len({path.name.casefold() for path in written}) == len(NAMES), "on no file system one overwrites another"
    assert all(len(os.fsencode(path.name)) <= 255 for path in written)
    assert main(["verify", ".", "--in", str(tmp_path / "out")]) == 0
    assert {path.name for path in folder.iterdir()} - {".reader"} == set(NAMES)


@posix
def test_a_name_that_begins_like_an_option_may_be_given(tmp_path, capsys, monkeypatch):
    (tmp_path / "-rf.txt").write_text(FERRY)
    monkeypatch.chdir(tmp_path)
    assert main(["extract", "./-rf.txt"]) == 0
    assert main(["extract", "--", "-rf.txt"]) == 0
    assert capsys.readouterr().out.count("Rotterdam") == 2


def in_place_of(path):
    """Things that may stand where a file was a moment ago, and what is said of them."""
    other = path.with_name("other")

    def link_to_nowhere():
        path.symlink_to(path.with_name("nowhere"))

    def link_to_itself():
        path.symlink_to(path)

    def link_to_zeros():
        path.symlink_to("/dev/zero")

    def socket_file():
        with socket.socket(socket.AF_UNIX) as end:
            end.bind(str(path))

    def unreadable():
        path.write_text("x")
        path.chmod(0)

    return {
        "nothing": lambda: None,
        "a pipe": lambda: os.mkfifo(path),
        "a folder": path.mkdir,
        "nowhere": link_to_nowhere,
        "itself": link_to_itself,
        "zeros": link_to_zeros,
        "a socket": socket_file,
        "unreadable": unreadable,
        "binary": lambda: path.write_bytes(b"\0\1\2"),
        "other": lambda: other.touch() or other.rename(path),
    }


@posix
@pytest.mark.parametrize("now", in_place_of(Path("x")))
@pytest.mark.parametrize("name", ["a.txt", "a.pdf", "a.csv"])
def test_what_stands_in_the_place_of_a_file_is_read_or_refused_and_never_waited_for(tmp_path, monkeypatch, name, now):
    if now == "unreadable" and os.geteuid() == 0:
        pytest.skip("root may read everything")
    monkeypatch.chdir(tmp_path)
    path = Path(name)
    path.write_text(FERRY)
    index = Index(tmp_path / ".index.sqlite")
    folder = Folder.of([tmp_path])
    scan = folder.scan()
    path.unlink()
    in_place_of(path)[now]()
    build(index, folder, scan=scan)
    assert set(index.listed()) <= {name, f"{name}/2", f"{name}/1"}
    assert not [listed for listed in index.listed().values() if listed.error != safe_line(listed.error)]
    with contextlib.suppress(DocumentError):
        assert read_document(path.absolute(), name).text in ("", FERRY)
    build(index, Folder.of([tmp_path]))
    index.close()


@posix
def test_what_is_no_file_is_passed_over_with_a_reason(tmp_path):
    (tmp_path / "whole.txt").write_text(FERRY)
    os.mkfifo(tmp_path / "pipe.txt")
    with socket.socket(socket.AF_UNIX) as end:
        os.chdir(tmp_path)  # the path of a socket is short
        end.bind("socket.txt")
        (tmp_path / "loop").symlink_to(tmp_path)
        (tmp_path / "self.txt").symlink_to(tmp_path / "self.txt")
        (tmp_path / "out.txt").symlink_to("/etc/passwd")
        (tmp_path / "zero.txt").symlink_to("/dev/zero")
        scan = Folder.of([tmp_path]).scan()
    assert [entry.name for entry in scan.files] == ["whole.txt"]
    assert {name for name, _reason in scan.skipped} >= {"pipe.txt", "socket.txt", "self.txt", "out.txt", "zero.txt"}
    assert all(reason for _name, reason in scan.skipped)


@posix
@pytest.mark.skipif(not Path("/dev/null").exists(), reason="no devices here")
def test_the_devices_of_the_machine_may_be_opened_as_a_folder(capsys):
    folder = Folder.of([Path("/dev")])
    for entry in folder.scan().files:
        assert entry.path.is_file()
    for device in ("/dev/null", "/dev/zero", "/dev/full"):
        with pytest.raises(DocumentError, match="not a regular file"):
            read_document(Path(device))
        assert main(["extract", device]) == 2
    assert "not a regular file" in capsys.readouterr().err


def test_a_tree_of_two_hundred_folders_is_read(tmp_path):
    path = tmp_path.joinpath(*["d"] * 200)
    path.mkdir(parents=True)
    (path / "deep.txt").write_text(FERRY)
    (name,) = files_of(tmp_path)
    assert name.count("/") == 200
    assert read_document(tmp_path / name, name).text == FERRY


def test_fifty_thousand_files_are_listed(tmp_path):
    source = tmp_path / "0.txt"
    source.write_text(FERRY)
    for number in range(1, 50_000):
        handle = os.open(tmp_path / f"{number}.txt", os.O_CREAT | os.O_WRONLY)
        os.close(handle)
    scan = Folder.of([tmp_path]).scan()
    assert len(scan.files) == 50_000
    assert [entry.name for entry in scan.files[:3]] == ["0.txt", "1.txt", "2.txt"]


@posix
def test_files_that_come_grow_shrink_and_go_while_they_are_indexed(tmp_path):
    folder = tmp_path / "folder"
    folder.mkdir()
    for number in range(30):
        (folder / f"{number}.txt").write_text(FERRY)
    is_over = threading.Event()

    def disturb():
        number = 0
        while not is_over.is_set():
            path = folder / f"{number % 40}.txt"
            match number % 4:
                case 0:
                    path.write_text(FERRY * (number % 50))
                case 1:
                    path.unlink(missing_ok=True)
                case 2:
                    path.write_bytes(b"\0")
                case 3:
                    (folder / "new").write_text(FERRY)
                    (folder / "new").replace(path)
            number += 1

    index = Index(tmp_path / "index.sqlite")
    thread = threading.Thread(target=disturb)
    thread.start()
    try:
        for _time in range(8):
            build(index, Folder.of([folder]), extractor="rules")
    finally:
        is_over.set()
        thread.join()
    build(index, Folder.of([folder]), extractor="rules")
    readable = {path.name for path in folder.glob("*.txt") if path.read_bytes() != b"\0"}
    listed = index.listed()
    index.close()
    assert {name for name in listed if not listed[name].error} == readable
    for name in readable:
        assert listed[name].document == read_document(folder / name, name).id


@posix
def test_a_folder_that_may_only_be_read_is_read_and_stays_as_it_is(tmp_path, capsys):
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "a.txt").write_text(FERRY)
    folder.chmod(0o500)
    try:
        assert main(["search", "Rotterdam", str(folder)]) == 0
        session = Session(Folder.of([folder]))
        session.close()
    finally:
        folder.chmod(0o700)
    capsys.readouterr()
    assert [path.name for path in folder.iterdir()] == ["a.txt"]


def test_quitting_does_not_wait_for_a_file_that_is_being_read_and_it_is_read_the_next_time(tmp_path, monkeypatch):
    (tmp_path / "page.html").write_text(f"<p>{FERRY}</p>")
    (tmp_path / "page2.html").write_text(f"<p>{FERRY}</p>")
    begin = apart._BEGIN
    apart.stop_workers()
    never = "from reader.documents.formats import html\nimport time\nhtml.parse = lambda data: time.sleep(600)\n"
    monkeypatch.setattr(apart, "_BEGIN", begin.replace("from reader", f"{never}from reader", 1))
    session = Session(Folder.of([tmp_path]))
    session.take(session.folder.scan())
    building = threading.Thread(target=_build_quietly, args=(session,))
    building.start()
    while not apart._busy.get(os.getpid()):
        assert building.is_alive()
    session.close()
    building.join()
    monkeypatch.setattr(apart, "_BEGIN", begin)
    with contextlib.closing(Session(Folder.of([tmp_path]))) as again:
        assert list(again.index.files()) == []
        again.take(again.folder.scan())
        assert again.build(lambda _progress: None, lambda: False).indexed == 2


def _build_quietly(session):
    with contextlib.suppress(sqlite3.Error):  # the index is closed meanwhile
        session.build(lambda _progress: None, lambda: False)
