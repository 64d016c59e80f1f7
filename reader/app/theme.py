"""The look of the app: its colours, dark, light and of high contrast, and what colour, weight, line and place mean.

One thing has one sign, everywhere:

- **Colour of words** says of which kind a name or a date is. It is the guess of a finder, so it is quiet: no weight, no line.
- **Weight** belongs to words that head something: titles, headings, what an author made strong, the first of a row. Headings
  from the third level down are slanted as well and have the colour of the text.
- **Ground** belongs to the reader: the four colours of marks, the selection, what was searched for, the row of the cursor.
- **A line below** says how sure it is: double where the reader decided or marks overlap, single where something is a guess.
- **Quiet** is what is known about a text and not its words: days, counts, paths, metadata, keys' meanings.
- **The accent** is for what can be pressed, for the head of the pane that has the keys, and for what was asked for.

Before words stands ``✓`` for decided, ``●`` for marked in a list, ``·`` for read, ``✗`` for a file that cannot be read, ``?`` for
a mark that may have moved, ``*`` for a note, and the number of a colour for its mark. Every one is a character, so that a
screen of sixteen colours, or of none, says the same. Without colour the kinds are told apart by bold, italics and lines.

A screen has its head at the top, one cell from the edge, with what it counts at the right; what the cursor is on is told in the
line but one from the bottom, and the keys that work now in the last one, the way out at their end.
"""

from collections.abc import Iterable
from typing import Final

from textual.color import Color
from textual.theme import Theme

from reader.settings.model import COLOURS
from reader.text.mention import ENTITY_KINDS

KINDS: Final = (*ENTITY_KINDS, "date", "time", "duration", "set")
"""Kinds of mention, in the order in which the sidebar lists them."""

READABLE: Final = 4.5
"""The contrast that words have with their ground at least: WCAG 2, level AA."""

DARK: Final = Theme(
    name="reader-dark",
    dark=True,
    primary="#e0bd6a",
    secondary="#8fb4dc",
    accent="#e0bd6a",
    foreground="#d8d4cb",
    background="#15171a",
    surface="#15171a",
    panel="#202328",
    warning="#ecb565",
    error="#f0938a",
    success="#9dcf94",
    variables={
        "person": "#f2b489",
        "organization": "#93c0f2",
        "place": "#98d290",
        "nationality": "#c9b4f0",
        "event": "#74d3c8",
        "law": "#d3c796",
        "work": "#e0a9da",
        "money": "#a9c9b8",
        "date": "#f4a0ac",
        "words": "#d8d4cb",
        "heading": "#f3efe6",
        "apart": "#a9bdd2",
        "lead": "#e0bd6a",
        "guess": "#a9c6e6",
        "alert": "#ecb565",
        "sure": "#9dcf94",
        "quiet": "#a8a49a",
        "mark-yellow": "#42360a",
        "mark-green": "#193f24",
        "mark-blue": "#193655",
        "mark-pink": "#56233f",
        "ink-yellow": "#d9b93f",
        "ink-green": "#6fbf83",
        "ink-blue": "#72aee8",
        "ink-pink": "#e48bb4",
        "hit": "#3a2e5a",
        "hit-current": "#e8c65a",
        "on-hit": "#15171a",
        "selection": "#2d3949",
        "here": "#202328",
        "edge": "#3a3f46",
        "thumb": "#626973",
        "foot": "#1c1f23",
        "block-cursor-background": "#2d3949",
        "block-cursor-foreground": "#f3efe6",
        "input-selection-background": "#2d3949",
    },
)

LIGHT: Final = Theme(
    name="reader-light",
    dark=False,
    primary="#7a4d06",
    secondary="#235689",
    accent="#7a4d06",
    foreground="#2b2a27",
    background="#fbf9f4",
    surface="#fbf9f4",
    panel="#efebe2",
    warning="#7d5200",
    error="#a33022",
    success="#256b30",
    variables={
        "person": "#864300",
        "organization": "#134f9b",
        "place": "#195f26",
        "nationality": "#5f37a3",
        "event": "#005b5d",
        "law": "#5c4d00",
        "work": "#7e2979",
        "money": "#36584a",
        "date": "#9c1b40",
        "words": "#2b2a27",
        "heading": "#12110f",
        "apart": "#3d5269",
        "lead": "#7a4d06",
        "guess": "#235689",
        "alert": "#7d5200",
        "sure": "#256b30",
        "quiet": "#5b5850",
        "mark-yellow": "#fbe58d",
        "mark-green": "#c4edc8",
        "mark-blue": "#cbe2fc",
        "mark-pink": "#fbd2e3",
        "ink-yellow": "#8a6a00",
        "ink-green": "#24793a",
        "ink-blue": "#1f68b5",
        "ink-pink": "#b5326f",
        "hit": "#e2d8f8",
        "hit-current": "#7a4d06",
        "on-hit": "#fbf9f4",
        "selection": "#d6dfec",
        "here": "#efebe2",
        "edge": "#d5d0c3",
        "thumb": "#8d8777",
        "foot": "#f3efe6",
        "block-cursor-background": "#d6dfec",
        "block-cursor-foreground": "#12110f",
        "input-selection-background": "#d6dfec",
    },
)

