import pytest
from build_support import building, counted
from shelf_support import filled

from reader.corpus import Index, index_path
from reader.documents import Folder


@pytest.fixture
def shelf(tmp_path):
    shelf = filled(tmp_path / "index.sqlite")
    yield shelf
    shelf.index.close()


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


@pytest.fixture
def one_by_one(monkeypatch):
    """Make every batch of files a single one."""
    monkeypatch.setattr(building, "_TEXTS", (1, 1))
    monkeypatch.setattr(building, "_NAMES", (1, 1))
