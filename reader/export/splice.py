"""Puts lines into a file and takes lines out of it, and finds the place where a block belongs."""

from bisect import bisect_right
from collections import Counter, defaultdict
from typing import Final

from reader.export.blocks import Block, Heading, Page, bare, parse

Path = tuple[str, ...]
"""The heading of a section after those it stands under."""

LEADS: Final = {
    "To check": "The text of the source changed. These passages were found in it again, but not with certainty.",
    "Highlights that lost their place": (
        "These passages are no longer found with certainty: their source changed, or is not there any more."
    ),
}
"""Headings that only stand where there is something under them, and what stands between."""


class Splice:
    """Changes to the lines of a file, made all at once; every line that none of them names stays as it is."""

    def __init__(self, page: Page) -> None:
        """Begin with no changes; new lines end as most lines of the file do."""
        self._page = page
        with_return = sum(line.endswith("\r\n") for line in page.lines)
        self._newline = "\r\n" if with_return * 2 > len(page.lines) else "\n"
        self._replaced: dict[int, tuple[int, list[str]]] = {}
        self._inserted: dict[int, list[tuple[list[str], bool]]] = {}

    def insert(self, at: int, lines: list[str], *, apart: bool = True) -> None:
        """Put lines before line `at`, after those put there already; `apart` keeps a blank line around them."""
        self._inserted.setdefault(at, []).append((lines, apart))

    def replace(self, start: int, end: int, lines: list[str]) -> None:
        """Put lines in the place of others."""
        self._replaced[start] = (end, lines)

    def remove(self, start: int, end: int) -> None:
        """Take lines out, and the blank lines that would be doubled by that."""
        self._replaced[start] = (end, [])

    def text(self) -> str:
        """Return the file with all changes made."""
        lines = list(self._page.lines)
        is_whole = not lines or lines[-1].endswith("\n")
        if not is_whole:
            lines[-1] += self._newline
        out = _Out(self._newline, body=self._page.body)
        at = 0
        while at <= len(lines):
            for new, apart in self._inserted.get(at, ()):
                out.put(new, apart=apart)
            if at == len(lines):
                break
            end, new_lines = self._replaced.get(at, (at + 1, None))
            if new_lines is None:
                out.keep(lines[at])
            elif new_lines:
                out.put(new_lines, apart=False)
            else:
                out.close_gap()
            at = end
        text = out.text()
        return text if is_whole else text.removesuffix(self._newline)


class _Out:
    """Lines as they are written, with no blank line too few or too many around what is new or gone."""

    def __init__(self, newline: str, body: int) -> None:
        self._newline = newline
        self._lines: list[str] = []
        self._needs_gap = self._is_closing = False
        self._body = body

    def put(self, lines: list[str], *, apart: bool) -> None:
        if (apart or self._needs_gap) and self._lines and self._lines[-1].strip():
            self._lines.append(self._newline)
        self._lines += [line + self._newline for line in lines]
        self._needs_gap, self._is_closing = apart, False

    def keep(self, line: str) -> None:
        is_blank = not line.strip()
        if is_blank and self._is_closing and (not self._lines or not self._lines[-1].strip()):
            return
        if self._needs_gap and not is_blank:
            self._lines.append(self._newline)
        self._needs_gap = False
        self._is_closing = self._is_closing and is_blank
        self._lines.append(line)

    def close_gap(self) -> None:
        self._is_closing = True

    def text(self) -> str:
        if self._is_closing:
            while self._lines and not self._lines[-1].strip():
                self._lines.pop()
        return "".join(self._lines)


