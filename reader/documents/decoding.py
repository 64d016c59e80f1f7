"""From the bytes of a text file to characters."""

import codecs
import re
from typing import Final

from reader.documents.model import DocumentError
from reader.text.safety import safe_text

_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE: Final = 8192
_LINE_ENDS: Final = ("\r\n", "\r", "\x85", "\u2028", "\u2029")
"""What ends a line besides a newline; the longest first."""

_KEPT: Final = bytes(code for code in range(256) if code in b"\n\t" or (code >= 0x20 and code != 0x7F))
_RARE: Final = (re.compile(rb"\xc2[\x80-\x9f]"), re.compile(rb"\xe2(?:\x80[\xa8-\xae]|\x81[\xa6-\xa9])"))
"""What `clean` replaces beyond ASCII, in UTF-8; two patterns, since a first byte that is fixed is found at once."""


def decode(data: bytes) -> tuple[str, tuple[str, ...]]:
    """Return the safe text of a file's bytes, and warnings where its encoding had to be guessed.

    A byte-order mark decides; else UTF-8; else Windows-1252, which most older Western text is in, and says so.

    Raises:
        DocumentError: the bytes are no text.
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            text = data[len(bom) :].decode(encoding, "replace")
            return clean(text), _damage(text, encoding.upper())
    if b"\0" in data[:_SAMPLE]:
        raise DocumentError("binary data, not text")
    try:
        text = data.decode("utf-8")
        return (text if _is_clean(data) else clean(text)), ()
    except UnicodeDecodeError as error:
        if _is_damaged_utf8(data, error.start):
            text = data.decode("utf-8", "replace")
            return clean(text), _damage(text, "UTF-8")
    return clean(data.decode("cp1252", "replace")), ("not UTF-8: read as Windows-1252, a guess",)


def clean(text: str) -> str:
    """Give every line the same ending and make the text safe; offsets exist only after this."""
    for line_end in _LINE_ENDS:
        text = text.replace(line_end, "\n")
    return safe_text(text)


def _is_clean(data: bytes) -> bool:
    """Tell of UTF-8 whether `clean` would leave it as it is; in bytes that shows twice as fast as in characters."""
    return not data.translate(None, _KEPT) and not any(rare.search(data) for rare in _RARE)


def _is_damaged_utf8(data: bytes, at: int) -> bool:
    """Tell UTF-8 with a few broken bytes from another encoding: it has whole multi-byte characters too."""
    sample = data[max(0, at - _SAMPLE) : at + _SAMPLE].decode("utf-8", "replace")
    whole = sum(1 for character in sample if ord(character) > 0x7F and character != "\ufffd")
    return whole > sample.count("\ufffd")


def _damage(text: str, encoding: str) -> tuple[str, ...]:
    broken = text.count("\ufffd")
    return (f"{broken:,} characters of broken {encoding} shown as \ufffd",) if broken else ()
