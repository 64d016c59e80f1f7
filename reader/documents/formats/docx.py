"""Word documents: paragraphs, headings, lists, tables and notes as they stand after all changes are accepted."""

from typing import Final
from xml.etree.ElementTree import Element

from reader.documents.archive import Archive
from reader.documents.building import CELLS, TextBuilder, lines, one_line
from reader.documents.model import LEVELS, BlockKind, DocumentError, Parsed, Style, StyleKind
from reader.documents.numbering import Numbering
from reader.documents.styling import StyledWords, moved
from reader.documents.xml import local, read_xml, tree, words_of

_OLD: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How files of the Word before 2007 begin, and locked ones of today."""

_LOCKED: Final = "EncryptedPackage".encode("utf-16-le")
_MAIN: Final = "word/document.xml"
_CORE: Final = "docProps/core.xml"
_NOTES: Final = (("word/footnotes.xml", "footnote"), ("word/endnotes.xml", "endnote"))
_LEFT_OUT: Final = frozenset(
    "del moveFrom Fallback instrText delText pPrChange rPrChange sectPrChange tblPrChange".split()
)
_SET_APART: Final[dict[str, StyleKind]] = {"b": "strong", "i": "emphasis", "strike": "struck", "dstrike": "struck"}
"""Properties of a run of words, and what they make of it."""
_OUTLINE: Final = frozenset("012345678")
"""Levels that a style may have in an outline, counted from 0; 9 is that of ordinary text."""

_TITLE: Final = -1
"""Stands for a level where a paragraph is the title of the whole."""

_OFF: Final = frozenset({"0", "false", "off", "none"})
_BREAKS: Final = {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": " "}


def parse(data: bytes) -> Parsed:
    """Return the text of a Word document.

    Raises:
        DocumentError: it is damaged, locked, or made to do harm.
    """
    if data.startswith(_OLD):
        raise DocumentError(
            "locked by a password" if _LOCKED in data else "of the Word before 2007: save it as .docx to have it read"
        )
    archive = Archive(data)
    main = _main(archive)
    styles = _Styles(_part(archive, "word/styles.xml"))
    numbering = Numbering(_part(archive, "word/numbering.xml"))
    builder = TextBuilder()
    body = _Body(builder, styles, numbering, _targets(archive, main))
    read_xml(archive.chunks(main), body.start, body.end, body.data)
    for name, kind in _NOTES:
        if name in archive:
            notes = _Notes(builder, body.notes[kind])
            read_xml(archive.chunks(name), notes.start, notes.end, notes.data)
    comments = _part(archive, "word/comments.xml")
    warnings = (
        [f"{len(comments):,} comments beside the text are not shown"] if comments is not None and len(comments) else []
    )
    metadata = _properties(_part(archive, _CORE))
    metadata["title"] = body.title or metadata.get("title", "")
    metadata["language"] = metadata.get("language") or styles.language
    return builder.parsed(metadata, warnings)


def _main(archive: Archive) -> str:
    """Return the name of the part with the text; some programs have names of their own for it."""
    relations = _part(archive, "_rels/.rels")
    for relation in relations if relations is not None else ():
        name = relation.get("Target", "").lstrip("/")
        if relation.get("Type", "").endswith("/officeDocument") and name in archive:
            return name
    if _MAIN not in archive:
        raise DocumentError("no Word document: there is no text in it where one has it")
    return _MAIN


def _targets(archive: Archive, main: str) -> dict[str, str]:
    """Return where the links of a part lead, by their ids."""
    folder, _slash, name = main.rpartition("/")
    relations = _part(archive, f"{folder}/_rels/{name}.rels".lstrip("/"))
    return {} if relations is None else {each.get("Id", ""): each.get("Target", "") for each in relations}


def _part(archive: Archive, name: str) -> Element | None:
    """Return a part beside the text as a tree; a document is read without one that is damaged."""
    try:
        return tree(archive.read(name)) if name in archive else None
    except DocumentError:
        return None


def _properties(core: Element | None) -> dict[str, str]:
    if core is None:
        return {}
    said = {"title": words_of(core.find("title")), "author": words_of(core.find("creator"))}
    said["language"] = words_of(core.find("language"))
    for key in ("created", "modified"):
        if day := words_of(core.find(key)):
            return said | {"date": day[:10], "date_how": f"“{key}” in the document's properties"}
    return said


class _Styles:
    """What the styles of a document make of a paragraph."""

    def __init__(self, part: Element | None) -> None:
        self._based: dict[str, str] = {}
        self._kinds: dict[str, tuple[BlockKind | None, int]] = {}
        self._lists: dict[str, tuple[str, int]] = {}
        self.language = ""
        for style in part.iter("style") if part is not None else ():
            identity = style.get("styleId", "")
            name, level, based = style.find("name"), style.find("pPr/outlineLvl"), style.find("basedOn")
            self._based[identity] = based.get("val", "") if based is not None else ""
            called = (name.get("val", "") if name is not None else "").casefold()
            outline = level.get("val", "") if level is not None else ""
            self._kinds[identity] = _kind_of_style(called, outline)
            number, depth = style.find("pPr/numPr/numId"), style.find("pPr/numPr/ilvl")
            if number is not None:
                self._lists[identity] = (
                    number.get("val", ""),
                    _number(depth.get("val", "") if depth is not None else ""),
                )
        if part is not None and (said := part.find("docDefaults/rPrDefault/rPr/lang")) is not None:
            self.language = said.get("val", "")

    def kind(self, identity: str) -> tuple[BlockKind | None, int]:
        """Return the kind of a style or of one that it is based on, and the level of a heading, 0 where it has none."""
        for _step in range(20):
            kind = self._kinds.get(identity, (None, 0))
            if kind[0] is not None or not identity:
                return kind
            identity = self._based.get(identity, "")
        return (None, 0)

    def list_of(self, identity: str) -> tuple[str, int] | None:
        """Return the list and the level that a style puts a paragraph in."""
        for _step in range(20):
            if identity in self._lists or not identity:
                return self._lists.get(identity)
            identity = self._based.get(identity, "")
        return None


def _kind_of_style(called: str, outline: str) -> tuple[BlockKind | None, int]:
    if called == "title":
        return "heading", _TITLE
    depth = int(outline) + 1 if outline in _OUTLINE else 0
    if called.startswith("heading") or depth:
        return "heading", min(LEVELS, _number(called.removeprefix("heading").strip()) or depth)
    if "quote" in called or called == "block text":
        return "quote", 0
    if called in ("html preformatted", "plain text", "source code", "macro text"):
        return "code", 0
    return None, 0


def _number(written: str) -> int:
    return int(written) if written.isdecimal() and len(written) < 4 else 0


class _Body:
    """Takes the text from the main part of a document while it is read."""

    def __init__(self, builder: TextBuilder, styles: _Styles, numbering: Numbering, targets: dict[str, str]) -> None:
        self._builder = builder
        self._targets = targets
        self._styles = styles
        self._numbering = numbering
        self._outside: list[StyledWords] = []
        """The words so far of paragraphs that hold a text box that is being read."""
        self._words: StyledWords | None = None
        self._run: set[StyleKind] | None = None
        """How the words of the run that is open are set apart."""
        self._target = ""
        """Where the link leads that is open."""
        self._style = ""
        self._list: tuple[str, int] | None = None
        self._left_out = 0
        self._is_text = False
        self._rows: list[list[str]] = []
        self._cells: list[list[str]] = []
        self._before = ""
        self.title = ""
        self.notes: dict[str, dict[str, int]] = {"footnote": {}, "endnote": {}}
        """The number that each note has in the text, by its id."""

    def start(self, full_name: str, attributes: dict[str, str]) -> None:
        """Take note of an element that begins."""
        name = local(full_name)
        if name in _LEFT_OUT or self._left_out:
            self._left_out += 1
        elif name == "p":
            if self._words is not None:
                self._outside.append(self._words)
            self._words, self._run, self._style, self._list = StyledWords(), None, "", None
        elif name == "t":
            self._is_text = True
        elif name == "tr":
            self._rows.append([])
        elif name == "tc":
            self._cells.append([])
        elif self._words is not None:
            self._inside(name, {local(key): value for key, value in attributes.items()})

    def _inside(self, name: str, attributes: dict[str, str]) -> None:
        assert self._words is not None
        value = attributes.get("val", "")
        if name == "r":
            self._run = set()
        elif name in _SET_APART and self._run is not None:
            if value not in _OFF:
                self._run.add(_SET_APART[name])
        elif name == "hyperlink":
            self._target = self._targets.get(attributes.get("id", ""), f"#{attributes.get('anchor', '')}")
        elif name == "pStyle":
            self._style = value
        elif name == "numId":
            self._list = (value, self._list[1] if self._list else 0)
        elif name == "ilvl":
            self._list = (self._list[0] if self._list else "", _number(value))
        elif name in _BREAKS:
            self._words.add(_BREAKS[name] if "type" not in attributes or name != "br" else "\n")
        elif name in ("footnoteReference", "endnoteReference"):
            numbers = self.notes[name.removesuffix("Reference")]
            number = numbers.setdefault(attributes.get("id", ""), sum(map(len, self.notes.values())) + 1)
            self._words.add(f"[{number}]")

    def data(self, text: str) -> None:
        """Take words."""
        if self._is_text and not self._left_out and self._words is not None:
            self._words.add(text, self._run or (), self._target)

    def end(self, full_name: str) -> None:
        """Take note of an element that ends."""
        name = local(full_name)
        if self._left_out:
            self._left_out -= 1
        elif name == "t":
            self._is_text = False
        elif name == "r":
            self._run = None
        elif name == "hyperlink":
            self._target = ""
        elif name == "p" and self._words is not None:
            self._end_paragraph(*self._words.put_in_order(lines))
            self._words = self._outside.pop() if self._outside else None
        elif name == "tc" and self._cells:
            cell = self._cells.pop()
            if self._rows:
                self._rows[-1].append(" ".join(filter(None, cell)))
        elif name == "tr" and self._rows:
            self._end_row(self._rows.pop())

    def _end_paragraph(self, text: str, styles: list[Style]) -> None:
        kind, level = self._styles.kind(self._style)
        where = self._list if self._list and self._list[0] else self._styles.list_of(self._style)
        if where and self._list and not self._list[0]:
            where = (where[0], self._list[1])
        mark = self._numbering.mark(*where) if where and text else ""
        if not text:
            return
        if self._cells:
            self._cells[-1].append(mark + one_line(text))
            return
        if level == _TITLE and not self.title:
            self.title = one_line(text)
        if mark and kind is None:
            kind = "list_item"
        is_tight = kind == self._before == "list_item"
        depth = 1 if level == _TITLE else level
        self._builder.add(mark + text, kind, level=depth, tight=is_tight, styles=moved(styles, len(mark)))
        self._before = kind or ""

    def _end_row(self, cells: list[str]) -> None:
        if not any(cells):
            return
        row = CELLS.join(cell or "–" for cell in cells)
        if self._cells:
            # a table within a cell
            self._cells[-1].append(row)
            return
        self._builder.add(row, tight=self._before == "row")
        self._before = "row"


class _Notes:
    """Takes the notes, each below the text under the number that it has there."""

    def __init__(self, builder: TextBuilder, numbers: dict[str, int]) -> None:
        self._builder = builder
        self._numbers = numbers
        self._number: int | None = None
        self._words: list[str] = []
        self._is_text = False
        self._left_out = 0

    def start(self, full_name: str, attributes: dict[str, str]) -> None:
        """Take note of an element that begins."""
        name = local(full_name)
        if name in _LEFT_OUT or self._left_out:
            self._left_out += 1
        elif name in ("footnote", "endnote"):
            identity = next((value for key, value in attributes.items() if local(key) == "id"), "")
            self._number, self._words = self._numbers.get(identity), []
        self._is_text = name == "t" and not self._left_out
        if name in _BREAKS and not self._left_out:
            self._words.append(_BREAKS[name])

    def data(self, text: str) -> None:
        """Take words."""
        if self._is_text:
            self._words.append(text)

    def end(self, full_name: str) -> None:
        """Take note of an element that ends."""
        name = local(full_name)
        self._is_text = False
        if self._left_out:
            self._left_out -= 1
        elif name == "p":
            self._words.append("\n")
        elif name in ("footnote", "endnote"):
            text = lines("".join(self._words))
            if self._number is not None and text:
                self._builder.add(f"[{self._number}] {text}")
            self._number = None
