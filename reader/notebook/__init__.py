"""What the user decided, kept in an append-only file that is never overwritten."""

from typing import TYPE_CHECKING

from reader.notebook.model import (
    ENTITY_ACTIONS,
    GONE,
    Anchor,
    EntityAction,
    EntityDecision,
    EntityName,
    Highlight,
    Placed,
    Placement,
    Status,
)
from reader.settings.model import COLOURS, Colour
from reader.text import lazily

if TYPE_CHECKING:
    from reader.notebook.exports import Exported
    from reader.notebook.journal import Merged
    from reader.notebook.notebook import Notebook, NotebookError
    from reader.notebook.sharing import SharingError, Taken

__all__ = [
    "COLOURS",
    "ENTITY_ACTIONS",
    "GONE",
    "Anchor",
    "Colour",
    "EntityAction",
    "EntityDecision",
    "EntityName",
    "Exported",
    "Highlight",
    "Merged",
    "Notebook",
    "NotebookError",
    "Placed",
    "Placement",
    "SharingError",
    "Status",
    "Taken",
]

__getattr__ = lazily.exports(
    __name__,
    {
        "Exported": "exports",
        "Merged": "journal",
        "Notebook": "notebook",
        "NotebookError": "notebook",
        "SharingError": "sharing",
        "Taken": "sharing",
    },
)
