"""Looks for a regular expression in passages, for as long as there is time."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from reader.search.patterns import compiled
from reader.search.retrieval import NO_ROWS, Retrieval, Rows

LIMIT: Final = 1.0
"""Seconds that a pattern may take over one passage."""


@dataclass(frozen=True, slots=True)
class Scanned:
    """The passages that a pattern is found in."""

    rows: Rows
    spans: Mapping[int, list[tuple[int, int]]]
    """Where it stands in each, with offsets into the passage."""

    problem: str = ""
    """Why not all passages were looked through, if so."""


def scan(source: str, retrieval: Retrieval, rows: Rows | None = None) -> Scanned:
    """Look for a pattern in passages, in all of the index if none are named.

    It is given up where it takes too long, which some patterns do on some texts.
    """
    pattern = compiled(source)
    if pattern is None:
        return Scanned(NO_ROWS, {}, f"/{source}/ is no pattern")
    spans: dict[int, list[tuple[int, int]]] = {}
    passed = 0
    try:
        for passage in retrieval.all_passages(rows):
            found = [match.span() for match in pattern.finditer(passage.text, timeout=LIMIT) if match.group()]
            if found:
                spans[passage.row] = found
            passed += 1
            if passed % 100 == 0 and not retrieval.has_time():
                break
    except TimeoutError:
        problem = f"/{source}/ takes too long: it was given up after {passed:,} passages"
    else:
        late = f"/{source}/ was looked for in the first {passed:,} passages only; more words make it quicker"
        problem = late if retrieval.is_late else ""
    return Scanned(np.array(sorted(spans), np.int64), spans, problem)
