"""Puts a text together from paragraphs, each made safe before it has offsets."""

import re
from collections.abc import Iterable, Mapping
from typing import Final

from reader.documents.decoding import clean
from reader.documents.model import Block, BlockKind, DocumentError, Parsed, Style
from reader.documents.styling import fitted, moved

TEXT_LIMIT: Final = 64 * 1024 * 1024
"""Characters of text at most that a file of a few megabytes may unfold to."""

CELLS: Final = " · "
"""Stands between the cells of a row."""

BULLET: Final = "• "

_SPACE: Final = re.compile(r"[ \t\n\r\f\v\xa0]+")
_AROUND_BREAK: Final = re.compile(r"[ \t\xa0]*\n[ \t\xa0]*")
_SPACES: Final = re.compile(r"[ \t\r\f\v\xa0]+")
_BREAKS: Final = re.compile(r"\n{3,}")
_SOFT_HYPHEN: Final = "\xad"


def one_line(text: str) -> str:
    """Return a text without soft hyphens, every run of white space one space."""
    return _SPACE.sub(" ", text.replace(_SOFT_HYPHEN, "")).strip()


def lines(text: str) -> str:
    """Return a text without soft hyphens, with its line breaks, any other run of white space one space."""
    text = _SPACES.sub(" ", text.replace(_SOFT_HYPHEN, ""))
    return _BREAKS.sub("\n\n", _AROUND_BREAK.sub("\n", text)).strip()


class TextBuilder:
    """A text that grows by paragraphs."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.pages: list[int] = []
        self.styles: list[Style] = []
        self.length = 0
        self._parts: list[str] = []

    def add(
        self,
        text: str,
        kind: BlockKind | None = None,
        *,
        level: int = 0,
        tight: bool = False,
        styles: Iterable[Style] = (),
    ) -> int:
        """Add a paragraph, on the next line if `tight`, else after an empty line; return where it begins.

        Args:
            text: the paragraph.
            kind: the role it has, if one of its own.
            level: of a heading, from 1 to 6, where it is known.
            tight: whether it belongs to the one before.
            styles: what is set apart in it, by offsets into it.

        Raises:
            DocumentError: the text has become too long.
        """
        text = clean(text)
        gap = ("\n" if tight else "\n\n") if self.length else ""
        start = self.length + len(gap)
        if start + len(text) > TEXT_LIMIT:
            raise DocumentError(f"more than {TEXT_LIMIT // 2**20} million characters of text")
        self._parts += [gap, text]
        self.length = start + len(text)
        if kind is not None:
            self.blocks.append(Block(kind, start, self.length, level))
        self.styles += moved(styles, start)
        return start

    def parsed(self, metadata: Mapping[str, str], warnings: Iterable[str] = ()) -> Parsed:
        """Return what was put together, with a newline at its end."""
        text = "".join(self._parts) + ("\n" if self.length else "")
        known = {key: one_line(value) for key, value in metadata.items() if value}
        styles = tuple(fitted(text, self.styles))
        return Parsed(text, tuple(self.blocks), known, tuple(self.pages), tuple(warnings), styles)
