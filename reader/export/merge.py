"""Brings a file that was exported before up to date, without touching anything that a person wrote in it.

Three texts meet, block by block: what was written there earlier, of which the notebook keeps the fingerprints; what is in
the file; and what would be written now. A block that is as some export wrote it follows the notebook, any other is the
person's and stays as it is, to the byte.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from reader.export.blocks import Block, Page, bare, fingerprint, is_remark, remark
from reader.export.front import text_of
from reader.export.splice import LEADS, Places, Splice, section_of, without_empty_sections
from reader.notebook.exports import Exported

_NOTHING: Final = fingerprint("")
"""Known of a block whose highlight was deleted, once that was said beside it."""


@dataclass(frozen=True, slots=True)
class Fate:
    """Which highlights belong in a file, as far as the person did not decide otherwise there."""

    absent: frozenset[str]
    """Those that stay away."""

    deleted: frozenset[str] = frozenset()
    """Those that the person deleted in the file since the last export."""

    restored: frozenset[str] = frozenset()
    """Those that come back after they had been deleted, or were put back by the person."""


@dataclass(slots=True)
class Merged:
    """A file brought up to date, and what became of the blocks in it."""

    text: str
    remembered: dict[str, str] = field(default_factory=dict)
    """The fingerprints that the notebook has to know, by block, once the file is written."""

    new: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    """Blocks that the person changed, and that stay as they are."""


def fate(
    page: Page | None,
    ids: Iterable[str],
    known: Exported,
    elsewhere: Collection[str] = (),
    *,
    restore: bool = False,
) -> Fate:
    """Tell which highlights stay away from a file.

    Args:
        page: what is in the file; `None` where there is no file, which is then written anew.
        ids: the highlights that the file is about.
        known: what was exported there before.
        elsewhere: ids of blocks that stand in other files of the export, where the person moved them.
        restore: whether those that the person deleted come back.
    """
    absent, deleted, restored = set(), set(), set()
    for each in ids:
        if page is not None and each in page.blocks:
            restored |= {each} & known.deleted
        elif each in elsewhere or (page is not None and each in page.named and each in known.blocks):
            absent.add(each)
        elif restore:
            restored |= {each} & known.deleted
        elif each in known.deleted:
            absent.add(each)
        elif page is not None and each in known.blocks and not is_gone(each, known):
            absent.add(each)
            deleted.add(each)
    return Fate(frozenset(absent), frozenset(deleted), frozenset(restored))


def is_gone(mark_id: str, known: Exported) -> bool:
    """Tell whether an export took a block away, as its highlight had been deleted, and none brought it back since."""
    return len(known.blocks.get(f"gone:{mark_id}", ())) % 2 == 1


def turned(mark_id: str, known: Exported) -> dict[str, str]:
    """Return what the notebook has to remember when an export takes a block away or brings it back."""
    block = f"gone:{mark_id}"
    return {block: fingerprint(f"{len(known.blocks.get(block, ()))}")}


def remembered(fresh: Page, known: Exported) -> dict[str, str]:
    """Return the fingerprints of a file that is written anew."""
    found = {block.id: fingerprint(fresh.text(block.start, block.end)) for block in fresh.blocks.values()}
    for mark_id in fresh.blocks:
        found |= turned(mark_id, known) if is_gone(mark_id, known) else {}
    return found | _front_remembered(fresh)


def merge(
    page: Page,
    fresh: Page,
    known: Exported,
    day: date,
    *,
    deleted: Collection[str] = (),
    leave: Collection[str] = (),
    force: bool = False,
) -> Merged:
    """Bring a file up to date.

    Args:
        page: what is in it.
        fresh: what would be written if nobody had touched it, without what stays away.
        known: what was ever exported there.
        day: when this is, for remarks beside what stays as the person changed it.
        deleted: highlights that there are no longer.
        leave: blocks that are left as they are, whatever became of their highlights.
        force: whether blocks that the person changed are replaced too.
    """
    return _Merge(page, fresh, known, day, force=force).run(deleted, frozenset(leave))


def is_conflicted(page: Page, known: Exported) -> bool:
    """Tell whether two versions of a file stand in it side by side, as a failed merge leaves them."""
    seen: list[str] = []
    calm: set[int] = set()
    for block in page.blocks.values():
        end = page.known_end(block, known.blocks.get(block.id, frozenset()))
        calm.update(range(block.start, end or block.start))
    for at, line in enumerate(page.lines):
        if at not in calm and line[:7] in ("<<<<<<<", "=======", ">>>>>>>") and not line[7:8].strip():
            seen.append(line[0])
    return "<=>" in "".join(seen)


class _Merge:
    """One merge: decides on every block, then on the place of what comes in."""

    def __init__(self, page: Page, fresh: Page, known: Exported, day: date, *, force: bool) -> None:
        self.page, self.fresh, self.known, self.day, self.force = page, fresh, known, day, force
        self.out = Merged("")
        self.splice = Splice(page)
        self.moving: set[str] = set()
        """Blocks that go to another section."""
        self.headings = {section_of(fresh, block)[-1:] for block in fresh.blocks.values()} | {
            (title,) for title in ("Highlights", *LEADS)
        }
        """Headings under which an export puts blocks."""

    def run(self, deleted: Collection[str], leave: frozenset[str]) -> Merged:
        for block in self.page.blocks.values():
            if block.id in leave:
                continue
            if block.id in self.fresh.blocks:
                self._update(block, self.fresh.blocks[block.id])
            elif block.id in deleted:
                self._take_away(block)
        self._front()
        places = Places(self.page, self.fresh, self.splice, self.moving | set(self.out.removed))
        for each in self.fresh.blocks.values():
            if each.id not in self.page.blocks:
                self.out.new.append(each.id)
                self.out.remembered[each.id] = self._fingerprint(each)
                self.out.remembered |= turned(each.id, self.known) if is_gone(each.id, self.known) else {}
            if each.id not in self.page.blocks or each.id in self.moving:
                places.put(each)
        text = self.splice.text()
        if self.moving or self.out.removed:
            text = without_empty_sections(text, self.fresh)
        self.out.text = text
        return self.out

    def _fingerprint(self, fresh: Block) -> str:
        return fingerprint(self.fresh.text(fresh.start, fresh.end))

    def _known(self, block: Block) -> frozenset[str]:
        return self.known.blocks.get(block.id, frozenset())

    def _update(self, block: Block, fresh: Block) -> None:
        """Replace a block by what it would be now, or keep it where a person changed it."""
        mine = self._fingerprint(fresh)
        end = self.page.known_end(block, self._known(block) | {mine})
        if end is None and not self.force:
            self.out.kept.append(block.id)
            if block.id in self.known.blocks and mine not in self._known(block):
                self._say(block, "changed")
            elif block.remark is not None and is_remark(self.page.lines[block.remark], "deleted"):
                self.splice.remove(block.remark, block.remark + 1)
            self.out.remembered[block.id] = mine
            return
        end = block.end if end is None else end
        self.out.remembered[block.id] = mine
        self.out.remembered |= turned(block.id, self.known) if is_gone(block.id, self.known) else {}
        if block.remark is not None:
            self.splice.remove(block.remark, block.remark + 1)
        if fingerprint(self.page.text(block.start, end)) == mine:
            return
        self.out.changed.append(block.id)
        if end == block.end and self._is_misplaced(block, fresh):
            self.moving.add(block.id)
            self.splice.remove(block.start, end)
        else:
            self.splice.replace(block.start, end, self.fresh.text(fresh.start, fresh.end).split("\n"))

    def _is_misplaced(self, block: Block, fresh: Block) -> bool:
        """Tell whether a block stands under a heading of an export, but no longer under the right one."""
        here, there = section_of(self.page, block)[-1:], section_of(self.fresh, fresh)[-1:]
        return here != there and here in self.headings

    def _take_away(self, block: Block) -> None:
        """Take out the block of a highlight that was deleted, unless the person made it theirs."""
        if is_gone(block.id, self.known):
            return
        end = self.page.known_end(block, self._known(block))
        if self.force or end == block.end:
            self.out.removed.append(block.id)
            if block.remark is not None:
                self.splice.remove(block.remark, block.remark + 1)
            self.splice.remove(block.start, block.end)
            self.out.remembered |= turned(block.id, self.known)
            return
        self.out.kept.append(block.id)
        if _NOTHING not in self._known(block):
            self._say(block, "deleted")
            self.out.remembered[block.id] = _NOTHING

    def _say(self, block: Block, what: str) -> None:
        """Write below a block of the person's what became of its highlight, once."""
        if block.remark is not None and is_remark(self.page.lines[block.remark], what):
            return
        if block.remark is not None:
            self.splice.remove(block.remark, block.remark + 1)
        self.splice.insert(block.end, [remark(block.id, what, self.day)])

    def _front(self) -> None:
        """Bring the properties that are ours up to date; those that the person changed or took out stay so."""
        theirs, ours = self.page.front, self.fresh.front
        self.out.remembered |= _front_remembered(self.fresh)
        if theirs is None or ours is None:
            return
        suffix = f":{document_of(self.page) or document_of(self.fresh)}"
        at = theirs.end - 1
        for key, (start, end) in ours.keys.items():
            known = self.known.blocks.get(f"front:{key}{suffix}", frozenset())
            lines = [bare(line) for line in self.fresh.lines[start:end]]
            if key in theirs.keys:
                at = theirs.keys[key][1]
                is_old = theirs.values[key] != ours.values[key] and fingerprint(theirs.values[key]) in known
                if is_old or (self.force and theirs.values[key] != ours.values[key]):
                    self.splice.replace(*theirs.keys[key], lines)
            elif not known:
                self.splice.insert(at, lines, apart=False)
        for key in theirs.keys.keys() - ours.keys.keys():
            known = self.known.blocks.get(f"front:{key}{suffix}", frozenset())
            if fingerprint(theirs.values[key]) in known:
                self.splice.replace(*theirs.keys[key], [])


def document_of(page: Page) -> str:
    """Return which document a file says that it is about, or an empty string."""
    return text_of(page.front, "reader_doc")


def _front_remembered(fresh: Page) -> dict[str, str]:
    values = fresh.front.values if fresh.front else {}
    document = document_of(fresh)
    return {f"front:{key}:{document}": fingerprint(value) for key, value in values.items()}
