"""The parts of a query with every word or phrase that each may stand for."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from reader.search.nodes import AllOf, AnyOf, Node, Not, Phrase, Word


@dataclass(frozen=True, slots=True)
class Reading:
    """A word, or words side by side, that a part of a query may stand for."""

    words: tuple[str, ...]
    distance: int = 0
    """0 where it is what was typed, else how many edits away."""

    cost: float = 0.0
    """How unlikely it is, other things being equal."""

    is_prefix: bool = False
    """Whether the last word stands for every word that begins so."""

    @property
    def expression(self) -> str:
        """The reading in the database's query language."""
        return f'"{" ".join(self.words)}"' + ("*" if self.is_prefix else "")

    @property
    def said(self) -> str:
        """The reading in words for a person."""
        return " ".join(self.words)


@dataclass(slots=True)
class Group:
    """A part of a query, and what it may stand for, likeliest first."""

    typed: str
    readings: list[Reading]
    expression_typed: str = ""
    """What it is in the database's query language where that is more than any of the readings."""

    _first: dict[str, list[Reading]] = field(default_factory=dict, init=False)
    _beginnings: list[Reading] = field(default_factory=list, init=False)

    def __post_init__(self) -> None:
        """Arrange the readings by their first words."""
        self._arrange()

    def _arrange(self) -> None:
        self._first, self._beginnings = {}, []
        for reading in self.readings:
            if reading.is_prefix and len(reading.words) == 1:
                self._beginnings.append(reading)
            else:
                self._first.setdefault(reading.words[0], []).append(reading)

    def extend(self, readings: Sequence[Reading]) -> None:
        """Add readings that are not there yet."""
        known = {reading.words for reading in self.readings}
        self.readings += [reading for reading in readings if reading.words not in known]
        self._arrange()

    def expression(self, most: int = 0) -> str:
        """Return the readings at most so many edits away in the database's query language; empty if there are none."""
        if self.expression_typed and most == 0:
            return self.expression_typed
        wanted = dict.fromkeys(reading.expression for reading in self.readings if reading.distance <= most)
        return " OR ".join(wanted)

    def found_in(self, words: Sequence[str]) -> Iterator[tuple[int, int, Reading]]:
        """Yield where a reading stands among folded words: the numbers of its first and last, and which it is."""
        for word in self._first.keys() & frozenset(words):
            readings, at = self._first[word], -1
            for _ in range(words.count(word)):
                at = words.index(word, at + 1)
                for reading in readings:
                    if len(reading.words) == 1 or _stands_at(words, at, reading):
                        yield at, at + len(reading.words) - 1, reading
        for reading in self._beginnings:
            start = reading.words[0]
            yield from ((at, at, reading) for at, word in enumerate(words) if word.startswith(start))


def _stands_at(words: Sequence[str], at: int, reading: Reading) -> bool:
    *before, last = reading.words
    here = list(words[at : at + len(reading.words)])
    if len(here) <= len(before) or here[:-1] != before:
        return False
    return here[-1].startswith(last) if reading.is_prefix else here[-1] == last


def expression_of(node: Node) -> str | None:
    """Return a part of a query in the database's query language, or `None` where it knows of more than words."""
    match node:
        case Word(text, how):
            return Reading((text,), is_prefix=how == "prefix").expression
        case Phrase(words, slop) if slop:
            return f"NEAR({' '.join(Reading((word,)).expression for word in words)}, {slop})"
        case Phrase(words, _slop, _is_joined, is_unfinished):
            return Reading(words, is_prefix=is_unfinished).expression
        case AnyOf(nodes):
            parts = [expression_of(part) for part in nodes]
            return None if None in parts else " OR ".join(f"({part})" for part in parts)
        case AllOf(nodes):
            return _all_of(nodes)
    return None


def _all_of(nodes: Sequence[Node]) -> str | None:
    wanted = [expression_of(part) for part in nodes if not isinstance(part, Not)]
    unwanted = [expression_of(part.node) for part in nodes if isinstance(part, Not)]
    if not wanted or None in wanted or None in unwanted:
        return None
    expression = " AND ".join(f"({part})" for part in wanted)
    return f"({expression}) NOT ({' OR '.join(f'({part})' for part in unwanted)})" if unwanted else expression


def leaves(node: Node) -> Iterator[Word | Phrase]:
    """Yield every word and phrase that a part of a query looks for."""
    match node:
        case Word() | Phrase():
            yield node
        case AllOf(nodes) | AnyOf(nodes):
            for part in nodes:
                yield from leaves(part)


def as_typed(node: Node) -> Group:
    """Return a part of a query that knows of nothing but words, as it was typed."""
    readings: dict[Reading, None] = {}
    for leaf in leaves(node):
        if isinstance(leaf, Word):
            readings[Reading((leaf.text,), is_prefix=leaf.how == "prefix")] = None
        elif leaf.slop:
            readings |= {Reading((word,)): None for word in leaf.words}
        else:
            readings[Reading(leaf.words, is_prefix=leaf.is_unfinished)] = None
    typed = " ".join(reading.said for reading in readings)
    return Group(typed, list(readings), expression_of(node) or "")
