"""A line to type tags on, with the tags in use offered below it."""

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widgets import Input, Label

from reader.app.tags import becomes, completed, line_of, offered, tags_in, word_before
from reader.app.widgets.lines import Line
from reader.app.widgets.parts import Part
from reader.text.safety import safe_line


class TagLine(Input):
    """The line itself."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "complete", "Complete", show=False),
        Binding("down", "other(1)", "Next", show=False),
        Binding("up", "other(-1)", "Previous", show=False),
    ]

    class Stepped(Message):
        """Another one of the tags that are offered is meant."""

        def __init__(self, step: int) -> None:
            """Say in which direction."""
            super().__init__()
            self.step = step

    class Completed(Message):
        """The tag that is meant shall be taken."""

    def action_complete(self) -> None:
        """Take the tag that is meant."""
        self.post_message(self.Completed())

    def action_other(self, step: int) -> None:
        """Mean another tag."""
        self.post_message(self.Stepped(step))

    def on_paste(self, event: events.Paste) -> None:
        """Keep what is pasted harmless and on one line."""
        event.text = safe_line(event.text)


class TagField(Vertical):
    """Tags, typed with spaces or commas between them."""

    DEFAULT_CSS = """
    TagField { height: 2; }
    TagField Horizontal { height: 1; }
    TagField TagLine { width: 1fr; }
    """

    class Changed(Message):
        """Something was typed."""

    class Submitted(Message):
        """Enter was pressed."""

    def __init__(self, tags: Iterable[str], known: Sequence[str], *, id: str | None = None) -> None:  # noqa: A002 (Textual's own name for it)
        """Prepare to edit tags; `known` are those in use, the most used first."""
        super().__init__(id=id)
        self._typed = line_of(tags)
        self._known = known
        self._meant = -1
        """Which of the tags that are offered is meant by hand, or -1."""

    def compose(self) -> ComposeResult:
        """Put the line over what is offered."""
        with Horizontal():
            yield Label("tags ", classes="tags-label", markup=False)
            yield TagLine(
                self._typed, select_on_focus=False, placeholder="words, with spaces or commas between", id="tags"
            )
        yield Line(id="tags-offered")

    def on_mount(self) -> None:
        """Offer what is most used."""
        self._offer()

    @property
    def line(self) -> TagLine:
        """The line."""
        return self.query_one(TagLine)

    @property
    def tags(self) -> tuple[str, ...]:
        """The tags, as the notebook will keep them."""
        return tags_in(self.line.value)

    def _offered(self) -> list[str]:
        return offered(self.line.value, self.line.cursor_position, self._known)

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        self._meant = -1
        self._offer()
        self.post_message(self.Changed())

    @on(TagLine.Stepped)
    def _step(self, event: TagLine.Stepped) -> None:
        count = len(self._offered())
        if count:
            self._meant = (max(self._meant, -1 if event.step > 0 else 0) + event.step) % count
            self._offer()

    @on(TagLine.Completed)
    def _complete(self) -> None:
        line, tags = self.line, self._offered()
        word = word_before(line.value, line.cursor_position)
        if tags and (word or self._meant >= 0) and tags[max(0, self._meant)] != word:
            line.value, line.cursor_position = completed(line.value, line.cursor_position, tags[max(0, self._meant)])
        else:
            self.screen.focus_next()

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.post_message(self.Submitted())

    def _offer(self) -> None:
        line, tags = self.line, self._offered()
        word = word_before(line.value, line.cursor_position)
        parts: list[Part] = []
        if word and (clean := becomes(word)):
            parts.append((f"becomes {clean}   ", "warning"))
        is_ready = bool(word) or self._meant >= 0
        if tags:
            parts.append(("tab ", "key") if is_ready else ("in use: ", "quiet"))
        for number, tag in enumerate(tags):
            is_meant = is_ready and number == max(0, self._meant)
            parts += [(" · ", "quiet")] if number else []
            parts.append((tag, "hit" if is_meant else "quiet"))
        self.query_one("#tags-offered", Line).show(parts)
