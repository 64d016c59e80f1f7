"""How well given mentions are gathered into entities: `python benchmarks/linking.py FILE ...`.

A file has one document a line: {"text": ..., "entities": [{"start", "end", "type", "grp"}, ...]}. Mentions of one `grp`
are one entity. Counted are pairs of mentions of one document, pooled over the documents of a file: precision is the
share of the joined pairs that belong together, recall the share of the pairs that belong together that are joined.

Types are PER ORG LOC NORP and MISC. MISC is whatever is none of the others (works, events, laws, species); it is
given to the linker as a work and joined by its name alone. Two figures: over pairs of PER, ORG and LOC, which is what
others report, and over all pairs. Mentions without a `grp` are left out. `--half 0` or `--half 1` reads every second
document, so that rules can be made on one half and tried on the other; `--errors` prints the pairs that are wrong.
"""

import argparse
import json
import time
from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import combinations
from pathlib import Path
from typing import Any, Final

from reader.entities import link
from reader.text.mention import EntityKind, Mention

KINDS: Final[dict[str, EntityKind]] = {
    "PER": "person",
    "ORG": "organization",
    "LOC": "place",
    "NORP": "nationality",
    "MISC": "work",
}
NARROW: Final = frozenset(("person", "organization", "place"))

Pairs = set[tuple[Mention, Mention]]


def documents(file: Path, half: int | None) -> list[dict[str, Any]]:
    """Return the documents of a file, all or every second."""
    with file.open(encoding="utf-8") as lines:
        found = [json.loads(line) for line in lines if line.strip()]
    return found if half is None else found[half::2]


def golden(document: dict[str, Any]) -> dict[Mention, str]:
    """Return the mentions of a document and the entity that each names."""
    mentions = {}
    for item in document["entities"]:
        if item["type"] in KINDS and item.get("grp"):
            start, end = item["start"], item["end"]
            mentions[Mention(start, end, KINDS[item["type"]], document["text"][start:end])] = item["grp"]
    return mentions


def pairs(groups: Iterable[Iterable[Mention]]) -> Pairs:
    """Return every two mentions that share a group, the earlier one first."""
    return {
        pair
        for group in groups
        for pair in combinations(sorted(group, key=lambda mention: (mention.start, mention.end)), 2)
    }


def narrow(found: Pairs) -> Pairs:
    """Return the pairs of people, organizations and places."""
    return {pair for pair in found if NARROW.issuperset(mention.kind for mention in pair)}


def figures(right: int, given: int, wanted: int) -> str:
    """Return precision, recall and F1 as a row of a table."""
    precision, recall = right / max(1, given), right / max(1, wanted)
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    return f"P {100 * precision:5.1f}  R {100 * recall:5.1f}  F1 {100 * f1:5.1f}  ({given:,} joined, {wanted:,} wanted)"


def errors(name: str, wrong: Pairs, missed: Pairs) -> None:
    """Print each two forms that were wrongly joined or not joined, most often first."""
    for sign, found in (("+", wrong), ("-", missed)):
        forms = Counter((one.text, other.text, one.kind[:3]) for one, other in found)
        for (one, other, kind), count in forms.most_common():
            print(f"{sign} {count:4} {name} {kind}: {one!r} / {other!r}")


def measure(file: Path, options: argparse.Namespace) -> None:
    """Print the figures of one file."""
    totals: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    mentions, seconds = 0, 0.0
    for document in documents(file, options.half):
        gold = golden(document)
        groups: dict[str, list[Mention]] = defaultdict(list)
        for mention, group in gold.items():
            groups[group].append(mention)
        start = time.process_time()
        entities = link(document["text"], list(gold))
        seconds += time.process_time() - start
        mentions += len(gold)
        wanted, given = pairs(groups.values()), pairs(entity.mentions for entity in entities)
        kinds = {
            kind: ({p for p in given if p[0].kind == kind}, {p for p in wanted if p[0].kind == kind}) for kind in NARROW
        }
        for row, its, gold_its in (
            ("people, organizations, places", narrow(given), narrow(wanted)),
            *((f"  {kind}", *both) for kind, both in sorted(kinds.items())),
            ("all", given, wanted),
        ):
            for at, count in enumerate((len(its & gold_its), len(its), len(gold_its))):
                totals[row][at] += count
        if options.errors:
            errors(document.get("id", ""), narrow(given - wanted), narrow(wanted - given))
    print(f"{file.name}: {mentions:,} mentions in {seconds:.2f} s")
    for row, counts in totals.items():
        print(f"  {row:<30} {figures(*counts)}")


def main() -> None:
    """Measure each file given."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument(
        "--half", type=int, choices=(0, 1), help="only every second document, from the first or second on"
    )
    parser.add_argument("--errors", action="store_true", help="print the pairs that are wrong, too")
    options = parser.parse_args()
    for file in options.files:
        measure(file, options)


if __name__ == "__main__":
    main()
