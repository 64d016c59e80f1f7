"""The part of the app that guides a person: help, palette, tour, the way back to the shell, and what is read where nobody said so."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

from textual import work
from textual.command import CommandPalette
from textual.screen import Screen
from textual.timer import Timer

from reader.app.ending import can_be_held, hold
from reader.app.first import note_start, open_sample
from reader.app.offering import Offer, offers, place_of
from reader.app.typing_ahead import TypingAhead
from reader.app.widgets.lines import KeyLine
from reader.app.widgets.tour_card import TourCard
from reader.documents import READ, Folder
from reader.documents.glance import Glance, glance
from reader.files import whole_path
from reader.text.counting import counted
from reader.text.safety import safe_line

if TYPE_CHECKING:
    from reader.app.screens.reading import ReadingScreen
    from reader.app.session import Session
    from reader.app.tour import Seen, Tour

_OFTEN: Final = 0.2
"""Seconds after which the tour looks again whether its step was done."""

_MANY: Final = 5_000
"""Documents from which on a folder that nobody named is not read without asking."""

_PATIENCE: Final = 1.0
"""Seconds in which they are counted."""

_TOUR_KEYS: Final = ("tour_next", "tour_end")


class Guided(TypingAhead):
    """Shows what can be done, and what there is to read."""

    def __init__(self) -> None:
        """Start without a tour."""
        super().__init__()
        self.other: Folder | None = None
        """The folder that is to be read instead, once the app has ended; with the tour."""
        self._tour: Tour | None = None
        self._noticing: Timer | None = None

    @property
    def session(self) -> "Session":
        """What is read."""
        raise NotImplementedError

    @property
    def is_reading(self) -> bool:
        """Whether anything is being read yet."""
        raise NotImplementedError

    # -- help and palette

    def action_help(self) -> None:
        """Show the keys of where the person is, then all others; close it where it is shown."""
        from reader.app.screens.help import HelpScreen  # noqa: PLC0415 (loads when it is first needed)

        if isinstance(self.screen, HelpScreen):
            self.screen.action_close()
        elif not isinstance(self.screen, CommandPalette):  # the choice of a theme
            self._offer(HelpScreen(offers(self.screen), place_of(self.screen)))

    def action_command_palette(self) -> None:
        """Show by name what can be done from where the person is."""
        from reader.app.screens.offering import OfferScreen  # noqa: PLC0415
        from reader.app.screens.palette import PaletteScreen  # noqa: PLC0415

        if not isinstance(self.screen, OfferScreen):
            self._offer(PaletteScreen([*offers(self.screen), *self._commands()], place_of(self.screen)))

    def _offer(self, shown: Screen[Offer | None]) -> None:
        below = self.screen

        async def run(offer: Offer | None) -> None:
            if offer is not None:
                await offer.run(below)

        self.push_screen(shown, run)

    def _commands(self) -> list[Offer]:
        """Return what can be done by name alone."""
        named = (
            ("Theme", "change the colours", "change_theme"),
            ("Tour", "what there is, one thing to try after the other", "tour"),
            ("Sample", "open a few short documents to try everything on, with the tour", "sample"),
        )
        # in a browser, what is shown ends with the app
        known = [each for each in named if each[0] != "Sample" or not self.is_web]
        return [Offer(label, "", what, "Help", "everywhere", action, self) for label, what, action in known]

    def action_suspend(self) -> None:
        """Go back to the shell until it lets the app go on."""
        if can_be_held(self._driver):
            hold(self._driver)

    # -- the tour

    def action_tour(self) -> None:
        """Start the tour, from its beginning."""
        from reader.app.tour import Tour  # noqa: PLC0415 (loads when it is first needed)

        note_start()
        self._tour = Tour()
        self._notice()
        if self._noticing is None:
            self._noticing = self.set_interval(_OFTEN, self._notice)

    def action_tour_next(self) -> None:
        """Take the next step of the tour."""
        if self._tour is not None:
            self._tour.go_on()
            self._draw_tour()

    def action_tour_end(self) -> None:
        """End the tour."""
        if self._noticing is not None:
            self._noticing.stop()
        self._tour = self._noticing = None
        for screen in self.screen_stack:
            for card in screen.query(TourCard):
                card.remove()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave alone the keys of the tour while there is none, and that of the shell where none would take over."""
        if action == "suspend":
            return can_be_held(self._driver)
        return self._tour is not None if action in _TOUR_KEYS else super().check_action(action, parameters)

    def _notice(self) -> None:
        tour = self._tour
        if tour is not None and (now := self._seen()) is not None:
            tour.notice(now)
            self._draw_tour()

    def _draw_tour(self) -> None:
        """Show the step on the screen on top; a dialog leaves it on the one below."""
        tour = self._tour
        if tour is None or tour.is_over:
            self.action_tour_end()
            return
        reading = self._reading()
        if reading is None or reading.document is None:
            return  # there is nothing to try it on yet
        screen = next((each for each in reversed(self.screen_stack) if not each.is_modal), self.screen)
        lines = [line for line in screen.children if isinstance(line, KeyLine) or line.id in ("find", "about")]
        cards = screen.query(TourCard)
        if not cards and lines:
            screen.mount(TourCard(), before=lines[0])
            self.call_after_refresh(self._draw_tour)
        for card in cards:
            if card.is_whole:
                card.show(tour.head, tour.says(self.session.known), is_last=tour.is_done)

    def _seen(self) -> "Seen | None":
        """Return what is to be seen now, as far as the tour is concerned."""
        from reader.app.tour import Seen  # noqa: PLC0415 (loaded already)

        reading = self._reading()
        if reading is None or reading.document is None:
            return None
        cursor = reading.view.cursor
        session, items = self.session, reading.mentions.at(cursor)
        highlights = session.notebook.highlights
        return Seen(
            type(self.screen).__name__,
            (reading.document.name, cursor),
            items[0].pane if items else "",
            session.last_search,
            len(highlights),
            sum(1 for mark in highlights if mark.note),
        )

    def _reading(self) -> "ReadingScreen | None":
        from reader.app.screens.reading import ReadingScreen  # noqa: PLC0415 (loaded already)

        return next((screen for screen in self.screen_stack if isinstance(screen, ReadingScreen)), None)

    # -- what is read

    def action_sample(self) -> None:
        """Read the sample instead, with the tour."""
        try:
            folder = open_sample()
        except OSError as error:
            message = f"the sample cannot be copied to {error.filename}: {error.strerror}"
            self.notify(safe_line(message), severity="error", markup=False, timeout=8)
            return
        if not self.is_reading:
            self.begin_reading(folder, tour=True)
        else:
            self.other = folder
            self.exit()

    def look_first(self, folder: Folder, *, is_first: bool) -> None:
        """Ask before a folder is read that nobody named, if there is very much in it, or nothing and it is the first start."""
        self._look(folder, is_first)

    @work(thread=True, exclusive=True, group="glance")
    def _look(self, folder: Folder, is_first: bool) -> None:
        from reader.corpus import index_path  # noqa: PLC0415 (loads while the screen is there)

        was_read = index_path(folder).exists()
        self.call_from_thread(
            self._looked, folder, None if was_read else glance(folder.root, _MANY, _PATIENCE), is_first
        )

    def _looked(self, folder: Folder, found: Glance | None, is_first: bool) -> None:
        """Read a folder that was read before, or that was looked through and is fit to be read; else ask."""
        if self.is_reading:
            return  # the sample was chosen meanwhile
        if found is None or (found.is_whole and not is_home(folder.root) and (found.documents or not is_first)):
            self.begin_reading()
        else:
            self._ask(folder, found)

    def _ask(self, folder: Folder, found: Glance) -> None:
        from reader.app.screens.pick import PickScreen  # noqa: PLC0415 (seldom needed)

        anyway = "read this folder all the same"
        if not found.documents and found.is_whole:
            anyway = "stay here: what is put here is listed at once"
        answers: list[list[tuple[str, str]]] = [
            [("the sample: short documents to try it on", "")],
            [("another folder or file", "")],
            [(anyway, "")],
            [("quit", "")],
        ]

        def answered(answer: int | None) -> None:
            if answer == 0:
                self.action_sample()
            elif answer == 1:
                self._ask_where(folder, found)
            elif answer == 2:
                self.begin_reading()
            else:
                self.exit()

        self.push_screen(PickScreen(_question(folder, found), answers), answered)

    def _ask_where(self, folder: Folder, found: Glance) -> None:
        from reader.app.screens.ask import AskScreen  # noqa: PLC0415 (seldom needed)

        def check(answer: str) -> str:
            is_there = answer and os.path.exists(whole_path(answer))  # noqa: PTH110 (knows paths that there cannot be)
            return "" if is_there else "There is no such folder or file."

        def answered(answer: str | None) -> None:
            if answer:
                self.begin_reading(Folder.of([whole_path(answer)]))
            else:
                self._ask(folder, found)

        hint = "enter opens it · esc goes back"
        self.push_screen(AskScreen("Which folder or file?", "", hint, check), answered)

    def begin_reading(self, folder: Folder | None = None, *, tour: bool = False) -> None:
        """Read what was meant, or another folder; if that is wanted, with the tour."""
        raise NotImplementedError


def is_home(root: Path) -> bool:
    """Tell whether a folder is the person's home, or one that it is in: there is everything, and nothing to be read as one."""
    try:
        home = Path.home()
    except RuntimeError:
        return root.parent == root
    return home.is_relative_to(root) or root.parent == root


def _question(folder: Folder, found: Glance) -> str:
    where = safe_line(str(folder.root))
    if not found.documents and found.is_whole:
        return f"There is nothing to read in {where}.\n\nreader shows {READ}.\n"
    what = f"{'' if found.is_whole else 'at least '}{counted(found.documents, 'document')}"
    are = "is" if found.documents == 1 else "are"
    return f"Nobody said what to read, and below {where} there {are} {what}.\n\nreader PATH opens a folder, reader . this one.\n"
