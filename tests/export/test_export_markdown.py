"""The Markdown of one document: its shape, its front matter, its facts."""

import json
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from reader.corpus import EntityMentions, Found
from reader.dates import DateMention, Reading
from reader.documents import make_document
from reader.export.blocks import parse
from reader.export.markdown import Look, Source, block, document_markdown, long_day, single_markdown
from reader.export.marked import MarkedDocument
from reader.notebook import Notebook, Placed, Placement
from reader.text.mention import Mention

GOLDEN = Path(__file__).parent / "golden" / "quay-news.md"
NAME = "papers/2024-03-11 quay_news (late).txt"
TEXT = """\
Title: Ferry *stays* in port: "not before Friday"
Date: 2024-03-11

The ferry did not sail on Monday. Captain Holt said: “It costs $5 a day,
and *nobody* pays.”

1. The board meets again on Friday, as [planned].

The lamp at the end of the pier had been dark for three weeks by then.
"""
GONE = "A sentence that the paper took out of the story later on."


def made(text=TEXT, name=NAME):
    return make_document(text.encode(), Path(name), name)


def line(document, number, passage, *, text=None, **more):
    """Return the line of a notebook that marks a passage, with everything in it that is random or late fixed."""
    text = document.text if text is None else text
    start = text.index(passage)
    end = start + len(passage)
    anchor = {
        "start": start,
        "end": end,
        "exact": passage,
        "prefix": text[max(0, start - 128) : start],
        "suffix": text[end : end + 128],
        "text_sha256": document.text_sha256 if text == document.text else "0" * 64,
    }
    mark = {"id": f"h-0000000{number}", "document": document.id, "name": document.name, "anchor": anchor, **more}
    time = f"2025-02-0{number}T10:12:44.000000+00:00"
    return json.dumps({"v": 1, "id": f"o-{number}", "time": time, "op": "add", "highlight": mark}) + "\n"


def placed(tmp_path, document, *lines):
    path = tmp_path / "notebook.jsonl"
    path.write_text("".join(lines))
    return Notebook(path).placed(document)


def dates(document):
    start = document.text.index("Friday, as")
    reading = Reading("2024-03-15", (date(2024, 3, 15), date(2024, 3, 15)), "day", "Friday after 2024-03-11")
    elsewhere = Reading("2024-03-11", (date(2024, 3, 11), date(2024, 3, 11)), "day", "Monday")
    monday = document.text.index("Monday")
    return (
        DateMention(monday, monday + 6, "date", "Monday", elsewhere),
        DateMention(start, start + 6, "date", "Friday", reading, date(2024, 3, 11)),
    )


def source(document, marks, link="a.txt", found=None, **look):
    return Source(MarkedDocument(document.name, document, tuple(marks), found or Found()), link, Look(**look))


def entities(document, *names):
    """Return entities that are mentioned once in a document."""
    mentions = ((name, kind, document.text.index(name)) for name, kind in names)
    return tuple(EntityMentions(n, kind, (Mention(at, at + len(n), kind, n),)) for n, kind, at in mentions)


def export(tmp_path, **look):
    document = made()
    older = document.text.replace("The lamp", f"{GONE} The lamp")
    marks = placed(
        tmp_path,
        document,
        line(document, 3, "The lamp at the end of the pier", colour="green", tags=["evidence", "pier"]),
        line(document, 1, "“It costs $5 a day,\nand *nobody* pays.”\n\n1. The board meets again on Friday, as [planned]."),
        line(document, 2, GONE, text=older, note="Who took it out?\n\nAsk *Idris*.\n"),
    )  # fmt: skip
    who = entities(
        document, ("Captain Holt", "person"), ("board", "organization"), ("pier", "place"), ("ferry", "work")
    )
    link = "../papers/2024-03-11 quay_news (late).txt"
    return document_markdown(source(document, marks, link, Found(who, dates(document)), **look))


def test_a_whole_export_is_as_it_was_agreed(tmp_path):
    assert export(tmp_path) == GOLDEN.read_text(encoding="utf-8")


