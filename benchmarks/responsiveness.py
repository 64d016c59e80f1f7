"""How long the screen ever stands still while a large folder is opened, searched and indexed.

    python benchmarks/responsiveness.py [DOCUMENTS] [--folder FOLDER]

A clock ticks on the screen's own thread; the longest time between two ticks is how long a key would have had to wait.
Without a folder one is made of a seed: 140,000 short documents by default. Names are found by rules, which keeps
indexing short; that makes the stretches in which everything happens at once no easier.
"""

import argparse
import asyncio
import itertools
import os
import random
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from textual.pilot import Pilot

from reader.app import ReaderApp
from reader.app.screens.opening import OpenScreen
from reader.app.screens.reading import ReadingScreen
from reader.app.screens.search import SearchScreen
from reader.documents import Folder

TICK = 0.002
FIRST = "Amara Daniel Maren Idris Ines Olu Petra Rana Tahawwur Randhir".split()
LAST = "Okafor Reyes Holt Vale Costa Adeyemi Novak Ahmed Rana Jaiswal".split()
QUERIES = ("okafor harbour", "tahawur ranna", "person:costa when:2008", "zzzzqqq nothing")


def make_folder(root: Path, documents: int) -> None:
    """Write documents of words that are as unevenly common as those of a language."""
    source = random.Random(20250201)  # noqa: S311 (no secret)
    letters = ("bcdfghklmnprstvz", "aeiou")
    words = ["".join(source.choice(letters[at % 2]) for at in range(source.randint(2, 9))) for _ in range(30_000)]
    weights = list(itertools.accumulate(1 / (rank + 3) for rank in range(len(words))))
    for number in range(documents):
        folder = root / f"{number // 1000:03}"
        folder.mkdir(parents=True, exist_ok=True)
        text = source.choices(words, cum_weights=weights, k=source.randint(40, 90))
        who = f"{source.choice(FIRST)} {source.choice(LAST)}"
        day = f"{source.randint(1995, 2024)}-{source.randint(1, 12):02}-{source.randint(1, 28):02}"
        page = f"Title: {' '.join(text[:6]).capitalize()}\nDate: {day}\n\n{' '.join(text[6:30]).capitalize()}. {who} said so on Friday."
        (folder / f"story {number}.txt").write_text(f"{page}\n\n{' '.join(text[30:]).capitalize()}.\n")


class Clock:
    """Ticks, and remembers the longest wait of each stretch of work."""

    def __init__(self) -> None:
        """Start with no stretch."""
        self.longest: dict[str, float] = {}
        self.ticks: dict[str, int] = {}
        self.name = ""

    async def run(self) -> None:
        """Tick until cancelled."""
        last = time.perf_counter()
        while True:
            await asyncio.sleep(TICK)
            now = time.perf_counter()
            if self.name:
                self.longest[self.name] = max(self.longest.get(self.name, 0), now - last - TICK)
                self.ticks[self.name] = self.ticks.get(self.name, 0) + 1
            last = now

    @contextmanager
    def stretch(self, name: str) -> Iterator[None]:
        """Note what happens meanwhile under a name."""
        self.name = name
        started = time.perf_counter()
        yield
        print(
            f"{name:<44} {time.perf_counter() - started:7.1f} s   longest wait {1000 * self.longest[name]:6.1f} ms",
            flush=True,
        )
        self.name = ""


async def use(pilot: Pilot[None], clock: Clock, screen: ReadingScreen, when: str) -> None:
    """Do what a person does: filter, sort, search, open."""
    with clock.stretch(f"filter and sort documents {when}"):
        screen.rows("documents").focus()
        await pilot.press("f", *"costa", "escape")
        for _ in range(3):
            await pilot.press("O")
            await asyncio.sleep(0.7)
    with clock.stretch(f"open by name {when}"):
        await pilot.press("o")
        await asyncio.sleep(0.3)
        assert isinstance(pilot.app.screen, OpenScreen)
        for letter in "story 77":
            await pilot.press(letter if letter != " " else "space")
            await asyncio.sleep(0.15)
        await pilot.press("escape")
    with clock.stretch(f"search as one types {when}"):
        await pilot.press("s")
        assert isinstance(pilot.app.screen, SearchScreen)
        for query in QUERIES:
            await pilot.press("ctrl+a", "ctrl+k")
            for letter in query:
                await pilot.press({" ": "space", ":": "colon"}.get(letter, letter))
                await asyncio.sleep(0.06)
            await asyncio.sleep(0.3)
        await pilot.press("escape")


async def measure(folder: Path) -> None:
    """Open the folder twice: first its index is made, then it is ready."""
    for when in ("while indexing", "on a ready index"):
        clock = Clock()
        app = ReaderApp(Folder.of([folder]))
        async with app.run_test(size=(120, 36)) as pilot:
            ticking = asyncio.create_task(clock.run())
            with clock.stretch(f"from the first frame to a text, {when}"):
                while not (isinstance(app.screen, ReadingScreen) and app.screen.document):  # noqa: ASYNC110 (nothing tells of it)
                    await asyncio.sleep(0.005)
            screen = app.screen
            assert isinstance(screen, ReadingScreen)
            await use(pilot, clock, screen, when)
            with clock.stretch(f"until all is done, {when}"):
                while screen.session.is_building or not screen.session.known:  # noqa: ASYNC110 (nothing tells of it)
                    await asyncio.sleep(0.05)
                await asyncio.sleep(3)
            ticking.cancel()


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("documents", nargs="?", type=int, default=140_000)
    parser.add_argument("--folder", type=Path, help="a folder of your own instead")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        for place in ("CACHE", "DATA", "CONFIG"):
            os.environ[f"READER_{place}_DIR"] = f"{temporary}/{place.lower()}"
        (Path(temporary) / "config").mkdir()
        (Path(temporary) / "config" / "config.toml").write_text('[extractors]\nnames = "rules"\n')
        folder = options.folder or Path(temporary) / "documents"
        if not options.folder:
            make_folder(folder, options.documents)
        asyncio.run(measure(folder))


if __name__ == "__main__":
    main()
