"""PDF: the text of its pages in reading order, put together to paragraphs again. Pictures of text are not read."""

import contextlib
import ctypes
import math
import re
from collections.abc import Iterator
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Any, Final

from reader.documents.building import TextBuilder, one_line
from reader.documents.gutters import in_columns
from reader.documents.model import DocumentError, Parsed
from reader.documents.reflow import Line, Paragraph, in_order, paragraphs, without_running_lines
from reader.text.counting import counted

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

MOST_PAGES: Final = 10_000
"""Pages that are read of a longer file."""

_LOOKED_AT: Final = 20
"""Pages that are looked at to tell whether there is anything on them."""

_HYPHEN_AT_END: Final = "\ufffe"
"""Stands for the hyphen of a word that goes on in the next line."""

_BREAK: Final = re.compile(f"\r\n|[\r\n\f\v]|(?<={_HYPHEN_AT_END})")
_SPACES: Final = re.compile(r"\s+")
_LOOSE: Final = 0.52
"""How many times the size of its letters a line is wide for each, from which on its gaps may be those of a table."""

_DAY: Final = re.compile(r"(?:D:)?(\d{4})(\d\d)(\d\d)")
_PROGRAM: Final = re.compile(r"^(?:Microsoft (?:Word|PowerPoint|Excel) - )+")
_FILE_NAME: Final = re.compile(
    r"\.(?:docx?|pptx?|xlsx?|indd|tex|dvi|qxd|rtf|pdf|odt|p65|fm|wpd|pages)$|^untitled", re.IGNORECASE
)


def parse(data: bytes) -> Parsed:
    """Return the text of a PDF.

    Raises:
        DocumentError: it is damaged, locked, or has no text.
    """
    from pypdfium2 import PdfDocument, PdfiumError  # noqa: PLC0415 (a library that may be missing)

    try:
        document = PdfDocument(data)
        count = len(document)
    except PdfiumError as error:
        locked = "assword" in str(error) or "ecurity" in str(error)
        raise DocumentError("locked by a password" if locked else "damaged: it is no PDF that can be opened") from None
    pages, unread = _pages(document, min(count, MOST_PAGES))
    if not any(pages):
        shown = "only pictures" if _has_drawings(document) else "nothing"
        raise DocumentError(f"no text in it, {shown} ({counted(count, 'page')})")
    builder = TextBuilder()
    lines = without_running_lines([in_order(page) for page in pages])
    for paragraph in paragraphs([in_columns(page) for page in lines]):
        _put(builder, paragraph)
    builder.pages += [builder.length] * (len(pages) - len(builder.pages))
    return builder.parsed(_metadata(document), _warnings(document, pages, count, unread))


def _put(builder: TextBuilder, paragraph: Paragraph) -> None:
    start = builder.add(paragraph.text, paragraph.kind, tight=paragraph.is_tight)
    for page, offset in paragraph.pages:
        while len(builder.pages) <= page:
            builder.pages.append(start + offset if builder.pages else 0)


def _pages(document: "PdfDocument", count: int) -> tuple[list[list[Line]], int]:
    """Return the lines of each page, and how many pages could not be read."""
    from pypdfium2 import PdfiumError, raw  # noqa: PLC0415

    is_form = raw.FPDF_GetFormType(document.raw) != raw.FORMTYPE_NONE
    pages: list[list[Line]] = []
    unread = 0
    for number in range(count):
        try:
            page = document[number]
            if is_form:
                # what is filled in becomes part of the page, which is then looked at anew
                raw.FPDFPage_Flatten(page.raw, raw.FLAT_NORMALDISPLAY)
                page.close()
                page = document[number]
            height = page.get_height()
            words = page.get_textpage()
        except PdfiumError:
            pages.append([])
            unread += 1
            continue
        pages.append(list(_lines(words.raw, height)))
        words.close()
        page.close()
    return pages, unread


def _has_drawings(document: "PdfDocument") -> bool:
    """Tell pages with something on them from empty ones, by the first few."""
    from pypdfium2 import PdfiumError, raw  # noqa: PLC0415

    for number in range(min(len(document), _LOOKED_AT)):
        with contextlib.suppress(PdfiumError):
            page = document[number]
            if raw.FPDFPage_CountObjects(page.raw) > 0:
                return True
    return False


def _lines(words: Any, height: float) -> Iterator[Line]:  # noqa: ANN401 (a pointer)
    """Yield the lines of a page with the places of their first and last characters."""
    text = _characters(words)
    at = 0
    for end in (*_BREAK.finditer(text), None):
        stop = end.start() if end else len(text)
        piece = text[at:stop]
        stripped = piece.strip()
        if stripped:
            line = _line(words, stripped, at + len(piece) - len(piece.lstrip()), height)
            if line.text:
                yield line
        at = end.end() if end else stop


