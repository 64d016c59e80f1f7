"""The keys that the person gave to actions in `config.toml`: which of them count, and why others do not."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Final

from textual.binding import BindingsMap
from textual.widgets import Input

from reader.app.actions import ACTIONS, TOGETHER, Action
from reader.app.keystrokes import NoKeyError, bound, canonical, key_name, key_of
from reader.settings.wording import nearest, shown

_BY_NAME: Final = {action.name: action for action in ACTIONS}

_ALWAYS: Final = ("help", "quit")
"""Actions that never go without a key."""

_TYPED: Final = ("results", "timeline")
"""Scopes in which what is typed goes into a line, so that letters are no keys there."""

_LINE: Final = frozenset(key for binding in Input.BINDINGS for key in getattr(binding, "key", "").split(","))
"""Keys by which a line is edited."""


@dataclass(frozen=True, slots=True)
class Keymap:
    """Keys of actions, and what was wrong with those that were wanted."""

    keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Keys by name of those actions whose keys are others than in the table; in the form in which they are compared."""

    problems: tuple[str, ...] = ()
    """Why keys do not count, a sentence each."""

    def keys_of(self, action: Action) -> tuple[str, ...]:
        """Return the keys of an action."""
        return self.keys.get(action.name, usual_keys_of(action))

    def rebound(self, usual: BindingsMap) -> BindingsMap:
        """Return bindings of the table with the keys that their actions have."""
        bindings = [each for listed in usual.key_to_bindings.values() for each in listed]
        kept = [binding for binding in bindings if binding.id not in self.keys]
        changed = {binding.id: binding for binding in bindings if binding.id in self.keys}
        return BindingsMap(
            [*kept, *(replace(changed[name], key=bound(key)) for name in changed for key in self.keys[name or ""])]
        )


@cache
def usual_keys_of(action: Action) -> tuple[str, ...]:
    """Return the keys of an action as they are without a keymap, in the form in which they are compared."""
    return tuple(canonical(key) for key in action.keys)


def keymap_of(wanted: Mapping[str, tuple[str, ...]]) -> Keymap:
    """Return the keymap that comes of what the person wrote.

    A key counts for an action if a terminal sends it, and if nothing else has it that works at the same time: an
    action of which nothing is written keeps its keys, and of two that are given the same key the first one gets it.
    An action that gets none of the keys it was given has its usual ones; an empty list takes its keys away. Help and
    quitting are never without a key, and esc always leads back.
    """
    problems: list[str] = []
    wishes: dict[str, tuple[str, ...]] = {}
    for name, written in wanted.items():
        if name in _BY_NAME:
            wishes |= _wish(_BY_NAME[name], written, problems)
        else:
            problems.append(f"keys: no action is called “{shown(name)}”{_meant(name)}")
    while True:
        settled, refused = _settled(wishes)
        lost = next((name for name, keys in settled.items() if wishes[name] and not keys), None)
        if lost is None:
            return Keymap(settled, (*problems, *(why for reasons in refused.values() for why in reasons)))
        problems += [*refused[lost][:-1], f"{refused[lost][-1]}; it keeps {_listed(usual_keys_of(_BY_NAME[lost]))}"]
        del wishes[lost]


def _wish(action: Action, written: tuple[str, ...], problems: list[str]) -> dict[str, tuple[str, ...]]:
    """Return the keys that are wanted for an action as far as there are such keys; nothing where it keeps its usual ones."""
    keys: list[str] = []
    for each in written:
        try:
            key = key_of(each)
        except NoKeyError as error:
            problems.append(f"keys.{action.name}: “{shown(each)}” {error}")
            continue
        if key == "escape" and "escape" not in action.keys:
            problems.append(f"keys.{action.name}: esc cannot be given away, it always leads back")
        elif _is_typed(key, action):
            problems.append(
                f"keys.{action.name}: “{shown(each)}” is for the line that is typed there: take ctrl with a letter"
            )
        else:
            keys.append(key)
    if not keys and (written or action.name in _ALWAYS):
        why = problems.pop() if written else f"keys.{action.name} cannot be without a key"
        problems.append(f"{why}; it keeps {_listed(usual_keys_of(action))}")
        return {}
    if "escape" in action.keys:
        if not written:
            problems.append(f"keys.{action.name}: esc cannot be taken away, it always leads back")
        keys.insert(0, "escape")
    return {action.name: tuple(dict.fromkeys(keys))}


def _is_typed(key: str, action: Action) -> bool:
    """Tell whether a key never comes to an action, as it goes into the line that is typed there."""
    is_new = key not in usual_keys_of(action)
    return action.scope in _TYPED and is_new and (len(key) == 1 or key in ("space", *_LINE))


def _settled(wishes: Mapping[str, tuple[str, ...]]) -> tuple[dict[str, tuple[str, ...]], dict[str, list[str]]]:
    """Return which of the wished keys nothing else has, and for each action why it does not get the others."""
    settled: dict[str, tuple[str, ...]] = {}
    refused: dict[str, list[str]] = {}
    for name, keys in wishes.items():
        action = _BY_NAME[name]
        reasons: list[str] = []
        taken = {key: other for key in keys if (other := _owner(key, action, settled, wishes))}
        for key, other in taken.items():
            reasons.append(
                f"keys.{name}: {key_name(key)} is {other.name} already ({other.help}): give that another key, or this one"
            )
        settled[name] = tuple(key for key in keys if key not in taken)
        refused[name] = reasons
    return settled, refused


def _owner(
    key: str, action: Action, settled: Mapping[str, tuple[str, ...]], wishes: Mapping[str, tuple[str, ...]]
) -> Action | None:
    """Return what has a key that is wanted for an action, if something has that works at the same time."""
    is_usual = key in usual_keys_of(action)
    for other in (each for each in ACTIONS if each.scope in _WITH[action.scope]):
        is_shared = is_usual and key in usual_keys_of(other)
        if other is action or is_shared:
            continue
        if key in (settled.get(other.name, ()) if other.name in wishes else usual_keys_of(other)):
            return other
    return None


_WITH: Final = {
    scope: frozenset(each for together in (*TOGETHER, ("list", "marking")) if scope in together for each in together)
    for scope in {action.scope for action in ACTIONS}
}
"""The scopes whose keys work at the same time as those of another; a list whose rows can be marked is a list, too."""


def _meant(name: str) -> str:
    """Say which action is meant, by its name or by what it is called in the app."""
    by_label = {action.label.casefold().replace(" ", "_"): action.name for action in reversed(ACTIONS)}
    if name.casefold() in by_label:
        return f": “{by_label[name.casefold()]}” is meant?"
    near = nearest(name, _BY_NAME)
    return near if near.endswith("?") else ": reader config --default lists them all"


def _listed(keys: tuple[str, ...]) -> str:
    return " ".join(key_name(key) for key in keys)


class _InUse:
    """The keymap of the app that was started last: one program has one keyboard."""

    def __init__(self) -> None:
        self.keymap = Keymap()


_IN_USE: Final = _InUse()


def use(keymap: Keymap) -> None:
    """Take a keymap for everything that is made from now on."""
    _IN_USE.keymap = keymap


def in_use() -> Keymap:
    """Return the keymap that counts."""
    return _IN_USE.keymap
