"""The file of an index: where it is, whose, and that it can always be made again."""

import os
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module

import pytest
from build_support import content, refresh

from reader.corpus import Index, IndexUnusableError, index_path, schema
from reader.documents import Folder

building = import_module("reader.corpus.build")
indexing = import_module("reader.corpus.index")
terms = import_module("reader.corpus.terms")


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


def test_a_search_does_not_wait_for_a_writer(index, folder):
    refresh(index, folder)
    with index.writing() as db, ThreadPoolExecutor(1) as threads:
        db.execute("UPDATE documents SET title = 'half'")
        assert threads.submit(index.listed).result(5)["ferry.txt"].title == "Ferry stays in port"