CONTRAST: Final = Theme(
    name="reader-contrast",
    dark=True,
    primary="#ffd75e",
    secondary="#a8d0ff",
    accent="#ffd75e",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#101010",
    warning="#ffc46b",
    error="#ffaaa0",
    success="#a8eaa0",
    variables={
        "person": "#ffc79e",
        "organization": "#a8d0ff",
        "place": "#a8eaa0",
        "nationality": "#d8c8ff",
        "event": "#8cefe2",
        "law": "#eee0a0",
        "work": "#f6c4f0",
        "money": "#c4e4d4",
        "date": "#ffb9c4",
        "words": "#ffffff",
        "heading": "#ffffff",
        "apart": "#c4d8ec",
        "lead": "#ffd75e",
        "guess": "#bcdcff",
        "alert": "#ffc46b",
        "sure": "#a8eaa0",
        "quiet": "#c9c9c9",
        "mark-yellow": "#3f3200",
        "mark-green": "#043a16",
        "mark-blue": "#08305c",
        "mark-pink": "#4c1034",
        "ink-yellow": "#ffd700",
        "ink-green": "#5fe37f",
        "ink-blue": "#7fbcff",
        "ink-pink": "#ff9cc8",
        "hit": "#352660",
        "hit-current": "#ffd75e",
        "on-hit": "#000000",
        "selection": "#23364f",
        "here": "#262626",
        "edge": "#8a8a8a",
        "thumb": "#d0d0d0",
        "foot": "#101010",
        "block-cursor-background": "#23364f",
        "block-cursor-foreground": "#ffffff",
        "input-selection-background": "#23364f",
    },
)

THEMES: Final = (DARK, LIGHT, CONTRAST)
"""Our own themes, the one that is used without a choice first."""

INKS: Final = (*(kind for kind in KINDS if kind not in ("time", "duration", "set")), "words", "heading", "apart", "lead", "guess", "alert", "sure", "quiet")  # fmt: skip
"""Colours of words."""

GROUNDS: Final = (*(f"mark-{colour}" for colour in COLOURS), "hit", "selection", "here", "foot")
"""Colours that words stand on, besides those of the screen and of what lies over it."""


def contrast(one: Color, other: Color) -> float:
    """Return how well two colours stand out from each other, from 1 to 21, as WCAG 2 reckons it."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: Color) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in colour.normalized
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def variables_for(theme: Theme) -> dict[str, str]:
    """Return the colours of ours that another theme has no names for, fitted to its ground so that words can be read."""
    if theme in THEMES:
        return dict(theme.variables)
    own = dict((DARK if theme.dark else LIGHT).variables)
    names = theme.to_color_system().generate()
    back, panel = Color.parse(names["background"]), Color.parse(names["panel"])
    if back.ansi is not None:
        return own
    front = Color(255, 255, 255) if theme.dark else Color(0, 0, 0)
    own |= {f"mark-{colour}": back.blend(Color.parse(own[f"ink-{colour}"]), 0.25, 1).hex for colour in COLOURS}
    own |= {"hit": back.blend(Color.parse("#9070e0"), 0.25, 1).hex, "selection": back.blend(front, 0.14, 1).hex}
    own |= {"here": back.blend(front, 0.07, 1).hex, "foot": back.blend(front, 0.04, 1).hex}
    own |= {"edge": back.blend(front, 0.2, 1).hex, "thumb": back.blend(front, 0.4, 1).hex}
    own |= {"lead": names["primary"], "guess": names["secondary"], "alert": names["warning"], "sure": names["success"]}
    own |= {"words": names["foreground"], "heading": back.blend(front, 0.95, 1).hex, "apart": names["secondary"]}
    grounds = [back, panel, *(Color.parse(own[ground]) for ground in GROUNDS)]
    for ink in INKS:
        own[ink] = _readable(Color.parse(own[ink]), grounds, front).hex
    for colour in COLOURS:
        own[f"ink-{colour}"] = _readable(Color.parse(own[f"ink-{colour}"]), [back, panel], front).hex
    return own


def _readable(ink: Color, grounds: Iterable[Color], front: Color) -> Color:
    """Return a colour of words, moved towards black or white until it can be read on every ground."""
    grounds = [*grounds]
    for step in range(20):
        moved = ink.blend(front, step / 20, 1)
        if all(contrast(moved, ground) >= READABLE for ground in grounds):
            return moved
    return front
