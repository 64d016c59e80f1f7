"""What every test shares: private folders for the program's own files, and documents to read."""

import shutil
from pathlib import Path

import pytest
from hypothesis import settings

# the same examples on every run, however slow the machine; `--hypothesis-profile=explore` looks further
settings.register_profile("steady", deadline=None, derandomize=True, max_examples=100)
settings.register_profile("explore", deadline=None, max_examples=2_000)
settings.load_profile("steady")

FERRY = """\
Title: Ferry stays in port
Date: 2024-03-11

The Northwick Ferry Company cancelled every crossing on Monday. Captain Maren Holt
said that the harbour of Port Aldery was silted up.

“We asked for a dredger in January 2023,” she told the harbour board. “Nobody came.”
"""
MINUTES = """\
---
title: "Minutes of the harbour board"
date: 2024-03-18
---

# Present

- Maren Holt
- Idris Vale

The board will meet again on Friday. Idris Vale asked who had read the dredger contract.
"""
LETTER = """\
Dear Ms Holt,

the café by the quay is closed, and the dredger lies in Rotterdam since May 2022.

Yours, Idris Vale
"""


@pytest.fixture(autouse=True)
def private_folders(tmp_path_factory, monkeypatch):
    """Keep indexes and fallback notebooks out of the user's own folders."""
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("READER_CACHE_DIR", str(home / "cache"))
    monkeypatch.setenv("READER_DATA_DIR", str(home / "data"))
    monkeypatch.setenv("READER_CONFIG_DIR", str(home / "config"))


@pytest.fixture
def folder(tmp_path):
    """Return a folder with three documents, one of them in a folder of its own."""
    root = tmp_path / "harbour"
    (root / "letters").mkdir(parents=True)
    (root / "ferry.txt").write_text(FERRY, encoding="utf-8")
    (root / "minutes.md").write_text(MINUTES, encoding="utf-8")
    (root / "letters" / "vale.txt").write_text(LETTER, encoding="utf-8")
    return root


@pytest.fixture
def seeds(tmp_path):
    """Return a copy of the sample folder, without anybody's marks."""
    source = Path(__file__).parents[1] / "seeds"
    return Path(shutil.copytree(source, tmp_path / "seeds", ignore=shutil.ignore_patterns(".*")))
