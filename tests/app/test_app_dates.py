"""Stories about dates: another reading, a typed one, the document's day, and the timeline of the folder."""

from tests_support import opened, screen_text, until
from textual.widgets import Input

from reader.app.screens.timeline import TimelineScreen, split_filter, timeline_rows
from reader.app.widgets.lines import Line
from reader.app.widgets.row_list import RowList
from reader.corpus import period


def about(screen) -> str:
    return "".join(words for words, _style in screen.query_one("#about", Line)._left)


async def test_one_key_takes_the_next_reading_and_it_lasts(sample) -> None:
    async with opened(sample) as (pilot, screen):
        screen.view.jump(screen.view.text.index("Friday"))
        await pilot.pause()
        assert "2025-01-31" in about(screen)
        await pilot.press("c")
        changed = about(screen)
        assert "set by you" in changed
        assert "→ 2025-01-31" not in changed
    async with opened(sample) as (pilot, screen):
        screen.view.jump(screen.view.text.index("Friday"))
        await pilot.pause()
        assert about(screen) == changed
        await pilot.press("u")
        await pilot.pause()
        screen.redraw()
        assert "→ 2025-01-31" in about(screen)


async def test_cycling_comes_round_to_the_first_reading(sample) -> None:
    async with opened(sample) as (pilot, screen):
        offset = screen.view.text.index("last week")
        screen.view.jump(offset)
        first = screen.date_here
        assert first is not None
        values = {first.value, *(reading.value for reading in first.alternatives)}
        seen = []
        for _ in values:
            await pilot.press("c")
            assert screen.document is not None
            seen.append(screen.session.dates_of(screen.document)[first.start, first.end])
        assert set(seen) == values
        assert seen[-1] == first.value


async def test_a_date_is_typed_checked_and_taken_off_the_calendar(sample) -> None:
    async with opened(sample) as (pilot, screen):
        screen.view.jump(screen.view.text.index("Friday"))
        for typed, expected in (("7 February 2025", "2025-02-07"), ("2025-02", "2025-02")):
            await pilot.press("C")
            await until(lambda: pilot.app.screen.query("#answer"), pilot)
            pilot.app.screen.query_one(Input).value = "the day after"
            await pilot.press("enter")
            assert "is no date" in screen_text(pilot.app.screen)
            pilot.app.screen.query_one(Input).value = typed
            await pilot.press("enter")
            await until(lambda: pilot.app.screen is screen, pilot)
            assert f"Friday → {expected}" in about(screen)
        await pilot.press("C")
        await until(lambda: pilot.app.screen.query("#answer"), pilot)
        pilot.app.screen.query_one(Input).value = ""
        await pilot.press("enter")
        await until(lambda: pilot.app.screen is screen, pilot)
        assert "no date, set by you" in about(screen)


async def test_the_day_of_the_document_moves_its_relative_dates_and_undo_moves_them_back(sample) -> None:
    async with opened(sample) as (pilot, screen):
        screen.view.jump(screen.view.text.index("Friday"))
        await pilot.press("D")
        await until(lambda: pilot.app.screen.query("#answer"), pilot)
        pilot.app.screen.query_one(Input).value = "2025-02-15"
        await pilot.press("enter")
        await until(lambda: "Friday → 2025-02-14" in about(screen), pilot)
        assert "set by you" in screen_text(screen)
        await until(
            lambda: screen.session.index.listed()["000_4ff1eff014d9492a.txt"].published_how == "set by you", pilot
        )
        await pilot.press("u")
        await until(lambda: screen.document and str(screen.document.published.day) == "2025-02-01", pilot)
        await until(lambda: screen.date_here and screen.date_here.value == "2025-01-31", pilot)


async def test_the_timeline_shows_every_date_filters_and_opens_at_the_passage(sample) -> None:
    async with opened(sample) as (pilot, screen):
        await until(lambda: not screen.session.is_building, pilot)
        start = screen.view.cursor
        await pilot.press("T")
        top = pilot.app.screen
        assert isinstance(top, TimelineScreen)
        await until(lambda: top.entries, pilot)
        await pilot.pause()
        shown = screen_text(top)
        for expected in ("2008 ", "the 26/11 attacks", "2025-01-31", "the attacks in Mumbai", "━"):
            assert expected in shown
        await pilot.press(*"kasab 2012")
        await pilot.pause()
        assert len(top.shown) == 1
        assert "1 of 8 dates" in screen_text(top)
        await pilot.press("enter")
        await until(lambda: pilot.app.screen is screen, pilot)
        assert screen.view.text[screen.view.cursor :].startswith("November 2012")
        await pilot.press("ctrl+o")
        assert screen.view.cursor == start


async def test_a_reading_is_changed_in_the_timeline_and_the_date_moves(sample) -> None:
    async with opened(sample) as (pilot, screen):
        await until(lambda: not screen.session.is_building, pilot)
        await pilot.press("T")
        top = pilot.app.screen
        assert isinstance(top, TimelineScreen)
        await until(lambda: top.entries, pilot)
        await pilot.press(*"cleared")
        await until(lambda: len(top.shown) == 1, pilot)
        (before,) = top.shown.values()
        await pilot.press("ctrl+r")
        await until(lambda: [entry.mention.value for entry in top.shown.values()] != [before.mention.value], pilot)
        (after,) = top.shown.values()
        assert after.mention.reading.rule == "set by you"
        assert before.mention.value in [reading.value for reading in after.mention.alternatives]
        await pilot.press("enter")
        await until(lambda: pilot.app.screen is screen, pilot)
        await pilot.pause()
        assert "set by you" in about(screen)


async def test_a_timeline_that_nothing_matches_says_what_can_be_typed(sample) -> None:
    async with opened(sample) as (pilot, screen):
        await until(lambda: not screen.session.is_building, pilot)
        await pilot.press("T")
        top = pilot.app.screen
        await until(lambda: top.entries, pilot)
        await pilot.press(*"zzz")
        await pilot.pause()
        assert "2008..2012 is a period" in screen_text(top)
        await pilot.press("enter", "down", "pagedown", "up", "escape")
        assert pilot.app.screen is screen


async def test_ten_thousand_dates_scroll_by_drawing_only_the_rows_in_sight(sample, monkeypatch) -> None:
    story = " ".join(f"On {1 + n % 28} March {1500 + n % 500} it rained." for n in range(2000))
    for number in range(5):
        (sample / f"long {number}.txt").write_text(f"Story {number}.\n\n{story}", encoding="utf-8")
    async with opened(sample) as (pilot, screen):
        await until(lambda: not screen.session.is_building, pilot)
        await pilot.press("T")
        top = pilot.app.screen
        assert isinstance(top, TimelineScreen)
        await until(lambda: len(top.entries) > 9_000, pilot)
        drawn = []
        original = RowList.render_line
        monkeypatch.setattr(RowList, "render_line", lambda self, y: drawn.append(y) or original(self, y))
        await pilot.press("pagedown", "pagedown")
        await pilot.pause()
        assert 0 < len(drawn) < 10 * top.size.height


def test_a_period_among_the_words_is_taken_out() -> None:
    assert split_filter("rana 2008..2012 court") == ("rana court", period("2008..2012"))
    assert split_filter("26/11") == ("26/11", None)


def test_no_dates_make_no_rows() -> None:
    assert timeline_rows([]) == []
