"""Passages that say the same in nearly the same words, as wire copy does."""

import zlib
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from reader.search.model import Hit
from reader.text.folding import tokens

_RUN: Final = 4
"""Words in a row that are compared."""

_SAME: Final = 0.7
"""How much of the shorter passage must stand in the longer one."""


def folded(hits: Sequence[Hit]) -> list[Hit]:
    """Return hits without those that repeat one before them; that one has them as its copies."""
    kept: list[tuple[Hit, frozenset[int], list[Hit]]] = []
    for hit in hits:
        runs = _runs(hit.text)
        copies = next((copies for _hit, others, copies in kept if _are_same(runs, others)), None)
        if copies is None:
            kept.append((hit, runs, []))
        else:
            copies.append(hit)
    return [replace(hit, copies=tuple(copies)) if copies else hit for hit, _runs, copies in kept]


def _runs(text: str) -> frozenset[int]:
    words = [word for _start, _end, word in tokens(text)]
    last = max(1, len(words) - _RUN + 1)
    return frozenset(zlib.crc32(" ".join(words[at : at + _RUN]).encode("utf-8", "replace")) for at in range(last))


def _are_same(one: frozenset[int], other: frozenset[int]) -> bool:
    smaller = min(len(one), len(other))
    return len(one & other) >= _SAME * smaller and max(len(one), len(other)) <= 3 * smaller
