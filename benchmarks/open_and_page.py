"""How long a long text takes to open and to page, beside a baseline: `python benchmarks/open_and_page.py [MEGABYTES]`.

The text is made of a seed, so that every run reads the same. Opening is compared with reading and decoding the file
alone; a page in a long text with a page in a short one: what a reader waits for should not grow with the text.
"""

import asyncio
import os
import random
import statistics
import sys
import tempfile
import time
from pathlib import Path

from reader.app import ReaderApp
from reader.app.screens.reading import ReadingScreen
from reader.documents import Folder

WORDS = (
    "the of to and a in said that for on was is with by at from his her after before minister court police report city "
    "water company million people council agreed signed rejected Maria Okafor Delhi Lagos Friday January India Geneva"
).split()
PAGES = 40


def make_text(path: Path, size: int) -> None:
    """Write about `size` characters of paragraphs, the same at every run."""
    source = random.Random(20250201)  # noqa: S311 (no secret)
    paragraphs: list[str] = []
    length = 0
    while length < size:
        words = source.choices(WORDS, k=source.randint(20, 150))
        paragraphs.append(" ".join(words).capitalize() + ".")
        length += len(paragraphs[-1]) + 2
    path.write_text("\n\n".join(paragraphs), encoding="utf-8")


async def measure(folder: Path) -> tuple[float, float]:
    """Return the seconds from start to a readable text, and the median seconds a page."""
    start = time.perf_counter()
    app = ReaderApp(Folder.of([folder]))
    async with app.run_test(size=(120, 36)) as pilot:
        while not (isinstance(app.screen, ReadingScreen) and app.screen.document):  # noqa: ASYNC110 (nothing tells of it)
            await asyncio.sleep(0.005)
        await pilot.pause()
        opened = time.perf_counter() - start
        view = app.screen.view
        pages = []
        for _ in range(PAGES):
            start = time.perf_counter()
            view.action_page_down()
            await pilot.pause(0)
            pages.append(time.perf_counter() - start)
    return opened, statistics.median(pages)


def main() -> None:
    """Print the figures."""
    megabytes = float(sys.argv[1]) if len(sys.argv) > 1 else 10
    with tempfile.TemporaryDirectory() as temporary:
        for kept in ("CACHE", "DATA", "CONFIG"):
            os.environ[f"READER_{kept}_DIR"] = f"{temporary}/{kept.lower()}"
        figures = {}
        for name, size in (("short", 20_000), ("long", int(megabytes * 1_000_000))):
            folder = Path(temporary) / name
            folder.mkdir()
            make_text(folder / "text.txt", size)
            figures[name] = asyncio.run(measure(folder))
            if name == "short":  # the first run also paid for the imports
                figures[name] = asyncio.run(measure(folder))
        start = time.perf_counter()
        text = (Path(temporary) / "long" / "text.txt").read_text(encoding="utf-8")
        bare = time.perf_counter() - start
    short, long = figures["short"], figures["long"]
    print(f"{len(text):,} characters, against 20,000")
    print(
        f"open   {long[0]:6.2f} s   {short[0]:6.2f} s   ratio {long[0] / short[0]:5.1f}   (the bare file: {bare:.3f} s)"
    )
    print(f"a page {long[1] * 1000:6.1f} ms  {short[1] * 1000:6.1f} ms  ratio {long[1] / short[1]:5.1f}")


if __name__ == "__main__":
    main()
