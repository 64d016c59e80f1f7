"""Web pages: what they are about, without navigation, scripts, forms and notices; nothing they point to is fetched."""

import re
from typing import TYPE_CHECKING, Final

from reader.documents.building import TextBuilder
from reader.documents.decoding import characters
from reader.documents.main_content import main_content
from reader.documents.markup import put, walk
from reader.documents.model import DocumentError, Parsed
from reader.documents.web_metadata import web_metadata

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser

_DECLARED: Final = re.compile(
    rb"""<meta[^>]+charset\s*=\s*["']?\s*([\w.:-]+)|<\?xml[^>]+encoding\s*=\s*["']([\w.:-]+)""", re.IGNORECASE
)
_HEAD: Final = 4096
_SAMPLE: Final = 65_536
_CONTROLS: Final = bytes(code for code in range(32) if code not in b"\t\n\f\r\x1b")
_FEW: Final = 20
"""In so many bytes of a page at most one is a control; other data holds far more."""

_TAG: Final = re.compile(
    rb"<(?:!doctype\s|html|head|body|title|meta|div|p|h[1-6]|a|span|table|br|ul)\b[^<>]*>", re.IGNORECASE
)
_EMPTY: Final = re.compile(r"<([a-zA-Z][\w:-]*)((?:\s[^<>]*)?)/>")
_VOID: Final = frozenset("area base br col embed hr img input link meta param source track wbr".split())
_DEEPEST: Final = 20_000
"""Elements within elements at most: for each the parser looks at all that are open."""

_NESTED: Final = re.compile(
    r"<(/?)(?!(?:p|li|dt|dd|tr|td|th|thead|tbody|tfoot|option|br|hr|img|input|meta|link|area|base|col|embed|source|track|wbr)[\s/>])[a-z]",
    re.IGNORECASE,
)
"""Tags of elements that end where they say so."""


def parse(data: bytes) -> Parsed:
    """Return what a web page is about."""
    text, warnings = source_of(data)
    page = elements(text)
    builder = TextBuilder()
    put(builder, main_content(walk(page)))
    return builder.parsed(web_metadata(page), warnings)


def source_of(data: bytes) -> tuple[str, tuple[str, ...]]:
    """Return the source of a page or chapter, and warnings where its encoding had to be guessed.

    Zero bytes here and there make no binary data of it: they are passed over as browsers do.

    Raises:
        DocumentError: it is no text.
    """
    sample = data.rstrip(b"\0")[:_SAMPLE]
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    is_page = controls * _FEW < len(sample) and _TAG.search(sample.replace(b"\0", b"")) is not None
    return characters(data, declared_encoding(data), is_text=is_page)


def elements(source: str, *, is_xml: bool = False) -> "LexborHTMLParser":
    """Return a page as elements; whatever is wrong with it is mended as browsers do.

    Args:
        source: the page.
        is_xml: whether it is certainly XML, as a chapter of a book is; else that is told by how it begins.

    Raises:
        DocumentError: it is more than can be held.
    """
    from selectolax.lexbor import LexborHTMLParser, SelectolaxError  # noqa: PLC0415 (a library that may be missing)

    if is_xml or source[:200].lstrip().startswith("<?xml") or "http://www.w3.org/1999/xhtml" in source[:1000]:
        # an empty element of XML would hold the rest of the page
        source = _EMPTY.sub(
            lambda tag: tag[0] if tag[1].casefold() in _VOID else f"<{tag[1]}{tag[2]}></{tag[1]}>", source
        )
    if source.count("<") > _DEEPEST and _depth(source) > _DEEPEST:
        raise DocumentError(f"made of elements within elements more than {_DEEPEST:,} deep")
    try:
        return LexborHTMLParser(source)
    except SelectolaxError:
        raise DocumentError("made of too many elements") from None


def _depth(source: str) -> int:
    """Return how deep elements are nested, as far as they say where they end."""
    depth = deepest = 0
    for tag in _NESTED.finditer(source):
        depth = max(0, depth - 1) if tag[1] else depth + 1
        deepest = max(deepest, depth)
    return deepest


def declared_encoding(data: bytes) -> str:
    """Return the encoding that a page says it is in, or an empty string."""
    match = _DECLARED.search(data[:_HEAD])
    return (match[1] or match[2]).decode("ascii", "replace") if match else ""
