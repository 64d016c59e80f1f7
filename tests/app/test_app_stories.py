"""Stories of one person at the keyboard, from the first screen to the exported quote."""

import json
import re
import sys
from pathlib import Path

import pytest
from newsroom_support import about
from tests_support import export_planned, opened, screen_text, until
from textual.widgets import Input, TextArea

from reader.app.screens.search import SearchScreen
from reader.search import find


async def test_the_first_screen_shows_document_text_people_and_dates(sample: Path) -> None:
    async with opened(sample) as (pilot, screen):
        await pilot.pause()
        shown = screen_text(screen)
        for expected in (
            "2025-02-01",
            "The Ministry of External Affairs said",
            "Tahawwur Rana",
            "People",
            "2025-01-31",
        ):
            assert expected in shown


async def test_a_date_under_the_cursor_shows_its_reading_and_the_reason(sample: Path) -> None:
    async with opened(sample) as (pilot, screen):
        screen.view.jump(screen.view.text.index("Friday"))
        await pilot.pause()
        assert "Friday → 2025-01-31" in about(screen)
        assert "on or before 2025-02-01" in about(screen)
        assert screen.rows("dates").key == "date 2025-01-31"


async def test_choosing_a_person_goes_to_each_mention_in_turn_and_round(sample: Path) -> None:
    async with opened(sample) as (pilot, screen):
        people = screen.rows("entities")
        people.focus()
        key = next(item.key for item in screen.mentions.items if item.mention.text == "Tahawwur Rana")
        people.point_at(key)
        places = []
        mentions = [item.mention for item in screen.mentions.items if item.key == key]
        for _ in range(len(mentions) + 1):
            await pilot.press("enter")
            await pilot.pause()
            places.append(screen.view.cursor)
        assert places == [mention.start for mention in mentions] + [mentions[0].start]
        assert people.has_focus


async def test_stepping_through_mentions_and_back(sample: Path) -> None:
    async with opened(sample) as (pilot, screen):
        await pilot.press(".")
        first = screen.view.cursor
        await pilot.press(".", "comma")
        assert screen.view.cursor == first
        assert screen.view.text[first:].startswith("Ministry of External Affairs")


async def test_find_goes_to_hits_as_one_types_counts_them_and_comes_back(sample: Path) -> None:
    async with opened(sample) as (pilot, screen):
        start = screen.view.cursor
        await pilot.press("/", *"supreme court")
        await pilot.pause()
        first = screen.view.text.index("Supreme Court")
        assert screen.view.cursor == first
        assert len(screen.hits.spans) == 2
        await pilot.press("enter", "n")
        assert screen.view.cursor == screen.view.text.index("Supreme Court", first + 1)
        assert "hit 2 of 2" in about(screen)
        await pilot.press("n")
        assert screen.view.cursor == first
        await pilot.press("/", "q", "escape")
        assert screen.view.cursor == first
        await pilot.press("ctrl+o")
        assert screen.view.cursor == start


async def test_more_hits_than_are_kept_are_gone_through_all_the_same(sample: Path, monkeypatch) -> None:
    monkeypatch.setattr(sys.modules[find.__module__], "LIMIT", 1)
    async with opened(sample) as (pilot, screen):
        first, second = (found.start() for found in re.finditer("Supreme Court", screen.view.text))
        await pilot.press("/", *"Supreme", "enter")
        gone = [screen.view.cursor]
        for key in "nnNN":
            await pilot.press(key)
            gone.append(screen.view.cursor)
        assert gone == [first, second, first, second, first]
        assert "one of more than 1" in about(screen)


async def test_misspelt_names_are_found_and_open_at_the_passage(sample: Path) -> None:
    async with opened(sample) as (pilot, screen):
        await until(lambda: not screen.session.is_building, pilot)
        before = screen.view.cursor
        await pilot.press("s", *"Headly")
        search = pilot.app.screen
        assert isinstance(search, SearchScreen)
        await until(lambda: search.hits, pilot)
        await pilot.pause()
        shown = screen_text(search)
        assert "Spelt differently" in shown
        assert "headley for headly" in shown
        await pilot.press("enter")
        await pilot.pause()
        assert screen.view.text[screen.view.cursor :].startswith("Headley")
        await pilot.press("ctrl+o")
        assert screen.view.cursor == before
        await pilot.press("s", *"zzzzzz")
        await pilot.press("escape")
        assert pilot.app.screen is screen
        assert screen.view.cursor == before


