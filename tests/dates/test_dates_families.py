"""One table a family of expressions: a sentence, the document's date, the phrase to be found, its value."""

from datetime import date

import pytest

from reader.dates import DateMention, find_dates

SATURDAY = date(2025, 2, 1)
WEDNESDAY = date(2023, 8, 16)


def mention(sentence: str, when: date | None, phrase: str) -> DateMention:
    found = find_dates(sentence, when)
    matching = [each for each in found if each.text == phrase]
    assert matching, f"{phrase!r} is not among {[each.text for each in found]}"
    return matching[0]


WEEKDAYS = [
    ("The minister resigned on Friday.", SATURDAY, "Friday", "2025-01-31"),
    ("The court ruled Saturday.", SATURDAY, "Saturday", "2025-02-01"),
    ("The court will rule on Friday.", SATURDAY, "Friday", "2025-02-07"),
    ("A hearing is scheduled for Tuesday.", SATURDAY, "Tuesday", "2025-02-04"),
    ("He was arrested last Friday.", SATURDAY, "last Friday", "2025-01-31"),
    ("They play next Monday.", SATURDAY, "next Monday", "2025-02-03"),
    ("She called late on Sunday night.", SATURDAY, "Sunday night", "2025-01-26TNI"),
    ("They met Tuesday of last week.", SATURDAY, "Tuesday of last week", "2025-01-21"),
]
CALENDAR = [
    ("Born on March 5, 1946, he grew up here.", None, "March 5, 1946", "1946-03-05"),
    ("Born on 5 March 1946 in Leeds.", None, "5 March 1946", "1946-03-05"),
    ("It opened on Wed., Sept. 7th, 2016.", None, "Wed., Sept. 7th, 2016", "2016-09-07"),
    ("It opened on the twenty-first of June 1911.", None, "the twenty-first of June 1911", "1911-06-21"),
    ("Rents rose in July 1997.", None, "July 1997", "1997-07"),
    ("It ran from October to March 1945.", None, "October", "1945-10"),
    ("The fair lasts 23 January - 9 March 2014.", None, "23 January", "2014-01-23"),
    ("Filed on 2024-06-30 at the registry.", None, "2024-06-30", "2024-06-30"),
    ("Signed 3/14/90 in Ohio.", SATURDAY, "3/14/90", "1990-03-14"),
    ("Signed 14.3.1990 in Bonn.", SATURDAY, "14.3.1990", "1990-03-14"),
    ("The bridge was closed on January 21.", SATURDAY, "January 21", "2025-01-21"),
    ("The bridge was closed on December 30.", SATURDAY, "December 30", "2024-12-30"),
    ("The bridge will open on March 3.", SATURDAY, "March 3", "2025-03-03"),
    ("She left in late November.", SATURDAY, "late November", "2024-11"),
    ("He was elected last November.", SATURDAY, "last November", "2024-11"),
    ("It began in July last year.", SATURDAY, "July last year", "2024-07"),
    ("He died in September 480 BC.", None, "September 480 BC", "BC0480-09"),
]
YEARS = [
    ("The mill closed in 1996.", None, "1996", "1996"),
    ("The war of 1915-17 ruined them.", None, "17", "1917"),
    ("The temple was burnt in 490 BC.", None, "490 BC", "BC0490"),
    ("It was founded in AD 842.", None, "AD 842", "0842"),
    ("They married in nineteen ninety-six.", None, "nineteen ninety-six", "1996"),
    ("The class of '99 met again.", SATURDAY, "'99", "1999"),
    ("Music of the 1990s.", None, "the 1990s", "199"),
    ("A novel of the 19th century.", None, "the 19th century", "18"),
    ("A vase of the fourth century BC.", None, "the fourth century BC", "BC03"),
    ("It lasted until the end of 1943.", None, "the end of 1943", "1943"),
]
RELATIVE = [
    ("They met last week.", SATURDAY, "last week", "2025-W04"),
    ("Prices rose this year.", SATURDAY, "this year", "2025"),
    ("It starts next month.", SATURDAY, "next month", "2025-03"),
    ("They talked over the weekend.", date(2025, 2, 3), "the weekend", "2025-W05-WE"),
    ("It is due by the end of the year.", SATURDAY, "the end of the year", "2025"),
    ("She left two years ago.", SATURDAY, "two years ago", "2023"),
    ("She left five months ago.", SATURDAY, "five months ago", "2024-09"),
    ("She left 10 days ago.", SATURDAY, "10 days ago", "2025-01-22"),
    ("She left six weeks ago.", SATURDAY, "six weeks ago", "2024-W51"),
    ("He fell on May 2, 1950. Six days later he died.", None, "Six days later", "1950-05-08"),
    ("He fell on May 2, 1950, and died the next day.", None, "the next day", "1950-05-03"),
    ("It began in 1950. The following year it ended.", None, "The following year", "1951"),
    ("In 218 BC they marched; the following year they won.", None, "the following year", "BC0217"),
    ("He came home yesterday.", SATURDAY, "yesterday", "2025-01-31"),
    ("She leaves tomorrow.", SATURDAY, "tomorrow", "2025-02-02"),
    ("The roof fell in last night.", SATURDAY, "last night", "2025-01-31TNI"),
    ("It snowed in the winter of 1916.", None, "the winter of 1916", "1916-WI"),
    ("The yard closed last summer.", SATURDAY, "last summer", "2024-SU"),
]
QUARTERS = [
    ("Sales fell in the third quarter of 1984.", None, "the third quarter of 1984", "1984-Q3"),
    ("Sales fell in the fourth quarter.", SATURDAY, "the fourth quarter", "2024-Q4"),
    ("In the fourth quarter it lost more than in the year-ago quarter.", SATURDAY, "the year-ago quarter", "2023-Q4"),
    ("Exports grew in the first half of 1989.", None, "the first half of 1989", "1989-H1"),
]
CLOCK = [
    ("The shop opened at 9 a.m. Tuesday.", SATURDAY, "9 a.m. Tuesday", "2025-01-28T09:00"),
    ("Police came at 10:35 p.m. and left.", SATURDAY, "10:35 p.m.", "2025-02-01T22:35"),
    ("They ate at noon.", SATURDAY, "noon", "2025-02-01T12:00"),
    ("It fell on the morning of 30 April 1975.", None, "the morning of 30 April 1975", "1975-04-30TMO"),
]
DURATIONS = [
    ("They waited two years.", None, "two years", "P2Y"),
    ("The 60-hour siege ended.", None, "60-hour", "PT60H"),
    ("After a two-week pause they met.", None, "two-week", "P2W"),
    ("The drive takes 5 1/2 hours.", None, "5 1/2 hours", "PT5H30M"),
    ("He worked there for a decade.", None, "a decade", "P10Y"),
    ("It lasted twenty-five minutes.", None, "twenty-five minutes", "PT25M"),
    ("It stood for a hundred years.", None, "a hundred years", "P100Y"),
    ("It took a year and a half.", None, "a year and a half", "P1Y6M"),
    ("It went on for weeks.", None, "weeks", "PXW"),
    ("They stayed several months.", None, "several months", "PXM"),
    ("Profits rose in the past three months.", None, "the past three months", "P3M"),
    ("Nearly forty years passed.", None, "Nearly forty years", "P40Y"),
]
SETS = [
    ("It pays $5 a year.", None, "a year", "P1Y"),
    ("They meet every Friday.", None, "every Friday", "XXXX-WXX-5"),
    ("It is printed daily.", None, "daily", "P1D"),
    ("They vote every four years.", None, "every four years", "P4Y"),
    ("They gather each July.", None, "each July", "XXXX-07"),
]
VAGUE = [
    ("It is currently shut.", SATURDAY, "currently", "PRESENT_REF"),
    ("Nothing has come of it so far.", SATURDAY, "so far", "PRESENT_REF"),
    ("She recently moved.", SATURDAY, "recently", "PAST_REF"),
    ("He fears the future.", SATURDAY, "the future", "FUTURE_REF"),
]
NAMED = [
    ("The 26/11 attacks changed the city.", SATURDAY, "26/11", "2008-11-26"),
    ("After 9/11 the law changed.", SATURDAY, "9/11", "2001-09-11"),
    ("People have changed since 9/11.", SATURDAY, "9/11", "2001-09-11"),
    ("The office is shut from 3/14.", SATURDAY, "3/14", "2025-03-14"),
    ("A memorial to 7/7 was unveiled.", SATURDAY, "7/7", "2005-07-07"),
    ("He landed on D-Day.", None, "D-Day", "1944-06-06"),
    ("They met on Christmas Eve 1914.", None, "Christmas Eve 1914", "1914-12-24"),
    ("Shops were shut on Good Friday 2024.", None, "Good Friday 2024", "2024-03-29"),
    ("The family met last Thanksgiving.", SATURDAY, "last Thanksgiving", "2024-11-28"),
    ("They voted on Election Day 2016.", None, "Election Day 2016", "2016-11-08"),
]
ALL = [*WEEKDAYS, *CALENDAR, *YEARS, *RELATIVE, *QUARTERS, *CLOCK, *DURATIONS, *SETS, *VAGUE, *NAMED]


