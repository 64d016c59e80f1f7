"""Whatever is quoted reads back as itself, inside exactly one block quote."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from reader.documents.decoding import clean
from reader.export.escape import escape, hashtag, quote
from reader.notebook.replay import tags_of

MARKDOWN = MarkdownIt("commonmark").enable(["table", "strikethrough"])

NAUGHTY = [
    "plain", "*", "**bold**", "*it*", "_it_", "__init__", "snake_case_name", "_", "a_", "_a", "`code`", "``", "```\ncode\n```", "~~~",
    "~~struck~~", "# heading", "#tag", "a #tag", "C# and F#", "####### seven", "> quote", ">>> deep", "- item", "+ item", "* item",
    "-", "--", "---", "***", "___", "===", "a\n===", "a\n---", "- - -", "1. one", "1) one", "12345678901. no", "1.", "1.5 is it", "١. one",
    "[link](http://example.org)", "[ref]", "[ref]: /url", "[^1]", "[^1]: note", "![image](x)", "[[wiki]]", "![[embed]]", "[ ] todo", "- [x] done",
    "<b>", "<script>alert(1)</script>", "<!-- c -->", "<http://example.org>", "<?php ?>", "<![CDATA[x]]>", "a < b > c", "</blockquote>",
    "&amp;", "&lt;b&gt;", "&#65;", "&#x41;", "AT&T", "a & b", "&;", "&copy", "|a|b|\n|-|-|\n|1|2|", "a | b", "|", "---|---",
    "$x$", "$$x$$", "costs $5 and $6", "==mark==", "%%comment%%", "key:: value", "((ref))", "{{macro}}", "{%raw%}", ":smile:", "^id", "x ^h-12345678",
    "\\", "\\\\", "\\*", "a\\", "a\\\nb", "end  \nline", "    code", "\tcode", "a\n\n    code", "a\n\nb", "a\n\n\n\nb", "- a\n- b\n\n- c", "\n\na\n\n",
    "> a\nb", "a\n> b", "a\n# b", "a\n1. b", "a\n- b", "a\n```", "a\r\nb\rc", "www.example.org", "http://example.org/a_b_c", "me@example.org",
    "“typographic” — ‘quotes’…", "\u00a0nbsp\u00a0", "\u200bzero\u200d", "שלום", "日本語、テスト。", "👩‍👩‍👧", "e\u0301", "\ufeffbom", "\ufffd", "␛[31m",
    "~~a~~ b~c~d ~", "==a== = b ==", "%%a%% 5% %", "(a) ((b)) (c))", "{a} {{b}} {c}}", ":a: b::c ::", "^a ^^b c^d", "#1 a#b ##c", "a_b _c_ d_", "&amp &a; &#; &#1;",
    "- ", "+", "* * *", "_ _ _", "> ", "#", "# ", "=", "1)", "1. ", "a  \nb", "a\\\nb", "a\n-", "a\n=", "a\n+ b", "a\n* b", "a\n1) b", "|a|\n|-|", "a|b\n-|-", "[a]: b\n[a]",
    "\x0b\x0c\x1c a", "a\u0085b", "\u2028", "\u3000# a", "\u00a0- a", "\ufeff# a", "a\u200b# b", "[^a]: b\n\n[^a]", "$a$ $$b$$", "\\(a\\) \\[b\\]", "<a@b.c>", "<a>b</a>", "&lt", "\u2424",
    "---\ntitle: x\n---", "::: note", "+++", "term\n: definition", "*[abbr]: x", "Header\n======\n\ntext", "<details>\n\n*x*\n\n</details>",
    "'; DROP TABLE marks; --", "=cmd|' /C calc'!A0", "../../etc/passwd", "%s%n", "${HOME}", "$(reboot)", "nul", "undefined", "0" * 300, "*" * 300, "_*" * 100, "[" * 300, "`" * 7 + " x",
]  # fmt: skip

SIGNS = st.sampled_from("\\`*_[]()<>#+-=.!|{}$~^&:;%@\"'/ \t\n\r\x85\u2028\u00a00123abcé")
TEXTS = st.text(SIGNS | st.characters(exclude_categories=["Cs"]), max_size=50) | st.lists(
    st.sampled_from(NAUGHTY), max_size=4
).map("\n".join)


def words(text):
    return " ".join(text.split())


def read_back(markdown, reader=MARKDOWN):
    """Return what a reader of Markdown sees as text; anything that is not text shows as its kind."""
    seen = []
    for token in reader.parse(markdown):
        for child in token.children or ():
            kinds = {"text": child.content, "softbreak": "\n", "hardbreak": "\n"}
            seen.append(kinds.get(child.type, f"<{child.type}>"))
        plain = ("blockquote_open", "blockquote_close", "paragraph_open", "paragraph_close", "inline")
        seen.append("\n" if token.type in plain else f"<{token.type}>")
    return words("".join(seen))


def outermost(markdown):
    return [token.type for token in MARKDOWN.parse(markdown) if token.level == 0]


@pytest.mark.parametrize("text", NAUGHTY, ids=lambda text: ascii(text[:24]))
def test_naughty_strings_come_back_as_themselves_in_one_block_quote(text):
    assert outermost(quote(text)) == ["blockquote_open", "blockquote_close"]
    assert read_back(quote(text)) == words(text)


@given(TEXTS)
def test_every_text_comes_back_as_itself_in_one_block_quote(text):
    text = clean(text)
    if words(text):
        assert outermost(quote(text)) == ["blockquote_open", "blockquote_close"]
    assert read_back(quote(text)) == words(text)


@given(TEXTS)
def test_a_line_of_text_comes_back_outside_a_quote_too(text):
    line = words(clean(text))
    assert outermost(f"# {escape(line)}")[:1] == ["heading_open"]
    assert words(MARKDOWN.parse(f"*{escape(line)}* x")[1].content)
    heading = MARKDOWN.parse(f"# {escape(line)} end")[1].children
    assert words("".join(child.content for child in heading)) == words(f"{line} end")


@given(TEXTS)
def test_every_line_of_a_quote_is_marked_as_one(text):
    assert all(line.startswith(">") for line in quote(text).split("\n"))


@pytest.mark.parametrize("text", NAUGHTY, ids=lambda text: ascii(text[:24]))
def test_readers_with_extensions_see_the_same_words(text):
    plugins = [
        getattr(pytest.importorskip(f"mdit_py_plugins.{module}"), f"{module}_plugin")
        for module in ("dollarmath", "footnote", "tasklists", "deflist", "front_matter")
    ]
    extended = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    for plugin in plugins:
        extended.use(plugin)
    assert [token.type for token in extended.parse(quote(text)) if token.level == 0] == [
        "blockquote_open",
        "blockquote_close",
    ]
    assert read_back(quote(text), extended) == words(text)


def test_line_breaks_stay_and_outer_white_space_goes():
    assert quote("  one\ntwo\n\nthree\n") == "> one  \n> two\n>\n> three"


def test_every_foreign_line_ending_is_one():
    assert quote("a\r\nb\rc\x85d\u2028e\u2029f") == "> a  \n> b  \n> c  \n> d  \n> e  \n> f"


def test_controls_do_not_get_through():
    assert escape("a\x00b\x1b[2Jc\x9bd\x7f") == "a\ufffdb\ufffd\\[2Jc\ufffdd\ufffd"


@pytest.mark.parametrize(
    "text",
    [
        "The board said “no” (twice) — and on 26/11, it did; 5 > 4, AT&T, o'clock, 100 %, a = b, 1.5 + 2 - 1!",
        "snake_case_name and C# at http://example.org/a-b?c=d",
        "Version 1.0 came out: see p. 7.",
    ],
)
def test_ordinary_prose_is_left_as_it_is(text):
    assert escape(text) == text


@given(st.lists(st.text("_-/a1é", max_size=8) | st.text(max_size=8), max_size=5).map(tags_of))
def test_tags_side_by_side_are_read_as_themselves(tags):
    line = f"yellow · {' · '.join(hashtag(tag) for tag in tags)} · _"
    assert read_back(line) == words(f"yellow · {' · '.join(f'#{tag}' for tag in tags)} · _")


@pytest.mark.parametrize("tag", ["a_b", "_a", "a/_b", "two-words", "1_2_3"])
def test_a_tag_that_changes_no_meaning_is_written_as_it_is(tag):
    assert hashtag(tag) == f"#{tag}"


def test_a_tag_that_would_be_an_emphasis_has_only_its_end_escaped():
    assert hashtag("_a_") == r"#_a\_"
