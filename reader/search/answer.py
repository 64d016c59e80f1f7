"""One query answered over one state of the index: exact passages, then respelt ones, then the next best."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from typing import Final

import numpy as np
import numpy.typing as npt

from reader.search import respelling
from reader.search.filters import Conditions, Kept
from reader.search.groups import Group, Reading, as_typed, expression_of
from reader.search.model import How, Order
from reader.search.nodes import AllOf, AnyOf, Field, Node, Not, Pattern, Period, Phrase, State, Word
from reader.search.parts import Parts
from reader.search.query import Query
from reader.search.ranking import Weighed, weigh
from reader.search.retrieval import NO_ROWS, Passage, Retrieval, Rows, Spans
from reader.search.scanning import Scanned, scan
from reader.search.vocabulary import Vocabulary
from reader.text.folding import Words, tokens

ENOUGH: Final = 10
"""With so many exact passages no other spelling is tried."""

MOST: Final = 10_000
"""Passages that are counted at most."""

_RANKED: Final = 2_500
"""Up to so many passages are ranked: that costs two microseconds each, and more tell nobody anything."""

_COMMON: Final = 20_000
"""A word that is in more passages says nothing about one, and ranking by it would count them all."""

_SORTED: Final = 20_000
"""Passages that are sorted by day one by one."""

_EVERYTHING: Final = 2**62


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage with how it answers."""

    passage: Passage
    how: How
    groups: Sequence[Group]
    weighed: Weighed | None = None

    @property
    def cost(self) -> float:
        """What lies between the passage and the query; 0 where nothing does."""
        return self.weighed.cost if self.weighed else 0.0


