"""The line over a list that filters it as a person types."""

from textual import events
from textual.widgets import Input


class PaneFilter(Input):
    """Is shown while it is of use; arrow down, tab and enter lead to the list."""

    def __init__(self, *, of: str, placeholder: str, id: str) -> None:  # noqa: A002 (Textual's own name for it)
        """Make a line for the list with the id `of`."""
        super().__init__(placeholder=placeholder, id=id)
        self._of = of

    @property
    def is_open(self) -> bool:
        """Whether the line is shown."""
        return self.has_class("-open")

    def open(self) -> None:
        """Show the line and give it the keys."""
        self.add_class("-open")
        self.screen.set_focus(self)  # at once: what is typed next is for the line

    def close(self) -> bool:
        """Hide the line, let everything through, and return whether it was shown."""
        was_open = self.is_open
        self.remove_class("-open")
        self.value = ""
        return was_open

    def on_key(self, event: events.Key) -> None:
        """Leave the line for the list."""
        if event.key in ("down", "tab"):
            event.stop()
            event.prevent_default()
            self.leave()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Leave the line for the list."""
        event.stop()
        self.leave()

    def leave(self) -> None:
        """Give the keys to the list."""
        self.screen.query_one(f"#{self._of}").focus()
