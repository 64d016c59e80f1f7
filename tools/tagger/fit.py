"""The training loop, and what a trained network says of a text."""

import copy
import random
import time
from collections.abc import Callable, Iterator, Sequence

import numpy as np
import torch
from data import Example
from model import Linear, Tagger

from reader.entities.tagger.labels import LABELS

TOGETHER = 4096
"""Pieces in one step."""

_BITS = torch.arange(LABELS)


def batches(examples: Sequence[Example], rng: random.Random, size: int = TOGETHER) -> list[list[Example]]:
    """Put windows of like length together, in random order."""
    ordered = sorted(examples, key=lambda example: len(example.pieces) + rng.random() * 16)
    found: list[list[Example]] = []
    batch: list[Example] = []
    for example in ordered:
        if batch and (len(batch) + 1) * max(len(example.pieces), len(batch[-1].pieces)) > size:
            found.append(batch)
            batch = []
        batch.append(example)
    if batch:
        found.append(batch)
    rng.shuffle(found)
    return found


Batch = tuple[torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor]


def tensors(batch: Sequence[Example], sources: Sequence[int]) -> Batch:
    """Return pieces, features, lengths, sources, and the rows and columns of the tokens' first pieces."""
    length = max(len(example.pieces) for example in batch)
    pieces = np.zeros((len(batch), length), np.int64)
    marks = np.zeros((len(batch), length), np.int64)
    for row, example in enumerate(batch):
        pieces[row, : len(example.pieces)] = example.pieces
        marks[row, : len(example.features)] = example.features
    rows = np.concatenate([np.full(len(example.firsts), row) for row, example in enumerate(batch)])
    columns = np.concatenate([example.firsts for example in batch])
    lengths = [len(example.pieces) for example in batch]
    arrays = (pieces, marks, np.array(lengths), np.array(sources), rows, columns.astype(np.int64))
    return tuple(torch.from_numpy(array) for array in arrays)  # type: ignore[return-value]


def loss_of(scores: torch.Tensor, batch: Sequence[Example]) -> torch.Tensor:
    """Return how unlikely the network finds what people marked, or how far it is from what the teachers say."""
    logs = scores.log_softmax(-1)
    allowed = torch.from_numpy(np.concatenate([example.allowed for example in batch]))
    barred = (allowed[:, None] >> _BITS) & 1 == 0
    marked = -torch.logsumexp(logs.masked_fill(barred, -1e4), -1)
    if all(example.soft is None for example in batch):
        return marked.mean()
    blank = np.zeros((1, LABELS), np.float32)
    taught = [blank.repeat(len(e.firsts), 0) if e.soft is None else e.soft.astype(np.float32) for e in batch]
    soft = torch.from_numpy(np.concatenate(taught))
    return torch.where(soft.sum(-1) > 0, -(soft * logs).sum(-1), marked).mean()


def fit(
    model: Tagger,
    examples: Callable[[], Sequence[Example]],
    *,
    epochs: float,
    rate: float,
    seed: int,
    unnamed: float = 0.4,
    decay: float = 0.9,
    warm: float = 0.1,
    rounds_from: float = 2.0,
    average: float = 0.0,
) -> Tagger:
    """Train a network and return it.

    Args:
        model: what is trained.
        examples: called for every epoch, so that texts may be rewritten each time.
        epochs: how often the examples are seen.
        rate: the highest learning rate, that of the last layer; each layer below learns by `decay` less.
        seed: of the order of the examples.
        unnamed: how often the network is not told which set an example is of.
        decay: see `rate`.
        warm: share of the steps in which the learning rate rises.
        rounds_from: share of the steps after which products are rounded as on 8 bits.
        average: weight of the past in a running mean of the weights, which is returned; 0 returns the last ones.
    """
    rng = random.Random(seed)
    torch.manual_seed(seed)
    optimiser = torch.optim.AdamW(_groups(model, rate, decay), betas=(0.9, 0.98), foreach=True)
    total = int(len(batches(examples(), random.Random(0))) * epochs)
    mean = copy.deepcopy(model) if average else None
    begun = time.monotonic()
    lately: list[float] = []
    for step, batch in enumerate(_endless(examples, rng)):
        if step >= total:
            break
        share = step / total
        Linear.rounds = share >= rounds_from
        for group in optimiser.param_groups:
            group["lr"] = group["rate"] * (share / warm if share < warm else (1 - share) / (1 - warm))
        model.train()
        sources = [0 if rng.random() < unnamed else example.source for example in batch]
        *inputs, rows, columns = tensors(batch, sources)
        with torch.autocast("cpu", torch.bfloat16):
            scores = model(*inputs)
        loss = loss_of(scores[rows, columns].float(), batch)
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimiser.step()
        lately.append(loss.item())
        if mean is not None and step % 4 == 0:
            keep = min(average, (step + 4) / (step + 40))
            with torch.no_grad():
                torch._foreach_lerp_(list(mean.parameters()), list(model.parameters()), 1 - keep)
        if (step + 1) % 100 == 0:
            print(
                f"step {step + 1}/{total}  loss {np.mean(lately[-100:]):.4f}  {time.monotonic() - begun:.0f} s",
                flush=True,
            )
    Linear.rounds = False
    return model if mean is None else mean


def _endless(examples: Callable[[], Sequence[Example]], rng: random.Random) -> Iterator[list[Example]]:
    while True:
        yield from batches(examples(), rng)


def _groups(model: Tagger, rate: float, decay: float) -> list[dict[str, object]]:
    depth = len(model.layers)
    parts = [(model.words, rate * decay ** (depth + 1)), (model.places, rate * decay ** (depth + 1))]
    parts += [(model.norm, rate * decay ** (depth + 1)), (model.parts, 3 * rate), (model.sources, 3 * rate)]
    parts += [(layer, rate * decay ** (depth - number)) for number, layer in enumerate(model.layers)]
    parts.append((model.head, 3 * rate))
    return [
        {"params": [weight], "rate": its_rate, "lr": 0.0, "weight_decay": 0.01 if weight.ndim > 1 else 0.0}
        for part, its_rate in parts
        for weight in part.parameters()
    ]


def logarithms(model: Tagger, examples: Sequence[Example], source: int = 0) -> list[np.ndarray]:
    """Return the logarithms of the probabilities of the labels of each example's tokens."""
    model.eval()
    order = sorted(range(len(examples)), key=lambda number: len(examples[number].pieces))
    found: list[np.ndarray] = [np.empty(0)] * len(examples)
    with torch.inference_mode(), torch.autocast("cpu", torch.bfloat16):
        for numbers in _runs(order, examples):
            batch = [examples[number] for number in numbers]
            *inputs, rows, columns = tensors(batch, [source] * len(batch))
            logs = model(*inputs).float()[rows, columns].log_softmax(-1).numpy()
            at = 0
            for number, example in zip(numbers, batch, strict=True):
                found[number] = logs[at : at + len(example.firsts)]
                at += len(example.firsts)
    return found


def _runs(order: Sequence[int], examples: Sequence[Example]) -> Iterator[list[int]]:
    run: list[int] = []
    for number in order:
        if run and (len(run) + 1) * len(examples[number].pieces) > TOGETHER:
            yield run
            run = []
        run.append(number)
    if run:
        yield run
