"""Draws the pictures of the README from the real app: `python screenshots/make.py`."""

import asyncio
import os
import re
import shutil
import tempfile
from collections.abc import Awaitable, Callable
from pathlib import Path

from textual.pilot import Pilot

from reader.app import ReaderApp
from reader.app.screens.entity import EntityScreen
from reader.app.screens.marks import MarksScreen
from reader.app.screens.reading import ReadingScreen
from reader.app.screens.review import ReviewScreen
from reader.app.screens.search import SearchScreen
from reader.app.screens.timeline import TimelineScreen
from reader.documents import Folder

HERE = Path(__file__).parent
FOLDERS = ("READER_CACHE_DIR", "READER_CONFIG_DIR", "READER_DATA_DIR")
Story = Callable[[Pilot[None], ReadingScreen], Awaitable[None]]


async def until(condition: Callable[[], object]) -> None:
    """Wait for work in the background."""
    while not condition():  # noqa: ASYNC110 (nothing tells of it)
        await asyncio.sleep(0.02)


async def reading(pilot: Pilot[None], screen: ReadingScreen) -> None:
    """Mark two passages and stand on a date."""
    view = screen.view
    view.jump(view.text.index("The US Supreme Court had cleared"))
    await pilot.press("1")
    view.jump(view.text.index("On November 26, 2008"))
    await pilot.press("3")
    view.jump(view.text.index("petition for writ"))
    await pilot.press("v", *["w"] * 3, "left", "left", "2")
    view.scroll_to(y=0, animate=False)
    view.move_to(view.text.index("Friday"))


async def search(pilot: Pilot[None], screen: ReadingScreen) -> None:
    """Search for a name misspelt twice."""
    await pilot.press("s")
    await until(lambda: isinstance(pilot.app.screen, SearchScreen))
    await pilot.press(*"Tahawur Ranna")
    top = pilot.app.screen
    assert isinstance(top, SearchScreen)
    await until(lambda: top.hits)
    assert screen.document is not None


async def note(pilot: Pilot[None], screen: ReadingScreen) -> None:
    """Write a note on a highlight."""
    screen.view.jump(screen.view.text.index("David Coleman"))
    await pilot.press("2", "a", *"Ask for the plea agreement of 2010.")


async def marks(pilot: Pilot[None], screen: ReadingScreen) -> None:
    """Make a few marks with notes and tags, and list them all."""
    view = screen.view
    for words, colour, said, tag in (
        ("The US Supreme Court had cleared", "1", "", ""),
        ("On November 26, 2008", "3", "Which group? The text names it above.", "question"),
        ("He is one of the main", "2", "Compare with the plea agreement of 2010.", "evidence"),
        ("India has been pressing", "4", "", "background"),
    ):
        view.jump(view.text.index(words))
        await pilot.press(colour, "a", *said, "tab", *tag, "escape")
        await pilot.pause()
    await pilot.press("H")
    await until(lambda: isinstance(pilot.app.screen, MarksScreen))
    await pilot.pause(0.5)
    await pilot.press("down", "down")


async def review(pilot: Pilot[None], screen: ReadingScreen) -> None:
    """Mark a passage, change the file as a newspaper would, and be asked where it is."""
    view, document = screen.view, screen.document
    assert document is not None
    start = view.text.index("cleared Rana's extradition last week")
    screen.session.notebook.add(document, start, start + len("cleared Rana's extradition last week"), "yellow")
    new = document.path.read_text(encoding="utf-8").replace(
        "The US Supreme Court had cleared Rana's extradition last week. Rana, a Canadian national of Pakistani origin, had "
        "filed a petition for writ of certiorari,",
        "Rana's extradition was cleared last week by the Supreme Court. He had filed a petition for a writ,",
    )
    document.path.write_text(new, encoding="utf-8")
    await until(lambda: screen.document is not None and screen.document.text != document.text)
    await pilot.pause(1)
    await pilot.press("Q")
    await until(lambda: isinstance(pilot.app.screen, ReviewScreen))
    await pilot.pause(1)


async def timeline(pilot: Pilot[None], screen: ReadingScreen) -> None:
    """Look at the dates of the folder, one of them chosen."""
    assert screen.document is not None
    await pilot.press("T")
    top = pilot.app.screen
    assert isinstance(top, TimelineScreen)
    await until(lambda: top.shown)
    await pilot.press(*["down"] * 4)


async def entity(pilot: Pilot[None], screen: ReadingScreen) -> None:
    """Look at the page of a person, two lines marked."""
    screen.view.jump(screen.view.text.index("Tahawwur Rana"))
    await pilot.press("e")
    await until(lambda: isinstance(pilot.app.screen, EntityScreen) and pilot.app.screen.lines)
    await pilot.press(">", "g", "space", "down", "space")


async def narrow(pilot: Pilot[None], screen: ReadingScreen) -> None:
    """Read on a small screen, with a highlight and the sidebar laid over the text."""
    screen.view.jump(screen.view.text.index("He is one of"))
    await pilot.press("4")
    await pilot.press("i")


PICTURES: tuple[tuple[str, tuple[int, int], str, Story], ...] = (
    ("reading-dark", (120, 36), "reader-dark", reading),
    ("reading-light", (120, 36), "reader-light", reading),
    ("search", (120, 30), "reader-dark", search),
    ("timeline", (120, 24), "reader-dark", timeline),
    ("entity", (120, 24), "reader-dark", entity),
    ("note", (100, 28), "reader-dark", note),
    ("marks", (120, 24), "reader-dark", marks),
    ("review", (120, 24), "reader-dark", review),
    ("narrow", (60, 20), "reader-light", narrow),
)


async def draw(name: str, size: tuple[int, int], theme: str, story: Story) -> None:
    """Play a story in a fresh copy of the sample folder and keep what the screen shows."""
    with tempfile.TemporaryDirectory() as temporary:
        os.environ |= {name: f"{temporary}/{name}" for name in FOLDERS} | {
            "COLORTERM": "truecolor",
            "TERM": "xterm-256color",
        }
        sample = shutil.copytree(HERE.parent / "seeds", f"{temporary}/seeds", ignore=shutil.ignore_patterns(".*"))
        app = ReaderApp(Folder.of([Path(sample)]), theme)
        async with app.run_test(size=size) as pilot:
            await until(lambda: isinstance(app.screen, ReadingScreen) and app.screen.mentions.items)
            screen = app.screen
            assert isinstance(screen, ReadingScreen)
            await until(lambda: not screen.session.is_building)
            await story(pilot, screen)
            await pilot.pause(0.5)
            picture = app.export_screenshot(title="reader")
    (HERE / f"{name}.svg").write_text(tidy(picture), encoding="utf-8")


def tidy(picture: str) -> str:
    """Make a picture the same at every run, and free of fonts fetched from elsewhere."""
    picture = re.sub(r"@font-face\s*\{.*?\}", "", picture, flags=re.DOTALL)
    picture = re.sub(r"terminal-\d+", "terminal", picture)
    return re.sub(r"[ \t]+\n", "\n", picture).replace("Fira Code", "DejaVu Sans Mono, Menlo, Consolas")


async def main() -> None:
    """Draw every picture."""
    for picture in PICTURES:
        await draw(*picture)


if __name__ == "__main__":
    asyncio.run(main())
