"""What the tests of exports start from."""

import pytest
from harbour_support import Harbour


@pytest.fixture
def harbour(tmp_path):
    """Return a folder with two documents and an empty notebook."""
    return Harbour(tmp_path)


@pytest.fixture
def to(tmp_path):
    return tmp_path / "vault"
