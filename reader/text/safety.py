"""Makes foreign text safe to show in a terminal, one character for one, so that offsets never shift."""

import re
from typing import Final

REPLACEMENT: Final = "\ufffd"
"""Stands for characters that have no visible form of their own."""

UNSAFE: Final = r"\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff"
"""What is made safe, as a pattern writes it between brackets."""

_UNSAFE: Final = re.compile(f"[{UNSAFE}]")


def _stand_in(match: re.Match[str]) -> str:
    code = ord(match.group())
    if code < 0x20:
        return chr(0x2400 + code)
    return "\u2421" if code == 0x7F else REPLACEMENT


def safe_text(text: str) -> str:
    """Replace every control character but newline and tab, bidi override and lone surrogate by a visible stand-in.

    A terminal obeys escape sequences wherever they come from, so this is called on everything that was not
    written by the program itself. The length of the text does not change.
    """
    return _UNSAFE.sub(_stand_in, text)


def safe_line(text: str) -> str:
    """Make text safe and fit for one line: newlines and tabs become spaces. The length does not change."""
    return safe_text(text).replace("\n", " ").replace("\t", " ")
