"""The parser of Markdown: CommonMark with tables, struck words, footnotes, and the wiki links and comments of note programs.

HTML is not interpreted: tags that HTML knows are left out, whatever else stands between angle brackets is text.
"""

import re
from functools import lru_cache
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_block import table as read_table
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

NESTING: Final = 60
"""How deep lists and quotes may lie in each other; a list and its items count apart."""

_CELLS: Final = 50_000
"""How many cells that are not in the file a document's tables may be filled up with."""

TAG: Final = re.compile(
    r"</?(?:abbr|acronym|address|article|aside|audio|area|a|bdi|bdo|base|basefont|bgsound|big|blink|blockquote|body|br|button|b"
    r"|canvas|caption|center|cite|code|colgroup|col|data|datalist|dd|del|details|dfn|dialog|dir|div|dl|dt|embed|em|fieldset"
    r"|figcaption|figure|font|footer|form|frame|frameset|h[1-6]|header|head|hgroup|hr|html|iframe|img|input|ins|i|kbd|keygen"
    r"|label|legend|link|li|main|map|mark|marquee|menu|menuitem|meta|meter|nav|nobr|noframes|noscript|object|ol|optgroup|option"
    r"|output|param|picture|portal|pre|progress|p|q|rb|rp|rtc|rt|ruby|samp|script|search|section|select|slot|small|source|span"
    r"|strike|strong|style|sub|summary|sup|svg|s|table|tbody|td|template|textarea|tfoot|thead|th|time|title|track|tr|tt|ul|u"
    r"|var|video|wbr|math)(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
"""A tag of an element of HTML."""

_WIKI_LINK: Final = re.compile(r"!?\[\[([^\[\]|\n]+)(?:\|([^\[\]\n]*))?\]\]")
_NOTE: Final = re.compile(r"\[\^([^\]\s]{1,80})\]:[ \t]*")
_NOTE_SIGN: Final = re.compile(r"\[\^([^\]\s]{1,80})\](?!:)")


class _Parser(MarkdownIt):
    """The parser of the library, to which any target of a link is as good as another: none is ever opened."""

    def validateLink(self, url: str) -> bool:  # noqa: ARG002, N802 (the library's name for it)
        """Take every target, so that what leads there is read as a link."""
        return True

    def normalizeLink(self, url: str) -> str:  # noqa: N802 (the library's name for it)
        """Leave a target as the file says it."""
        return url

    def normalizeLinkText(self, link: str) -> str:  # noqa: N802 (the library's name for it)
        """Leave an address that stands in the text as it is."""
        return link


def tokens(source: str) -> list[Token]:
    """Return Markdown as the library's tokens; their text may hold what entities stand for, such as control characters."""
    return _parser().parse(source, {})


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    parser = _Parser("commonmark", {"maxNesting": NESTING}).enable(["strikethrough", "table"])
    parser.block.ruler.at("table", _table, {"alt": ["paragraph", "reference"]})
    parser.block.ruler.before("reference", "note", _note, {"alt": ["paragraph", "reference"]})
    parser.block.ruler.before(
        "fence", "comment", _comment_block, {"alt": ["paragraph", "reference", "blockquote", "list"]}
    )
    parser.inline.ruler.before("link", "note_sign", _note_sign)
    parser.inline.ruler.before("link", "wiki_link", _wiki_link)
    parser.inline.ruler.before("link", "comment", _comment)
    parser.inline.ruler.at("html_inline", _html)
    parser.parse("a")  # the library sorts its rules on their first use, which two threads must not do at once
    return parser


def _table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read a table, unless rows that are cut short would make too many cells of too little."""
    if state.env.get("cells", 0) > _CELLS:
        return False
    before = len(state.tokens)
    is_table = read_table(state, start, end, silent)
    if is_table and not silent:
        written = state.src.count("|", state.bMarks[start], state.eMarks[state.line - 1])
        state.env["cells"] = state.env.get("cells", 0) + max(0, (len(state.tokens) - before) // 3 - 2 * written)
    return is_table


def _note(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read a footnote where it is written."""
    if state.is_code_block(start):
        return False
    match = _NOTE.match(state.src, state.bMarks[start] + state.tShift[start], state.eMarks[start])
    if match is None:
        return False
    if silent:
        return True
    state.env.setdefault("notes", set()).add(match[1])
    state.push("note_open", "", 1).info = match[1]
    before = state.bMarks[start], state.tShift[start], state.sCount[start], state.blkIndent, state.parentType
    state.blkIndent += 4
    state.bMarks[start], state.tShift[start], state.sCount[start] = match.end(), 0, state.blkIndent
    state.md.block.tokenize(state, start, end)
    state.bMarks[start], state.tShift[start], state.sCount[start], state.blkIndent, state.parentType = before
    state.push("note_close", "", -1)
    return True


def _comment_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Pass over lines between two that hold `%%`."""
    at = state.bMarks[start] + state.tShift[start]
    if state.is_code_block(start) or not state.src.startswith("%%", at):
        return False
    close = state.src.find("%%", at + 2)
    if close < state.eMarks[start]:
        return False
    last = start
    while last < end and state.eMarks[last] < close:
        last += 1
    if last >= end or state.src[close + 2 : state.eMarks[last]].strip():
        return False
    if not silent:
        state.line = last + 1
    return True


def _note_sign(state: StateInline, silent: bool) -> bool:
    match = _NOTE_SIGN.match(state.src, state.pos) if state.src.startswith("[^", state.pos) else None
    if match is None or match[1] not in state.env.get("notes", ()):
        return False
    if not silent:
        state.push("note_sign", "", 0).content = match[1]
    state.pos = match.end()
    return True


def _wiki_link(state: StateInline, silent: bool) -> bool:
    match = _WIKI_LINK.match(state.src, state.pos) if state.src.startswith(("[[", "![["), state.pos) else None
    if match is None or match.end() > state.posMax:
        return False
    if not silent:
        state.push("link_open", "a", 1).attrs = {"href": match[1].strip()}
        state.push("text", "", 0).content = (match[2] or "").strip() or match[1].strip()
        state.push("link_close", "a", -1)
    state.pos = match.end()
    return True


def _comment(state: StateInline, silent: bool) -> bool:
    """Pass over what stands between `%%` and `%%`, or in a comment of HTML."""
    for opening, closing in (("%%", "%%"), ("<!--", "-->")):
        if state.src.startswith(opening, state.pos):
            unclosed = state.env.setdefault("unclosed", {})
            close = -1 if unclosed.get(opening) is state.src else state.src.find(closing, state.pos + len(opening))
            if close < 0:
                unclosed[opening] = state.src  # later ones of the paragraph need not look to its end again
            if close < 0 or close + len(closing) > state.posMax:
                return False
            if not silent:
                state.push("html_inline", "", 0)
            state.pos = close + len(closing)
            return True
    return False


def _html(state: StateInline, silent: bool) -> bool:
    match = TAG.match(state.src, state.pos) if state.src.startswith("<", state.pos) else None
    if match is None or match.end() > state.posMax:
        return False
    if not silent:
        state.push("html_inline", "", 0).content = match[0]
    state.pos = match.end()
    return True
