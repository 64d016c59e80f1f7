"""Stories of the list of all marks of a folder."""

from pathlib import Path

import pytest
from marks_support import FIRE, INQUIRY, REPORT, listed, mark, marked_newsroom, notebook_of, passages, typed
from newsroom_support import footer
from tests_support import opened, screen_text, until
from textual.widgets import Input

from reader.app.marks import Marks
from reader.app.screens.marks import MarksScreen
from reader.app.shelf import Shelf
from reader.app.widgets.row_list import LazyRows
from reader.app.widgets.tag_field import TagField
from reader.app.widgets.text_view import TextView


async def test_all_marks_are_listed_by_document_with_notes_and_tags(newsroom: Path) -> None:
    marked_newsroom(newsroom)
    async with opened(newsroom) as (pilot, screen):
        marks = await listed(pilot, screen)
        await pilot.pause()
        shown = screen_text(marks)
        for expected in (
            "4 marks",
            "by document",
            "2024-09-12  Fire at the harbour",
            "1  Amara Okafor said nobody was hurt.",
            "4* Rana Ahmed said the damage was great.",
            "How great? Ask Zoë.  #question #fire",
            "3  Daniel Reyes asked",
        ):
            assert expected in shown
        assert len(passages(marks)) == 4


async def test_the_list_follows_what_is_typed_and_counts(newsroom: Path) -> None:
    marked_newsroom(newsroom)
    async with opened(newsroom) as (pilot, screen):
        marks = await listed(pilot, screen)
        assert await typed(pilot, marks, "rana") == [
            "Rana Ahmed said the damage was great.",
            "Rana Ahmed read the report in Geneva.",
        ]
        assert "2 of 4 marks" in screen_text(marks)
        assert await typed(pilot, marks, "zoe") == ["Rana Ahmed said the damage was great."]
        assert await typed(pilot, marks, "dammage") == ["Rana Ahmed said the damage was great."]
        assert "shown is “damage”" in screen_text(marks)
        assert await typed(pilot, marks, "nothing at all") == []
        assert "tag:evidence" in screen_text(marks)
        assert await typed(pilot, marks, "") == passages(marks)
        assert len(passages(marks)) == 4


async def test_the_passage_is_shown_in_its_text_with_its_note(newsroom: Path) -> None:
    marked_newsroom(newsroom)
    async with opened(newsroom) as (pilot, screen):
        marks = await listed(pilot, screen)
        await typed(pilot, marks, "damage")
        view = marks.query_one("#preview", TextView)
        await until(lambda: view.text, pilot)
        await pilot.pause()
        assert view.text[view.cursor :].startswith("Rana Ahmed said the damage")
        assert {(each.colour, each.has_note) for each in view._marked} == {("yellow", False), ("pink", True)}
        assert "Ask Zoë." in str(marks.query_one("#preview-note").content)


async def test_a_mark_opens_in_its_text_and_leads_back_to_the_list_as_it_was(newsroom: Path) -> None:
    marked_newsroom(newsroom)
    async with opened(newsroom) as (pilot, screen):
        marks = await listed(pilot, screen)
        await typed(pilot, marks, "rana")
        await pilot.press("tab", "space")
        chosen = marks._shown[marks.results.key]
        assert chosen.name == REPORT
        marked = marks.marks.marked
        await pilot.press("enter")
        await until(lambda: pilot.app.screen is screen, pilot)
        assert (screen.document.name, screen.view.cursor) == (REPORT, chosen.placement.start)
        await pilot.press("ctrl+o")
        await until(lambda: isinstance(pilot.app.screen, MarksScreen), pilot)
        again = pilot.app.screen
        await until(lambda: again._is_whole and again._shown_for == "rana", pilot)
        assert again.results.key == chosen.key
        assert again.marks.marked == marked
        await pilot.press("escape")
        await until(lambda: pilot.app.screen is screen, pilot)
        assert screen.document.name == FIRE


async def test_orders_come_one_after_the_other(newsroom: Path) -> None:
    marked_newsroom(newsroom)
    async with opened(newsroom) as (pilot, screen):
        marks = await listed(pilot, screen)
        seen = []
        for _ in range(5):
            await pilot.press("ctrl+t")
            await until(lambda: marks._order not in seen, pilot)
            await pilot.pause(0.05)
            seen.append(marks._order)
        assert seen == ["newest", "date", "colour", "tag", "document"]
        await pilot.press("ctrl+t")
        await until(lambda: passages(marks)[0].startswith("Rana Ahmed read"), pilot)


