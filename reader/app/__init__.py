"""The terminal app: screens and widgets over the rooms."""

from typing import TYPE_CHECKING

from reader.text import lazily

if TYPE_CHECKING:
    from reader.app.app import ReaderApp, run

__all__ = ["ReaderApp", "run"]

__getattr__ = lazily.exports(__name__, {"ReaderApp": "app", "run": "app"})
