"""How long many marks in one long text take, as a ratio to finding each by its exact words and nothing else."""

import random
import time
from collections.abc import Sequence

from reader.notebook.anchor import Target, make_anchor
from reader.text.sentences import sentences


def timing(texts: Sequence[str], characters: int = 10_000_000, marks: int = 500) -> str:
    """Measure a text of so many characters with so many marks, edited all over: the seconds a processor was at work."""
    rng = random.Random(1)  # noqa: S311 (chance that can be repeated)
    known = [text[start:end] for text in texts for start, end in sentences(text)]
    parts, size = [], 0
    while size < characters:
        parts.append(rng.choice(known) + (f" It was day {len(parts)}." if rng.random() < 0.2 else ""))
        size += len(parts[-1]) + 1
    old = " ".join(parts)
    selectors = []
    for _ in range(marks):
        start = rng.randrange(len(old) - 300)
        selectors.append(make_anchor(old, start, start + rng.choice([6, 12, 40, 120, 200]), "old"))
    new = "A new beginning. " + " ".join(part for part in parts if rng.random() > 0.02).replace(" of the ", " of a ")
    began = time.process_time()
    target = Target(new, "new")
    statuses = [target.place(selector).status for selector in selectors]
    took = time.process_time() - began
    began = time.process_time()
    for selector in selectors:
        new.find(selector.exact)
        new.find(selector.prefix + selector.exact)
        new.find(selector.exact + selector.suffix)
    plain = time.process_time() - began
    shares = ", ".join(f"{statuses.count(status)} {status}" for status in ("certain", "review", "orphan"))
    return (
        f"{marks} marks in {len(new) / 1e6:.1f} million characters: {took:.2f} s ({shares}); "
        f"three plain searches for each: {plain:.2f} s; ratio {took / plain:.1f}"
    )
