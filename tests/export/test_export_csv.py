"""Highlights as tables: what a cell says comes back as it was, and no spreadsheet takes it for a formula."""

import csv
import io
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.corpus import EntityMentions, Found
from reader.dates import DateMention, Reading
from reader.documents import make_document
from reader.export.marked import MarkedDocument
from reader.export.marks_csv import COLUMNS, READWISE, marks_csv, readwise_csv
from reader.export.tables import as_written, table_csv
from reader.notebook import Highlight, Placed, Placement
from reader.notebook.anchor import make_anchor
from reader.text.mention import Mention
from reader.text.safety import safe_text

ROOT = Path("/somewhere/harbour")
TEXT = """\
Title: Ferry, "stays" in port
Date: 2024-03-11

The ferry did not sail on Monday.

Captain Maren Holt of the harbour board said in Port Aldery:
“Nobody came on Friday.”
"""
TIME = "2025-02-01T10:12:44.000500+00:00"
DOCUMENT = make_document(TEXT.encode(), Path("ferry.txt"), "letters/ferry.txt")


def placed(passage, status="certain", document=DOCUMENT, **more):
    start = document.text.index(passage)
    end = start + len(passage)
    anchor = make_anchor(document.text, start, end, document.text_sha256)
    mark = Highlight("h-00000001", document.id, document.name, anchor, created=TIME, modified=TIME, **more)
    return Placed(mark, Placement(start, end, status))


def found():
    def mention(words, kind):
        start = TEXT.index(words)
        return Mention(start, start + len(words), kind, words)

    start = TEXT.index("Friday")
    reading = Reading("2024-03-08", (date(2024, 3, 8),) * 2, "day", "")
    named = {"Maren Holt": "person", "harbour board": "organization", "Port Aldery": "place"}
    return Found(
        tuple(EntityMentions(f"{words}!", kind, (mention(words, kind),)) for words, kind in named.items()),
        (DateMention(start, start + 6, "date", "Friday", reading),),
    )


def read(text):
    header, *rows = csv.reader(io.StringIO(text, newline=""))
    return [dict(zip(header, row, strict=True)) for row in rows]


def test_a_row_says_all_that_is_known_of_a_highlight():
    passage = TEXT[TEXT.index("Captain") :].strip()
    marked = MarkedDocument(
        DOCUMENT.name,
        DOCUMENT,
        (placed(passage, colour="green", note="Who?\n\nAsk.", tags=("evidence", "pier")),),
        found(),
    )
    (row,) = read(marks_csv([marked], ROOT))
    start = TEXT.index("Captain")
    assert row == {
        "id": "h-00000001",
        "document": "letters/ferry.txt",
        "title": 'Ferry, "stays" in port',
        "published": "2024-03-11",
        "status": "certain",
        "quote": passage,
        "note": "Who?\n\nAsk.",
        "tags": "evidence; pier",
        "colour": "green",
        "start": str(start),
        "end": str(start + len(passage)),
        "paragraph": "2",
        "page": "",
        "dates": "2024-03-08",
        "people": "Maren Holt!",
        "organizations": "harbour board!",
        "places": "Port Aldery!",
        "created": TIME,
        "modified": TIME,
    }


def test_a_passage_of_a_document_with_pages_has_the_number_of_its_page_and_that_is_its_location():
    paged = replace(DOCUMENT, pages=(0, TEXT.index("Captain")))
    marked = MarkedDocument(
        paged.name, paged, (placed("The ferry"), placed("Nobody came"), placed("Captain", "review"))
    )
    assert [row["page"] for row in read(marks_csv([marked], ROOT))] == ["1", "2", ""]
    assert [row["Location"] for row in read(readwise_csv([marked], ROOT))] == ["1", "2", ""]


def test_who_and_when_are_those_inside_the_passage_alone():
    (row,) = read(marks_csv([MarkedDocument(DOCUMENT.name, DOCUMENT, (placed("harbour board said"),), found())], ROOT))
    assert (row["organizations"], row["people"], row["places"], row["dates"]) == ("harbour board!", "", "", "")


@pytest.mark.parametrize("status", ["review", "orphan"])
def test_what_does_not_stand_with_certainty_has_its_old_words_and_says_so(status):
    (row,) = read(marks_csv([MarkedDocument(DOCUMENT.name, DOCUMENT, (placed("The ferry", status),), found())], ROOT))
    assert (row["status"], row["quote"], row["paragraph"], row["dates"]) == (status, "The ferry", "", "")


