"""Reads a Markdown file as what an export is made of: front matter, headings, blocks of highlights, everything else.

A block is the quote that ends with ` ^` and the id of a highlight, with its facts and its note below: all up to the next
quote or heading, or to a line that says where it ends. Where the id ends other lines than those of a quote, as a template
may have it, the lines up to the blank one before it count as the quote.
"""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from typing import Final

from reader.export.front import Front, front_of

_ID: Final = re.compile(r"(?:^|\s)\^([A-Za-z0-9_-]{1,64})\s*$")
_QUOTE: Final = re.compile(r" {0,3}>")
_HEADING: Final = re.compile(r" {0,3}(#{1,6})(?:[ \t]+(.*?))??(?:[ \t]+#+)?[ \t]*$")
_FENCE: Final = re.compile(r" {0,3}(`{3,}(?=[^`]*$)|~{3,})")
_COMMENT: Final = re.compile(r" {0,3}<!--(?!.*-->)")
_REMARK: Final = re.compile(
    r"<!-- reader: (changed|deleted) on \d{4}-\d\d-\d\d, see ([A-Za-z0-9_-]{1,64}) in reader -->\s*$"
)
_END: Final = re.compile(r"<!-- end of ([A-Za-z0-9_-]{1,64}) -->\s*$")


def fingerprint(text: str) -> str:
    """Return by what the notebook remembers a block, given with line feeds between its lines and none after it."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def end_line(mark_id: str) -> str:
    """Return the line that says where a block ends; for blocks with notes that would end it before."""
    return f"<!-- end of {mark_id} -->"


@dataclass(slots=True)
class Block:
    """Where the block of a highlight stands, in lines; half-open."""

    id: str
    start: int
    end: int
    """After its last line; what a person wrote right below it is part of it, as far as that can be seen here."""

    remark: int | None = None
    """The line of an earlier export, below the block, that says what became of the highlight meanwhile."""

    stop: int = 0
    """Where the next quote, heading or block begins, or the end of the file."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading and the headings it stands under."""

    line: int
    level: int
    path: tuple[str, ...]
    """The texts of the headings above it and its own."""


@dataclass(slots=True)
class Page:
    """A Markdown file, read line by line; it is the same text again when its lines are joined."""

    lines: list[str]
    """Each with its line end."""

    front: Front | None
    body: int
    """The first line after the front matter."""

    blocks: dict[str, Block] = field(default_factory=dict)
    """By id, in their order; of two with one id the first."""

    headings: list[Heading] = field(default_factory=list)
    named: set[str] = field(default_factory=set)
    """Ids at the end of any line, be it of a block or not."""

    def text(self, start: int, end: int) -> str:
        """Return lines as they would be between line feeds, whatever their ends."""
        return "\n".join(bare(line) for line in self.lines[start:end])

    def is_blank(self, line: int) -> bool:
        """Tell whether there is nothing in a line."""
        return not self.lines[line].strip()

    def trimmed(self, end: int, start: int = 0) -> int:
        """Return `end` or, where blank lines stand before it, the first of them."""
        while end > start and self.is_blank(end - 1):
            end -= 1
        return end

    def section(self, line: int) -> Heading | None:
        """Return the heading that a line stands under."""
        at = bisect_left(self.headings, line, key=lambda heading: heading.line)
        return self.headings[at - 1] if at else None

    def section_end(self, heading: Heading) -> int:
        """Return the line of the next heading that is no part of a section, or the number of lines."""
        first = bisect_right(self.headings, heading.line, key=lambda other: other.line)
        later = (self.headings[at] for at in range(first, len(self.headings)))
        return next((other.line for other in later if other.level <= heading.level), len(self.lines))

    def known_end(self, block: Block, known: frozenset[str]) -> int | None:
        """Return where the longest beginning of a block ends that was written by an export, if there is one.

        What a person wrote below it, after a blank line, comes after that.
        """
        found, digest = None, sha256()
        for at in range(block.start, block.end):
            digest.update(("\n" if at > block.start else "").encode())
            digest.update(bare(self.lines[at]).encode("utf-8", "surrogatepass"))
            is_break = at + 1 == block.end or self.is_blank(at + 1)
            if is_break and not self.is_blank(at) and digest.hexdigest() in known:
                found = at + 1
        return found


def bare(line: str) -> str:
    """Return a line without its line end."""
    return line.removesuffix("\n").removesuffix("\r")


def remark(mark_id: str, what: str, day: date) -> str:
    """Return the line that says below a block of the person's what became of its highlight: changed or deleted."""
    return f"<!-- reader: {what} on {day.isoformat()}, see {mark_id} in reader -->"


