"""Folders of made-up news, the same at every run: headers, paragraphs, people, numbers, and stories told twice."""

import random
import tempfile
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np

from benchmarks.search.words import Names, vocabulary

VERSION: Final = 1
"""Raised when other files are made, so that old ones are not taken for them."""

_SEED: Final = 20_250_201
_AT_ONCE: Final = 500
"""Documents whose words are drawn together."""


class Size(NamedTuple):
    """How large a corpus is."""

    documents: int
    words: int
    """In a document, on average."""


SIZES: Final = {"small": Size(1_500, 280), "medium": Size(36_000, 252), "large": Size(140_000, 494)}


def kept_at(size: str) -> Path:
    """Return where a corpus and its index are kept, so that a second run finds them."""
    return Path(tempfile.gettempdir()) / f"reader-benchmark-{VERSION}-{size}"


def corpus(size: str) -> Path:
    """Return the folder of a corpus, making it where it is not there yet."""
    home = kept_at(size)
    folder, unfinished = home / "documents", home / "unfinished"
    if not folder.exists():
        chance = random.Random(_SEED)  # noqa: S311 (no secret)
        for number, text in enumerate(stories(chance, SIZES[size])):
            shelf = unfinished / f"{number // 1000:03}"
            if number % 1000 == 0:
                shelf.mkdir(parents=True, exist_ok=True)
            (shelf / f"{number:06}.txt").write_text(text, encoding="utf-8")
        unfinished.rename(folder)
    return folder


def stories(chance: random.Random, size: Size) -> Iterator[str]:
    """Yield the texts of a corpus; one in twenty was told before in nearly the same words."""
    words, names = vocabulary(chance), Names(chance, size.documents)
    draw = np.random.default_rng(chance.getrandbits(32))
    told: list[list[str]] = []
    for first in range(0, size.documents, _AT_ONCE):
        count = min(_AT_ONCE, size.documents - first)
        lengths = np.clip(draw.lognormal(np.log(size.words) - 0.25, 0.7, count), 60, 6_000).astype(int)
        for numbers in np.split(words.drawn(draw, int(lengths.sum())), np.cumsum(lengths)[:-1]):
            if told and chance.random() < 0.05:
                paragraphs = _told_again(chance.choice(told), chance)
            else:
                paragraphs = list(_paragraphs(words.words[numbers].tolist(), names, chance))
                if chance.random() < 0.02:
                    told.append(paragraphs)
            yield _headed(paragraphs, names, chance)


def _headed(paragraphs: list[str], names: Names, chance: random.Random) -> str:
    day = date(1990, 1, 1) + timedelta(chance.randrange(12_000))
    title = " ".join(paragraphs[0].split()[: chance.randint(4, 9)]).strip(",.")
    head = [f"Title: {title}", f"Date: {day.isoformat()}"]
    if chance.random() < 0.5:
        head.append(f"Author: {names.person(chance)}")
    return "\n".join(head) + "\n\n" + "\n\n".join(paragraphs) + "\n"


def _paragraphs(words: list[str], names: Names, chance: random.Random) -> Iterator[str]:
    """Cut words into sentences, put people and numbers into them, and some sentences into a paragraph."""
    heroes = [names.person(chance) for _ in range(chance.randint(1, 4))]
    sentences: list[str] = []
    wanted, at = chance.randint(1, 4), 0
    while at < len(words):
        sentence = words[at : at + chance.randint(6, 30)]
        at += len(sentence)
        _put_in(sentence, heroes, names, chance)
        sentence[0] = sentence[0][0].upper() + sentence[0][1:]
        sentences.append(" ".join(sentence) + ".")
        if len(sentences) >= wanted:
            yield " ".join(sentences)
            sentences, wanted = [], chance.randint(1, 6)
    if sentences:
        yield " ".join(sentences)


def _put_in(sentence: list[str], heroes: list[str], names: Names, chance: random.Random) -> None:
    what, at = chance.random(), chance.randrange(len(sentence))
    if what < 0.25:
        hero = chance.choice(heroes)
        sentence[at] = hero if chance.random() < 0.5 else hero.split()[-1]
    elif what < 0.35:
        sentence[at] = names.person(chance)
    elif what < 0.5:
        sentence[at] = names.body(chance)
    elif what < 0.6:
        sentence[at] = f"{int(10 ** chance.uniform(0, 5)):,}"
    elif what < 0.63:
        sentence[at] = f"in {chance.randint(1950, 2030)}"
    if len(sentence) > 12:
        sentence[len(sentence) // 2] += ","


def _told_again(paragraphs: list[str], chance: random.Random) -> list[str]:
    """Return a story as another paper prints it: some words differ, the end may be cut."""
    kept = paragraphs[: max(1, len(paragraphs) - chance.randint(0, 2))]
    again = []
    for paragraph in kept:
        words = paragraph.split(" ")
        if len(words) > 4:
            del words[chance.randrange(1, len(words) - 1)]
        again.append(" ".join(words))
    return again