def test_highlights_of_a_document_that_is_gone_are_there_too():
    (row,) = read(marks_csv([MarkedDocument("old.txt", None, (placed("The ferry", "orphan"),))], ROOT))
    assert (row["document"], row["title"], row["quote"]) == ("old.txt", "", "The ferry")


@pytest.mark.parametrize("sign", ["=", "+", "-", "@"])
def test_no_cell_is_taken_for_a_formula(sign):
    document = make_document(f"{sign}cmd|' /C calc'!A0 and more".encode(), Path("a.txt"), f"{sign}a.txt")
    mark = placed(f"{sign}cmd|' /C calc'!A0", document=document, note=f"{sign}SUM(A1)")
    (row,) = read(marks_csv([MarkedDocument(document.name, document, (mark,))], ROOT))
    assert row["quote"] == f"'{sign}cmd|' /C calc'!A0"
    assert (row["note"], row["document"]) == (f"'{sign}SUM(A1)", f"'{sign}a.txt")


@pytest.mark.parametrize("sign", ["\t", "\r", "\0"])
def test_a_cell_that_begins_with_a_control_character_is_no_formula_either(sign):
    ((cell,),) = list(csv.reader(io.StringIO(table_csv(("a",), [(f"{sign}=1",)], keeps_lines=True), newline="")))[1:]
    assert cell[0] in "'␍␀"


def test_nothing_marked_is_a_table_with_a_header_alone():
    assert marks_csv([], ROOT) == ",".join(COLUMNS) + "\r\n"


def test_readwise_gets_its_columns_with_quotes_as_they_are():
    document = make_document('=1+1 is “two”, or: "2"\nisn\'t it?'.encode(), Path("a.txt"), "a.txt")
    text = readwise_csv(
        [MarkedDocument("a.txt", document, (placed(document.text, document=document, note="-1"),))], ROOT
    )
    assert text.startswith(",".join(READWISE) + "\r\n")
    assert '""2""' in text
    (row,) = read(text)
    assert row == {
        "Highlight": document.text,
        "Title": document.title,
        "Author": "",
        "URL": "",
        "Note": "-1",
        "Location": "0",
        "Date": "2025-02-01T10:12:44Z",
    }


def test_readwise_is_told_in_the_note_what_does_not_stand_with_certainty():
    marks = (placed("The ferry", "review"), placed("Holt", "orphan", note="Who?"))
    first, second = read(readwise_csv([MarkedDocument(DOCUMENT.name, DOCUMENT, marks)], ROOT))
    assert (first["Note"], first["Location"]) == ("(probably moved, not checked)", "")
    assert second["Note"] == "Who?\n\n(no longer found in its source)"


CELLS = st.text(max_size=30) | st.text("=+-@\t\r\0'\",;\n 1aé🚢", max_size=12) | st.text("'=a", max_size=4)


@given(st.lists(st.tuples(CELLS, CELLS), max_size=6))
def test_every_table_comes_back_as_what_was_put_in(rows):
    back = list(csv.reader(io.StringIO(table_csv(("a", "b"), rows, keeps_lines=True), newline="")))
    assert back[0] == ["a", "b"]
    for cells, (one, other) in zip(rows, back[1:], strict=True):
        assert not one.startswith(("=", "+", "-", "@", "\t", "\r", "\0"))
        for cell, written in zip(cells, (one, other), strict=True):
            assert as_written(written) == safe_text(cell)


@given(CELLS, CELLS)
def test_a_raw_table_comes_back_exactly(one, other):
    ((first, second),) = list(
        csv.reader(io.StringIO(table_csv(("a", "b"), [(one, other)], keeps_lines=True, is_raw=True), newline=""))
    )[1:]
    assert (first, second) == (safe_text(one), safe_text(other))


@pytest.mark.parametrize(
    ("cell", "written"), [("=1", "'=1"), ("'=1", "''=1"), ("''@", "'''@"), ("'tis", "'tis"), ("''", "''"), ("", "")]
)
def test_only_what_begins_a_formula_or_looks_like_one_kept_from_it_has_a_sign_before_it(cell, written):
    ((back,),) = list(csv.reader(io.StringIO(table_csv(("a",), [(cell,)]), newline="")))[1:]
    assert back == written
    assert as_written(written) == cell
