"""How long it takes to say who is who in a large folder: `python benchmarks/directory.py [DOCUMENTS]`.

The folder is made up: names with given and family names of made-up syllables, few of them often and most of them rarely.
"""

import random
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import accumulate
from pathlib import Path

from reader.corpus import EntityMentions, Found, Index, Text, beside, directory, graph, months, occurrences, text_of
from reader.documents import FileEntry, make_document
from reader.notebook import EntityDecision
from reader.text.mention import EntityKind, Mention

_SYLLABLES = (
    "ka lo mi ren ta vo sel dar nu pe shi ro ban el go har ini jo ku lan mar ne os pri qua ris su tor uli ve".split()
)
_KINDS: tuple[EntityKind, ...] = ("person", "person", "organization", "place")


def main() -> None:
    """Make a folder up and measure."""
    documents = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    with tempfile.TemporaryDirectory() as home:
        index = Index(Path(home) / "index.sqlite")
        with timed(f"index {documents:,} documents"):
            _fill(index, documents)
        with index.reading() as db:
            for table in ("names", "entities", "mentions"):
                print(f"{db.execute(f'SELECT count(*) FROM {table}').fetchone()[0]:>12,} {table}")  # noqa: S608
        print(f"{index.path.stat().st_size / 2**20:>12,.0f} MB index")
        with timed("directory, first time"):
            known = directory(index)
        again = Index(index.path)
        with timed("directory, when the folder is opened again"):
            directory(again)
        again.close()
        print(f"{len(known.entities):>12,} entities in it")
        for entity in (known.entities[0], known.entities[100], known.entities[5_000]):
            with timed(f"occurrences of one with {entity.mentions:,} mentions"):
                found = occurrences(index, known, entity)
                months(found)
            with timed("beside it"):
                beside(index, known, entity)
        for typed in ("ka", entity.name[:-1] + "x"):
            for turn in ("first", "again"):
                with timed(f"what is typed is looked up, {turn}"):
                    known.matching(typed)
        with timed("suggestions"):
            known.suggestions()
        with timed("graph of the 300 most mentioned"):
            graph(index, known, known.entities[:300])
        called = next(entity for entity in known.entities if entity.aliases)
        decisions = [
            EntityDecision("e-1", "split", called.names, form=called.aliases[0]),
            EntityDecision("e-2", "same", (known.entities[1].names[0], known.entities[2].names[0])),
            EntityDecision("e-3", "add", (), to=known.entities[3].name.split()[0], kind="work"),
        ]
        with timed("directory with decisions: a split, a merge, an addition"):
            directory(index, decisions)
        index.close()
    print(f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:>12,.0f} MB at most")


@contextmanager
def timed(what: str) -> Iterator[None]:
    """Print how long a block took."""
    start = time.perf_counter()
    yield
    print(f"{time.perf_counter() - start:>12.3f} s {what}")


def _fill(index: Index, documents: int) -> None:
    chance = random.Random(7)  # noqa: S311 (the same folder every time)
    names = [_name(chance) for _ in range(documents * 3)]
    cumulative = list(accumulate(1 / (at + 5) for at in range(len(names))))
    for number in range(documents):
        entry = FileEntry(Path(), f"{number:06}.txt", 1, 1)
        chosen = chance.choices(names, cum_weights=cumulative, k=14)
        index.store(entry, *_analysed(entry.name, number, chance, chosen))


def _name(chance: random.Random) -> tuple[EntityKind, str]:
    words = ("".join(chance.choices(_SYLLABLES, k=chance.randint(2, 3))).capitalize() for _ in range(2))
    return chance.choice(_KINDS), " ".join(words)


def _analysed(
    name: str, number: int, chance: random.Random, chosen: list[tuple[EntityKind, str]]
) -> tuple[Text, Found]:
    parts: list[str] = [f"Date: {2000 + number % 25}-{number % 12 + 1:02}-01\n\n"]
    at = len(parts[0])
    mentions: dict[tuple[EntityKind, str], list[Mention]] = {}
    for kind, full in [*chosen, *chosen[:8]]:
        form = full.split()[-1] if kind == "person" and (kind, full) in mentions else full
        before = "It was said in the evening that "
        after = " did what had to be done" + chance.choice((". ", ", and ", ".\n\n"))
        start = at + len(before)
        mentions.setdefault((kind, full), []).append(Mention(start, start + len(form), kind, form))
        parts.append(before + form + after)
        at += len(parts[-1])
    document = make_document("".join(parts).encode(), Path(name), name)
    entities = tuple(EntityMentions(full, kind, tuple(found)) for (kind, full), found in mentions.items())
    return text_of(document), Found(entities)


if __name__ == "__main__":
    main()
