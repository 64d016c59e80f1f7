"""The tour: one thing to try after the other, each noticed when it was done."""

from collections.abc import Callable
from dataclasses import dataclass, field
from string import Formatter
from typing import Final

from reader.app.keys import key_for
from reader.app.widgets.parts import Part
from reader.corpus import Directory


@dataclass(frozen=True, slots=True)
class Seen:
    """What the tour sees of the app at a moment."""

    screen: str = ""
    """Class of the screen on top."""

    place: tuple[str, int] = ("", 0)
    """The document, and where the cursor stands in it."""

    at: str = ""
    """What the cursor stands on: `entities`, `dates` or nothing."""

    search: object = None
    """The search as it was left."""

    marks: int = 0
    notes: int = 0


Noticed = Callable[[Seen, Seen, frozenset[str]], bool]
"""Tells from what was seen when a step began, what is seen now, and the screens seen meanwhile, whether it was done."""


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to try."""

    head: str
    says: str
    """What to do; names of actions in braces stand for their first keys."""

    is_done: Noticed


def _went_to(pane: str) -> Noticed:
    return lambda before, now, _screens: now.place != before.place and bool(now.at) and pane in (now.at, "")


def _was_on(screen: str) -> Noticed:
    return lambda _before, now, screens: screen in screens and now.screen == "ReadingScreen"


STEPS: Final = (
    Step(
        "Who",
        "Names and dates are marked in the text. {next_mention} goes to the next one; the line below the text says who or what it is.",
        _went_to(""),
    ),
    Step(
        "When",
        "Go on with {next_mention} until the cursor stands on a date. “Friday” means a day: the line below says which, and why. {cycle_date} takes another reading.",
        _went_to("dates"),
    ),
    Step(
        "Search",
        "{search} searches all documents and forgives misspelling. Try {name}; {open_result} opens the passage.",
        lambda before, now, _screens: now.search is not before.search and now.screen == "ReadingScreen",
    ),
    Step(
        "Highlight",
        "{highlight} highlights the sentence under the cursor, {toggle_select} begins a selection of your own, {undo} takes it back.",
        lambda before, now, _screens: now.marks > before.marks,
    ),
    Step(
        "Note",
        "{note} writes a note on it, esc keeps what you wrote.",
        lambda before, now, _screens: now.notes > before.notes,
    ),
    Step(
        "Export",
        "{export} shows what your highlights would be as Markdown, with their sources. {export_write} writes it, {export_close} does not.",
        _was_on("MarksExportScreen"),
    ),
    Step(
        "Help",
        "{help} shows the keys of where you are, and what the colours mean. {command_palette} finds everything by name.",
        _was_on("HelpScreen"),
    ),
)
_END: Final = (
    "That is the way through it. {command_palette} and “Tour” shows this again; “reader help”, in a shell, tells more."
)


@dataclass(slots=True)
class Tour:
    """A tour on its way."""

    at: int = 0
    """The number of the step, from 0; that after the last one says goodbye."""

    _before: Seen | None = None
    """What was seen when the step began."""

    _last: Seen | None = None
    _screens: set[str] = field(default_factory=set)
    """The screens seen since then."""

    @property
    def is_over(self) -> bool:
        """Whether nothing is left, not even the goodbye."""
        return self.at > len(STEPS)

    @property
    def is_done(self) -> bool:
        """Whether every step was taken, and only the goodbye is left."""
        return self.at == len(STEPS)

    def go_on(self) -> None:
        """Take the next step."""
        self.at += 1
        self._before = self._last
        self._screens = set()

    def notice(self, now: Seen) -> bool:
        """Look whether the step was done, and if so, take the next one."""
        self._before, self._last = self._before or now, now
        self._screens.add(now.screen)
        if self.at < len(STEPS) and STEPS[self.at].is_done(self._before, now, frozenset(self._screens)):
            self.go_on()
            return True
        return False

    @property
    def head(self) -> str:
        """What the step is about."""
        return f"Tour {self.at + 1}/{len(STEPS)} · {STEPS[self.at].head}" if self.at < len(STEPS) else "Tour · the end"

    def says(self, known: Directory | None) -> list[Part]:
        """Return what the step says, with the keys that work now; `known` is who is who in the folder."""
        text = STEPS[self.at].says if self.at < len(STEPS) else _END
        parts: list[Part] = []
        for words, name, _format, _conversion in Formatter().parse(text):
            parts.append((words, ""))
            if name == "name":
                parts.append((misspelt(known) or "a name, misspelt as you like", "hit"))
            elif name:
                parts.append((key_for(name), "key"))
        return parts


def misspelt(known: Directory | None) -> str:
    """Return the name of somebody in the folder with a mistake in it, in quotes; nothing where there is none fit for it."""
    people = [entity for entity in known.entities if entity.kind == "person"] if known else []
    for entity in sorted(people, key=lambda entity: (-len(entity.documents), entity.name)):
        last = entity.name.split()[-1]
        if len(last) >= 6 and last.isascii() and last.isalpha():
            return f"“{_with_mistake(last)}”"
    return ""


def _with_mistake(name: str) -> str:
    """Return a name with a doubled letter once, or with two letters the other way round."""
    for at in range(1, len(name) - 1):
        if name[at] == name[at + 1]:
            return name[:at] + name[at + 1 :]
    return f"{name[:2]}{name[3]}{name[2]}{name[4:]}"
