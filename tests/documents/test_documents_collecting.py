"""Mailboxes, tables and lines of JSON: one document a mail or row, each read without the others."""

import contextlib
import csv
import io
import json
import os
import sys
from datetime import date
from pathlib import Path

import pytest
from files_support import mail
from hypothesis import given
from hypothesis import strategies as st

from reader.corpus import Index, build
from reader.documents import DocumentError, Folder, PassingError, collection, read_document, reads, stamp_of
from reader.documents import collecting as room
from reader.documents.kinds import MAIL, ROW

LONG = "The ferry did not sail, and nobody on the quay could say why it stayed in port for so long."

posix = pytest.mark.skipif(os.name == "nt", reason="Windows has no such files")
linux = pytest.mark.skipif(sys.platform != "linux", reason="only Linux shows its own descriptors and memory as files")


def names(root):
    return [entry.name for entry in Folder.of([root]).scan().files]


def mailbox(*mails):
    return b"\n".join(b"From a@b Mon Mar 11 08:30:00 2024\n" + each.replace(b"\nFrom ", b"\n>From ") for each in mails)


BOX = mailbox(
    mail("The dredger.\n", Subject="One", Date="Mon, 11 Mar 2024 08:30:00 +0100"),
    mail("Hello,\n\nFrom Rotterdam it came.\n", Subject="Two"),
    mail("The end.\n", Subject="Three"),
)


def test_every_mail_of_a_mailbox_is_a_document(tmp_path):
    (tmp_path / "inbox.mbox").write_bytes(BOX)
    (tmp_path / "a.txt").write_text("a")
    (tmp_path / "z.txt").write_text("z")
    assert names(tmp_path) == ["a.txt", "inbox.mbox/0001", "inbox.mbox/0002", "inbox.mbox/0003", "z.txt"]
    first, second, third = (read_document(tmp_path / "inbox.mbox" / f"000{n}", f"inbox.mbox/000{n}") for n in (1, 2, 3))
    assert (first.title, second.title, third.title) == ("One", "Two", "Three")
    assert first.published.day == date(2024, 3, 11)
    assert "\nFrom Rotterdam it came." in second.text
    assert third.text.endswith("The end.\n")
    assert first.extractor == reads("inbox.mbox/0001") == MAIL.extractor
    assert len({first.id, second.id, third.id}) == 3


def test_a_mail_that_is_added_leaves_the_others_as_they_were(tmp_path):
    box = tmp_path / "inbox.mbox"
    box.write_bytes(BOX)
    before = Folder.of([tmp_path]).scan().files
    box.write_bytes(BOX + b"\n" + mailbox(mail("More.\n")))
    after = Folder.of([tmp_path]).scan().files
    assert len(after) == 4
    assert after[:2] == before[:2]
    assert stamp_of(tmp_path / after[0].name) == (before[0].size, before[0].mtime_ns)
    assert "More." in read_document(tmp_path / after[3].name).text


@pytest.mark.parametrize(
    "gone", ["inbox.mbox/0004", "inbox.mbox/0000", "inbox.mbox/1", "inbox.mbox/x", "no.mbox/0001", "a.txt/0001"]
)
def test_what_is_not_in_a_collection_is_no_longer_there(tmp_path, gone):
    (tmp_path / "inbox.mbox").write_bytes(BOX)
    (tmp_path / "a.txt").write_text("a")
    assert stamp_of(tmp_path / gone) is None
    with pytest.raises(DocumentError, match="no longer there"):
        read_document(tmp_path / gone)


CSV = """\ufeffID,Headline,Published,Body,Paper
7,"Ferry, stays",2024-03-11,"The ferry did not sail.

Nobody said ""why"".",The Quay
8,Dredger,12 March 2024,It lies 5" deep in Rotterdam.,
"""


def test_every_row_of_a_table_is_a_document(tmp_path):
    (tmp_path / "news.csv").write_text(CSV, newline="")
    assert names(tmp_path) == ["news.csv/0001", "news.csv/0002"]
    first, second = (read_document(tmp_path / "news.csv" / name) for name in ("0001", "0002"))
    assert first.text == (
        'ID: 7\nHeadline: Ferry, stays\nPublished: 2024-03-11\nPaper: The Quay\n\nThe ferry did not sail.\n\nNobody said "why".\n'
    )
    assert (first.title, first.published.day) == ("Ferry, stays", date(2024, 3, 11))
    assert first.published.how == "column “Published”"
    assert first.text[first.body_start :].strip().startswith("The ferry")
    assert second.text.endswith('It lies 5" deep in Rotterdam.\n')
    assert second.extractor == reads("news.csv/0002") == ROW.extractor