async def test_marked_marks_change_together_and_one_undo_takes_all_back(newsroom: Path) -> None:
    marked_newsroom(newsroom)
    async with opened(newsroom) as (pilot, screen):
        marks = await listed(pilot, screen)
        notebook = screen.session.notebook
        before = {each.id: each.colour for each in notebook.highlights}
        await pilot.press("tab", "a", "3")
        await until(lambda: {each.colour for each in notebook.highlights} == {"blue"}, pilot)
        await until(lambda: "4 marks are blue; u takes that back" in screen_text(marks), pilot)
        await pilot.press("u")
        await until(lambda: {each.id: each.colour for each in notebook.highlights} == before, pilot)
        await pilot.press("a", "d")
        await until(lambda: marks.results.is_empty, pilot)
        assert "No marks yet" in screen_text(marks)
        await pilot.press("u")
        await until(lambda: len(passages(marks)) == 4, pilot)


async def test_a_note_is_written_on_the_mark_at_the_cursor(newsroom: Path) -> None:
    marked_newsroom(newsroom)
    async with opened(newsroom) as (pilot, screen):
        marks = await listed(pilot, screen)
        await typed(pilot, marks, "daniel")
        await pilot.press("tab", "n")
        await until(lambda: pilot.app.screen.query("#note-text"), pilot)
        await pilot.press(*"why", "escape")
        await until(lambda: pilot.app.screen is marks, pilot)
        await until(lambda: any(each.note == "why" for each in screen.session.notebook.highlights), pilot)
        await until(lambda: "3*" in screen_text(marks), pilot)


async def test_tags_that_all_marked_marks_have_are_changed_and_the_others_stay(newsroom: Path) -> None:
    marked_newsroom(newsroom)
    async with opened(newsroom) as (pilot, screen):
        marks = await listed(pilot, screen)
        await typed(pilot, marks, "rana")
        await pilot.press("tab", "a", "#")
        await until(lambda: pilot.app.screen.query(TagField), pilot)
        await pilot.press(*"story", "enter")
        await until(lambda: pilot.app.screen is marks, pilot)

        def tags() -> dict[str, tuple[str, ...]]:
            return {each.name: each.tags for each in screen.session.notebook.highlights if "Rana" in each.anchor.exact}

        await until(lambda: tags() == {FIRE: ("question", "fire", "story"), REPORT: ("evidence", "story")}, pilot)
        await pilot.press("u")
        await until(lambda: tags() == {FIRE: ("question", "fire"), REPORT: ("evidence",)}, pilot)