@pytest.mark.parametrize(("sentence", "when", "phrase", "value"), ALL)
def test_value(sentence, when, phrase, value):
    assert mention(sentence, when, phrase).value == value


@pytest.mark.parametrize(
    ("sentence", "phrase", "kind"),
    [
        ("It closed on Friday.", "Friday", "date"),
        ("It closed at 9 a.m. Friday.", "9 a.m. Friday", "time"),
        ("It took two years.", "two years", "duration"),
        ("It comes every Friday.", "every Friday", "set"),
    ],
)
def test_kind(sentence, phrase, kind):
    assert mention(sentence, WEDNESDAY, phrase).kind == kind


@pytest.mark.parametrize(
    ("sentence", "phrase", "interval", "precision"),
    [
        ("on Friday", "Friday", (date(2023, 8, 11), date(2023, 8, 11)), "day"),
        ("last week", "last week", (date(2023, 8, 7), date(2023, 8, 13)), "week"),
        ("in February 2024", "February 2024", (date(2024, 2, 1), date(2024, 2, 29)), "month"),
        ("in the winter of 2001", "the winter of 2001", (date(2001, 12, 1), date(2002, 2, 28)), "season"),
        ("in the 1990s", "the 1990s", (date(1990, 1, 1), date(1999, 12, 31)), "decade"),
        ("in the 19th century", "the 19th century", (date(1800, 1, 1), date(1899, 12, 31)), "century"),
        ("in 490 BC", "490 BC", None, "year"),
        ("for two years", "two years", None, "none"),
        ("currently", "currently", None, "none"),
    ],
)
def test_interval_and_precision(sentence, phrase, interval, precision):
    found = mention(sentence, WEDNESDAY, phrase)
    assert (found.interval, found.reading.precision) == (interval, precision)