@pytest.mark.parametrize(("ending", "apart"), [("csv", ";"), ("csv", "\t"), ("csv", "|"), ("tsv", "\t")])
def test_cells_are_kept_apart_as_the_first_row_does(tmp_path, ending, apart):
    (tmp_path / f"a.{ending}").write_text(f"id{apart}text\n1{apart}one, two\n2{apart}three\n")
    assert read_document(tmp_path / f"a.{ending}" / "0001").text == "id: 1\n\none, two\n"


def test_a_column_without_a_telling_name_is_the_text_if_it_reads_like_one(tmp_path):
    (tmp_path / "a.csv").write_text(f"nr,was\n1,{LONG.replace(',', '')}\n")
    assert LONG.replace(",", "") in read_document(tmp_path / "a.csv" / "0001").text


def test_every_line_of_json_is_a_document(tmp_path):
    lines = [
        {"id": 1, "date": "2024-03-11", "text": "The\nferry.", "tags": ["a", "b"], "x": {"y": None}},
        {"text": "Second."},
    ]
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, lines)) + "\n\n[1]\n{broken\n")
    assert len(names(tmp_path)) == 4
    first = read_document(tmp_path / "a.jsonl" / "0001")
    assert first.text == 'id: 1\ndate: 2024-03-11\ntags: a, b\nx: {"y": null}\n\nThe\nferry.\n'
    assert first.published.day == date(2024, 3, 11)
    assert read_document(tmp_path / "a.jsonl" / "0002").text == "Second.\n"
    for broken in ("0003", "0004"):
        with pytest.raises(DocumentError, match="not an object of JSON"):
            read_document(tmp_path / "a.jsonl" / broken)


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("a.csv", b"month,depth\nMay,3.1\nJune,2.9\n", "no column of text"),
        ("a.jsonl", b'{"level": "info", "n": 1}\n' * 300, "no column of text"),
        ("a.jsonl", b"[" * 100_000 + b"\n", "no column of text"),
        ("a.csv", b"", "no documents"),
        ("a.csv", b"text\n", "no documents"),
        ("a.mbox", b"Hello there.\n", "no documents"),
        ("a.csv", b"text\n\0\0\0\n", "no column of text"),
        ("a.csv", "text\nx\n".encode("utf-16"), "UTF-16"),
        ("a.csv", b"x" * 200_000, "does not end"),
        ("a.csv", b"\0" * 1000, "binary"),
    ],
)
def test_what_holds_no_documents_is_passed_over_with_the_reason(tmp_path, name, data, why):
    (tmp_path / name).write_bytes(data)
    scan = Folder.of([tmp_path]).scan()
    assert len(scan.files) == 0
    assert scan.skipped[0][0] == name
    assert why in scan.skipped[0][1]


def test_collections_and_what_is_in_them_have_limits(tmp_path, monkeypatch):
    (tmp_path / "a.jsonl").write_text('{"text": "aaaaaaaaaaaaaaaaaaaaaaaaaaaa"}\n')
    monkeypatch.setattr(room, "LONGEST", 20)
    assert "more than 0 MB" in Folder.of([tmp_path]).scan().skipped[0][1]
    monkeypatch.setattr(room, "LIMIT", 20)
    assert "too large" in Folder.of([tmp_path]).scan().skipped[0][1]


def test_a_collection_that_did_not_change_is_not_looked_through_again(tmp_path, monkeypatch):
    (tmp_path / "a.jsonl").write_text('{"text": "a"}\n' * 3)
    assert len(names(tmp_path)) == 3
    monkeypatch.setattr(room, "_look_through", None)
    assert len(names(tmp_path)) == 3
    assert read_document(tmp_path / "a.jsonl" / "0003").text == "a\n"


def test_a_collection_may_be_asked_for_by_name(tmp_path):
    (tmp_path / "inbox.mbox").write_bytes(BOX)
    (tmp_path / "b.mbox").write_bytes(BOX)
    assert [entry.name for entry in Folder.of([tmp_path / "inbox.mbox"]).scan().files][:1] == ["inbox.mbox/0001"]
    assert len(Folder.of([tmp_path / "inbox.mbox", tmp_path / "b.mbox"]).scan().files) == 6


