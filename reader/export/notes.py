"""A person's note below a quote: their own Markdown, kept from reaching beyond its block."""

import re
from typing import Final

from reader.export.blocks import end_line, parse

_OPENS: Final = re.compile(r"^ {0,3}(?:`{3}|~{3}|<)|\$\$|%%", re.MULTILINE)
_BEGINS_A_BLOCK: Final = re.compile(r"(?:[#>|<=]|[-+*](?:\s|$)|`{3}|~{3}|\d{1,9}[.)]\s|-{3}|\*{3})")
_END_LINE: Final = re.compile(r"^<!-- (?=end of |reader: )", re.MULTILINE)
_ID_AT_END: Final = re.compile(r"((?:^|\s)\^([\w-]+))(\s*)$", re.MULTILINE)
_LINE_ENDS: Final = re.compile("\r\n?|\u240d\n|[\x85\u2028\u2029]")
_CLOSERS: Final = ("```", "~~~", "-->", "?>", "]]>", ">", "</script>", "</pre>", "</style>", "</textarea>")


def with_note(block: str, mark_id: str, note: str) -> str:
    """Return a block with a note below it.

    The note stays as it was written, but for what it leaves open, which is closed; where it holds something that would
    end the block, such as a heading or a quote, a line after it says where the block ends.
    """
    note = _END_LINE.sub(" \\g<0>", _LINE_ENDS.sub("\n", note)).rstrip().lstrip("\n")
    # only the block itself ends a line with its id
    note = _ID_AT_END.sub(lambda found: f"{found[1]} <!-- -->{found[3]}" if found[2] == mark_id else found[0], note)
    if not note.strip():
        return block
    # what is only a heading or a list at the beginning of a line has a line of its own
    begins = _BEGINS_A_BLOCK.match(note.lstrip()) or note.startswith(("    ", "\t"))
    whole = f"{block}\n\n" + _closed("**Note.**\n\n" if begins else "**Note.** ", note)
    return whole if is_plain(whole, mark_id) else f"{whole}\n\n{end_line(mark_id)}"


def is_plain(block: str, mark_id: str) -> bool:
    """Tell whether a block is read back as that one block, all of it."""
    page = parse(f"{block}\n\n> another\n")
    found = page.blocks.get(mark_id)
    length = block.count("\n") + 1
    return len(page.blocks) == 1 and found is not None and (found.start, found.end) == (0, length) and not page.headings


def _closed(before: str, note: str) -> str:
    """Return a note after which a reader of Markdown is out of every code and every comment that it begins."""
    if not _OPENS.search(note) or _ends(before + note):
        return before + note
    for closer in _closers(note):
        if _ends(f"{before}{note}\n{closer}"):
            return f"{before}{note}\n{closer}"
    longest = max((len(run) for run in re.findall(r"~+", note)), default=0)
    fence = "~" * max(3, longest + 1)
    return f"**Note.**\n\n{fence}\n{note}\n{fence}"


def _closers(note: str) -> list[str]:
    fences = sorted({match.strip() for match in re.findall(r"^ {0,3}(?:`{3,}|~{3,})", note, re.MULTILINE)})
    return [*fences, *_CLOSERS]


def _ends(note: str) -> bool:
    from markdown_it import MarkdownIt  # noqa: PLC0415 (only few notes need it)

    tokens = MarkdownIt("commonmark").parse(f"{note}\n\n> sentinel\n\n# sentinel")
    outer = [token.type for token in tokens if token.level == 0]
    return outer[-4:] == ["blockquote_open", "blockquote_close", "heading_open", "heading_close"]
