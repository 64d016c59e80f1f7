"""The app's own colours, dark and light, and what every kind of mark looks like in any theme."""

from typing import Final

from textual.theme import Theme

from reader.text.mention import ENTITY_KINDS

KINDS: Final = (*ENTITY_KINDS, "date", "time", "duration", "set")
"""Kinds of mention, in the order in which the sidebar lists them."""

DARK: Final = Theme(
    name="reader-dark",
    dark=True,
    primary="#d9a860",
    secondary="#8fb4dc",
    accent="#d9a860",
    foreground="#d8d4cb",
    background="#15171a",
    surface="#15171a",
    panel="#23262b",
    warning="#e0b45c",
    error="#e07a6a",
    success="#93c48b",
    variables={
        "person": "#efb978",
        "organization": "#8dbcf0",
        "place": "#96d08e",
        "nationality": "#c3abee",
        "event": "#6fd0c5",
        "law": "#d7c58a",
        "work": "#d79ad0",
        "money": "#a9c7b5",
        "date": "#f0909f",
        "mark-yellow": "#5a4a12",
        "mark-green": "#1f4d2e",
        "mark-blue": "#1f4068",
        "mark-pink": "#5f2746",
        "decided": "#22332a",
        "hit": "#6b5d1e",
        "hit-current": "#e3c04e",
        "quiet": "#85827a",
        "edge": "#33373d",
        "selection": "#3b4657",
        "footer-background": "#1c1f23",
    },
)

LIGHT: Final = Theme(
    name="reader-light",
    dark=False,
    primary="#8a5a12",
    secondary="#2a5f96",
    accent="#8a5a12",
    foreground="#2b2a27",
    background="#fbf9f4",
    surface="#fbf9f4",
    panel="#ece8de",
    warning="#8f6400",
    error="#b03a2a",
    success="#2f7a3a",
    variables={
        "person": "#9a4f00",
        "organization": "#1757a6",
        "place": "#1d6e2b",
        "nationality": "#6a3fb0",
        "event": "#00696b",
        "law": "#6b5a00",
        "work": "#8b2f86",
        "money": "#3f6352",
        "date": "#b0214a",
        "mark-yellow": "#fbe58d",
        "mark-green": "#bfe9c3",
        "mark-blue": "#c3ddfb",
        "mark-pink": "#fac8dd",
        "decided": "#dcefdc",
        "hit": "#f1dc8a",
        "hit-current": "#e0a800",
        "quiet": "#77736a",
        "edge": "#d5d0c3",
        "selection": "#cfd8e6",
        "footer-background": "#f1ede3",
    },
)


def default_variables(*, dark: bool) -> dict[str, str]:
    """Return the colours of marks for themes that do not name them."""
    return dict((DARK if dark else LIGHT).variables)
