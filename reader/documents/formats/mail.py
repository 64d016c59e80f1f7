"""E-mails: who wrote to whom and when, and what; attachments are named and not read."""

import re
from base64 import b64decode
from binascii import a2b_qp
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from email import message_from_bytes
from email.message import Message
from email.utils import parsedate_to_datetime
from typing import Final

from reader.documents.building import TextBuilder, one_line
from reader.documents.decoding import characters, meant
from reader.documents.formats.html import elements
from reader.documents.markup import put, walk
from reader.documents.model import Block, DocumentError, Parsed

_OUTLOOK: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SHOWN: Final = ("From", "To", "Cc", "Date", "Subject")
_DEEPEST: Final = 50
_LONGEST: Final = 4_000
"""Characters of a header that are shown: some mails go to thousands."""

_CUT: Final = 2
"""Broken characters at most in a header that is in the encoding it says."""

_ENCODED: Final = re.compile(r"=\?([^?\s]{1,40})\?([bBqQ])\?([^?\s]*)\?=")
_LOCKED: Final = frozenset(("multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime"))


def parse(data: bytes) -> Parsed:
    """Return an e-mail with its header.

    Raises:
        DocumentError: it is no e-mail, damaged, or locked.
    """
    if data.startswith(_OUTLOOK):
        raise DocumentError("in the way of Outlook (.msg): save it as .eml to have it read")
    data = data.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n")
    if data.startswith(b"From "):
        data = data.partition(b"\n")[2]
    try:
        message = message_from_bytes(data)
    except (RecursionError, ValueError, IndexError, AttributeError):
        raise DocumentError("damaged: it cannot be read as an e-mail") from None
    if not any(_header(message, name) for name in ("From", "Date", "Subject", "Received", "Message-ID", "To")):
        raise DocumentError("no e-mail: it has no sender, day or subject")
    if message.get_content_type() in _LOCKED and "signed" not in str(message.get("Content-Type", "")):
        raise DocumentError("encrypted: only who has its key can read it")
    parts = list(_parts(message))
    attached = [name for part in parts if (name := _attachment(part))]
    body = _body(parts)
    shown = {name: _header(message, name) for name in _SHOWN}
    if attached:
        shown["Attachments"] = ", ".join(attached)
    builder = TextBuilder()
    head = builder.add("\n".join(f"{name}: {value}" for name, value in shown.items() if value) or "E-mail", "metadata")
    assert head == 0
    warnings = _put(builder, body) if body is not None else []
    parsed = builder.parsed(_metadata(message, shown), warnings)
    return replace(parsed, blocks=_with_quotes(parsed))


def _header(message: Message, name: str) -> str:
    """Return the first header of a name on one line, as well as it can be read."""
    raw = next((str(value) for key, value in message.raw_items() if key.casefold() == name.casefold()), "")
    return _decoded(raw[:_LONGEST])


def _decoded(raw: str) -> str:
    """Return what a header says, its encoded words decoded."""
    raw = _characters(raw.encode("utf-8", "surrogateescape"), "utf-8")
    # a character may be cut in two by the end of an encoded word
    said, at = "", 0
    pending: tuple[str, bytes] = ("", b"")
    for word in _ENCODED.finditer(raw):
        between = raw[at : word.start()]
        charset, data = word[1].partition("*")[0].casefold(), _word(word[2], word[3])
        if pending[0] == charset and not between.strip():
            pending = charset, pending[1] + data
        else:
            said += _characters(pending[1], pending[0]) + (between if between.strip() or at == 0 else "")
            pending = charset, data
        at = word.end()
    return one_line(said + _characters(pending[1], pending[0]) + raw[at:])


def _word(form: str, written: str) -> bytes:
    data = written.encode("utf-8", "replace")
    try:
        return b64decode(data + b"===") if form in "bB" else a2b_qp(data, header=True)
    except ValueError:
        return data


