"""The first start: the tour and its steps, the sample, and what is asked before anything is read."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from pathlib import Path
from threading import Event

import pytest
from newsroom_support import read_all, top
from tests_support import export_planned, opened, screen_text, until
from textual.pilot import Pilot
from textual.widgets import Static

from reader.app import ReaderApp, guided
from reader.app.first import is_first_start, note_start, open_sample, sample_path
from reader.app.screens.pick import PickScreen
from reader.app.screens.reading import ReadingScreen
from reader.app.tour import STEPS, Seen, Tour, misspelt
from reader.app.widgets.tour_card import TourCard
from reader.cli.output import CommandError
from reader.cli.places import start_of
from reader.corpus import Index, build, index_path, timeline
from reader.corpus.directory import directory
from reader.documents import Folder, read_document
from reader.documents.glance import Glance


def words(tour: Tour) -> str:
    return "".join(text for text, _style in tour.says(None))


@asynccontextmanager
async def begun(folder: Path, size: tuple[int, int] = (120, 36), **how: bool) -> AsyncIterator[Pilot[None]]:
    app = ReaderApp(Folder.of([folder]), **how)
    async with app.run_test(size=size) as pilot:
        await until(lambda: len(app.screen_stack) > 1, pilot)
        yield pilot


# -- the sample


def test_the_sample_is_copied_once_and_what_was_changed_in_it_stays() -> None:
    copy = open_sample().root
    assert copy == sample_path().resolve()
    first = min(copy.iterdir())
    first.write_text("changed", encoding="utf-8")
    assert open_sample().root == copy
    assert first.read_text(encoding="utf-8") == "changed"


def test_the_sample_shows_what_the_program_can_do(tmp_path: Path) -> None:
    folder = open_sample()
    names = folder.scan().files.names
    assert {name.rpartition(".")[2].partition("/")[0] for name in names} == {"txt", "md", "eml", "html", "csv"}
    assert all(read_document(folder.root / name, name).published.day for name in names)
    with closing(Index(tmp_path / "index.sqlite")) as index:
        build(index, folder)
        halloran = next(each for each in directory(index, ()).entities if each.name == "Margit Halloran")
        values = {(entry.mention.text, entry.mention.value) for entry in timeline(index)}
    assert len(halloran.documents) >= 3
    assert {("last Friday", "2024-03-08"), ("next Wednesday", "2024-03-13"), ("yesterday", "2024-03-20")} <= values


# -- the steps


def test_every_step_says_what_to_do_with_keys_that_work() -> None:
    tour = Tour()
    for step in STEPS:
        assert step.head in tour.head
        assert "{" not in words(tour)
        assert any(style == "key" for _text, style in tour.says(None))
        tour.go_on()
    assert "end" in tour.head
    assert not tour.is_over
    tour.go_on()
    assert tour.is_over


def test_a_step_is_done_when_what_it_says_was_done_and_not_before() -> None:
    tour = Tour()
    at_start = Seen("ReadingScreen", ("a.txt", 0))
    assert not tour.notice(at_start)
    assert not tour.notice(Seen("ReadingScreen", ("a.txt", 5)))
    assert tour.notice(Seen("ReadingScreen", ("a.txt", 9), "entities"))
    assert not tour.notice(Seen("ReadingScreen", ("a.txt", 9), "entities"))
    assert not tour.notice(Seen("ReadingScreen", ("a.txt", 20), "entities"))
    assert tour.notice(Seen("ReadingScreen", ("a.txt", 30), "dates"))


def test_a_name_to_search_for_is_one_of_the_folder_with_a_mistake(newsroom: Path, tmp_path: Path) -> None:
    with closing(Index(tmp_path / "index.sqlite")) as index:
        build(index, Folder.of([newsroom]))
        known = directory(index, ())
    shown = misspelt(known).strip("“”")
    assert shown
    last = {entity.name.split()[-1] for entity in known.entities}
    assert shown not in last
    assert any(sorted(shown) == sorted(name) or len(shown) == len(name) - 1 for name in last)
    assert not misspelt(None)


async def test_the_tour_is_gone_through_by_doing_what_it_says(newsroom: Path) -> None:
    async with begun(newsroom, tour=True) as pilot:
        screen = await top(pilot, ReadingScreen)
        await read_all(pilot, screen)
        app = pilot.app

        def at(head: str) -> bool:
            return bool(screen.query(TourCard)) and f"· {head}" in screen_text(screen)

        await until(lambda: at("Who"), pilot)
        await pilot.press(".")
        await until(lambda: at("When"), pilot)
        screen.view.jump(0)
        await pilot.press("ctrl+n")
        await until(lambda: at("Search"), pilot)
        await pilot.press("s", *"okafro")
        await until(lambda: getattr(app.screen, "hits", {}) and app.screen.query(TourCard), pilot)
        await pilot.press("enter")
        await until(lambda: at("Highlight"), pilot)
        await pilot.press("enter")
        await until(lambda: at("Note"), pilot)
        await pilot.press("a", *"seen", "escape")
        await until(lambda: at("Export"), pilot)
        await pilot.press("E")
        await export_planned(pilot)
        await until(lambda: "MarksExportScreen" in app._tour._screens, pilot)
        await pilot.press("escape")
        await until(lambda: at("Help"), pilot)
        await pilot.press("?")
        await until(lambda: "HelpScreen" in app._tour._screens, pilot)
        await pilot.press("escape")
        await until(lambda: at("the end"), pilot)
        await pilot.press("ctrl+n")
        await until(lambda: not screen.query(TourCard), pilot)
        assert not is_first_start()


@pytest.mark.parametrize("size", [(80, 24), (60, 20)])
async def test_the_card_does_not_hide_the_cursor_and_one_key_ends_the_tour(
    newsroom: Path, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    async with begun(newsroom, size, tour=True) as pilot:
        screen = await top(pilot, ReadingScreen)
        await until(lambda: screen.mentions.items and screen.query(TourCard), pilot)
        await pilot.press("G")
        await pilot.pause()
        view, card = screen.view, screen.query_one(TourCard)
        row = view.rows.row_of(view.cursor) - view.scroll_offset.y
        assert 0 <= row < view.size.height
        assert view.region.bottom <= card.region.y
        assert card.region.bottom <= screen.query_one("#about").region.y
        assert "Tour 1/7" in screen_text(screen)
        with monkeypatch.context() as patch:
            patch.setattr(Static, "update", lambda *_: pytest.fail("what stands there is drawn again"))
            pilot.app._draw_tour()
        await pilot.click("#tour-keys", offset=(3, 0))
        await until(lambda: "Tour 2/7" in screen_text(screen), pilot)
        await pilot.press("ctrl+l")
        await until(lambda: not screen.query(TourCard), pilot)
        assert screen.view.has_focus


async def test_the_keys_of_the_tour_are_no_keys_without_it(newsroom: Path) -> None:
    async with opened(newsroom) as (pilot, screen):
        await pilot.press("ctrl+n", "ctrl+l")
        await pilot.pause()
        assert not screen.query(TourCard)
        await pilot.press(":", *"tour", "enter")
        await until(lambda: screen.query(TourCard), pilot)


# -- the first start


def test_a_start_is_the_first_until_it_was_noted_whatever_became_of_the_sample() -> None:
    assert is_first_start()
    open_sample()
    assert is_first_start()
    assert note_start()
    assert not is_first_start()
    assert note_start()


def test_where_nothing_can_be_kept_no_start_is_the_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("READER_DATA_DIR", str(tmp_path / "file" / "data"))
    assert not is_first_start()
    assert not note_start()


def test_what_is_opened_is_what_was_named_or_where_a_notebook_is(newsroom: Path, tmp_path: Path, monkeypatch) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)
    assert start_of([newsroom]).is_named
    assert start_of([newsroom], tour=True).folder.root == newsroom.resolve()
    assert not start_of([]).is_named
    assert start_of([], tour=True).folder.root == sample_path().resolve()
    (elsewhere / ".reader").mkdir()
    (elsewhere / ".reader" / "notebook.jsonl").touch()
    assert start_of([]).is_named
    (elsewhere / "below").mkdir()
    monkeypatch.chdir(elsewhere / "below")
    assert start_of([]).is_named


def test_a_folder_that_was_taken_away_is_told_of(tmp_path: Path, monkeypatch) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    with pytest.raises(CommandError, match="this folder"):
        start_of([])


async def test_the_first_start_shows_the_tour_and_the_second_does_not(newsroom: Path) -> None:
    for is_first in (True, False):
        assert is_first_start() is is_first
        async with begun(newsroom, is_named=False, is_first=is_first) as pilot:
            screen = await top(pilot, ReadingScreen)
            await until(lambda on=screen: on.mentions.items, pilot)
            await pilot.pause()
            assert bool(pilot.app._tour) is is_first


@pytest.mark.parametrize(("keys", "goes"), [("1", "sample"), ("3", "here"), ("4", "quit")])
async def test_where_nothing_is_to_be_read_a_newcomer_is_asked(tmp_path: Path, keys: str, goes: str) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    async with begun(empty, is_named=False, is_first=True) as pilot:
        asked = await top(pilot, PickScreen)
        await pilot.pause()
        assert "nothing to read" in screen_text(asked)
        await pilot.press(keys)
        if goes == "quit":
            await until(lambda: not pilot.app.is_running, pilot)
            return
        screen = await top(pilot, ReadingScreen)
        await until(lambda: screen.document if goes == "sample" else "-nothing" in screen.classes, pilot)
        if goes == "here":
            assert not screen.query(TourCard)
            (empty / "new.txt").write_text("Amara Okafor came to Lagos on Friday.\n", encoding="utf-8")
            screen.look(is_again=True)
        await until(lambda: screen.query(TourCard), pilot)


async def test_the_sample_takes_the_place_of_what_is_read(newsroom: Path) -> None:
    async with opened(newsroom) as (pilot, _screen):
        await pilot.press(":", *"sample", "enter")
        await until(lambda: not pilot.app.is_running, pilot)
        assert pilot.app.other.root == sample_path().resolve()


async def test_the_sample_is_read_alone_though_the_folder_is_still_looked_through(newsroom: Path, monkeypatch) -> None:
    looked = Event()
    monkeypatch.setattr(guided, "glance", lambda *_asked: looked.wait(30) and Glance(3, is_whole=True))
    app = ReaderApp(Folder.of([newsroom]), is_named=False)
    async with app.run_test() as pilot:
        await until(lambda: [worker for worker in app.workers if worker.group == "glance"], pilot)
        looking = next(worker for worker in app.workers if worker.group == "glance")
        app.action_sample()
        looked.set()
        await looking.wait()
        screen = await top(pilot, ReadingScreen)
        await until(lambda: screen.document, pilot)
        assert sum(isinstance(each, ReadingScreen) for each in app.screen_stack) == 1


async def test_a_folder_with_very_many_documents_is_not_read_without_asking(newsroom: Path, monkeypatch) -> None:
    monkeypatch.setattr(guided, "_MANY", 2)
    async with begun(newsroom, is_named=False) as pilot:
        asked = await top(pilot, PickScreen)
        await pilot.pause()
        assert "at least 2 documents" in " ".join(screen_text(asked).replace("│", " ").split())
        assert not index_path(Folder.of([newsroom])).exists()
        await pilot.press("3")
        screen = await top(pilot, ReadingScreen)
        await until(lambda: screen.mentions.items and not screen.session.is_building, pilot)
    async with begun(newsroom, is_named=False) as pilot:
        await top(pilot, ReadingScreen)


async def test_the_home_folder_is_not_read_without_asking_and_another_can_be_named(newsroom: Path, monkeypatch) -> None:
    monkeypatch.setattr(Path, "home", lambda: newsroom)
    other = newsroom.parent / "other"
    other.mkdir()
    (other / "one.txt").write_text("Amara Okafor came to Lagos.\n", encoding="utf-8")
    async with begun(newsroom, is_named=False) as pilot:
        await top(pilot, PickScreen)
        await pilot.press("2", *"/nowhere", "enter")
        await pilot.pause()
        assert "no such folder" in screen_text(pilot.app.screen)
        line = pilot.app.screen.query_one("Input")
        line.value = str(other)
        await pilot.press("enter")
        screen = await top(pilot, ReadingScreen)
        await until(lambda: screen.document, pilot)
        assert screen.document.name == "one.txt"
