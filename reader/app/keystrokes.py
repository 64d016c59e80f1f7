"""Keys as people write them in a keymap: which key is meant, and what arrives where a terminal cannot send it."""

import difflib
import re
from typing import Final

from textual.keys import _character_to_key, key_to_character

from reader.settings.wording import shown

_NAMED: Final = {
    name: key
    for key, names in {
        "left": "left ←", "right": "right →", "up": "up ↑", "down": "down ↓", "home": "home", "end": "end",
        "pageup": "pageup pgup", "pagedown": "pagedown pgdn pgdown", "insert": "insert ins", "delete": "delete del",
        "backspace": "backspace ⌫", "tab": "tab ⇥", "enter": "enter return ⏎ ↵", "escape": "escape esc",
        "space": "space spacebar", "/": "slash", "\\": "backslash", "@": "at", "-": "minus", "+": "plus",
        "_": "underscore",
    }.items()
    for name in names.split()
}  # fmt: skip
"""What keys other than letters, digits and F1 to F24 are called."""

_MODIFIERS: Final = {
    "ctrl": "ctrl", "control": "ctrl", "^": "ctrl", "alt": "alt", "option": "alt", "shift": "shift",
    "cmd": "super", "super": "super", "win": "super", "meta": "super", "hyper": "super",
}  # fmt: skip

_SAME_AS: Final = {
    "ctrl+i": "tab", "ctrl+m": "enter", "ctrl+h": "backspace", "ctrl+[": "escape", "ctrl+enter": "enter",
    "ctrl+tab": "tab", "ctrl+space": "ctrl+@", "ctrl+backspace": "backspace", "ctrl+escape": "escape",
    "ctrl+2": "ctrl+@", "ctrl+3": "escape", "ctrl+4": "ctrl+\\", "ctrl+5": "ctrl+]", "ctrl+6": "ctrl+^",
    "ctrl+7": "ctrl+_", "ctrl+8": "backspace", "ctrl+/": "ctrl+_", "ctrl+-": "ctrl+_", "ctrl+?": "backspace",
    "shift+enter": "enter", "shift+space": "space", "shift+escape": "escape", "shift+backspace": "backspace",
    "alt+b": "ctrl+left", "alt+f": "ctrl+right", "alt+escape": "escape", "alt+backspace": "ctrl+w",
}  # fmt: skip
"""Keys that most terminals cannot tell from another, and that other one."""

_WITH_CTRL: Final = frozenset("abcdefghijklmnopqrstuvwxyz@\\]^_")
"""Characters that arrive with ctrl as keys of their own."""

_MOVING: Final = frozenset({"left", "right", "up", "down", "home", "end", "pageup", "pagedown", "insert", "delete"})
"""Keys that arrive with any modifiers as keys of their own."""

RESERVED: Final = {"ctrl+c": "copies what is selected, or says how to quit", "ctrl+q": "quits at any time"}
"""Keys that mean the same wherever one is."""

_SIGNS: Final = {
    "left": "←", "right": "→", "up": "↑", "down": "↓", "pagedown": "PgDn", "pageup": "PgUp", "escape": "esc",
    "delete": "del", "insert": "ins",
}  # fmt: skip
"""Keys that people write in another way than they are called here."""

_FUNCTION: Final = re.compile(r"f([1-9]|1\d|2[0-4])")


class NoKeyError(ValueError):
    """There is no such key, or none that would arrive; the message says why, as the end of a sentence that begins with it."""


def canonical(key: str) -> str:
    """Return a key of the table of actions in the one form in which keys are compared: `,` for `comma`."""
    return _NAMED.get(key) or (key_to_character(key) if len(key) > 1 and key != "space" else None) or key


def key_name(key: str) -> str:
    """Return a key as people write it: `ctrl+←`, `PgDn`, `]`, `F1`."""
    *modifiers, last = canonical(key).rsplit("+", 1) if len(key) > 1 else [key]
    is_function = len(last) > 1 and last[0] == "f" and last[1:].isdigit()
    return "+".join([*modifiers, last.upper() if is_function else _SIGNS.get(last, last)])


