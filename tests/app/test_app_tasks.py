"""What people come for, each as a story in as few keys as it should take, words that are typed left aside."""

import json
from datetime import datetime, timedelta, tzinfo
from pathlib import Path

import pytest
from newsroom_support import about, footer, page_of, top
from tests_support import WIDE, export_planned, opened, until
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Input

from reader.app.screens.reading import ReadingScreen
from reader.app.screens.search import SearchScreen
from reader.app.screens.tagging import passage_start
from reader.app.screens.timeline import TimelineScreen

RESIGNED = {
    "2024-12-01 a.txt": "The council\n\nThe clerk resigned yesterday. The mayor will resign soon, they say.\n",
    "2025-01-01 b.txt": "The port\n\nHe resigned again. Her resignation came late. To resign, because of that, was wise.\n",
}


class Keys:
    """Presses keys and counts them."""

    def __init__(self, pilot: Pilot[None]) -> None:
        self._pilot = pilot
        self.count = 0

    async def press(self, *keys: str) -> None:
        self.count += len(keys)
        await self._pilot.press(*keys)

    async def type(self, screen: Screen[object], words: str) -> None:
        """Type words; they are not counted."""
        screen.query_one(Input).value = words
        await self._pilot.pause()


async def ready(pilot: Pilot[None], screen: ReadingScreen) -> Keys:
    await until(lambda: not screen.session.is_building and screen.session.known, pilot)
    return Keys(pilot)


@pytest.fixture
def resigned(sample: Path) -> Path:
    folder = sample.parent / "resigned"
    folder.mkdir()
    for name, text in RESIGNED.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


async def test_every_mention_between_two_months_exported_with_dates(newsroom: Path, tmp_path: Path) -> None:
    async with opened(newsroom) as (pilot, screen):
        keys = await ready(pilot, screen)
        screen.session.notebook.add(screen.document, 0, 4, "blue")
        await keys.press("s")
        search = await top(pilot, SearchScreen)
        await keys.type(search, "rana date:2024-11..2025-02")
        await until(lambda: len(search.hits) == 2, pilot)
        await keys.press("tab", "a", "E")
        export = await export_planned(pilot)
        assert export.describe() == "2 highlights of 3"
        await keys.press("enter")
        await until(lambda: len(list((tmp_path / "reader-export").glob("*.md"))) == 2, pilot)
        assert keys.count == 5
        assert "9 Jan 2025" in (tmp_path / "reader-export" / "2025-01-09 report.md").read_text(encoding="utf-8")


async def test_a_concordance_of_a_word_by_the_next_one_and_five_lines_kept_as_evidence(resigned: Path) -> None:
    async with opened(resigned) as (pilot, screen):
        keys = await ready(pilot, screen)
        await keys.press("s")
        search = await top(pilot, SearchScreen)
        await keys.type(search, "resign*")
        await until(lambda: search.hits, pilot)
        await keys.press("tab")
        assert "< > as lines" in footer(search)
        await keys.press("greater_than_sign")
        await until(lambda: len(search.hits) == 5, pilot)
        assert keys.count == 3
        words = [line.after.split()[0] for line in search._lines]
        assert words == ["again.", ",", "came", "soon,", "yesterday."]
        await keys.press(*["space"] * 5, "1")
        await until(lambda: len(screen.session.notebook.highlights) == 5, pilot)
        assert keys.count == 3 + 5 + 1
        await keys.press("u")
        await until(lambda: not screen.session.notebook.highlights, pilot)


class Tomorrow(datetime):
    @classmethod
    def now(cls, tz: tzinfo | None = None) -> datetime:
        return datetime.now(tz) + timedelta(days=1)


async def test_the_timeline_of_one_person_for_timelinejs_and_for_calendars(
    newsroom: Path, tmp_path: Path, monkeypatch
) -> None:
    (newsroom / "2025-02-01 last.txt").write_text("On Friday Amara Okafor left.\n\nOn Monday Rana Ahmed spoke.\n")
    async with opened(newsroom) as (pilot, screen):
        keys = await ready(pilot, screen)
        await keys.press("T")
        timeline = await top(pilot, TimelineScreen)
        await keys.type(timeline, "rana ahmed")
        await until(lambda: len(timeline.shown) == 1, pilot)
        assert "ctrl+s export" in footer(timeline)
        await keys.press("ctrl+s")
        await export_planned(pilot)
        await keys.press("enter")
        written = tmp_path / "timeline.json"
        await until(written.exists, pilot)
        assert keys.count == 3
        (event,) = json.loads(written.read_text())["events"]
        assert event["start_date"] == {"year": 2025, "month": 1, "day": 27}
        await until(lambda: pilot.app.screen is timeline, pilot)
        await pilot.press("ctrl+s")
        export = await export_planned(pilot)
        await pilot.press("2")
        await until(lambda: export._wanted.format.id == "ics" and export._plan, pilot)
        await pilot.press("enter")
        await until((tmp_path / "timeline.ics").exists, pilot)
        await until(lambda: pilot.app.screen is timeline, pilot)
        monkeypatch.setattr("reader.export.timeline.datetime", Tomorrow)
        await pilot.press("ctrl+s")
        export = await export_planned(pilot)
        assert [file.outcome for file in export._plan.files] == ["unchanged"]


async def test_the_page_of_a_name_leads_to_its_timeline_and_back(newsroom: Path) -> None:
    (newsroom / "2025-02-01 last.txt").write_text("On Friday Amara Okafor left.\n\nOn Monday Rana Ahmed spoke.\n")
    async with opened(newsroom) as (pilot, screen):
        await ready(pilot, screen)
        page = await page_of(pilot, screen, "Rana Ahmed")
        await pilot.press("T")
        timeline = await top(pilot, TimelineScreen)
        await until(lambda: len(timeline.shown) == 1, pilot)
        assert timeline.typed == "Rana Ahmed"
        await pilot.press("escape")
        await until(lambda: pilot.app.screen is page, pilot)
        await pilot.press("T")
        timeline = await top(pilot, TimelineScreen)
        await until(lambda: timeline.shown, pilot)
        await pilot.press("enter")
        await until(lambda: screen.document and screen.document.name == "2025-02-01 last.txt", pilot)


async def test_what_was_written_where_is_said_until_the_person_goes_on(newsroom: Path, tmp_path: Path) -> None:
    async with opened(newsroom, size=WIDE) as (pilot, screen):
        await ready(pilot, screen)
        await pilot.press("enter", "E")
        await export_planned(pilot)
        await pilot.press("enter")
        await until(lambda: "1 file written" in about(screen), pilot)
        screen.draw_marks()
        screen.redraw()
        await pilot.pause()
        assert str(tmp_path / "reader-export") in about(screen)
        await pilot.press("down")
        assert "written" not in about(screen)


def test_a_long_passage_over_a_note_is_shortened_between_words() -> None:
    words = "the dredger Tahawwur left Mumbai again and " * 20
    start, end = passage_start(words).split(" … ")
    assert start in words
    assert end in words
    assert {start.split()[-1], end.split()[0]} <= set(words.split())
    assert len(passage_start("码头" * 300)) < 300