def test_a_reader_of_markdown_sees_one_quote_a_mark_under_two_headings(tmp_path):
    tokens = MarkdownIt("commonmark").parse(export(tmp_path).split("---\n", 2)[2])
    outer = [token.type for token in tokens if token.level == 0 and token.type.endswith("_open")]
    assert outer.count("blockquote_open") == 3
    assert outer.count("heading_open") == 4
    assert set(outer) == {"heading_open", "blockquote_open", "paragraph_open"}
    links = [child.attrGet("href") for token in tokens for child in token.children or () if child.type == "link_open"]
    assert set(links) == {"../papers/2024-03-11%20quay_news%20%28late%29.txt"}


def front_matter(markdown):
    """Read a front matter line by line, each value as JSON where it can be."""
    opening, inside, _rest = markdown.split("---\n", 2)
    assert opening == ""
    entries = [entry.partition(": ") for entry in inside.removesuffix("\n").split("\n")]
    return {key: json.loads(value) if value.startswith('"') else value for key, _colon, value in entries}


def test_the_front_matter_parses_line_by_line(tmp_path):
    document = made()
    assert front_matter(export(tmp_path)) == {
        "title": 'Ferry *stays* in port: "not before Friday"',
        "aliases": '["Ferry *stays* in port"]',
        "source": NAME,
        "source_sha256": document.sha256,
        "published": "2024-03-11",
        "tags": "[reader]",
        "organizations": '["board"]',
        "places": '["pier"]',
        "dates": '["2024-03-15"]',
        "reader_doc": document.id,
        "modified": "2025-02-03T10:12:44",
    }


@given(st.text(max_size=60), st.text(st.characters(exclude_characters="\0/"), min_size=1, max_size=30))
def test_no_title_and_no_name_can_break_out_of_the_front_matter(title, name):
    document = made(f"Title: {title}\nDate: 2024-03-11\n\nThe ferry.".replace("\0", ""), f"{name}.txt")
    found = front_matter(document_markdown(source(document, [])))
    assert found["title"] == document.title
    assert found["reader_doc"] == document.id


def test_a_document_without_a_date_has_no_line_for_it(tmp_path):
    document = made("The ferry did not sail.", "a.txt")
    markdown = document_markdown(source(document, placed(tmp_path, document, line(document, 1, "ferry"))))
    assert "published" not in markdown
    assert "> The" not in markdown
    assert "> ferry\n>\n> — *a.txt*, [¶ 1](a.txt) ^h-00000001\n" in markdown


def test_paragraphs_are_counted_from_the_text_proper(tmp_path):
    document = made()
    marks = placed(tmp_path, document, line(document, 1, "The lamp"), line(document, 2, "The ferry"))
    markdown = document_markdown(source(document, marks))
    assert [markdown.count(f"[¶ {number}]") for number in (1, 2, 3, 4)] == [1, 0, 1, 0]


@pytest.mark.parametrize(
    "changes",
    [
        {"id": "h-1\n\n# injected"},
        {"tags": ["[x](http://example.org)"]},
        {"time": "\n\n# x"},
    ],
)
def test_a_hostile_notebook_cannot_change_the_shape_of_an_export(tmp_path, changes):
    document = made("The ferry did not sail.", "a.txt")
    record = json.loads(line(document, 1, "ferry"))
    record["time"] = changes.pop("time", record["time"])
    record["highlight"] |= changes
    marks = placed(tmp_path, document, json.dumps(record))
    markdown = document_markdown(source(document, marks))
    tokens = MarkdownIt("commonmark").parse(markdown.split("---\n", 2)[2])
    assert len(marks) == ("id" not in changes)
    assert [token.type for token in tokens].count("heading_open") == 2 + len(marks)
    links = [child.attrGet("href") for token in tokens for child in token.children or () if child.type == "link_open"]
    assert set(links) == {"a.txt"}


def test_a_lost_passage_keeps_the_place_it_had(tmp_path):
    document = made("Short now.", "a.txt")
    lost = placed(tmp_path, document, line(document, 1, "lamp", text="The lamp at the end of the pier was dark."))
    assert "characters 4–8 in an earlier text" in document_markdown(source(document, lost))
    lost = placed(tmp_path, document, line(document, 1, "pier", text="The lamp at the end of the pier was dark."))
    assert "characters 27–31 in an earlier text" in document_markdown(source(document, lost))


def one(tmp_path, text, passage, **look):
    """Return the block of one passage of a text."""
    document = made(text, "a.txt")
    (mark,) = placed(tmp_path, document, line(document, 1, passage))
    return block(source(document, [mark], **look), mark)


