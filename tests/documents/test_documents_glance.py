"""A short look at a folder."""

from pathlib import Path

from reader.documents.glance import Glance, glance


def test_documents_are_counted_wherever_they_are_but_not_hidden_ones_links_and_other_kinds(tmp_path: Path) -> None:
    (tmp_path / "deep" / "er").mkdir(parents=True)
    (tmp_path / ".hidden").mkdir()
    for name in ("a.txt", "deep/b.PDF", "deep/er/c.csv", "deep/d.py", ".hidden/e.txt", ".f.txt"):
        (tmp_path / name).touch()
    (tmp_path / "deep" / "link.txt").symlink_to(tmp_path / "a.txt")
    (tmp_path / "deep" / "round").symlink_to(tmp_path)
    assert glance(tmp_path, 100, 60) == Glance(3, is_whole=True)


def test_it_ends_where_there_are_enough_and_where_the_time_is_over(tmp_path: Path) -> None:
    for number in range(9):
        (tmp_path / f"{number}.txt").touch()
    assert glance(tmp_path, 5, 60) == Glance(5, is_whole=False)
    assert glance(tmp_path, 5, 0) == Glance(0, is_whole=False)


def test_a_folder_that_is_gone_has_no_documents(tmp_path: Path) -> None:
    assert glance(tmp_path / "gone", 5, 60) == Glance(0, is_whole=True)