async def test_marked_passages_are_copied_with_their_sources(newsroom: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    marked_newsroom(newsroom)
    (newsroom / INQUIRY).unlink()
    copied: list[str] = []
    monkeypatch.setattr("reader.app.screens.changing.Changing.copy", lambda _screen, text: copied.append(text))
    async with opened(newsroom) as (pilot, screen):
        marks = await listed(pilot, screen)
        await typed(pilot, marks, "-damage")
        await pilot.press("tab", "a", "y")
        await until(lambda: copied, pilot)
        first, second, lost = copied[0].split("\n\n")
        assert first.startswith("“Amara Okafor said nobody was hurt.” — Fire at the harbour, 12 Sep 2024")
        assert second.startswith("“Rana Ahmed read the report in Geneva.” — The report, 9 Jan 2025")
        assert lost == f"“Daniel Reyes asked the first questions.” — {INQUIRY}, as it was when it was marked"


async def test_a_mark_that_another_program_deleted_is_told_and_nothing_changes(newsroom: Path) -> None:
    marked_newsroom(newsroom)
    async with opened(newsroom) as (pilot, screen):
        marks = await listed(pilot, screen)
        await pilot.press("tab", "a")
        other = notebook_of(newsroom)
        other.delete(other.highlights[0].id)
        screen.session.notebook.refresh()
        await pilot.press("2")
        await until(lambda: "deleted meanwhile" in marks.said, pilot)
        assert {each.colour for each in screen.session.notebook.highlights} > {"green"}


async def test_marks_of_a_document_that_is_gone_are_listed_last_and_say_so(newsroom: Path) -> None:
    marked_newsroom(newsroom)
    (newsroom / FIRE).unlink()
    async with opened(newsroom) as (pilot, screen):
        marks = await listed(pilot, screen)
        assert passages(marks)[-2:] == ["Amara Okafor said nobody was hurt.", "Rana Ahmed said the damage was great."]
        assert f"{FIRE}  gone" in screen_text(marks)
        assert len(await typed(pilot, marks, "is:lost")) == 2
        await pilot.press("enter")
        await pilot.pause()
        assert pilot.app.screen is marks
        assert "is not here" in screen_text(marks)


async def test_no_document_is_taken_for_gone_before_the_folder_was_looked_through(newsroom: Path) -> None:
    marked_newsroom(newsroom)
    async with opened(newsroom) as (pilot, screen):
        await until(lambda: not screen.session.is_building, pilot)
        screen.session.shelf = Shelf()
        marks = Marks(screen.session)
        assert len(marks.at_first()) == 4
        assert not any(entry.is_gone for entry in marks.gather())
        (newsroom / FIRE).unlink()
        assert {entry.name for entry in marks.gather() if entry.is_gone} == {FIRE}


async def test_marks_follow_a_document_that_was_renamed(newsroom: Path) -> None:
    marked_newsroom(newsroom)
    (newsroom / FIRE).rename(newsroom / "a fire.txt")
    async with opened(newsroom) as (pilot, screen):
        marks = await listed(pilot, screen)
        assert {entry.name for entry in marks._entries} == {"a fire.txt", INQUIRY, REPORT}
        assert not any(entry.is_gone for entry in marks._entries)


async def test_marks_of_another_program_appear_by_themselves(newsroom: Path) -> None:
    marked_newsroom(newsroom)
    async with opened(newsroom) as (pilot, screen):
        marks = await listed(pilot, screen)
        mark(newsroom, INQUIRY, "Daniel Reyes was not content.", "green")
        screen._listen()
        await until(lambda: "Daniel Reyes was not content." in passages(marks), pilot)
        await pilot.press("escape")
        await until(lambda: pilot.app.screen is screen, pilot)
        other = notebook_of(newsroom)
        for each in other.highlights:
            other.delete(each.id)
        screen._listen()
        await until(lambda: screen.placed == [], pilot)


async def test_a_change_that_is_written_when_the_list_is_closed_already_is_drawn(newsroom: Path) -> None:
    made = mark(newsroom, FIRE, "Amara Okafor said nobody was hurt.")
    async with opened(newsroom) as (pilot, screen):
        await until(lambda: len(screen.placed) == 1, pilot)
        await listed(pilot, screen)
        await pilot.press("escape")
        await until(lambda: pilot.app.screen is screen, pilot)
        # as a worker of the closed list does it, which nobody hears of
        screen.session.notebook.delete(made.id)
        assert len(screen.placed) == 1
        screen._listen()
        await until(lambda: screen.placed == [], pilot)


async def test_without_marks_the_list_tells_how_to_mark(newsroom: Path) -> None:
    async with opened(newsroom) as (pilot, screen):
        marks = await listed(pilot, screen)
        assert "enter highlights the sentence" in screen_text(marks)
        assert footer(marks).split() == ["esc", "back"]
        await pilot.press("escape")
        await until(lambda: pilot.app.screen is screen, pilot)


async def test_texts_of_marks_are_shown_as_they_are(newsroom: Path) -> None:
    (newsroom / "odd.txt").write_text("A [/] [@click=app.quit]x[/] and \x1b]0;t\x07 here.\n", encoding="utf-8")
    mark(newsroom, "odd.txt", "[/] [@click=app.quit]x[/]", note="[b]note[/", tags=("a",))
    async with opened(newsroom, (80, 24)) as (pilot, screen):
        marks = await listed(pilot, screen)
        await pilot.pause()
        shown = screen_text(marks)
        assert "[/] [@click=app.quit]x[/]" in shown
        assert "[b]note[/" in shown


async def test_only_the_rows_in_sight_of_very_many_marks_are_made(newsroom: Path) -> None:
    words = "line " * 400
    (newsroom / "long.txt").write_text(words, encoding="utf-8")
    notebook = notebook_of(newsroom)
    from reader.documents import read_document  # noqa: PLC0415

    document = read_document(newsroom / "long.txt", "long.txt")
    with notebook.together():
        for at in range(400):
            notebook.add(document, 5 * at, 5 * at + 4, "yellow", "note")
    async with opened(newsroom) as (pilot, screen):
        marks = await listed(pilot, screen)
        rows = marks.results._rows
        assert isinstance(rows, LazyRows)
        assert len(rows) == 801
        made = []
        make = rows._make
        rows._make = lambda at: made.append(at) or make(at)
        marks.results.refresh()
        await pilot.press("tab", "end")
        await pilot.pause()
        assert 0 < len(set(made)) < 200


async def test_the_screens_fit_a_narrow_terminal(newsroom: Path) -> None:
    marked_newsroom(newsroom)
    async with opened(newsroom, (60, 20)) as (pilot, screen):
        marks = await listed(pilot, screen)
        await pilot.press("down")
        await pilot.pause()
        assert not marks.query_one("#preview-pane").display
        shown = screen_text(marks)
        assert "Ask Zoë." in shown.splitlines()[-3] + shown.splitlines()[-2]
        assert all(len(line) == 60 for line in shown.splitlines())
        await pilot.press("tab")
        assert pilot.app.screen.focused is marks.results
        await pilot.press("slash")
        assert isinstance(pilot.app.screen.focused, Input)
