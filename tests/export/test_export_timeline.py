import csv
import io
import json
import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from reader.corpus import Listed, TimelineEntry
from reader.dates import DateMention
from reader.dates.values import reading
from reader.export import timeline_csv, timeline_ics, timeline_js, timeline_markdown

NOW = datetime(2025, 2, 3, 10, 12, 44, tzinfo=UTC)


def entry(
    value: str, phrase: str = "then", sentence: str = "It sank then.", name: str = "a.txt", start: int = 3
) -> TimelineEntry:
    read = reading(value, "as written")
    assert read.interval is not None
    mention = DateMention(start, start + len(phrase), "date", phrase, read)
    document = Listed(1, name, "A title", date(2025, 2, 1), "header", 10, "", "d-12345678")
    return TimelineEntry(document, mention, read.interval, sentence, ("Maria Lopez",))


def unfolded(ics: str) -> list[str]:
    return ics.replace("\r\n ", "").split("\r\n")


def test_a_table_holds_one_row_an_entry_with_its_reason():
    rows = list(csv.DictReader(io.StringIO(timeline_csv([entry("2008-11"), entry("2025-01-31", "Friday")]))))
    assert [(row["first"], row["last"], row["value"], row["precision"]) for row in rows] == [
        ("2008-11-01", "2008-11-30", "2008-11", "month"),
        ("2025-01-31", "2025-01-31", "2025-01-31", "day"),
    ]
    assert rows[1]["rule"] == "as written"
    assert int(rows[1]["start"]) == entry("2025-01-31", "Friday").mention.start


@pytest.mark.parametrize("evil", ["=HYPERLINK(1)", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_no_cell_is_taken_for_a_formula(evil):
    (row,) = csv.reader(io.StringIO(timeline_csv([entry("2008", evil, evil)])).readlines()[1:])
    assert all(not cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in row)


@pytest.mark.parametrize(
    ("value", "start", "end"),
    [
        ("2025-01-31", "20250131", "20250201"),
        ("2024-12-31", "20241231", "20250101"),
        ("2024-02", "20240201", "20240301"),
        ("2012", "20120101", "20130101"),
        ("2025-W04", "20250120", "20250127"),
    ],
)
def test_an_event_lasts_as_long_as_its_date_and_ends_the_day_after(value, start, end):
    lines = unfolded(timeline_ics([entry(value)], NOW))
    assert f"DTSTART;VALUE=DATE:{start}" in lines
    assert f"DTEND;VALUE=DATE:{end}" in lines
    assert "DTSTAMP:20250203T101244Z" in lines


def test_only_an_event_that_changed_is_written_anew():
    kept, changed, later = entry("2012"), entry("2013", start=40), NOW + timedelta(days=1)
    first = timeline_ics([kept, changed], NOW)
    assert timeline_ics([kept, changed], later, first) == first
    second = timeline_ics([kept, entry("2014", start=40)], later, first)
    assert re.findall(r"DTSTAMP:(\S+)", second) == ["20250203T101244Z", "20250204T101244Z"]
    assert timeline_ics([kept], later, "BEGIN:VEVENT\r\nUID:x\r\nDTSTAMP:never\r\n") == timeline_ics([kept], later)


def test_events_keep_their_names_and_each_has_its_own():
    first, second = entry("2012"), entry("2012", start=40)
    uids = [re.findall(r"UID:(\S+)", timeline_ics([first, second], NOW)) for _ in range(2)]
    assert uids[0] == uids[1]
    assert len(set(uids[0])) == 2


@given(st.text(max_size=300))
def test_a_calendar_is_folded_escaped_and_reads_back(sentence):
    ics = timeline_ics([entry("2012", sentence=sentence)], NOW)
    assert ics.endswith("END:VCALENDAR\r\n")
    assert all(len(line.encode()) <= 75 for line in ics.split("\r\n"))
    assert "\n" not in ics.replace("\r\n", "")
    (described,) = [line.removeprefix("DESCRIPTION:") for line in unfolded(ics) if line.startswith("DESCRIPTION:")]
    text = re.sub(r"\\(.)", lambda match: "\n" if match[1] == "n" else match[1], described)
    assert text.rpartition("\n")[2].startswith("a.txt — “then”")


def test_a_timeline_for_the_web_keeps_vague_dates_vague_and_texts_harmless():
    entries = [entry("2008-11", sentence="<script>x</script>"), entry("2012"), entry("2025-W04"), entry("2025-01-31")]
    page = json.loads(timeline_js(entries, "<b>Rana</b>"))
    assert [event["start_date"] for event in page["events"]] == [
        {"year": 2008, "month": 11},
        {"year": 2012},
        {"year": 2025, "month": 1, "day": 20},
        {"year": 2025, "month": 1, "day": 31},
    ]
    assert page["events"][2]["end_date"] == {"year": 2025, "month": 1, "day": 26}
    assert "<" not in json.dumps([page["title"], *(event["text"] for event in page["events"])])


def test_a_page_has_a_heading_a_year_and_a_line_a_date():
    entries = [entry("2008-11"), entry("2025-01-31", "Friday", "It *sank* on Friday."), entry("2025-02-01")]
    page = timeline_markdown(entries, "harbour")
    tokens = MarkdownIt("commonmark").parse(page)
    inline = [token.content for token in tokens if token.type == "inline"]
    assert inline[0] == "harbour"
    assert [token.tag for token in tokens if token.type == "heading_open"] == ["h1", "h2", "h2"]
    assert "31 January 2025" in page
    assert r"It \*sank\* on Friday." in page


def test_names_of_hostile_files_are_made_safe_everywhere():
    evil = replace(entry("2012"), document=replace(entry("2012").document, name="a\x1b[2J\n.txt"))
    for made in (
        timeline_csv([evil]),
        timeline_ics([evil], NOW),
        timeline_js([evil], "x"),
        timeline_markdown([evil], "x"),
    ):
        assert "\x1b" not in made
