"""Anything can be typed; nothing is an error."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.search.query import Term, fold, parse, tokens

NAUGHTY = [
    "", " ", '"', '""', '"""', "“", "„", "'", "(", ")", "((a)", "AND", "OR", "NOT", "NEAR(a b, 2)", "a AND", "*", "a*", "^a",
    "a/b", "C++", "o'clock", "-", "--", "-x", "~", "col:x", "text : x", "{a b}:c", "a + b", "'; DROP TABLE documents; --",
    "%", "_", "\\", "\0", "\x1b[2J", "\ud800", "(a+)+$", "[/", "[@click=app.quit]x[/]", "🇮🇳", "e\u0301", "\u0301", "ﬁ", "İ", "ß",
    "日本語", "word " * 10_000, "x" * 10_000, "“open", "a “b c” d", "1.5", "\u202e", "NULL", "rank", "passages_fts",
]  # fmt: skip


@pytest.mark.parametrize("typed", NAUGHTY, ids=lambda typed: ascii(typed[:20]))
def test_no_query_is_an_error_and_none_is_endless(typed):
    assert len(parse(typed).terms) <= 32


@given(st.text())
def test_any_text_makes_terms_of_words_without_signs(typed):
    for term in parse(typed).terms:
        assert term.words
        for word in term.words:
            assert word
            assert not set(word) & set(" \"'()*^:-+{}")


@pytest.mark.parametrize(
    ("typed", "terms"),
    [
        ("rana minister ", [("rana",), ("minister",)]),
        ('"lower court" rana ', [("lower", "court"), ("rana",)]),
        ("“lower court”", [("lower", "court")]),
        ("„lower court“", [("lower", "court")]),
        ("«lower court»", [("lower", "court")]),
        ('left "lower court', [("left",), ("lower", "court")]),
        ("o'clock ", [("o", "clock")]),
        ("Pakistani-American ", [("pakistani", "american")]),
        ("26/11 ", [("26", "11")]),
        ("Rana rana RANA ", [("rana",)]),
        ("Café Ærø ", [("cafe",), ("ærø",)]),
    ],
)
def test_words_and_phrases(typed, terms):
    assert [term.words for term in parse(typed).terms] == terms
    assert all(not term.is_unfinished for term in parse(typed).terms)


@pytest.mark.parametrize(("typed", "words"), [("\u0301", ()), ("rana \u0301 ", ("rana",))])
def test_an_accent_without_a_letter_is_no_word(typed, words):
    assert parse(typed).words == words


def test_only_the_last_word_is_unfinished_and_only_while_it_is_typed():
    assert parse("lower cou").terms == (Term(("lower",)), Term(("cou",), is_unfinished=True))
    assert parse("lower cou ").terms == (Term(("lower",)), Term(("cou",)))
    assert parse('"lower cou"').terms == (Term(("lower", "cou")),)


@given(st.text())
def test_tokens_stand_where_they_say_and_are_in_order(text):
    at = 0
    for start, end, folded in tokens(text):
        assert at <= start < end
        assert folded == fold(text[start:end])
        at = end


@pytest.mark.parametrize(
    ("word", "folded"), [("Ünïcode", "unicode"), ("Łódź", "łodz"), ("ÑANDÚ", "nandu"), ("e\u0301te\u0301", "ete")]
)
def test_capitals_and_diacritics_do_not_matter(word, folded):
    assert fold(word) == fold(unicodedata.normalize("NFD", word)) == folded
