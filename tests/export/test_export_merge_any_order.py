"""Whatever a person does in an exported file and in the notebook, in any order: nothing they wrote is lost."""

import re
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from reader.corpus import Found
from reader.documents import Folder, read_document
from reader.export import How, plan_export, write_export
from reader.export.blocks import parse
from reader.export.markdown import Source, block
from reader.export.marked import marked_documents
from reader.notebook import Notebook

SENTENCES = [f"The ship number {number} came to the {word} quay late." for number, word in enumerate("north south east west old new".split())]  # fmt: skip
NOTES = ["", "Why?", "# heading\n\ntext", "> quoted ^h-00000000", "```\ncode", "a\n\nb", "<!-- c"]
MINE = re.compile(r"mine\d+")
ANY = st.integers(0, 2**30)


class Exports(RuleBasedStateMachine):
    """A notebook, a folder and its export, changed from both sides."""

    def __init__(self):
        super().__init__()
        self.place = Path(tempfile.mkdtemp(prefix="merge-"))
        self.root, self.to = self.place / "papers", self.place / "vault"
        self.root.mkdir()
        self.count = 0
        self.edited = set()
        """Ids of blocks that the person changed, and that the export must leave alone."""
        self.gone = set()
        """Ids of blocks that the person deleted, and that must stay away."""
        self.copied = set()
        self.either = set()
        """Ids of deleted highlights of which the person deleted a copy: whether they come back with an undo is open."""
        self.noticed = set()
        """Those of them that an export noticed, which outlast the file."""

    def teardown(self):
        try:
            self.check(again=True)
        finally:
            shutil.rmtree(self.place)

    @initialize()
    def begin(self):
        (self.root / "a.txt").write_text("\n\n".join(SENTENCES) + "\n")
        self.notebook = Notebook(self.place / "notebook.jsonl")
        for which in (1, 3, 4):
            self.add(which, NOTES[which])
        self.export()

    # the notebook's side

    @rule(which=st.integers(0, len(SENTENCES) - 1), note=st.sampled_from(NOTES))
    def add(self, which, note):
        document = read_document(self.root / "a.txt", "a.txt")
        start = document.text.find(f"number {which} ")
        if start >= 0 and not [
            m for m in self.notebook.highlights if m.anchor.exact == document.text[start : start + 12]
        ]:
            self.notebook.add(document, start, start + 12, "green", note)

    def pick(self, at):
        marks = self.notebook.highlights
        return marks[at % len(marks)]

    @precondition(lambda self: self.notebook.highlights)
    @rule(at=ANY, note=st.sampled_from(NOTES))
    def edit(self, at, note):
        self.notebook.edit(self.pick(at).id, note=note)

    @precondition(lambda self: self.notebook.highlights)
    @rule(at=ANY)
    def delete(self, at):
        self.notebook.delete(self.pick(at).id)

    @rule()
    def undo(self):
        self.notebook.undo()

    @rule(which=st.integers(0, len(SENTENCES) - 1))
    def rewrite_source(self, which):
        text = (self.root / "a.txt").read_text()
        sentence = SENTENCES[which]
        (self.root / "a.txt").write_text(
            text.replace(sentence, "Gone.") if sentence in text else f"{sentence}\n\n{text}"
        )

    # the person's side

    def files(self):
        return sorted(self.to.rglob("*.md")) if self.to.exists() else []

    def change(self, change):
        """Change the lines of the exported file, each without its end; blocks that were changed are known after."""
        for path in self.files():
            data = path.read_bytes()
            text = data.decode()
            newline = "\r\n" if "\r\n" in text else "\n"
            lines = text.replace("\r\n", "\n").split("\n")
            before = self.blocks(text)
            change(lines, parse("\n".join(lines)))
            text = newline.join(lines)
            path.write_bytes(text.encode())
            after = self.blocks(text)
            ids = set(re.findall(r"\^(h-\w{8})\s*$", text, re.MULTILINE))
            self.edited |= {each for each in before if each in ids and after.get(each) != before[each]}
            living = {mark.id for mark in self.notebook.highlights}
            deleted = {each for each in before if each not in ids}
            self.either |= (deleted & self.copied) - living
            self.gone |= deleted - self.either

    @staticmethod
    def blocks(text):
        page = parse(text, lambda mark_id: mark_id != "h-00000000")
        return {each.id: page.text(each.start, each.end) for each in page.blocks.values()}

    def word(self):
        self.count += 1
        return f"mine{self.count}"

    @precondition(lambda self: self.files())
    @rule(
        at=ANY,
        shape=st.sampled_from(
            [
                "{}",
                "\n{}\n",
                "> {}",
                "## {}",
                "\n## {}\n\ntext\n",
                "- {}",
                "\n```\n{}\n> a\n```\n",
                "\n<!-- {}\n# x\n-->\n",
            ]
        ),
    )
    def insert(self, at, shape):
        def change(lines, page):
            where = max(page.body, at % (len(lines) + 1))
            lines[where:where] = shape.format(self.word()).split("\n")

        self.change(change)

    @precondition(lambda self: self.files())
    @rule(at=ANY, line=ANY)
    def edit_block(self, at, line):
        def change(lines, page):
            if page.blocks:
                each = list(page.blocks.values())[at % len(page.blocks)]
                where = each.start + line % (each.end - each.start)
                lines[where] = f"{self.word()} {lines[where]}"

        self.change(change)

    @precondition(lambda self: self.files())
    @rule(at=ANY)
    def delete_block(self, at):
        def change(lines, page):
            if page.blocks:
                each = list(page.blocks.values())[at % len(page.blocks)]
                if not MINE.search("\n".join(lines[each.start : each.end])):
                    del lines[each.start : each.end]

        self.change(change)

    @precondition(lambda self: self.files())
    @rule(at=ANY, to=ANY)
    def move_block(self, at, to):
        def change(lines, page):
            ends = [len(lines)] + [heading.line for heading in page.headings] + [b.start for b in page.blocks.values()]
            if page.blocks:
                each = list(page.blocks.values())[at % len(page.blocks)]
                moved = lines[each.start : each.end]
                where = ends[to % len(ends)]
                if each.start < where < each.end:
                    return
                lines[where:where] = ["", *moved, ""]
                start = each.start + (len(moved) + 2 if where <= each.start else 0)
                del lines[start : start + len(moved)]

        self.change(change)

    @precondition(lambda self: self.files())
    @rule(at=ANY)
    def copy_block(self, at):
        def change(lines, page):
            if page.blocks:
                each = list(page.blocks.values())[at % len(page.blocks)]
                lines.extend(["", *lines[each.start : each.end], ""])
                self.copied.add(each.id)

        self.change(change)

    @precondition(lambda self: self.files())
    @rule(key=st.sampled_from(["title", "source", "modified", "status"]), remove=st.booleans())
    def edit_front(self, key, remove):
        def change(lines, page):
            if page.front and key in page.front.keys:
                start, end = page.front.keys[key]
                lines[start:end] = [] if remove else [f"{key}: {self.word()}"]
            elif page.front:
                lines.insert(1, f"{key}: {self.word()}")

        self.change(change)

    @precondition(lambda self: self.files())
    @rule()
    def turn_line_ends(self):
        for path in self.files():
            data = path.read_bytes()
            path.write_bytes(data.replace(b"\r\n", b"\n") if b"\r\n" in data else data.replace(b"\n", b"\r\n"))

    @precondition(lambda self: self.files())
    @rule()
    def strip_last_line_end(self):
        for path in self.files():
            path.write_bytes(path.read_bytes().rstrip(b"\r\n"))

    @precondition(lambda self: self.files())
    @rule(name=st.sampled_from(["a.md", "b.md", "deep/c.md"]))
    def rename(self, name):
        (self.to / name).parent.mkdir(exist_ok=True)
        for path in self.files()[:1]:
            path.rename(self.to / name)

    @precondition(lambda self: self.files())
    @rule()
    def delete_file(self):
        for path in self.files():
            if not MINE.search(path.read_bytes().decode()):
                path.unlink()
                self.edited.clear()
                self.gone = set(self.noticed)

    # what must hold

    def export(self, **how):
        folder = Folder.of([self.root])
        return write_export(
            plan_export(folder, self.notebook, self.to, lambda _document: Found(), How(**how)), self.notebook
        )

    @precondition(lambda self: self.notebook.highlights or self.files())
    @rule(again=st.booleans())
    def check(self, again):
        before = "".join(path.read_bytes().decode() for path in self.files())
        lines = {path.name: path.read_bytes() for path in self.files()}
        written = self.export()
        assert not [each for each in written if each.outcome in ("kept", "refused")]
        after = "".join(path.read_bytes().decode() for path in self.files())
        assert sorted(MINE.findall(before)) == sorted(MINE.findall(after))
        living = {mark.id for mark in self.notebook.highlights}
        self.gone = {each for each in self.gone if each in living or each in self.noticed}
        self.noticed |= self.gone
        for mark_id in set(re.findall(r"\^(h-\w{8})\s*$", after, re.MULTILINE)) - {"h-00000000"}:
            token = re.compile(rf"\^{mark_id}\s*$", re.MULTILINE)
            assert len(token.findall(after)) <= max(1, len(token.findall(before)))
        for name, data in lines.items():
            if data.count(b"\n") == data.count(b"\r\n") > 0:
                now = next(path for path in self.files() if path.name == name).read_bytes()
                assert now.count(b"\n") == now.count(b"\r\n")
                assert data.endswith(b"\n") == now.endswith(b"\n")
        self.check_blocks(after)
        if again:
            stamps = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in self.files()}
            notes = self.notebook.path.read_bytes() if self.notebook.path.exists() else b""
            self.notebook = Notebook(self.notebook.path)
            assert {each.outcome for each in self.export()} <= {"unchanged"}
            assert stamps == {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in self.files()}
            assert notes == (self.notebook.path.read_bytes() if self.notebook.path.exists() else b"")

    def check_blocks(self, text):
        """Tell whether blocks that nobody changed are as the notebook has them, and deleted ones stay away."""
        documents, _problems = marked_documents(Folder.of([self.root]).scan().files, self.notebook, lambda _d: Found())
        found, named = self.blocks(text), set(re.findall(r"\^(h-\w{8})\s*$", text, re.MULTILINE))
        for marked in documents:
            for mark in marked.placed:
                mark_id = mark.highlight.id
                if mark_id in self.either:
                    continue
                if mark_id in self.gone:
                    assert mark_id not in found
                elif mark_id not in self.edited:
                    assert mark_id in named
                    link = Path("../papers/a.txt").as_posix()
                    deep = [path.relative_to(self.to).parent for path in self.files()]
                    link = "../" * len(deep[0].parts) + link
                    written = block(Source(marked, link if marked.document else ""), mark)
                    # what the person left open, a code or a comment, may hide a block from every reader
                    assert mark_id not in found or written in text.replace("\r\n", "\n")
        living = {mark.id for mark in self.notebook.highlights}
        plain = {mark_id for mark_id, written in found.items() if not MINE.search(written)}
        assert plain - living <= self.edited | self.gone | self.copied

    @invariant()
    def no_temporary_file_stays(self):
        assert not [path for path in self.place.rglob(".*") if path.is_file()]


@pytest.mark.filterwarnings("default")
class TestExports(Exports.TestCase):
    """The machine, run by pytest."""

    settings = settings(max_examples=60, stateful_step_count=25, deadline=None, derandomize=True)