class Answer:
    """Works out the answer to one query."""

    def __init__(
        self,
        query: Query,
        parts: Parts,
        retrieval: Retrieval,
        vocabulary: Vocabulary,
        conditions: Conditions,
        version: int,
    ) -> None:
        """Prepare to answer."""
        self.query = query
        self.retrieval = retrieval
        self.vocabulary = vocabulary
        self.problems = list(query.problems)
        self.lit: dict[int, list[tuple[int, int]]] = {}
        self.scanned: dict[int, list[tuple[int, int]]] = {}
        self.is_complete = True
        self._conditions = conditions
        self._version = version
        self.parts = parts
        self.texts = _without_lone_letter(parts.texts)
        self._kept: list[tuple[Kept, bool]] | None = None
        self.rows = NO_ROWS
        """Every passage that answers exactly, as far as they were counted."""

    # -- exact passages

    def exact(self, most: int, order: Order) -> list[Candidate]:
        """Return the passages with all words as typed, best first, at most `most`."""
        groups = [self.typed(node) for node in self.texts]
        found = self.select(groups)
        best = self.best(found, groups, most, order)
        last = self.texts[-1] if self.texts else None
        if isinstance(last, Word) and last.is_unfinished and len(found) < most and self.retrieval.has_time():
            # the word as it stands comes first, then what it may become
            groups = [*groups[:-1], Group(last.text, respelling.completed(last.text, self.vocabulary))]
            longer = self.select(groups)
            more = longer[~np.isin(longer, found)]
            best += self.best(more, groups, most - len(best), order)
            groups[-1].extend([Reading((last.text,))])
            found = np.sort(np.concatenate((found, more)))
        self.rows = found
        return [Candidate(passage, "exact", groups) for passage in self.retrieval.passages(best)]

    def typed(self, node: Node) -> Group:
        """Return a part of the query as it was typed; a word that may be misspelt, with what it may stand for."""
        if isinstance(node, Phrase) and node.is_unfinished:
            node = self._with_end(node)
        group = as_typed(node)
        if isinstance(node, Word) and node.how == "fuzzy":
            group.expression_typed = ""
            group.extend(
                [
                    Reading(reading.words, 0, reading.cost)
                    for reading in respelling.respelt(node.text, self.vocabulary, most=node.edits or None)
                ]
            )
        return group

    def _with_end(self, phrase: Phrase) -> Phrase:
        """Leave the unfinished end of a phrase out where too many words begin so to be looked through."""
        if respelling.is_beginning_of_few(phrase.words[-1], self.vocabulary):
            return phrase
        return replace(phrase, words=phrase.words[:-1] if len(phrase.words) > 1 else phrase.words, is_unfinished=False)

    def expression(self, groups: Sequence[Group], most: int = 0) -> str:
        """Return all groups in the database's query language; empty where one of them cannot be found at all."""
        wanted = [group.expression(most) for group in groups]
        if not wanted or "" in wanted:
            return ""
        expression = " AND ".join(f"({part})" for part in wanted)
        unwanted = " OR ".join(f"({expression_of(node)})" for node in self.parts.unwanted)
        return f"({expression}) NOT ({unwanted})" if unwanted else expression

    def select(self, groups: Sequence[Group], distance: int = 0, most: int = MOST) -> Rows:
        """Return the passages that all groups and conditions leave, in order."""
        if groups:
            expression = self.expression(groups, distance)
            rows = self.retrieval.rows(expression, most) if expression else NO_ROWS
            if len(rows) == most or self.retrieval.is_late:
                self.is_complete = False
        else:
            rows = self._without_words()
        return self._narrowed(rows)

    def narrowed(self, rows: list[int]) -> list[int]:
        """Return those of some passages that the conditions leave, in the order given."""
        left = set(self._narrowed(np.array(sorted(rows), np.int64)).tolist())
        return [row for row in rows if row in left]

    def _narrowed(self, rows: Rows) -> Rows:
        for kept, holds in self.kept():
            rows = rows[kept.has(rows) == holds]
        for node in self.parts.others:
            rows = np.intersect1d(rows, self._evaluate(node))
        return self._matching(rows)

    def _without_words(self) -> Rows:
        """Return the passages to begin with where no word is looked for."""
        holding = [kept for kept, holds in self.kept() if holds]
        rows = holding[0].rows() if holding else self._everything()
        if self.parts.unwanted:
            unwanted = " OR ".join(f"({expression_of(node)})" for node in self.parts.unwanted)
            found = self.retrieval.rows(unwanted, _EVERYTHING)
            rows = rows[~_are_in(rows, found)] if len(found) else rows
        return rows

    def kept(self) -> list[tuple[Kept, bool]]:
        """Return what each condition leaves, with whether it must hold."""
        if self._kept is None:
            self._kept = []
            for condition, holds in self.parts.conditions:
                kept = self._conditions.kept(condition, self._version)
                if kept.taken_for and isinstance(condition, Field):
                    self.problems.append(f"{condition.name}:{condition.value} read as {kept.taken_for}")
                if holds:
                    for document, spans in kept.lit.items():
                        self.lit.setdefault(document, []).extend(spans)
                self._kept.append((kept, holds))
        return self._kept

    def _everything(self) -> Rows:
        spans = self.retrieval.everything()
        return Kept(spans[:, 2], spans[:, 3]).rows()

    def _evaluate(self, node: Node) -> Rows:
        """Return every passage that a part answers, whatever it is made of."""
        expression = expression_of(node)
        if expression is not None:
            return self.retrieval.rows(expression, _EVERYTHING)
        match node:
            case AllOf(nodes):
                return reduce(np.intersect1d, map(self._evaluate, nodes))
            case AnyOf(nodes):
                return reduce(np.union1d, map(self._evaluate, nodes))
            case Not(inner):
                return np.setdiff1d(self._everything(), self._evaluate(inner))
            case Pattern():
                return self._scan(node, None).rows
            case Field() | Period() | State():
                rows = self._conditions.kept(node, self._version).rows()
        return rows

    def _matching(self, rows: Rows) -> Rows:
        for pattern, holds in self.parts.patterns:
            scanned = self._scan(pattern, rows)
            rows = scanned.rows if holds else np.setdiff1d(rows, scanned.rows)
        return rows

    def _scan(self, pattern: Pattern, rows: Rows | None) -> Scanned:
        scanned = scan(pattern.source, self.retrieval, rows)
        for row, spans in scanned.spans.items():
            self.scanned.setdefault(row, []).extend(spans)
        if scanned.problem:
            self.is_complete = False
            self.problems.append(scanned.problem)
        return scanned

    # -- their order

    def best(self, rows: Rows, groups: Sequence[Group], most: int, order: Order) -> list[int]:
        """Return the best of some passages, at most so many, best first."""
        if not len(rows) or most <= 0:
            return []
        if order != "relevance" or not groups:
            return self._by_day(rows, most, newest=order != "oldest")
        numbers: list[int] = rows.tolist()
        if len(rows) <= _RANKED:
            numbers = self._by_relevance(numbers, groups)
        side_by_side = self._side_by_side(groups)
        if side_by_side:
            numbers = [row for row in numbers if row in side_by_side] + [
                row for row in numbers if row not in side_by_side
            ]
        return numbers[:most]

    def _by_relevance(self, rows: list[int], groups: Sequence[Group]) -> list[int]:
        telling = [group for group in groups if self.is_telling(group)]
        if len(rows) == 1 or min(map(self.passages_with, telling), default=_COMMON) > 2 * _RANKED:
            return rows
        present = set(rows)
        ranked = [row for row in self.retrieval.ranked(self.expression(telling), MOST) if row in present]
        return ranked + sorted(present.difference(ranked)) if len(ranked) < len(rows) else ranked

    def passages_with(self, group: Group) -> int:
        """Return about how many passages have a group."""
        return sum(
            self.vocabulary.passages_beginning(reading.words[0])
            if reading.is_prefix
            else min(self.vocabulary[word] for word in reading.words)
            for reading in group.readings
        )

    def _side_by_side(self, groups: Sequence[Group]) -> set[int]:
        """Return the passages in which the words stand side by side as typed."""
        words = [group.readings[0].words for group in groups if len(group.readings) == 1]
        if len(groups) < 2 or len(words) < len(groups) or any(group.expression_typed == "" for group in groups):
            return set()
        phrase = Reading(tuple(word for some in words for word in some))
        return set(self.retrieval.rows(phrase.expression, MOST).tolist())

    def _by_day(self, rows: Rows, most: int, *, newest: bool) -> list[int]:
        """Return the passages of the newest documents, or of the oldest; documents without a day come last."""
        spans = self.retrieval.everything()
        if len(rows) > _SORTED:
            return self._of_days(rows, most, spans, newest=newest)
        days = spans[np.maximum(np.searchsorted(spans[:, 2], rows, "right") - 1, 0), 1]
        rank = np.where(days == 0, _EVERYTHING, -days if newest else days)
        best: list[int] = rows[np.argsort(rank, kind="stable")[:most]].tolist()
        return best

    def _of_days(self, rows: Rows, most: int, spans: Spans, *, newest: bool) -> list[int]:
        """Return the same where there are very many passages, going from day to day."""
        rank = np.where(spans[:, 1] == 0, _EVERYTHING, -spans[:, 1] if newest else spans[:, 1])
        best: list[int] = []
        for at in np.argsort(rank, kind="stable").tolist():
            low, high = np.searchsorted(rows, (spans[at, 2], spans[at, 3] + 1)).tolist()
            best += rows[low:high].tolist()
            if len(best) >= most:
                break
        return best[:most]

    def is_telling(self, group: Group) -> bool:
        """Tell whether so few passages have a group that having it says something."""
        return self.passages_with(group) <= _COMMON

    def weighed(self, rows: Iterable[int], groups: Sequence[Group], how: How) -> Iterator[Candidate]:
        """Yield passages with how well they answer."""
        capitals = self.capitals()
        for number, passage in enumerate(self.retrieval.passages(rows)):
            if number % 16 == 15 and not self.retrieval.has_time():
                break
            weighed = weigh(Words(passage.text), groups, capitals)
            yield Candidate(passage, how, groups, weighed)

    def capitals(self) -> Mapping[str, bool]:
        """Return which words of the query were typed with a capital letter."""
        typed = self.query.typed
        return {word: typed[start].isupper() for start, _end, word in tokens(typed)}


def _are_in(rows: Rows, others: Rows) -> npt.NDArray[np.bool_]:
    """Tell of passages, in order, whether they are among others in order: quicker than what sorts them again."""
    at = np.minimum(np.searchsorted(others, rows), len(others) - 1)
    present: npt.NDArray[np.bool_] = others[at] == rows
    return present


def _without_lone_letter(texts: list[Node]) -> list[Node]:
    """Leave a last letter out that may become any word, where there are others."""
    last = texts[-1] if len(texts) > 1 else None
    is_lone = isinstance(last, Word) and last.is_unfinished and len(last.text) == 1 and last.text.isascii()
    return texts[:-1] if is_lone else texts
