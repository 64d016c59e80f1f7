"""A passage with its source, in words and as Markdown."""

from dataclasses import replace
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from reader.documents import make_document
from reader.export.citation import citation, citation_markdown, paragraph_number

TEXT = """\
Title: Ferry *stays* in port
Date: 2024-03-11

The ferry did not sail on Monday.

Captain Holt said: “It costs $5 a day,
and *nobody* pays.”
"""


def made(text=TEXT, name="letters/quay news.txt"):
    return make_document(text.encode(), Path(name), name)


def span(document, passage):
    start = document.text.index(passage)
    return start, start + len(passage)


def test_a_passage_is_cited_on_one_line_with_title_day_file_and_paragraph():
    document = made()
    cited = citation(document, *span(document, "It costs $5 a day,\nand *nobody* pays."))
    assert cited == "“It costs $5 a day, and *nobody* pays.” — Ferry *stays* in port, 11 Mar 2024, quay news.txt, ¶ 2"


def test_a_passage_of_a_document_with_pages_is_cited_by_page():
    document = replace(made(), pages=(0, 10, 60))
    assert citation(document, *span(document, "nobody")).endswith("quay news.txt, p. 3")


def test_a_document_of_a_collection_is_cited_with_the_name_of_that():
    document = replace(made(), name="mail/inbox.mbox/0012", title="", published=None)
    assert citation(document, *span(document, "did not sail")) == "“did not sail” — inbox.mbox/0012, ¶ 1"


def test_what_is_not_known_of_a_document_is_left_out():
    document = replace(made(), published=None, title="")
    assert citation(document, *span(document, "did not sail")) == "“did not sail” — quay news.txt, ¶ 1"


def test_a_title_that_is_the_name_of_the_file_is_said_once():
    document = replace(made(), title="quay news.txt", published=None)
    assert citation(document, *span(document, "did not sail")) == "“did not sail” — quay news.txt, ¶ 1"


def test_a_name_cannot_reach_the_terminal_as_more_than_text():
    document = made(name="a\x1b]52;c;x\x07\n.txt")
    assert "\x1b" not in citation(document, *span(document, "did not sail"))
    assert len(citation(document, *span(document, "did not sail")).splitlines()) == 1


def test_markdown_is_one_quote_that_links_to_its_source():
    document = made()
    cited = citation_markdown(document, *span(document, "It costs $5 a day,\nand *nobody* pays."), "../a b.txt")
    assert cited == (
        "> It costs \\$5 a day,  \n> and \\*nobody\\* pays.\n>\n"
        "> — Ferry \\*stays\\* in port, 11 Mar 2024, quay news.txt, [¶ 2](../a%20b.txt)"
    )


def test_without_a_link_the_paragraph_is_only_named():
    document = made()
    assert citation_markdown(document, *span(document, "did not sail")).endswith("quay news.txt, ¶ 1")


@given(st.text(min_size=1, max_size=80), st.text(max_size=40))
def test_whatever_is_cited_stays_inside_one_quote(passage, title):
    document = replace(made(f"One.\n\n{passage}.\n\nTwo.".replace("\0", "")), title=title)
    start = document.text.index("One.") + 6
    tokens = MarkdownIt("commonmark").parse(citation_markdown(document, start, len(document.text) - 6))
    tops = [token.type for token in tokens if token.level == 0]
    assert tops == ["blockquote_open", "blockquote_close"]


def test_a_paragraph_is_counted_from_the_text_proper():
    document = made()
    assert [paragraph_number(document, at) for at in (0, *span(document, "did not"), len(document.text))] == [
        1,
        1,
        1,
        2,
    ]
