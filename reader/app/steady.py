"""Keeps the interpreter from making the screen stand still.

Python looks through everything it holds for what is no longer used, now and then, and nobody can do anything meanwhile:
half a second and more where there are a hundred thousand documents. And a thread that waits is given its turn late where
others are busy. Both are set here for as long as the app runs.
"""

import gc
import sys
from typing import Final

_SELDOM: Final = 10_000
"""How many times younger things are looked through before everything is."""

_TURN: Final = 0.001
"""Seconds after which a busy thread lets others go on."""


class Steady:
    """What is set, and what was before."""

    def __init__(self) -> None:
        """Set it."""
        self._thresholds = gc.get_threshold()
        self._turn = sys.getswitchinterval()
        gc.set_threshold(*self._thresholds[:2], _SELDOM)
        sys.setswitchinterval(_TURN)

    def undo(self) -> None:
        """Set what was before."""
        gc.set_threshold(*self._thresholds)
        sys.setswitchinterval(self._turn)
        gc.unfreeze()


def settle() -> None:
    """Take what is held now for what will be held: it is not looked through again. Costs nothing, in any thread."""
    gc.freeze()


def tidy() -> None:
    """Look through what came since then, as closed screens; quick, where what is large has settled."""
    gc.collect()
