"""A small editor for the note on a highlight and its tags; what is typed outlasts a crash."""

from dataclasses import dataclass
from typing import ClassVar, Final

from textual import events, on
from textual.app import ComposeResult, SuspendNotSupported
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.timer import Timer
from textual.widgets import Static, TextArea

from reader.app.drafts import Draft
from reader.app.editor import EditorError, edit, find_editor
from reader.app.keys import with_keys
from reader.app.reading import colour_parts
from reader.app.screens.closing import Closing
from reader.app.screens.tagging import TALL, passage_start
from reader.app.session import Session
from reader.app.tags import line_of, tags_in
from reader.app.unmade import is_unmade
from reader.app.widgets.lines import Line
from reader.app.widgets.tag_field import TagField
from reader.notebook import Highlight
from reader.text.safety import safe_text

_PAUSE: Final = 0.7
"""Seconds after which what was typed is written down as a draft."""

_KEYS: Final = "esc keeps it · tab tags · ctrl+e editor · {undo} in the text takes it back"
_FOUND: Final = "typed and not kept when reader ended · ctrl+r: the note as kept"
_UNMADE: Final = "not marked, nothing can be written · esc: try again"
_KEPT: Final = "the note as kept · ctrl+r: what was typed after that"


@dataclass(frozen=True, slots=True)
class Written:
    """A note and tags as a person left them."""

    note: str
    tags: tuple[str, ...]


class NoteArea(TextArea):
    """The note itself."""

    def on_paste(self, event: events.Paste) -> None:
        """Keep what is pasted harmless to draw."""
        event.text = safe_text(event.text.replace("\r\n", "\n").replace("\r", "\n"))


class NoteScreen(ModalScreen[Written | None], Closing[Written | None]):
    """Shows the passage and edits its note and tags; leaving keeps what was written, and undo takes it back."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,ctrl+s", "keep", "Keep", priority=True, show=False),
        Binding("ctrl+e", "edit_elsewhere", "Editor", priority=True, show=False),
        Binding("ctrl+r", "other_version", "Other version", priority=True, show=False),
    ]

    def __init__(self, session: Session, mark: Highlight) -> None:
        """Prepare to edit the note of `mark`, or what was typed of it before a crash."""
        super().__init__()
        self._session, self._mark = session, mark
        kept = Draft(mark.note, line_of(mark.tags))
        draft = session.drafts.get(mark.id)
        is_new = draft is not None and (draft.note.strip(), tags_in(draft.tags)) != (mark.note, mark.tags)
        self._shown = draft if draft is not None and is_new else kept
        self._other = kept if is_new else None
        """The other version, where there are two."""
        self._kept = kept
        self._last = self._shown
        """What stands in the editor; it is known still when that is gone, as at the end of the program."""
        self._writing: Timer | None = None

    def compose(self) -> ComposeResult:
        """Put the passage over the editor, and the tags below it."""
        with Vertical(classes="dialog -note"):
            yield Line(id="note-of")
            yield Static(passage_start(self._mark.anchor.exact), classes="passage", markup=False)
            yield NoteArea(
                self._shown.note, soft_wrap=True, show_line_numbers=False, tab_behavior="focus", id="note-text"
            )
            yield TagField(tags_in(self._shown.tags), self._session.notebook.tags)
            hint = _UNMADE if is_unmade(self._mark.id) else _FOUND if self._other else with_keys(_KEYS)
            yield Static(hint, classes="hint", markup=False, id="hint")

    def on_mount(self) -> None:
        """Put the cursor behind what is there."""
        self.query_one("#note-of", Line).show(colour_parts(self._mark.colour), [("note", "quiet")])
        self._area.move_cursor(self._area.document.end)
        self._area.focus()

    def on_resize(self, event: events.Resize) -> None:
        """Leave out what there is no room for."""
        self.set_class(event.size.height < TALL, "-short")

    @property
    def _area(self) -> NoteArea:
        return self.query_one(NoteArea)

    @property
    def _field(self) -> TagField:
        return self.query_one(TagField)

    def _typed(self) -> Draft:
        return Draft(self._area.text, self._field.line.value, self._mark.name)

    @on(TextArea.Changed)
    @on(TagField.Changed)
    def _changed(self) -> None:
        self._last = self._typed()
        if self._writing is None and self._last != self._shown:
            self._writing = self.set_timer(_PAUSE, self._write_draft)

    def _write_draft(self) -> None:
        self._writing = None
        self._shown = self._last
        self._session.drafts.keep(self._mark.id, self._shown)

    def on_unmount(self) -> None:
        """Leave nothing behind that was typed a moment before the program was ended."""
        if self._writing is not None:
            self._writing.stop()
            self._write_draft()

    @on(TagField.Submitted)
    def action_keep(self) -> None:
        """Close and give the note with its tags."""
        self._last = self._typed()
        if self._writing is not None:
            self._writing.stop()
            self._write_draft()
        self.dismiss(Written(self._area.text.strip(), self._field.tags))

    def action_other_version(self) -> None:
        """Show what was kept instead of what was typed, or the other way round."""
        if self._other is not None:
            now, self._other = self._other, self._typed()
            self._show(now)
            self._say(_KEPT if now == self._kept else _FOUND)

    def action_edit_elsewhere(self) -> None:
        """Let the person write in their own editor."""
        try:
            command = find_editor()
            with self.app.suspend():
                text = edit(self._area.text, command)
        except SuspendNotSupported:
            self._say("this terminal cannot be given to an editor", is_wrong=True)
        except EditorError as error:
            self._say(str(error), is_wrong=True)
        else:
            self._show(Draft(text, self._field.line.value))
            self._say(with_keys(_KEYS))

    def _show(self, draft: Draft) -> None:
        self._area.text = draft.note
        self._area.move_cursor(self._area.document.end)
        self._field.line.value = draft.tags

    def _say(self, words: str, *, is_wrong: bool = False) -> None:
        hint = self.query_one("#hint", Static)
        hint.update(safe_text(words))
        hint.set_class(is_wrong, "-wrong")
