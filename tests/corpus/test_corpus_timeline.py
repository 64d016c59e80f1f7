from datetime import date

import pytest

from reader.corpus import Index, build, decisions, index_path, matching, period, timeline, with_values
from reader.corpus.analysis import find_mentions
from reader.documents import Folder, make_document
from reader.notebook import Notebook


@pytest.fixture
def harbour(tmp_path):
    root = tmp_path / "harbour"
    root.mkdir()
    (root / "a.txt").write_text(
        "date 2025-02-01 The dredger sank on Friday. Maria Lopez saw it in March 2024.\n\nNobody else came.\n", "utf-8"
    )
    (root / "b.txt").write_text("date 2025-02-03 Captain Amara Okafor left on 26 November 2008. He slept.\n", "utf-8")
    return root


def opened(root):
    folder = Folder.of([root])
    notebook = Notebook.of_folder(root)
    index = Index(index_path(folder))
    names = [entry.name for entry in folder.scan().files]
    report = build(index, folder, days=notebook.days(names))
    return index, timeline(index, decisions(folder, notebook, names)), report


def values(entries):
    return [(entry.mention.text, entry.mention.value) for entry in entries]


def test_mentions_come_in_calendar_order_with_sentence_and_names(harbour):
    index, entries, _report = opened(harbour)
    assert values(entries) == [("26 November 2008", "2008-11-26"), ("March 2024", "2024-03"), ("Friday", "2025-01-31")]
    assert entries[1].context == "Maria Lopez saw it in March 2024."
    assert "Maria Lopez" in entries[2].names
    assert entries[1].interval == (date(2024, 3, 1), date(2024, 3, 31))
    index.close()


def test_a_decided_date_moves_on_the_timeline_and_leaves_it_when_it_is_none(harbour):
    notebook = Notebook.of_folder(harbour)
    name = "a.txt"
    document = make_document((harbour / name).read_bytes(), harbour / name, name)
    start = document.text.index("Friday")
    notebook.decide_date(document, start, start + 6, "2007-05-01")
    index, entries, report = opened(harbour)
    assert report.indexed == 2
    assert values(entries)[0] == ("Friday", "2007-05-01")
    assert entries[0].mention.reading.rule == "set by you"
    assert "2025-01-31" in [reading.value for reading in entries[0].mention.alternatives]
    index.close()
    notebook.decide_date(document, start, start + 6, "")
    index, entries, report = opened(harbour)
    assert report.indexed == 0
    assert "Friday" not in [text for text, _value in values(entries)]
    index.close()


def test_setting_the_day_of_a_document_reads_its_relative_dates_again_and_those_of_no_other(harbour):
    opened(harbour)[0].close()
    notebook = Notebook.of_folder(harbour)
    document = make_document((harbour / "a.txt").read_bytes(), harbour / "a.txt", "a.txt")
    notebook.decide_day(document, date(2024, 6, 10))
    index, entries, report = opened(harbour)
    assert (report.indexed, report.unchanged) == (1, 1)
    assert ("Friday", "2024-06-07") in values(entries)
    assert index.listed()["a.txt"].published_how == "set by you"
    index.close()
    notebook.undo()
    index, entries, report = opened(harbour)
    assert report.indexed == 1
    assert ("Friday", "2025-01-31") in values(entries)
    index.close()


def test_readings_given_by_hand_are_laid_over_what_was_found(harbour):
    document = make_document(b"date 2025-02-01 It sank on Friday.", harbour / "x.txt", "x.txt")
    found = find_mentions(document)
    (mention,) = found.dates
    (changed,) = with_values(found, {(mention.start, mention.end): "2025-02"}).dates
    assert (changed.value, changed.interval) == ("2025-02", (date(2025, 2, 1), date(2025, 2, 28)))
    assert changed.alternatives[0] == mention.reading
    assert with_values(found, {(0, 1): "2025-02"}) == found


@pytest.mark.parametrize(
    ("written", "days"),
    [
        ("2012", ("2012-01-01", "2012-12-31")),
        ("2024-11", ("2024-11-01", "2024-11-30")),
        ("2024-11-26", ("2024-11-26", "2024-11-26")),
        ("2025-W04", ("2025-01-20", "2025-01-26")),
        ("2008..2012", ("2008-01-01", "2012-12-31")),
        ("2024-11..2025-02", ("2024-11-01", "2025-02-28")),
        ("2024-11..", ("2024-11-01", "9999-12-31")),
        ("..2012", ("0001-01-01", "2012-12-31")),
        ("..", ("0001-01-01", "9999-12-31")),
    ],
)
def test_periods(written, days):
    assert period(written) == tuple(date.fromisoformat(day) for day in days)


@pytest.mark.parametrize("written", ["", "rana", "2024-13", "26/11", "2024-11-31", "...", "2012..x"])
def test_what_is_no_period(written):
    assert period(written) is None


def test_entries_are_filtered_by_words_names_and_periods(harbour):
    index, entries, _report = opened(harbour)
    assert [e.mention.text for e in matching(entries, words="dredger SANK")] == ["March 2024", "Friday"]
    assert [e.mention.text for e in matching(entries, words="CAME dredger")] == []
    assert [e.mention.text for e in matching(entries, name="lopez")] == ["March 2024", "Friday"]
    assert [e.mention.text for e in matching(entries, within=period("2024"))] == ["March 2024"]
    assert [e.mention.text for e in matching(entries, within=period("2024-03-15"))] == ["March 2024"]
    assert matching(entries, words="dredger", name="okafor") == []
    index.close()