class Places:
    """Finds where a block that comes into a file belongs: beside its neighbours in the text, under its heading.

    Whatever is asked again for each block is gone over once.
    """

    def __init__(self, page: Page, fresh: Page, splice: Splice, leaving: set[str]) -> None:
        """Blocks that are leaving their place are no neighbours."""
        self._page, self._splice, self._fresh = page, splice, _Fresh(fresh)
        self._at = {block.id: page.trimmed(block.stop, block.end) for block in page.blocks.values()}
        """Where a block goes that comes after another."""
        for each in leaving:
            self._at.pop(each, None)
        self._staying: dict[Path, list[int]] = defaultdict(list)
        """By the section that they belong to, which blocks of the fresh file stand and stay in the other."""
        for at, block in enumerate(self._fresh.blocks):
            if block.id in self._at:
                self._staying[self._fresh.path[block.id]].append(at)
        self._before: dict[Path, int] = {}
        """By section, where a block goes that comes after the last one of those that were gone over."""
        self._seen = 0
        """How many blocks of the fresh file were gone over."""
        self._added: dict[Path, int] = {}
        self._headings = {heading.path: heading for heading in reversed(page.headings)}
        self._titled = {heading.path[-1]: heading for heading in reversed(page.headings)}
        """Headings of the file, the first of those that are alike."""

    def put(self, block: Block) -> None:
        """Put a block of the fresh file into the other; blocks are given in their order."""
        at = self._place(block)
        self._at[block.id] = at
        self._splice.insert(at, self._fresh.page.text(block.start, block.end).split("\n"))

    def _place(self, block: Block) -> int:
        path, here = self._fresh.path[block.id], self._fresh.index[block.id]
        self._go_over(here)
        if path in self._before:
            return self._before[path]
        heading = self._find(path)
        if heading is not None:
            return self._after_lead(heading, path)
        if path in self._added:
            return self._added[path]
        staying = self._staying[path]
        after = bisect_right(staying, here)
        if after < len(staying):
            following = self._page.blocks[self._fresh.blocks[staying[after]].id]
            return self._page.trimmed(following.start, self._page.body)
        return self._add(path) if path else self._page.trimmed(len(self._page.lines), self._page.body)

    def _go_over(self, end: int) -> None:
        """Note where those blocks of the fresh file are that come before one that is to be put somewhere."""
        for block in self._fresh.blocks[self._seen : end]:
            if block.id not in self._at:
                continue
            path = self._fresh.path[block.id]
            there, heading = self._page.blocks.get(block.id), self._find(path)
            if there is None or heading is None or section_of(self._page, there) == heading.path:
                self._before[path] = self._at[block.id]
        self._seen = max(self._seen, end)

    def _find(self, path: Path) -> Heading | None:
        """Return the heading of a section; where there is only one of that name, whatever it stands under."""
        if path in self._headings or not path or self._fresh.titles[path[-1]] != 1:
            return self._headings.get(path)
        return self._titled.get(path[-1])

    def _after_lead(self, heading: Heading, path: Path) -> int:
        page, at = self._page, heading.line + 1
        for line in self._fresh.lead(path)[1:]:
            if at >= len(page.lines) or bare(page.lines[at]) != line:
                return heading.line + 1
            at += 1
        return at

    def _add(self, path: Path) -> int:
        """Put the heading of a section in, and those above it where several documents share the file."""
        above = path[:-1]
        if above and self._fresh.is_of_several and self._find(above) is None and above not in self._added:
            self._add(above)
        at = self._place_of_section(path)
        self._added[path] = at
        self._splice.insert(at, self._fresh.lead(path))
        return at

    def _place_of_section(self, path: Path) -> int:
        page, sections = self._page, self._fresh.sections[path[:-1]]
        at = self._fresh.place_of[path]
        for earlier in (sections[number] for number in range(at - 1, -1, -1)):
            if (heading := self._find(earlier)) is not None:
                return page.trimmed(page.section_end(heading), heading.line + 1)
            if earlier in self._added:
                return self._added[earlier]
        for later in (sections[number] for number in range(at + 1, len(sections))):
            if (heading := self._find(later)) is not None:
                return page.trimmed(heading.line, page.body)
        if path[:-1] in self._added:
            return self._added[path[:-1]]
        parent = self._find(path[:-1]) if path[:-1] else None
        return page.trimmed(page.section_end(parent) if parent else len(page.lines), page.body)


class _Fresh:
    """What is asked of a file as it would be written anew, in an order in which nothing is searched for."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.blocks = list(page.blocks.values())
        self.index = {block.id: at for at, block in enumerate(self.blocks)}
        self.path = {block.id: section_of(page, block) for block in self.blocks}
        self.titles = Counter(heading.path[-1] for heading in page.headings)
        self.is_of_several = len({heading.path[0] for heading in page.headings}) > 1
        self.sections: dict[Path, list[Path]] = defaultdict(list)
        """Sections by the one they stand in."""
        self.place_of: dict[Path, int] = {}
        """Which of them a section is, counted from 0; the first of those that are alike."""
        for path in (heading.path for heading in page.headings):
            self.place_of.setdefault(path, len(self.sections[path[:-1]]))
            self.sections[path[:-1]].append(path)
        self._headings = {heading.path: heading for heading in reversed(page.headings)}
        starts = {block.start for block in self.blocks} | {heading.line for heading in page.headings}
        self._starts = [*sorted(starts), len(page.lines)]

    def lead(self, path: Path) -> list[str]:
        """Return the heading of a section with what stands before its first block or heading; none where there is none."""
        heading = self._headings.get(path)
        if heading is None:
            return []
        stop = self.page.trimmed(self._starts[bisect_right(self._starts, heading.line)])
        return [bare(line) for line in self.page.lines[heading.line : stop]]


def section_of(page: Page, block: Block) -> Path:
    """Return the headings that a block stands under, the nearest last."""
    heading = page.section(block.start)
    return heading.path if heading else ()


def without_empty_sections(text: str, fresh: Page) -> str:
    """Return a file without the sections in which nothing stands any more but what an export says above the blocks."""
    page = parse(text)
    wanted = {heading.path[-1] for heading in fresh.headings}
    lines = list(page.lines)
    leads = {"Highlights": "", **LEADS}
    stops = [heading.line for heading in page.headings] + [len(lines)]
    inner: Path = ()
    for heading, stop in zip(reversed(page.headings), reversed(stops[1:]), strict=True):
        is_over_another, inner = inner[:-1] == heading.path, heading.path
        lead = None if is_over_another else leads.get(heading.path[-1])
        if lead is not None and heading.path[-1] not in wanted and page.text(heading.line + 1, stop).strip() == lead:
            del lines[page.trimmed(heading.line) if stop >= len(lines) else heading.line : stop]
    return "".join(lines)
