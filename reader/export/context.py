"""A passage inside its sentence or paragraph, with what was marked in bold."""

from typing import Final, Literal

from reader.documents import Document
from reader.export.escape import quote
from reader.text.sentences import paragraphs, sentence_at

Context = Literal["none", "sentence", "paragraph"]

_LONGEST: Final = 4_000
"""Characters of a sentence or paragraph that is quoted around a passage; what is longer is not prose."""


def quote_in_context(document: Document, start: int, end: int, context: Context) -> str:
    """Return a passage as a block quote, with the sentences or paragraphs around it where they are wanted.

    What was marked is in bold, or in a `<mark>` where Markdown knows no bold, as in the middle of a word. Where neither
    can be read back as the same words, the passage stands alone.
    """
    text = document.text
    start, end = _trimmed(text, start, end)
    first, last = around(document, start, end, context)
    if (first, last) == (start, end):
        return quote(text[start:end])
    left, right = _signs(text[first:last])
    marked = _marked(text[first:start], text[start:end], text[end:last], left, right)
    for opening, closing in (("**", "**"), ("<mark>", "</mark>")):
        written = quote(marked).replace(left, opening).replace(right, closing)
        written = written.replace(f"{opening}#", f"{opening}\\#").replace(f"{opening}^", f"{opening}\\^")
        if _reads_back(written, text[first:last], text[start:end]):
            return written
    return quote(text[start:end])


def around(document: Document, start: int, end: int, context: Context) -> tuple[int, int]:
    """Return the sentences or the paragraphs that a passage lies in, or the passage where they are very long."""
    text = document.text
    if context == "none" or start >= end:
        return start, end
    if context == "sentence":
        first, last = sentence_at(text, start)[0], sentence_at(text, end - 1)[1]
    else:
        spans = [span for span in paragraphs(text) if span[0] < end and span[1] > start]
        first, last = (spans[0][0], spans[-1][1]) if spans else (start, end)
    first, last = min(first, start), max(last, end)
    return (first, last) if last - first <= _LONGEST + end - start else (start, end)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _signs(text: str) -> tuple[str, str]:
    """Return two characters that are not in a text."""
    free = (chr(code) for code in range(0xE000, 0xF8FF) if chr(code) not in text)
    return next(free), next(free)


def _marked(before: str, inside: str, after: str, left: str, right: str) -> str:
    """Put signs around each paragraph of what was marked: no emphasis goes on over a blank line."""
    lines = inside.split("\n")
    out = [before]
    for at, line in enumerate(lines):
        is_first = at == 0 or not lines[at - 1].strip()
        is_last = at + 1 == len(lines) or not lines[at + 1].strip()
        opened = f"{left}{line.lstrip()}" if is_first and line.strip() else line
        out.append(f"{opened.rstrip()}{right}" if is_last and line.strip() else opened)
        out.append("\n" if at + 1 < len(lines) else "")
    return "".join([*out, after])


def _reads_back(written: str, text: str, inside: str) -> bool:
    """Tell whether a reader of Markdown sees the words of a text, and those that were marked as such."""
    from markdown_it import MarkdownIt  # noqa: PLC0415 (only where context is wanted)

    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(written)
    outer = [token.type for token in tokens if token.level == 0]
    if outer != ["blockquote_open", "blockquote_close"]:
        return False
    seen: list[str] = []
    marked: list[str] = []
    depth = 0
    for token in tokens:
        for child in token.children or ():
            if child.type in ("strong_open", "strong_close") or child.content in ("<mark>", "</mark>"):
                depth += -1 if child.type == "strong_close" or child.content == "</mark>" else 1
            elif child.type in ("text", "softbreak", "hardbreak"):
                content = child.content if child.type == "text" else " "
                seen.append(content)
                marked += [content] if depth else []
            else:
                return False
        seen.append(" ")
        marked.append(" ")
    return _words("".join(seen)) == _words(text) and _words("".join(marked)) == _words(inside)


def _words(text: str) -> str:
    return "".join(text.split())
