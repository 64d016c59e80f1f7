"""The line in which a person types what to find in the document."""

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Input, Label

from reader.app.keys import key_for
from reader.search import Hits


class FindBar(Horizontal):
    """An input with the number of hits beside it."""

    DEFAULT_CSS = """
    FindBar { height: 1; display: none; }
    FindBar.-open { display: block; }
    FindBar Input, FindBar Input:focus { width: 1fr; height: 1; border: none; padding: 0; background: transparent; }
    FindBar Label { width: auto; padding: 0 1; }
    """

    class Typed(Message):
        """The phrase changed."""

        def __init__(self, phrase: str) -> None:
            """Say what it is now."""
            super().__init__()
            self.phrase = phrase

    class Ended(Message):
        """The person has done with the line."""

        def __init__(self, *, is_accepted: bool) -> None:
            """Say whether to stay at the hit or go back."""
            super().__init__()
            self.is_accepted = is_accepted

    def compose(self) -> ComposeResult:
        """Put the key, the input and the count side by side."""
        yield Label(f" {key_for('find')}", markup=False)
        yield Input(id="find-input", select_on_focus=True)
        yield Label("", id="find-count", markup=False)

    @property
    def is_open(self) -> bool:
        """Whether the line is shown."""
        return self.has_class("-open")

    def open(self) -> None:
        """Show the line and put the cursor in it."""
        self.add_class("-open")
        self.screen.add_class("-finding")
        self.screen.set_focus(self.query_one(Input))  # at once: what is typed next is for the line

    def close(self) -> None:
        """Hide the line."""
        self.remove_class("-open")
        self.screen.remove_class("-finding")

    def show_count(self, hits: Hits, current: int) -> None:
        """Say which hit of how many is shown."""
        text = "nothing found" if self.query_one(Input).value.strip() else ""
        if hits.spans:
            text = hits.which(current)
        self.query_one("#find-count", Label).update(text)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Tell of every letter."""
        event.stop()
        self.post_message(self.Typed(event.value))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Stay at the hit."""
        event.stop()
        self.post_message(self.Ended(is_accepted=True))

    def on_key(self, event: events.Key) -> None:
        """Go back on escape."""
        if event.key == "escape":
            event.stop()
            self.post_message(self.Ended(is_accepted=False))
