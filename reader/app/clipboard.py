"""Ways to the clipboard: a program of the platform where there is one, else a request to the terminal. Knows no widget.

A program says whether it took the text. A terminal is asked by an escape sequence, OSC 52, and says nothing: many do as
they are asked, some do nothing, and over SSH there is no other way.
"""

import base64
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from reader.text.safety import safe_text

LONGEST: Final = 74_994
"""Bytes of a request to a terminal, encoded, that common terminals still take whole."""

_PATIENCE: Final = 2.0
"""Seconds that a program has to take the text."""

_SCREEN_PIECE: Final = 76
"""Bytes that GNU screen passes on at a time."""


class CopyError(Exception):
    """The text was not copied; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Tool:
    """A program that takes a text from its standard input to the clipboard."""

    argv: tuple[str, ...]
    encoding: str = "utf-8"

    @property
    def name(self) -> str:
        """What people call it."""
        return os.path.basename(self.argv[0]).removesuffix(".exe")  # noqa: PTH119 (it may be a Windows path on any system)


def find_tool(
    environ: Mapping[str, str] = os.environ,
    platform: str = sys.platform,
    which: Callable[[str], str | None] = shutil.which,
) -> Tool | None:
    """Return the program that reaches the clipboard of the person's own screen, or `None`, as over SSH."""
    if is_remote(environ):
        return None
    wanted: list[tuple[tuple[str, ...], str]] = []
    if platform == "darwin":
        wanted.append((("pbcopy",), "utf-8"))
    elif platform == "win32" or "WSL_DISTRO_NAME" in environ:
        wanted.append((("clip.exe",), "utf-16-le"))
    if environ.get("WAYLAND_DISPLAY"):
        wanted.append((("wl-copy",), "utf-8"))
    if environ.get("DISPLAY"):
        wanted.append((("xclip", "-selection", "clipboard"), "utf-8"))
        wanted.append((("xsel", "--clipboard", "--input"), "utf-8"))
    for (program, *arguments), encoding in wanted:
        if path := which(program):
            return Tool((path, *arguments), encoding)
    return None


def is_remote(environ: Mapping[str, str] = os.environ) -> bool:
    """Tell whether the program runs over SSH: the clipboards of that machine are not the person's."""
    return any(environ.get(name) for name in ("SSH_CONNECTION", "SSH_CLIENT", "SSH_TTY"))


def is_in_browser(environ: Mapping[str, str] = os.environ) -> bool:
    """Tell whether the app is seen in a browser, which has a clipboard of its own."""
    return environ.get("TEXTUAL_DRIVER", "").endswith(":WebDriver")


def way(environ: Mapping[str, str] = os.environ, tool: Tool | None = None) -> str:
    """Return in words how a text would get to the clipboard."""
    if tool is not None:
        return tool.name
    if is_in_browser(environ):
        return "by the browser, which may ask first"
    why = "over SSH" if is_remote(environ) else "no program for it is installed"
    return f"by the terminal (OSC 52; {why}); {_doubt(environ)}"


def copy_with(tool: Tool, text: str) -> None:
    """Give a text to a program; this may take two seconds.

    Raises:
        CopyError: the program failed.
    """
    data = safe_text(text).encode(tool.encoding, "replace")
    try:
        # what it says is thrown away: a program that stays to serve the clipboard would keep a pipe open for ever
        subprocess.run(  # noqa: S603 (the program was found by its own name, and the text is no argument)
            tool.argv, input=data, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=_PATIENCE, check=True
        )
    except subprocess.TimeoutExpired as error:
        raise CopyError(f"{tool.name} did not answer") from error
    except (OSError, subprocess.CalledProcessError) as error:
        raise CopyError(f"{tool.name} failed") from error


def request(text: str, environ: Mapping[str, str] = os.environ) -> str:
    """Return what asks a terminal to copy a text.

    Raises:
        CopyError: the text is too long for terminals.
    """
    encoded = base64.b64encode(safe_text(text).encode("utf-8", "replace")).decode("ascii")
    if len(encoded) > LONGEST:
        from reader.app.keys import with_keys  # noqa: PLC0415 (the shell's commands tell of the clipboard without the app)

        raise CopyError(with_keys("too long for a terminal to copy; {quote_passage} writes it to a file"))
    sequence = f"\x1b]52;c;{encoded}\a"
    if not environ.get("STY"):
        return sequence
    pieces = [sequence[at : at + _SCREEN_PIECE] for at in range(0, len(sequence), _SCREEN_PIECE)]
    return "".join(f"\x1bP{piece}\x1b\\" for piece in pieces)


def asked(environ: Mapping[str, str] = os.environ) -> str:
    """Return what is known once a terminal was asked, which is little."""
    if is_in_browser(environ):
        return "sent to the browser to copy, which may ask first"
    return f"sent to the terminal to copy (OSC 52); {_doubt(environ)}"


def _doubt(environ: Mapping[str, str]) -> str:
    if environ.get("TMUX"):
        return "tmux needs set-clipboard on"
    return "screen may not pass it on" if environ.get("STY") else "not every terminal does"
