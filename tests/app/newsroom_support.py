"""A folder of three stories, and how tests look at who is who in it."""

from tests_support import until
from textual.pilot import Pilot

from reader.app.screens.entity import EntityScreen
from reader.app.screens.reading import ReadingScreen
from reader.app.screens.who import WhoScreen
from reader.app.widgets.lines import KeyLine, Line

STORIES = {
    "2024-09-12 fire.txt": (
        "Fire at the harbour\n\nA fire closed the harbour of Lagos. Amara Okafor said nobody was hurt.\n\n"
        "Rana Ahmed said the damage was great. Amara Okafor thanked Rana Ahmed.\n"
    ),
    "2024-11-02 inquiry.txt": (
        "The inquiry opens\n\nDaniel Reyes asked the first questions. Rana Ahmed answered them in Lagos.\n\n"
        "Daniel Reyes was not content.\n"
    ),
    "2025-01-09 report.txt": (
        "The report\n\nRana Ahmed read the report in Geneva. Daniel Reyes wrote it.\n\nAmara Okafor did not read it.\n"
    ),
}


def about(screen: ReadingScreen) -> str:
    return "".join(words for words, _style in screen.query_one("#about", Line)._left)


def footer(screen) -> str:
    return "".join(words for words, _style in screen.query_one(KeyLine)._left)


def names_of(screen: ReadingScreen) -> dict[str, str]:
    """The names beside the text, each with its kind."""
    return {entity.name: entity.kind for entity in screen.mentions.entities.values()}


def known(screen: ReadingScreen) -> set[str]:
    """The names of the folder, as decided now."""
    return {entity.name for entity in screen.session.who_is_who().entities}


async def read_all(pilot: Pilot[None], screen: ReadingScreen) -> None:
    await until(lambda: not screen.session.is_building and screen.session.known, pilot)
    await pilot.pause()


async def top(pilot: Pilot[None], kind: type):
    await until(lambda: isinstance(pilot.app.screen, kind), pilot)
    screen = pilot.app.screen
    assert isinstance(screen, kind)
    return screen


async def page_of(pilot: Pilot[None], screen: ReadingScreen, name: str) -> EntityScreen:
    screen.view.jump(screen.view.text.index(name))
    await pilot.press("e")
    page = await top(pilot, EntityScreen)
    await until(lambda: page.lines, pilot)
    await pilot.pause()
    return page


async def who(pilot: Pilot[None], screen: ReadingScreen) -> WhoScreen:
    screen.view.jump(0)
    await pilot.press("e")
    listed = await top(pilot, WhoScreen)
    await until(lambda: listed.results.keys, pilot)
    return listed
