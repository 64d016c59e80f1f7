"""What the app says when it breaks: where, but not a word of any document."""

import os
import select
from pathlib import Path

import pytest
from textual.app import App

from reader.app import ReaderApp
from reader.app.crash import CRASHED
from reader.app.ending import is_gone
from reader.documents import Folder

SECRET = "Maren Holt met Idris Vale"


class HeldError(Exception):
    """An error that holds another one, as that of a worker does."""

    def __init__(self, error):
        super().__init__()
        self.error = error


@pytest.fixture
def app(folder, monkeypatch):
    """Return an app that is about to break, and what it shows then."""
    app, shown = ReaderApp(Folder.of([folder])), []
    app._exception = ValueError(SECRET)
    monkeypatch.setattr(app, "panic", shown.append)
    return app, shown


def test_the_report_is_shown_and_kept_and_the_exit_code_is_that_of_a_fault(app):
    app, shown = app
    app._fatal_error()
    (file,) = (Path(os.environ["READER_DATA_DIR"]) / "crashes").iterdir()
    assert app.return_code == CRASHED
    assert "It is kept in " in str(shown[0])
    assert file.name in str(shown[0])
    for report in (str(shown[0]), file.read_text(encoding="utf-8")):
        assert "ValueError" in report
        assert [word for word in SECRET.split() if word in report] == []


def test_whoever_looks_for_the_fault_gets_the_whole_error(app, monkeypatch):
    app, shown = app
    whole = []
    monkeypatch.setattr(App, "_fatal_error", lambda _self: whole.append("all"))
    monkeypatch.setenv("READER_DEBUG", "1")
    app._fatal_error()
    assert (whole, shown, app.return_code) == (["all"], [], CRASHED)


def test_an_app_that_ends_before_it_began_ends_without_a_fault(folder):
    ReaderApp(Folder.of([folder])).on_unmount()


async def test_an_app_that_is_closed_while_it_opens_ends_without_a_fault(folder, monkeypatch):
    app = ReaderApp(Folder.of([folder]))
    monkeypatch.setattr(app, "_begin", lambda: (app.begin_reading(), app.exit()))
    async with app.run_test() as pilot:
        await pilot.pause()
    assert app.return_code == 0


@pytest.mark.skipif(not hasattr(select, "poll"), reason="the system cannot be asked whether anybody is there")
@pytest.mark.parametrize("error", [BrokenPipeError(32, "x"), HeldError(OSError(5, "x")), ValueError("x")])
@pytest.mark.parametrize("is_there", [True, False])
def test_where_nobody_is_left_to_draw_for_that_is_no_fault(app, monkeypatch, error, is_there):
    app, shown = app
    app._exception = error
    ours, theirs = os.pipe()
    if not is_there:
        os.close(ours)
    monkeypatch.setattr("reader.app.app.is_gone", lambda: is_gone([theirs]))
    monkeypatch.setattr(app, "panic", lambda *told: shown.append(told))
    app._fatal_error()
    os.close(theirs)
    is_fault = is_there or isinstance(error, ValueError)
    assert (len(shown), len(shown[0]), app.return_code) == (1, is_fault, CRASHED if is_fault else 0)
    assert (Path(os.environ["READER_DATA_DIR"]) / "crashes").exists() is is_fault
    if is_there:
        os.close(ours)
