"""Values of the calendar as people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.dates import said, said_briefly


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("2025-01-31", "2025-01-31"),
        ("2024-11", "2024-11"),
        ("1996", "1996"),
        ("198", "1980s"),
        ("19", "20th century"),
        ("20", "21st century"),
        ("2025-W04", "2025 week 4"),
        ("2025-W04-WE", "weekend of 2025-01-25"),
        ("2024-SU", "summer 2024"),
        ("2024-Q3", "2024 Q3"),
        ("2024-03-07TEV", "2024-03-07 evening"),
        ("2024-03-07T14:30", "2024-03-07 14:30"),
        ("TMO", "morning"),
        ("2023/2024", "2023–2024"),
        ("BC0044-03-15", "15 March 44 BC"),
        ("BC0480-SU", "summer 480 BC"),
        ("BC047", "470s BC"),
        ("BC03", "4th century BC"),
        ("PT1H", "1 hour"),
        ("P2Y6M", "2 years 6 months"),
        ("PXD", "some days"),
        ("P2CE", "2 centuries"),
        ("XXXX-WXX-5TEV", "every Friday evening"),
        ("XXXX-07", "every July"),
        ("PRESENT_REF", "now"),
    ],
)
def test_a_value_is_said_so_that_nobody_needs_a_key(value, words):
    assert said(value) == words


def test_beside_the_words_of_the_text_a_value_is_short():
    brief = [said_briefly(each) for each in ("2024-03-07TEV", "2024-03-07T14:30", "2025-W04", "198", "2025-01-31")]
    assert brief == ["2024-03-07", "2024-03-07", "2025 wk 4", "1980s", "2025-01-31"]


@given(st.text("0123456789-/TWXPBCMDYSUQH:. ", max_size=20))
def test_anything_else_is_left_as_it_is(value):
    assert said(value) or value == ""


def test_what_is_no_value_is_given_back():
    assert [said(each) for each in ("", "PXQ", "0000-W99-WE", "BC0044-13", "soon")] == [
        "", "PXQ", "0000-W99-WE", "44 BC", "soon",
    ]  # fmt: skip
