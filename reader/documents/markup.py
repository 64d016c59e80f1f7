"""From the elements of a web page, a chapter or an HTML mail to pieces of text in reading order."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from reader.documents.building import BULLET, CELLS, TextBuilder, lines, one_line
from reader.documents.model import BlockKind, Style, StyleKind
from reader.documents.styling import StyledWords, carried, moved

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

_DROPPED: Final = frozenset(
    "script style template noscript svg annotation annotation-xml iframe object embed applet canvas audio video map select option datalist button label "
    "input textarea progress meter dialog head title link meta base rt rp frameset noframes".split()
)
"""Elements in which no text stands that a person came to read."""

_BLOCKS: Final = frozenset(
    "address article aside blockquote body center dd details dir div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 "
    "h5 h6 header hgroup hr html legend li main menu nav ol p pre search section summary table caption tbody thead tfoot tr td "
    "th ul".split()
)
_SET_APART: Final[dict[str, StyleKind]] = {
    "b": "strong", "strong": "strong", "i": "emphasis", "em": "emphasis", "cite": "emphasis", "dfn": "emphasis", "s": "struck",
    "del": "struck", "strike": "struck", "code": "code", "kbd": "code", "samp": "code", "tt": "code",
}  # fmt: skip
_MARKS_OF_PLACE: Final = frozenset(("¶", "#", "§", "🔗"))
_HEADINGS: Final = frozenset("h1 h2 h3 h4 h5 h6".split())
_LISTS: Final = frozenset("ul ol dir menu".split())
_PASSED_OVER_ROLES: Final = frozenset(
    "navigation banner contentinfo complementary search dialog alertdialog menu menubar toolbar".split()
)
_PASSED_OVER: Final = frozenset("nav footer aside".split())
_PASSED_OVER_NAMES: Final = re.compile(
    r"(?:^|[-_\s])(?:cookies?|consent|gdpr|newsletter|subscribe|subscription|sign-?up|shar(?:e|ing)|social|breadcrumbs?|related"
    r"|(?:site-?|page-?)?header|top-?bar"
    r"|recommended|recommendations|promo|promotion|side-?bar|nav|nav-?bar|navigation|menu|masthead|footer|advert|advertisement"
    r"|ads?|sponsored|pop-?up|modal|overlay|skip|skip-?link|comments?|disqus|pagination|toolbar|screen-reader-text"
    r"|visually-?hidden|sr-only|noprint|mw-editsection|navbox|catlinks|printfooter)(?:$|[-_\s])",
    re.IGNORECASE,
)
_CONTENT: Final = {"article": 3, "main": 2}
_CONTENT_NAMES: Final = frozenset("content main article main-content article-body post-content entry-content story-body mw-content-text bodycontent".split())  # fmt: skip
_HIDDEN: Final = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_WHITE: Final = re.compile(r"\s+")
_LONG_CELL: Final = 240
"""Characters from which on a cell is no cell of a row but a part of a page that is laid out by a table."""


@dataclass(slots=True)
class Piece:
    """A paragraph, heading, list item, quote, row or stretch of code."""

    text: str
    kind: BlockKind | None = None
    linked: int = 0
    """How many of its characters are links."""

    is_tight: bool = False
    """Whether it stands right below the one before."""

    level: int = 0
    """Of a heading."""

    styles: list[Style] = field(default_factory=list)
    """What is set apart in it, by offsets into it."""


@dataclass(slots=True)
class Page:
    """The pieces of a page, and what its elements say of them."""

    pieces: list[Piece] = field(default_factory=list)
    content: list[tuple[int, int, int]] = field(default_factory=list)
    """Rank, first and last piece but one of elements that say they hold what a page is about."""

    passed_over: list[tuple[int, int, bool]] = field(default_factory=list)
    """First and last piece but one of elements beside that, and whether it is certain."""

    elements: list[tuple[int, int]] = field(default_factory=list)
    """First and last piece but one of every element that holds more than one."""

    anchors: dict[str, int] = field(default_factory=dict)
    """The piece at which an element with an id begins."""


@dataclass(slots=True)
class _Open:
    """An element that has begun and not ended."""

    tag: str
    first: int
    rank: int = 0
    passed_over: bool | None = None


class Walk:
    """Goes through elements in their order, however deep, and collects pieces."""

    def __init__(self) -> None:
        self.page = Page()
        self._words = StyledWords()
        self._set_apart: dict[StyleKind, int] = {}
        """In how many elements words are that set them apart, by the way they do."""
        self._targets: list[str] = []
        """Where the links lead that are open."""
        self._linked = 0
        self._quotes = 0
        self._code = 0
        self._lists: list[int] = []
        """The number of the next item of each list that is open; -1 for bullets."""
        self._mark = ""
        self._items = 0
        self._level = 0
        self._titles: list[int] = []
        """Which pieces are headings of the first level."""
        self._rows: list[list[list[Piece]]] = []
        """For each table that is open, the cells of its row."""

    def through(self, root: "LexborNode") -> Page:
        """Collect the pieces below an element."""
        opened: list[_Open] = []
        node = root.child
        while node is not None:
            element = self._enter(node)
            below = node.child if element else None
            if element and below is not None:
                opened.append(element)
                node = below
                continue
            if element:
                self._end(element)
            while node is not None and node.next is None and opened:
                node = node.parent
                self._end(opened.pop())
            node = node.next if node is not None else None
        self._flush()
        return self.page

    def _enter(self, node: "LexborNode") -> _Open | None:
        """Take note of a node; return it where there may be something in it to look at."""
        tag = node.tag or ""
        if tag == "-text":
            self._text(node.text_content or "")
            return None
        if tag in _DROPPED or not node.is_element_node:
            return None
        if tag in _BLOCKS or tag in ("a", "br"):
            return self._begin(node, tag)
        if tag in _SET_APART:
            kind = _SET_APART[tag]
            self._set_apart[kind] = self._set_apart.get(kind, 0) + 1
            return _Open(tag, 0)
        return _Open("", 0)

    def _text(self, text: str) -> None:
        target = self._targets[-1] if self._targets else ""
        if self._code:
            self._words.add(text, target=target)
        else:
            self._words.add(_WHITE.sub(" ", text), self._set_apart, target)
        if self._targets:
            self._linked += len(text)

    def _begin(self, node: "LexborNode", tag: str) -> _Open | None:
        """Note that an element begins; `None` where it is not to be looked into."""
        if tag == "br":
            self._words.add("\n")
            return None
        if tag == "a":
            if _is_mark_of_place(node):
                return None
            self._targets.append(node.attributes.get("href") or "")
            return _Open(tag, 0)
        attributes = node.attributes
        if attributes and _is_hidden(attributes):
            return None
        self._flush()
        element = _Open(tag, len(self.page.pieces))
        if attributes:
            self._note(element, attributes)
        elif tag in _PASSED_OVER or tag == "header":
            element.passed_over = True
        element.rank = max(element.rank, _CONTENT.get(tag, 0))
        self._open_block(tag, attributes)
        return element

    def _note(self, element: _Open, attributes: dict[str, str | None]) -> None:
        role, identity, names = (attributes.get(key) or "" for key in ("role", "id", "class"))
        if identity:
            self.page.anchors.setdefault(identity, element.first)
        if attributes.get("itemprop") == "articleBody":
            element.rank = 4
        elif role == "main":
            element.rank = 2
        elif identity.casefold() in _CONTENT_NAMES or not _CONTENT_NAMES.isdisjoint(names.casefold().split()):
            element.rank = 1
        if element.tag in _PASSED_OVER or element.tag == "header" or role in _PASSED_OVER_ROLES:
            element.passed_over = True
        elif element.tag not in ("body", "html", "main", "article") and (
            _PASSED_OVER_NAMES.search(identity) or _PASSED_OVER_NAMES.search(names)
        ):
            element.passed_over = False

    def _open_block(self, tag: str, attributes: dict[str, str | None]) -> None:
        if tag in _HEADINGS:
            self._level = int(tag[1])
        elif tag == "blockquote":
            self._quotes += 1
        elif tag == "pre":
            self._code += 1
        elif tag in _LISTS:
            start = attributes.get("start") or "1"
            self._lists.append((int(start) if start.isdecimal() and len(start) < 9 else 1) if tag == "ol" else -1)
        elif tag == "li":
            self._items += 1
            self._mark = self._next_mark()
        elif tag == "table":
            self._release()
            self._rows.append([])
        elif tag in ("td", "th") and self._rows:
            self._rows[-1].append([])

    def _next_mark(self) -> str:
        indent = "  " * min(8, max(0, len(self._lists) - 1))
        number = self._lists[-1] if self._lists else -1
        if number < 0:
            return indent + BULLET
        self._lists[-1] += 1
        return f"{indent}{number}. "

    def _end(self, element: _Open) -> None:
        tag = element.tag
        if tag == "a":
            self._targets.pop()
        elif tag in _SET_APART:
            self._set_apart[_SET_APART[tag]] -= 1
            if not self._set_apart[_SET_APART[tag]]:
                del self._set_apart[_SET_APART[tag]]
        if tag in ("a", "") or tag in _SET_APART:
            return
        self._flush()
        self._close_block(tag)
        last = len(self.page.pieces)
        if last > element.first + 1:
            self.page.elements.append((element.first, last))
        if element.rank and last > element.first:
            self.page.content.append((element.rank, element.first, last))
        if element.passed_over is not None and last > element.first:
            may_hold_title = tag == "header" or not element.passed_over
            if may_hold_title and self._titles and self._titles[-1] >= element.first:
                return
            self.page.passed_over.append((element.first, last, element.passed_over))

    def _close_block(self, tag: str) -> None:
        if tag in _HEADINGS:
            self._level = 0
        elif tag == "blockquote":
            self._quotes -= 1
        elif tag == "pre":
            self._code -= 1
        elif tag in _LISTS:
            self._lists.pop()
        elif tag == "li":
            self._items -= 1
            self._mark = ""
        elif tag == "tr":
            self._end_row()
        elif tag == "table":
            self._end_row()
            self._rows.pop()

    def _flush(self) -> None:
        """Make a piece of the words since the last one."""
        if self._words.is_empty:
            return
        order = one_line if self._level else _without_line_ends if self._code else lines
        text, styles = self._words.put_in_order(order)
        linked, self._linked = self._linked, 0
        self._words = StyledWords()
        if not text.strip():
            return
        kind: BlockKind | None = None
        if self._level:
            kind = "heading"
        elif self._code:
            kind = "code"
        elif self._items:
            kind = "list_item"
            styles = list(moved(styles, len(self._mark)))
            text, self._mark = self._mark + text, ""
        elif self._quotes:
            kind = "quote"
        piece = Piece(text, kind, linked, level=self._level, styles=styles)
        if self._rows and self._rows[-1]:
            self._rows[-1][-1].append(piece)
        else:
            self._put(piece)

    def _put(self, piece: Piece) -> None:
        before = self.page.pieces[-1] if self.page.pieces else None
        piece.is_tight = piece.is_tight or (
            piece.kind == "list_item" and before is not None and before.kind == "list_item"
        )
        if piece.level == 1:
            self._titles.append(len(self.page.pieces))
        self.page.pieces.append(piece)

    def _end_row(self) -> None:
        """Make one piece of the cells of a row, or of each piece in them one, where the table lays out a page."""
        row = self._rows[-1] if self._rows else []
        filled = [cell for cell in row if cell]
        plain = all(piece.kind in (None, "list_item") for cell in filled for piece in cell)
        follows = bool(self.page.pieces) and CELLS in self.page.pieces[-1].text and not self.page.pieces[-1].kind
        is_row = len(filled) > 1 or (bool(filled) and len(row) > 1 and follows)
        if is_row and plain and all(sum(len(piece.text) for piece in cell) <= _LONG_CELL for cell in filled):
            joined = _joined(row)
            row.clear()
            joined.is_tight = follows
            self._put(joined)
        else:
            self._release()

    def _release(self) -> None:
        """Put what stands in cells of the open row as pieces of their own."""
        if self._rows:
            cells = list(self._rows[-1])
            self._rows[-1].clear()
            for cell in cells:
                for piece in cell:
                    self._put(piece)


def _without_line_ends(text: str) -> str:
    return text.strip("\n")


def _joined(row: Iterable[Iterable[Piece]]) -> Piece:
    """Return the cells of a row after each other."""
    whole = Piece("")
    for at, cell in enumerate(row):
        whole.text += CELLS if at else ""
        is_empty = True
        for piece in cell:
            text = one_line(piece.text)
            whole.text += "" if is_empty else " "
            whole.styles += moved(carried(piece.text, text, piece.styles), len(whole.text))
            whole.text += text
            whole.linked += piece.linked
            is_empty = False
        whole.text += "–" if is_empty else ""
    return whole


def walk(parser: "LexborHTMLParser") -> Page:
    """Return what stands on a page."""
    root = parser.body or parser.root
    return Walk().through(root) if root is not None else Page()


def put(builder: TextBuilder, pieces: Iterable[Piece]) -> None:
    """Add pieces to a text."""
    is_first = True
    for piece in pieces:
        is_tight = piece.is_tight and not is_first
        builder.add(piece.text, piece.kind, level=piece.level, tight=is_tight, styles=piece.styles)
        is_first = False


def _is_mark_of_place(link: "LexborNode") -> bool:
    """Tell a link that is a sign behind a heading, for whoever wants the address of that place."""
    if not (link.attributes.get("href") or "").startswith("#"):
        return False
    inside = link.child
    return inside is not None and inside.next is None and (inside.text_content or "").strip() in _MARKS_OF_PLACE


def _is_hidden(attributes: dict[str, str | None]) -> bool:
    if "hidden" in attributes or attributes.get("aria-hidden") == "true":
        return True
    style = attributes.get("style")
    return style is not None and _HIDDEN.search(style) is not None
