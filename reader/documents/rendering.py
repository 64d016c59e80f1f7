"""From the tokens of Markdown to readable text, with what was set apart in it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html import unescape
from typing import Final

from markdown_it.token import Token

from reader.documents.building import BULLET, CELLS, TextBuilder
from reader.documents.commonmark import TAG
from reader.documents.decoding import clean
from reader.documents.model import BlockKind, Style, StyleKind
from reader.documents.styling import link, moved, within

_STYLES: Final[dict[str, StyleKind]] = {"strong": "strong", "em": "emphasis", "s": "struck"}
_RULE: Final = "* * *"
_TASK: Final = re.compile(r"\[([ xX])\](?: |$)")
_CALLOUT: Final = re.compile(r"\[!([\w-]{1,40})\][+-]?[ \t]*")
_BLOCK_ID: Final = re.compile(r"(?:^|[ \t\n])\^[A-Za-z0-9-]+$")
_BREAK_TAG: Final = re.compile(r"<br\s*/?>", re.IGNORECASE)
_CLOSING: Final = {"<!--": re.compile("-->")} | {
    f"<{name}": re.compile(rf"</{name}\s*>", re.IGNORECASE) for name in ("script", "style", "svg")
}
"""How what is passed over begins, and what ends it."""
_PASSED_OVER: Final = re.compile(r"<!--|<(?:script|style|svg)\b", re.IGNORECASE)
_WORD: Final = re.compile(r"\S*")
_NARROWEST: Final = 60
"""Characters that the longest line of a paragraph is taken to have at least, when its lines are joined."""


@dataclass(slots=True)
class Piece:
    """A stretch of text without the marks of Markdown."""

    text: str = ""
    styles: list[Style] = field(default_factory=list)

    def after(self, before: str) -> "Piece":
        """Return it with something before it."""
        return Piece(before + self.text, list(moved(self.styles, len(before)))) if before else self

    def part(self, start: int, end: int) -> "Piece":
        """Return a part of it."""
        return Piece(self.text[start:end], list(within(self.styles, start, end)))

    def trimmed(self) -> "Piece":
        """Return it without white space around it."""
        start = len(self.text) - len(self.text.lstrip())
        end = len(self.text.rstrip())
        return self if (start, end) == (0, len(self.text)) else self.part(start, max(start, end))


class _Prose:
    """A paragraph that grows by the tokens in it."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._last = ""
        self._styles: list[Style] = []
        self._open: list[tuple[StyleKind, int, str]] = []
        self._soft: list[int] = []
        """Where lines end that were only broken to be short."""
        self._is_after_nothing = False

    def take(self, inline: Iterable[Token]) -> None:
        """Add what stands in a paragraph."""
        for token in inline:
            match token.type:
                case "text":
                    self._add(_on_one_line(token.content))
                case "code_inline":
                    self._open.append(("code", self._length, ""))
                    self._add(_on_one_line(token.content))
                    self._close()
                case "softbreak" | "hardbreak":
                    self._break(is_soft=token.type == "softbreak")
                case "note_sign":
                    self._add(f"[{_on_one_line(token.content)}]")
                case "html_inline":
                    self._html(token.content)
                case _:
                    self._style(token)

    def _html(self, tag: str) -> None:
        self._is_after_nothing = True
        if _BREAK_TAG.match(tag):
            self._break(is_soft=False)

    def _style(self, token: Token) -> None:
        """Begin or end what is set apart."""
        if token.type == "image":
            self._open.append(("link", self._length, str(token.attrs.get("src", ""))))
            self.take(token.children or ())
            self._close()
        elif token.nesting > 0:
            self._open.append((_STYLES.get(token.tag, "link"), self._length, str(token.attrs.get("href", ""))))
        elif token.nesting < 0 and self._open:
            self._close()

    def piece(self, *, as_one_line: bool = False) -> Piece:
        """Return the paragraph, or its lines after each other."""
        while self._open:
            self._close()
        text = "".join(self._parts)
        if as_one_line:
            text = text.replace("\n", " ")
        elif self._soft:
            text = _joined(text, _wraps(text, self._soft))
        found = _BLOCK_ID.search(text)
        if found and not any(style.kind == "code" and style.end > found.start() for style in self._styles):
            text = text[: found.start()]
        return Piece(text, list(within(self._styles, 0, len(text)))).trimmed()

    def _add(self, text: str) -> None:
        if text:
            if self._is_after_nothing and self._last.isspace():
                text = text.lstrip(" ")
            self._is_after_nothing = False
            self._parts.append(text)
            self._length += len(text)
            self._last = text[-1:] or self._last

    def _break(self, *, is_soft: bool) -> None:
        if is_soft and self._last in ("\n", ""):
            return
        if is_soft:
            self._soft.append(self._length)
        self._add("\n")

    def _close(self) -> None:
        kind, start, target = self._open.pop()
        if start < self._length:
            self._styles.append(
                link(start, self._length, target) if kind == "link" else Style(kind, start, self._length)
            )


