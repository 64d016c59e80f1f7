"""From the bytes of a text file to characters."""

import codecs
import re
from typing import Final

from reader.documents.model import DocumentError
from reader.text.counting import counted
from reader.text.safety import safe_text

_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE: Final = 8192
_NO_CHANCE: Final = 6
"""Bytes that belong to the characters before them, from which on text that is UTF-8 was not meant to be anything else."""

_WIDE: Final = 3
"""In so many bytes of Latin text at least one is zero where each character takes two bytes or four."""

_LINE_ENDS: Final = ("\r\n", "\r", "\x85", "\u2028", "\u2029")
"""What ends a line besides a newline; the longest first."""

_KEPT: Final = bytes(code for code in range(256) if code in b"\n\t" or (code >= 0x20 and code != 0x7F))
_RARE: Final = (re.compile(rb"\xc2[\x80-\x9f]"), re.compile(rb"\xe2(?:\x80[\xa8-\xae]|\x81[\xa6-\xa9])"))
"""What `clean` replaces beyond ASCII, in UTF-8; two patterns, since a first byte that is fixed is found at once."""

_MEANT: Final = {"iso8859-1": "cp1252", "latin-1": "cp1252", "ascii": "cp1252", "shift_jis": "cp932", "gb2312": "gb18030", "gbk": "gb18030", "euc_kr": "cp949"}  # fmt: skip
"""What pages are in that declare the encodings on the left; every browser takes them so."""


def decode(data: bytes) -> tuple[str, tuple[str, ...]]:
    """Return the safe text of a file's bytes, and warnings where its encoding had to be guessed.

    A byte-order mark decides; else UTF-8; else the encoding is guessed, and said to be a guess.

    Raises:
        DocumentError: the bytes are no text.
    """
    if not data.startswith(tuple(bom for bom, _encoding in _BOMS)) and b"\0" not in data[:_SAMPLE]:
        try:
            text = data.decode("utf-8")
            return (text if _is_clean(data) else clean(text)), ()
        except UnicodeDecodeError:
            pass
    text, warnings = characters(data)
    return clean(text), warnings


def characters(data: bytes, declared: str = "", *, is_text: bool = False) -> tuple[str, tuple[str, ...]]:
    """Return what bytes say, as it stands, and warnings where the encoding had to be guessed.

    Args:
        data: the bytes of a text.
        declared: name of the encoding that it is said to be in; believed where the bytes agree.
        is_text: whether it is known to be one, whatever zero bytes are in it.

    Raises:
        DocumentError: the bytes are no text.
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            text = data[len(bom) :].decode(encoding, "replace")
            return text, _damage(text, encoding.upper())
    from reader.documents import guessing  # noqa: PLC0415 (most texts are UTF-8)

    error_at, known = 0, meant(declared)
    is_narrow = is_text and known is not None and data.count(0) * _WIDE < len(data)
    if b"\0" in data[:_SAMPLE] and not is_narrow:
        wide = guessing.wide_encoding(data)
        if wide is None and not is_text:
            raise DocumentError("binary data, not text")
        if wide is not None:
            text = data.decode(wide, "replace")
            return text, (f"without a byte-order mark: read as {wide.upper()}, a guess", *_damage(text, wide.upper()))
    if known not in (None, "utf-8") and (text := _plainly_utf8(data)):
        return text, (f"said to be {known}, but is UTF-8",)
    for encoding in filter(None, (known, "utf-8")):
        try:
            return data.decode(encoding), ()
        except UnicodeDecodeError as error:
            error_at = error.start
    if _is_damaged_utf8(data, error_at, is_said=known == "utf-8"):
        text = data.decode("utf-8", "replace")
        return text, _damage(text, "UTF-8")
    encoding, called = guessing.encoding_of(data)
    return data.decode(encoding, "replace"), (f"not UTF-8: read as {called}, a guess",)


def clean(text: str) -> str:
    """Give every line the same ending and make the text safe; offsets exist only after this."""
    for line_end in _LINE_ENDS:
        text = text.replace(line_end, "\n")
    return safe_text(text)


def meant(declared: str) -> str | None:
    """Return the encoding that a declaration means, or `None` where it names none of characters."""
    try:
        b"a".decode(declared, "replace")
        name = codecs.lookup(declared).name
    except (LookupError, ValueError):
        return None
    # a declaration that could be read is in none of these
    if name.startswith(("utf-16", "utf-32", "utf-7", "idna", "punycode", "unicode", "raw")):
        return None
    return _MEANT.get(name, name)


def _plainly_utf8(data: bytes) -> str:
    """Return what bytes say in UTF-8 where so many of its long characters are whole that it is no chance; else nothing."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return ""
    return text if len(data) - len(text) >= _NO_CHANCE else ""


def _is_clean(data: bytes) -> bool:
    """Tell of UTF-8 whether `clean` would leave it as it is; in bytes that shows twice as fast as in characters."""
    return not data.translate(None, _KEPT) and not any(rare.search(data) for rare in _RARE)


def _is_damaged_utf8(data: bytes, at: int, *, is_said: bool) -> bool:
    """Tell UTF-8 with a few broken bytes from another encoding: it has whole multi-byte characters too."""
    around = _SAMPLE * 16 if is_said else _SAMPLE
    sample = data[max(0, at - around) : at + around].decode("utf-8", "replace")
    whole = sum(1 for character in sample if ord(character) > 0x7F and character != "\ufffd")
    broken = sample.count("\ufffd")
    return whole > broken or (is_said and whole == broken)


def _damage(text: str, encoding: str) -> tuple[str, ...]:
    broken = text.count("\ufffd")
    return (f"{counted(broken, 'character')} of broken {encoding} shown as \ufffd",) if broken else ()
