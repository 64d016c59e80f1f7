"""Stories of who is who: the list, the page of a name, the sidebar, and screens of every size."""

from pathlib import Path

import pytest
from newsroom_support import STORIES, footer, known, names_of, page_of, read_all, top, who
from tests_support import export_planned, opened, screen_text, until
from textual.widgets import Input

from reader.app.offering import offers
from reader.app.screens.entity import EntityScreen
from reader.app.screens.pick import PickScreen
from reader.app.widgets.row_list import LazyRows
from reader.text.mention import ENTITY_KINDS


async def test_the_page_shows_every_mention_of_the_folder_and_who_stands_beside(newsroom: Path) -> None:
    async with opened(newsroom) as (pilot, screen):
        await read_all(pilot, screen)
        page = await page_of(pilot, screen, "Rana Ahmed")
        await until(lambda: page._others, pilot)
        await pilot.pause()
        shown = screen_text(page)
        for expected in ("Rana Ahmed", "person", "4 mentions in 3 documents", "first seen 2024-09-12, last 2025-01-09"):
            assert expected in shown
        assert "Sep 2024 █·▄·▄ Jan 2025" in shown
        assert "a guess" in shown
        assert "4 lines by date" in shown
        assert {"Amara Okafor", "Daniel Reyes", "Lagos", "Geneva"} == {other.entity.name for other in page._others}


async def test_mentions_stand_below_each_other_in_the_middle(newsroom: Path) -> None:
    async with opened(newsroom) as (pilot, screen):
        await read_all(pilot, screen)
        page = await page_of(pilot, screen, "Rana Ahmed")
        width = page.rows.size.width
        rows = ["".join(segment.text for segment in page.rows.render_line(y))[:width] for y in range(4)]
        columns = {row.rindex("Rana Ahmed") for row in rows}
        assert len(columns) == 1
        assert width // 4 < columns.pop() < width * 3 // 5


async def test_lines_are_sorted_by_what_stands_before_and_after_by_date_and_document(newsroom: Path) -> None:
    async with opened(newsroom) as (pilot, screen):
        await read_all(pilot, screen)
        page = await page_of(pilot, screen, "Rana Ahmed")

        def after() -> list[str]:
            return [page.lines[key].after.split()[0] for key in page.rows.keys]

        by_date = after()
        assert by_date == ["said", ".", "answered", "read"]
        await pilot.press(">")
        assert after() == sorted(after(), key=str.casefold)
        assert "by what stands after" in screen_text(page)
        await pilot.press("<")
        before = [page.lines[key].before.split()[-1].strip(".").casefold() for key in page.rows.keys]
        assert before == sorted(before)
        await pilot.press("o", "o")
        titles = [page.lines[key].document.title for key in page.rows.keys]
        assert titles == sorted(titles)
        await pilot.press("o")
        assert after() == by_date


async def test_a_line_opens_its_passage_and_leads_back_to_the_page_as_it_was(newsroom: Path) -> None:
    async with opened(newsroom) as (pilot, screen):
        await read_all(pilot, screen)
        page = await page_of(pilot, screen, "Amara Okafor")
        start = screen.view.cursor
        await pilot.press(">", "space", "down")
        chosen, marked = page.rows.key, page.rows.marked
        line = page.lines[chosen]
        await pilot.press("enter")
        await until(lambda: pilot.app.screen is screen, pilot)
        assert screen.document is not None
        assert (screen.document.name, screen.view.cursor) == (line.document.name, line.mention.start)
        await pilot.press("ctrl+o")
        again = await top(pilot, EntityScreen)
        await until(lambda: again.lines, pilot)
        assert (again.rows.key, again.rows.marked, again.page.order) == (chosen, marked, "right")
        await pilot.press("ctrl+o")
        await until(lambda: pilot.app.screen is screen, pilot)
        assert (screen.document.name, screen.view.cursor) == ("2024-09-12 fire.txt", start)


async def test_the_sentence_of_two_names_is_one_key_away_and_opens(newsroom: Path) -> None:
    async with opened(newsroom) as (pilot, screen):
        await read_all(pilot, screen)
        page = await page_of(pilot, screen, "Rana Ahmed")
        await until(lambda: page._others, pilot)
        await pilot.press("tab")
        await pilot.pause()
        other = page._other
        assert other is not None
        assert other.sentence in screen_text(page).replace("\n", " ")
        await pilot.press("p")
        await until(lambda: pilot.app.screen is screen, pilot)
        assert screen.view.cursor == other.example.mention.start


