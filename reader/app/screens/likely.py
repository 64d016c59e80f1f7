"""The queue of names that may be one: yes, no, or later, pair by pair."""

import sqlite3
from typing import ClassVar, Final

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.worker import get_current_worker

from reader.app.actions import Scope, bindings
from reader.app.page import facts, last_cells
from reader.app.reading import DECIDED
from reader.app.screens.base import UNDONE
from reader.app.screens.closing import Closing
from reader.app.session import Session
from reader.app.widgets.lines import KeyLine, Line
from reader.app.widgets.parts import Part
from reader.app.widgets.row_list import Row, RowList
from reader.corpus import FolderEntity, Occurrence, Suggestion
from reader.notebook import EntityAction, NotebookError
from reader.text.safety import safe_line

_KEYS: Final = (
    ("y", "they are one", "yes"),
    ("n", "they are two", "no"),
    ("space", "later", "skip"),
    ("←", "before", "before"),
    ("u", "undo", "undo"),
    ("esc", "back", "close"),
)
_ANSWERS: Final = {"same": "one", "apart": "two"}


class LikelyScreen(Closing[None]):
    """Asks about one pair after the other; every answer is kept at once."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("likely")]

    scopes: ClassVar[tuple[Scope, ...]] = ("likely", "app")

    def __init__(self, session: Session) -> None:
        """Prepare to ask about the names of a session's folder."""
        super().__init__()
        self.session = session
        self._pairs: list[Suggestion] | None = None
        self._at = 0
        self._answers: dict[int, EntityAction] = {}
        self._answered: list[int] = []
        """Pairs that were answered, in the order of the answers."""
        self._said = ""

    def compose(self) -> ComposeResult:
        """Put the pair under the question."""
        yield Line(id="likely-title")
        yield RowList(id="pair", empty="\n  looking for names that may be one…")
        yield Line(id="likely-about")
        yield KeyLine(id="likely-keys")

    def on_mount(self) -> None:
        """Look for pairs."""
        self.query_one("#pair").can_focus = False
        self.query_one(KeyLine).show_keys(_KEYS)
        self._look()

    @work(thread=True, exclusive=True, group="likely")
    def _look(self) -> None:
        try:
            pairs = self.session.who_is_who().suggestions()
        except sqlite3.Error as error:
            self.app.call_from_thread(self._say, f"the index cannot be read: {error}")
            return
        if not get_current_worker().is_cancelled:
            self.app.call_from_thread(self._found, pairs)

    def _found(self, pairs: list[Suggestion]) -> None:
        if self.is_attached:
            self._pairs = pairs
            self._draw()

    @property
    def pair(self) -> Suggestion | None:
        """The pair that is asked about, if any is left."""
        return self._pairs[self._at] if self._pairs and self._at < len(self._pairs) else None

    def on_resize(self) -> None:
        """Fit the lines to the new width."""
        self.call_after_refresh(self._draw)

    def _draw(self) -> None:
        if self._pairs is None:
            return
        pair, rows = self.pair, self.query_one("#pair", RowList)
        title = self.query_one("#likely-title", Line)
        rows.empty = self._ending()
        self.query_one(KeyLine).show_keys(_KEYS if pair else _KEYS[-3:])
        if pair is None:
            title.show([("Are these one?", "heading")])
            rows.show([])
        else:
            answer = _ANSWERS.get(self._answers.get(self._at, ""), "")
            said: list[Part] = [("   ", ""), DECIDED, (f"{answer}, by you", "decided")] if answer else []
            title.show(
                [("Are these one?", "heading"), ("   ", ""), (pair.why, "guess"), *said],
                [(f"{self._at + 1:,} of {len(self._pairs):,}", "quiet")],
            )
            first, second = pair.examples
            width = self.size.width - 2
            rows.show(
                [
                    *_entity_rows(pair.first, first, width),
                    *_entity_rows(pair.second, second, width),
                ]
            )
        self.query_one("#likely-about", Line).show([(f" {self._said}", "said")] if self._said else [])

    def _ending(self) -> str:
        if not self._pairs:
            return "\n  No names look as if they were one."
        ones = sum(1 for answer in self._answers.values() if answer == "same")
        later = len(self._pairs) - len(self._answers)
        twos = len(self._answers) - ones
        return f"\n  That was the last pair: {ones:,} one, {twos:,} two, {later:,} left for later.\n  u takes the last answer back; ← shows the pair before."

    def _say(self, message: str) -> None:
        self._said = message
        self._draw()

    # -- answers

    def action_yes(self) -> None:
        """Keep that they are one."""
        self._answer("same")

    def action_no(self) -> None:
        """Keep that they are not."""
        self._answer("apart")

    def _answer(self, action: EntityAction) -> None:
        pair = self.pair
        if pair is None:
            return
        both = (*pair.first.names, *pair.second.names)
        names = both if action == "same" else (pair.first.names[0], pair.second.names[0])
        try:
            self.session.notebook.decide_entities(action, names)
        except (NotebookError, ValueError) as error:
            self.notify(safe_line(str(error)), severity="error", markup=False, timeout=8)
            return
        self._answers[self._at] = action
        self._answered.append(self._at)
        said = f"“{pair.first.name}” and “{pair.second.name}” are {_ANSWERS[action]}; u takes it back"
        self._at += 1
        while self._is_settled():
            self._at += 1
        self._say(said)

    def _is_settled(self) -> bool:
        """Tell whether the pair need not be asked about: other answers made both one already."""
        if self.pair is None or self._pairs is None:
            return False
        group = {self.pair.first.key}
        ones = [self._pairs[at] for at, answer in self._answers.items() if answer == "same"]
        for _ in ones:
            for one in ones:
                keys = {one.first.key, one.second.key}
                group |= keys if keys & group else set()
        return self.pair.second.key in group

    def action_skip(self) -> None:
        """Leave the pair for later."""
        self._at = min(self._at + 1, len(self._pairs or ()))
        self._say("")

    def action_before(self) -> None:
        """Show the pair before."""
        self._at = max(0, self._at - 1)
        self._say("")

    def action_undo(self) -> None:
        """Take the last answer back, and show its pair again."""
        if not self._answered:
            self._say("nothing answered yet")
            return
        try:
            undone = self.session.notebook.undo()
        except NotebookError as error:
            self.notify(safe_line(str(error)), severity="error", markup=False, timeout=8)
            return
        self._at = self._answered.pop()
        self._answers.pop(self._at, None)
        self._say(UNDONE.get(undone, "nothing to undo"))

    def action_close(self) -> None:
        """Go back to where the person was."""
        self.dismiss(None)

    async def action_perform(self, action_id: str) -> None:
        """Do an action by its id, as from the footer."""
        await self.run_action(action_id)


def _entity_rows(entity: FolderEntity, example: Occurrence, width: int) -> list[Row]:
    sign = DECIDED if entity.by_hand else ("  ", "")
    left = width * 2 // 5
    before = last_cells(safe_line(example.before), left)
    others = " · ".join(entity.aliases[:6])
    also: list[Part] = [("  also ", "quiet"), (others, "")] if others else []
    day = f"{example.document.published}  " if example.document.published else ""
    return [
        Row((sign, (entity.name, f"{entity.kind}-strong"), (f"  {entity.kind}", "quiet"), *also)),
        Row((("  ", ""), (facts(entity, width), "quiet"))),
        Row((("  ", ""), (before, "quiet"), (example.mention.text, f"{entity.kind}-strong"), (example.after, ""))),
        Row((("  — ", "quiet"), (f"{day}{example.document.title}", "quiet"))),
        Row((("", ""),)),
    ]
