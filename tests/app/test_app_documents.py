"""Stories of the documents: listed, filtered, sorted, read and unread, opened by name, watched."""

import asyncio
import os
from pathlib import Path

import pytest
from newsroom_support import about, top
from tests_support import opened, screen_text, until

from reader.app.screens import looking, shelving, showing
from reader.app.screens.looking import place_in
from reader.app.screens.opening import OpenScreen
from reader.app.shelf import Shelf, in_order
from reader.app.shelf_rows import shelf_rows
from reader.app.widgets.lines import KeyLine, Line
from reader.app.widgets.row_list import LazyRows, Row
from reader.corpus import Index, Progress, build, index_path
from reader.documents import Folder, read_document
from reader.notebook import Notebook


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look at the folder again at once, and take a text for read the moment its end is seen."""
    monkeypatch.setattr(looking, "pause", lambda _cost: 0.05)
    monkeypatch.setattr(shelving, "DWELL", 0.01)


def status(screen) -> str:
    line = screen.query_one("#status", KeyLine)
    return "".join(words for words, _style in [*line._left, *line._right])


def title_of_list(screen) -> str:
    line = screen.query_one("#documents-title", Line)
    return "".join(words for words, _style in [*line._left, *line._right])


async def test_the_list_filters_as_one_types_with_the_best_first(newsroom: Path) -> None:
    async with opened(newsroom) as (pilot, screen):
        await until(lambda: not screen.session.is_building, pilot)
        documents = screen.rows("documents")
        documents.focus()
        await pilot.press("f", *"inqui")
        await until(lambda: documents.keys == ["2024-11-02 inquiry.txt"], pilot)
        assert title_of_list(screen) == " Documents  best1 "
        await pilot.press("enter")
        assert documents.has_focus
        await pilot.press("enter")
        await pilot.pause()
        assert screen.document.name == "2024-11-02 inquiry.txt"
        documents.focus()
        await pilot.press("escape")
        await until(lambda: len(documents.keys) == 3, pilot)


async def test_the_names_keep_a_filter_of_their_own(newsroom: Path) -> None:
    async with opened(newsroom) as (pilot, screen):
        await pilot.press("f", *"amara")
        await until(lambda: len([key for key in screen.rows("entities").keys if key]) == 1, pilot)
        assert len(screen.rows("documents").keys) == 3


@pytest.mark.usefixtures("quick")
async def test_one_key_sorts_the_documents_and_the_title_says_how(newsroom: Path) -> None:
    async with opened(newsroom) as (pilot, screen):
        await until(lambda: not screen.session.is_building, pilot)
        documents = screen.rows("documents")
        names = ["2024-09-12 fire.txt", "2024-11-02 inquiry.txt", "2025-01-09 report.txt"]
        assert documents.keys == names
        await pilot.press("O")
        await until(lambda: documents.keys == names[::-1], pilot)
        assert "newest" in title_of_list(screen)
        await until(lambda: screen.session.notebook.read_documents, pilot)
        await pilot.press("O")
        await until(lambda: documents.keys == [names[2], names[1], names[0]], pilot)
        assert "unread" in title_of_list(screen)
        await pilot.press("J")
        await pilot.pause()
        await pilot.press("O")
        await until(lambda: documents.keys == names, pilot)


async def test_best_first_is_the_order_of_the_last_search(newsroom: Path) -> None:
    async with opened(newsroom) as (pilot, screen):
        await until(lambda: not screen.session.is_building, pilot)
        screen.session.best = ("2025-01-09 report.txt", "2024-09-12 fire.txt")
        await pilot.press("O", "O", "O")
        documents = screen.rows("documents")
        await until(lambda: documents.keys == ["2025-01-09 report.txt", "2024-09-12 fire.txt"], pilot)
        assert "best" in title_of_list(screen)


async def test_next_document_follows_the_list_as_it_is_sorted(newsroom: Path) -> None:
    async with opened(newsroom) as (pilot, screen):
        await until(lambda: not screen.session.is_building, pilot)
        await pilot.press("O")
        await until(lambda: screen.rows("documents").keys[0].startswith("2025"), pilot)
        await pilot.press("K")
        await pilot.pause()
        assert screen.document.name == "2024-11-02 inquiry.txt"


@pytest.mark.usefixtures("quick")
async def test_a_document_is_read_once_its_end_was_seen_and_one_key_says_otherwise(newsroom: Path) -> None:
    async with opened(newsroom) as (pilot, screen):
        await until(lambda: not screen.session.is_building, pilot)
        assert screen.document is not None
        await until(lambda: screen.document.id in Notebook.of_folder(newsroom).read_documents, pilot)
        await pilot.pause()
        assert "\n·Fire at the harbour" in screen_text(screen)
        await pilot.press("U")
        assert "not read" in about(screen)
        await pilot.press("down", "up")
        await pilot.pause(0.1)
        assert screen.document.id not in screen.session.notebook.read_documents
        await pilot.press("U")
        assert screen.document.id in screen.session.notebook.read_documents


@pytest.mark.usefixtures("quick")
async def test_a_text_whose_end_was_not_seen_is_not_read(newsroom: Path) -> None:
    (newsroom / "2023 long.txt").write_text("Nothing much at all happened in Lagos.\n" * 400, encoding="utf-8")
    async with opened(newsroom) as (pilot, screen):
        await until(lambda: not screen.session.is_building, pilot)
        assert screen.open("2023 long.txt")
        await pilot.press("pagedown", "pagedown")
        await pilot.pause(0.1)
        assert screen.document.id not in screen.session.notebook.read_documents
        await pilot.press("G")
        await until(lambda: screen.document.id in screen.session.notebook.read_documents, pilot)


async def test_the_row_of_the_list_is_marked_read_where_it_has_the_keys(newsroom: Path) -> None:
    async with opened(newsroom) as (pilot, screen):
        await until(lambda: not screen.session.is_building, pilot)
        screen.rows("documents").focus()
        await pilot.press("G", "U")
        report = read_document(newsroom / "2025-01-09 report.txt")
        assert report.id in Notebook.of_folder(newsroom).read_documents
        await until(lambda: "read or not" in status(screen), pilot)


async def test_a_document_is_opened_by_a_part_of_its_title_or_name(newsroom: Path) -> None:
    async with opened(newsroom) as (pilot, screen):
        await until(lambda: not screen.session.is_building, pilot)
        before = screen.document.name
        await pilot.press("o")
        opening = await top(pilot, OpenScreen)
        await until(lambda: opening.results.keys, pilot)
        await pilot.press(*"inqry")
        await until(lambda: opening.results.keys == ["2024-11-02 inquiry.txt"], pilot)
        await pilot.pause()
        assert "2024-11-02  The inquiry opens" in screen_text(opening)
        await pilot.press("enter")
        await until(lambda: pilot.app.screen is screen, pilot)
        assert screen.document.name == "2024-11-02 inquiry.txt"
        await pilot.press("ctrl+o")
        assert screen.document.name == before


async def test_what_was_read_last_comes_first_and_is_opened_after_a_restart(newsroom: Path) -> None:
    async with opened(newsroom) as (pilot, screen):
        await until(lambda: not screen.session.is_building, pilot)
        screen.open("2025-01-09 report.txt", 20)
    async with opened(newsroom) as (pilot, screen):
        await until(lambda: not screen.session.is_building, pilot)
        assert (screen.document.name, screen.view.cursor) == ("2025-01-09 report.txt", 20)
        await pilot.press("o")
        opening = await top(pilot, OpenScreen)
        await until(lambda: opening.results.keys, pilot)
        assert opening.results.keys[0] == "2024-09-12 fire.txt"
        await pilot.press("escape")
        assert pilot.app.screen is screen


@pytest.mark.usefixtures("quick")
async def test_a_new_file_is_listed_while_the_app_is_open_and_the_reader_stays(newsroom: Path) -> None:
    async with opened(newsroom) as (pilot, screen):
        await until(lambda: not screen.session.is_building, pilot)
        await pilot.press("down", "down", "right")
        here = screen.document, screen.view.cursor
        (newsroom / "2023 new.txt").write_text("A new one of Lagos.", encoding="utf-8")
        await until(lambda: "2023 new.txt" in screen.rows("documents").keys, pilot)
        assert (screen.document, screen.view.cursor) == here
        await until(lambda: screen.session.searcher.search("new lagos").hits, pilot)


@pytest.mark.usefixtures("quick")
async def test_a_changed_file_is_shown_as_it_is_now_at_the_same_place(newsroom: Path) -> None:
    async with opened(newsroom) as (pilot, screen):
        await until(lambda: not screen.session.is_building, pilot)
        name = screen.document.name
        screen.view.jump(screen.view.text.index("Amara Okafor thanked"))
        path = newsroom / name
        path.write_text("New first line.\n\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
        await until(lambda: screen.view.text.startswith("New first line."), pilot)
        assert screen.view.text[screen.view.cursor :].startswith("Amara Okafor thanked")
        assert "the file was changed" in about(screen)
        await until(lambda: screen.mentions.items, pilot)


@pytest.mark.usefixtures("quick")
async def test_a_deleted_file_stays_on_the_screen_and_that_is_said(newsroom: Path) -> None:
    async with opened(newsroom) as (pilot, screen):
        await until(lambda: not screen.session.is_building, pilot)
        name, text = screen.document.name, screen.view.text
        (newsroom / name).unlink()
        await until(lambda: name not in screen.rows("documents").keys, pilot)
        assert screen.view.text == text
        assert "no longer there" in about(screen)
        (newsroom / name).write_text(text, encoding="utf-8")
        await until(lambda: name in screen.rows("documents").keys, pilot)


async def test_a_long_document_is_opened_while_the_screen_answers(newsroom: Path, monkeypatch) -> None:
    monkeypatch.setattr(showing, "_AT_ONCE", 10)
    async with opened(newsroom) as (pilot, screen):
        await until(lambda: screen.document, pilot)
        done: list[str] = []
        assert screen.open("2025-01-09 report.txt", 12, then=lambda: done.append(screen.document.name))
        await until(lambda: done, pilot)
        assert (done, screen.view.cursor) == (["2025-01-09 report.txt"], 12)
        assert screen.open("2024-09-12 fire.txt")
        assert screen.open("2024-11-02 inquiry.txt")
        await until(lambda: screen.document.name == "2024-11-02 inquiry.txt", pilot)
        await pilot.pause(0.1)
        assert screen.document.name == "2024-11-02 inquiry.txt"


@pytest.mark.parametrize(("size", "expected"), [((120, 36), "names and dates ███░"), ((80, 24), "names ██░"), ((60, 20), "names ██░"), ((40, 12), "█░░░ 25%")])  # fmt: skip
async def test_a_bar_says_how_far_indexing_has_come_at_every_size(newsroom: Path, size, expected) -> None:
    async with opened(newsroom, size) as (pilot, screen):
        await until(lambda: not screen.session.is_building, pilot)
        screen.session.pace.note(Progress(2_500, 10_000, stage="names"))
        screen.draw_status()
        await pilot.pause()
        shown = screen_text(screen).splitlines()[-1]
        assert expected in shown
        assert ("2,500 of 10,000" in shown) == (size[0] >= 80)
        screen.session.pace.note(Progress(10_000, 10_000, stage="names"))
        screen.draw_status()
        await pilot.pause()
        assert "█" not in screen_text(screen).splitlines()[-1]


# -- lists of very many documents: work is counted, not timed


def shelf_of(count: int) -> Shelf:
    shelf = Shelf([f"{number}.txt" for number in range(count)])
    for number in range(count):
        day = None if number % 3 else f"20{number % 90 + 10}-01-01"
        error = "binary" if number % 50 == 7 else ""
        shelf._take(number + 1, os.fsencode(f"{number}.txt"), f"Title {number}", day, 5, error, f"d-{number}")
    return shelf


def test_rows_are_made_only_when_they_are_drawn() -> None:
    shelf = shelf_of(1000)
    rows = shelf_rows(shelf, in_order(shelf, "name", frozenset()), frozenset)
    made: list[int] = []
    original = rows._make

    def counted(at: int) -> Row:
        made.append(at)
        return original(at)

    rows._make = counted
    assert (len(rows), len(rows.places)) == (1000, len(shelf))
    assert made == []
    assert rows[3].key == "3.txt"
    assert made == [3]


async def test_showing_a_long_list_draws_only_what_is_in_sight(newsroom: Path) -> None:
    async with opened(newsroom) as (pilot, screen):
        await until(lambda: not screen.session.is_building, pilot)
        await pilot.pause()
        made: list[int] = []

        def make(at: int) -> Row:
            made.append(at)
            return Row(((str(at), ""),), str(at))

        keys = [str(number) for number in range(100_000)]
        screen.rows("documents").show(LazyRows(keys, make))
        await pilot.pause()
        assert 0 < len(set(made)) <= screen.rows("documents").size.height


def test_only_what_was_indexed_since_is_read_again(folder: Path) -> None:
    asked = Folder.of([folder])
    index = Index(index_path(asked))
    build(index, asked)
    shelf = Shelf([entry.name for entry in asked.scan().files])
    shelf.take_new(index)
    assert shelf.title("minutes.md") == "Minutes of the harbour board"
    taken: list[int] = []
    original = shelf._take
    shelf._take = lambda row, *more: (taken.append(row), original(row, *more))
    shelf.take_new(index)
    assert taken == []
    (folder / "ferry.txt").write_text("Title: A boat\n\nOne more.\n", encoding="utf-8")
    build(index, asked)
    shelf.take_new(index)
    assert len(taken) == 1
    assert shelf.title("ferry.txt") == "A boat"
    index.close()


@pytest.mark.parametrize("count", [0, 1, 300])
def test_every_order_lists_every_document_once(count: int) -> None:
    shelf = shelf_of(count)
    read = frozenset(f"d-{number}" for number in range(0, count, 2))
    for sort in ("name", "newest", "unread"):
        numbers = in_order(shelf, sort, read)
        assert sorted(numbers) == list(range(count))
        documents = [number for number in numbers if shelf.names[number] not in shelf.errors]
        assert numbers[: len(documents)] == documents
    days = [shelf.days[number] for number in in_order(shelf, "newest", read) if shelf.names[number] not in shelf.errors]
    assert days == sorted(days, reverse=True)
    unread = [shelf.ids[number] in read for number in in_order(shelf, "unread", read)][: len(shelf)]
    assert unread == sorted(unread)


def test_what_is_known_is_taken_over_when_files_come_and_go() -> None:
    before = shelf_of(60)
    after = Shelf(["0.txt", "new.txt", "57.txt"], before)
    assert [after.title(name) for name in after.names] == ["Title 0", "new.txt", "Title 57"]
    assert "57.txt" in after.errors
    assert len(after) == 2


@pytest.mark.parametrize(
    ("before", "now", "offset", "expected"),
    [
        ("one two three", "one two three four", 4, 4),
        ("one two three", "zero one two three", 4, 9),
        ("one two three", "1 2 3", 8, 5),
        ("one two three", "", 8, 0),
        ("one two three", "one two three", 13, 13),
    ],
)
def test_a_place_is_found_again_in_a_changed_text(before: str, now: str, offset: int, expected: int) -> None:
    assert place_in(before, now, offset) == expected


async def test_a_thread_that_comes_too_late_draws_nothing(newsroom: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with opened(newsroom) as (pilot, screen):
        await until(lambda: not screen.session.is_building, pilot)
        drawn: list[str] = []
        await asyncio.to_thread(pilot.app.call_from_thread, drawn.append, "in time")
        with monkeypatch.context() as closing:
            closing.setattr(pilot.app, "_running", False)
            await asyncio.to_thread(pilot.app.call_from_thread, drawn.append, "too late")
        assert drawn == ["in time"]