async def test_marked_lines_are_highlighted_together_and_undone_together(newsroom: Path) -> None:
    async with opened(newsroom) as (pilot, screen):
        await read_all(pilot, screen)
        page = await page_of(pilot, screen, "Rana Ahmed")
        await pilot.press("a")
        assert len(page.rows.marked) == 4
        await pilot.press("2")
        marks = screen.session.notebook.highlights
        assert {mark.colour for mark in marks} == {"green"}
        assert {mark.name for mark in marks} == set(STORIES)
        assert all("Rana Ahmed" in mark.anchor.exact for mark in marks)
        await pilot.press("u")
        assert screen.session.notebook.highlights == ()
        await pilot.press("space", "E")
        await export_planned(pilot)
        assert len(screen.session.notebook.highlights) == 1
        await pilot.press("enter")
        await until((newsroom.parent / "reader-export" / "2024-09-12 fire.md").exists, pilot)


async def test_ten_thousand_lines_are_made_only_where_they_are_seen(
    newsroom: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(5):
        text = f"Story {number}.\n\n" + "Amara Okafor came to Lagos and left again.\n\n" * 2000
        (newsroom / f"long {number}.txt").write_text(text, encoding="utf-8")
    async with opened(newsroom) as (pilot, screen):
        await until(lambda: not screen.session.is_building, pilot)
        page = await page_of(pilot, screen, "Amara Okafor")
        await until(lambda: len(page.lines) > 10_000, pilot)
        await until(lambda: "right" in page._orders, pilot)
        made = []
        original = LazyRows.__getitem__
        monkeypatch.setattr(LazyRows, "__getitem__", lambda self, at: made.append(at) or original(self, at))
        await pilot.press("pagedown", "G", ">")
        await pilot.pause()
        assert 0 < len(made) < 10 * page.size.height


async def test_the_list_is_filtered_by_names_and_kinds_and_opens_pages(newsroom: Path) -> None:
    async with opened(newsroom) as (pilot, screen):
        await read_all(pilot, screen)
        listed = await who(pilot, screen)
        assert "People" in screen_text(listed)
        await pilot.press(*"place")
        await until(lambda: len(listed.results.keys) == 2, pilot)
        assert {"Lagos", "Geneva"} == {entity.name for entity in listed._answer.entities}
        listed.query_one(Input).value = ""
        await pilot.press(*"okafor")
        await until(lambda: [entity.name for entity in listed._answer.entities] == ["Amara Okafor"], pilot)
        await pilot.press("enter")
        page = await top(pilot, EntityScreen)
        await until(lambda: page.lines, pilot)
        await pilot.press("enter")
        await until(lambda: pilot.app.screen is screen, pilot)
        assert screen.view.text[screen.view.cursor :].startswith("Amara Okafor")


async def test_two_names_are_merged_from_the_list_with_two_keys_and_undone_with_one(newsroom: Path) -> None:
    async with opened(newsroom) as (pilot, screen):
        await read_all(pilot, screen)
        listed = await who(pilot, screen)
        before = known(screen)
        assert {"Rana Ahmed", "Amara Okafor"} <= before
        await pilot.press("tab")
        listed.results.point_at(next(key for key in listed.results.keys if "Rana" in key))
        await pilot.press("space")
        listed.results.point_at(next(key for key in listed.results.keys if "Amara" in key))
        await pilot.press("M")
        await until(lambda: len(listed._answer.entities) == len(before) - 1, pilot)
        await pilot.pause()
        assert "are one; u takes it back" in screen_text(listed)
        assert "✓" in screen_text(listed)
        assert len(known(screen)) == len(before) - 1
        await pilot.press("escape")
        await until(lambda: len({"Rana Ahmed", "Amara Okafor"} & set(names_of(screen))) == 1, pilot)
        await pilot.press("u")
        await until(lambda: {"Rana Ahmed", "Amara Okafor"} <= set(names_of(screen)), pilot)
        assert known(screen) == before


async def test_what_was_rejected_is_listed_and_brought_back(newsroom: Path) -> None:
    async with opened(newsroom) as (pilot, screen):
        await read_all(pilot, screen)
        listed = await who(pilot, screen)
        await pilot.press(*"lagos")
        await until(lambda: len(listed.results.keys) == 1, pilot)
        await pilot.press("tab", "x")
        await until(lambda: listed._answer.rejected, pilot)
        await pilot.pause()
        assert "Not entities, as you said" in screen_text(listed)
        assert "Lagos" not in known(screen)
        await pilot.press("x")
        await until(lambda: not listed._answer.rejected, pilot)
        assert "Lagos" in known(screen)


async def test_the_keys_that_work_now_stand_in_the_footer(newsroom: Path) -> None:
    async with opened(newsroom) as (pilot, screen):
        await read_all(pilot, screen)
        assert "e who" in footer(screen)
        listed = await who(pilot, screen)
        assert "M merge" not in footer(listed)
        await pilot.press("down")
        await pilot.pause()
        assert "M merge" in footer(listed)
        assert "x not an entity" in footer(listed)
        await pilot.press("/")
        await pilot.pause()
        assert "M merge" not in footer(listed)
        await pilot.press("x")
        assert listed.typed == "x"


async def test_names_of_the_document_are_filtered_as_one_types(newsroom: Path) -> None:
    async with opened(newsroom) as (pilot, screen):
        await read_all(pilot, screen)
        await pilot.press("f", *"oka")
        await pilot.pause()
        rows = screen.rows("entities")
        assert [screen.mentions.entities[key].name for key in rows.keys] == ["Amara Okafor"]
        await pilot.press("enter")
        assert rows.has_focus
        await pilot.pause()
        assert "enter next mention" in footer(screen)
        await pilot.press("f", *["backspace"] * 3, *"zzz")
        assert "No name with “zzz”" in screen_text(screen)
        await pilot.press("escape")
        assert screen.view.has_focus
        assert len(rows.keys) == len(screen.mentions.entities)


async def test_the_page_of_a_row_of_the_sidebar_opens(newsroom: Path) -> None:
    async with opened(newsroom) as (pilot, screen):
        await read_all(pilot, screen)
        rows = screen.rows("entities")
        rows.focus()
        rows.point_at(next(key for key in rows.keys if "Lagos" in key))
        await pilot.press("e")
        page = await top(pilot, EntityScreen)
        await until(lambda: page.lines, pilot)
        assert "Lagos" in screen_text(page).splitlines()[1]


async def test_every_kind_and_what_was_decided_look_different_without_colour(
    newsroom: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with opened(newsroom) as (_pilot, screen):
        looks = {}
        for tags in (*({kind} for kind in (*ENTITY_KINDS, "date")), {"money", "decided"}, set()):
            style = screen.view._style(frozenset(tags), screen.view.rich_style)
            looks[tuple(tags)] = (style.bold, style.italic, style.underline, style.dim, style.underline2)
        assert len(set(looks.values())) == len(looks)


@pytest.mark.parametrize("size", [(120, 36), (80, 24), (60, 20), (40, 12), (20, 6)])
async def test_every_size_shows_lists_and_pages_and_nothing_runs_over_the_edge(
    newsroom: Path, size: tuple[int, int]
) -> None:
    async with opened(newsroom, size) as (pilot, screen):
        await read_all(pilot, screen)
        page = await page_of(pilot, screen, "Rana Ahmed")
        for keys in (("tab",), ("tab",), ("escape", "g", "e"), ("down", "space"), ("L",), ("escape", "R")):
            await pilot.press(*keys)
            await pilot.pause()
            assert all(strip.cell_length <= size[0] for strip in pilot.app.screen._compositor.render_strips())
        assert page is not pilot.app.screen


async def test_hostile_names_are_shown_as_they_are_and_do_nothing(newsroom: Path) -> None:
    evil = "[/] [@click=app.quit]Mallory[/] \x1b[2J\u202e"
    (newsroom / "evil.txt").write_text(f"Title\n\nAmara Okafor met {evil} in Lagos.\n", encoding="utf-8")
    async with opened(newsroom) as (pilot, screen):
        await read_all(pilot, screen)
        screen.open("evil.txt")
        await until(lambda: screen.mentions.items, pilot)
        start = screen.view.text.index("[/]")
        screen.view.jump(start)
        await pilot.press("v")
        screen.view.move_to(start + len(evil) - 1)
        await pilot.press("A")
        await top(pilot, PickScreen)
        await pilot.press("1")
        await until(lambda: any("Mallory[/]" in name for name in names_of(screen)), pilot)
        screen.view.jump(start)
        await pilot.press("e")
        page = await top(pilot, EntityScreen)
        await until(lambda: page.lines, pilot)
        for keys in ((), ("tab",), ("tab", "S"), ("R",), ("escape", "r"), ("escape", "M"), ("escape", "x")):
            await pilot.press(*keys)
            await pilot.pause()
            shown = screen_text(pilot.app.screen)
            assert not [c for c in shown if (ord(c) < 32 and c != "\n") or 0x7F <= ord(c) < 0xA0 or c == "\u202e"]
        assert pilot.app.is_running
        assert "[@click=app.quit]" in screen_text(page)


async def test_the_palette_offers_what_the_screen_on_top_can_do(newsroom: Path) -> None:
    async with opened(newsroom) as (pilot, screen):
        await read_all(pilot, screen)
        commands = {offer.label for offer in offers(screen) if offer.action}
        assert {"Merge", "Not an entity", "Always mark", "Likely merges"} <= commands
        page = await page_of(pilot, screen, "Rana Ahmed")
        offered = {offer.label: offer for offer in offers(page) if offer.action}
        assert {"By right", "Merge", "Export", "Mark"} <= set(offered)
        await offered["By right"].run(page)
        assert page.page.order == "right"
        await offered["Mark"].run(page)
        assert len(page.rows.marked) == 1
