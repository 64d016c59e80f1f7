"""The app: how it begins and ends, its themes, and what happens when something breaks."""

from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Final

from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.css.query import NoMatches
from textual.notifications import Notify
from textual.scrollbar import ScrollBar
from textual.theme import Theme
from textual.widgets import Input, Static

from reader.app.actions import bindings
from reader.app.crash import CRASHED, crash_report, is_debugging, keep_report, led_to
from reader.app.ending import go_on_when_continued, is_gone, leave_when_told
from reader.app.first import note_start
from reader.app.guard import LONGEST_LINE, Guard, pasted
from reader.app.guided import Guided
from reader.app.keymap import keymap_of, use
from reader.app.looks import Looks, in_short, problems_of, themes
from reader.app.offering import is_key_of
from reader.app.steady import Steady, tidy
from reader.app.theme import THEMES, variables_for
from reader.app.widgets.parts import CLASSES
from reader.app.widgets.slim_bar import SlimBar
from reader.documents import Folder
from reader.settings import load_settings
from reader.settings.wording import nearest, shown

if TYPE_CHECKING:
    from reader.app.session import Session

_TIDY: Final = 60.0
"""Seconds after which what closed screens have left is cleared away, unless documents are being indexed."""


class ReaderApp(Guided):
    """Reads one folder."""

    TITLE = "reader"
    CSS_PATH = Path(__file__).with_name("app.tcss")
    COMPONENT_CLASSES: ClassVar[set[str]] = {*CLASSES}
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("app")]
    ENABLE_COMMAND_PALETTE = True
    COMMAND_PALETTE_BINDING = "ctrl+p"

    def __init__(
        self,
        folder: Folder,
        theme: str | None = None,
        *,
        is_named: bool = True,
        is_first: bool = False,
        tour: bool = False,
    ) -> None:
        """Prepare to read `folder` in the colours of `theme`.

        Args:
            folder: what is read.
            theme: the name of a theme; by default the app's own dark one.
            is_named: whether the person said what to read; else they may be asked first.
            is_first: whether the program was never started before.
            tour: whether to begin with the tour.
        """
        super().__init__()
        self.looks = Looks(load_settings())
        self._problems = problems_of(self.looks.settings)
        """What is wrong with the settings, and with the theme of the command line."""
        keymap = keymap_of(self.looks.settings.keys)
        use(keymap)
        self._bindings = keymap.rebound(self._bindings)
        self._filters.append(Guard())
        self._folder = folder
        self._is_named, self._is_first, self._begins_with_tour = is_named, is_first, tour
        ScrollBar.renderer = SlimBar
        for own in THEMES:
            self.register_theme(own)
        self._drawn_in = self.theme = self._theme_of(theme)
        self.set_class(self.no_color, "-no-color")
        self.set_class(self.console.color_system in ("standard", "windows"), "-few-colours")

    @cached_property
    def session(self) -> "Session":
        """The folder with its notebook and index."""
        from reader.app.session import Session  # noqa: PLC0415 (something is on the screen before the rooms are loaded)

        session = Session(self._folder, self.looks)
        session.warnings += in_short(self._problems)
        return session

    def _theme_of(self, named: str | None) -> str:
        """Return the theme that was named at the start, else that of the settings, else the one chosen last, if there is such a one."""
        known = themes()
        if named and named not in known:
            self._problems.append(f"no theme is called “{shown(named)}”{nearest(named, known)}")
        return named if named in known else self.looks.theme

    def _theme_chosen(self, theme: Theme) -> None:
        """Remember a theme that was chosen, and say where the settings name another."""
        if theme.name != self._drawn_in:
            self._drawn_in = theme.name
            if notice := self.looks.choose_theme(theme.name):
                self.notify(notice, markup=False, timeout=8)
            self.run_worker(self.looks.save, thread=True, group="looks")

    @property
    def is_reading(self) -> bool:
        """Whether anything is being read yet."""
        return "session" in self.__dict__

    def compose(self) -> ComposeResult:
        """Put the head of the first pane where it will stand: this is drawn at once, the rest as soon as it is loaded."""
        yield Static(" Documents", id="opening", markup=False)

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Give themes that know nothing of marks and kinds colours for them that can be read on their ground."""
        return variables_for(self.current_theme)

    def on_mount(self) -> None:
        """Start reading."""
        self._steady = Steady()
        leave_when_told(lambda code: self.exit(return_code=code))
        go_on_when_continued(self._driver)
        self.set_interval(_TIDY, self._tidy)
        self.theme_changed_signal.subscribe(self, self._theme_chosen)
        self.call_after_refresh(self._begin)

    def _begin(self) -> None:
        if self._is_named:
            self.begin_reading()
        else:
            self.look_first(self._folder, is_first=self._is_first)

    def begin_reading(self, folder: Folder | None = None, *, tour: bool = False) -> None:
        """Read what was meant, or another folder; on a first start, or if that is wanted, with the tour."""
        from reader.app.screens.reading import ReadingScreen  # noqa: PLC0415

        self._folder = folder or self._folder
        self.push_screen(ReadingScreen(self.session))
        if tour or self._begins_with_tour or (self._is_first and note_start()):
            self.call_after_refresh(self.action_tour)

    def call_from_thread(self, callback: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 (as Textual has it)
        """Call something on the screen's own thread, unless the program is being closed: what it draws on may be gone."""

        def call() -> Any:  # noqa: ANN401
            return callback(*args, **kwargs) if self.is_running else None

        return super().call_from_thread(call)

    def _on_notify(self, event: Notify) -> None:
        """Leave out what stands on the screen already: a fault that lasts is not shown once for every key."""
        new = event.notification
        if any((shown.message, shown.severity) == (new.message, new.severity) for shown in self._notifications):
            event.prevent_default()

    async def on_event(self, event: events.Event) -> None:
        """Make what is pasted safe before any line takes it."""
        if isinstance(event, events.Paste):
            event.text = pasted(event.text)
            if isinstance(self.focused, Input) and len(event.text) > LONGEST_LINE:
                event.text = event.text[:LONGEST_LINE]
                self.notify(f"only the first {LONGEST_LINE:,} characters were taken", markup=False)
        await super().on_event(event)

    async def do_key(self, event: events.Key) -> None:
        """Do what a key does; over a dialog, which leaves out what works everywhere, help is there all the same."""
        if self.screen.is_modal and is_key_of("help", event):
            self.action_help()
        else:
            await super().do_key(event)

    def _tidy(self) -> None:
        if self.is_reading and not self.session.is_busy:
            tidy()

    def on_unmount(self) -> None:
        """Stop all work, and keep what was chosen."""
        self.looks.save()
        if self.is_reading:
            self.session.close()
        if "_steady" in self.__dict__:  # it may be left before it was entered
            self._steady.undo()

    def _handle_exception(self, error: Exception) -> None:
        """Take it for no fault that a screen has no parts which was opened while the app was closed."""
        if not (self._exit and isinstance(error, NoMatches)):
            super()._handle_exception(error)

    def _fatal_error(self) -> None:
        """Report a crash in place of Textual's report, which prints the values of variables: text of documents.

        It is none that nothing can be drawn where nobody is left to see it: then the app ends without a word.
        """
        if is_gone() and any(isinstance(each, OSError) for each, _how in led_to(self._exception)):
            self._return_code = 0
            self.panic()
            return
        self._return_code = CRASHED
        if is_debugging():
            super()._fatal_error()
        else:
            self.panic(Text(crash_report(self._exception, keep_report(self._exception))))

    async def action_leave(self) -> None:
        """Close what lies on top of the text, or quit."""
        if hasattr(self.screen, "action_close"):
            await self.screen.run_action("close")
        else:
            self.exit()


def run(
    folder: Folder, theme: str | None = None, *, is_named: bool = True, is_first: bool = False, tour: bool = False
) -> int:
    """Open the app on a folder, as `ReaderApp` describes it, and return the exit code of the program."""
    app = ReaderApp(folder, theme, is_named=is_named, is_first=is_first, tour=tour)
    app.run()
    while app.other is not None:
        app = ReaderApp(app.other, theme, tour=True)
        app.run()
    return app.return_code or 0