def bound(key: str) -> str:
    """Return a key as a binding writes it: signs by their names, such as `comma` and `ctrl+underscore`."""
    before, plus, last = key.rpartition("+") if len(key) > 1 else ("", "", key)
    return f"{before}{plus}{last if key == 'ctrl+@' or len(last) > 1 else _character_to_key(last)}"


def key_of(written: str) -> str:
    """Return the key that is meant, in its one form: `S`, `ctrl+s`, `pagedown`, `,`.

    Raises:
        NoKeyError: there is no such key, or a terminal would send another one in its place.
    """
    *before, last = _parts(written.strip() or written)
    modifiers = {_MODIFIERS.get(word.casefold(), "") for word in before}
    if "" in modifiers:
        wrong = next(word for word in before if word.casefold() not in _MODIFIERS)
        raise NoKeyError(f"begins with “{shown(wrong)}”: keys are held down with ctrl, alt or shift")
    if "super" in modifiers:
        raise NoKeyError("is kept by the system: keys are held down with ctrl, alt or shift")
    last = _last(last)
    if len(last) == 1 and last.isalpha() and "shift" in modifiers and modifiers == {"shift"}:
        return last.upper() if len(last.upper()) == 1 else last
    if len(last) == 1 and modifiers - {"shift"}:
        modifiers |= {"shift"} if "alt" in modifiers and last.isupper() else set()
        last = last.casefold()
    key = "+".join([*sorted(modifiers), last])
    _check(key, modifiers, last)
    return key


def _parts(written: str) -> list[str]:
    """Return the modifiers and the key of what is written with plus or minus signs between them."""
    if len(written) > 1 and (match := re.fullmatch(r"(.+)[+-](.+|[+-])", written, re.DOTALL)):
        head = re.split(r"[+-]", match[1])
        return [*head, match[2]] if all(head) else [written]
    if len(written) == 2 and written[0] == "^":
        return ["ctrl", written[1]]
    return [written]


def _last(word: str) -> str:
    """Return the key itself, without those that are held down with it."""
    if len(word) == 1 and word.isprintable() and word not in _NAMED and not word.isspace():
        return word
    if word == " ":
        return "space"
    name = word.casefold().replace("page up", "pageup").replace("page down", "pagedown")
    if name in _NAMED:
        return _NAMED[name]
    if _FUNCTION.fullmatch(name):
        return name
    if len(name) > 1 and (character := key_to_character(name)):
        return "space" if character == " " else character
    near = difflib.get_close_matches(name[:20], [known for known in _NAMED if len(known) > 2], 1)
    meant = f"“{near[0]}” is meant?" if near and len(name) > 2 else "one is a letter, a sign, enter, del, PgUp, ← or F1"
    raise NoKeyError(f"is no key: {meant}")


def _check(key: str, modifiers: set[str], last: str) -> None:
    """Complain about a key that does not arrive as what it is.

    Raises:
        NoKeyError: it does not.
    """
    if key in RESERVED:
        raise NoKeyError(f"cannot be given away: it {RESERVED[key]}")
    if key in _SAME_AS:
        raise NoKeyError(f"arrives as {_SAME_AS[key]} in most terminals: write that, or take another key")
    if not modifiers or last in _MOVING or _FUNCTION.fullmatch(last) or key == "shift+tab":
        return
    if last in ("tab", "enter", "space", "backspace", "escape"):
        raise NoKeyError(f"arrives as {last} in most terminals: take another key")
    if "ctrl" in modifiers and "shift" in modifiers:
        plain = "+".join([*sorted(modifiers - {"shift"}), last])
        raise NoKeyError(f"arrives as {_SAME_AS.get(plain, plain)} in most terminals: write that, or take another key")
    if "ctrl" in modifiers and last not in _WITH_CTRL:
        raise NoKeyError(f"arrives as {last} in most terminals: take ctrl with a letter")
    if "shift" in modifiers and not (modifiers == {"alt", "shift"} and last.isalpha()):
        raise NoKeyError(
            "arrives as the character that the two make, which differs from keyboard to keyboard: write that"
        )
    if modifiers == {"alt"} and last.isdigit():
        raise NoKeyError(
            "arrives as another character on some systems: take alt with a letter, or a key from F1 to F12"
        )
