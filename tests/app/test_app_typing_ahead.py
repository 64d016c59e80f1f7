"""What is typed faster than the screen follows, as over a slow line, reaches the line that the first key opens."""

import asyncio
from pathlib import Path

from newsroom_support import top
from tests_support import opened, until
from textual import events
from textual.pilot import Pilot
from textual.widgets import Input

from reader.app.screens.opening import OpenScreen
from reader.app.screens.search import SearchScreen


def type_at_once(pilot: Pilot[None], keys: str) -> None:
    """Press keys before any of them is answered."""
    for key in keys:
        pilot.app.post_message(events.Key("slash" if key == "/" else key, key))


async def test_letters_after_the_key_that_opens_a_line_are_typed_into_it(newsroom: Path) -> None:
    async with opened(newsroom) as (pilot, screen):
        type_at_once(pilot, "oinquiry")
        listed = await top(pilot, OpenScreen)
        await until(lambda: listed.typed == "inquiry", pilot)
        await pilot.press("escape")
        type_at_once(pilot, "srana")
        search = await top(pilot, SearchScreen)
        await until(lambda: search.typed == "rana", pilot)
        await pilot.press("escape")
        type_at_once(pilot, "/delay")
        await until(lambda: screen.query_one("#find-input", Input).value == "delay", pilot)
        assert not screen.session.notebook.highlights


async def test_no_letter_overtakes_another_however_fast_they_come(newsroom: Path) -> None:
    async with opened(newsroom) as (pilot, screen):
        line = screen.query_one("#find-input", Input)
        for turns in range(1, 6):
            for key in "/delay":
                type_at_once(pilot, key)
                for _ in range(turns):
                    await asyncio.sleep(0)
            await until(lambda: len(line.value) == len("delay"), pilot)
            assert line.value == "delay"
            await pilot.press("escape")
            line.value = ""
            await pilot.pause()


async def test_the_text_has_the_keys_from_the_start(newsroom: Path) -> None:
    async with opened(newsroom) as (_pilot, screen):
        assert screen.focused is screen.view
        assert not screen.query_one("#documents-filter", Input).value


async def test_what_is_looked_through_for_a_key_does_not_grow_with_the_keys_that_wait(newsroom: Path) -> None:
    async with opened(newsroom) as (pilot, screen):
        begun = screen.view.cursor
        type_at_once(pilot, "l" * 60)
        await until(lambda: screen.view.cursor == begun + 60, pilot)
        assert len(pilot.app._last) == 1
