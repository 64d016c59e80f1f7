"""A passage with its source, as a reader would cite it."""

from bisect import bisect_right
from datetime import date
from functools import lru_cache

from reader.documents import Document, is_collection
from reader.export.escape import escape, quote, url
from reader.text.safety import safe_line
from reader.text.sentences import paragraphs


def citation(document: Document, start: int, end: int) -> str:
    """Return a passage with its source on one line: “quote” — Title, 1 Feb 2025, file.txt, ¶ 8."""
    words = " ".join(safe_line(document.text[start:end]).split())
    return f"“{words}” — {', '.join([*_origin(document), place(document, start)])}"


def citation_markdown(document: Document, start: int, end: int, link: str = "") -> str:
    """Return a passage as a Markdown block quote that ends with its source.

    Args:
        document: the document it stands in.
        start: where it begins.
        end: where it ends.
        link: path of the document as seen from where the quote will be, to be linked to; empty for no link.
    """
    where = place(document, start)
    origin = [*map(escape, _origin(document)), f"[{where}]({url(link)})" if link else where]
    return f"{quote(document.text[start:end])}\n>\n> — {', '.join(origin)}"


def place(document: Document, offset: int) -> str:
    """Return in which part of a document an offset lies, as it is cited: p. 12 where it has pages, else ¶ 8."""
    page = document.page_of(offset)
    return f"¶ {paragraph_number(document, offset)}" if page is None else f"p. {page}"


def paragraph_number(document: Document, offset: int) -> int:
    """Return the number of the paragraph that an offset lies in, from 1; what stands before the first counts to it."""
    return max(1, bisect_right(_paragraph_starts(document.text, document.body_start), offset))


@lru_cache(maxsize=2)
def _paragraph_starts(text: str, start: int) -> list[int]:
    # every highlight of a long document asks for them
    return [first for first, _last in paragraphs(text, start)]


def short_day(day: date) -> str:
    """Return a day as it is cited in English: 1 Feb 2025."""
    return f"{day.day} {day:%b} {day.year}"


def _origin(document: Document) -> list[str]:
    """Return title, day and file, as far as they are known."""
    folder, _, file = safe_line(document.name).rpartition("/")
    if is_collection(folder):
        # a number alone says nothing
        file = f"{folder.rpartition('/')[2]}/{file}"
    title = " ".join(safe_line(document.title).split())
    day = short_day(document.published.day) if document.published else ""
    return [part for part in (title if title != file else "", day, file) if part]
