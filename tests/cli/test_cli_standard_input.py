"""`reader -`: what comes through a pipe is opened as a file, and nothing of it stays behind but what was marked."""

import io
import os
import sys
from pathlib import Path

import pytest

from reader.app.crash import keep_report
from reader.app.looks import Looks, looks_path
from reader.cli import standard_input
from reader.cli.output import CommandError
from reader.cli.standard_input import open_piped
from reader.documents import piped, read_document
from reader.documents.piped import ending_for
from reader.notebook import Notebook
from reader.settings import load_settings

TEXT = b"The port\n\nRana Ahmed spoke on Friday.\n"


@pytest.fixture
def pipe(monkeypatch, tmp_path):
    """Put bytes into the pipe; the terminal is left alone."""
    monkeypatch.setattr(standard_input, "_take_terminal", lambda: None)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))

    def put(data: bytes) -> None:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))

    return put


def test_the_text_is_a_file_while_it_is_read_and_nothing_is_left(pipe, tmp_path, monkeypatch):
    monkeypatch.setenv("READER_DATA_DIR", "before")
    (tmp_path / "before").mkdir()
    monkeypatch.chdir(tmp_path)
    looks_path().write_text('{"width": 72}')
    seen: list[str] = []

    def read(file: Path) -> int:
        seen.append(read_document(file).text)
        assert Path(os.environ["READER_CACHE_DIR"]).parent == file.parent
        assert looks_path().is_relative_to(file.parent)
        assert Looks(load_settings()).width == 72
        return 7

    pipe(TEXT)
    assert open_piped(read) == 7
    assert seen == [TEXT.decode()]
    assert [entry.name for entry in tmp_path.iterdir()] == ["before"]
    assert os.environ["READER_DATA_DIR"] == "before"


def test_what_was_marked_is_kept_and_it_is_said_where(pipe, tmp_path, capsys):
    def mark(file: Path) -> int:
        Notebook.of_folder(file.parent).add(read_document(file), 0, 8, "green")
        return 0

    pipe(TEXT)
    open_piped(mark)
    (kept,) = tmp_path.iterdir()
    assert sorted(entry.name for entry in kept.iterdir()) == [".reader", "standard input.txt"]
    assert f"reader {kept}" in capsys.readouterr().err


def test_the_report_of_an_app_that_broke_is_kept_with_the_others_and_not_where_all_goes_at_the_end(
    pipe, tmp_path, monkeypatch
):
    monkeypatch.setenv("READER_DATA_DIR", str(tmp_path / "data"))
    kept = []
    pipe(TEXT)
    open_piped(lambda _file: kept.append(keep_report(ValueError())) or 0)
    assert [entry for entry in tmp_path.iterdir() if entry.name != "data"] == []
    assert kept == list((tmp_path / "data" / "crashes").iterdir())
    kept.append(keep_report(KeyError()))
    assert kept[-1].parent == tmp_path / "data" / "crashes"


def test_without_a_pipe_or_a_text_it_is_said_what_is_meant(pipe):
    pipe(b" \n")
    with pytest.raises(CommandError, match="nothing came"):
        open_piped(lambda _file: 0)


def test_what_is_too_large_is_refused_before_all_of_it_has_come(pipe, run, monkeypatch):
    monkeypatch.setattr(piped, "LIMIT", len(TEXT) - 1)
    pipe(TEXT + b"more")
    with pytest.raises(CommandError, match="standard input: too large"):
        open_piped(lambda _file: 0)
    assert sys.stdin.buffer.read() == b"more"
    pipe(TEXT)
    assert run("extract", "-")[0] == 2
    monkeypatch.setattr(piped, "LIMIT", len(TEXT))
    pipe(TEXT)
    assert run("extract", "-")[0] == 0


def test_a_browser_does_not_show_what_comes_through_a_pipe(pipe, run):
    pipe(TEXT)
    code, out, err = run("-", "--web")
    assert (code, out) == (2, "")
    assert "--web" in err


@pytest.mark.parametrize(
    ("data", "ending"),
    [
        (TEXT, ".txt"),
        (b"%PDF-1.7\n", ".pdf"),
        (b'{"text": "a"}\n{"text": "b"}\n', ".jsonl"),
        (b"<!doctype html><p>a", ".html"),
    ],
)
def test_the_file_has_the_ending_of_what_it_is(data, ending):
    assert ending_for(data) == ending
