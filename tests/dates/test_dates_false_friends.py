"""Words and numbers that look like dates and are none."""

from datetime import date

import pytest

from reader.dates import find_dates

WHEN = date(2025, 2, 1)


@pytest.mark.parametrize(
    "sentence",
    [
        "You may go, said Theresa May.",
        "May said nothing.",
        "They march on the capital.",
        "March on, comrades!",
        "The Sun rose and the cat Sat down.",
        "The Sun reported it.",
        "Mon ami, the bride Wed him.",
        "Call 555-1990 or +44 20 7946 0958.",
        "See p. 1984 and page 1776.",
        "Under Section 1983 and § 2000 of the code.",
        "He cut 10/11 of the cake.",
        "Release 3.14.15 and version 2.0.1 are out.",
        "Upgrade to version 2019.04.1.",
        "About 1500 people and 1200 dollars.",
        "It costs $1999 or £2001.",
        "Flight 1812 leaves from Room 1066.",
        "The Agenda 2030 is signed, and Windows 2000 is gone.",
        "They live at 1600 Pennsylvania Avenue.",
        "Read https://example.org/2012/05/03/story.",
        "The 42-year-old singer and his son, two years old.",
        "Merry Christmas to all around the Christmas tree.",
        "Three-quarters of them left.",
        "In the second place, give me a second.",
        "The score was 10:35 at the whistle.",
        "Man Friday found Robinson.",
    ],
)
def test_nothing_is_found(sentence):
    assert [(found.text, found.value) for found in find_dates(sentence, WHEN)] == []


def test_may_the_name_the_verb_and_the_month():
    assert [found.text for found in find_dates("May said she may go in May.", WHEN)] == ["May"]
    assert find_dates("May said she may go in May.", WHEN)[0].start == 23
