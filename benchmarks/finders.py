"""How fast dates and names are found, beside cutting the same text into words: `python benchmarks/finders.py [FILE ...]`.

Without files the sample in `seeds/` is read, many times over. One core; the lists are loaded before the clock starts.
"""

import re
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from reader.dates import find_dates
from reader.entities import find_entities, link
from reader.entities.extractors import RULES, extractor

REPEATS = 3
LENGTH = 200_000


def seconds(work: Callable[[], object]) -> float:
    """Return the shortest of several runs."""
    times = []
    for _ in range(REPEATS):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


def main() -> None:
    """Print words a second and ratios."""
    files = [Path(name) for name in sys.argv[1:]] or sorted((Path(__file__).parents[1] / "seeds").glob("*.txt"))
    texts = [file.read_text(encoding="utf-8", errors="replace") for file in files]
    texts *= max(1, LENGTH // max(1, sum(map(len, texts))))
    day = date(2025, 2, 1)
    words = sum(len(re.findall(r"\w+", text)) for text in texts)
    find_dates(texts[0], day)
    find_entities(texts[0])
    bare = seconds(lambda: [re.findall(r"\w+", text) for text in texts])
    print(f"{words:,} words in {len(texts):,} texts; cutting them into words alone: {words / bare:,.0f} words/s")
    for name, work in (
        ("dates", lambda: [find_dates(text, day) for text in texts]),
        ("names", lambda: [find_entities(text) for text in texts]),
        ("by rules", lambda: [find_entities(text, extractor(RULES)) for text in texts]),
        ("names, linked", lambda: [link(text, find_entities(text)) for text in texts]),
    ):
        taken = seconds(work)
        print(f"{name:<14} {words / taken:>9,.0f} words/s   {taken / bare:5.1f} times as long")


if __name__ == "__main__":
    main()
