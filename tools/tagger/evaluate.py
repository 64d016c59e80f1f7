"""How well names are found in annotated text: `python tools/tagger/evaluate.py GOLD.jsonl ... [--extractor NAME]`.

Each line of a file is {"id", "text", "entities": [{"start", "end", "type"}]}, with types PER, ORG and LOC among others.
Counts exact spans of the right kind; with `--norm`, articles, possessives and quotation marks at the ends are no
difference, since sets disagree about them.
"""

import argparse
import re
import time
from collections import Counter
from pathlib import Path

from data import TYPES, read_jsonl

from reader.entities import find_entities
from reader.entities.extractors import BUILT_IN, extractor

Span = tuple[int, int, str]

_LEADING = re.compile(r"(?:(?:the|a|an)\s+|[\s\"'“”‘’(\[])+", re.IGNORECASE)
_TRAILING = re.compile(r"(?:['’]s?|[\"“”,;:\s])+$", re.IGNORECASE)


def trimmed(text: str, span: Span) -> Span:
    """Return a span without what sets disagree about."""
    start, end, kind = span
    if (match := _LEADING.match(text, start, end)) and match.end() < end:
        start = match.end()
    if (match := _TRAILING.search(text, start, end)) and match.start() > start:
        end = match.start()
    return start, end, kind


def f1(right: int, found: int, gold: int) -> float:
    """Return the harmonic mean of precision and recall, in percent."""
    return 200 * right / (found + gold) if found + gold else 0.0


def main() -> None:
    """Print a line a file, and one for all of them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", nargs="+", type=Path)
    parser.add_argument("--extractor", default=BUILT_IN)
    parser.add_argument("--norm", action="store_true")
    options = parser.parse_args()
    chosen = extractor(options.extractor)
    whole: Counter[tuple[str, str]] = Counter()
    words, spent = 0, 0.0
    for path in options.gold:
        counts: Counter[tuple[str, str]] = Counter()
        for document in read_jsonl(path):
            text = document["text"]
            begun = time.process_time()
            mentions = find_entities(text, chosen)
            spent += time.process_time() - begun
            words += len(text.split())
            found = {(m.start, m.end, m.kind) for m in mentions if m.kind in TYPES.values()}
            gold = {(e["start"], e["end"], TYPES[e["type"]]) for e in document["entities"] if e["type"] in TYPES}
            if options.norm:
                found = {trimmed(text, span) for span in found}
                gold = {trimmed(text, span) for span in gold}
            for name, spans in (("right", found & gold), ("found", found), ("gold", gold)):
                counts.update((name, kind) for _start, _end, kind in spans)
        print(f"{path.stem:<26}{line(counts)}", flush=True)
        whole += counts
    print(f"{'all':<26}{line(whole)}   {words / spent:,.0f} words/s on one core")


def line(counts: Counter[tuple[str, str]]) -> str:
    """Return the figures of a set in words."""
    kinds = list(TYPES.values())
    total = [sum(counts[name, kind] for kind in kinds) for name in ("right", "found", "gold")]
    parts = [
        f"F1 {f1(*total):5.1f}  P {100 * total[0] / max(1, total[1]):5.1f}  R {100 * total[0] / max(1, total[2]):5.1f}"
    ]
    parts += [f"{kind} {f1(*(counts[name, kind] for name in ('right', 'found', 'gold'))):5.1f}" for kind in kinds]
    return "   ".join(parts)


if __name__ == "__main__":
    main()
