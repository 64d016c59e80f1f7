"""The terminal app: screens and widgets over the rooms."""

from reader.app.app import ReaderApp, run

__all__ = ["ReaderApp", "run"]
