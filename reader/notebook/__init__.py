"""What the user decided, kept in an append-only file that is never overwritten."""

from typing import TYPE_CHECKING

from reader.notebook.model import (
    COLOURS,
    ENTITY_ACTIONS,
    Anchor,
    Colour,
    EntityAction,
    EntityDecision,
    EntityName,
    Highlight,
)
from reader.text import lazily

if TYPE_CHECKING:
    from reader.notebook.anchor import Placement
    from reader.notebook.notebook import Notebook, NotebookError, Placed
    from reader.notebook.sharing import SharingError, Taken

__all__ = [
    "COLOURS",
    "ENTITY_ACTIONS",
    "Anchor",
    "Colour",
    "EntityAction",
    "EntityDecision",
    "EntityName",
    "Highlight",
    "Notebook",
    "NotebookError",
    "Placed",
    "Placement",
    "SharingError",
    "Taken",
]

__getattr__ = lazily.exports(
    __name__,
    {
        "Notebook": "notebook",
        "NotebookError": "notebook",
        "Placed": "notebook",
        "Placement": "anchor",
        "SharingError": "sharing",
        "Taken": "sharing",
    },
)
