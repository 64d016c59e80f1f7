"""The keys that work now, as the lines below the text say them."""

from typing import Final

from reader.app.actions import footer_actions, key_name
from reader.app.widgets.parts import Part

SELECT_KEYS: Final = (
    ("enter", "highlight", "highlight"),
    ("1-4", "colour", ""),
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
DOCUMENT_KEYS: Final = (
    ("enter", "open", ""),
    ("f", "filter", "filter_names"),
    ("O", "sort", "sort_documents"),
    ("U", "read or not", "toggle_read"),
    ("o", "by name", "open_document"),
    ("esc", "text", "escape"),
)
FILTER_KEYS: Final = (("enter ↓", "to the list", ""), ("esc", "end", "escape"))

_DESK_HINT: Final = (("e", "page"), ("x", "no entity"), ("M", "merge"), ("r", "rename"), ("R", "kind"), ("S", "split"))
"""What can be done with the name under the cursor; where the screen is narrow, only the first ones are said."""


def usual_keys() -> list[tuple[str, str, str]]:
    """Return the keys for reading: key, words and action."""
    return [(key_name(action.keys[0]), action.label.lower(), action.id) for action in footer_actions()]


def desk_hint(width: int) -> list[Part]:
    """Return what can be done with the name under the cursor, as far as there is room for it."""
    shown = len(_DESK_HINT) if width >= 110 else 2 if width >= 70 else 0
    return [part for key, words in _DESK_HINT[:shown] for part in ((key, "key"), (f" {words}  ", "quiet"))]
