"""Writes plain text as Markdown that reads back as the same text.

Only what would change the meaning is escaped, for CommonMark and for the extensions of common readers: tables,
strike-through, mathematics, tags, highlights, comments and block references.
"""

import re
from typing import Final
from urllib.parse import quote as url_quote

_ALWAYS: Final = re.compile(r"[\\`*\[\]<$|~]")
_UNDERSCORE: Final = re.compile(r"(?<![^\W_])_|_(?![^\W_])")
_CLOSING: Final = re.compile(r"_+(?!\w)")
_ENTITY: Final = re.compile(r"&(?=#?\w+;)")
_TAG: Final = re.compile(r"(?<!\S)#")
_CARET: Final = re.compile(r"(?<!\S)\^")
_DOUBLED: Final = re.compile(r"==+|%%+|::+|\(\(+|\{\{+|\)\)+|\}\}+")
_LINE_START: Final = re.compile(r"[>+\-=]|#(?!\\)|:(?=\s)")
_NUMBERED: Final = re.compile(r"(\d{1,9})([.)])(?=\s|$)")
_CONTROLS: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f]")
_LINE_ENDS: Final = re.compile("\r\n|[\r\x85\u2028\u2029]")


def escape(text: str) -> str:
    """Return text as Markdown, each line by itself; line breaks stay, leading white space of a line goes."""
    text = _CONTROLS.sub("\ufffd", _LINE_ENDS.sub("\n", text))
    return "\n".join(_escape_line(line) for line in text.split("\n"))


def quote(text: str) -> str:
    """Return text as one block quote; a line break in it stays one."""
    lines = escape(text.strip()).split("\n")
    quoted = []
    for index, line in enumerate(lines):
        following = lines[index + 1] if index + 1 < len(lines) else ""
        quoted.append(f"> {line}  " if line and following else f"> {line}".rstrip())
    return "\n".join(quoted)


def hashtag(tag: str) -> str:
    """Return a tag as it stands in a text.

    Programs that know tags end one at a backslash, so only what could end an emphasis has one before it: with nothing to
    end it, none begins.
    """
    return "#" + _CLOSING.sub(lambda match: r"\_" * len(match.group()), tag)


def url(path: str) -> str:
    """Return a path as the target of a link."""
    return url_quote(path.encode("utf-8", "surrogateescape"))


def _escape_line(line: str) -> str:
    line = _ALWAYS.sub(r"\\\g<0>", line.strip())
    line = _UNDERSCORE.sub(r"\\_", line)
    line = _ENTITY.sub(r"\\&", line)
    line = _TAG.sub(r"\\#", line)
    line = _CARET.sub(r"\\^", line)
    line = _DOUBLED.sub(lambda match: "".join(f"\\{character}" for character in match.group()), line)
    if _LINE_START.match(line):
        return "\\" + line
    return _NUMBERED.sub(r"\1\\\2", line, count=1) if _NUMBERED.match(line) else line
