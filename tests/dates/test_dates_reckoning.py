"""What expressions are counted from: tense, the course of a telling, entries of diaries, reports on a quarter."""

from datetime import date

import pytest

from reader.dates import find_dates
from reader.dates.telling import Step, follow

SATURDAY = date(2025, 2, 1)


def values(text, when=SATURDAY):
    return [(found.text, found.value) for found in find_dates(text, when)]


@pytest.mark.parametrize(
    ("sentence", "value"),
    [
        ("The board met Tuesday.", "2025-01-28"),
        ("The board will meet Tuesday.", "2025-02-04"),
        ("The offer had been due to expire Tuesday.", "2025-01-28"),
        ("The offer had previously been scheduled to close on Tuesday.", "2025-01-28"),
        ("The minister said that the envoy would be travelling to the United Nations Tuesday.", "2025-02-04"),
        ("The judge has given the family until Tuesday to reply.", "2025-02-04"),
        ("The talks were postponed until Tuesday.", "2025-02-04"),
        ("She resigned over Tuesday's ruling.", "2025-01-28"),
        ("Critics say they would look for ways around Tuesday's ruling.", "2025-01-28"),
        ("The inspectors said they did not plan to leave on Tuesday.", "2025-02-04"),
        ("The two leaders meet separately Tuesday.", "2025-02-04"),
        ("The trial begins Tuesday.", "2025-02-04"),
        ("He flew home. On Tuesday he was arrested.", "2025-01-28"),
    ],
)
def test_the_tense_decides_which_tuesday(sentence, value):
    assert [found.value for found in find_dates(sentence, SATURDAY)] == [value]


def test_months_go_on_with_the_telling():
    story = (
        "The guild was founded in 1711. It opened its hall in March 1712. In October the roof burnt. By January it was "
        "mended. In 1714 the guild sued the town; in May it lost. It was dissolved in 1716."
    )
    assert dict(values(story)) == {
        "1711": "1711",
        "March 1712": "1712-03",
        "October": "1712-10",
        "January": "1713-01",
        "1714": "1714",
        "May": "1714-05",
        "1716": "1716",
    }


def test_a_glance_at_another_age_does_not_carry_the_telling_away():
    story = (
        "The hall burnt in June 1788. A chronicle of 1614 had warned of it. On 27 July the town met. In September it "
        "borrowed, in March 1789 it built, and in 1790 the work was done. A study of 2005 doubts it. In 1791 all was paid."
    )
    found = dict(values(story))
    assert found["27 July"] == "1788-07-27"
    assert found["September"] == "1788-09"
    assert found["1614"] == "1614"


def test_that_year_is_the_year_last_named_and_the_next_follows_it():
    story = "The mill opened in 1821. The following year it closed. In May it reopened. In 1830, 1835 and 1840 it grew."
    assert ("The following year", "1822") in values(story)
    assert ("May", "1822-05") in values(story)


def test_an_undated_text_counts_weekdays_and_weeks_from_a_day_that_it_names_but_not_from_a_month():
    coarse = dict(values("The firm was founded in May 2022. The board met on Tuesday. It had closed last week.", None))
    assert (coarse["May 2022"], coarse["Tuesday"], coarse["last week"]) == ("2022-05", "", "")
    exact = dict(values("The firm was founded on 4 May 2022. The board had met on Tuesday.", None))
    assert exact["Tuesday"] == "2022-05-03"


def test_the_course_needs_no_dates():
    assert follow([], 2000) == []
    assert [told.year for told in follow([Step(month=3), Step(month=4)], None)] == [None, None]
    assert [told.year for told in follow([Step(month=3)], 1999)] == [1999]


def test_the_course_of_a_long_telling_takes_time_in_proportion():
    steps = [Step(year=1900 + n % 90, month=n % 12 + 1) if n % 3 else Step(month=n % 12 + 1) for n in range(20_000)]
    assert len(follow(steps, None)) == 20_000


