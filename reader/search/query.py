"""What a person typed, read as a query. Anything can be typed; nothing is an error.

Words beside each other must all occur; `OR` binds its neighbours more tightly than that. What cannot be read as it
stands is read as the nearest thing that can, or left out, and the query says so.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Final

from reader.search.leaves import MOST_WORDS, Notes, read_field, read_pattern, read_phrase, read_word
from reader.search.nodes import (
    AllOf,
    AnyOf,
    Field,
    Leaf,
    Node,
    Not,
    Pattern,
    Period,
    Phrase,
    State,
    Word,
    all_of,
    any_of,
    negated,
    words_of,
)
from reader.search.pieces import Piece, cut
from reader.search.when import read_period
from reader.search.wording import wording

__all__ = [
    "AllOf",
    "AnyOf",
    "Field",
    "Node",
    "Not",
    "Pattern",
    "Period",
    "Phrase",
    "Query",
    "State",
    "Word",
    "parse",
]

LONGEST: Final = 100_000
"""Characters after these are not read."""

MOST_TERMS: Final = 64
"""Different words and conditions after these are left out; nobody means them."""

_MOST_COUNTED: Final = 256
"""The same for repeated ones and the words of phrases, so that no query grows beyond all measure."""

_MOST_PATTERNS: Final = 4
_MOST_PERIODS: Final = 16
_DEEPEST: Final = 30
"""Parentheses within this many others are ignored."""

_PERIOD_WORDS: Final = 7
"""Words that a period may have without quotation marks: `when:last year`, `date:8 November 2024 .. 2 February 2025`."""


@dataclass(frozen=True, slots=True)
class Query:
    """What is searched for."""

    root: Node | None
    """`None` where nothing is; a `Not` where everything is but what it names."""

    typed: str
    reading: str = ""
    """How it was read, in the language in which queries are typed; empty where that is plain from what was typed."""

    problems: tuple[str, ...] = ()
    """What could not be read as it stands, in sentences."""

    @property
    def words(self) -> tuple[str, ...]:
        """Every word that is looked for, folded, in order, without those that must not occur."""
        return tuple(words_of(self.root))


def parse(typed: str, today: date | None = None) -> Query:
    """Read a query.

    Args:
        typed: any text at all.
        today: the day from which "last year" is counted.
    """
    parser = _Parser(typed[:LONGEST], today or date.today())  # noqa: DTZ011 (the day where the person is)
    root = parser.read()
    notes = parser.notes
    if len(typed) > LONGEST:
        notes.say(f"only the first {LONGEST:,} characters were read", of_all=True)
    if root is None and typed.strip() and not notes.problems:
        notes.say("nothing in it can be searched for")
    is_shown = root is not None and (isinstance(root, Not) or not notes.is_plain)
    return Query(root, typed, wording(root) if root is not None and is_shown else "", tuple(notes.problems))


@dataclass(slots=True)
class _Level:
    """What was read so far inside one pair of parentheses."""

    groups: list[list[Node]] = field(default_factory=list)
    """All must hold; of each, one."""

    leaves: set[Leaf] = field(default_factory=set)
    """The words and conditions among them."""

    field_name: str = ""
    """The field before the parenthesis, which goes for every word inside."""

    is_negative: bool = False
    """Whether what stands here must not occur."""

    negates: bool = False
    """Whether a sign before the next operand takes it out."""

    joins: str = ""
    """`OR` or `AND` where the next operand is yet to come."""

    slop: int = 0
    """How near the next operand must be to the last one; 0 where that does not matter."""

    def add(self, node: Node) -> None:
        """Put an operand where the signs before it say."""
        if self.joins == "OR":
            self.groups[-1].append(node)
        else:
            self.groups.append([node])
        self.joins = ""

    def joined(self) -> Node | None:
        """Return all of it as one."""
        choices = [any_of(group) for group in self.groups]
        return all_of([choice for choice in choices if choice is not None])


class _Parser:
    """Reads the pieces of one query from left to right, without recursion."""

    def __init__(self, typed: str, today: date) -> None:
        self.notes = Notes()
        self._typed = typed
        self._today = today
        self._pieces = list(cut(typed))
        self._levels = [_Level()]
        self._ignored = 0
        self._group_field = ""
        self._seen: set[Leaf] = set()
        self._counted = self._left_out = 0
        self._patterns = self._periods = 0

    def read(self) -> Node | None:
        """Return the query as a tree, or `None` where nothing is searched for."""
        at = 0
        while at < len(self._pieces):
            at = self._take(at)
        if len(self._levels) > 1:
            self.notes.say("no closing parenthesis: it was added")
        while len(self._levels) > 1:
            self._close()
        if self._left_out:
            left_out = f"only the first {MOST_TERMS} words and conditions count: {self._left_out:,} are left out"
            self.notes.say(left_out, of_all=True)
            self.notes.explain()
        return self._finished(self._levels[0])

    def _take(self, at: int) -> int:
        """Read the piece at an index. Return the index of the next one to be read."""
        piece, level = self._pieces[at], self._levels[-1]
        match piece.kind:
            case "open":
                self._open()
            case "close":
                self._close()
            case "not":
                level.negates = not level.negates
            case "and" | "or":
                self._join(piece.kind.upper())
            case "near":
                self._bring_near(piece)
            case "field":
                return self._take_field(at)
            case _:
                self._take_leaf(self._leaf(piece))
        return at + 1

    def _open(self) -> None:
        level = self._levels[-1]
        name, self._group_field = self._group_field or level.field_name, ""
        if len(self._levels) > _DEEPEST:
            self._ignored += 1
            self.notes.say(f"parentheses within {_DEEPEST} others were ignored")
        else:
            self._levels.append(_Level(field_name=name, is_negative=level.is_negative != level.negates))

    def _close(self) -> None:
        if self._ignored:
            self._ignored -= 1
        elif len(self._levels) == 1:
            self.notes.say("a closing parenthesis without an opening one was ignored")
        else:
            self._operand(self._finished(self._levels.pop()))

    def _finished(self, level: _Level) -> Node | None:
        if level.joins and not self._left_out:
            self.notes.say(f"{level.joins} has nothing after it: left out")
        if level.slop and not self._left_out:
            self.notes.say("NEAR has nothing after it: left out")
        if level.negates and self._typed.rstrip(")").rstrip().endswith("NOT"):
            self.notes.say("NOT has nothing after it: left out")
        if len(level.groups) > 1 and any(len(group) > 1 for group in level.groups):
            self.notes.explain()
        return level.joined()

    def _join(self, word: str) -> None:
        level = self._levels[-1]
        if not level.groups:
            self.notes.say(f"{word} has nothing before it: left out")
        elif level.joins != "OR":
            level.joins = word

    def _bring_near(self, piece: Piece) -> None:
        level = self._levels[-1]
        if level.groups and not level.joins:
            level.slop = piece.number
        else:
            self.notes.say("NEAR has nothing before it: left out")

    def _take_field(self, at: int) -> int:
        """Read a field and what stands after its colon."""
        name, end = self._pieces[at].text, self._pieces[at].end
        value = self._pieces[at + 1] if at + 1 < len(self._pieces) else None
        if value is not None and value.start > end:
            self.notes.explain()
        if value is None or value.kind not in {"word", "phrase", "open"}:
            self._take_leaf(read_field(name, "", self._today, self.notes))
            return at + 1
        if value.kind == "open":
            self._group_field = name
            self.notes.explain()
            return at + 1
        count = self._words_of_period(at + 1) if name in {"date", "when"} and value.kind == "word" else 1
        self._take_leaf(self._field(name, self._pieces[at + 1 : at + 1 + count]))
        return at + 1 + count

    def _words_of_period(self, at: int) -> int:
        """Return how many words from an index on make up a period; 1 where they make none."""
        pieces = self._pieces[at : at + _PERIOD_WORDS]
        words = [piece.text for piece in pieces]
        count = next((index for index, piece in enumerate(pieces) if piece.kind != "word"), len(pieces))
        while count > 1 and self._periods < _MOST_PERIODS:
            if read_period(" ".join(words[:count]), self._today) is not None:
                self.notes.explain()
                return count
            count -= 1
        return 1

    def _leaf(self, piece: Piece) -> Leaf | None:
        """Read a word, a phrase or a pattern."""
        level = self._levels[-1]
        if level.field_name:
            return self._field(level.field_name, [piece])
        is_last = piece.end == len(self._typed) and level.is_negative == level.negates
        if piece.kind == "phrase":
            return read_phrase(piece, self.notes, is_last=is_last)
        if piece.kind == "pattern":
            self._patterns += 1
            if self._patterns > _MOST_PATTERNS:
                self.notes.say(f"only the first {_MOST_PATTERNS} patterns count")
                return None
            return read_pattern(piece.text, self.notes)
        return read_word(piece.text, self.notes, is_last=is_last)

    def _field(self, name: str, pieces: list[Piece]) -> Leaf | None:
        """Read the value of a field."""
        if not pieces[-1].is_closed:
            self.notes.say("no closing quotation mark: it was added")
        if name in {"date", "when"}:
            self._periods += 1
            if self._periods > _MOST_PERIODS:
                self.notes.say(f"only the first {_MOST_PERIODS} periods count")
                return None
        return read_field(name, " ".join(piece.text for piece in pieces), self._today, self.notes)

    def _operand(self, node: Node | None) -> None:
        """Take in what the signs before it are about."""
        level = self._levels[-1]
        negates, level.negates = level.negates, False
        slop, level.slop = level.slop, 0
        if node is None:
            return
        if negates:
            node = negated(node)
        if slop and (near := self._near(level.groups[-1][-1], node, slop)):
            level.groups[-1][-1] = near
            return
        level.add(node)

    def _take_leaf(self, leaf: Leaf | None) -> None:
        """Take in a word or condition, unless there were too many before it."""
        if leaf is not None and not self._has_room(leaf):
            self._left_out += 1
            leaf = None
        self._operand(leaf)

    def _has_room(self, leaf: Leaf) -> bool:
        """Count a word or condition in, unless there were too many before it; repeating one costs nothing."""
        level = self._levels[-1]
        if leaf in level.leaves and level.joins != "OR":
            return True
        weight = len(leaf.words) if isinstance(leaf, Phrase) else 1
        if (leaf not in self._seen and len(self._seen) >= MOST_TERMS) or self._counted + weight > _MOST_COUNTED:
            return False
        level.leaves.add(leaf)
        self._seen.add(leaf)
        self._counted += weight
        return True

    def _near(self, left: Node, right: Node, slop: int) -> Node | None:
        """Bring two words or phrases together, or `None` where they are something else."""
        if isinstance(left, Not):
            near = self._near(left.node, right, slop)
            return negated(near) if near else None
        before, after = _plain_words(left), _plain_words(right)
        if not before or not after:
            self.notes.say("NEAR stands between words or phrases only: both must occur")
            return None
        if isinstance(left, Phrase):
            slop = max(slop, left.slop)
        if len(before) + len(after) > MOST_WORDS:
            self.notes.say(f"NEAR joins {MOST_WORDS} words at most")
            return left
        is_unfinished = isinstance(right, Word | Phrase) and right.is_unfinished
        return Phrase(before + after, slop=slop, is_unfinished=is_unfinished)


def _plain_words(node: Node) -> tuple[str, ...]:
    if isinstance(node, Phrase):
        return node.words
    return (node.text,) if isinstance(node, Word) and node.how == "plain" else ()
