"""What can be done from where the person is: first in the pane or list that has the keys, then on the screen, then at all.

Help and palette show it. It comes from the table of actions and from what is bound now, so a keymap of one's own counts.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal, NamedTuple, get_args

from textual import events
from textual.binding import Binding
from textual.dom import DOMNode
from textual.screen import Screen
from textual.widgets import Input, TextArea

from reader.app.actions import ACTIONS, Action
from reader.app.keys import key_name, keys_of, label_of
from reader.app.widgets.lines import KeyLine

Where = Literal["here", "screen", "beside", "everywhere", "elsewhere"]
"""Where an action's keys work: in what has the keys, on this screen, in other parts of it, on every screen, or elsewhere."""

_NEAREST: Final[tuple[Where, ...]] = get_args(Where)

_PANES: Final = {
    "text": "the text",
    "documents": "the list of documents",
    "documents-filter": "the line that filters the documents",
    "entities": "the names in this document",
    "names-filter": "the line that filters the names",
    "dates": "the dates in this document",
    "marks": "your marks in this document",
    "find-input": "the line to find in this document",
}
"""What the parts of the reading screen are called, by their ids."""

SCREENS: Final = {
    "ReadingScreen": "the text",
    "SearchScreen": "search results",
    "OpenScreen": "documents by name",
    "ContentsScreen": "the contents of a document",
    "TimelineScreen": "the timeline",
    "WhoScreen": "who is who",
    "EntityScreen": "the page of a name",
    "MarksScreen": "all marks",
    "LikelyScreen": "names that may be one",
    "ReviewScreen": "marks to check",
    "AttachScreen": "putting a mark elsewhere",
    "MarksExportScreen": "the export",
    "DatesExportScreen": "the export of dates",
    "NoteScreen": "a note",
    "TagScreen": "tags",
    "AskScreen": "a line to type in",
    "PickScreen": "a question",
    "DiffScreen": "what would change",
    "InspectScreen": "a close look",
}
"""What the screens are called, by the names of their classes."""


_PASSED_ON: Final = ("scroll_", "page_", "submit")
"""How the actions begin that a line of one row leaves to the screen."""


class _Active(NamedTuple):
    """What keys do now."""

    node: DOMNode
    """The part of the screen that does it."""

    keys: list[str]
    """Those keys, as people write them."""


@dataclass(frozen=True, slots=True)
class Offer:
    """Something that can be done, as it stands in a list."""

    label: str
    keys: str
    """As people write them; empty where no key does it."""

    help: str
    group: str
    where: Where
    action: str = ""
    """What does it; empty where it cannot be done from here."""

    node: DOMNode | None = None
    """The part of the screen that does it; without one, the screen is asked by the action's name."""

    async def run(self, screen: Screen[Any]) -> None:
        """Do it on the screen that it was offered on."""
        if self.node is not None:
            await screen.app.run_action(self.action, default_namespace=self.node)
        elif self.action:
            await screen.run_action(f"screen.perform({self.action!r})")


def is_key_of(action: str, event: events.Key) -> bool:
    """Tell whether a key is one that does an action which works everywhere, by its id."""
    keys = {key for each in ACTIONS if each.id == action and each.scope == "app" for key in keys_of(each).split()}
    return key_name(event.key) in keys or event.character in keys


def place_of(screen: Screen[Any]) -> str:
    """Return in words what has the keys on a screen."""
    focused = screen.focused
    pane = _PANES.get(str(focused.id), "") if focused is not None and type(screen).__name__ == "ReadingScreen" else ""
    name = pane or SCREENS.get(type(screen).__name__, "this screen")
    return f"{name}, in the line" if not pane and name in _WITH_LINE and isinstance(focused, Input) else name


_WITH_LINE: Final = frozenset(
    SCREENS[name]
    for name in ("SearchScreen", "WhoScreen", "MarksScreen", "TimelineScreen", "MarksExportScreen", "DatesExportScreen")
)


