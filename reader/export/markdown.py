"""A document's highlights as a Markdown file that any Markdown reader shows well."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final, TypeVar

from reader.export import front
from reader.export.citation import place, short_day
from reader.export.context import Context, quote_in_context
from reader.export.escape import escape, hashtag, quote, url
from reader.export.marked import MarkedDocument
from reader.export.notes import with_note
from reader.export.splice import LEADS
from reader.notebook import Placed
from reader.settings import colour_name
from reader.text.mention import Mention
from reader.text.safety import safe_line

M = TypeVar("M", bound=Mention)

KINDS: Final = {"person": "people", "organization": "organizations", "place": "places"}
"""Kinds of entities that are properties of a file, and what they are called there."""

_SECTIONS: Final = {"certain": "Highlights", "review": "To check", "orphan": "Highlights that lost their place"}
_MINE: Final = "My notes"
_LONGEST_READING: Final = 300


@dataclass(frozen=True, slots=True)
class Look:
    """How highlights are written."""

    context: Context = "none"
    """How much of the text around a passage is quoted with it."""

    wikilinks: bool = False
    """Whether sources and names are linked in double square brackets, as in a wiki."""


@dataclass(frozen=True, slots=True)
class Source:
    """A document with its highlights, as an export names it."""

    marked: MarkedDocument
    link: str = ""
    """Path of the file as seen from the export, with `/` between its parts; empty where there is none to link to."""

    look: Look = field(default_factory=Look)

    @property
    def file(self) -> str:
        """The name of the file, without the folders it is in."""
        return safe_line(self.marked.name.rpartition("/")[2])

    @property
    def title(self) -> str:
        """The title of the document, or its file's name."""
        document = self.marked.document
        return document.title if document else self.file

    @property
    def id(self) -> str:
        """By what the file is known to be about this document, wherever it is moved."""
        return self.marked.document.id if self.marked.document else self.marked.placed[0].highlight.document

    @property
    def day(self) -> date | None:
        """The day the document belongs to."""
        document = self.marked.document
        return document.published.day if document and document.published else None

    def links_to(self, text: str) -> str:
        """Return a link to the document, or the text where there is nothing to link to."""
        if not self.link:
            return text
        if self.look.wikilinks and is_linkable(self.file):
            return f"[[{self.file}|{text}]]"
        return f"[{text}]({url(self.link)})"


def document_markdown(source: Source) -> str:
    """Return the file of a document: its properties, and its highlights in the order of the text, the lost ones last."""
    parts = [front_matter(source), *_body(source), f"## {_MINE}"]
    return "\n\n".join(parts) + "\n"


def single_markdown(sources: Sequence[Source], title: str) -> str:
    """Return one file with the highlights of several documents, a part for each."""
    counts = Counter(source.title for source in sources)
    lines = [front.line("title", title), front.line("tags", ["reader"]), front.line("reader_doc", "all")]
    parts = ["---\n" + "\n".join(lines) + "\n---"]
    for source in sources:
        parts += _body(source, name=safe_line(source.marked.name) if counts[source.title] > 1 else "")
    return "\n\n".join([*parts, f"# {_MINE}"]) + "\n"


def front_matter(source: Source) -> str:
    """Return the properties of a document's file, all of them flat."""
    document, title = source.marked.document, source.title
    lines = [front.line("title", title)]
    short, colon, rest = title.partition(": ")
    if colon and short.strip() and rest.strip():
        lines.append(front.line("aliases", [short.strip()]))
    lines.append(front.line("source", safe_line(source.marked.name)))
    if document:
        lines.append(front.line("source_sha256", document.sha256))
    if source.day:
        lines.append(f"published: {source.day.isoformat()}")
    lines.append("tags: [reader]")
    for key, values in properties(source, source.marked.placed).items():
        lines.append(front.line(key, values))
    lines.append(front.line("reader_doc", source.id))
    if changed := max((mark.highlight.modified for mark in source.marked.placed), default=""):
        lines.append(f"modified: {changed[:19]}")
    return "\n".join(["---", *lines, "---"])


def properties(source: Source, marks: Iterable[Placed]) -> dict[str, list[str]]:
    """Return who and when is in highlights, as far as they have their place in the text."""
    found: dict[str, dict[str, None]] = {}
    for mark in marks:
        for entity, kind in entities_in(source, mark):
            if kind in KINDS:
                found.setdefault(KINDS[kind], {})[entity] = None
        for _phrase, value in dates_in(source, mark):
            found.setdefault("dates", {})[value] = None
    order = (*KINDS.values(), "dates")
    return {key: sorted(found[key], key=lambda name: (name.casefold(), name)) for key in order if key in found}


