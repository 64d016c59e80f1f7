"""Whatever comes to the door: a safe document or a reason, and never anything else."""

import contextlib
import itertools
import random
from pathlib import Path

import pytest
from files_support import chapter, docx, epub, mail, paragraph, pdf, placed, zipped
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.documents import DocumentError, make_document
from reader.documents.building import TextBuilder
from reader.documents.formats import docx as docx_format
from reader.documents.formats import epub as epub_format
from reader.documents.formats import html as html_format
from reader.documents.formats import mail as mail_format
from reader.documents.main_content import main_content
from reader.documents.markup import Page, Piece
from reader.documents.reflow import Line, in_order, paragraphs, without_running_lines
from reader.text.safety import safe_line, safe_text

PAGE = "<html><head><title>Ferry</title></head><body><ul><li>A<li>B</ul><table><tr><td>x<td>y</table><p>The ferry.</p></body></html>"
WHOLE = {
    "a.html": PAGE.encode(),
    "a.docx": docx(paragraph("The ferry did not sail.") * 5),
    "a.epub": epub({"one.xhtml": chapter("<h1>Silt</h1><p>The ferry.</p>")}, "<dc:title>x</dc:title>"),
    "a.eml": mail("The ferry.", "<p>The ferry.</p>", ["a.zip"], Date="Mon, 11 Mar 2024 08:30:00 +0100"),
    "a.pdf": pdf([placed(["The ferry did not sail.", "Nobody came."])] * 2, info="/Title (Ferry)"),
}


def looked_at(data, name):
    """Read bytes and look at everything that comes of them."""
    document, why = None, "none"
    try:
        document = make_document(data, Path(name), name)
    except DocumentError as error:
        why = str(error)
    assert why == safe_line(why)
    assert 0 < len(why) < 320
    if document is None:
        return None
    assert safe_text(document.text) == document.text
    assert not set(document.text) & set("\r\x85\u2028\u2029")
    document.text.encode("utf-8")
    for said in (document.title, document.author, document.language, *document.warnings):
        assert safe_line(said) == said
    assert document.title
    assert all(0 <= block.start <= block.end <= len(document.text) for block in document.blocks)
    assert list(document.pages) == sorted(document.pages)
    assert all(0 <= page <= len(document.text) for page in document.pages)
    return document


@pytest.mark.parametrize("name", [*WHOLE, "a.txt", "a.md", "a"])
@given(data=st.binary(max_size=300))
@settings(max_examples=25)
def test_any_bytes_are_a_safe_document_or_a_reason(name, data):
    looked_at(data, name)
    looked_at(WHOLE.get(name, b"")[:12] + data, name)


@pytest.mark.parametrize("name", WHOLE)
def test_a_file_that_was_damaged_anywhere_is_a_safe_document_or_a_reason(name):
    chance = random.Random(name)
    for _time in range(60):
        data = bytearray(WHOLE[name])
        for _change in range(chance.choice((1, 3, 30))):
            at = chance.randrange(len(data))
            match chance.randrange(4):
                case 0:
                    data[at] = chance.randrange(256)
                case 1:
                    del data[at : at + chance.randrange(1, 40)]
                case 2:
                    data[at:at] = data[at : at + chance.randrange(1, 40)]
                case _:
                    data[at : at + 1] = chance.choice((b"<", b">", b"\0", b"\x1b[2J", b"&", b"\xff", b"<<", b"%%"))
        looked_at(bytes(data), name)


