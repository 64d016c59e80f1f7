"""Where there is nothing to show, it is said what to do next, with keys that work."""

from pathlib import Path

import pytest
from tests_support import opened, screen_text, until
from textual.events import Paste
from textual.widgets import Input

from reader.app import ReaderApp
from reader.app.guard import LONGEST_LINE
from reader.app.keys import key_for
from reader.app.screens.ask import AskScreen
from reader.app.screens.pick import PickScreen
from reader.app.screens.reading import ReadingScreen
from reader.app.widgets.row_list import wrapped
from reader.documents import Folder


def words(screen) -> str:
    return " ".join(screen_text(screen).split())


async def test_an_empty_folder_says_what_is_read_and_what_to_press(tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    async with opened(empty, size=(60, 20)) as (pilot, screen):
        await pilot.pause()
        shown = words(screen)
        for said in ("No documents in", "Markdown, PDF", "listed at once", "“Sample”", f"{key_for('quit')} quit"):
            assert said in shown
        assert "highlight" not in shown


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("T", "D in the text types that day"),
        ("e", "A in the text makes the selection or the word a name"),
        ("H", "enter highlights the sentence under the cursor"),
        ("L", "M says of any two that they are"),
        ("Q", "Nothing to check"),
        ("E", "nothing to export yet: enter highlights"),
    ],
)
async def test_a_screen_without_anything_says_how_something_comes_there(tmp_path: Path, key: str, said: str) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "one" / "a.txt").write_text("it is what it is and nothing more\n", encoding="utf-8")
    app = ReaderApp(Folder.of([tmp_path / "one"]))
    async with app.run_test(size=(60, 20)) as pilot:
        await until(lambda: isinstance(app.screen, ReadingScreen) and app.screen.document, pilot)
        await until(lambda: not app.session.is_building and app.session.known, pilot)
        await pilot.press(key)
        await until(lambda: said in words(app.screen), pilot)


def test_what_an_empty_list_says_is_wrapped_and_stays_indented() -> None:
    assert wrapped("\n  one two three four", 12) == ["", "  one two", "  three four"]
    assert wrapped("", 12) == [""]


async def test_a_path_that_there_cannot_be_is_no_such_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    app = ReaderApp(Folder.of([tmp_path / "here"]), is_named=False, is_first=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(lambda: isinstance(app.screen, PickScreen), pilot)
        await pilot.press("2")
        await until(lambda: isinstance(app.screen, AskScreen), pilot)
        for answer in ("~nobody-of-that-name/x", "x" * 5_000, "a\0b", "nowhere"):
            app.screen.query_one(Input).value = answer
            await pilot.press("enter")
            await until(lambda: "There is no such folder" in words(app.screen), pilot)


async def test_of_what_is_pasted_into_a_line_no_more_is_taken_than_a_line_holds(tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "one" / "a.txt").write_text("it is what it is and nothing more\n", encoding="utf-8")
    app = ReaderApp(Folder.of([tmp_path / "one"]))
    async with app.run_test(size=(80, 24)) as pilot:
        await until(lambda: isinstance(app.screen, ReadingScreen) and app.screen.document, pilot)
        await pilot.press("/")
        await until(lambda: isinstance(app.focused, Input), pilot)
        app.post_message(Paste("nothing " * 100_000))
        await until(lambda: app.focused.value, pilot)
        assert len(app.focused.value) == LONGEST_LINE
        await until(lambda: [told.message for told in app._notifications], pilot)
        assert [told.message for told in app._notifications] == ["only the first 10,000 characters were taken"]
