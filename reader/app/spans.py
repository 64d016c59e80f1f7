"""Overlapping spans laid flat, so that a row can be drawn from left to right."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator

Span = tuple[int, int, str]
"""Start, end and tag of a stretch of text."""


class FlatSpans:
    """Spans that may overlap, cut at every edge; each piece knows the tags that cover it."""

    def __init__(self, spans: Iterable[Span] = ()) -> None:
        """Lay spans flat, in time proportional to n log n of their number."""
        edges: list[tuple[int, int, str]] = []
        for start, end, tag in spans:
            if start < end:
                edges.append((start, 1, tag))
                edges.append((end, -1, tag))
        edges.sort()
        self._starts: list[int] = [0]
        self._tags: list[frozenset[str]] = [frozenset()]
        depth: dict[str, int] = {}
        interned: dict[frozenset[str], frozenset[str]] = {}
        for position, (offset, step, tag) in enumerate(edges):
            depth[tag] = depth.get(tag, 0) + step
            if depth[tag] == 0:
                del depth[tag]
            if position + 1 < len(edges) and edges[position + 1][0] == offset:
                continue
            tags = frozenset(depth)
            self._starts.append(offset)
            self._tags.append(interned.setdefault(tags, tags))

    def pieces(self, start: int, end: int) -> Iterator[tuple[int, int, frozenset[str]]]:
        """Yield the pieces that make up `start` to `end` without a gap, each with its tags."""
        index = bisect_right(self._starts, start) - 1
        while start < end:
            stop = self._starts[index + 1] if index + 1 < len(self._starts) else end
            stop = min(stop, end)
            if stop > start:
                yield start, stop, self._tags[index]
            start = stop
            index += 1


def merged(layers: Iterable[FlatSpans], start: int, end: int) -> Iterator[tuple[int, int, frozenset[str]]]:
    """Yield the pieces of `start` to `end` with the tags of every layer, cut wherever any layer changes."""
    pieces = [(start, end, frozenset[str]())] if start < end else []
    for layer in layers:
        finer: list[tuple[int, int, frozenset[str]]] = []
        for first, last, tags in pieces:
            finer.extend((low, high, tags | more if more else tags) for low, high, more in layer.pieces(first, last))
        pieces = finer
    yield from pieces