@pytest.mark.parametrize("name", WHOLE)
def test_a_file_that_is_cut_anywhere_is_a_safe_document_or_a_reason(name):
    data = WHOLE[name]
    for end in range(0, len(data), max(1, len(data) // 40)):
        looked_at(data[:end], name)


TAGS = "div p ul ol li table tr td th tbody blockquote pre h1 h6 a br b article nav header footer aside form script dl dt".split()
PARTS = st.one_of(
    st.sampled_from([f"<{tag}>" for tag in TAGS]),
    st.sampled_from([f"</{tag}>" for tag in TAGS]),
    st.sampled_from(["<div class=sidebar id=x>", "<ol start=9999999999>", "<p hidden>", "<td/>", "<!--", "-->", "<![CDATA[", "&#x1b;", "&#xd800;"]),
    st.text(max_size=12),
)  # fmt: skip


@given(st.lists(PARTS, max_size=40).map("".join))
def test_any_markup_is_text_whose_blocks_lie_in_it(source):
    parsed = html_format.parse(source.replace("\0", " ").encode("utf-8", "replace"))
    assert safe_text(parsed.text) == parsed.text
    assert all(0 <= block.start < block.end <= len(parsed.text) for block in parsed.blocks)
    ends = [0, *(block.end for block in parsed.blocks)]
    assert all(block.start >= end for block, end in zip(parsed.blocks, ends, strict=False))


@given(st.lists(PARTS, max_size=20).map("".join))
def test_any_markup_in_a_chapter_is_read_or_refused(source):
    data = epub({"one.xhtml": source.encode("utf-8", "replace")})
    with contextlib.suppress(DocumentError):
        text = epub_format.parse(data).text
        assert safe_text(text) == text


W = st.sampled_from(
    "p r t tab br tbl tr tc del ins txbxContent footnoteReference pStyle numPr numId ilvl Fallback hyperlink".split()
)


@given(st.recursive(st.text(st.characters(codec="utf-8", exclude_characters="<&>\0"), max_size=8), lambda inner: st.tuples(W, st.lists(inner, max_size=4)), max_leaves=30))  # fmt: skip
def test_any_order_of_the_parts_of_a_paragraph_is_read(tree):
    def written(node):
        if isinstance(node, str):
            return "".join(c for c in node if c.isprintable())
        return f'<w:{node[0]} w:val="1" w:id="1">{"".join(map(written, node[1]))}</w:{node[0]}>'

    parsed = docx_format.parse(docx(written(tree)))
    assert safe_text(parsed.text) == parsed.text


HEADERS = st.sampled_from(
    ["From: a@b", "Subject: =?utf-8?b?", "Date: Mon, 32 Foo", "Content-Type: multipart/mixed; boundary=x", "Content-Type: text/html", "Content-Transfer-Encoding: base64", "Content-Disposition: attachment; filename=", "", "--x", "--x--", "text", "\x1b[2J", "=?x?q?=ff?="]
)  # fmt: skip


@given(st.lists(HEADERS | st.text(max_size=20), max_size=12))
def test_any_lines_are_a_mail_or_none(written):
    try:
        parsed = mail_format.parse("\n".join(["From: a@b", *written]).encode("utf-8", "replace"))
    except DocumentError:
        return
    assert safe_text(parsed.text) == parsed.text
    assert parsed.blocks[0].kind == "metadata"


PLACES = st.floats(-1e6, 1e6, allow_nan=False)
LINES = st.builds(
    Line,
    st.text(min_size=1, max_size=20).filter(str.strip),
    PLACES,
    PLACES,
    PLACES,
    st.floats(0.01, 1e4),
    st.floats(0, 1),
    st.just(()),
)


@st.composite
def rows(draw):
    """Return a line with gaps in it, as that of a table."""
    cells = draw(st.lists(st.text("ab1.", min_size=1, max_size=4), min_size=1, max_size=4))
    ends, edges = list(itertools.accumulate(len(cell) + 1 for cell in cells)), draw(st.integers(1, 3))
    gaps = [(end - 1, 50.0 * end * edges, 50.0 * end * edges + 20) for end in ends[:-1]]
    return Line(" ".join(cells), 0.0, 50.0 * ends[-1] * edges + 30, draw(PLACES), 10.0, 0.5, tuple(gaps))


@given(st.lists(st.lists(rows() | LINES, max_size=6), max_size=5))
def test_lines_at_any_place_become_paragraphs_and_none_is_lost(pages):
    found = list(paragraphs(pages))
    letters = [c for page in pages for line in page for c in line.text if c.isalnum()]
    assert [c for each in found for c in each.text if c.isalnum()] == letters
    assert {page for each in found for page, _at in each.pages} == {at for at, page in enumerate(pages) if page}
    for each in found:
        assert all(0 <= at <= len(each.text) for _page, at in each.pages)
    ordered = [in_order(page) for page in pages]
    assert [sorted(map(repr, page)) for page in ordered] == [sorted(map(repr, page)) for page in pages]
    kept = without_running_lines(pages)
    assert len(kept) == len(pages)
    assert all(line in page for some, page in zip(kept, pages, strict=True) for line in some)


PIECES = st.builds(
    Piece,
    st.text(min_size=1, max_size=30) | st.just("The ferry did not sail. " * 9),
    linked=st.integers(0, 30),
    level=st.integers(0, 2),
)


@given(
    st.lists(PIECES, max_size=12),
    st.lists(st.tuples(st.integers(1, 4), st.integers(0, 12), st.integers(0, 12)), max_size=4),
    st.data(),
)
def test_the_content_of_a_page_is_some_of_its_pieces_in_their_order(pieces, ranks, data):
    size = len(pieces)
    content = [(rank, min(a, b, size), min(max(a, b), size)) for rank, a, b in ranks]
    passed_over = [(low, high, data.draw(st.booleans())) for _rank, low, high in content]
    elements = [(low, high) for low, high, _certain in passed_over]
    chosen = main_content(Page(pieces, content, passed_over, elements))
    places = [next(at for at, each in enumerate(pieces) if each is piece) for piece in chosen]
    assert places == sorted(places)
    assert bool(chosen) == bool(pieces)


@given(
    st.lists(st.tuples(st.text(max_size=20), st.sampled_from([None, "heading", "quote"]), st.booleans()), max_size=8)
)
def test_what_is_added_stands_where_it_is_said_to(added):
    builder = TextBuilder()
    starts = [builder.add(text, kind, tight=tight) for text, kind, tight in added]
    parsed = builder.parsed({"title": "a\nb"})
    for (text, _kind, _tight), start in zip(added, starts, strict=True):
        clean = safe_text(
            text.replace("\r\n", "\n")
            .replace("\r", "\n")
            .replace("\x85", "\n")
            .replace("\u2028", "\n")
            .replace("\u2029", "\n")
        )
        assert parsed.text[start:].startswith(clean)
    assert parsed.metadata == {"title": "a b"}


def test_a_text_that_grows_too_long_is_refused(monkeypatch):
    monkeypatch.setattr("reader.documents.building.TEXT_LIMIT", 10)
    builder = TextBuilder()
    builder.add("12345")
    with pytest.raises(DocumentError, match="characters of text"):
        builder.add("1234")


OUTSIDE = "\x1b]0;owned\x07 \x1b]8;;http://x\x1b\\ \x1b]52;c;eA==\x07 \x1b[2J\x1b[?1049l \x1bP1$r\x1b\\ \x9b31m \x1b[6n \x1b[201~ \u202eabc\u2066"
"""What terminals obey: titles, links, the clipboard, screens, answers typed back, the end of a paste, directions."""


def carrying(text):
    """Return a file of every kind that carries a text, as far as its format lets it."""
    printed = "".join(c if c >= " " and not 0x7F <= ord(c) <= 0x9F else f"&#{ord(c)};" for c in text)
    xml = "".join(c for c in text if c >= " ")
    return {
        "a.txt": text.encode(),
        "a.md": f"# {text}".encode(),
        "a.html": f"<title>{printed}</title><h1>{text}</h1><p>{printed}</p>".encode(),
        "a.docx": docx(paragraph(xml), {"docProps/core.xml": f"<p><title>{xml}</title><creator>{xml}</creator></p>"}),
        "a.epub": epub({"one.xhtml": chapter(f"<p>{printed}</p>", printed)}, f"<dc:title>{xml}</dc:title>"),
        "a.eml": f"From: {xml} <a@b>\nSubject: {xml}\nContent-Type: text/plain; charset=utf-8\n\n{text}".encode(),
        "a.pdf": pdf([placed(["Ferry \\033]0;x\\007"])], info="/Title (\\033]0;owned\\007) /Author (\\033[2J)"),
    }


@pytest.mark.parametrize("name", carrying(""))
def test_no_terminal_would_obey_what_comes_in(name):
    document = looked_at(carrying(OUTSIDE)[name], name)
    assert document is not None
    shown = document.text + document.title + document.author
    assert not any((ord(c) < 0x20 and c not in "\n\t") or 0x7F <= ord(c) <= 0x9F for c in shown)
    assert not any(c in shown for c in "\u202e\u2066")


UNICODE = {
    "joiners": "Rana\u200bna\u200d",
    "look-alikes": "Ρаul Рaul",
    "marks": "e" + "\u0301" * 500,
    "families": "👩‍👩‍👧‍👦 🇮🇳 👍🏽 ❤️",
    "wide": "東京 ｱｲｳ 각",
    "right to left": "שלום مرحبا",
    "composed": "é é",
    "folding": "ß İ ı ﬁ",
    "markup": "[/ [b [$x] \\[b] [@click=app.quit]x[/] [link=x] {{ x }} {% y %}",
    "noncharacters": "a\ufffeb\uffffc",
}


@pytest.mark.parametrize("words", UNICODE.values(), ids=UNICODE.keys())
@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html", "a.docx", "a.epub", "a.eml"])
def test_words_of_every_kind_come_in_as_they_are(name, words):
    if name in ("a.docx", "a.epub"):
        words = words.replace("\ufffe", "").replace("\uffff", "")  # XML has none of these
    written = words.replace("\\[", "[") if name == "a.md" else words  # what Markdown means by it
    assert written in looked_at(carrying(words)[name], name).text


def test_an_archive_of_any_other_kind_is_no_document():
    assert looked_at(zipped({"a.txt": "x"}), "a.zip") is None
