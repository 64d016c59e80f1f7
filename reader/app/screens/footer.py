"""The keys that work now, as the lines below the text say them."""

from collections.abc import Sequence
from typing import Final

from reader.app.actions import Scope
from reader.app.keys import footer_actions, key_name, key_now
from reader.app.widgets.parts import Part
from reader.settings import COLOURS, colour_name

Key = tuple[str, str, str]
"""A key as people write it, what it does in words, and its action, which may be empty."""

_NAMES_FROM: Final = 110
"""Cells from which on there is room for the names of colours."""

_COLOURS: Final = ("1-4", "colour", "")
SELECT_KEYS: Final = (
    ("enter", "highlight", "highlight"),
    _COLOURS,
    ("a", "note", "note"),
    ("W V P", "more", ""),
    ("y", "copy", "copy_passage"),
    ("%", "other end", "swap_ends"),
    ("A", "always mark", "always_mark"),
    ("esc", "end", "escape"),
)
NAME_KEYS: Final = (
    ("enter", "next mention", ""),
    ("e", "page", "who"),
    ("x", "not an entity", "reject"),
    ("f", "filter", "filter_names"),
    ("M", "merge", "merge"),
    ("r", "rename", "rename"),
    ("R", "kind", "retype"),
    ("S", "split", "split"),
    ("esc", "text", "escape"),
)
MARK_KEYS: Final = (
    ("enter", "to it", ""),
    _COLOURS,
    ("a", "note", "note"),
    ("#", "tags", "tags"),
    ("d", "delete", "delete"),
    ("u", "undo", "undo"),
    ("H", "all marks", "all_marks"),
    ("esc", "text", "escape"),
)
DOCUMENT_KEYS: Final = (
    ("enter", "open", ""),
    ("f", "filter", "filter_names"),
    ("O", "sort", "sort_documents"),
    ("U", "read or not", "toggle_read"),
    ("o", "by name", "open_document"),
    ("esc", "text", "escape"),
)
NOTHING_KEYS: Final = ((":", "commands", "command_palette"), ("?", "help", "help"), ("q", "quit", "leave"))
FILTER_KEYS: Final = (("enter ↓", "to the list", ""), ("esc", "end", "escape"))

_DESK: Final[tuple[Scope, ...]] = ("desk",)
_DESK_HINT: Final = (("e", "page"), ("x", "no entity"), ("M", "merge"), ("r", "rename"), ("R", "kind"), ("S", "split"))
"""What can be done with the name under the cursor; where the screen is narrow, only the first ones are said."""


def with_colours(keys: Sequence[Key], width: int) -> list[Key]:
    """Return keys with one for each colour by its name where the person gave names and there is room for them."""
    names = [colour_name(colour) for colour in COLOURS]
    if names == [*COLOURS] or width < _NAMES_FROM:
        return [*keys]
    each = [
        (str(number), name, f"colour('{colour}')")
        for number, (name, colour) in enumerate(zip(names, COLOURS, strict=True), 1)
    ]
    return [entry for key in keys for entry in (each if key == _COLOURS else [key])]


def usual_keys() -> list[Key]:
    """Return the keys for reading: key, words and action."""
    return [(key_name(action.keys[0]), action.label.lower(), action.id) for action in footer_actions()]


def desk_hint(width: int) -> list[Part]:
    """Return what can be done with the name under the cursor, as far as there is room for it."""
    shown = len(_DESK_HINT) if width >= 110 else 2 if width >= 70 else 0
    now = [(key_now(key, "", _DESK), words) for key, words in _DESK_HINT[:shown]]
    return [part for key, words in now if key for part in ((key, "key"), (f" {words}  ", "quiet"))]
