"""The Markdown of one document: its shape, its front matter, its facts."""

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from reader.dates import DateMention, Reading
from reader.documents import make_document
from reader.export.markdown import Source, document_markdown, long_day
from reader.notebook import Notebook

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


def export(tmp_path):
    document = made()
    older = document.text.replace("The lamp", f"{GONE} The lamp")
    marks = placed(
        tmp_path,
        document,
        line(document, 3, "The lamp at the end of the pier", colour="green", tags=["evidence", "pier"]),
        line(document, 1, "“It costs $5 a day,\nand *nobody* pays.”\n\n1. The board meets again on Friday, as [planned]."),
        line(document, 2, GONE, text=older, note="Who took it out?\n\nAsk *Idris*.\n"),
    )  # fmt: skip
    return document_markdown(Source(document, "../papers/2024-03-11 quay_news (late).txt", dates(document)), marks)


def test_a_whole_export_is_as_it_was_agreed(tmp_path):
    assert export(tmp_path) == GOLDEN.read_text(encoding="utf-8")


def test_a_reader_of_markdown_sees_one_quote_a_mark_under_two_headings(tmp_path):
    tokens = MarkdownIt("commonmark").parse(export(tmp_path).split("---\n", 2)[2])
    outer = [token.type for token in tokens if token.level == 0 and token.type.endswith("_open")]
    assert outer.count("blockquote_open") == 3
    assert outer.count("heading_open") == 3
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
        "source": NAME,
        "source_sha256": document.sha256,
        "published": "2024-03-11",
        "tags": "[reader]",
        "reader_doc": document.id,
        "modified": "2025-02-03T10:12:44",
    }


@given(st.text(max_size=60), st.text(st.characters(exclude_characters="\0/"), min_size=1, max_size=30))
def test_no_title_and_no_name_can_break_out_of_the_front_matter(title, name):
    document = made(f"Title: {title}\nDate: 2024-03-11\n\nThe ferry.".replace("\0", ""), f"{name}.txt")
    found = front_matter(document_markdown(Source(document, "x.txt"), []))
    assert found["title"] == document.title
    assert found["reader_doc"] == document.id


def test_a_document_without_a_date_has_no_line_for_it(tmp_path):
    document = made("The ferry did not sail.", "a.txt")
    markdown = document_markdown(Source(document, "a.txt"), placed(tmp_path, document, line(document, 1, "ferry")))
    assert "published" not in markdown
    assert "> The" not in markdown
    assert "> ferry\n>\n> — *a.txt*, [¶ 1](a.txt) ^h-00000001\n" in markdown


def test_paragraphs_are_counted_from_the_text_proper(tmp_path):
    document = made()
    markdown = document_markdown(
        Source(document, "a.txt"),
        placed(tmp_path, document, line(document, 1, "The lamp"), line(document, 2, "The ferry")),
    )
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
    markdown = document_markdown(Source(document, "a.txt"), marks)
    tokens = MarkdownIt("commonmark").parse(markdown.split("---\n", 2)[2])
    assert len(marks) == ("id" not in changes)
    assert [token.type for token in tokens].count("heading_open") == 1 + len(marks)
    links = [child.attrGet("href") for token in tokens for child in token.children or () if child.type == "link_open"]
    assert set(links) == {"a.txt"}


def test_a_lost_passage_keeps_the_place_it_had(tmp_path):
    document = made("Short now.", "a.txt")
    lost = placed(tmp_path, document, line(document, 1, "lamp", text="The lamp at the end of the pier was dark."))
    assert "characters 4–8 in an earlier text" in document_markdown(Source(document, "a.txt"), lost)
    lost = placed(tmp_path, document, line(document, 1, "pier", text="The lamp at the end of the pier was dark."))
    assert "characters 27–31 in an earlier text" in document_markdown(Source(document, "a.txt"), lost)


def test_days_are_written_out():
    assert long_day(date(2025, 2, 1)) == "1 February 2025"
