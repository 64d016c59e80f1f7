"""Exports by a template of one's own, for the whole file of a document; its blocks are found again by their ids."""

import json
from pathlib import Path
from typing import Any, Final

from jinja2 import TemplateSyntaxError

from reader.export import front
from reader.export.blocks import Page, bare, parse
from reader.export.citation import citation, paragraph_number
from reader.export.context import around
from reader.export.escape import escape, quote, url
from reader.export.markdown import Source, block, dates_in, entities_in, properties, reads_now
from reader.export.sandbox import environment, limited, line_of
from reader.export.tables import table_csv
from reader.notebook import Placed
from reader.settings import colour_name
from reader.text.safety import safe_line

_LARGEST: Final = 1_000_000
"""Octets of a template."""

_TOLD: Final = 300


class TemplateError(Exception):
    """A template cannot be used; the message says which, in which line, and why."""


class Template:
    """A Jinja template for the file of a document.

    It is given `title`, `name`, `file`, `link`, `id`, `published`, `sha256`, `people`, `organizations`, `places`,
    `dates` and `highlights`. Each of these has `id`, `quote`, `context`, `note`, `tags`, `colour`, `colour_name`,
    `dates` (each with `text` and `value`), `entities` (each with `name` and `kind`), `start`, `end`, `paragraph`, `page`,
    `status`, `now`, `created`, `modified`, `citation` and `block`, which is the highlight as it is usually written.
    The filters `md`, `blockquote`, `yaml`, `csv` and `url` write a text so that it is read back as that text.
    """

    def __init__(self, text: str, name: str = "template") -> None:
        """Compile a template.

        Raises:
            TemplateError: it cannot be understood.
        """
        self._name = name
        filters = {"md": _md, "blockquote": _blockquote, "yaml": _yaml, "csv": _csv, "url": _url}
        try:
            self._template = environment(filters).from_string(text)
        except TemplateSyntaxError as error:
            raise self._problem(error) from None
        except (ValueError, RecursionError, OverflowError, MemoryError) as error:
            raise TemplateError(f"{safe_line(name)}: it cannot be understood: {type(error).__name__}") from None

    @classmethod
    def read(cls, path: Path) -> "Template":
        """Read a template.

        Raises:
            TemplateError: it cannot be read or understood.
        """
        try:
            data = path.read_bytes()
            if len(data) > _LARGEST:
                raise TemplateError(f"{safe_line(str(path))}: it is too large for a template")
            return cls(data.decode("utf-8-sig"), str(path))
        except OSError as error:
            raise TemplateError(f"{safe_line(str(path))}: {error.strerror or error}") from None
        except UnicodeDecodeError:
            raise TemplateError(f"{safe_line(str(path))}: it is not UTF-8") from None

    def render(self, source: Source) -> str:
        """Return the file of a document; the ids of its highlights are in it, be they in the template or not.

        Raises:
            TemplateError: the template asks for something that there is not, or for too much.
        """
        given = variables(source)
        try:
            text = limited(lambda: self._template.generate(given))
        except Exception as error:  # noqa: BLE001 (whatever a template does wrong is its author's to know, in one line)
            raise self._problem(error) from None
        return _with_document(_with_ids(text.replace("\r\n", "\n").replace("\r", "\n"), source), source.id)

    def _problem(self, error: BaseException) -> TemplateError:
        line = line_of(error)
        where = f"{self._name}, line {line}" if line else self._name
        said = safe_line(" ".join(str(error).split())) or type(error).__name__
        return TemplateError(f"{safe_line(where)}: {said[:_TOLD]}")


def variables(source: Source) -> dict[str, Any]:
    """Return what a template is given of a document: texts, numbers and lists, nothing that can do anything."""
    document = source.marked.document
    found = properties(source, source.marked.placed)
    return {
        "title": source.title,
        "name": safe_line(source.marked.name),
        "file": source.file,
        "link": source.link,
        "id": source.id,
        "published": source.day.isoformat() if source.day else "",
        "sha256": document.sha256 if document else "",
        **{key: found.get(key, []) for key in ("people", "organizations", "places", "dates")},
        "highlights": [_highlight(source, mark) for mark in source.marked.placed],
    }


