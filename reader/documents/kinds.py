"""The kinds of files that are read: their endings, how their bytes begin, and what is needed to read them."""

import re
from functools import cache
from importlib.util import find_spec
from typing import Final, NamedTuple


class Kind(NamedTuple):
    """A format; the module `reader.documents.formats.NAME` reads it."""

    name: str
    version: int
    """Raised whenever the same bytes give another text or other blocks, so that files are read again."""

    endings: tuple[str, ...]
    called: str
    """In words, with its article: "a web page"."""

    needs: str = ""
    """Name of the library that reads it, as one imports it and installs it."""

    is_apart: bool = True
    """Whether it is read in a process of its own, which may crash or hang without harm."""

    @property
    def extractor(self) -> str:
        """Name and version of the code that makes text of it."""
        return f"{self.name} {self.version}"


TEXT: Final = Kind("text", 1, (".txt", ".text"), "plain text", is_apart=False)
MARKDOWN: Final = Kind("markdown", 4, (".md", ".markdown"), "Markdown", is_apart=False)
HTML: Final = Kind("html", 4, (".html", ".htm", ".xhtml"), "a web page", "selectolax")
PDF: Final = Kind("pdf", 3, (".pdf",), "a PDF", "pypdfium2")
DOCX: Final = Kind("docx", 2, (".docx", ".docm", ".dotx"), "a Word document")
EPUB: Final = Kind("epub", 4, (".epub",), "an e-book", "selectolax")
MAIL: Final = Kind("mail", 4, (".eml",), "an e-mail", "selectolax")

ROW: Final = Kind("row", 1, (), "a row", is_apart=False)

KINDS: Final = (TEXT, MARKDOWN, HTML, PDF, DOCX, EPUB, MAIL, ROW)
BY_ENDING: Final = {ending: kind for kind in KINDS for ending in kind.endings}
BY_NAME: Final = {kind.name: kind for kind in KINDS}

COLLECTIONS: Final = {".mbox": MAIL, ".csv": ROW, ".tsv": ROW, ".jsonl": ROW, ".ndjson": ROW}
"""What files are made of that hold many documents, by their endings."""

READ: Final = "text, Markdown, PDF, Word (.docx), web pages, e-books (.epub), e-mail (.eml, .mbox), tables of texts (.csv, .jsonl)"
"""What is read, in words."""

_HEAD: Final = 2048
_WEB_PAGE: Final = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:(?><!--.*?-->)\s*+)*+<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
_LONG_HEADER: Final = 65_536
_MAIL_HEADER: Final = re.compile(
    rb"(?:From [^\n]*\n)?[A-Za-z][A-Za-z0-9-]{1,60}:[^\n]*\n(?:[A-Za-z][A-Za-z0-9-]{1,60}:[^\n]*\n|[ \t][^\n]*\n)*+"
)
_MAIL_NAMES: Final = re.compile(rb"^([A-Za-z-]+):", re.MULTILINE)
_SENT: Final = frozenset((b"from", b"received", b"return-path", b"message-id"))
_ADDRESSED: Final = frozenset((b"date", b"to", b"subject", b"mime-version", b"delivered-to"))


def ending_of(name: str) -> str:
    """Return the ending of a file's name in lower case, with its dot; empty where it has none."""
    _name, dot, ending = name.rpartition("/")[2].rpartition(".")
    return f".{ending.casefold()}" if dot else ""


def is_read(name: str) -> bool:
    """Tell by its name whether a file is of a kind that is read; a person may have one of another kind read nevertheless."""
    ending = ending_of(name)
    return ending in BY_ENDING or ending in COLLECTIONS


def kind_of(name: str, data: bytes) -> Kind:
    """Return what a file is: what its name says, unless its bytes are certainly something else that is read.

    A file of another ending is taken for plain text where its bytes do not tell.

    Args:
        name: its path, or the end of it; within a collection, with the name of that.
        data: its bytes.
    """
    named = _named(name)
    if named is not None and not named.is_apart:
        return named
    return _by_bytes(data, named) or named or TEXT


def reads(name: str) -> str:
    """Return the name and version of the code that reads a file of that name: where it changes, files are read again."""
    kind = _named(name) or TEXT
    return kind.extractor if is_at_hand(kind) else f"{kind.name} missing"


def readers() -> tuple[str, ...]:
    """Return the names and versions of all code that reads files, as far as it is at hand."""
    return tuple(reads(ending) for ending in (*BY_ENDING, *(f"{ending}/0001" for ending in COLLECTIONS)))


def _named(name: str) -> Kind | None:
    """Return what a file is by its name alone."""
    ending = ending_of(name)
    if not ending and "/" in name:
        return COLLECTIONS.get(ending_of(name.rpartition("/")[0]))
    return BY_ENDING.get(ending)


@cache
def is_at_hand(kind: Kind) -> bool:
    """Tell whether the library that a kind needs is installed."""
    return not kind.needs or find_spec(kind.needs) is not None


def _by_bytes(data: bytes, named: Kind | None) -> Kind | None:
    head = data[:_HEAD]
    if b"%PDF-" in head[:1024]:
        return PDF
    if head.startswith(b"PK\3\4"):
        return _archive(data, named)
    if named is None and _is_mail(data):
        return MAIL
    if named is not MAIL and _WEB_PAGE.match(head.removeprefix(b"\xef\xbb\xbf")):
        return HTML
    return None


def _archive(data: bytes, named: Kind | None) -> Kind | None:
    """Return what a zip archive is."""
    if b"mimetypeapplication/epub+zip" in data[:128]:
        return EPUB
    if named in (DOCX, EPUB):
        return named
    return DOCX if b"word/document.xml" in data else EPUB if b"META-INF/container.xml" in data else None


def _is_mail(data: bytes) -> bool:
    """Tell an e-mail by its header: who sent it or by which way it came, and when, to whom or about what."""
    header = _MAIL_HEADER.match(data[:_LONG_HEADER].lstrip(b"\r\n"))
    names = {name.lower() for name in _MAIL_NAMES.findall(header[0])} if header else set()
    return not names.isdisjoint(_SENT) and not names.isdisjoint(_ADDRESSED)
