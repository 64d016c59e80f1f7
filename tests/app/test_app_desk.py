"""Stories of the entity desk and the queue: what a person decides, and how it is undone."""

import json
from pathlib import Path

import pytest
from newsroom_support import about, footer, known, names_of, page_of, read_all, top
from tests_support import opened, screen_text, until
from textual.widgets import Input

from reader.app.screens.likely import LikelyScreen
from reader.app.screens.pick import PickScreen
from reader.app.screens.who import WhoScreen
from reader.corpus import FolderEntity, Listed, Occurrence, Suggestion
from reader.text.mention import Mention


async def test_a_name_under_the_cursor_is_rejected_with_one_key_and_comes_back_with_one(newsroom: Path) -> None:
    async with opened(newsroom) as (pilot, screen):
        await read_all(pilot, screen)
        screen.view.jump(screen.view.text.index("Lagos"))
        await pilot.press("x")
        assert "Lagos" not in names_of(screen)
        assert screen.mentions.at(screen.view.cursor) == []
        await pilot.press("J")
        await until(lambda: screen.mentions.items, pilot)
        assert "Lagos" not in names_of(screen)
        await pilot.press("u")
        assert "Lagos" in names_of(screen)
    lines = (newsroom / ".reader" / "notebook.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["op"] for line in lines] == ["entity", "undo"]


async def test_in_a_long_text_names_are_arranged_in_a_thread_and_decided_all_the_same(
    newsroom: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reader.app.screens.dating._LONG", 0)
    async with opened(newsroom) as (pilot, screen):
        await read_all(pilot, screen)
        screen.view.jump(screen.view.text.index("Lagos"))
        await pilot.press("x")
        await until(lambda: "Lagos" not in names_of(screen), pilot)
        await pilot.press("J", "u")
        await until(lambda: "Lagos" in names_of(screen), pilot)
        assert screen.document is not None
        assert screen.document.name == "2024-11-02 inquiry.txt"


async def test_a_name_is_called_otherwise_everywhere_and_marked_as_decided(newsroom: Path) -> None:
    async with opened(newsroom) as (pilot, screen):
        await read_all(pilot, screen)
        screen.view.jump(screen.view.text.index("Lagos"))
        await pilot.press("r")
        await until(lambda: pilot.app.screen.query("#answer"), pilot)
        pilot.app.screen.query_one(Input).value = "The old harbour"
        await pilot.press("enter")
        await until(lambda: "The old harbour" in names_of(screen), pilot)
        await pilot.pause()
        assert "✓ The old harbour" in screen_text(screen)
        screen.redraw()
        assert about(screen).strip().startswith("✓ The old harbour")
        await pilot.press("J")
        await until(lambda: screen.mentions.items, pilot)
        assert "The old harbour" in names_of(screen)
    async with opened(newsroom) as (pilot, screen):
        await until(lambda: "The old harbour" in names_of(screen), pilot)


async def test_a_name_is_given_another_kind_by_one_more_key(newsroom: Path) -> None:
    async with opened(newsroom) as (pilot, screen):
        await read_all(pilot, screen)
        page = await page_of(pilot, screen, "Amara Okafor")
        await pilot.press("R", "q")
        assert pilot.app.screen is page
        await pilot.press("R")
        await top(pilot, PickScreen)
        await pilot.press("2")
        await until(lambda: page._entity and page._entity.kind == "organization", pilot)
        await pilot.pause()
        assert "✓ by you" in screen_text(page)
        await pilot.press("q")
        await until(lambda: pilot.app.screen is screen, pilot)
        assert names_of(screen)["Amara Okafor"] == "organization"


async def test_one_document_is_about_another_person_of_that_name(newsroom: Path) -> None:
    async with opened(newsroom) as (pilot, screen):
        await read_all(pilot, screen)
        page = await page_of(pilot, screen, "Amara Okafor")
        assert len(page.lines) == 3
        await pilot.press("G", "S")
        await until(lambda: len(page.lines) == 2, pilot)
        assert [entity.mentions for entity in screen.session.who_is_who().matching("Amara Okafor")] == [2, 1]
        await pilot.press("u")
        await until(lambda: len(page.lines) == 3, pilot)


async def test_a_page_whose_name_was_rejected_says_so_and_brings_it_back(newsroom: Path) -> None:
    async with opened(newsroom) as (pilot, screen):
        await read_all(pilot, screen)
        page = await page_of(pilot, screen, "Amara Okafor")
        await pilot.press("x")
        await until(lambda: not page.lines, pilot)
        await pilot.pause()
        assert "no entity, by you" in screen_text(page)
        await pilot.press("x")
        await until(lambda: page.lines, pilot)


async def test_a_selection_is_always_marked(newsroom: Path) -> None:
    async with opened(newsroom) as (pilot, screen):
        await read_all(pilot, screen)
        await pilot.press("J", "J")
        await until(lambda: screen.mentions.items, pilot)
        screen.view.jump(screen.view.text.index("report"))
        await pilot.press("v", *["right"] * 5)
        await pilot.pause()
        assert "A always mark" in footer(screen)
        await pilot.press("A")
        await top(pilot, PickScreen)
        assert "“report”" in screen_text(pilot.app.screen)
        await pilot.press("7")
        await until(lambda: names_of(screen).get("report") == "work", pilot)
        marked = [item.mention for item in screen.mentions.items if item.mention.text == "report"]
        assert [mention.start for mention in marked] == [
            at for at in range(len(screen.view.text)) if screen.view.text.startswith("report", at)
        ]
        assert screen.view.selecting_from is None
        decided = screen.view._style(frozenset({"work", "decided"}), screen.view.rich_style)
        assert decided != screen.view._style(frozenset({"work"}), screen.view.rich_style)
        await pilot.press("u")
        assert "report" not in names_of(screen)


async def test_a_name_is_merged_where_it_stands_with_one_that_is_chosen(newsroom: Path) -> None:
    async with opened(newsroom) as (pilot, screen):
        await read_all(pilot, screen)
        screen.view.jump(screen.view.text.index("Rana Ahmed"))
        await pilot.press("M")
        listed = await top(pilot, WhoScreen)
        await pilot.press(*"amara")
        await until(lambda: [entity.name for entity in listed._answer.entities] == ["Amara Okafor"], pilot)
        await pilot.press("enter")
        await until(lambda: pilot.app.screen is screen, pilot)
        await until(lambda: len({"Rana Ahmed", "Amara Okafor"} & set(names_of(screen))) == 1, pilot)


async def test_a_decision_that_cannot_be_written_is_said_and_changes_nothing(
    newsroom: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(newsroom) as (pilot, screen):
        await read_all(pilot, screen)

        def full(*_arguments: object, **_others: object) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr("reader.notebook.log.append", full)
        screen.view.jump(screen.view.text.index("Lagos"))
        await pilot.press("x")
        await pilot.pause()
        assert "Lagos" in names_of(screen)
        assert any("No space left" in str(toast.message) for toast in pilot.app._notifications)


async def test_desk_keys_where_no_name_is_say_so(newsroom: Path) -> None:
    async with opened(newsroom) as (pilot, screen):
        await read_all(pilot, screen)
        screen.view.jump(screen.view.text.index("nobody"))
        for key in ("x", "r", "R", "M", "S"):
            await pilot.press(key)
            assert "no name here" in about(screen)
        assert screen.session.notebook.entity_decisions == ()


async def test_likely_merges_are_answered_with_yes_no_and_later_and_undone(newsroom: Path) -> None:
    for number, (one, other) in enumerate(
        (("Tomas Lindqvist", "Tomas Lindqvits"), ("Clara Hoffmann", "Clara Hofmann"))
    ):
        for name in (one, other):
            text = f"A story\n\n{name} came to Lagos. Nobody greeted {name}.\n"
            (newsroom / f"2025-02-0{number + 1} {name}.txt").write_text(text, encoding="utf-8")
    async with opened(newsroom) as (pilot, screen):
        await read_all(pilot, screen)
        await pilot.press("L")
        queue = await top(pilot, LikelyScreen)
        await until(lambda: queue.queue, pilot)
        await pilot.pause()
        pair = queue.asked
        assert pair is not None
        shown = screen_text(queue)
        assert pair.first.name in shown
        assert pair.second.name in shown
        assert pair.why in shown
        count = len(known(screen))
        await pilot.press("y")
        assert len(known(screen)) == count - 1
        await pilot.press("u")
        assert len(known(screen)) == count
        assert queue.asked is pair
        await pilot.press("n")
        assert len(known(screen)) == count
        names = [{s.first.name, s.second.name} for s in screen.session.who_is_who().suggestions()]
        assert {pair.first.name, pair.second.name} not in names
        await pilot.press("left", "space", "escape")
        assert pilot.app.screen is screen


def test_what_other_answers_made_one_is_not_asked_about() -> None:
    one, other, third = (
        FolderEntity(key, key, "person", (), 1, ("a.txt",), None, None, by_hand=False, names=(("person", key),))
        for key in "ABC"
    )
    line = Occurrence(Listed(1, "a.txt", "A", None, "", 5, ""), Mention(0, 1, "person", "A"), "", "")
    queue = LikelyScreen(None)  # type: ignore[arg-type]
    queue.queue = [Suggestion(*pair, "", (line, line)) for pair in ((one, other), (other, third), (one, third))]
    queue.at = 2
    queue.answers = {0: "same", 1: "same"}
    assert queue._is_settled()
    queue.answers = {0: "same", 1: "apart"}
    assert not queue._is_settled()
