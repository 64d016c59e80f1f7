"""Reads annotated text and turns it into what the network trains on."""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import numpy as np

from reader.entities.tagger.labels import label_number
from reader.entities.tagger.pieces import Token, WordPieces
from reader.entities.tagger.windows import LONGEST, features, sentence_starts, windows

TYPES: Final = {"PER": "person", "ORG": "organization", "LOC": "place"}

# What a set calls the rest. A tuple: the set does not say which of these it is.
OTHER = {
    "event": ("event",),
    "election": ("event",),
    "book": ("work",),
    "poem": ("work",),
    "album": ("work",),
    "song": ("work",),
    "magazine": ("work",),
    "creative-work": ("work",),
    "abstract": ("work", "event", "other"),
}
REST = ("work", "other")

SOURCES = ("none", "ewt", "gum", "crossner", "wnut", "btc")
"""Where annotations come from: each set has habits of its own, which the network may learn apart from the rest."""

UNNAMED = {"ewt", "btc"}
"""Sets that mark people, organizations and places alone: what else they leave bare may be of any other kind."""

OPEN_GENRES = {"news", "interview", "academic", "court", "bio", "voyage"}
"""Genres of GUM whose licence lets weights trained on them be given away."""


@dataclass(slots=True)
class Example:
    """One window of text, as numbers."""

    pieces: np.ndarray
    features: np.ndarray
    firsts: np.ndarray
    """Positions of the first piece of each token."""

    allowed: np.ndarray
    """A bit set of the labels each token may have."""

    source: int = 0
    soft: np.ndarray | None = None
    """What a teacher gives each label of each token, where it labelled the text."""

    document: str = ""
    spans: list[tuple[int, int]] = field(default_factory=list)
    """Code points of each token."""


def read_jsonl(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the documents of a file."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                yield json.loads(line)


def source_of(name: str) -> str:
    """Return the set that a file belongs to."""
    return next((source for source in SOURCES if name.startswith(source)), "none")


def allowed_labels(tokens: list[Token], entities: Iterable[dict[str, Any]], source: str) -> np.ndarray:
    """Return which labels each token may have, as bits, by what the annotators marked."""
    bare = 1
    if source in UNNAMED:
        for kind in ("event", "work", "other"):
            bare |= 1 << label_number(kind, begins=True) | 1 << label_number(kind, begins=False)
    allowed = np.full(len(tokens), bare, dtype=np.int64)
    starts = np.array([token.start for token in tokens])
    for entity in entities:
        kind = entity["type"]
        kinds = (TYPES[kind],) if kind in TYPES else OTHER.get(str(entity.get("otype")).lower(), REST)
        first = int(np.searchsorted(starts, entity["start"]))
        last = int(np.searchsorted(starts, entity["end"]))
        for number in range(first, last):
            bits = 0
            for name in kinds:
                bits |= 1 << label_number(name, begins=number == first)
            allowed[number] = bits
    return allowed


def examples(
    cutter: WordPieces,
    document: dict[str, Any],
    source: str,
    longest: int = LONGEST,
    rewrite: Callable[[str], str] | None = None,
) -> Iterator[Example]:
    """Yield the windows of a document; `rewrite` may change its letters, one for one."""
    text = document["text"] if rewrite is None else rewrite(document["text"])
    tokens = cutter.tokens(text)
    if not tokens:
        return
    starts = sentence_starts(document["text"], tokens)
    codes = features(text, tokens, starts)
    allowed = allowed_labels(tokens, document.get("entities", ()), source)
    for window in windows(tokens, starts, longest):
        pieces, marks, firsts = [cutter.begin], [0], []
        for number in range(window.first, window.last):
            firsts.append(len(pieces))
            pieces.extend(tokens[number].pieces)
            marks.extend([codes[number]] * len(tokens[number].pieces))
        pieces.append(cutter.end)
        marks.append(0)
        yield Example(
            np.array(pieces, dtype=np.int32),
            np.array(marks, dtype=np.int32),
            np.array(firsts, dtype=np.int32),
            allowed[window.first : window.last],
            SOURCES.index(source),
            None,
            document["id"],
            [(token.start, token.end) for token in tokens[window.first : window.last]],
        )
