"""Screens that ask about one thing after the other; every answer is kept at once and can be taken back."""

from collections.abc import Callable
from typing import Generic, TypeVar

from reader.app.screens.base import UNDONE
from reader.app.screens.closing import Closing
from reader.app.session import Session
from reader.notebook import NotebookError
from reader.text.safety import safe_line

Asked = TypeVar("Asked")
"""What is asked about."""


class Asking(Closing[None], Generic[Asked]):
    """Goes through a queue: on with an answer or without, back, and back to what was answered last."""

    def __init__(self, session: Session) -> None:
        """Begin without a queue."""
        super().__init__()
        self.session = session
        self.queue: list[Asked] | None = None
        """What is asked about; `None` until it is known."""
        self.at = 0
        """Where in the queue the person is; its length when it is through."""
        self.answers: dict[int, str] = {}
        """What was answered, by places in the queue."""
        self._answered: list[int] = []
        """Places in the order of the answers."""
        self.said = ""

    @property
    def asked(self) -> Asked | None:
        """What is asked about now, if anything is left."""
        return self.queue[self.at] if self.queue and self.at < len(self.queue) else None

    def ask(self) -> None:
        """Show what is asked about now, or that nothing is left."""
        raise NotImplementedError

    def say(self, message: str) -> None:
        """Ask, and say what happened."""
        self.said = message
        self.ask()

    def keep(self, change: Callable[[], object]) -> bool:
        """Change the notebook, and tell whether that could be done; why not is said."""
        try:
            change()
        except (NotebookError, ValueError) as error:
            self.notify(safe_line(str(error)), severity="error", markup=False, timeout=8)
            return False
        return True

    def note_answer(self, answer: str) -> None:
        """Count an answer that is kept, and go on."""
        self.answers[self.at] = answer
        self._answered.append(self.at)
        self.at += 1

    def action_skip(self) -> None:
        """Leave it for later."""
        self.at = min(self.at + 1, len(self.queue or ()))
        self.say("")

    def action_before(self) -> None:
        """Show what came before."""
        self.at = max(0, self.at - 1)
        self.say("")

    def action_undo(self) -> None:
        """Take the last answer back, and ask again what it answered."""
        if not self._answered:
            self.say("nothing answered yet")
            return
        undone: list[str] = []
        if self.keep(lambda: undone.append(self.session.notebook.undo())):
            self.at = self._answered.pop()
            self.answers.pop(self.at, None)
            self.say(UNDONE.get(undone[0], "nothing to undo"))

    def action_close(self) -> None:
        """Go back to where the person was."""
        self.dismiss(None)

    async def action_perform(self, action_id: str) -> None:
        """Do an action by its id, as from the footer."""
        await self.run_action(action_id)
