"""Ranked passages of an index: exact ones first, then those spelt differently, then the next best."""

import threading
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

import numpy as np

from reader.corpus import Index
from reader.notebook import Notebook
from reader.search.answer import ENOUGH, Answer, Candidate
from reader.search.copies import folded
from reader.search.filters import Conditions
from reader.search.loose import other_spellings
from reader.search.model import Hit, Match, Order, Results
from reader.search.parts import Parts
from reader.search.query import Query, parse
from reader.search.ranking import Place
from reader.search.retrieval import Retrieval
from reader.search.scattered import apart, nearby, partly
from reader.search.vocabulary import Vocabulary
from reader.text.folding import Words

BUDGET: Final = 0.08
"""Seconds for an answer that follows the typing."""

PATIENCE: Final = 5.0
"""Seconds for a query that reads the passages themselves, where somebody waits for the whole answer."""


class Searcher:
    """Answers queries over one index and notebook, from any thread. It follows their changes."""

    def __init__(self, index: Index, notebook: Notebook | None = None) -> None:
        """Prepare to search `index`; the vocabulary is read with the first query, or by `warm`.

        Args:
            index: what is searched.
            notebook: what was marked and read, for conditions such as `has:note`.
        """
        self._lock = threading.Lock()
        self._retrieval = Retrieval(index)
        self._conditions = Conditions(self._retrieval, notebook)
        self._vocabulary = Vocabulary()
        self._version = self._counting = -1
        self._again_at = 0.0

    def warm(self) -> None:
        """Read the vocabulary and where documents lie now, so that the first query need not."""
        with self._lock:
            self._refresh()
            self._retrieval.everything()

    def close(self) -> None:
        """Close the connection to the index."""
        with self._lock:
            self._retrieval.close()

    def search(
        self,
        typed: str,
        limit: int = 50,
        *,
        order: Order = "relevance",
        fold_copies: bool = False,
        seconds: float = BUDGET,
        stopped: Callable[[], bool] = lambda: False,
    ) -> Results:
        """Return the passages that answer what was typed; any string is answered, none is an error.

        This is what the search screen and `reader search` show.

        Args:
            typed: words, phrases and conditions, as `reader.search.query` reads them.
            limit: how many passages are wanted.
            order: best first, or by the day of the document. Other spellings come after exact passages in any case.
            fold_copies: whether of passages that say nearly the same the best one stands for all.
            seconds: how long the index may be asked; what is found by then is the answer. A pattern may need longer.
            stopped: asked now and then whether the answer is still wanted.
        """
        query = parse(typed)
        if query.root is None:
            return Results((), (), reading=query.reading, problems=query.problems)
        with self._lock:
            version = self._refresh()
            parts = Parts.of(query.root)
            with self._retrieval.limited(seconds, stopped):
                answer = Answer(query, parts, self._retrieval, self._vocabulary, self._conditions, version)
                return self._answer(answer, query, limit, order, fold_copies=fold_copies)

    def _refresh(self) -> int:
        """Follow the index; while it is being built, its words only now and then."""
        version = self._retrieval.version()
        started = time.monotonic()
        if version != self._version and started >= self._again_at:
            counting = self._retrieval.counting() + (version >> 40 << 40)
            if counting != self._counting:
                self._vocabulary = self._retrieval.vocabulary()
                self._counting = counting
            self._vocabulary.change(self._retrieval.changed_words())
            self._version = version
            self._again_at = time.monotonic() + 5 * (time.monotonic() - started)
        return version

    def _answer(self, answer: Answer, query: Query, limit: int, order: Order, *, fold_copies: bool) -> Results:
        wanted = 3 * limit if fold_copies else limit + 1
        found = answer.exact(wanted, order)
        hits = self._hits(answer, found)
        nothing_else: tuple[tuple[str, int], ...] = ()
        if len(found) < min(ENOUGH, limit) and answer.parts.texts and self._retrieval.has_time():
            seen = {candidate.passage.row for candidate in found}
            others = other_spellings(answer, seen) + ([] if found else apart(answer, seen))
            others.sort(key=lambda candidate: candidate.cost)
            hits += self._hits(answer, others[:wanted])
            if not hits:
                hits = self._hits(answer, partly(answer, limit))
            if not hits:
                nothing_else = nearby(answer)
        if fold_copies:
            hits = folded(hits)
        complete = answer.is_complete and not self._retrieval.is_late
        return Results(
            tuple(hits[:limit]),
            query.words,
            len(hits) > limit,
            query.reading,
            tuple(dict.fromkeys(answer.problems)),
            len(answer.rows) if complete else None,
            self._counts(answer, hits[:limit]),
            nothing_else,
            self._retrieval.is_late,
        )

    def _hits(self, answer: Answer, candidates: Sequence[Candidate]) -> list[Hit]:
        documents = self._retrieval.documents(candidate.passage.document for candidate in candidates)
        hits = []
        for candidate in candidates:
            passage = candidate.passage
            if passage.document not in documents:
                continue  # it was taken out a moment ago
            matches, respelt = _matches(candidate)
            extra = [(low + passage.start, high + passage.start) for low, high in answer.scanned.get(passage.row, ())]
            end = passage.start + len(passage.text)
            extra += [span for span in answer.lit.get(passage.document, ()) if passage.start <= span[0] < end]
            known = {(match.start, match.end) for match in matches}
            matches += [Match(*span, is_fuzzy=False) for span in dict.fromkeys(extra) if span not in known]
            matches.sort(key=lambda match: (match.start, match.end))
            document = documents[passage.document][0]
            hits.append(Hit(document, passage.start, passage.text, tuple(matches), candidate.how, respelt))
        return hits

    def _counts(self, answer: Answer, hits: Iterable[Hit]) -> Mapping[int, int]:
        documents = self._retrieval.documents(hit.document.row for hit in hits)
        rows = answer.rows
        return {
            number: int(np.searchsorted(rows, last, "right") - np.searchsorted(rows, first))
            for number, (_document, first, last) in documents.items()
        }


def _matches(candidate: Candidate) -> tuple[list[Match], tuple[tuple[str, str], ...]]:
    """Return what answers the query in a passage, and what was taken for what."""
    passage = candidate.passage
    words = Words(passage.text)
    matches: dict[tuple[int, int], Match] = {}
    respelt: dict[tuple[str, str], None] = {}
    for number, group in enumerate(candidate.groups):
        places = [Place(*found) for found in group.found_in(words.folded)]
        if candidate.weighed is not None:
            # of several spellings the one that the passage was chosen for counts
            chosen = candidate.weighed.places[number]
            places = [place for place in places if chosen and place.reading == chosen.reading]
        for place in places:
            start, end = words.span(place.first, place.last)
            span = start + passage.start, end + passage.start
            is_fuzzy = place.reading.distance > 0 and place.reading.said != group.typed
            matches.setdefault(span, Match(*span, is_fuzzy=is_fuzzy))
            if is_fuzzy:
                respelt[group.typed, place.reading.said] = None
    return list(matches.values()), tuple(respelt)
