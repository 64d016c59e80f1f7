"""Where sentences and paragraphs begin and end, and motions by them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text.sentences import (
    any_sentence_end,
    next_paragraph,
    next_sentence,
    paragraph_at,
    paragraphs,
    previous_paragraph,
    previous_sentence,
    sentence_at,
    sentences,
)

PIECES = ["The ", "minister ", "Dr. ", "J. ", "resigned. ", "No! ", "“Why?” ", "\n", "\n\n", "\n \n", "\n\n\n", "   ", "- item\n", "3.5 ", "a" * 50 + " ", "\t", "é"]  # fmt: skip
PROSE = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)
ANY_TEXT = PROSE | st.text(max_size=60)


@pytest.mark.parametrize(
    "expected",
    [
        ["Dr. Okafor met Mrs. Lindqvist at 9 a.m. on Monday.", "They left at noon."],
        ["J. R. Marlowe wrote it.", "P. Nowak sold it."],
        ["“We knew nothing.”", "She closed the file."],
        ["“Who knew?” asked the clerk.", "Nobody did."],
        ["Wait... what?", "Yes!"],
        ["He came from Leeds (in the north).", "She did not."],
        ["Who?", "Me?", "No."],
        ["He paid $3.50.", "She paid nothing."],
        ["See e.g. the log of 2004 and vol. 3, pp. 4-5.", "Then stop."],
        ["It sank on Jan. 21 off the pier.", "Nobody saw it."],
        ["It is No. 7 on the list.", "The rest is lost."],
        ["She moved to St. Ives.", "He stayed."],
        ["Then came I.", "He left."],
        ["They left the E.U. in a hurry.", "Trade fell."],
    ],
)
def test_hard_cases_on_one_line(expected):
    text = " ".join(expected)
    assert [text[start:end] for start, end in sentences(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The harbour master, who had kept the log for thirty\nyears, said nothing. He had seen the lamp go out.",
            [
                "The harbour master, who had kept the log for thirty\nyears, said nothing.",
                "He had seen the lamp go out.",
            ],
        ),
        ("Minutes of the board\nThe chair opened it.", ["Minutes of the board", "The chair opened it."]),
        (
            "The board must decide on three things before the spring:\n- the pier\n2) the lamps",
            ["The board must decide on three things before the spring:", "- the pier", "2) the lamps"],
        ),
        ("No stop here\n\nNor here", ["No stop here", "Nor here"]),
        ("第一句。第二句！", ["第一句。", "第二句！"]),
        ("  \n\n ", []),
    ],
)
def test_line_breaks_and_other_scripts(text, expected):
    assert [text[start:end] for start, end in sentences(text)] == expected


@pytest.mark.parametrize(
    "sentence",
    ["The U.S. Senate voted.", "They met Adm. Nelson.", "They met Pres. Ford.", "He lives in Ft. Worth."],
)
def test_a_name_after_an_abbreviation_begins_no_sentence(sentence):
    assert list(sentences(sentence)) == [(0, len(sentence))]


@pytest.mark.parametrize("sentence", ["See p. 7 of the log.", "It cites Roe v. Wade twice.", "It was built c. 1900."])
def test_an_abbreviation_may_be_a_single_small_letter(sentence):
    assert list(sentences(sentence)) == [(0, len(sentence))]


def test_the_answer_no_ends_a_sentence():
    text = "The answer was no. She left."
    assert [text[start:end] for start, end in sentences(text)] == ["The answer was no.", "She left."]


@given(ANY_TEXT)
def test_sentences_and_paragraphs_leave_out_nothing_but_white_space(text):
    for cut in (sentences, paragraphs):
        at = 0
        for start, end in cut(text):
            assert at <= start < end <= len(text)
            assert not text[at:start].strip()
            assert text[start:end] == text[start:end].strip()
            at = end
        assert not text[at:].strip()


@given(
    ANY_TEXT | st.lists(st.sampled_from([*PIECES, "。", "」", "...", "?!”", ".)"]), max_size=40).map("".join), st.data()
)
def test_an_end_found_from_anywhere_is_where_a_sentence_ends(text, data):
    for first, last in paragraphs(text):
        start = data.draw(st.integers(first, last - 1))
        end = data.draw(st.integers(start, last - 1))
        found = any_sentence_end(text, start, end)
        if found is not None:
            assert start < found <= end
            assert found in [stop for _start, stop in sentences(text, first, last)]


def test_an_end_is_found_by_the_first_full_stop_that_is_one():
    text = "Dr. Okafor met them\nin Leeds at noon. They left. Nobody saw it."
    noon = text.index(" They")
    assert any_sentence_end(text, 0, len(text) - 1) == any_sentence_end(text, 5, noon) == noon
    assert any_sentence_end(text, 5, noon - 1) is None
    assert any_sentence_end(text, noon, len(text) - 1) == text.index(" Nobody")


@given(ANY_TEXT, st.data())
def test_motions_by_sentence_agree_with_the_sentences_of_the_whole_text(text, data):
    offset = data.draw(st.integers(0, len(text)))
    starts = [start for start, _end in sentences(text)]
    assert next_sentence(text, offset) == next((start for start in starts if start > offset), len(text))
    assert previous_sentence(text, offset) == max((start for start in starts if start < offset), default=0)


@given(ANY_TEXT, st.data())
def test_motions_always_get_on_until_the_text_ends(text, data):
    offset = data.draw(st.integers(0, len(text)))
    for forward in (next_sentence, next_paragraph):
        assert offset < forward(text, offset) <= len(text) or offset == len(text)
    for back in (previous_sentence, previous_paragraph):
        assert 0 <= back(text, offset) < offset or offset == 0


@given(ANY_TEXT, st.data())
def test_the_sentence_at_an_offset_holds_it(text, data):
    offset = data.draw(st.integers(0, len(text)))
    spans = list(sentences(text))
    start, end = sentence_at(text, offset)
    assert 0 <= start <= end <= len(text)
    holding = [span for span in spans if span[0] <= offset < span[1]]
    assert holding in ([], [(start, end)])
    assert (start, end) in spans or not spans or not text[offset:].strip()


def test_between_two_sentences_the_one_before_counts():
    assert sentence_at("One is. Two is.", 7) == (0, 7)


def test_between_two_sentences_the_one_before_counts_after_many_blank_lines_too():
    assert sentence_at("One is.\n\n\n\nTwo is.", 10) == (0, 7)


def test_motions_by_paragraph():
    text = "First line,\nsame paragraph.\n\nSecond.\n \nThird."
    second, third = text.index("Second"), text.index("Third")
    assert [next_paragraph(text, at) for at in (0, 15, second, third)] == [second, second, third, len(text)]
    assert [previous_paragraph(text, at) for at in (len(text), third, second, 15, 0)] == [third, second, 0, 0, 0]


def test_from_a_blank_line_the_next_paragraph_is_the_one_below_it():
    assert next_paragraph("One.\n\nTwo.\n\nThree.", 5) == 6


def test_an_indented_paragraph_has_one_start_from_both_sides():
    text = "One.\n\n   Two goes on."
    assert previous_paragraph(text, len(text)) == next_paragraph(text, 0)


def test_motions_are_right_far_inside_a_long_text():
    text = "The lamp went out at nine. " * 4_000
    assert next_sentence(text, 54_010) == 54_027
    assert previous_sentence(text, 54_010) == 54_000
    assert sentence_at(text, 54_010) == (54_000, 54_026)


@pytest.mark.parametrize(
    ("text", "offset", "paragraph"),
    [
        ("One.\nTwo.\n\nThree.", 5, "One.\nTwo."),
        ("One.\n\n \n Two.", 5, "One."),
        ("One.\n\n \n Two.", 10, "Two."),
        (" One.\n\nTwo.", 0, "One."),
        ("One.", 4, "One."),
        (" \n ", 1, ""),
        ("", 0, ""),
    ],
)
def test_the_paragraph_at_an_offset(text, offset, paragraph):
    start, end = paragraph_at(text, offset)
    assert text[start:end] == paragraph


def test_a_sentence_that_begins_near_the_end_of_a_wrapped_line_goes_on_below():
    first = "The board met in the hall, and it was long past ten when it ended."
    second = "Captain Holt\nsaid that nobody would sail before the lamp was lit again."
    text = f"{first} {second}"
    assert [text[start:end] for start, end in sentences(text)] == [first, second]
