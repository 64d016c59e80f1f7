"""Reads quotes back out of exported files, as a reader of the format sees them."""

import csv
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from markdown_it import MarkdownIt
from markdown_it.token import Token

from reader.export.blocks import parse
from reader.export.foreign import ImportingError, is_a, listed, parsed, string
from reader.export.jsonld import MARK
from reader.export.marks_csv import COLUMNS
from reader.export.tables import as_written

_READER: Final = MarkdownIt("commonmark").enable(["table", "strikethrough"])


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quote as it stands in an export."""

    id: str
    """Id of the highlight that it is of."""

    words: str
    """All that is quoted."""

    marked: str = ""
    """What of it is set off as what was marked, where more is quoted around it."""

    is_plain: bool = True
    """Whether the words are nothing but the quote; a template may have put others among them."""


def quotes_in(data: bytes, ending: str, is_highlight: Callable[[str], bool]) -> list[Quoted]:
    """Return the quotes of an exported file; none where it is no export.

    Args:
        data: what is in the file.
        ending: how its name ends, which says what it is.
        is_highlight: tells whether something that may be the id of a highlight is one.
    """
    if ending in (".md", ".markdown") and b"^" in data:
        return list(_in_markdown(data.decode("utf-8-sig", "replace"), is_highlight))
    if ending in (".json", ".jsonld") and MARK.encode() in data:
        return list(_in_annotations(data))
    if ending == ".csv" and data.removeprefix(b"\xef\xbb\xbf").startswith(",".join(COLUMNS).encode()):
        return list(_in_table(data.decode("utf-8-sig", "replace")))
    return []


def _in_markdown(text: str, is_highlight: Callable[[str], bool]) -> Iterator[Quoted]:
    page = parse(text, is_highlight)
    before = page.body
    for block in page.blocks.values():
        quote = _quote_of(page.text(block.start, block.end), block.id)
        # a template may have the id on a line of its own, apart from the quote above it
        yield quote if quote.words else _quote_of(page.text(before, block.end), block.id)
        before = block.end


def _quote_of(block: str, mark_id: str) -> Quoted:
    """Return the quote of a block: what stands in it above the line of its source, which ends with its id."""
    pieces: list[tuple[str, str]] = []
    for token in _READER.parse(block):
        if token.type == "inline":
            pieces.append(_read(token))
        elif token.type in ("fence", "code_block", "html_block"):
            pieces.append((token.content, ""))
        if pieces and pieces[-1][0].rstrip().endswith(f"^{mark_id}"):
            break
    source = pieces.pop()[0] if pieces else ""
    is_plain = source.startswith("—") and bool(pieces)
    if not is_plain:
        pieces.append((source.rstrip().removesuffix(f"^{mark_id}"), ""))
    words, marked = (" ".join(part).strip() for part in zip(*pieces, strict=True))
    return Quoted(mark_id, words, marked, is_plain)


def _read(token: Token) -> tuple[str, str]:
    """Return the words of a paragraph, and those of them that are bold or marked."""
    seen: list[str] = []
    marked: list[str] = []
    depth = 0
    for child in token.children or ():
        if child.type in ("strong_open", "strong_close"):
            depth += child.nesting
        elif child.type == "html_inline":
            depth += {"<mark>": 1, "</mark>": -1}.get(child.content, 0)
        else:
            words = " " if child.type in ("softbreak", "hardbreak") else child.content
            seen.append(words)
            marked += [words] if depth > 0 else []
    return "".join(seen), "".join(marked)


def _in_annotations(data: bytes) -> Iterator[Quoted]:
    """Yield what annotations that this program wrote quote, however deep in a file they stand."""
    try:
        pending: list[Any] = [parsed(data)]
    except ImportingError:
        return
    while pending:
        each = pending.pop()
        if isinstance(each, list):
            pending += reversed(each)
        elif isinstance(each, dict) and isinstance(each.get(MARK), dict):
            target = each.get("target")
            selectors = listed(target.get("selector")) if isinstance(target, dict) else []
            exact = next((string(one.get("exact")) for one in selectors if is_a(one, "TextQuoteSelector")), "")
            yield Quoted(string(each[MARK].get("reader:id")), exact)
        elif isinstance(each, dict):
            pending += [each[key] for key in ("items", "@graph", "first", "next") if key in each]


def _in_table(text: str) -> Iterator[Quoted]:
    try:
        for row in csv.DictReader(io.StringIO(text, newline="")):
            yield Quoted(str(row.get("id")), as_written(str(row.get("quote") or "")))
    except csv.Error:
        return