async def test_a_highlight_with_a_note_survives_a_restart_and_is_exported(sample: Path, tmp_path: Path) -> None:
    async with opened(sample) as (pilot, screen):
        screen.view.jump(screen.view.text.index("He is one of"))
        await pilot.press("2", "a")
        await until(lambda: pilot.app.screen.query(TextArea), pilot)
        await pilot.press(*"Ask who", "escape")
        await until(lambda: pilot.app.screen is screen, pilot)
        assert [item.highlight.colour for item in screen.placed] == ["green"]
    async with opened(sample) as (pilot, screen):
        (mark,) = screen.placed
        assert mark.highlight.anchor.exact == "He is one of the main conspirators of the 26/11 attacks in Mumbai."
        assert mark.highlight.note == "Ask who"
        await pilot.press("E")
        await export_planned(pilot)
        await pilot.press("enter")
        (exported,) = [tmp_path / "reader-export" / "000_4ff1eff014d9492a.md"]
        await until(exported.exists, pilot)
        text = exported.read_text(encoding="utf-8")
        assert "> He is one of the main conspirators of the 26/11 attacks in Mumbai." in text
        assert "**Note.** Ask who" in text
        assert "“26/11” → 2008-11-26" in text


async def test_selection_colour_delete_and_undo(sample: Path) -> None:
    async with opened(sample) as (pilot, screen):
        screen.view.jump(screen.view.text.index("US Supreme Court declined"))
        await pilot.press("v", "w", "w", "shift+left", "shift+left")
        await pilot.pause()
        assert "SELECT" in screen_text(screen)
        await pilot.press("enter")
        (mark,) = screen.placed
        assert mark.highlight.anchor.exact == "US Supreme"
        assert screen.view.selecting_from is None
        screen.view.jump(mark.placement.start)
        await pilot.press("4")
        assert screen.placed[0].highlight.colour == "pink"
        await pilot.press("d")
        assert screen.placed == []
        await pilot.press("u")
        assert screen.placed[0].highlight.colour == "pink"
        await pilot.press("u", "u")
        assert screen.placed == []


async def test_overlapping_highlights_are_both_kept_and_drawn(sample: Path) -> None:
    async with opened(sample) as (pilot, screen):
        screen.view.jump(screen.view.text.index("He is one of"))
        await pilot.press("1", "v", "w", "w", "3")
        assert len(screen.placed) == 2
        row = screen.view.rows.row_of(screen.view.cursor)
        strip = screen.view.render_line(row - screen.view.scroll_offset.y)
        backgrounds = {segment.style.bgcolor.name for segment in strip if segment.style and segment.style.bgcolor}
        assert len(backgrounds) >= 3


async def test_every_kind_looks_different_without_colour(sample: Path) -> None:
    async with opened(sample) as (_pilot, screen):
        looks = {}
        for kind in ("person", "organization", "place", "nationality", "event", "date"):
            style = screen.view._style(frozenset({kind}), screen.view.rich_style)
            looks[kind] = (style.bold, style.italic, style.underline)
        assert len(set(looks.values())) == len(looks)
        assert (None, None, None) not in looks.values()


@pytest.mark.parametrize("size", [(120, 36), (80, 24), (60, 20), (40, 12), (20, 6)])
async def test_every_size_shows_text_and_nothing_runs_over_the_edge(sample: Path, size: tuple[int, int]) -> None:
    async with opened(sample, size) as (pilot, screen):
        for keys in ((), ("i",), ("escape", "t"), ("escape", "z"), ("?",), ("escape", "s"), ("escape",)):
            await pilot.press(*keys)
            await pilot.pause()
            top = pilot.app.screen
            assert all(strip.cell_length <= size[0] for strip in top._compositor.render_strips())
        assert screen.view.size.width >= min(size[0], 20)


async def test_narrow_screens_show_panes_over_the_text_on_demand(sample: Path) -> None:
    async with opened(sample, (60, 20)) as (pilot, screen):
        assert not screen.query_one("#left").display
        assert not screen.query_one("#right").display
        await pilot.press("i")
        await pilot.pause()
        assert "Tahawwur Rana" in screen_text(screen)
        assert screen.rows("entities").has_focus
        await pilot.press("down", "enter")
        await pilot.pause()
        assert not screen.query_one("#right").display
        assert screen.view.has_focus


async def test_an_empty_folder_says_what_to_do(sample: Path) -> None:
    empty = sample.parent / "empty"
    empty.mkdir()
    (empty / "photo.jpg").write_bytes(b"\xff\xd8")
    async with opened(empty) as (pilot, screen):
        await pilot.pause()
        shown = screen_text(screen)
        assert "No documents in" in shown
        assert "1 file of other kinds (1 .jpg)" in shown
        await pilot.press("J", "K", "n", ".", "enter", "a", "d", "u", "s", "escape", "E", "/", "x", "enter", "m", "tab")
        assert pilot.app.is_running


async def test_a_file_that_vanishes_or_is_no_text_is_explained(sample: Path) -> None:
    (sample / "a picture.txt").write_bytes(b"\0\1\2" * 100)
    (sample / "gone.txt").write_text("Soon gone.", encoding="utf-8")
    async with opened(sample) as (pilot, screen):
        await until(lambda: not screen.session.is_building and screen.session.shelf.errors.get("a picture.txt"), pilot)
        await pilot.pause()
        assert "✗a picture.txt" in screen_text(screen)
        assert "\n binary" in screen_text(screen)
        (sample / "gone.txt").unlink()
        assert not screen.open("gone.txt")
        await pilot.pause()
        assert screen.document is not None
        assert screen.document.name.startswith("000_")


