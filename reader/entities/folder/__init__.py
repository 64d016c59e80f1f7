"""Says who is who across the documents of a folder: which of its names are one entity, and which only might be."""

from typing import TYPE_CHECKING

from reader.entities.folder.model import Likeness, Local
from reader.text import lazily

if TYPE_CHECKING:
    from reader.entities.folder.likely import likely_same
    from reader.entities.folder.linking import display_name, link_folder

__all__ = ["Likeness", "Local", "display_name", "likely_same", "link_folder"]

__getattr__ = lazily.exports(__name__, {"display_name": "linking", "likely_same": "likely", "link_folder": "linking"})
