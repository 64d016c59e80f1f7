"""Words are found where they stand, whatever white space and quotes a person typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text.quoting import occurrences

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


def test_places_that_overlap_are_all_found():
    assert list(occurrences("ha ha ha", "ha ha")) == [(0, 5), (3, 8)]


@given(st.text(max_size=20), st.text(min_size=1, max_size=20), st.text(max_size=20))
def test_what_is_in_a_text_is_found_in_it(before, quote, after):
    text = before + quote + after
    found = list(occurrences(text, quote))
    stripped = quote.strip()
    start = len(before) + quote.index(stripped) if stripped else 0
    assert ((start, start + len(stripped)) in found) == bool(stripped)
    assert all(len(text[first:last].split()) == len(quote.split()) for first, last in found)


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        ("“", ",", [1]),
        ('"', "", [1]),
        ("said. ", "; it's", [25]),
        ("aid.\n", " ;", [25]),
        ("“ ", "", [1]),
        ("said", "", []),
        ("", "came", []),
        (" ", "\n", [1, 25]),
    ],
)
def test_a_quote_is_found_between_its_neighbours(before, after, found):
    assert [start for start, _end in occurrences(TEXT, "Nobody came", before, after)] == found
