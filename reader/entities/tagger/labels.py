"""The labels a token may have, and the best sequence of them."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Scores = NDArray[np.float32]
    """A row for each token, a column for each label."""

KINDS: Final = ("person", "organization", "place", "event", "work", "other")
"""What the network tells apart. "other" is a name of none of the kinds that are shown."""

LABELS: Final = 1 + 2 * len(KINDS)
"""Outside, then begin and inside of each kind."""

_OUTSIDE: Final = 0


def label_number(kind: str, *, begins: bool) -> int:
    """Return the number of a label."""
    return 1 + 2 * KINDS.index(kind) + (not begins)


def best_labels(scores: "Scores") -> list[int]:
    """Return the likeliest sequence in which every name begins before it goes on (Viterbi's algorithm).

    Args:
        scores: logarithms of probabilities.
    """
    labels: list[int] = scores.argmax(axis=1).tolist()
    return labels if _is_whole(labels) else _viterbi(scores)


def _is_whole(labels: list[int]) -> bool:
    before = _OUTSIDE
    for label in labels:
        if label != _OUTSIDE and label % 2 == 0 and before not in (label, label - 1):
            return False
        before = label
    return True


def _viterbi(scores: "Scores") -> list[int]:
    import numpy as np  # noqa: PLC0415 (only where a network runs)

    barred: Any = np.zeros((LABELS, LABELS), np.float32)
    for inside in range(2, LABELS, 2):
        barred[:, inside] = -np.inf
        barred[[inside - 1, inside], inside] = 0
    total = scores[0].copy()
    total[2::2] = -np.inf
    came_from = []
    for row in scores[1:]:
        step = total[:, None] + barred
        came_from.append(step.argmax(axis=0))
        total = step.max(axis=0) + row
    labels = [int(total.argmax())]
    for back in reversed(came_from):
        labels.append(int(back[labels[-1]]))
    return labels[::-1]


def spans(labels: list[int]) -> Iterator[tuple[int, int, int]]:
    """Yield each name as the number of its first token, the number after its last, and the number of its kind."""
    first = kind = 0
    for number, label in enumerate([*labels, _OUTSIDE]):
        goes_on = label != _OUTSIDE and label % 2 == 0
        if kind and not goes_on:
            yield first, number, kind - 1
            kind = 0
        if label % 2:
            first, kind = number, (label + 1) // 2
