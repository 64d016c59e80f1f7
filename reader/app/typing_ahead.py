"""Keys that are pressed faster than the screen follows: each goes to what has the keys when its turn comes, in their order.

A key that comes in is given at once to what has the keys, and by that up to the app, which does what it is bound to. Where
the key before it opened a line to type in meanwhile, the app gives it to that line; and keys that come in while others are on
their way take the same way, so that no letter overtakes another.
"""

from time import monotonic
from typing import Final, NamedTuple
from weakref import WeakKeyDictionary, WeakSet

from textual import events
from textual.app import App
from textual.message import Message
from textual.widget import Widget

_LONG: Final = 2.0
"""Seconds after which a key is no longer on its way, whatever became of it."""


class _Given(NamedTuple):
    """A key, and when it came in."""

    key: events.Key
    at: float


class TypingAhead(App[None]):
    """The part of the app that keeps keys in order."""

    def __init__(self) -> None:
        """Start with no key on its way."""
        super().__init__()
        self._given: WeakKeyDictionary[events.Key, Widget] = WeakKeyDictionary()
        """Keys that came in and were not done yet, with what had the keys, or what those before them were with."""
        self._last: WeakKeyDictionary[Widget, _Given] = WeakKeyDictionary()
        """The last key that each was given: those before it were done before it."""
        self._back: WeakSet[events.Key] = WeakSet()
        """Those of them that nothing took before they came to the app, and that wait for their turn there."""

    def post_message(self, message: Message) -> bool:
        """Note keys that come back."""
        if isinstance(message, events.Key) and message.is_forwarded:
            self._back.add(message)
        return super().post_message(message)

    async def on_event(self, event: events.Event) -> None:
        """Give a key to what has the keys, or behind those before it."""
        if isinstance(event, events.Key) and not event.is_forwarded:
            now = self.focused or self.screen
            way = self._way(now)
            self._give(event, way)
            if way is not now:
                way._forward_event(event)  # noqa: SLF001 (there is no public way)
                return
        await super().on_event(event)

    def _way(self, now: Widget) -> Widget:
        """Return what keys are with that are on their way to something that had the keys; else what has them now."""
        for to, (key, at) in sorted(self._last.items(), key=lambda given: given[1].at, reverse=True):
            is_taken = key not in self._given or (key._stop_propagation and key not in self._back)  # noqa: SLF001 (likewise)
            if to is not now and not is_taken and to.is_attached and monotonic() - at < _LONG:
                return to
        return now

    def _give(self, key: events.Key, to: Widget) -> None:
        self._given[key] = to
        self._last[to] = _Given(key, monotonic())

    async def _on_key(self, event: events.Key) -> None:
        """Do what a key does, or give it to what has the keys by now."""
        event.prevent_default()  # else Textual would call its own handler, too
        now = self.focused or self.screen
        given = self._given.pop(event, None)
        if given is None or given is now:
            await self.do_key(event)
        else:
            again = events.Key(event.key, event.character)
            self._give(again, now)
            await super().on_event(again)

    async def do_key(self, event: events.Key) -> None:
        """Do what a key does that nothing took before it came to the app."""
        await super()._on_key(event)
