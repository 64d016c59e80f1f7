"""The tags of a highlight, without its note."""

from collections.abc import Iterable, Sequence
from typing import ClassVar, Final

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from reader.app.screens.closing import Closing
from reader.app.widgets.tag_field import TagField
from reader.text.graphemes import grapheme_start
from reader.text.safety import safe_text

TALL: Final = 22
"""Rows from which on the screen has room for empty ones."""

_LONG: Final = 210
"""Characters of a passage that are shown over an editor."""

_WORD: Final = 24
"""Characters within which the end of a word is looked for where a passage is shortened."""

_KEYS: Final = "esc keeps them · tab takes what is offered · ↓ ↑ another one"


def passage_start(passage: str) -> str:
    """Return a passage as it is shown over an editor: in one paragraph, the middle of a long one left out."""
    words = " ".join(safe_text(passage).split())
    if len(words) <= _LONG:
        return words
    start, end = grapheme_start(words, _LONG * 2 // 3), grapheme_start(words, len(words) - _LONG // 3)
    # between words, unless there is no blank for long, as in Chinese
    before, after = words.rfind(" ", start - _WORD, start + 1), words.find(" ", end - 1, end + _WORD)
    start, end = before if before >= 0 else start, after if after >= 0 else end
    return f"{words[:start].rstrip()} … {words[end:].lstrip()}"


class TagScreen(ModalScreen[tuple[str, ...]], Closing[tuple[str, ...]]):
    """Shows the passage and edits its tags; leaving keeps them, and undo takes them back."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,ctrl+s", "keep", "Keep", priority=True, show=False)]

    def __init__(self, passage: str, tags: Iterable[str], known: Sequence[str]) -> None:
        """Prepare to edit `tags`; `known` are those in use, the most used first."""
        super().__init__()
        self._passage, self._tags, self._known = passage, tuple(tags), known

    def compose(self) -> ComposeResult:
        """Put the passage over the tags."""
        with Vertical(classes="dialog -small"):
            yield Static(passage_start(self._passage), classes="passage", markup=False)
            yield TagField(self._tags, self._known)
            yield Static(_KEYS, classes="hint", markup=False)

    def on_mount(self) -> None:
        """Begin to type."""
        self.query_one(TagField).line.focus()

    def on_resize(self, event: events.Resize) -> None:
        """Leave out what there is no room for."""
        self.set_class(event.size.height < TALL, "-short")

    @on(TagField.Submitted)
    def action_keep(self) -> None:
        """Close and give the tags."""
        self.dismiss(self.query_one(TagField).tags)
