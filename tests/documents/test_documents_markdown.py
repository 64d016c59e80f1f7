"""Markdown becomes text that is read without its marks, with offsets into that text."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.documents import DocumentError, make_document
from reader.documents.formats import markdown
from reader.documents.formats.markdown import parse
from reader.text.graphemes import grapheme_start
from reader.text.safety import safe_line, safe_text

RICH = Path(__file__).with_name("rich.md")


def read(source):
    return parse(source.encode("utf-8", "surrogatepass"))


def text_of(source):
    return read(source).text.removesuffix("\n")


def styles_of(parsed):
    return [(each.kind, parsed.text[each.start : each.end], each.target) for each in parsed.styles]


def blocks_of(parsed):
    return [(each.kind, parsed.text[each.start : each.end]) for each in parsed.blocks]


def looked_at(source):
    """Read any text, and see that what comes of it is safe and whole."""
    parsed = read(source)
    assert safe_text(parsed.text) == parsed.text
    assert not set(parsed.text) & set("\r\x85\u2028\u2029")
    ends = [0, *(block.end for block in parsed.blocks)]
    assert all(block.start >= end for block, end in zip(parsed.blocks, ends, strict=False))
    assert all(block.start < block.end <= len(parsed.text) for block in parsed.blocks)
    for style in parsed.styles:
        assert 0 <= style.start < style.end <= len(parsed.text)
        assert all(grapheme_start(parsed.text, edge) == edge for edge in (style.start, style.end))
        assert safe_line(style.target) == style.target
    assert list(parsed.styles) == sorted(parsed.styles, key=lambda style: (style.start, -style.end))
    return parsed


def test_a_rich_document_reads_as_its_author_meant_it():
    parsed = looked_at(RICH.read_text(encoding="utf-8"))
    said = [
        parsed.text,
        *(f"{kind}: {words!r}" for kind, words in blocks_of(parsed)),
        "",
        *(f"{kind}: {words!r} {target}".rstrip() for kind, words, target in styles_of(parsed)),
    ]
    assert "\n".join(said) + "\n" == RICH.with_name("rich.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("# Ferry *stays* #", "Ferry stays"),
        ("Ferry\n=====\n\nIn port.", "Ferry\n\nIn port."),
        ("a **b** _c_ ~~d~~ `e *f*` g", "a b c d e *f* g"),
        ("2 * 3 * 4 and snake_case_name", "2 * 3 * 4 and snake_case_name"),
        ("\\*kept\\* &amp; &mdash;", "*kept* & —"),
        ("line  \nbreak\\\nagain", "line\nbreak\nagain"),
        ("* * *\n\ntext", "* * *\n\ntext"),
        ("![](x.png)", ""),
        ("[words]: http://x.y\n\n[words] and [*more*][words]", "words and more"),
        ("[[Target]] [[Target|shown]] ![[map.png|the map]] [[A#b]]", "Target shown the map A#b"),
        ("Words. ^id-1", "Words."),
        ("x ^2 y", "x ^2 y"),
        ("- item ^id", "• item"),
        ("`^id`", "^id"),
        ("a `x ^id` ^id", "a x ^id"),
        ("> quoted\n\n^id", "quoted"),
        ("a %%gone%% b", "a b"),
        ("a\n\n%%\ngone\n\ngone\n%%\n\nb", "a\n\nb"),
        ("%% never closed", "%% never closed"),
        ("a <!-- gone --> b <!-- stays", "a b <!-- stays"),
        ("<!-- gone\n\ngone -->\n\ntext", "text"),
        ("a <b>b</b> <foo> 1<x y>2", "a b <foo> 1<x y>2"),
        ("<p>one<br>two &lt;3</p>\n<script>alert(1)</script>", "one\ntwo <3"),
        ("<style>\np {}\n</style>\n\n<svg>\n<path/>\n</svg>\n\ntext", "text"),
        ("Note[^1] and [^2].\n\n[^1]: One.\n    Still one.\n[^b]: Word", "Note[1] and [^2].\n\n[1] One. Still one.\n\n[b] Word"),
        ("1. a\n1. b\n\n7) c", "1. a\n2. b\n\n7. c"),
        ("- a\n  - b\n    1. c\n- d", "• a\n  • b\n    1. c\n• d"),
        ("- a\n\n  more\n\n- b", "• a\n\n  more\n\n• b"),
        ("- [ ] to do\n- [x] done\n- [X] done\n- [x](y)", "☐ to do\n☑ done\n☑ done\n• x"),
        ("> [!note]\n> Text.", "Note\nText."),
        ("> [!tip] Title *x*\n> Text.", "Tip: Title x\nText."),
        ("> a\n>> b\n\nc", "a\n\nb\n\nc"),
        ("a|b\n-|-\n*x*|\n|y \\| z", "a · b\nx · –\ny | z · –"),
        ("```x\n  # a\n\n\tb\n```", "  # a\n\n\tb"),
        ("~~~\nnever closed", "never closed"),
        ("    code\n\n    more", "code\n\nmore"),
        ("\ufeff# BOM", "BOM"),
        ("", ""),
        ("[x](javascript:alert(1)) <javascript:a>", "x javascript:a"),
    ],
)  # fmt: skip
def test_marks_go_and_words_stay(source, text):
    looked_at(source)
    assert text_of(source) == text


def test_lines_that_were_broken_to_be_short_are_joined_and_others_are_not():
    wrapped = "The ferry stayed in port on Friday because the wind had turned\nto the north, as the harbour master said to those who had\ncome early."
    assert text_of(wrapped) == wrapped.replace("\n", " ")
    address = "Ann Lee\n12 Quay Road\nHarbour"
    assert text_of(address) == address
    assert text_of("- an item\n  that goes on") == "• an item that goes on"


@pytest.mark.parametrize(
    "entity", ["&#27;[2J", "&#x9b;2J", "&#7;", "&#x202e;", "&#10;", "&#13;", "&#x2028;", "&#xd800;", "&#0;"]
)
@pytest.mark.parametrize(
    "shape",
    [
        "{}",
        "# {}",
        "`x` {}",
        "[a {}](b{})",
        "<p>{}</p>",
        "- {}",
        "![{}](x)",
        "a|b\n-|-\n{}|x",
        "[[a{}|{}]]",
        "[^{}]\n\n[^{}]: x",
    ],
)
def test_entities_make_no_control_characters(entity, shape):
    parsed = looked_at(shape.replace("{}", f"a{entity}b"))
    assert len(parsed.text.splitlines()) <= 3


def test_styles_are_kept_with_their_targets():
    parsed = looked_at('***a*** [b **c**](<d e> "title") ![f](g) <http://h.i> [j][k]\n\n[k]: /l\n')
    assert styles_of(parsed) == [
        ("strong", "a", ""),
        ("emphasis", "a", ""),
        ("link", "b c", "d e"),
        ("strong", "c", ""),
        ("link", "f", "g"),
        ("link", "http://h.i", "http://h.i"),
        ("link", "j", "/l"),
    ]
    long = looked_at(f"[a](<{'x' * 5000}>)")
    assert len(long.styles[0].target) == 2000


def test_a_style_never_cuts_a_character_in_two():
    parsed = looked_at("**e**\u0301 and *a*\u200d")
    assert styles_of(parsed)[0][1] == "e\u0301"


def test_the_front_matter_stays_as_it_is_and_says_what_it_says():
    source = '---\ntitle: "A *b*"\ndate: 2024-03-11\nx: &a [*a, *a]\n---\n# C\n'
    document = make_document(source.encode(), Path("a.md"), "a.md")
    assert document.text == source.replace("# C", "\nC")
    assert (document.title, str(document.published.day)) == ("A *b*", "2024-03-11")
    assert document.text[: document.body_start] == source.removesuffix("# C\n")
    assert document.extractor == "markdown 4"
    only = make_document(b"---\ntitle: x\n---", Path("a.md"), "a.md")
    assert (only.text, only.body_start) == ("---\ntitle: x\n---\n", len(only.text))


@given(st.text(max_size=300))
def test_any_text_is_read(source):
    try:
        looked_at(source)
    except DocumentError:
        assert "\0" in source


PIECES = st.sampled_from(
    ["#", "# ", "- ", "1. ", "> ", "  ", "    ", "\t", "\n", "\n\n", "*", "**", "_", "~~", "`", "```\n", "[", "]", "](", ")", "![", "[[", "]]", "|",
     "a|b\n-|-\n", "[^1]", "[^1]: ", "[a]: b\n", "%%", "<!--", "-->", "<b>", "<p>\n", "<script>", "</script>", "<x ", ">", "&amp;", "&#27;", "\\", " ^id",
     "- [ ] ", "[!note]", "---\n", "===\n", "\u0301", "\u200d", "👩", "word", "e"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=60).map("".join))
@settings(max_examples=300)
def test_any_marks_are_read(source):
    looked_at(source)


WORDS = st.lists(st.from_regex(r"[a-zà-ÿ]{1,9}", fullmatch=True), min_size=1, max_size=12).map(" ".join)
SHAPES = st.sampled_from(["{}", "# {}", "- {}", "3. {}", "> {}", "*{}*", "a [{}](x) b", "**{}**\n{}", "`{}`", "    {}", "- {}\n  - {}", "|{}|{}|\n|-|-|\n|{}|{}|"])  # fmt: skip


@given(st.lists(st.tuples(SHAPES, WORDS), min_size=1, max_size=12))
def test_the_words_of_prose_survive_in_their_order(parts):
    source = "\n\n".join(shape.replace("{}", words) for shape, words in parts)
    said = re.findall(r"[a-zà-ÿ]+", source.replace("](x)", ""))
    assert re.findall(r"[a-zà-ÿ]+", looked_at(source).text) == said


@pytest.mark.parametrize(
    "source",
    ["> " * 500 + "deep", "- " * 500 + "deep", "".join("  " * at + "- x\n" for at in range(200)), "![" * 300 + "deep" + "](b)" * 300,
     "[" * 3000 + "deep" + "](b)" * 3000, "[^a]: " * 300 + "deep"],
)  # fmt: skip
def test_what_is_too_deep_to_be_laid_out_loses_no_words(source):
    parsed = looked_at(source)
    assert ("deep" in parsed.text) == ("deep" in source)
    assert parsed.text.count("x") == source.count("x")


def test_what_would_take_too_long_is_shown_as_written():
    source = "---\ntitle: Long\n---\n# Head *x*\n\n- item\n> quote\n```\n# code\n```\n" + "* [ a ] *\n" * 60_000
    parsed = looked_at(source)
    assert parsed.text == source
    assert parsed.metadata["title"] == "Long"
    assert blocks_of(parsed)[1:5] == [
        ("heading", "Head *x*"),
        ("list_item", "- item"),
        ("quote", "> quote"),
        ("code", "```\n# code\n```"),
    ]
    assert any("as it is written" in warning for warning in parsed.warnings)
    assert not parse(b"A sentence of ordinary prose that is not marked.\n\n" * 40_000).warnings


@pytest.mark.parametrize("rest", ["", "* [ a ] *\n" * 60_000])
def test_headings_have_levels_also_where_the_text_is_shown_as_written(rest):
    parsed = looked_at("# One\n\n### Three\n\n###### Six\n\n- item\n\n" + rest)
    assert ("* [ a ] *" in parsed.text) == bool(rest)
    assert [(parsed.text[block.start : block.end], block.level) for block in parsed.blocks[:4]] == [
        ("One", 1),
        ("Three", 3),
        ("Six", 6),
        ("- item" if rest else "• item", 0),
    ]


def test_a_line_below_a_heading_says_its_level():
    assert [block.level for block in looked_at("One\n===\n\nTwo\n---\n\nWords.\n").blocks] == [1, 2]


def test_no_table_is_filled_up_with_more_cells_than_it_could_be_worth():
    source = ("|a" * 100 + "\n" + "|-" * 100 + "\n" + "x\n" * 600 + "\n") * 40
    assert len(looked_at(source).text) < 40 * len(source)
    assert markdown.parse(b"a|b\n-|-\nx").text == "a · b\nx · –\n"
