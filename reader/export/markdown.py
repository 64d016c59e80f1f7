"""A document's highlights as a Markdown file that any Markdown reader shows well."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from reader.dates import DateMention
from reader.documents import Document
from reader.export.citation import place, short_day
from reader.export.escape import escape, quote, url
from reader.notebook import Placed
from reader.text.safety import safe_line


@dataclass(frozen=True, slots=True)
class Source:
    """A document as an export names it."""

    document: Document
    link: str
    """Path of the file as seen from the export, with `/` between its parts."""

    dates: tuple[DateMention, ...] = ()
    """The document's date mentions; those inside a quote are shown beside it."""


def document_markdown(source: Source, placed: Iterable[Placed]) -> str:
    """Return a document's highlights as Markdown, in the order of the text; those that lost their place come last."""
    document = source.document
    marks = list(placed)
    certain = [mark for mark in marks if mark.placement.status == "certain"]
    lost = [mark for mark in marks if mark.placement.status != "certain"]
    parts = [_front_matter(document, marks), _heading(source)]
    if certain:
        parts += ["## Highlights", *(_block(source, mark) for mark in certain)]
    if lost:
        parts += ["## Highlights that lost their place", _LOST, *(_block(source, mark) for mark in lost)]
    return "\n\n".join(parts) + "\n"


_LOST: Final = "The text of the source changed, and these passages are no longer found in it with certainty."


def _front_matter(document: Document, marks: list[Placed]) -> str:
    lines = [
        "---",
        f"title: {_yaml(document.title)}",
        f"source: {_yaml(safe_line(document.name))}",
        f'source_sha256: "{document.sha256}"',
    ]
    if document.published:
        lines.append(f"published: {document.published.day.isoformat()}")
    lines += ["tags: [reader]", f'reader_doc: "{document.id}"']
    if changed := max((mark.highlight.modified for mark in marks), default=""):
        lines.append(f"modified: {_seconds(changed)}")
    return "\n".join([*lines, "---"])


def _heading(source: Source) -> str:
    document = source.document
    facts = [f"[{escape(safe_line(document.name))}]({url(source.link)})"]
    if document.published:
        facts.insert(0, long_day(document.published.day))
    return f"# {escape(document.title)}\n\n{' · '.join(facts)}"


def _block(source: Source, mark: Placed) -> str:
    highlight, placement, document = mark.highlight, mark.placement, source.document
    is_certain = placement.status == "certain"
    origin = [f"*{escape(safe_line(document.name.rpartition('/')[2]))}*"]
    if document.published:
        origin.append(short_day(document.published.day))
    if is_certain:
        origin.append(f"[{place(document, placement.start)}]({url(source.link)})")
    where = f"{placement.start}–{placement.end}" if is_certain else f"{highlight.anchor.start}–{highlight.anchor.end}"
    facts = [highlight.colour, f"characters {where}{'' if is_certain else ' in an earlier text'}"]
    if is_certain:
        facts += [
            f"“{escape(safe_line(mention.text))}” → {mention.value}"
            for mention in source.dates
            if placement.start <= mention.start and mention.end <= placement.end and mention.interval
        ]
    facts.append(f"highlighted {highlight.created[:10]}")
    facts += [f"#{tag}" for tag in highlight.tags]
    block = f"{quote(highlight.anchor.exact)}\n>\n> — {', '.join(origin)} ^{highlight.id}\n\n{' · '.join(facts)}"
    return f"{block}\n\n**Note.** {highlight.note.strip()}" if highlight.note.strip() else block


def long_day(day: date) -> str:
    """Return a day as people write it in English: 1 February 2025."""
    return f"{day.day} {day:%B} {day.year}"


def _seconds(time: str) -> str:
    return time[:19]


def _yaml(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)
