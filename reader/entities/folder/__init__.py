"""Says who is who across the documents of a folder: which of its names are one entity, and which only might be."""

from reader.entities.folder.likely import likely_same
from reader.entities.folder.linking import display_name, link_folder
from reader.entities.folder.model import Likeness, Local

__all__ = ["Likeness", "Local", "display_name", "likely_same", "link_folder"]
