"""The marks of the whole folder, from the reading screen: the list, what is to be checked, and what others change."""

from typing import Final

from textual import work
from textual.timer import Timer
from textual.worker import get_current_worker

from reader.app.jumps import Left, Place
from reader.app.keys import key_for
from reader.app.mark_listing import MarksState
from reader.app.screens.naming import Naming
from reader.app.session import Session
from reader.app.widgets.parts import Part
from reader.text.counting import counted

_PAUSE: Final = 0.3
"""Seconds after a change until it is counted what is to be checked: others may follow."""

_OFTEN: Final = 2.0
"""Seconds after which it is looked again whether another program wrote into the notebook."""


class Overseeing(Naming):
    """The part of the reading screen that looks beyond its document's marks."""

    def __init__(self, session: Session) -> None:
        """Start with nothing to check."""
        super().__init__(session)
        self.to_check = 0
        """How many marks of the folder may have moved or are lost, as far as that is known."""
        self._later_count: Timer | None = None
        self._taken_in = 0
        """How much of what other programs wrote is drawn."""
        self._drawn_at = 0
        """What the notebook said of its changes when it was drawn last."""
        self._is_said = False
        """Whether it was said that there are any."""

    def on_mount(self) -> None:
        """Say what was typed and not kept before, and listen for what other programs write into the notebook."""
        self._look_for_drafts()
        self.set_interval(_OFTEN, self._listen)

    @work(thread=True, group="drafts")
    def _look_for_drafts(self) -> None:
        names = self.session.drafts.not_kept(self.session.notebook.highlights)
        if names:
            self.app.call_from_thread(self.tell, _not_kept(names), "warning")

    # -- what is to be checked

    def draw_marks(self) -> None:
        """Show the notebook as it is now, and count what is to be checked."""
        self._drawn_at = self.session.notebook.changes
        super().draw_marks()
        self._count()

    def learn_names(self) -> None:
        """Work out who is who in the folder, and whether marks moved: the texts are known by now."""
        super().learn_names()
        self._count()

    def _count(self) -> None:
        if self._later_count is not None:
            self._later_count.stop()
        self._later_count = self.set_timer(_PAUSE, self._count_now)

    def _count_now(self) -> None:
        if not self.session.is_building and not self.session.is_closed:
            self._gather()

    @work(thread=True, exclusive=True, group="gather")
    def _gather(self) -> None:
        worker, marks = get_current_worker(), self.session.marks
        marks.gather(lambda: worker.is_cancelled or self.session.is_closed)
        if not worker.is_cancelled:
            self.app.call_from_thread(self._counted, marks.to_check)

    def _counted(self, count: int) -> None:
        self.to_check = count
        if count and not self._is_said:
            marks = counted(count, "mark is", "marks are")
            self.tell(f"{marks} to be checked, as texts changed or are gone: {key_for('review')}")
        self._is_said = True
        self.draw_status()

    def check_parts(self, width: int) -> list[Part]:
        """Return in words how many marks are to be checked."""
        if not self.to_check:
            return []
        key = f": {key_for('review')}" if width >= 80 else ""
        return [(f"{self.to_check:,} to check{key}  ", "warning")]

    # -- the list and the queue

    def action_all_marks(self) -> None:
        """List all marks of the folder."""
        self._list_marks(self.session.last_marks)

    def _list_marks(self, state: MarksState | None) -> None:
        from reader.app.screens.marks import MarksScreen  # noqa: PLC0415 (loads when it is first needed)

        self.app.push_screen(MarksScreen(self.session, state), self._left_marks)

    def _left_marks(self, opened: object | None) -> None:
        from reader.app.screens.marks import OpenedMark  # noqa: PLC0415 (loads with the list)

        self.draw_marks()
        if isinstance(opened, OpenedMark):
            self.leave_here(page=opened.state)
            self.open(opened.name, opened.offset)

    def back_to(self, place: Place, page: Left | None) -> None:
        """Go back to a place, and to the page or the list that lay over it."""
        super().back_to(place, page)
        if isinstance(page, MarksState):
            self._list_marks(page)

    def action_review(self) -> None:
        """Go through the marks that may have moved, and those that are no longer found."""
        from reader.app.screens.review import ReviewScreen  # noqa: PLC0415 (loads when it is first needed)

        def back(_nothing: None) -> None:
            self.draw_marks()

        self.app.push_screen(ReviewScreen(self.session), back)

    # -- what others write

    def _listen(self) -> None:
        if not self.session.is_closed:
            self._refresh_notebook()

    @work(thread=True, exclusive=True, group="listen")
    def _refresh_notebook(self) -> None:
        notebook = self.session.notebook
        before = notebook.date_decisions, notebook.entity_decisions, notebook.days()
        is_new = notebook.refresh()
        if notebook.taken_in != self._taken_in:
            self._taken_in = notebook.taken_in
            # what a change took in before this looked may be about anything
            is_about_names = not is_new or before != (
                notebook.date_decisions,
                notebook.entity_decisions,
                notebook.days(),
            )
            self.app.call_from_thread(self._notebook_changed, is_about_names)
        elif notebook.changes != self._drawn_at:
            # a screen that was closed while it wrote tells nobody when that is done
            self.app.call_from_thread(self.draw_marks)

    def _notebook_changed(self, is_about_names: bool) -> None:
        self.draw_marks()
        self.list_documents()
        if is_about_names:
            self.reread()
        for screen in self.app.screen_stack:
            if screen is not self and hasattr(screen, "notebook_changed"):
                screen.notebook_changed()

    # -- what the other parts do

    def draw_status(self) -> None:
        """Draw the line at the bottom."""
        raise NotImplementedError

    def list_documents(self) -> None:
        """List the documents as they are known now."""
        raise NotImplementedError


def _not_kept(names: list[str]) -> str:
    """Say in which documents notes were typed and not kept, and where they are."""
    notes = counted(len(names), "note was", "notes were")
    documents = list(dict.fromkeys(name for name in names if name))
    more = f" and {len(documents) - 2:,} more" if len(documents) > 2 else ""
    where = f", in {', '.join(documents[:2])}{more}" if documents else ""
    return f"{notes} typed and not kept{where}: a on the passage shows it again"
