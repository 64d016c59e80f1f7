"""Marks made in texts, the texts changed, and what a rule made of each."""

import hashlib
import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from benchmarks.anchoring.edits import DELETED, LIGHT, SURVIVES, Case, Cut, Edit, other_document
from benchmarks.anchoring.marks import Kind, mark
from reader.notebook import Anchor, Placement
from reader.notebook.anchor import make_anchor

GROUPS: dict[str, Sequence[Edit]] = {"light": LIGHT, "heavy": SURVIVES, "deleted": DELETED}

Rule = Callable[[Anchor, str], Placement]


@dataclass(slots=True)
class Tally:
    """What a rule made of some trials."""

    trials: int = 0
    alive: int = 0
    """In how many of them the passage is still there."""
    right: int = 0
    exact: int = 0
    review_right: int = 0
    orphan: int = 0
    review_wrong: int = 0
    wrong_alive: int = 0
    wrong_deleted: int = 0

    def count(self, case: Case, placement: Placement) -> None:
        """Count one trial. Wrong is a place without a single character of the true one."""
        self.trials += 1
        self.alive += case.span is not None
        right = case.span is not None and placement.start < case.span[1] and placement.end > case.span[0]
        if placement.status == "certain":
            self.right += right
            self.exact += right and (placement.start, placement.end) == case.span
            self.wrong_alive += not right and case.span is not None
            self.wrong_deleted += case.span is None
        elif placement.status == "review":
            self.review_right += right
            self.review_wrong += not right
        else:
            self.orphan += 1

    def __add__(self, other: "Tally") -> "Tally":
        """Add up two tallies."""
        return Tally(*(getattr(self, name) + getattr(other, name) for name in COUNTS))


COUNTS = (
    "trials", "alive", "right", "exact", "review_right", "orphan", "review_wrong", "wrong_alive", "wrong_deleted",
)  # fmt: skip


def cases(texts: Sequence[str], edit: Edit, kind: Kind, count: int, seed: str) -> Iterator[Case]:
    """Make changed texts with a mark of a kind in each."""
    rng = random.Random(f"{seed} {edit.__name__} {kind}")  # noqa: S311 (chance that can be repeated)
    made = 0
    while made < count:
        text = rng.choice(texts)
        span = mark(rng, text, kind)
        others = [other for other in rng.sample(texts, min(4, len(texts))) if other is not text] or [text[::-1]]
        if span is None:
            continue
        case = edit(Cut(text[: span[0]], text[span[0] : span[1]], text[span[1] :], rng, others))
        if edit is other_document and kind != "word" and case.quote.lower() in case.new.lower():
            continue
        made += 1
        yield case


def run(
    texts: Sequence[str], edit: Edit, kind: Kind, count: int, seed: str, rules: Mapping[str, Rule]
) -> dict[str, Tally]:
    """Try some rules on the cases of one edit and one kind of mark."""
    tallies = {name: Tally() for name in rules}
    for case in cases(texts, edit, kind, count, seed):
        sha256 = hashlib.sha256(case.old.encode("utf-8", "surrogatepass")).hexdigest()
        selector = make_anchor(case.old, case.start, case.end, sha256)
        for name, rule in rules.items():
            tallies[name].count(case, rule(selector, case.new))
    return tallies
