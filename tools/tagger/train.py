"""Trains the network that finds names, from annotated text to the file that ships: see README.md beside this file."""

import argparse
import random
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from card import card
from data import OPEN_GENRES, SOURCES, Example, examples, read_jsonl, source_of
from export import save
from fit import fit, logarithms
from model import Tagger

from reader.entities.tagger.pieces import WordPieces
from reader.entities.tagger.windows import LONGEST

TEACHERS = ((1, 4.0, 1.5e-4), (2, 6.0, 3e-4))
"""Seed, epochs and learning rate of each teacher."""

UNLABELLED = ("gmb_clean.jsonl", "unlabelled_wikipedia.jsonl")
TWEETS = "abef"
"""Parts of the Broad Twitter Corpus that are used: all of it would drown the prose."""

STRETCH = 600
"""Code points of consecutive sentences of news that are read together, as they stood together."""

Annotated = list[tuple[str, dict[str, Any]]]


def annotated(folder: Path) -> Annotated:
    """Return the documents whose licence lets weights trained on them be given away, each with its set."""
    found: Annotated = []
    for path in sorted(folder.glob("*.jsonl")):
        source = source_of(path.name)
        if path.name in UNLABELLED or source == "none" or (source == "btc" and path.stem[-1] not in TWEETS):
            continue
        found += [
            (source, document) for document in read_jsonl(path) if source != "gum" or document["genre"] in OPEN_GENRES
        ]
    return found


def unlabelled(folder: Path) -> list[dict[str, Any]]:
    """Return text without annotations: sentences of news put together again, sentences of an encyclopedia as they are."""
    found: list[dict[str, Any]] = []
    for name in UNLABELLED:
        lines: list[str] = []
        for document in read_jsonl(folder / name):
            lines.append(document["text"])
            if name != UNLABELLED[0] or sum(map(len, lines)) > STRETCH:
                found.append({"id": f"{name}-{len(found)}", "text": " ".join(lines)})
                lines = []
    return found


def vocabulary(bert: Path) -> tuple[list[str], list[int]]:
    """Return the word pieces that are kept of a BERT vocabulary, and their numbers in it: no placeholders, no CJK."""
    pieces = (bert / "vocab.txt").read_text(encoding="utf-8").splitlines()
    kept = [
        number
        for number, piece in enumerate(pieces)
        if not piece.startswith("[unused") and not any(letter >= "\u2e80" for letter in piece.removeprefix("##"))
    ]
    return [pieces[number] for number in kept], kept


def rewriting(rng: random.Random) -> Callable[[str], str] | None:
    """Return, now and then, what writes a text all small or all large, as chats and headlines are."""
    chance = rng.random()
    if chance < 0.06:
        return lambda text: "".join(low if len(low := letter.lower()) == 1 else letter for letter in text)
    if chance < 0.10:
        return lambda text: "".join(high if len(high := letter.upper()) == 1 else letter for letter in text)
    return None


def marked(cutter: WordPieces, documents: Annotated, rng: random.Random) -> list[Example]:
    """Return windows of annotated text, some of them short, some of them rewritten, others every time."""
    return [
        example
        for source, document in documents
        for example in examples(
            cutter, document, source, rng.choice((LONGEST, LONGEST, LONGEST, 80, 40)), rewriting(rng)
        )
    ]


def taught(cutter: WordPieces, documents: Sequence[dict[str, Any]], teachers: Sequence[Tagger]) -> list[Example]:
    """Return windows of text labelled by the mean of what the teachers say."""
    found = [example for document in documents for example in examples(cutter, document, "none")]
    for teacher in teachers:
        for example, logs in zip(found, logarithms(teacher, found), strict=True):
            share = (np.exp(logs) / len(teachers)).astype(np.float16)
            example.soft = share if example.soft is None else example.soft + share
    return found


def blank(bert: Path, pieces: Sequence[str], kept: list[int]) -> Tagger:
    """Return a network that knows what BERT knows, and no labels yet."""
    model = Tagger(len(pieces), len(SOURCES))
    model.load_bert(bert / "model.safetensors", kept)
    return model


def main() -> None:
    """Train the teachers, let them label text, train the pupil, write it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, help="folder of JSON lines: annotated sets and unlabelled text")
    parser.add_argument("bert", type=Path, help="folder of a small BERT: vocab.txt and model.safetensors")
    parser.add_argument("out", type=Path, help="the ONNX file to write")
    parser.add_argument("--work", type=Path, default=Path("tagger-work"), help="where teachers are kept between runs")
    parser.add_argument("--threads", type=int, default=torch.get_num_threads())
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    options.work.mkdir(exist_ok=True)
    pieces, kept = vocabulary(options.bert)
    cutter = WordPieces(pieces)
    gold = annotated(options.data)
    teachers = []
    for seed, epochs, rate in TEACHERS:
        path = options.work / f"teacher-{seed}.pt"
        teacher = blank(options.bert, pieces, kept)
        if path.exists():
            teacher.load_state_dict(torch.load(path))
        else:
            rng = random.Random(seed)
            torch.manual_seed(seed)
            fit(teacher, lambda rng=rng: marked(cutter, gold, rng), epochs=epochs, rate=rate, seed=seed)
            torch.save(teacher.state_dict(), path)
        teachers.append(teacher)
    silver = taught(cutter, unlabelled(options.data), teachers)
    print(f"{len(silver):,} windows labelled by {len(teachers)} teachers", flush=True)
    rng = random.Random(0)
    pupil = fit(
        teachers[0],
        lambda: [*marked(cutter, gold, rng), *silver],
        epochs=2,
        rate=2e-4,
        seed=0,
        rounds_from=0.6,
        average=0.995,
    )
    torch.save(pupil.state_dict(), options.work / "pupil.pt")
    save(pupil, pieces, options.out, card(gold, silver, pieces))


if __name__ == "__main__":
    main()
