import pytest
from shelf_support import filled


@pytest.fixture
def shelf(tmp_path):
    shelf = filled(tmp_path / "index.sqlite")
    yield shelf
    shelf.index.close()
