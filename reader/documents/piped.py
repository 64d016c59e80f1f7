"""Documents that come without a name, as through a pipe: what they are is told by their bytes."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Final

from reader.documents.collecting import collection
from reader.documents.decoding import characters
from reader.documents.formats.row import names_a_text
from reader.documents.kinds import BY_ENDING, kind_of
from reader.documents.model import Document, DocumentError
from reader.documents.reading import LIMIT, make_document, read_document

_MAIL: Final = re.compile(rb"From [^\n]{1,200}\n[A-Za-z-]{2,40}:")
_MAILS: Final = re.compile(rb"\n\r?\nFrom [^\n]{1,200}\n[A-Za-z-]{2,40}:")
_HEAD: Final = 262_144
_LONGEST_NAME: Final = 40
"""Characters of a column's name; what is longer is prose with a comma in it."""


def bytes_of_pipe(pipe: IO[bytes]) -> bytes:
    """Return all that comes through a pipe.

    Raises:
        DocumentError: it is more than is read of a file.
    """
    data = pipe.read(LIMIT + 1)
    if len(data) > LIMIT:
        raise DocumentError(f"too large: more than {LIMIT // 2**20} MB came, the limit")
    return data


def read_piped(data: bytes, name: str) -> Iterator[Document]:
    """Yield the document that bytes are, or each of them where they are a mailbox, a table or lines of JSON.

    Args:
        data: the bytes.
        name: what they are called.

    Raises:
        DocumentError: they are no text.
    """
    ending = _ending(data)
    if not ending:
        yield make_document(data, Path(name), name)
        return
    from tempfile import TemporaryDirectory  # noqa: PLC0415 (only what comes through a pipe needs it)

    with TemporaryDirectory(prefix="reader-") as folder:
        file = Path(folder, f"piped{ending}")
        file.write_bytes(data)
        for part in collection(file).names:
            yield read_document(file / part, f"{name}/{part}")


def ending_for(data: bytes) -> str:
    """Return how the name of a file that holds these bytes would end."""
    kind = kind_of("", data)
    return _ending(data) or next((ending for ending, each in BY_ENDING.items() if each is kind), ".txt")


def _ending(data: bytes) -> str:
    """Return how a file of many documents would be named that holds these; empty where they are one."""
    if _MAIL.match(data):
        return ".mbox" if _MAILS.search(data) else ""
    first, line_end, rest = data[:_HEAD].removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n").partition(b"\n")
    if not line_end or b"\0" in first:
        return ""
    if first.startswith(b"{"):
        return ".jsonl" if _is_object(first) else ""
    try:
        header = characters(first)[0].rstrip("\r")
        second = characters(rest.partition(b"\n")[0])[0]
    except DocumentError:
        return ""
    for delimiter, ending in (("\t", ".tsv"), (",", ".csv"), (";", ".csv"), ("|", ".csv")):
        names = [name.strip(' "') for name in header.split(delimiter)]
        is_header = len(names) > 1 and all(0 < len(name) <= _LONGEST_NAME for name in names)
        if is_header and names_a_text(names) and delimiter in second:
            return ending
    return ""


def _is_object(line: bytes) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False
