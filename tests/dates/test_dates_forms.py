"""Short written forms, feasts that move, days that are named by their place in a month, ranges, stamps."""

from datetime import date

import pytest

from reader.dates import find_dates
from reader.dates.feasts import hanukkah, islamic_day, jewish_new_year, passover
from reader.dates.named import easter

SATURDAY = date(2025, 2, 1)


def values(sentence, when=SATURDAY):
    return {found.text: found.value for found in find_dates(sentence, when)}


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Sales in Q3 fell.", {"Q3": "2024-Q3"}),
        ("Q3 2024 was poor.", {"Q3 2024": "2024-Q3"}),
        ("They lost money in 4Q23.", {"4Q23": "2023-Q4"}),
        ("Q4 FY24 closed well.", {"Q4 FY24": "2024-Q4"}),
        ("H1 2024 beat 2H 2023.", {"H1 2024": "2024-H1", "2H 2023": "2023-H2"}),
        ("The H1 tag and the H1N1 strain.", {}),
        ("The plan for FY2025.", {"FY2025": "2025"}),
        ("The budget of FY24/25.", {"FY24/25": "2024/2025"}),
        ("The 2023/24 season began.", {"2023/24": "2023/2024"}),
        ("Filed in 2024-03 and closed.", {"2024-03": "2024-03"}),
        ("Delivered in 2024-W12.", {"2024-W12": "2024-W12"}),
        ("Delivered on 2024-W12-3.", {"2024-W12-3": "2024-03-20"}),
        ("Logged at 2025-01-31T14:05:09+02:00 here.", {"2025-01-31T14:05:09+02:00": "2025-01-31T14:05"}),
        ("Logged at 2025-01-31T14:05Z here.", {"2025-01-31T14:05Z": "2025-01-31T14:05"}),
        ("Logged at 20250131T140509Z here.", {"20250131T140509Z": "2025-01-31T14:05"}),
        ("Stamped 12-Jan-2024 in ink.", {"12-Jan-2024": "2024-01-12"}),
        ("Call at 14:30 UTC on Friday.", {"14:30 UTC on Friday": "2025-01-31T14:30"}),
        ("It began at 5 o'clock in the afternoon.", {"5 o'clock in the afternoon": "2025-02-01T17:00"}),
    ],
)
def test_short_forms(sentence, expected):
    assert values(sentence) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The stall is open 14–16 March.", {"14": "2025-03-14", "16 March": "2025-03-16"}),
        ("They met 12-14 July 1951.", {"12": "1951-07-12", "14 July 1951": "1951-07-14"}),
        ("On May 4 and 5 it rained.", {"May 4": "2024-05-04", "5": "2024-05-05"}),
        ("On May 4 and 5 ships sank.", {"May 4": "2024-05-04"}),
        ("It ran from May to July 2020.", {"May": "2020-05", "July 2020": "2020-07"}),
        ("The war of 1915-17 ended.", {"1915": "1915", "17": "1917"}),
        ("Her first period (1892 – 94) was short.", {"1892": "1892", "94": "1894"}),
        ("The poet Anno (837–908) wrote it.", {"837": "0837", "908": "0908"}),
        ("Come between 3 and 5 p.m. please.", {"3": "2025-02-01T15:00", "5 p.m.": "2025-02-01T17:00"}),
        ("In the 5th and 4th centuries BC it grew.", {"the 5th": "BC04", "4th centuries BC": "BC03"}),
        ("Throughout the 470s BC they fought.", {"the 470s BC": "BC047"}),
        ("Begun in AD842 and finished.", {"AD842": "0842"}),
    ],
)
def test_ranges_and_eras(sentence, expected):
    assert values(sentence) == expected


