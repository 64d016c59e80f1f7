"""Files of an export as they are put on the disk."""

import os

import pytest

from reader.export.files import replace_file


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions")
@pytest.mark.parametrize(("umask", "mode"), [(0o022, 0o644), (0o077, 0o600)])
def test_a_new_export_has_the_permissions_of_the_other_files_of_its_owner(tmp_path, umask, mode):
    path = tmp_path / "vault" / "ferry.md"
    before = os.umask(umask)
    try:
        replace_file(path, b"one")
        replace_file(path, b"two")
    finally:
        os.umask(before)
    assert path.read_bytes() == b"two"
    assert path.stat().st_mode & 0o777 == mode
    assert list(path.parent.iterdir()) == [path]
