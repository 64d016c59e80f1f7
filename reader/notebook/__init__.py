"""What the user decided, kept in an append-only file that is never overwritten."""

from reader.notebook.anchor import Placement
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
