"""What authors set apart stays with its words while a text is put together."""

from hypothesis import given
from hypothesis import strategies as st

from reader.documents.building import TextBuilder, lines, one_line
from reader.documents.model import Style
from reader.documents.styling import StyledWords, carried, fitted, within

SPACED = st.text(alphabet="ab\xad \t\n\xa0\r\u3000é\u0301", max_size=40)


def bare(text):
    return "".join(text.replace("\xad", "").split())


@given(SPACED, st.integers(0, 40), st.integers(0, 40))
def test_styles_cover_the_same_words_after_white_space_was_put_in_order(text, start, end):
    for order in (lines, one_line):
        after = order(text)
        styles = list(carried(text, after, [Style("strong", start, end)]))
        assert "".join(bare(after[each.start : each.end]) for each in styles) == bare(text[start:end])


@given(st.text(max_size=30), st.lists(st.tuples(st.integers(-5, 40), st.integers(-5, 40)), max_size=5))
def test_fitted_styles_lie_in_the_text_in_order(text, spans):
    found = list(fitted(text, [Style("code", start, end) for start, end in spans]))
    assert all(0 <= each.start < each.end <= len(text) for each in found)


def test_words_that_follow_each_other_in_one_style_are_one_stretch():
    words = StyledWords()
    words.add("a ", ["strong"])
    words.add(" b", ["strong", "emphasis"], "http://x.y/\x1b")
    words.add(" c")
    words.add("d", ["strong"])
    words.add("e", target="x")
    words.add("f", target="y")
    text, styles = words.put_in_order(lines)
    assert text == "a b cdef"
    assert [(each.kind, text[each.start : each.end], each.target) for each in styles] == [
        ("strong", "a b", ""),
        ("emphasis", "b", ""),
        ("link", "b", "http://x.y/␛"),
        ("strong", "d", ""),
        ("link", "e", "x"),
        ("link", "f", "y"),
    ]


def test_the_builder_moves_styles_to_where_their_paragraph_stands():
    builder = TextBuilder()
    builder.add("First.")
    builder.add("Second one.", styles=[Style("link", 7, 10, "x"), Style("strong", 0, 6)])
    parsed = builder.parsed({})
    assert [(each.kind, parsed.text[each.start : each.end]) for each in parsed.styles] == [
        ("strong", "Second"),
        ("link", "one"),
    ]


def test_a_part_of_a_text_has_what_is_set_apart_in_it():
    assert list(within([Style("code", 2, 8), Style("strong", 0, 2)], 2, 5)) == [Style("code", 0, 3)]