def moved(mark, start, end, status="review"):
    return Placed(mark.highlight, Placement(start, end, status, 0.7, "like it"))


def test_what_has_probably_moved_is_apart_and_shows_what_the_text_reads_now(tmp_path):
    document = made("The *lamps* at the end of the pier were dark.", "a.txt")
    (mark,) = placed(
        tmp_path, document, line(document, 1, "The lamp", text="The lamp at the end of the pier was dark.")
    )
    markdown = document_markdown(source(document, [moved(mark, 0, 11)]))
    section = markdown.split("## To check")[1]
    assert "## Highlights" not in markdown
    assert "> The lamp\n" in section
    assert "moved? probably now at characters 0–11 · the source now reads “The \\*lamps\\*”" in section
    assert "[¶" not in section


def test_a_passage_that_was_found_with_small_changes_is_quoted_as_it_was_marked(tmp_path):
    document = made("The lamps at the end of the pier were dark.", "a.txt")
    (mark,) = placed(
        tmp_path, document, line(document, 1, "The lamp", text="The lamp at the end of the pier was dark.")
    )
    written = block(source(document, [mark], context="paragraph"), moved(mark, 0, 9, "certain"))
    assert written.startswith("> The lamp\n>\n")
    assert "the source now reads “The lamps”" in written


def test_a_passage_that_was_only_wrapped_anew_reads_as_before(tmp_path):
    document = made("The\nlamp at the end.", "a.txt")
    (mark,) = placed(tmp_path, document, line(document, 1, "The lamp", text="The lamp at the end."))
    assert "now reads" not in block(source(document, [mark]), moved(mark, 0, 8, "certain"))


def test_a_document_that_is_gone_is_quoted_without_links(tmp_path):
    document = made("The lamp is dark.", "papers/a.txt")
    (mark,) = placed(tmp_path, document, line(document, 1, "lamp"))
    orphan = moved(mark, 4, 8, "orphan")
    markdown = document_markdown(Source(MarkedDocument("papers/a.txt", None, (orphan,))))
    assert "](" not in markdown
    assert front_matter(markdown) == {
        "title": "a.txt",
        "source": "papers/a.txt",
        "tags": "[reader]",
        "reader_doc": document.id,
        "modified": "2025-02-01T10:12:44",
    }


@pytest.mark.parametrize(
    ("context", "expected"),
    [
        ("none", "> ferry did"),
        ("sentence", "> The **ferry did** not sail."),
        ("paragraph", "> Monday came. The **ferry did** not sail."),
    ],
)
def test_a_passage_can_be_quoted_within_what_stands_around_it(tmp_path, context, expected):
    text = "It was cold.\n\nMonday came. The ferry did not sail.\n\nNobody knew."
    assert one(tmp_path, text, "ferry did", context=context).split("\n")[0] == expected


@pytest.mark.parametrize(
    ("text", "passage", "expected"),
    [
        ("It un-believ-ably sank.", "believ", "> It un-**believ**-ably sank."),
        ("It unbelievably sank.", "believ", "> It un**believ**ably sank."),
        ("The“ferry”sank.", "“ferry”", "> The<mark>“ferry”</mark>sank."),
        ("The ferry (really) sank.", "(really)", "> The ferry **(really)** sank."),
        ("A #tag and *signs* in it.", "#tag and *signs", "> A **\\#tag and \\*signs**\\* in it."),
        ("First line\nsecond line.", "line\nsecond", "> First **line  \n> second** line."),
        ("One end.\n\nTwo begins.", "end.\n\nTwo", "> One **end.**\n>\n> **Two** begins."),
    ],
)
def test_what_was_marked_is_bold_where_markdown_can_say_so(tmp_path, text, passage, expected):
    assert one(tmp_path, text, passage, context="paragraph").startswith(f"{expected}\n>\n> — ")


def test_wikilinks_lead_to_the_source_and_to_names(tmp_path):
    document = made("Captain Holt [sic] left.", "papers/quay news.txt")
    (mark,) = placed(tmp_path, document, line(document, 1, "Captain Holt [sic]"))
    who = entities(document, ("Captain Holt", "person"), ("[sic]", "work"))
    written = block(source(document, [mark], "../papers/quay news.txt", Found(who), wikilinks=True), mark)
    assert "[[quay news.txt|¶ 1]]" in written
    assert "names [[Captain Holt]], \\[sic\\]" in written