def test_entries_of_a_diary_have_their_own_today():
    diary = "3 May 2019\n\nToday we sailed. We leave tomorrow.\n\n9 May 2019\n\nYesterday it snowed.\n"
    assert values(diary) == [
        ("3 May 2019", "2019-05-03"),
        ("Today", "2019-05-03"),
        ("tomorrow", "2019-05-04"),
        ("9 May 2019", "2019-05-09"),
        ("Yesterday", "2019-05-08"),
    ]


def test_a_speaker_may_say_what_day_it_is():
    assert values("Hello! It is May 7th. Tomorrow we fly.", date(2021, 5, 30))[-1] == ("Tomorrow", "2021-05-08")


def test_one_dateline_is_no_diary():
    assert values("LIMA, Jan. 30\n\nThe mayor resigned yesterday.")[-1] == ("yesterday", "2025-01-31")


@pytest.mark.parametrize(
    ("report", "phrase", "value"),
    [
        ("Third-quarter profit rose. It had been lower a year ago.", "a year ago", "2023-Q3"),
        ("Third-quarter profit rose, from a loss a year earlier.", "a year earlier", "2023-Q3"),
        ("Profit fell in the latest quarter.", "the latest quarter", "2024-Q4"),
        ("For the quarter ended Sept. 29 it lost money.", "the quarter", "2024-Q3"),
        ("For the year ended Aug. 31 it lost money.", "the year", "P1Y"),
        ("She moved here a year ago.", "a year ago", "2024"),
    ],
)
def test_reports_on_a_quarter(report, phrase, value):
    assert dict(values(report))[phrase] == value


FAMILIES = [
    ("She left on Friday.", "Friday on or before 2025-02-01", ["2025-02-07", "2025-01-24"]),
    ("She will leave on Friday.", "Friday after 2025-02-01, told as to come", ["2025-01-31", "2025-02-14"]),
    ("She left last week.", "last week, counted from 2025-02-01", ["2025-W05", "2025-W03"]),
    ("She left two years ago.", "2 years ago, counted from 2025-02-01", ["2024", "2022"]),
    ("She left on December 30.", "30 December nearest to 2025-02-01", ["2025-12-30", "2026-12-30"]),
    ("She left in Q3.", "the Q3 that ended nearest to 2025-02-01", ["2025-Q3", "2023-Q3"]),
    ("She left at Easter.", "Easter, nearest to 2025-02-01", ["2024-03-31", "2026-04-05"]),
    ("She left on 03/04/2021.", "as written, month before day", ["2021-04-03"]),
    ("She left yesterday.", "yesterday, counted from 2025-02-01", []),
    ("She left after 26/11.", "the attacks in Mumbai", ["2024-11-26"]),
    (
        "She left on Friday the 13th.",
        "Friday the 13th nearest to 2025-02-01",
        ["2025-06-13", "2024-09-13", "2026-02-13"],
    ),
    ("She left for two years.", "a length of time", []),
    ("She left recently.", "some time before the time of writing", []),
]


@pytest.mark.parametrize(("sentence", "rule", "alternatives"), FAMILIES)
def test_the_rule_in_words_and_the_other_readings_likeliest_first(sentence, rule, alternatives):
    (found,) = find_dates(sentence, SATURDAY)
    assert found.reading.rule.removesuffix(", told in the past tense") == rule
    assert [other.value for other in found.alternatives] == alternatives
    assert all(other.rule for other in found.alternatives)


@pytest.mark.parametrize(
    ("when", "phrase", "value"),
    [
        (date(2024, 3, 13), "next spring", "2025-SP"),
        (date(2024, 1, 10), "next spring", "2024-SP"),
        (date(2024, 3, 13), "last spring", "2023-SP"),
        (date(2024, 3, 13), "next winter", "2024-WI"),
        (date(2024, 3, 13), "last winter", "2023-WI"),
        (date(2024, 1, 10), "last winter", "2022-WI"),
        (date(2024, 1, 10), "this winter", "2023-WI"),
        (date(2024, 12, 10), "next winter", "2025-WI"),
        (date(2024, 10, 5), "last summer", "2024-SU"),
    ],
)
def test_a_season_is_counted_from_the_one_that_has_begun_and_a_winter_bears_the_year_in_which_it_begins(
    when, phrase, value
):
    assert values(f"They came {phrase}.", when) == [(phrase, value)]