def offers(screen: Screen[Any]) -> list[Offer]:
    """Return everything there is to do, what is nearest first, each once."""
    active = _active(screen)
    named = [action for action in _said(screen, active) if action.scope != "app"]
    nearest = {action.name for action in named}
    own = _own(screen, active)
    here = [*named, *(action for action in own if action.name not in nearest)]
    known = {action.name for action in here}
    others = [action for action in ACTIONS if action.name not in known]
    scopes = getattr(screen, "scopes", ())
    listed: list[Offer] = [_offer(action, "here", active, scopes) for action in here]
    listed += _unlisted(screen)
    for action in others:
        where: Where = "elsewhere"
        if action.scope == "app" and not screen.app.check_action(action.id, ()):
            continue
        if action.scope == "app":
            where = "everywhere"
        elif action.name in active:
            where = "screen"
        elif action.scope in scopes:
            where = "beside"
        listed.append(_offer(action, where, active, scopes))
    return sorted(listed, key=lambda offer: _NEAREST.index(offer.where))


def _offer(action: Action, where: Where, active: Mapping[str, _Active], scopes: Iterable[str]) -> Offer:
    now = active.get(action.name)
    do = action.id if now or action.scope in scopes else ""
    keys = " ".join(now.keys) if now else keys_of(action)
    return Offer(label_of(action), keys, action.help, action.group, where, do, now.node if now else None)


def _active(screen: Screen[Any]) -> dict[str, _Active]:
    """Return the actions of the table that keys do now, by their names; letters do none while a line is typed."""
    active: dict[str, _Active] = {}
    is_typing = isinstance(screen.focused, Input | TextArea)
    for key, bound in screen.active_bindings.items():
        written = key_name(key)
        if bound.binding.id and bound.enabled and not (is_typing and len(written) == 1):
            active.setdefault(bound.binding.id, _Active(bound.node, [])).keys.append(written)
        elif isinstance(bound.node, Input) and bound.binding.action.startswith(_PASSED_ON):
            for own in screen._bindings.key_to_bindings.get(key, ()):  # noqa: SLF001 (there is no public way)
                active.setdefault(own.id or "", _Active(screen, [])).keys.append(written)
    return active


def _own(screen: Screen[Any], active: Mapping[str, _Active]) -> list[Action]:
    """Return the actions of what has the keys; of a line, all that is done while it is typed."""
    focused = screen.focused
    is_typing = isinstance(focused, Input | TextArea)
    return [
        action
        for action in ACTIONS
        if (now := active.get(action.name)) and (now.node is focused or (is_typing and now.node is not screen.app))
    ]


def _said(screen: Screen[Any], active: Mapping[str, _Active]) -> list[Action]:
    """Return the actions that the line of keys names now, in its order."""
    scopes = getattr(screen, "scopes", ())
    lines = [line for line in screen.query(KeyLine) if line.display]
    found = []
    for name in dict.fromkeys(action for line in lines for _key, _words, action in line.entries if action):
        same = [action for action in ACTIONS if action.id == name]
        bound = [action for action in same if action.name in active]
        found += (bound or [action for action in same if action.scope in scopes])[:1]
    return found


def _unlisted(screen: Screen[Any]) -> list[Offer]:
    """Return what keys of a dialog do, which stand in no table."""
    found: dict[str, list[str]] = {}
    nodes: dict[str, tuple[DOMNode, Binding]] = {}
    for key, bound in screen.active_bindings.items():
        is_own = not bound.binding.id and not isinstance(bound.node, Input | TextArea) and bound.node is not screen.app
        if is_own and bound.binding.description and not bound.binding.system and _is_ours(bound.node, bound.binding):
            found.setdefault(bound.binding.action, []).append(key_name(key))
            nodes.setdefault(bound.binding.action, (bound.node, bound.binding))
    return [
        Offer(binding.description, " ".join(keys), binding.description.lower(), "", "here", action, node)
        for action, keys in found.items()
        for node, binding in [nodes[action]]
    ]


def _is_ours(node: DOMNode, binding: Binding) -> bool:
    """Tell a key that a screen of ours binds from those that Textual gives every screen."""
    return any(
        binding.action == getattr(own, "action", None)
        for kind in type(node).__mro__
        if kind.__module__.startswith("reader.")
        for own in kind.__dict__.get("BINDINGS", ())
    )
