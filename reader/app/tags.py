"""Tags as they are typed: which there are in a line, and which of those in use may be meant. Knows no widget."""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from reader.notebook.replay import tags_of
from reader.text.folding import fold

_BETWEEN: Final = re.compile(r"[,;\s]+")
_SHOWN: Final = 8
"""Tags that are offered at a time."""


def tags_in(typed: str) -> tuple[str, ...]:
    """Return the tags of a line, as the notebook will keep them."""
    return tags_of(_BETWEEN.split(typed))


def line_of(tags: Iterable[str]) -> str:
    """Return tags as a line to type on."""
    return "".join(f"{tag} " for tag in tags)


def word_before(typed: str, cursor: int) -> str:
    """Return the tag that is being typed: what stands between the cursor and the separator before it."""
    return _BETWEEN.split(typed[:cursor])[-1]


def offered(typed: str, cursor: int, known: Sequence[str]) -> list[str]:
    """Return the tags in use that what is being typed may become, those that begin with it first; used ones are left out."""
    word = fold(word_before(typed, cursor).lstrip("#"))
    used = {fold(tag) for tag in tags_in(typed[: cursor - len(word_before(typed, cursor))] + typed[cursor:])}
    fitting = [tag for tag in known if word in fold(tag) and fold(tag) not in used]
    return sorted(fitting, key=lambda tag: not fold(tag).startswith(word))[:_SHOWN]


def completed(typed: str, cursor: int, tag: str) -> tuple[str, int]:
    """Return the line with the tag that is being typed replaced by another, and where the cursor stands then."""
    before = typed[: cursor - len(word_before(typed, cursor))] + f"{tag} "
    return before + typed[cursor:].lstrip(" "), len(before)


def becomes(word: str) -> str:
    """Return what the notebook makes of a tag where that is not what was typed, or nothing."""
    clean = tags_in(word)
    return clean[0] if clean and clean[0] != word.lstrip("#") else ""
