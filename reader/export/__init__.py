"""Marks and mentions in formats that other programs read."""

from reader.export.files import Written, write_files
from reader.export.folder import folder_markdown

__all__ = ["Written", "folder_markdown", "write_files"]
