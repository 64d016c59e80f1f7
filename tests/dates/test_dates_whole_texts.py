"""Whole texts: the sample article, hostile input, and what holds for any text at all."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.dates import find_dates
from reader.dates.lexicon import CLASSES

SEED = Path(__file__).parents[2] / "seeds" / "000_4ff1eff014d9492a.txt"
WHEN = date(2025, 2, 1)


def test_the_sample_article():
    text = SEED.read_text(encoding="utf-8").removeprefix(" date 2025-02-01 ")
    assert [(found.text, found.value, found.kind) for found in find_dates(text, WHEN)] == [
        ("Friday", "2025-01-31", "date"),
        ("now", "PRESENT_REF", "date"),
        ("January 21", "2025-01-21", "date"),
        ("last week", "2025-W04", "date"),
        ("November 2024", "2024-11", "date"),
        ("January 28", "2025-01-28", "date"),
        ("currently", "PRESENT_REF", "date"),
        ("currently", "PRESENT_REF", "date"),
        ("26/11", "2008-11-26", "date"),
        ("November 26, 2008", "2008-11-26", "date"),
        ("60-hour", "PT60H", "duration"),
        ("November 2012", "2012-11", "date"),
        ("so far", "PRESENT_REF", "date"),
    ]


LONG = ["7", " ", "the ", "1 ", "1,", "one "]
SHORTER = [
    *(
        "\n",
        "1/",
        "1-",
        "1:",
        "111,",
        "one-",
        "hundred and ",
        "the early ",
        "the end of the ",
        "last ",
        "May ",
        "May 1 ",
    ),
    *("Friday, ", "a few ", "to ", "a.m. ", "'", "http://", "1999-", "1999 to ", "twenty-", "first ", "in the "),
    *("every other ", "last Friday night "),
]


@pytest.mark.parametrize(("piece", "size"), [*((p, 200_000) for p in LONG), *((p, 40_000) for p in SHORTER)])
def test_hostile_repetition_ends(piece, size):
    """Time must grow with the text, not with its square: this only has to end."""
    text = piece * (size // len(piece))
    for found in find_dates(text, WHEN):
        assert text[found.start : found.end] == found.text


WORDS = sorted({word for words in CLASSES.values() for word in words})
TEMPORAL = st.lists(
    st.one_of(
        st.sampled_from(WORDS),
        st.sampled_from(WORDS).map(str.title),
        st.sampled_from(
            "the a of in to ago later earlier last next this that half and end early BC AD p.m. - , / '".split()
        ),
        st.sampled_from(
            "Q3 FY24/25 H1 2023/24 2024-W99 20251399T9999Z Ramadan Diwali Eid Easter 13th (837–908) 470s".split()
        ),
        st.integers(min_value=0, max_value=10**14).map(str),
        st.integers(min_value=0, max_value=2100).map(str),
        st.dates().map(str),
        st.tuples(st.integers(0, 99), st.integers(0, 99), st.integers(0, 2100)).map(lambda t: "/".join(map(str, t))),
    ),
    max_size=25,
).map(" ".join)


@given(text=st.one_of(st.text(), TEMPORAL), when=st.none() | st.dates())
def test_mentions_are_in_order_in_bounds_and_as_written(text, when):
    end = 0
    for found in find_dates(text, when):
        assert end <= found.start < found.end <= len(text)
        assert text[found.start : found.end] == found.text
        assert found.reading.rule
        if found.interval is not None:
            assert found.interval[0] <= found.interval[1]
        end = found.end
