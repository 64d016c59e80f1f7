"""What a person decided about entities, brought together: of decisions that contradict each other the later one counts."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from reader.notebook import EntityDecision, EntityName
from reader.text.mention import EntityKind

Pair = tuple[EntityName, EntityName]


@dataclass(slots=True)
class Settled:
    """Everything that counts of what was decided about entities."""

    rejected: set[EntityName] = field(default_factory=set)
    kinds: dict[EntityName, tuple[int, EntityKind]] = field(default_factory=dict)
    """With the number of the decision: in an entity of several names the last one counts."""

    shown: dict[EntityName, tuple[int, str]] = field(default_factory=dict)
    """The name to show, with the number of the decision."""

    parts: dict[tuple[EntityName, str], dict[str, EntityName]] = field(default_factory=dict)
    """Whose mentions of a name in one form are instead, by the path of the document; an empty path stands for the rest."""

    forms: dict[EntityName, str] = field(default_factory=dict)
    """How parts are called."""

    added: dict[EntityName, str] = field(default_factory=dict)
    """The text whose every occurrence is a mention of a name."""

    same: list[Pair] = field(default_factory=list)
    apart: list[Pair] = field(default_factory=list)
    touched: set[EntityName] = field(default_factory=set)
    """Every name that something was decided about."""

    def identity(self, name: EntityName, form: str, document: str) -> EntityName | None:
        """Return whose mention is what the finders take for one of `name`, or `None` if it is nobody's."""
        seen = {name}
        while (part := self._part(name, form, document)) not in seen:
            seen.add(name := part)
        return None if name in self.rejected else name

    def _part(self, name: EntityName, form: str, document: str) -> EntityName:
        if not self.parts:
            return name
        parts = self.parts.get((name, " ".join(form.split())), {})
        return parts.get(document) or parts.get("", name)

    def kind_of(self, name: EntityName) -> EntityKind:
        """Return the kind of a name by itself."""
        return self.kinds[name][1] if name in self.kinds else name[0]

    def own_name(self, name: EntityName) -> str:
        """Return what a name by itself is called."""
        return self.forms.get(name, name[1])

    def shown_name(self, names: Iterable[EntityName]) -> str:
        """Return the name decided on for an entity of several names, or an empty string."""
        return max((self.shown[name] for name in names if name in self.shown), default=(0, ""))[1]

    def shown_kind(self, names: Iterable[EntityName]) -> EntityKind | None:
        """Return the kind decided on for an entity of several names, if one was."""
        return max((self.kinds[name] for name in names if name in self.kinds), default=(0, None))[1]


def settle(decisions: Iterable[EntityDecision]) -> Settled:
    """Bring decisions together, given in the order in which they were made."""
    settled = Settled()
    pairs: list[tuple[bool, EntityName, EntityName]] = []
    for number, decision in enumerate(decisions):
        pairs += _take(settled, decision, number)
    # one name of one kind is one entity also where the kind was decided on, unless a person said that it is not
    equal = [(True, name, (kind, name[1])) for name, (_number, kind) in settled.kinds.items()]
    settled.same, settled.apart = _without_contradictions(equal + pairs)
    return settled


def _take(settled: Settled, decision: EntityDecision, number: int) -> Iterator[tuple[bool, EntityName, EntityName]]:
    """Take one decision over; yield which names it says are one, and which are not."""
    names = decision.names
    settled.touched.update(names)
    match decision.action:
        case "same":
            settled.rejected.difference_update(names)
            yield from ((True, names[0], name) for name in names[1:])
        case "apart":
            yield False, names[0], names[1]
        case "split":
            yield from _split(settled, decision)
        case "rename":
            settled.shown[names[0]] = (number, decision.to)
            settled.rejected.discard(names[0])
        case "retype" if decision.kind is not None:
            settled.kinds.update(dict.fromkeys(names, (number, decision.kind)))
            settled.rejected.difference_update(names)
        case "reject":
            settled.rejected.update(names)
        case "keep":
            settled.rejected.difference_update(names)
        case "add":
            settled.added[decision.part] = decision.to
            settled.rejected.discard(decision.part)
            settled.touched.add(decision.part)


def _split(settled: Settled, decision: EntityDecision) -> Iterator[tuple[bool, EntityName, EntityName]]:
    part = decision.part
    settled.rejected.discard(part)
    settled.touched.add(part)
    if not decision.to:
        settled.forms[part] = decision.form
    for name in decision.names:
        parts = settled.parts.setdefault((name, decision.form), {})
        if not decision.document:
            parts.clear()
        parts[decision.document] = part
        if settled.parts.get((part, decision.form), {}).get(decision.document) == name:
            del settled.parts[part, decision.form][decision.document]
        yield False, name, part


def _without_contradictions(pairs: list[tuple[bool, EntityName, EntityName]]) -> tuple[list[Pair], list[Pair]]:
    """Return the pairs that are one and those that are not, leaving out what a later decision contradicts.

    Going back from the last one, a pair is taken unless what was taken already says otherwise, be it by way of other
    names: where A is B and B is C, and A is not C was decided last, A is no longer B.
    """
    group: dict[EntityName, EntityName] = {}
    foes: dict[EntityName, set[EntityName]] = defaultdict(set)
    same: list[Pair] = []
    apart: list[Pair] = []

    def root(name: EntityName) -> EntityName:
        while (above := group.get(name, name)) != name:
            group[name] = name = group.get(above, above)
        return name

    for is_same, one, other in reversed(pairs):
        first, second = root(one), root(other)
        contradicted = second in foes[first] if is_same else first == second
        if contradicted or one == other:
            continue
        if is_same:
            same.append((one, other))
            if first != second:
                group[second] = first
                for foe in foes.pop(second, ()):
                    foes[foe].discard(second)
                    foes[foe].add(first)
                    foes[first].add(foe)
        else:
            apart.append((one, other))
            foes[first].add(second)
            foes[second].add(first)
    return same[::-1], apart[::-1]
