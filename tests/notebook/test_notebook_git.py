"""Git puts the notebooks of two computers together by itself, whatever the attributes of the folder say."""

import shutil
import subprocess

import pytest

from reader.documents import read_document
from reader.notebook import Notebook

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="there is no git")


@pytest.fixture
def git(folder, monkeypatch):
    for name in ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM"):
        monkeypatch.setenv(name, "/dev/null")

    def call(*arguments):
        who = ["-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "commit.gpgsign=false"]
        subprocess.run(["git", *who, *arguments], cwd=folder, check=True, capture_output=True)

    call("init", "-q", "-b", "main")
    return call


@pytest.mark.parametrize("attributes", ["", "* text eol=crlf\n"], ids=["none", "other line ends"])
def test_branches_with_changes_of_the_same_notebook_are_merged_without_a_conflict(folder, git, attributes):
    (folder / ".gitattributes").write_text(attributes)
    document = read_document(folder / "ferry.txt")
    first = Notebook.of_folder(folder).add(document, 0, 5, "yellow")
    git("add", ".")
    git("commit", "-q", "-m", "one")
    git("checkout", "-q", "-b", "laptop")
    laptop = Notebook.of_folder(folder)
    laptop.edit(first.id, note="from the laptop")
    second = laptop.add(document, 6, 9, "blue")
    git("commit", "-q", "-a", "-m", "laptop")
    git("checkout", "-q", "main")
    desk = Notebook.of_folder(folder)
    assert desk.highlights == (first,)
    third = desk.add(document, 10, 14, "pink")
    git("commit", "-q", "-a", "-m", "desk")
    git("merge", "-q", "laptop", "-m", "both")
    assert desk.refresh() is True
    notes = {mark.id: mark.note for mark in desk.highlights}
    assert notes == {first.id: "from the laptop", second.id: "", third.id: ""}
    assert desk.problems == ()
    assert b"\r" not in desk.path.read_bytes()
