"""What the user decided, kept in an append-only file that is never overwritten."""

from reader.notebook.anchor import Placement
from reader.notebook.model import COLOURS, Anchor, Colour, Highlight
from reader.notebook.notebook import Notebook, NotebookError, Placed

__all__ = ["COLOURS", "Anchor", "Colour", "Highlight", "Notebook", "NotebookError", "Placed", "Placement"]
