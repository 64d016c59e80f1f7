"""What is said below the paragraphs of a text: what is marked there, who is named, which dates."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from reader.cli.changing import mark_json
from reader.cli.output import date_json, mention_json
from reader.corpus import Found
from reader.documents import Document
from reader.notebook import Placed
from reader.settings import colour_name
from reader.text.safety import safe_line
from reader.text.sentences import paragraphs

_STATE: Final = {"certain": "", "review": " moved?"}


@dataclass(frozen=True, slots=True)
class Remark:
    """What is said of a passage."""

    start: int
    end: int
    kind: str
    """`mark`, or the kind of a mention."""

    said: str
    data: dict[str, object]
    """The same for programs."""

    @property
    def line(self) -> str:
        """The remark as it is printed: its place and kind in brackets, so that it is told from the text."""
        return f"[{self.start}–{self.end} {self.said}"


def mark_remarks(document: Document, placed: Iterable[Placed]) -> list[Remark]:
    """Return what is marked in a text, as far as it was found there, with the words it was made of where they changed."""
    remarks = []
    for each in placed:
        mark, at = each.highlight, each.placement
        if at.status == "orphan":
            continue
        tags = "".join(f" #{tag}" for tag in mark.tags)
        note = f" — {_line(mark.note)}" if mark.note else ""
        now, before = _line(document.text[at.start : at.end]), _line(mark.anchor.exact)
        was = f" (was “{before}”)" if before != now else ""
        said = f"mark {colour_name(mark.colour)}{_STATE[at.status]}{tags}] {now}{was}{note}"
        data = {**mark_json(mark), "start": at.start, "end": at.end, "status": at.status}
        remarks.append(Remark(at.start, at.end, "mark", said, data))
    return remarks


def name_remarks(found: Found) -> list[Remark]:
    """Return who and what is named in a text."""
    remarks = []
    for entity in found.entities:
        for mention in entity.mentions:
            name = f" = {entity.name}" if entity.name != mention.text else ""
            said = f"{mention.kind}] {_line(mention.text + name)}"
            remarks.append(
                Remark(mention.start, mention.end, mention.kind, said, mention_json(mention, entity=entity.name))
            )
    return remarks


def date_remarks(found: Found) -> list[Remark]:
    """Return the dates of a text, with what they mean and why."""
    return [
        Remark(
            mention.start,
            mention.end,
            mention.kind,
            f"{mention.kind}] {_line(mention.text)} → {mention.value or '?'} ({mention.reading.rule})",
            date_json(mention),
        )
        for mention in found.dates
    ]


def below_paragraphs(text: str, remarks: Sequence[Remark]) -> Iterator[tuple[int, Remark]]:
    """Yield each remark, in order, with the end of the paragraph that it is said below."""
    spans = list(paragraphs(text)) if remarks else []
    starts = [start for start, _end in spans]
    for remark in sorted(remarks, key=lambda each: (each.start, each.end)):
        at = bisect_right(starts, remark.start) - 1
        yield (spans[at][1] if at >= 0 else 0), remark


def _line(text: str) -> str:
    return " ".join(safe_line(text).split())