def entities_in(source: Source, mark: Placed) -> list[tuple[str, str]]:
    """Return the entities that a highlight names, each with its kind."""
    return list(
        dict.fromkeys(
            (safe_line(entity.name), entity.kind)
            for entity in source.marked.found.entities
            if _within(entity.mentions, mark)
        )
    )


def dates_in(source: Source, mark: Placed) -> list[tuple[str, str]]:
    """Return the date expressions of a highlight with what they mean on the calendar."""
    dates = _within(source.marked.found.dates, mark)
    return [(each.text, each.value) for each in dates if each.interval]


def _within(mentions: Sequence[M], mark: Placed) -> list[M]:
    """Return the mentions, given in their order, that lie in a highlight which has its place for certain."""
    where = mark.placement
    if where.status != "certain":
        return []
    first = bisect_left(mentions, where.start, key=lambda mention: mention.start)
    after = bisect_left(mentions, where.end, lo=first, key=lambda mention: mention.start)
    return [mention for mention in mentions[first:after] if mention.end <= where.end]


def is_linkable(name: str) -> bool:
    """Tell whether a name can stand in a link of double square brackets."""
    return bool(name.strip()) and not set(name) & set("[]|#^\n\\`<*$")


def _body(source: Source, name: str = "") -> Iterator[str]:
    facts = [long_day(source.day)] if source.day else []
    facts.append(source.links_to(escape(safe_line(source.marked.name))))
    yield f"# {escape(f'{source.title} ({name})' if name else source.title)}"
    yield " · ".join(facts)
    for status, title in _SECTIONS.items():
        marks = [mark for mark in source.marked.placed if mark.placement.status == status]
        if marks:
            yield f"## {title}"
            yield from [LEADS[title]] if title in LEADS else []
            yield from (block(source, mark) for mark in marks)


def block(source: Source, mark: Placed) -> str:
    """Return a highlight as a quote that ends with its source and its id, with its facts and its note below."""
    highlight = mark.highlight
    origin = [f"*{escape(source.file)}*"]
    if source.day:
        origin.append(short_day(source.day))
    if mark.placement.status == "certain" and source.marked.document:
        origin.append(source.links_to(place(source.marked.document, mark.placement.start)))
    words = f"{quoted(source, mark)}\n>\n> — {', '.join(origin)} ^{highlight.id}"
    return with_note(f"{words}\n\n{' · '.join(_facts(source, mark))}", highlight.id, highlight.note)


def quoted(source: Source, mark: Placed) -> str:
    """Return what was marked as a block quote, with what stands around it where that is wanted."""
    document, where, exact = source.marked.document, mark.placement, mark.highlight.anchor.exact
    if document and where.status == "certain" and document.text[where.start : where.end] == exact:
        return quote_in_context(document, where.start, where.end, source.look.context)
    return quote(exact)


def reads_now(source: Source, mark: Placed) -> str:
    """Return what the source now reads where a passage was found, or an empty string where that is what was marked."""
    document, where = source.marked.document, mark.placement
    if document is None or where.status == "orphan":
        return ""
    now = " ".join(safe_line(document.text[where.start : where.end]).split())
    if now == " ".join(safe_line(mark.highlight.anchor.exact).split()):
        return ""
    return now if len(now) <= _LONGEST_READING else f"{now[:_LONGEST_READING]}…"


def _facts(source: Source, mark: Placed) -> list[str]:
    highlight, where = mark.highlight, mark.placement
    facts = [escape(safe_line(colour_name(highlight.colour)))]
    if where.status == "certain":
        facts.append(f"characters {where.start}–{where.end}")
    else:
        facts.append(f"characters {highlight.anchor.start}–{highlight.anchor.end} in an earlier text")
    if where.status == "review":
        facts.append(f"moved? probably now at characters {where.start}–{where.end}")
    if now := reads_now(source, mark):
        facts.append(f"the source now reads “{escape(now)}”")
    facts += [f"“{escape(safe_line(phrase))}” → {value}" for phrase, value in dates_in(source, mark)]
    if names := [_name(name, source.look) for name, _kind in entities_in(source, mark)]:
        facts.append(f"names {', '.join(names)}")
    if highlight.created:
        facts.append(f"highlighted {highlight.created[:10]}")
    return facts + [hashtag(tag) for tag in highlight.tags]


def _name(name: str, look: Look) -> str:
    return f"[[{name}]]" if look.wikilinks and is_linkable(name) else escape(name)


def long_day(day: date) -> str:
    """Return a day as people write it in English: 1 February 2025."""
    return f"{day.day} {day:%B} {day.year}"
