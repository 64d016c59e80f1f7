"""Foreign text becomes harmless without moving a single character."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text.safety import safe_line, safe_text

DANGEROUS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
ANYTHING = st.text(st.characters(codec=None) | st.sampled_from("\x00\x1b\x7f\x85\x9b\u202e\u2066\ud800\udfff\n\t"))


@given(ANYTHING)
def test_safe_text_keeps_the_length_and_leaves_nothing_dangerous(text):
    safe = safe_text(text)
    assert len(safe) == len(text)
    assert DANGEROUS.search(safe) is None


@given(ANYTHING)
def test_safe_text_changes_only_what_is_dangerous_and_is_done_after_one_pass(text):
    safe = safe_text(text)
    assert all(new == old for new, old in zip(safe, text, strict=True) if not DANGEROUS.match(old))
    assert safe_text(safe) == safe


@given(ANYTHING)
def test_safe_line_is_one_line_of_the_same_length(text):
    line = safe_line(text)
    assert len(line) == len(text)
    assert not set(line) & set("\n\t\r")
    assert DANGEROUS.search(line) is None


@pytest.mark.parametrize(
    ("unsafe", "safe"),
    [
        ("\x1b]0;title\x07", "␛]0;title␇"),
        ("\x1b]8;;https://example.org\x1b\\here\x1b]8;;\x1b\\", "␛]8;;https://example.org␛\\here␛]8;;␛\\"),
        ("\x9b2J", "\ufffd2J"),
        ("nul\x00 del\x7f", "nul␀ del␡"),
        ("user\u202etxt.exe", "user\ufffdtxt.exe"),
        ("torn \udcff", "torn \ufffd"),
    ],
)
def test_each_kind_of_control_has_its_stand_in(unsafe, safe):
    assert safe_text(unsafe) == safe


def test_ordinary_text_of_every_script_stays_as_it_is():
    text = "Tabs\tand\nlines, שלום\u200f, नमस्ते, 서울, 👩‍👩‍👧, e\u0301"
    assert safe_text(text) == text
