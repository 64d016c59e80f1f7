"""Screens that close once, however often they are told to."""

from typing import Any, ClassVar, Generic, TypeVar

from textual.await_complete import AwaitComplete
from textual.screen import Screen

from reader.app.actions import ACTIONS
from reader.app.keymap import in_use
from reader.app.keystrokes import bound

Given = TypeVar("Given")
"""What a screen gives when it is closed."""


class Closing(Screen[Given], Generic[Given]):
    """A screen that takes nothing with it: a key that is held down asks it to close again when it is gone already."""

    closed_by: ClassVar[tuple[str, ...]] = ()
    """Actions whose keys close the screen, by their names in a keymap: those that open it, and the one that leaves."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 (as the screen beside it has them)
        """Take the keys of the person's keymap."""
        super().__init__(*args, **kwargs)
        self._bindings = in_use().rebound(self._bindings)
        for action in (action for action in ACTIONS if action.name in self.closed_by):
            for key in in_use().keys_of(action):
                self._bindings.bind(bound(key), "close", "Close", show=False, priority=True)

    def dismiss(self, result: Given | None = None) -> AwaitComplete:
        """Close and give the result, unless another screen is on top by now."""
        return super().dismiss(result) if self.app.screen is self else AwaitComplete()