def _on_one_line(text: str) -> str:
    return clean(text).replace("\n", " ")


def _joined(text: str, at: Iterable[int]) -> str:
    """Return a text with spaces in the place of some of its line breaks."""
    parts, start = list[str](), 0
    for each in at:
        parts += [text[start:each], " "]
        start = each + 1
    return "".join([*parts, text[start:]])


def _wraps(text: str, breaks: list[int]) -> Iterator[int]:
    """Yield those of the line breaks at which a line had become too long for the next word.

    Where a line ends far before that, as in an address or a poem, its end was meant.
    """
    if not breaks:
        return
    ends = [*breaks, len(text)]
    starts = [0, *(at + 1 for at in breaks)]
    longest = max(_NARROWEST, *(end - start for start, end in zip(starts, ends, strict=True)))
    for start, end, after in zip(starts, breaks, starts[1:], strict=False):
        word = _WORD.match(text, after)
        if end - start + 1 + (len(word[0]) if word else 0) > longest * 3 / 4:
            yield end


@dataclass(slots=True)
class _List:
    """A list that has begun and not ended."""

    number: int | None
    """Of its next item; `None` for bullets."""


class Rendering:
    """Goes through the tokens of a document and puts its text together."""

    def __init__(self, builder: TextBuilder) -> None:
        """Add to a text that was begun."""
        self._builder = builder
        self._lists: list[_List] = []
        self._mark = ""
        """What stands before the next paragraph: the bullet or number of an item, or the sign of a footnote."""
        self._under = ""
        """As wide as the mark of the item that is open."""
        self._quotes = 0
        self._notes = 0
        self._is_callout = False
        """Whether what follows may be the name of a quote of a special kind."""
        self._level = 0
        """Of the heading that is open."""
        self._is_hidden = False
        """Whether the paragraph stands in a list without empty lines."""
        self._is_tight = False
        """Whether what was put last was an item of the list that is open."""
        self._row: list[Piece] | None = None
        self._rows = 0

    def take(self, tokens: Iterable[Token]) -> None:
        """Add everything."""
        for token in tokens:
            kind = token.type
            if kind == "inline":
                self._inline(token)
            elif kind in ("fence", "code_block"):
                self._code(token.content)
            elif kind == "html_block":
                self._html(token.content)
            elif kind == "hr":
                self._put(Piece(_RULE), None)
            elif token.nesting > 0:
                self._begin(kind, token)
            elif token.nesting < 0:
                self._end(kind)

    def _begin(self, kind: str, token: Token) -> None:
        if kind == "heading_open":
            self._level = int(token.tag[1])
        elif kind == "paragraph_open":
            self._is_hidden = token.hidden
        elif kind in ("bullet_list_open", "ordered_list_open"):
            start = token.attrs.get("start", 1)
            self._lists.append(_List(int(start) if kind == "ordered_list_open" else None))
            if len(self._lists) == 1:
                self._is_tight = False
        elif kind == "list_item_open":
            self._mark = self._next_mark()
            self._under = " " * len(self._mark)
        elif kind == "blockquote_open":
            self._quotes += 1
            self._is_callout = True
        elif kind == "table_open":
            self._rows = 0
        elif kind == "tr_open":
            self._row = []
        elif kind == "note_open":
            self._notes += 1
            self._mark = f"[{_on_one_line(token.info)}] "

    def _next_mark(self) -> str:
        indent = "  " * min(8, len(self._lists) - 1)
        opened = self._lists[-1]
        if opened.number is None:
            return indent + BULLET
        opened.number += 1
        return f"{indent}{opened.number - 1}. "

    def _end(self, kind: str) -> None:
        if kind == "heading_close":
            self._level = 0
        elif kind == "paragraph_close":
            self._is_hidden = False
        elif kind in ("bullet_list_close", "ordered_list_close"):
            self._lists.pop()
            self._under = "  " * min(8, len(self._lists))
            if not self._lists:
                self._is_tight = False
        elif kind in ("list_item_close", "note_close"):
            self._mark = ""
            self._notes -= kind == "note_close"
        elif kind == "blockquote_close":
            self._quotes -= 1
            self._is_callout = False
        elif kind == "tr_close":
            self._end_row()

    def _inline(self, token: Token) -> None:
        prose = _Prose()
        prose.take(token.children or ())
        piece = prose.piece(as_one_line=self._row is not None or bool(self._level or self._lists or self._notes))
        if self._row is not None:
            self._row.append(piece)
            return
        if self._is_callout:
            piece = _callout(piece)
        self._is_callout = False
        self._put(piece, "heading" if self._level else self._kind)

    @property
    def _kind(self) -> BlockKind | None:
        return "list_item" if self._lists else "quote" if self._quotes else None

    def _put(self, piece: Piece, kind: BlockKind | None) -> None:
        """Add a paragraph, with the mark that waits for it."""
        if not piece.text:
            return
        is_item = kind == "list_item"
        if self._mark and is_item and (task := _TASK.match(piece.text)):
            piece = piece.part(task.end(), len(piece.text))
            self._mark = self._mark.removesuffix(BULLET) + ("☐ " if task[1] == " " else "☑ ")
        before = self._mark or (self._under if is_item else "")
        if before and kind != "code":
            piece = piece.after(before)
        self._mark = ""
        is_tight = self._is_tight and is_item and self._is_hidden
        self._builder.add(piece.text, kind, level=self._level, tight=is_tight, styles=piece.styles)
        self._is_tight = is_item

    def _code(self, content: str) -> None:
        text = clean(content).strip("\n")
        if text.strip():
            self._put(Piece(text), "code")

    def _html(self, content: str) -> None:
        """Add the words between the tags of HTML."""
        for paragraph in re.split(r"\n\s*\n", _words(content)):
            lines = (line.strip() for line in paragraph.split("\n"))
            text = "\n".join(line for line in lines if line)
            self._put(Piece(text), self._kind)

    def _end_row(self) -> None:
        """Add the row of a table, its cells after each other; the first is set apart."""
        row, self._row = self._row or [], None
        if not any(cell.text for cell in row):
            return
        whole = Piece()
        for at, cell in enumerate(row):
            before = whole.text + (CELLS if at else "")
            shown = cell.after(before) if cell.text else Piece(f"{before}–")
            whole = Piece(shown.text if before else cell.text or "–", [*whole.styles, *shown.styles])
        if not self._rows:
            whole.styles.append(Style("strong", 0, len(whole.text)))
        self._builder.add(whole.text, None, tight=self._rows > 0, styles=whole.styles)
        self._rows += 1
        self._is_tight = False


def _callout(piece: Piece) -> Piece:
    """Return the first paragraph of a quote, with the kind of a callout in words."""
    match = _CALLOUT.match(piece.text)
    if match is None:
        return piece
    rest = piece.part(match.end(), len(piece.text))
    name = match[1].capitalize()
    between = "" if not rest.text or rest.text.startswith("\n") else ": "
    said = rest.after(name + between)
    return Piece(said.text, [Style("strong", 0, len(name)), *said.styles])


def _words(html: str) -> str:
    """Return what stands between tags, comments, scripts and drawings; one of these that is not closed is text."""
    kept: list[str] = []
    unclosed: set[str] = set()
    at = start = 0
    while match := _PASSED_OVER.search(html, at):
        name, at = match[0].lower(), match.end()
        close = None if name in unclosed else _CLOSING[name].search(html, at)
        if close is None:
            unclosed.add(name)
        else:
            kept.append(html[start : match.start()])
            at = start = close.end()
    kept.append(html[start:])
    return clean(unescape(TAG.sub("", _BREAK_TAG.sub("\n", "".join(kept)))))