def _characters(data: bytes, charset: str) -> str:
    """Return what bytes of a header say in the encoding that they are said to be in, else in the usual ones."""
    known = meant(charset) if charset else None
    for encoding in filter(None, (known, "utf-8")):
        try:
            return data.decode(encoding)
        except UnicodeError:
            continue
    nearly = data.decode(known, "replace") if known else ""
    # a header that was cut ends within a character
    return nearly if 0 < nearly.count("\ufffd") <= _CUT else data.decode("cp1252", "replace")


def _parts(message: Message, depth: int = 0) -> Iterator[Message]:
    """Yield the parts that hold something; what is in a mail that is attached to this one is not looked at."""
    if depth > _DEEPEST:
        raise DocumentError(f"made of parts within parts more than {_DEEPEST} deep")
    for key, value in message.items():
        if len(str(value)) > _LONGEST:
            message.replace_header(key, str(value)[:_LONGEST])
    if message.get_content_maintype() != "multipart":
        yield message
        return
    payload = message.get_payload()
    for part in payload if isinstance(payload, list) else ():
        if isinstance(part, Message):
            yield from _parts(part, depth + 1)


def _attachment(part: Message) -> str:
    """Return the name of a part that is attached, or an empty string."""
    try:
        name = part.get_filename() or ""
        is_attached = part.get_content_disposition() == "attachment"
    except Exception:  # noqa: BLE001 (headers of parts are broken in as many ways)
        name, is_attached = "", False
    if part.get_content_type() == "message/rfc822":
        inner = part.get_payload()
        first = inner[0] if isinstance(inner, list) and inner else None
        return f"e-mail “{_header(first, 'Subject')}”" if isinstance(first, Message) else "an e-mail"
    if name or is_attached:
        return _decoded(name)[:200] or f"unnamed ({part.get_content_type()})"
    return ""


def _body(parts: list[Message]) -> Message | None:
    """Return the part with the text: the plain one if there is one that says anything."""
    written = [part for part in parts if part.get_content_maintype() == "text" and not _is_attached(part)]
    for kind in ("text/plain", "text/html"):
        for part in written:
            if part.get_content_type() == kind and _payload(part).strip():
                return part
    return next((part for part in written if _payload(part).strip()), None)


def _is_attached(part: Message) -> bool:
    try:
        return part.get_content_disposition() == "attachment"
    except Exception:  # noqa: BLE001
        return False


def _payload(part: Message) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _put(builder: TextBuilder, part: Message) -> list[str]:
    """Add the text of a part; return what has to be said about its characters."""
    try:
        charset = str(part.get_content_charset() or "")
    except Exception:  # noqa: BLE001
        charset = ""
    text, warnings = characters(_payload(part), charset, is_text=True)
    if part.get_content_type() == "text/html":
        put(builder, walk(elements(text)).pieces)
    elif text.strip():
        builder.add(text.replace("\r\n", "\n").strip("\n"))
    return list(warnings)


def _with_quotes(parsed: Parsed) -> tuple[Block, ...]:
    """Return the blocks, and one for every line that is quoted from a mail before."""
    blocks = list(parsed.blocks)
    at = blocks[0].end if blocks else 0
    while (start := parsed.text.find("\n>", at)) >= 0:
        end = parsed.text.find("\n", start + 1)
        at = len(parsed.text) if end < 0 else end
        blocks.append(Block("quote", start + 1, at))
    return tuple(sorted(blocks, key=lambda block: block.start))


def _metadata(message: Message, shown: dict[str, str]) -> dict[str, str]:
    found = {
        "title": shown.get("Subject", ""),
        "author": shown.get("From", ""),
        "language": _header(message, "Content-Language"),
    }
    if day := _day(shown.get("Date", "")):
        return found | {"date": day.date().isoformat(), "date_how": "“Date” in the e-mail"}
    if day := _day(_header(message, "Received").rpartition(";")[2]):
        return found | {"date": day.date().isoformat(), "date_how": "“Received” in the e-mail"}
    return found


def _day(written: str) -> datetime | None:
    """Return when a mail was sent, by the clock of who sent it."""
    try:
        return parsedate_to_datetime(written)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