@pytest.mark.parametrize(
    ("sentence", "when", "expected"),
    [
        ("It fell on Friday the 13th.", SATURDAY, {"Friday the 13th": "2024-12-13"}),
        ("It will fall on Friday the 13th.", SATURDAY, {"Friday the 13th": "2025-06-13"}),
        ("He watched Friday the 13th at home.", SATURDAY, {}),
        ("They vote on the first Monday in March 2025.", SATURDAY, {"the first Monday in March 2025": "2025-03-03"}),
        ("It closes on the last Friday of May.", SATURDAY, {"the last Friday of May": "2025-05-30"}),
        ("They meet every other Tuesday.", SATURDAY, {"every other Tuesday": "XXXX-WXX-2"}),
        ("He left last Friday.", date(2025, 1, 31), {"last Friday": "2025-01-24"}),
        ("They start next Monday.", date(2024, 12, 31), {"next Monday": "2025-01-06"}),
        ("Due 10/11/12 in full.", SATURDAY, {"10/11/12": "2012-10-11"}),
        ("See you this Sat. at the fair.", SATURDAY, {"this Sat.": "2025-02-01"}),
    ],
)
def test_days_by_their_place(sentence, when, expected):
    assert values(sentence, when) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Ramadan 2024 was quiet.", {"Ramadan 2024": "2024-03-11/2024-04-09"}),
        ("They met at Diwali.", {"Diwali": "2024-10-31"}),
        ("Eid al-Fitr 2024 was quiet.", {"Eid al-Fitr 2024": "2024-04-10"}),
        ("Chinese New Year 2024 was loud.", {"Chinese New Year 2024": "2024-02-10"}),
        ("Easter 2024 was early.", {"Easter 2024": "2024-03-31"}),
        ("Thanksgiving 2023 was mild.", {"Thanksgiving 2023": "2023-11-23"}),
        ("Hanukkah 2023 and Yom Kippur 2023.", {"Hanukkah 2023": "2023-12-08", "Yom Kippur 2023": "2023-09-25"}),
        ("Diwali 1712 was bright.", {"Diwali 1712": "1712"}),
    ],
)
def test_feasts(sentence, expected):
    assert values(sentence) == expected


def test_a_year_of_the_fast_may_be_counted_from_the_hijra():
    (found,) = find_dates("Ramadan 1445 was quiet.", SATURDAY)
    assert found.interval == (date(2024, 3, 11), date(2024, 4, 9))
    assert found.reading.rule.startswith("in the year 1445 of the Hijra")
    assert [other.value[:4] for other in found.alternatives] == ["1445"]


def test_the_fast_covers_its_month():
    (found,) = find_dates("Ramadan 2024 was quiet.", SATURDAY)
    assert found.interval == (date(2024, 3, 11), date(2024, 4, 9))
    assert "tabular" in found.reading.rule


@pytest.mark.parametrize(
    ("year", "new_year", "first_of_passover", "first_light"),
    [
        (2021, date(2021, 9, 7), date(2021, 3, 28), date(2021, 11, 29)),
        (2023, date(2023, 9, 16), date(2023, 4, 6), date(2023, 12, 8)),
        (2024, date(2024, 10, 3), date(2024, 4, 23), date(2024, 12, 26)),
    ],
)
def test_the_jewish_calendar(year, new_year, first_of_passover, first_light):
    assert (jewish_new_year(year), passover(year), hanukkah(year)) == (new_year, first_of_passover, first_light)


def test_easter_and_the_islamic_calendar():
    assert [easter(year) for year in (1961, 2000, 2024, 2038)] == [
        date(1961, 4, 2),
        date(2000, 4, 23),
        date(2024, 3, 31),
        date(2038, 4, 25),
    ]
    assert abs((islamic_day(2022, 10, 1) - date(2022, 5, 2)).days) <= 1


@pytest.mark.parametrize(
    "sentence",
    [
        "Write to SW1A 2020 at once.",
        "Operation Ramadan failed.",
        "Resolution 1973 passed.",
        "It cut 10/11 of the loss in version 2024.03.1.",
        "See Psychology 92 (6): 1087–1101.",
        "A future king and the former queen spoke.",
    ],
)
def test_nothing_is_found(sentence):
    assert values(sentence) == {}
