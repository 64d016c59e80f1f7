"""Folding: the words that are found here are those that the database has in its index."""

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text.folding import fold, indexed_form, tokens


def in_the_index(text):
    """Return the words of a text in order, as a database cuts what it is given of it."""
    with sqlite3.connect(":memory:") as db:
        db.execute(
            "CREATE VIRTUAL TABLE t USING fts5 (text, tokenize=\"unicode61 remove_diacritics 0 categories 'L* N* Co Mn Mc'\")"
        )
        db.execute("CREATE VIRTUAL TABLE words USING fts5vocab (t, instance)")
        db.execute("INSERT INTO t VALUES (?)", (indexed_form(text),))
        found = [word for (word,) in db.execute("SELECT term FROM words ORDER BY offset")]
    db.close()
    return found


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Rana, O'Neill & co.", ["rana", "o", "neill", "co"]),
        ("“Łódź” – Søren’s Œuvre, straße", ["lodz", "soren", "s", "oeuvre", "strasse"]),
        ("İstanbul ıssız", ["istanbul", "issiz"]),
        ("東京都知事はABCを", ["東", "京", "都", "知", "事", "は", "abc", "を"]),
        ("サーバー", ["サ", "ー", "バ", "ー"]),
        ("ภาษาไทย", ["ภ", "า", "ษ", "า", "ไ", "ท", "ย"]),
        ("हिन्दी में", ["हिन्दी", "में"]),
        ("مُحَمَّد أحمد", ["محمد", "احمد"]),
        ("Ёлка ёж", ["елка", "еж"]),
        ("Ἀθῆναι ΟΔΥΣΣΕΥΣ", ["αθηναι", "οδυσσευσ"]),
        ("ﬁnance ＡＢＣ x² 한국어", ["finance", "abc", "x2", "한국어"]),
        ("cafe\u0301 nai\u0308ve", ["cafe", "naive"]),
        ("a_b C++ ½", ["a", "b", "c", "½"]),
    ],
)
def test_words_are_cut_and_folded_alike_here_and_in_the_index(text, words):
    assert [folded for _start, _end, folded in tokens(text)] == words
    assert in_the_index(text) == words


def test_offsets_are_those_of_the_text():
    text = "“Łódź” straße 東京"
    assert [text[start:end] for start, end, _folded in tokens(text)] == ["Łódź", "straße", "東", "京"]


@given(st.text(st.characters(codec="cp1252") | st.sampled_from("łőşčžαβγЖя東京ア한국ابجד’“–")))
def test_any_usual_text_is_cut_alike(text):
    assert in_the_index(text.replace("\0", " ")) == [folded for _s, _e, folded in tokens(text.replace("\0", " "))]


@given(st.text())
def test_folding_twice_changes_nothing_more(text):
    assert fold(fold(text)) == fold(text)