def test_the_rule_is_told_in_words():
    found = mention("The minister resigned on Friday.", SATURDAY, "Friday")
    assert found.reading.rule == "Friday on or before 2025-02-01"
    assert found.reckoned_from == SATURDAY
    assert [other.value for other in found.alternatives] == ["2025-02-07", "2025-01-24"]
    assert mention("Born on March 5, 1946.", SATURDAY, "March 5, 1946").reckoned_from is None


def test_an_undecided_order_of_day_and_month_keeps_both_readings():
    found = mention("Signed 03/04/2021.", SATURDAY, "03/04/2021")
    assert [found.value, *(other.value for other in found.alternatives)] == ["2021-03-04", "2021-04-03"]
    assert mention("Signed 03/04/2021, due 25/12/2021.", SATURDAY, "03/04/2021").value == "2021-04-03"
    assert not mention("Signed 25/12/2021.", SATURDAY, "25/12/2021").alternatives


@pytest.mark.parametrize(
    ("sentence", "phrase"),
    [
        ("He came on Friday.", "Friday"),
        ("He came last week.", "last week"),
        ("He came yesterday.", "yesterday"),
        ("He came on January 21.", "January 21"),
        ("He came two years ago.", "two years ago"),
        ("He came at 9 a.m. Tuesday.", "9 a.m. Tuesday"),
        ("He came last summer.", "last summer"),
        ("He came at Easter.", "Easter"),
    ],
)
def test_without_a_document_date_relative_words_are_marked_and_left_open(sentence, phrase):
    found = mention(sentence, None, phrase)
    assert (found.value, found.interval, found.reading.rule) == ("", None, "no document date to reckon from")


@pytest.mark.parametrize("phrase", ["31 February", "February 31, 2020", "2021-02-30", "29 February 2023"])
def test_an_impossible_day_is_marked_as_such(phrase):
    found = mention(f"It happened on {phrase}.", SATURDAY, phrase)
    assert found.value == ""
    assert found.interval is None
    assert found.reading.rule.startswith("impossible")


def test_a_narrative_carries_its_year_on():
    story = (
        "The league was founded in 1848. In March 1849 it split. By June the rebels held the town, and on 12 October "
        "they marched. In February they lost. The treaty of 1852 ended it, and in 1853 the league was dissolved."
    )
    values = {found.text: found.value for found in find_dates(story, SATURDAY)}
    assert values["June"] == "1849-06"
    assert values["12 October"] == "1849-10-12"
    assert values["February"] == "1850-02"


def test_news_counts_from_its_own_date_even_if_it_names_old_years():
    story = (
        "The bridge, built in 1911, widened in 1934, closed in 1967 and reopened in 1988, fell on Friday. Today the "
        "mayor spoke; on Thursday she had been warned, and on Wednesday too. It will be rebuilt in March."
    )
    values = {found.text: found.value for found in find_dates(story, SATURDAY)}
    assert values["Friday"] == "2025-01-31"
    assert values["March"] == "2025-03"