def _highlight(source: Source, mark: Placed) -> dict[str, Any]:
    highlight, where, document = mark.highlight, mark.placement, source.marked.document
    known = document is not None and where.status == "certain"
    first, last = around(document, where.start, where.end, "sentence") if document and known else (0, 0)
    return {
        "id": highlight.id,
        "quote": highlight.anchor.exact,
        "context": document.text[first:last] if document and known else highlight.anchor.sentence,
        "note": highlight.note,
        "tags": list(highlight.tags),
        "colour": highlight.colour,
        "colour_name": safe_line(colour_name(highlight.colour)),
        "dates": [{"text": safe_line(text), "value": value} for text, value in dates_in(source, mark)],
        "entities": [{"name": name, "kind": kind} for name, kind in entities_in(source, mark)],
        "start": where.start if known else highlight.anchor.start,
        "end": where.end if known else highlight.anchor.end,
        "paragraph": paragraph_number(document, where.start) if document and known else 0,
        "page": (document.page_of(where.start) or 0) if document and known else 0,
        "status": where.status,
        "now": reads_now(source, mark),
        "created": highlight.created,
        "modified": highlight.modified,
        "citation": citation(document, where.start, where.end) if document and known else "",
        "block": block(source, mark),
    }


def _with_document(text: str, document: str) -> str:
    """Return a file that says which document it is about, so that it is found again wherever it is moved."""
    page = parse(text)
    if page.front is None:
        return f"---\n{front.line('reader_doc', document)}\n---\n\n{text}"
    if front.text_of(page.front, "reader_doc") == document:
        return text
    lines = list(page.lines)
    if "reader_doc" in page.front.keys:
        start, end = page.front.keys["reader_doc"]
        del lines[start:end]
        lines.insert(start, front.line("reader_doc", document) + "\n")
    else:
        lines.insert(page.front.end - 1, front.line("reader_doc", document) + "\n")
    return "".join(lines)


def _with_ids(text: str, source: Source) -> str:
    """Return a file in which every highlight has its id: at the end of what quotes it, or of a block of its own."""
    text = text.rstrip("\n") + "\n"
    ids = {mark.highlight.id for mark in source.marked.placed}
    page = parse(text, ids.__contains__)
    missing = [mark for mark in source.marked.placed if mark.highlight.id not in page.blocks]
    if not missing:
        return text
    lines = [bare(line) for line in page.lines]
    at = page.body
    for mark in missing:
        line = _line_of_quote(page, lines, mark, at)
        if line is not None:
            lines[line] += f" ^{mark.highlight.id}"
            at = line + 1
    text = "\n".join(lines) + "\n"
    there = parse(text, ids.__contains__).blocks
    rest = [block(source, mark) for mark in missing if mark.highlight.id not in there]
    return "\n\n".join([text.rstrip("\n"), *rest]) + "\n"


def _line_of_quote(page: Page, lines: list[str], mark: Placed, at: int) -> int | None:
    """Return the last line of the paragraph that begins to quote a highlight, at or after a line."""
    first = next(iter(mark.highlight.anchor.exact.strip().split("\n")), "").strip()[:40]
    if not first:
        return None
    forms = {first, escape(first)}
    taken = {line for each in page.blocks.values() for line in range(each.start, each.end)}
    for line in range(at, len(lines)):
        if line not in taken and any(form in lines[line] for form in forms):
            while line + 1 < len(lines) and lines[line + 1].strip() and not lines[line + 1].lstrip().startswith("#"):
                line += 1  # noqa: PLW2901 (the loop ends here)
            return line
    return None


def _md(value: object) -> str:
    return escape(str(value))


def _blockquote(value: object) -> str:
    return quote(str(value))


def _yaml(value: object) -> str:
    return json.dumps(list(value) if isinstance(value, list | tuple) else str(value), ensure_ascii=False)


def _csv(value: object) -> str:
    cells = value if isinstance(value, list | tuple) else [value]
    return table_csv((), [cells]).strip("\r\n")


def _url(value: object) -> str:
    return url(str(value))
