"""Motions by word."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text import words as room
from reader.text.words import count_words, next_word, previous_word, steps, word_at, word_end

PIECES = ["harbour ", "o’clock ", "well-known ", "— ", "\n", "  ", "1,200 ", "été. ", "“Why?” ", "a" * 140 + " "]
PROSE = st.lists(st.sampled_from(PIECES), max_size=30).map("".join) | st.text(max_size=60)
WORD = re.compile(r"\w+(?:['’-]\w+)*")


@given(PROSE, st.data())
def test_motions_agree_with_the_words_of_the_whole_text(text, data):
    offset = data.draw(st.integers(0, len(text)))
    words = [match.span() for match in room._STEP.finditer(text)]
    assert next_word(text, offset) == next((start for start, _end in words if start > offset), len(text))
    assert word_end(text, offset) == next((end - 1 for _start, end in words if end - 1 > offset), len(text))
    assert previous_word(text, offset) == max((start for start, _end in words if start < offset), default=0)


@given(PROSE, st.data())
def test_motions_always_get_on_until_the_text_ends(text, data):
    offset = data.draw(st.integers(0, len(text)))
    for motion in (next_word, word_end):
        assert offset < motion(text, offset) <= len(text) or offset == len(text)
    assert 0 <= previous_word(text, offset) < offset or offset == 0


@pytest.mark.parametrize(
    ("text", "offset", "word"),
    [
        ("the well-known quay", 7, "well-known"),
        ("at ten o’clock sharp", 10, "o’clock"),
        ("she didn't go", 8, "didn't"),
        ("one, two", 3, ""),
        ("one two", 3, ""),
        ("one", 3, ""),
        ("Straße", 4, "Straße"),
        ("x" * 100, 99, "x" * 100),
        ("今天我们", 1, "天"),
        ("日本のテレビを", 4, "テレビ"),
        ("पहली हिन्दी पुस्तक", 6, "हिन्दी"),
        ("مرحبا بالعالم", 8, "بالعالم"),
    ],
)
def test_the_word_at_an_offset(text, offset, word):
    start, end = word_at(text, offset)
    assert text[start:end] == word


def test_words_are_counted_as_people_count_them():
    assert count_words("It’s a well-known fact — isn't it? 1,200 say so.") == 10
    assert count_words(" … ") == 0


JOINTS = st.lists(st.sampled_from([*"a1_ß陳’'-\n “—é", "one-two", "\u0301", "½"]), max_size=40).map("".join)


@given(PROSE | JOINTS | st.text(max_size=60))
def test_counting_agrees_with_the_words_of_the_whole_text(text):
    assert count_words(text) == len(WORD.findall(text))


@given(PROSE | JOINTS, st.integers(1, 20))
def test_a_text_counted_in_portions_has_no_word_twice(text, portion):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(room, "_PORTION", portion)
        assert count_words(text) == len(WORD.findall(text))


def test_words_of_scripts_with_many_characters_are_counted_one_by_one():
    text = "Съешь же ещё этих мягких французских булок, да выпей чаю - и кто-нибудь придёт. " * 3
    assert len(set(text)) > 30
    assert count_words(text) == len(WORD.findall(text)) == 39


def test_the_words_that_one_moves_by_can_be_counted():
    assert steps("one two-three, 今天 テレビ", 0, 99) == 5
    assert steps("one two three", 4, 13) == 2