def is_remark(line: str, what: str) -> bool:
    """Tell whether a line of an export says of a highlight that it was changed, or deleted."""
    match = _REMARK.match(line)
    return match is not None and what == match[1]


def parse(text: str, is_block: Callable[[str], bool] = lambda _id: True) -> Page:
    """Read a Markdown file.

    Args:
        text: what is in it.
        is_block: tells which of the ids at the ends of lines are those of highlights.
    """
    lines = re.findall(r"[^\n]*\n|[^\n]+", text)
    front = front_of(lines)
    return _Scanner(Page(lines, front, front.end if front else 0), is_block).run()


class _Scanner:
    """Goes through the lines of a page once and notes its blocks and headings."""

    def __init__(self, page: Page, is_block: Callable[[str], bool]) -> None:
        self._page = page
        self._lines = [bare(line) for line in page.lines]
        self._ids = [self._id_of(line, is_block) for line in self._lines]
        self._ends: dict[str, list[int]] = defaultdict(list)
        self._above: list[tuple[int, str]] = []
        self._last: Block | None = None
        """The last block, while nothing came that ends it and what belongs to it."""
        self._is_open = False
        """Whether what comes is part of the last block."""

    def _id_of(self, line: str, is_block: Callable[[str], bool]) -> str:
        match = _ID.search(line) if "^" in line else None
        return match[1] if match and is_block(match[1]) else ""

    def run(self) -> Page:
        page = self._page
        page.named = {found for found in self._ids[page.body :] if found}
        for at in range(page.body, len(self._lines)):
            if match := _END.match(self._lines[at]):
                self._ends[match[1]].append(at)
        at = page.body
        while at < len(self._lines):
            at = self._step(at)
        self._stop(at)
        return page

    def _step(self, at: int) -> int:
        line = self._lines[at]
        if not line.strip():
            return at + 1
        if fence := _FENCE.match(line):
            return self._after_fence(at, fence[1])
        if _COMMENT.match(line):
            return next((n + 1 for n in range(at, len(self._lines)) if "-->" in self._lines[n]), len(self._lines))
        if heading := _HEADING.match(line):
            self._stop(at)
            self._add_heading(at, len(heading[1]), (heading[2] or "").strip())
            return at + 1
        if remark := _REMARK.match(line):
            if self._last is not None and self._last.remark is None and self._last.id == remark[2]:
                self._close(at)
                self._last.remark = at
            return at + 1
        return self._chunk(at)

    def _after_fence(self, at: int, opening: str) -> int:
        closing = re.compile(rf" {{0,3}}{re.escape(opening[0])}{{{len(opening)},}}[ \t]*$")
        return next((n + 1 for n in range(at + 1, len(self._lines)) if closing.match(self._lines[n])), len(self._lines))

    def _add_heading(self, at: int, level: int, text: str) -> None:
        while self._above and self._above[-1][0] >= level:
            self._above.pop()
        self._above.append((level, text))
        self._page.headings.append(Heading(at, level, tuple(text for _level, text in self._above)))

    def _chunk(self, at: int) -> int:
        """Take the lines up to the next blank one, or to another kind of thing; return the line after them."""
        is_quote = _QUOTE.match(self._lines[at]) is not None
        end = at + 1
        while end < len(self._lines) and self._goes_on(end, is_quote=is_quote):
            end += 1
        if is_quote:
            self._stop(at)
        first = at
        for line in range(at, end):
            if mark_id := self._ids[line]:
                after = self._open(mark_id, first, line + 1)
                if after is not None:
                    return after
                first = line + 1
        return end

    def _goes_on(self, at: int, *, is_quote: bool) -> bool:
        line = self._lines[at]
        if is_quote:
            return _QUOTE.match(line) is not None
        return not (
            not line.strip()
            or _QUOTE.match(line)
            or _FENCE.match(line)
            or _HEADING.match(line)
            or line.startswith("<!--")
        )

    def _open(self, mark_id: str, start: int, after: int) -> int | None:
        """Begin a block; where a line says where it ends, return the line after that."""
        self._stop(start)
        ends = self._ends.get(mark_id, [])
        at = bisect_left(ends, after)
        # where the same id comes first, the line belongs to a copy of the block
        is_mine = at < len(ends) and mark_id not in self._ids[after : ends[at]]
        end = ends[at] + 1 if is_mine else None
        if mark_id not in self._page.blocks:
            self._last = self._page.blocks[mark_id] = Block(mark_id, start, end or after)
            self._is_open = end is None
        return end

    def _close(self, at: int) -> None:
        if self._last is not None and self._is_open:
            self._last.end = self._page.trimmed(at, self._last.end)
        self._is_open = False

    def _stop(self, at: int) -> None:
        self._close(at)
        if self._last is not None:
            self._last.stop = at
        self._last = None
