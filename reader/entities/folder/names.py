"""A name of the folder taken to pieces, and groups of them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from reader.entities.folder.joins import Joins
from reader.entities.folder.model import Local
from reader.entities.names import sex_of, without_generation, words_of
from reader.entities.spelling import letters
from reader.text.mention import EntityKind

Words = tuple[str, ...]

_RARE_AT_LEAST: Final = 4
_RARE_SHARE: Final = 100
"""A name is telling company where at most one document in this many has it."""

_UNKNOWN: Final[frozenset[str]] = frozenset()

_COMPANY: Final = 40
"""As many of its rarest names say what a document is about."""


@dataclass(slots=True, eq=False)
class Node:
    """Names that are one entity so far."""

    number: int
    """The number of its first name, which stands for it."""

    kind: EntityKind
    names: list[Words]
    numbers: list[int]
    documents: frozenset[int]
    mentions: int
    sexes: frozenset[str]

    def apart_by_sex(self, other: "Node") -> bool:
        """Whether titles say that these are a man and a woman."""
        return bool(self.sexes and other.sexes and not self.sexes & other.sexes)


class Names:
    """Every name of the folder in one fixed order, with what is asked of it again and again."""

    def __init__(self, locals_: Sequence[Local], order: Sequence[int]) -> None:
        self.locals = [locals_[index] for index in order]
        self.words = [words_of(local.name, local.kind) for local in self.locals]
        self.sexes = [_sex(local) if local.kind == "person" else "" for local in self.locals]
        self._alone = [self._node_of(number) for number in range(len(self.locals))]

    def key(self, number: int) -> tuple[EntityKind, str, str]:
        """Return what names must have in common to be one without further ado."""
        words, kind = self.words[number], self.locals[number].kind
        sex = self.sexes[number] if len(words) == 1 else ""
        return kind, letters(words), sex

    def nodes(self, groups: Iterable[Sequence[int]]) -> list[Node]:
        """Return the groups with what their names have together; a group of two kinds is of its first name's."""
        return [self._alone[group[0]] if len(group) == 1 else self._node(group) for group in groups]

    def _node_of(self, number: int) -> Node:
        local, sex = self.locals[number], self.sexes[number]
        sexes = frozenset((sex,)) if sex else _UNKNOWN
        return Node(number, local.kind, [self.words[number]], [number], local.documents, local.mentions, sexes)

    def _node(self, group: Sequence[int]) -> Node:
        locals_ = [self.locals[number] for number in group]
        return Node(
            group[0],
            locals_[0].kind,
            list(dict.fromkeys(self.words[number] for number in group)),
            list(group),
            frozenset().union(*(local.documents for local in locals_)),
            sum(local.mentions for local in locals_),
            frozenset(self.sexes[number] for number in group) - {""},
        )

    def joined(self, joins: Joins) -> list[Node]:
        """Return the groups joined so far."""
        return self.nodes(joins.groups())


class Company:
    """What else the documents are about: names that few documents share."""

    def __init__(self, nodes: Sequence[Node]) -> None:
        self._nodes = nodes
        self._of_node: dict[tuple[int, int], frozenset[int]] = {}

    @cached_property
    def _of_document(self) -> dict[int, list[int]]:
        telling = ("person", "organization", "place", "event", "law", "work")
        count = len(frozenset().union(*(node.documents for node in self._nodes)))
        most = max(_RARE_AT_LEAST, count // _RARE_SHARE)
        found: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for at, node in enumerate(self._nodes):
            lone = node.kind == "person" and all(len(words) == 1 for words in node.names)
            if node.kind in telling and not lone and 2 <= len(node.documents) <= most:
                for document in node.documents:
                    found[document].append((len(node.documents), at))
        return {document: [at for _, at in sorted(rare)[:_COMPANY]] for document, rare in found.items()}

    def of(self, node: Node) -> frozenset[int]:
        """Return the telling names in all its documents."""
        key = (node.number, len(node.numbers))
        known = self._of_node.get(key)
        if known is None:
            its = self._of_document
            known = frozenset(at for document in node.documents for at in its.get(document, ()))
            self._of_node[key] = known
        return known

    def keeps(self, one: Node, other: Node, *, everywhere: bool = False) -> bool:
        """Whether the documents of both have a third name in common: one document of `one` at least, or all."""
        company = self.of(other)
        its = self._of_document
        own = {*one.numbers, *other.numbers}
        shared = (
            any(at in company and self._nodes[at].number not in own for at in its.get(document, ()))
            for document in one.documents
        )
        return all(shared) if everywhere else any(shared)


def _sex(local: Local) -> str:
    sexes = {sex_of(form) for form in local.forms} - {""}
    return sexes.pop() if len(sexes) == 1 else ""


def full(words: Words) -> bool:
    """Whether a person's name has a first and a last name, written out or not."""
    return len(without_generation(words)) > 1
