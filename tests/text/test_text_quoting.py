"""Words are found where they stand, whatever white space and quotes a person typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text.quoting import occurrences, same_words

TEXT = "“Nobody came,” she said.\nNobody\t\tcame; it's so, l’eau (a+)+$ [x]."


@pytest.mark.parametrize(
    ("quote", "found"),
    [
        ("Nobody came", ["Nobody came", "Nobody\t\tcame"]),
        ("  nobody   came ", []),
        ('"Nobody came," she', ["“Nobody came,” she"]),
        ("said. Nobody", ["said.\nNobody"]),
        ("it’s so", ["it's so"]),
        ("l'eau", ["l’eau"]),
        ("(a+)+$ [x].", ["(a+)+$ [x]."]),
        ("", []),
        (" \n ", []),
    ],
)
def test_a_quote_is_found_whatever_stands_between_its_words(quote, found):
    assert [TEXT[start:end] for start, end in occurrences(TEXT, quote)] == found


@given(st.text(max_size=20), st.text(min_size=1, max_size=20), st.text(max_size=20))
def test_what_is_in_a_text_is_found_in_it(before, quote, after):
    text = before + quote + after
    found = [text[start:end] for start, end in occurrences(text, quote)]
    assert all(same_words(each, quote) for each in found)
    assert bool(found) == bool(quote.split())


def test_words_are_the_same_in_other_quotes_and_with_other_white_space():
    assert same_words("“Nobody\n came,”", '"Nobody came,"')
    assert not same_words("Nobody came", "Nobody\u00adcame")