def test_a_name_that_no_wikilink_can_hold_is_linked_plainly(tmp_path):
    document = made("Captain Holt left.", "papers/a|b.txt")
    (mark,) = placed(tmp_path, document, line(document, 1, "Captain"))
    assert "[¶ 1](a%7Cb.txt)" in block(source(document, [mark], "a|b.txt", wikilinks=True), mark)


def test_colours_go_by_the_name_that_the_person_gave_them(tmp_path, monkeypatch):
    (tmp_path / "config.toml").write_text('[colours]\nyellow = "a *claim*"\n')
    monkeypatch.setenv("READER_CONFIG_DIR", str(tmp_path))
    assert "\n\na \\*claim\\* · characters" in one(tmp_path, "The ferry sank.", "ferry")


def test_documents_of_one_title_are_told_apart_in_one_file(tmp_path):
    documents = [made("Title: News\n\nThe ferry.", f"{name}.txt") for name in "ab"]
    marks = [placed(tmp_path, document, line(document, 1, "ferry")) for document in documents]
    markdown = single_markdown([source(d, m) for d, m in zip(documents, marks, strict=True)], "news")
    assert "\n# News (a.txt)\n" in markdown
    assert "\n# News (b.txt)\n" in markdown


NOTES = [
    "Why?", "# A heading\n\ntext", "Setext\n===", "> a quote", "> a quote ^h-00000002", "plain ^h-00000002", "^h-00000001", "- list\n- list",
    "```\n# code\n```", "```\nunclosed", "~~~~\nunclosed", "<!-- unclosed", "<!-- a -->", "<script>", "<div>\n\n# x", "<pre>\nx", "a\r\nb\r\n\r\n# c",
    "<!-- end of h-00000001 -->", "x\n\n<!-- end of h-00000001 -->\n\n> y", "<!-- reader: changed on 2025-02-03 -->", "---\n\n***", "    code",
    "<<<<<<< a\n=======\n>>>>>>> b", "[ref]: /url", "| a |\n|---|\n| b |", "$$\nx", "%%", "<![CDATA[ x", "<?php", "\n\n\nlate", "1. one\n\n   > in it", "``` `x`",
]  # fmt: skip


def noted(tmp_path, *notes):
    document = made("The ferry sank. The lamp is dark.", "a.txt")
    lines = [
        line(document, at, word, note=note)
        for at, (word, note) in enumerate(zip(("ferry", "lamp"), notes, strict=True), 1)
    ]
    return document_markdown(source(document, placed(tmp_path, document, *lines)))


@pytest.mark.parametrize("note", NOTES, ids=lambda note: ascii(note[:24]))
def test_whatever_is_in_a_note_its_block_is_one_block(tmp_path, note):
    markdown = noted(tmp_path, note, "Second.")
    page = parse(markdown)
    first, second = page.blocks.values()
    assert (first.id, second.id) == ("h-00000001", "h-00000002")
    assert page.text(first.start, first.end) + "\n\n" + page.text(second.start, second.end) in markdown
    words = [word for word in page.text(first.start, first.end).split() if "^h-" not in word]
    assert set(note.split()) - set(words) <= {"^h-00000001", "^h-00000002"}
    assert [heading.path[-1] for heading in page.headings][-1] == "My notes"


@pytest.mark.parametrize("note", NOTES, ids=lambda note: ascii(note[:24]))
def test_no_note_swallows_what_comes_after_it(tmp_path, note):
    tokens = MarkdownIt("commonmark").enable("table").parse(noted(tmp_path, note, "Second.").split("---\n", 2)[2])
    seen = [
        (before.type, token.content) for before, token in pairwise(tokens) if token.type == "inline" and token.level < 3
    ]
    assert ("paragraph_open", "lamp") in seen
    assert seen[-1] == ("heading_open", "My notes")
    outer = [token.type for token in tokens if token.level == 0]
    assert outer[-8:-6] == ["blockquote_open", "blockquote_close"]


def test_days_are_written_out():
    assert long_day(date(2025, 2, 1)) == "1 February 2025"