@posix
def test_pipes_and_links_out_of_the_folder_are_no_collections(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "secret.mbox").write_bytes(BOX)
    os.mkfifo(tmp_path / "in" / "pipe.mbox")
    (tmp_path / "in" / "link.mbox").symlink_to(tmp_path / "secret.mbox")
    scan = Folder.of([tmp_path / "in"]).scan()
    assert len(scan.files) == 0
    assert [name for name, _why in scan.skipped] == ["link.mbox", "pipe.mbox"] or len(scan.skipped) == 2


def descriptors():
    return len([*Path("/proc/self/fd").iterdir()]) if sys.platform == "linux" else 0


@posix
@pytest.mark.parametrize("becomes", [Path.mkdir, os.mkfifo])
def test_a_collection_in_whose_place_something_else_stands_is_not_read_and_not_waited_for(tmp_path, becomes):
    box = tmp_path / "inbox.mbox"
    box.write_bytes(BOX)
    found = collection(box)
    box.unlink()
    becomes(box)
    opened = descriptors()
    with pytest.raises(DocumentError, match="not a regular file"):
        found.read(0)
    assert descriptors() == opened


def test_a_collection_that_is_gone_is_said_to_be(tmp_path):
    box = tmp_path / "inbox.mbox"
    box.write_bytes(BOX)
    found = collection(box)
    box.unlink()
    with pytest.raises(DocumentError, match="no longer there"):
        found.read(0)
    with pytest.raises(DocumentError, match="no longer there"):
        collection(box)


def test_nothing_is_read_from_places_that_were_noted_of_another_file(tmp_path):
    box = tmp_path / "inbox.mbox"
    box.write_bytes(BOX)
    found = collection(box)
    box.write_bytes(b"From a\n\nMore before it.\n\n" + BOX)
    with pytest.raises(PassingError, match="changed"):
        found.read(0)
    assert len(collection(box).starts) == 4


@linux
def test_a_collection_that_the_disk_does_not_give_is_a_reason_and_what_is_known_of_it_stays(tmp_path):
    (tmp_path / "a.mbox").symlink_to("/proc/self/mem")
    with pytest.raises(PassingError, match="cannot be read: Input/output error"):
        collection(tmp_path / "a.mbox")
    (tmp_path / "a.mbox").unlink()
    (tmp_path / "a.mbox").write_bytes(BOX)
    with contextlib.closing(Index(tmp_path / ".index.sqlite")) as index, pytest.MonkeyPatch.context() as patch:
        build(index, Folder.of([tmp_path]), names=False)
        before = index.listed()
        patch.setattr(room, "_look_through", _fails)
        (tmp_path / "a.mbox").touch()
        os.utime(tmp_path / "a.mbox", ns=(0, 0))
        assert build(index, Folder.of([tmp_path]), names=False).removed == 0
        assert index.listed() == before


def _fails(_found):
    raise PassingError("cannot be read: Input/output error")


CELLS = st.text(st.sampled_from('a ",;\n\t|é'), max_size=12)


@given(st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=6), st.sampled_from([",", ";", "\t"]))
def test_rows_are_found_as_a_reader_of_tables_finds_them(tmp_path_factory, rows, apart):
    file = io.StringIO()
    csv.writer(file, delimiter=apart, lineterminator="\n").writerows([("name", "text"), *rows, ("end", LONG)])
    path = tmp_path_factory.mktemp("table") / "a.csv"
    path.write_bytes(file.getvalue().encode())
    found = collection(path)
    expected = list(csv.reader(io.StringIO(file.getvalue(), newline=""), delimiter=apart))[1:]
    assert [list(json.loads(found.read(at)).values()) for at in range(len(found.starts))] == [
        row for row in expected if any(c not in " \t" or c == apart for cell in row for c in cell)
    ]


@given(data=st.binary(max_size=200), name=st.sampled_from(["a.csv", "a.jsonl", "a.mbox", "a.tsv"]))
def test_any_bytes_are_documents_or_reasons(tmp_path_factory, data, name):
    path = Path(tmp_path_factory.mktemp("any")) / name
    path.write_bytes((b"text,b\n" if name == "a.csv" else b"From a\n" if name == "a.mbox" else b"") + data)
    scan = Folder.of([path.parent]).scan()
    assert len(scan.files) > 0 or len(scan.skipped) == 1
    for entry in list(scan.files)[:2]:
        with contextlib.suppress(DocumentError):
            assert read_document(entry.path).text