def _line(words: Any, written: str, left: int, height: float) -> Line:  # noqa: ANN401
    """Return a line of a page, given what is written in it and the number of its first character."""
    from pypdfium2 import raw  # noqa: PLC0415

    first, last = raw.FS_RECTF(), raw.FS_RECTF()
    raw.FPDFText_GetLooseCharBox(words, left, first)
    raw.FPDFText_GetLooseCharBox(words, left + len(written) - 1, last)
    size = _size(words, left) or abs(first.top - first.bottom) or 1.0
    gaps = tuple(_gaps(words, written, left, size))
    edges = (0, *(gap[0] for gap in gaps), len(written))
    cells = [one_line(_in_letters(written[start:stop].replace(_HYPHEN_AT_END, ""))) for start, stop in pairwise(edges)]
    ends = accumulate(map(len, cells), lambda length, more: length + 1 + more)
    return Line(
        " ".join(cells) + "-" * written.endswith(_HYPHEN_AT_END),
        min(first.left, last.left),
        max(first.right, last.right),
        first.bottom,
        size,
        first.bottom / height if height > 0 else 0.5,
        tuple((end, gap[1], gap[2]) for end, gap in zip(ends, gaps, strict=False)),
        is_loose=last.right - first.left > _LOOSE * size * len(written),
    )


def _gaps(words: Any, text: str, left: int, size: float) -> Iterator[tuple[int, float, float]]:  # noqa: ANN401
    """Yield the spaces of a line that are wide, with where each begins and ends on the page."""
    from pypdfium2 import raw  # noqa: PLC0415

    before, after = raw.FS_RECTF(), raw.FS_RECTF()
    for space in _SPACES.finditer(text):
        raw.FPDFText_GetLooseCharBox(words, left + space.start() - 1, before)
        raw.FPDFText_GetLooseCharBox(words, left + space.end(), after)
        if after.left - before.right > size:
            yield space.start(), before.right, after.left


def _size(words: Any, at: int) -> float:  # noqa: ANN401 (a pointer)
    """Return how large a letter stands on the page: its font may be drawn enlarged."""
    from pypdfium2 import raw  # noqa: PLC0415

    size, matrix = float(raw.FPDFText_GetFontSize(words, at)), raw.FS_MATRIX()
    if not raw.FPDFText_GetMatrix(words, at, matrix):
        return size
    return size * (math.hypot(matrix.c, matrix.d) or 1.0)


def _characters(words: Any) -> str:  # noqa: ANN401 (a pointer)
    """Return the characters of a page, each at the number that it has there."""
    from pypdfium2 import raw  # noqa: PLC0415

    count = raw.FPDFText_CountChars(words)
    if count <= 0:
        return ""
    buffer = ctypes.create_string_buffer(4 * count + 4)
    written = raw.FPDFText_GetText(words, 0, count, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)))
    text = buffer.raw[: max(0, 2 * written - 2)].decode("utf-16-le", "replace")
    if len(text) == count:
        return text
    codes = (raw.FPDFText_GetUnicode(words, at) for at in range(count))
    return "".join(chr(code) if 0 < code < 0x110000 else " " for code in codes)


_COMPOSED: Final = re.compile("[\ufb00-\ufb4f\ufb50-\ufdf9\ufe70-\ufefc]")

_ACCENTS: Final = {
    "¨": "\u0308",
    "´": "\u0301",
    "ˇ": "\u030c",
    "˘": "\u0306",
    "˚": "\u030a",
    "˝": "\u030b",
    "¯": "\u0304",
}
"""Accents that stand for themselves, and those that join the letter before."""

_PRINTED_OVER: Final = re.compile(f"([{''.join(_ACCENTS)}])([^\\W\\d_])")
_DOTLESS: Final = {"ı": "i", "ȷ": "j"}


def _in_letters(text: str) -> str:
    """Return a text with the letters of ligatures and of Arabic forms that belong to places in words.

    Accents that were printed over a letter, as old typesetters did, become part of it.
    """
    import unicodedata  # noqa: PLC0415 (a large table)

    text = _COMPOSED.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text)
    return _PRINTED_OVER.sub(_with_accent, text)


def _with_accent(found: re.Match[str]) -> str:
    import unicodedata  # noqa: PLC0415

    letter = _DOTLESS.get(found[2], found[2])
    whole = unicodedata.normalize("NFC", letter + _ACCENTS[found[1]])
    return whole if len(whole) == 1 else found[0]


def _metadata(document: "PdfDocument") -> dict[str, str]:
    said = document.get_metadata_dict()
    title = _PROGRAM.sub("", one_line(said.get("Title", "")))
    found = {
        "title": "" if _FILE_NAME.search(title) else title,
        "author": said.get("Author", ""),
        "language": _language(document),
    }
    for key in ("CreationDate", "ModDate"):
        if match := _DAY.match(said.get(key, "").strip()):
            return found | {"date": "-".join(match.groups()), "date_how": f"“{key}” in the PDF"}
    return found


def _language(document: "PdfDocument") -> str:
    from pypdfium2 import raw  # noqa: PLC0415

    ask = getattr(raw, "FPDFCatalog_GetLanguage", None)
    buffer = (ctypes.c_ushort * 64)()
    size = ask(document.raw, buffer, 64) if ask else 0
    return bytes(buffer)[: max(0, min(size, 64) * 2 - 2)].decode("utf-16-le", "replace").strip("\0")


def _warnings(document: "PdfDocument", pages: list[list[Line]], count: int, unread: int) -> list[str]:
    warnings = []
    if count > len(pages):
        warnings.append(f"only the first {len(pages):,} of {count:,} pages are read")
    if unread:
        warnings.append(f"{unread:,} of {counted(count, 'page')} are damaged")
    if blank := sum(1 for page in pages if not page) - unread:
        warnings.append(f"{blank:,} of {counted(count, 'page')} have no text: they are empty, or pictures")
    if attached := document.count_attachments():
        warnings.append(f"{attached:,} attached files are not read")
    return warnings
