"""A phrase inside one text, as a person types it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.search import find, hits_after, hits_before
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


@pytest.mark.parametrize("turn", [1, -1])
def test_of_very_many_hits_each_is_reached_in_both_directions_and_then_the_other_end(turn):
    text = "a " * LIMIT + "b" * 50_000 + " a" * LIMIT
    there = [at for at, character in enumerate(text) if character == "a"]
    hits = find(text, "a", len(text) - 1)
    assert hits.spans[0] == (len(text) - 1, len(text))
    found = [start for start, _end in hits.spans]
    while len(found) < len(there):
        hits = hits_after(text, "a", found[-1] + 1) if turn > 0 else hits_before(text, "a", found[0])
        kept = [start for start, _end in hits.spans]
        found = found + kept if turn > 0 else kept + found
    assert hits.is_cut
    start = there.index(found[0])
    round_about = there[start:] + there[:start]
    assert found[: len(there)] == round_about


def test_the_next_hit_is_the_one_under_or_after_the_cursor_and_then_the_first():
    hits = Hits(((5, 9), (20, 24)))
    assert [hits.at_or_after(offset) for offset in (0, 5, 8, 9, 20, 24, 99)] == [0, 0, 0, 1, 1, 0, 0]
    assert Hits(()).at_or_after(3) == 0
