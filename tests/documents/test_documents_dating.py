"""The day a document belongs to, and how it was found."""

import os
import sys
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.documents import make_document, read_document
from reader.documents.dating import _usual_day, parse_day

PROSE = "\n\nThe ferry did not sail. Nobody said why it stayed in port for so long that week.\n"


def published(text, name="story.txt"):
    return make_document(text.encode(), Path(name), name).published


@pytest.mark.parametrize(
    "header",
    [
        "Date: 2024-03-11",
        "date: March 11, 2024",
        "Published: 11 March 2024",
        "Title: Ferry stays\nDate: 2024-03-11T08:30:00Z",
        "Publication date: Mon, 11 Mar 2024 08:30:00 +0100",
        "Title: Ferry stays\nCreated: 2024-03-11 08:30",
        "\n\nDATE :  2024-03-11",
        " date 2024-03-11",
        "date 2024-03-11T23:59:59+02:00",
    ],
)
def test_header_lines(header):
    found = published(header + PROSE)
    assert found.day == date(2024, 3, 11)
    assert "header" in found.how


@pytest.mark.parametrize(
    "entry", ["date: 2024-03-11", 'published: "2024-03-11"', "pubDate: 2024-03-11", "created: 11 Mar 2024"]
)
def test_front_matter(entry):
    assert published(f"---\ntitle: x\n{entry}\n---\n{PROSE}", "story.md").day == date(2024, 3, 11)


@pytest.mark.parametrize(
    "name", ["2024-03-11-ferry.txt", "ferry_20240311.txt", "ferry 2024.03.11.txt", "2024_03_11.md", "a/2024-03-11/b/2024-03-11.txt"]
)  # fmt: skip
def test_file_names(name):
    found = published(PROSE, name)
    assert (found.day, found.how) == (date(2024, 3, 11), "file name")


@pytest.mark.parametrize("name", ["20240231.txt", "2024-13-11.txt", "120240311.txt", "2024-03_11.txt", "a/2024-03-11/b.txt"])  # fmt: skip
def test_numbers_that_only_look_like_dates_in_names(name):
    assert published(PROSE, name) is None


@pytest.mark.parametrize(
    "opening",
    [
        "PORT ALDERY, March 11, 2024 — The ferry did not sail, and nobody on the quay could say why it stayed there.",
        "Ferry stays in port\n\n11 March 2024\n\nThe ferry did not sail.",
        "Ferry stays in port\nBy Idris Vale, 11th March 2024\n\nThe ferry did not sail.",
        "2024-03-11\nThe ferry did not sail.",
    ],
)
def test_datelines(opening):
    found = published(opening)
    assert found.day == date(2024, 3, 11)
    assert "dateline" in found.how


def test_a_date_in_the_middle_of_a_sentence_is_no_dateline():
    assert published(
        "The dredger that was ordered on 11 March 2024 never came to the harbour, said the men on the quay there."
    ) is None  # fmt: skip


def test_a_date_in_the_middle_of_a_hard_wrapped_sentence_is_no_dateline():
    assert published("The dredger that the board had\nordered on 11 March 2024 never\ncame to the harbour.\n") is None


@pytest.mark.parametrize(
    "opening",
    [
        "Maren Holt (4 May 1952 – 3 June 2010) was a captain of the Northwick Ferry Company and sat on its board.",
        "The board was founded in Leeds (4 May 1952) and closed soon after that.",
    ],
)
def test_the_dates_of_a_life_are_no_dateline(opening):
    assert published(opening + PROSE) is None


def test_the_order_is_header_then_file_name_then_dateline():
    dateline = "\n\n3 March 2024\n\nThe ferry did not sail.\n"
    assert published("Date: 2024-01-01" + dateline, "2024-02-02.txt").day == date(2024, 1, 1)
    assert published("Title: Ferry\nSource: The Quay" + dateline, "2024-02-02.txt").day == date(2024, 2, 2)
    assert published("Title: Ferry\nSource: The Quay" + dateline).day == date(2024, 3, 3)


def test_the_time_of_the_file_is_never_taken(tmp_path):
    path = tmp_path / "story.txt"
    path.write_text(PROSE)
    os.utime(path, (1_700_000_000, 1_700_000_000))
    assert read_document(path).published is None


def test_the_sample_article_is_of_the_first_of_february(seeds):
    document = read_document(next(seeds.glob("*.txt")))
    assert document.published.day == date(2025, 2, 1)
    assert document.text[document.body_start :].startswith("The Ministry of External Affairs said on Friday")


@pytest.mark.parametrize("written", ["", "Friday", "March 2024", "2024", "11 March", "no 7", "31 February 2024", "9" * 79, "1" * 500])  # fmt: skip
def test_incomplete_or_impossible_dates_are_no_day(written):
    assert parse_day(written) is None


@given(st.text(st.sampled_from("0123456789-/:.,+ TZapmJanFebMarSept'\"\u0663x"), max_size=30))
def test_no_header_can_break_the_reading_of_dates(written):
    assert parse_day(written) is None or isinstance(parse_day(written), date)


def test_a_header_with_a_named_time_zone_is_read_without_a_warning():
    assert published("Title: Ferry\nDate: 2024-03-11 08:30 EST" + PROSE).day == date(2024, 3, 11)


@pytest.mark.parametrize(
    "written",
    [
        "2024-03-11",
        "2024-03-11T08:30:00Z",
        "2024-03-11 08:30",
        "11 March 2024",
        "Mar. 11, 2024",
        "Mon, 11 Mar 2024 08:30:00 -0700 (PDT)",
    ],
)
def test_usual_dates_need_no_parser_of_every_way_to_write_them(written, monkeypatch):
    monkeypatch.setitem(sys.modules, "dateutil", None)
    assert parse_day(written) == date(2024, 3, 11)
    with pytest.raises(ImportError):
        parse_day("the 11th of March 2024")


DAYS = st.integers(0, 32).map(str) | st.integers(0, 32).map("{:02}".format)
TIMES = st.sampled_from(
    ["", "T08:30:00Z", " 08:30", " 23:59:59.5 UTC", " 24:00", "T08:61", " 08:30:00 -0700 (PDT)", " 08:30 (EST)"]
)
SHAPES = [
    "{year}-{month:02}-{day}",
    "{day} {name} {year}",
    "{name} {day}, {year}",
    "{name} {day} {year}",
    "Mon, {day} {name} {year}",
]


@given(
    st.sampled_from(SHAPES),
    st.sampled_from([1899, 1900, 1999, 2024, 2099, 2100]),
    st.integers(0, 13),
    st.sampled_from(["Jan", "February", "march", "APR.", "May", "Sept.", "Sepember", "Smarch"]),
    DAYS,
    TIMES,
)
def test_usual_dates_are_read_as_the_parser_reads_them(shape, year, month, name, day, time):
    written = shape.format(year=year, month=month, name=name, day=day) + time
    if quick := _usual_day(written):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(parse_day.__module__ + "._usual_day", lambda _written: None)
            assert parse_day(written) == quick


def test_the_first_of_several_dates_of_a_line_counts_wherever_years_stand():
    assert published("In 2019, 2020\nPosted 1950 20245 11 March 2024, updated 12 March 2024" + PROSE) is None
    assert published("Posted 11 March 2024, updated 2024-03-12" + PROSE).day == date(2024, 3, 11)
    assert published("Posted 2024-03-12, updated 2024-03-11" + PROSE).day == date(2024, 3, 12)
    assert published("Posted 11 March 20245" + PROSE) is None