async def test_hostile_names_and_texts_are_shown_harmless(sample: Path) -> None:
    evil = "\x1b]52;c;ZXZpbA==\x07 [/] [@click=app.quit]x[/] \x9b31m \u202e"
    (sample / "a[b]c[@click=app.quit]\x1b[2J.txt").write_text(
        f"Title {evil}\n\nText {evil} by Maria Lopez on Friday.", encoding="utf-8"
    )
    async with opened(sample) as (pilot, screen):
        await pilot.press("v", "V", "enter", "a")
        await until(lambda: pilot.app.screen.query(TextArea), pilot)
        await pilot.press("escape")
        await until(lambda: pilot.app.screen is screen, pilot)
        await pilot.press("m", "tab", "s", *"evil")
        await pilot.pause()
        for _ in range(2):
            shown = screen_text(pilot.app.screen)
            assert not [c for c in shown if (ord(c) < 32 and c != "\n") or 0x7F <= ord(c) < 0xA0 or c == "\u202e"]
            await pilot.press("escape")
        assert "␛" in screen_text(screen)


async def test_a_notebook_that_cannot_be_written_is_said_and_nothing_is_shown_as_saved(
    sample: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(sample) as (pilot, screen):

        def full(*_arguments: object, **_others: object) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr("reader.notebook.log.append", full)
        await pilot.press("enter")
        await pilot.pause()
        assert screen.placed == []
        assert any("No space left" in str(toast.message) for toast in pilot.app._notifications)


async def test_the_palette_runs_actions_by_name(sample: Path) -> None:
    async with opened(sample) as (pilot, screen):
        await pilot.press("ctrl+p")
        await until(lambda: pilot.app.screen is not screen, pilot)
        await pilot.press(*"text end")
        await pilot.press("escape")
        await until(lambda: pilot.app.screen is screen, pilot)
        await screen.action_perform("text_end")
        assert screen.view.cursor == len(screen.view.text)


async def test_documents_keep_their_place_and_jumps_lead_back(sample: Path) -> None:
    (sample / "second.txt").write_text("Amara Okafor met the mayor of Lagos.\n" * 40, encoding="utf-8")
    async with opened(sample) as (pilot, screen):
        await pilot.press("G")
        end = screen.view.cursor
        await pilot.press("J")
        assert screen.document is not None
        assert screen.document.name == "second.txt"
        await pilot.press("K")
        assert screen.view.cursor == end
        await pilot.press("ctrl+o")
        assert screen.document.name == "second.txt"
        await pilot.press("alt+right")
        assert screen.document.name.startswith("000_")


async def test_holding_keys_and_resizing_while_reading_breaks_nothing(sample: Path) -> None:
    async with opened(sample) as (pilot, screen):
        for size in ((30, 10), (200, 50), (80, 24)):
            await pilot.press(*["down"] * 30, *["}"] * 5, *["pagedown"] * 5, *["("] * 5, *["b"] * 10)
            await pilot.resize_terminal(*size)
            await pilot.press("+", "-", "-", "pageup", "l", "h")
        assert 0 <= screen.view.cursor <= len(screen.view.text)


async def test_a_long_text_draws_only_the_rows_in_sight(sample: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    long = sample.parent / "long"
    long.mkdir()
    (long / "long.txt").write_text("Nothing much at all happened in Lagos. " * 4000, encoding="utf-8")
    async with opened(long) as (pilot, screen):
        drawn: list[int] = []
        original = type(screen.view).render_line

        def counted(self: object, y: int) -> object:
            drawn.append(y)
            return original(self, y)

        monkeypatch.setattr(type(screen.view), "render_line", counted)
        await pilot.press("pagedown")
        await pilot.pause()
        assert 0 < len(drawn) <= 4 * screen.view.size.height
        assert len(screen.view.rows) > 1000


async def test_the_notebook_is_plain_lines_of_json(sample: Path) -> None:
    async with opened(sample) as (pilot, _screen):
        await pilot.press("enter")
    lines = (sample / ".reader" / "notebook.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["op"] for line in lines] == ["add"]


async def test_what_is_typed_into_the_search_is_never_taken_for_commands(sample: Path) -> None:
    async with opened(sample) as (pilot, screen):
        await pilot.press("s")
        search = pilot.app.screen
        for typed in (
            '"',
            "(",
            "AND",
            "*",
            "a/b",
            "C++",
            "o'clock",
            "-",
            "~",
            "col:x",
            "'; DROP TABLE",
            "rana-minister",
            "x" * 500,
        ):
            search.query_one(Input).value = typed
            await pilot.pause()
        await pilot.press("escape")
        assert pilot.app.screen is screen
