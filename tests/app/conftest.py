import shutil
from pathlib import Path

import pytest
from newsroom_support import STORIES

SEEDS = Path(__file__).parents[2] / "seeds"


@pytest.fixture
def sample(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("READER_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.setenv("READER_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)
    return Path(shutil.copytree(SEEDS, tmp_path / "sample", ignore=shutil.ignore_patterns(".*")))


@pytest.fixture
def newsroom(sample: Path) -> Path:
    folder = sample.parent / "newsroom"
    folder.mkdir()
    for name, text in STORIES.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder
