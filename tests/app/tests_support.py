"""How tests open the app and look at its screen."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from textual.pilot import Pilot
from textual.screen import Screen

from reader.app import ReaderApp
from reader.app.screens.exporting import ExportScreen
from reader.app.screens.reading import ReadingScreen
from reader.documents import Folder

WIDE = (400, 36)
"""A screen on which the path of any folder of a test is seen whole."""


async def until(condition: Callable[[], object], pilot: Pilot[None]) -> None:
    """Wait for work in the background, ten seconds at most."""
    for _ in range(500):
        await pilot.pause()
        if condition():
            return
        await asyncio.sleep(0.02)
    raise AssertionError("it never happened")


@asynccontextmanager
async def opened(folder: Path, size: tuple[int, int] = (120, 36)) -> AsyncIterator[tuple[Pilot[None], ReadingScreen]]:
    app = ReaderApp(Folder.of([folder]))
    async with app.run_test(size=size) as pilot:
        await until(lambda: isinstance(app.screen, ReadingScreen), pilot)
        screen = app.screen
        assert isinstance(screen, ReadingScreen)
        await until(lambda: screen.mentions.items or "-nothing" in screen.classes, pilot)
        yield pilot, screen


async def export_planned(pilot: Pilot[None]) -> ExportScreen:
    """Wait until the export shows what it would write."""
    await until(lambda: isinstance(pilot.app.screen, ExportScreen) and pilot.app.screen._plan, pilot)
    screen = pilot.app.screen
    assert isinstance(screen, ExportScreen)
    return screen


def screen_text(screen: Screen[object]) -> str:
    """Return the whole screen as text, row by row."""
    width, height = screen.size
    rows = screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in row)[:width] for row in rows[:height])
