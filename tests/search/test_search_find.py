"""A phrase inside one text, as a person types it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.search import find
from reader.search.find import LIMIT, Hits

TEXT = "The Lamp went\nout. The lamp, she said, “hadn’t” burnt — a well‑known   fault; THE LAMP!"


@pytest.mark.parametrize(
    ("phrase", "found"),
    [
        ("lamp", ["Lamp", "lamp", "LAMP"]),
        ("Lamp", ["Lamp"]),
        ("the lamp", ["The Lamp", "The lamp", "THE LAMP"]),
        ("went out", ["went\nout"]),
        ("  went   out  ", ["went\nout"]),
        ('"hadn\'t"', ["“hadn’t”"]),
        ("“hadn’t”", ["“hadn’t”"]),
        ("well-known fault", ["well‑known   fault"]),
        ("out.", ["out."]),
        (".", ["."]),
        ("amp", ["amp", "amp", "AMP"]),
        ("(lamp", []),
        ("zeppelin", []),
        ("", []),
        (" \n ", []),
    ],
)
def test_phrases(phrase, found):
    assert [TEXT[start:end] for start, end in find(TEXT, phrase).spans] == found


@given(st.text(), st.text())
def test_any_phrase_can_be_typed_and_hits_never_overlap(text, phrase):
    at = 0
    for start, end in find(text, phrase).spans:
        assert at <= start < end <= len(text)
        at = end


@given(st.text(min_size=1), st.data())
def test_what_stands_in_the_text_is_found_there(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    phrase = text[start : data.draw(st.integers(start + 1, len(text)))]
    if not phrase.split():
        return
    # an overlapping place before it may have been taken
    assert any(first <= start + len(phrase) and last >= start for first, last in find(text, phrase).spans)


def test_patterns_are_taken_literally_and_never_run_away():
    assert find("(a+)+$ and aaaa", "(a+)+$").spans == ((0, 6),)
    assert find("a" * 50_000, "(a+)+b").spans == ()


def test_too_many_hits_are_cut_and_said_to_be():
    hits = find("a " * (LIMIT + 1), "a")
    assert (len(hits.spans), hits.is_cut) == (LIMIT, True)
    assert not find("a " * LIMIT, "a").is_cut


def test_the_next_hit_is_the_one_under_or_after_the_cursor_and_then_the_first():
    hits = Hits(((5, 9), (20, 24)))
    assert [hits.at_or_after(offset) for offset in (0, 5, 8, 9, 20, 24, 99)] == [0, 0, 0, 1, 1, 0, 0]
    assert Hits(()).at_or_after(3) == 0
